"""Settings, addresses, and how the server starts."""
