"""Small plain modules without tables: words, codes, dates, PDF."""
