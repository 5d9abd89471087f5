"""What may say the same as what: for each idea and statement the most alike others, never merged unseen."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from django.core.cache import cache

from plainlanguage.duplicates import likeness

LEAST = 0.15
"""Less alike than this is chance."""
MOST = 4
"""For each, the most alike other words."""
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
    """The most alike ones of each. Compared once for the same words: taking an idea adds none.

    What is kept for later is digests and scores, never the words.
    """
    digests = {key: _digest(text) for key, text in texts.items()}
    words = {digest: texts[key] for key, digest in digests.items()}
    key = "bench-alike-" + _digest("".join(sorted(words)))
    scores: Alike | None = cache.get(key)
    if scores is None:
        scores = _compared({digest: words[digest] for digest in sorted(words)})
        cache.set(key, scores, KEPT)
    holders: dict[str, list[str]] = defaultdict(list)
    for own, digest in digests.items():
        holders[digest].append(own)
    return {
        own: [
            (other, score)
            for found, score in [(digest, 1.0), *scores.get(digest, ())]
            for other in holders[found]
            if other != own
        ]
        for own, digest in digests.items()
    }


def in_words(score: float) -> str:
    return "very" if score >= VERY else "quite" if score >= QUITE else "somewhat"


def near(key: str, score: float, text: str) -> Near:
    """One of the most alike ones, ready to be shown."""
    kind, _, pk = key.partition("-")
    return Near(kind, int(pk), in_words(score), text)


def _compared(texts: Mapping[str, str]) -> Alike:
    keys = list(texts)
    scores = likeness([text[:LONGEST] for text in texts.values()])
    np.fill_diagonal(scores, 0.0)
    found: Alike = {}
    for key, row in zip(keys, scores, strict=True):
        best = np.argsort(-row, kind="stable")[:MOST]
        found[key] = [(keys[n], round(float(row[n]), 2)) for n in best if row[n] >= LEAST]
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]
