"""Tags for the pages of who guides people."""
