"""Words that say something about health, crimes or debts, in text that an employer reads."""

from __future__ import annotations

import re
from dataclasses import dataclass

INSTEAD = "Schrijf wat helpt, niet waarom."
_STEMS = {
    "health": (
        "adhd",
        "autis",
        "asperger",
        "depress",
        "psychos",
        "psychia",
        "psycholo",
        "borderline",
        "ptss",
        "lvb",
        "verslav",
        "verslaafd",
        "drugs",
        "alcohol",
        "epileps",
        "medicijn",
        "medicatie",
        "diagnose",
        "therap",
        "ziek",
        "zwanger",
    ),
    "crime": ("detentie", "gevangenis", "strafblad", "reclasser", "veroordeel", "diefstal", "tbs"),
    "debt": ("schulden", "schuldhulp", "deurwaarder", "loonbeslag", "bewindvoerder", "wsnp"),
}
_PATTERN = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{kind}>(?:{'|'.join(stems)})\\w*)" for kind, stems in _STEMS.items())
    + ")",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """A word that may be private, where it stands, and what can be written in its place."""

    kind: str
    word: str
    start: int
    end: int
    instead: str


def find(text: str) -> tuple[Found, ...]:
    """Every such word, in the order of the text."""
    return tuple(
        Found(str(one.lastgroup), one.group(), one.start(), one.end(), INSTEAD)
        for one in _PATTERN.finditer(text)
    )
