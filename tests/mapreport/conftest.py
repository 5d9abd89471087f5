"""Lets every test below this folder write ``from document_factory import make_document``."""
