"""Who took part, and what they gave; a private room."""
