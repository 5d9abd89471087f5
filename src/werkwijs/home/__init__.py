"""The first page, put together from the rooms."""
