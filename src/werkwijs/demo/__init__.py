"""An invented organisation that walks the whole circle."""
