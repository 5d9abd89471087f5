"""The website, and the command line above it."""
