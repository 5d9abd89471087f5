"""What a course says of itself, around the words of who made it: Dutch and English in `words.toml`.

A sentence that counts (``n``) may have another form for one, under its key with ``-1`` behind it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from coursepack.course import Language

ALSO = (
    "begin",
    "go-on",
    "look-back",
    "lesson-progress",
    "all-done",
    "passed",
    "not-passed",
    "result",
    "again",
    "right",
    "wrong",
    "kept",
    "story-choose",
    "story-chosen",
    "story-good",
    "story-bad",
    "story-ended",
    "story-again",
)
"""What the player says just as the pages do."""


class Words:
    """The words in one language; call it with a key and the facts the sentence needs."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, key: str, /, **facts: Any) -> str:
        """Say it.

        Raises
        ------
        KeyError
            If nobody wrote these words, or a fact is missing.
        """
        table = tables()
        if facts.get("n") == 1 and f"{key}-1" in table:
            key = f"{key}-1"
        return table[key][self.language].format(**facts)

    def of_player(self) -> dict[str, str]:
        """What the player says by itself, by key; facts stand between braces."""
        every = tables()
        own = {key.removeprefix("player-"): key for key in every if key.startswith("player-")}
        return {
            key: every[name][self.language]
            for key, name in {**dict(zip(ALSO, ALSO, strict=True)), **own}.items()
        }


@cache
def tables() -> Mapping[str, Mapping[str, str]]:
    source = files("coursepack").joinpath("words.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
