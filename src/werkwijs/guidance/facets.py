"""Which question, pair or colour a line is about, by its kind: for who types, and for what comes in."""

from __future__ import annotations

from collections.abc import Mapping

from werkwijs.guidance.models import Kind

INTAKE = ("wants", "good-at", "hard", "around", "work-before", "other")
"""What is talked about at the beginning, in the person's own words."""
PAIRS = ("skills", "learning", "context", "identity", "wishes")
"""Five pairs person - work (AKC Leidraad Jobcoach, CC BY 4.0)."""
SIDES = ("person", "work")
SIGNS = tuple(
    f"{colour}.{part}"
    for colour in ("green", "orange", "red")
    for part in ("notice", "helps", "does")
)
OF: Mapping[str, frozenset[str]] = {
    Kind.INTAKE: frozenset(INTAKE),
    Kind.PROFILE: frozenset(f"{pair}.{side}" for pair in PAIRS for side in SIDES),
    Kind.SIGN: frozenset(SIGNS),
}
"""Kinds that are shown by their facet: with another one, no page would show the line."""
