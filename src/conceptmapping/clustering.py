"""The tree over the statements, and cuts through it.

SciPy is imported where it computes: whoever only cuts a tree that is there does not wait for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from conceptmapping.errors import SettingOutOfRange, UnknownSetting
from conceptmapping.settings import CHOICES

LINKAGES: Final = CHOICES["linkage"]
Partition = NDArray[np.int64]
"""Shape (n_statements,): the cluster of each statement, counted from 0."""


@dataclass(frozen=True)
class Tree:
    """Which statements join which, from everyone alone to all together.

    ``merges`` has shape (n - 1, 4), rows as SciPy's linkage: two nodes, height, size; leaf i is
    ``statements[i]``.
    """

    statements: tuple[str, ...]
    merges: NDArray[np.float64]
    linkage: str

    @cached_property
    def order(self) -> NDArray[np.int64]:
        """Leaves from left to right, so that every cluster is a stretch of neighbours."""
        return self._laid_out[0]

    @cached_property
    def _laid_out(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Leaves from left to right, and for every merge where its right half begins."""
        n = len(self.statements)
        first = np.zeros(2 * n - 1, dtype=np.int64)
        border = np.zeros(n - 1, dtype=np.int64)
        sizes = np.concatenate([np.ones(n, dtype=np.int64), self.merges[:, 3].astype(np.int64)])
        for row in range(n - 2, -1, -1):
            left, right = int(self.merges[row, 0]), int(self.merges[row, 1])
            first[left] = first[n + row]
            border[row] = first[right] = first[left] + sizes[left]
        order = np.empty(n, dtype=np.int64)
        order[first[:n]] = np.arange(n)
        return order, border

    def cut(self, clusters: int) -> Partition:
        """Cut into so many clusters, counted from the one with the first statement.

        The cut at k always refines the cut at k - 1.

        Raises
        ------
        SettingOutOfRange
            ``clusters`` is below 1 or above the number of statements.
        """
        return in_order_of_appearance(self.cuts([clusters])[0])

    def cuts(self, numbers: Sequence[int]) -> NDArray[np.int64]:
        """Cut at several numbers of clusters; shape (len(numbers), n_statements).

        Quicker than ``cut``: clusters are counted from left to right in the tree.
        """
        n = len(self.statements)
        for clusters in numbers:
            if not 1 <= clusters <= n:
                raise SettingOutOfRange(setting="clusters", value=clusters, minimum=1, maximum=n)
        order, border = self._laid_out
        begins = np.zeros((len(numbers), n), dtype=np.int64)
        for row, clusters in enumerate(numbers):
            begins[row, border[n - clusters :]] = 1
        stretches = np.empty_like(begins)
        stretches[:, order] = np.cumsum(begins, axis=1)
        return stretches


def in_order_of_appearance(partition: Partition) -> Partition:
    """The same clusters, numbered by their first statement."""
    _, first, cluster = np.unique(partition, return_index=True, return_inverse=True)
    number = np.empty(len(first), dtype=np.int64)
    number[np.argsort(first)] = np.arange(len(first))
    return number[cluster]


def cluster(
    statements: tuple[str, ...],
    *,
    points: NDArray[np.float64] | None = None,
    dissimilarity: NDArray[np.float64] | None = None,
    linkage_of: str = "ward-map",
) -> Tree:
    """Join statements step by step.

    Parameters
    ----------
    points
        Shape (n, 2), for ``"ward-map"``: Ward's criterion on unsquared Euclidean distances on the
        map (ward.D2), the classical way of concept mapping.
    dissimilarity
        Shape (n_pairs,), for ``"ward-direct"`` and ``"average-direct"``: straight on what the
        sorters did, without the loss of a flat map (argued for by Péladeau et al. 2017).

    References
    ----------
    Murtagh, F., & Legendre, P. (2014). Ward's hierarchical agglomerative clustering method: which
    algorithms implement Ward's criterion? Journal of Classification, 31, 274-295.
    """
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import pdist

    if linkage_of not in LINKAGES:
        raise UnknownSetting(setting="linkage", value=linkage_of, choices=list(LINKAGES))
    of_map = linkage_of == "ward-map"
    distances = pdist(points) if of_map and points is not None else dissimilarity
    if distances is None:
        raise ValueError(f"{linkage_of} needs {'points' if of_map else 'dissimilarity'}.")
    method: Literal["average", "ward"] = "average" if linkage_of == "average-direct" else "ward"
    return Tree(statements, np.asarray(linkage(distances, method)), linkage_of)


