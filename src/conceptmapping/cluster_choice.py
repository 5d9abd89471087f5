"""How many clusters? What each number offers; the choice itself is a person's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from conceptmapping.clustering import Tree


@dataclass(frozen=True)
class Merge:
    """One step of the replay: two clusters of ``clusters`` + 1 become one."""

    clusters: int
    joins: tuple[list[str], list[str]]


def most_clusters(n_statements: int) -> int:
    """From how many clusters the replay starts: 20, or all but one."""
    return min(20, n_statements - 1)


def replay(tree: Tree) -> list[Merge]:
    """Go from many clusters to two, one merge at a time; statement ids of both sides."""
    steps = []
    for k in range(most_clusters(len(tree.statements)), 1, -1):
        finer, coarser = tree.cut(k + 1), tree.cut(k)
        sides = next(parts for c in range(k) if len(parts := np.unique(finer[coarser == c])) == 2)
        ids = [[tree.statements[i] for i in np.flatnonzero(finer == side)] for side in sides]
        steps.append(Merge(k, (ids[0], ids[1])))
    return steps


def suggest(n_statements: int, silhouettes: dict[int, float], ari: dict[int, float]) -> int:
    """Suggest the number at which clusters are clear on the map and steady under resampling.

    The sum of mean silhouette width and mean adjusted Rand index, from about 4 to about 12
    clusters of at least three statements on average. A starting point for the talk, no verdict:
    the choice is a person's and is recorded with its reason.
    """
    low = min(4, max(2, n_statements // 4))
    high = max(low, min(12, n_statements // 3, n_statements - 1))
    offers = {k: silhouettes.get(k, 0.0) + ari.get(k, 0.0) for k in range(low, high + 1)}
    return max(offers, key=lambda k: (round(offers[k], 9), -k))
