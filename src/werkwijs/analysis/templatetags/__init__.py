"""Tags for the pages of maps."""
