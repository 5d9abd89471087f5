"""Pages of a person, by name: those of one way to work."""

from __future__ import annotations

OF_A_WAY = (
    *("home", "path", "helpers", "agreements", "cards", "own_words", "plan", "not_well"),
    *("who_sees", "stop", "complain"),
)
