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
    """Suggest the number of clusters that stands out from the numbers beside it.

    Silhouette width and the adjusted Rand index of bootstrap maps both tend to fall as clusters
    get more, whatever the data, so their height favours few clusters. What counts here is by how
    much a number rises above the mean of its two neighbours, both indices added up, among 5 to 12
    clusters (fewer where there are fewer than 20 statements). A starting point for the talk, no
    verdict: the choice is a person's and is recorded with its reason.
    """
    low = min(5, max(2, n_statements // 4))
    high = max(low, min(12, n_statements // 3, n_statements - 1))

    def stands_out(index: dict[int, float], k: int) -> float:
        beside = [index[near] for near in (k - 1, k + 1) if near in index]
        return index[k] - sum(beside) / len(beside) if k in index and beside else 0.0

    offers = {k: stands_out(silhouettes, k) + stands_out(ari, k) for k in range(low, high + 1)}
    return max(offers, key=lambda k: (round(offers[k], 9), -k))
