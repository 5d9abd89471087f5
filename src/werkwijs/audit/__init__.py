"""Who did or read what, when; added to, never edited, without content."""
