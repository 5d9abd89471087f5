"""Names for clusters, suggested by what sorters called their piles."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from conceptmapping.clustering import Partition
from conceptmapping.sorting import Sorts


@dataclass(frozen=True)
class Suggestion:
    """A label, how many sorters used it, and how well their piles fit the cluster (0..1)."""

    label: str
    sorters: int
    overlap: float


@dataclass(frozen=True)
class NamedPiles:
    """Every pile with a label, one a row.

    Attributes
    ----------
    labels, sorters
        Of each pile: the label in its commonest spelling, and whose it is.
    members, placed
        Shape (n_piles, n_statements), 0 or 1: what lies on the pile, and what its sorter placed.
    centres
        Shape (n_piles, 2), on the map.
    """

    labels: list[str]
    sorters: list[str]
    members: NDArray[np.float64]
    placed: NDArray[np.float64]
    centres: NDArray[np.float64]


def named_piles(sorts: Sorts, points: NDArray[np.float64]) -> NamedPiles:
    """The piles that have a label, with their places on the map."""
    spelled = _merged([label for own in sorts.labels for label in own if label.strip()])
    piles = [
        (s, pile, label)
        for s, own in enumerate(sorts.labels)
        for pile, label in enumerate(own)
        if label.strip()
    ]
    whose = np.array([s for s, _, _ in piles], dtype=np.int64)
    number = np.array([pile for _, pile, _ in piles], dtype=np.int64)
    members = sorts.piles[whose] == number[:, None]
    return NamedPiles(
        labels=[spelled[label] for _, _, label in piles],
        sorters=[sorts.sorters[s] for s in whose],
        members=members.astype(np.float64),
        placed=(sorts.piles[whose] >= 0).astype(np.float64),
        centres=np.array([points[own].mean(axis=0) for own in members]).reshape(-1, 2),
    )


def suggest(
    piles: NamedPiles, points: NDArray[np.float64], partition: Partition, *, most: int = 5
) -> list[list[Suggestion]]:
    """Suggest labels for every cluster, best first, at most ``most`` each.

    Ranked by the mean Jaccard overlap of pile and cluster, as if one more sorter had used the
    label without any overlap (so that one person's happy fit does not outrank the word of many),
    then by the distance between their centres on the map. Per sorter and label only the pile that
    fits best counts; spellings of one label are merged under the commonest.
    """
    inside = (partition[:, None] == np.arange(int(partition.max()) + 1)).astype(np.float64)
    shared = piles.members @ inside
    # Statements this sorter never saw say nothing about the label.
    either = piles.members.sum(axis=1)[:, None] + piles.placed @ inside - shared
    overlaps = shared / either
    centres = np.array([points[members > 0].mean(axis=0) for members in inside.T])
    away = np.linalg.norm(piles.centres[:, None] - centres, axis=2)
    found: list[dict[str, dict[str, tuple[float, float]]]] = []
    for overlap, distance in zip(overlaps.T, away.T, strict=True):
        by_label: dict[str, dict[str, tuple[float, float]]] = defaultdict(dict)
        touching = np.flatnonzero(overlap > 0)
        fits = zip(overlap[touching].tolist(), distance[touching].tolist(), strict=True)
        for pile, fit in zip(touching.tolist(), fits, strict=True):
            by_sorter = by_label[piles.labels[pile]]
            held = by_sorter.get(piles.sorters[pile])
            if held is None or fit[0] > held[0]:
                by_sorter[piles.sorters[pile]] = fit
        found.append(by_label)
    return [_ranked(by_label, most) for by_label in found]


def _ranked(by_label: dict[str, dict[str, tuple[float, float]]], most: int) -> list[Suggestion]:
    rows = []
    for label, sorters in by_label.items():
        overlap = sum(fit[0] for fit in sorters.values()) / len(sorters)
        distance = sum(fit[1] for fit in sorters.values()) / len(sorters)
        support = overlap * len(sorters) / (len(sorters) + 1)
        rows.append((-round(support, 9), distance, Suggestion(label, len(sorters), overlap)))
    rows.sort(key=lambda row: (row[0], row[1], row[2].label))
    return [suggestion for _, _, suggestion in rows[:most]]


def _merged(labels: list[str]) -> dict[str, str]:
    """Each spelling, and the commonest spelling of the same label."""
    best: dict[str, str] = {}
    for label, _ in Counter(labels).most_common():  # the first of equally common ones
        best.setdefault(_plain(label), " ".join(label.split()))
    return {label: best[_plain(label)] for label in labels}


_AND = {"&", "+", "en", "and"}


def _plain(label: str) -> str:
    """The label without capitals, accents, punctuation and ways of writing "and".

    No further: "betaald werk" and "onbetaald werk" differ by two letters.
    """
    decomposed = unicodedata.normalize("NFKD", label.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c) and c not in "'’`")
    words = re.findall(r"[^\W_]+|[&+]", bare)
    return " ".join("en" if word in _AND else word for word in words)
