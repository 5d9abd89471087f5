"""Example cards: written by us, marked as such, to be replaced."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from werkwijs.cards.edition_document import AUDIENCES


@cache
def cards() -> list[dict[str, Any]]:
    """Number, theme, and a text by audience, with the statements of the example study it rests on."""
    found: list[dict[str, Any]] = _read("cards.toml")["card"]
    return found


def picture(number: int, audience: str) -> tuple[str, str]:
    """Name of the pictogram of such a text, and its alt text in Dutch."""
    pictured = next(c for c in _read("pictures.toml")["card"] if c["number"] == number)
    return pictured[audience]["pictogram"], pictured[audience]["alt"]


def texts(card: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The texts of a card by audience, in the order in which audiences stand."""
    return {audience: card[audience] for audience in AUDIENCES if audience in card}


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath(name).read_text("utf-8"))
