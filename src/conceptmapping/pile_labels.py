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


def suggest(
    sorts: Sorts, points: NDArray[np.float64], partition: Partition, *, most: int = 5
) -> list[list[Suggestion]]:
    """Suggest labels for every cluster, best first, at most ``most`` each.

    Ranked by the mean Jaccard overlap of pile and cluster, as if one more sorter had used the
    label without any overlap (so that one person's happy fit does not outrank the word of many),
    then by the distance between their centres on the map. Per sorter and label only the pile that
    fits best counts; spellings of one label are merged under the commonest.
    """
    spelled = _merged([label for own in sorts.labels for label in own if label.strip()])
    clusters = [partition == c for c in range(int(partition.max()) + 1)]
    centres = np.array([points[members].mean(axis=0) for members in clusters])
    found: list[dict[str, dict[str, tuple[float, float]]]] = [defaultdict(dict) for _ in clusters]
    for s, sorter in enumerate(sorts.sorters):
        for pile, label in enumerate(sorts.labels[s]):
            if not label.strip():
                continue
            members = sorts.piles[s] == pile
            placed = sorts.piles[s] >= 0
            centre = points[members].mean(axis=0)
            for c, inside in enumerate(clusters):
                # Statements this sorter never saw say nothing about the label.
                overlap = (members & inside).sum() / (members | (inside & placed)).sum()
                if overlap > 0:
                    fit = (float(overlap), float(np.linalg.norm(centre - centres[c])))
                    held = found[c][spelled[label]].get(sorter)
                    if held is None or fit[0] > held[0]:
                        found[c][spelled[label]][sorter] = fit
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
