"""An edition in open formats: pure functions from a document and its files to bytes, and back.

The same edition gives the same bytes, on every machine and every day.
"""
