"""Tags for the pages of people who take part."""