def agreement(a: Partition, b: Partition) -> float:
    """Adjusted Rand index of two partitions: 1 the same, around 0 no better than chance.

    References
    ----------
    Hubert, L., & Arabie, P. (1985). Comparing partitions. Journal of Classification, 2, 193-218.
    """
    return float(agreements(a[None, :], b)[0])


def agreements(many: NDArray[np.int64], one: Partition) -> NDArray[np.float64]:
    """Adjusted Rand index of each row of ``many`` with ``one``; shape (n_partitions,)."""
    n, wide, high = len(one), int(one.max()) + 1, int(many.max()) + 1
    cells = (np.arange(len(many))[:, None] * high + many) * wide + one
    table = np.bincount(cells.ravel(), minlength=len(many) * high * wide)
    table = table.reshape(len(many), high, wide)
    pairs = _twos(table).sum(axis=(1, 2))
    rows = _twos(table.sum(axis=2)).sum(axis=1)
    columns = _twos(table.sum(axis=1)).sum(axis=1)
    expected = rows * columns / (n * (n - 1) / 2)
    most = (rows + columns) / 2
    apart = most - expected
    # Both all-in-one or both all-apart: nothing to tell apart, and they agree.
    return np.where(apart == 0, 1.0, (pairs - expected) / np.where(apart == 0, 1.0, apart))


def _twos(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    return counts * (counts - 1) / 2.0


def _crossed(a: Partition, b: Partition) -> NDArray[np.int64]:
    """Shape (clusters of a, clusters of b): how many statements they share."""
    wide = int(b.max()) + 1
    counts = np.bincount(a * wide + b, minlength=(int(a.max()) + 1) * wide)
    return counts.reshape(-1, wide)


def matched(partition: Partition, target: Partition) -> NDArray[np.bool_]:
    """Which statements stay with their cluster.

    Clusters of ``partition`` and ``target`` are paired so that as many statements as possible
    are in a pair together; a statement stays when its two clusters are such a pair.
    Shape (n_statements,).
    """
    return np.asarray(partners(partition, target)[partition] == target)


def partners(partition: Partition, target: Partition) -> NDArray[np.int64]:
    """The cluster of ``target`` that each cluster of ``partition`` is paired with; -1: with none.

    Paired so that as many statements as possible are in a pair together.
    Shape (clusters of partition,).
    """
    from scipy.optimize import linear_sum_assignment

    table = _crossed(partition, target)
    rows, columns = linear_sum_assignment(table, maximize=True)
    partner = np.full(len(table), -1)
    partner[rows] = columns
    return partner


def silhouettes(points: NDArray[np.float64], partitions: dict[int, Partition]) -> dict[int, float]:
    """Mean silhouette width on the map, per number of clusters; -1..1, higher is clearer.

    A statement alone in its cluster counts 0.

    References
    ----------
    Rousseeuw, P. J. (1987). Silhouettes: a graphical aid to the interpretation and validation of
    cluster analysis. Journal of Computational and Applied Mathematics, 20, 53-65.
    """
    from scipy.spatial.distance import pdist, squareform

    distances = squareform(pdist(points))
    return {k: _silhouette(distances, p) for k, p in partitions.items() if 1 < k < len(points)}


def _silhouette(distances: NDArray[np.float64], partition: Partition) -> float:
    n, k = len(partition), int(partition.max()) + 1
    inside = np.zeros((n, k))
    inside[np.arange(n), partition] = 1.0
    sizes = inside.sum(axis=0)
    sums = distances @ inside
    own = sizes[partition]
    with np.errstate(invalid="ignore", divide="ignore"):
        near = sums[np.arange(n), partition] / (own - 1)
        other = np.where(inside > 0, np.inf, sums / sizes).min(axis=1)
        width = np.where(own > 1, (other - near) / np.maximum(other, near), 0.0)
    return float(np.mean(np.nan_to_num(width)))
