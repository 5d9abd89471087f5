"""Tables as they changed."""
