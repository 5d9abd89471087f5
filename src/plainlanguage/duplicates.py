"""Pairs of short texts that may say the same: for a person to look at, never to merge unseen."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from plainlanguage import lexicon, sentences, word_lists

THRESHOLD = 0.3

NEAR = 0.8
"""What a near word ("baas", "werkgever") counts beside the word itself."""
ALONE = 0.5
"""How much less alike two texts are when all they share is one word: their subject."""
BACKGROUND = 20
"""Other ideas that we think of behind a set, so that in a small set words are not all rare."""


@dataclass(frozen=True)
class Pair:
    """Two texts by their keys, the first as handed in, and how alike they are: 0 to 1."""

    first: str
    second: str
    score: float


def likely_duplicates(texts: Mapping[str, str], *, threshold: float = THRESHOLD) -> list[Pair]:
    """Pairs at least ``threshold`` alike, the most alike first; equals in the order handed in.

    Two texts are alike by the words they share, in any form ("werkte", "gewerkt") and for a part
    by near words ("baas", "werkgever"). A word counts more when few of the texts have it and when it
    is rare in Dutch; one shared word alone counts less, because that is often the subject. Texts of
    which the letters are nearly the same are alike too, so that a slip of the keyboard hides nothing.
    """
    keys = list(texts)
    scores = likeness(list(texts.values()))
    first, second = np.nonzero(np.triu(scores >= threshold, k=1))
    order = np.lexsort((second, first, -scores[first, second]))
    return [
        Pair(keys[i], keys[j], float(scores[i, j]))
        for i, j in zip(first[order], second[order], strict=True)
    ]


def likeness(texts: Sequence[str]) -> NDArray[np.float32]:
    """How alike each two texts are; shape (n, n), symmetric, 0 to 1."""
    tokens = [_tokens(text) for text in texts]
    return np.maximum(_by_words(tokens), _by_letters(tokens))


def _tokens(text: str) -> list[str]:
    stop = word_lists.words("stop")
    words = [w.plain for s in sentences.split(text) for w in s.words]
    return [w for w in words if w not in stop] or words


# --- by letters -----------------------------------------------------------------------


def _by_letters(tokens: Sequence[Sequence[str]]) -> NDArray[np.float32]:
    """From 0 where seven letters in ten are the same, to 1 where all are; order is no matter."""
    written = [" ".join(sorted(map(lexicon.stem, own))) for own in tokens]
    same = process.cdist(
        written, written, scorer=fuzz.ratio, score_cutoff=70, dtype=np.float32, workers=1
    )
    scores: NDArray[np.float32] = np.clip((same - 70.0) / 30.0, 0.0, 1.0).astype(np.float32)
    empty = [not own for own in tokens]
    scores[empty] = scores[:, empty] = 0.0
    return scores


# --- by words -------------------------------------------------------------------------


def _by_words(tokens: Sequence[Sequence[str]]) -> NDArray[np.float32]:
    """Cosine of the angle between texts as sums of their words, less where one word is all."""
    n = len(tokens)
    texts = [_subjects(own) for own in tokens]
    holders: dict[str, list[int]] = {}
    for i, own in enumerate(texts):
        for subject in own:
            holders.setdefault(subject, []).append(i)
    weights = [
        {subject: _rarity(stems) * _idf(n, len(holders[subject])) for subject, stems in own.items()}
        for own in texts
    ]
    lengths = [math.hypot(*own.values()) for own in weights]
    shared = np.zeros((n, n), dtype=np.float32)
    largest = np.zeros((n, n), dtype=np.float32)
    for subject, rows in holders.items():
        if len(rows) < 2:
            continue
        here = np.array([weights[i][subject] / lengths[i] for i in rows], dtype=np.float32)
        part = np.outer(here, here) * _closeness([texts[i][subject] for i in rows])
        cells = np.ix_(rows, rows)
        shared[cells] += part
        largest[cells] = np.maximum(largest[cells], part)
    alone = np.divide(largest, shared, out=np.zeros_like(shared), where=shared > 0)
    return np.asarray(np.minimum(shared, 1.0) * (1.0 - ALONE * alone**2), dtype=np.float32)


def _subjects(tokens: Sequence[str]) -> dict[str, frozenset[str]]:
    """What a text is about: the set of near words each word belongs to, and the stems it used.

    A compound is also about its parts: "weekplanning" about "week" and "planning".
    """
    found: dict[str, set[str]] = {}
    for token in (part for whole in tokens for part in (whole, *_parts(whole))):
        root = lexicon.stem(token)
        found.setdefault(_near().get(token) or _near().get(root) or root, set()).add(root)
    return {subject: frozenset(stems) for subject, stems in found.items()}


def _parts(word: str) -> tuple[str, ...]:
    if word in _near() or not (parts := lexicon.compound(word)):
        return ()
    return () if word_lists.words("stop") & set(parts) else parts


def _closeness(stems: Sequence[frozenset[str]]) -> NDArray[np.float32]:
    """1 where two texts use the same word for a subject, NEAR where they use near words."""
    columns = {s: c for c, s in enumerate(sorted(frozenset().union(*stems)))}
    uses = np.zeros((len(stems), len(columns)), dtype=np.float32)
    for row, own in enumerate(stems):
        uses[row, [columns[s] for s in own]] = 1.0
    return np.where(uses @ uses.T > 0, np.float32(1.0), np.float32(NEAR))


def _rarity(stems: frozenset[str]) -> float:
    """From 0.15 for the most usual words of Dutch, to 1 for words below zipf 4.2."""
    return max(min(1.0, max(0.15, (7.2 - lexicon.zipf(stem)) / 3.0)) for stem in stems)


def _idf(n: int, holding: int) -> float:
    return math.log((n + BACKGROUND) / (holding + 0.5))


@cache
def _near() -> Mapping[str, str]:
    """The set of each near word and of its stem, by the first word of the set."""
    found: dict[str, str] = {}
    for together in word_lists.near():
        found |= dict.fromkeys(together, f"~{together[0]}")
    for together in word_lists.near():
        for word in together:
            found.setdefault(lexicon.stem(word), f"~{together[0]}")
    return found
