"""A concept map in figures, report, slides, tables and a bundle."""
