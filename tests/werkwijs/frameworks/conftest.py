"""What these tests borrow, and a small way of working that is sound."""

import pytest
from tests.werkwijs.training.conftest import opens, picture  # noqa: F401


@pytest.fixture
def sound() -> str:
    """A file of a way of working. Invented."""
    return """
key = "ons"
version = "1"
title = "Onze methode"
owner = "De Linde (verzonnen)"
licence = "CC BY 4.0"

[[pillar]]
name = "Verbinden"
handle = [{ name = "Contact maken", line = "Zoek op." }, { name = "Blijven", ours = true }]
"""
