"""Ways of working of others, taken in: owner, licence, pillars and handles."""
