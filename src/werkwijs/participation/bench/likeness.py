"""What may say the same as what: for each idea and statement the most alike others, never merged unseen."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.cache import cache

import plainlanguage as pl

LEAST = 0.15
"""Less alike than this is chance."""
MOST = 4
"""For each, the most alike ones."""
VERY, QUITE = 0.6, 0.3
KEPT = 24 * 60 * 60
LONGEST = 600
"""Letters of an idea that are compared; what says the same says it sooner."""

Alike = dict[str, list[tuple[str, float]]]
"""Key -> the most alike others with their scores, best first."""


@dataclass(frozen=True)
class Near:
    """Something that may say the same."""

    kind: str
    """``idea`` or ``statement``."""
    pk: int
    how: str
    """``very``, ``quite`` or ``somewhat``: the score as a word."""
    text: str


def alike(texts: Mapping[str, str]) -> Alike:
    """The most alike ones of each, computed once for the same texts. Only keys and scores are kept."""
    written = "\x1f".join(f"{key}\x1e{text}" for key, text in sorted(texts.items()))
    key = "bench-alike-" + hashlib.sha256(written.encode()).hexdigest()
    found: Alike | None = cache.get(key)
    if found is None:
        found = _compared(texts)
        cache.set(key, found, KEPT)
    return found


def in_words(score: float) -> str:
    return "very" if score >= VERY else "quite" if score >= QUITE else "somewhat"


def near(key: str, score: float, text: str) -> Near:
    """One of the most alike ones, ready to be shown."""
    kind, _, pk = key.partition("-")
    return Near(kind, int(pk), in_words(score), text)


def _compared(texts: Mapping[str, str]) -> Alike:
    short = {key: text[:LONGEST] for key, text in texts.items()}
    found: Alike = defaultdict(list)
    for pair in pl.likely_duplicates(short, threshold=LEAST):
        for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
            if len(found[one]) < MOST:
                found[one].append((other, round(pair.score, 2)))
    return dict(found)
