"""How much two sorters, or a sorter and the rest, agree about which statements belong together."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from conceptmapping.co_sorting import CoSorting
from conceptmapping.sorting import UNPLACED, Sorts


def pair_correlations(sorts: Sorts) -> NDArray[np.float64]:
    """Correlate every two sorters' together-or-apart over the pairs both placed.

    Shape (n_sorters, n_sorters), diagonal 1; nan where a sorter put all shared statements
    together or all apart. Computed from shared pile sizes, so 200 sorters of 1,000 statements
    need no table of half a million pairs each.
    """
    piles = sorts.piles.astype(np.int64)
    n, wide = sorts.n_sorters, int(max(sorts.n_piles().max(), 1))
    result = np.ones((n, n))
    for s in range(n - 1):
        shared = (piles[s] != UNPLACED) & (piles[s + 1 :] != UNPLACED)
        other, statement = np.nonzero(shared)
        cell = (other * wide + piles[s, statement]) * wide + piles[s + 1 + other, statement]
        table = np.bincount(cell, minlength=(n - s - 1) * wide * wide).reshape(-1, wide, wide)
        both = _twos(table).sum(axis=(1, 2))
        mine = _twos(table.sum(axis=2)).sum(axis=1)
        theirs = _twos(table.sum(axis=1)).sum(axis=1)
        pairs = _twos(shared.sum(axis=1))
        result[s, s + 1 :] = result[s + 1 :, s] = phi(both, mine, theirs, pairs)
    return result


def _twos(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    return counts * (counts - 1) / 2.0


def phi(
    both: NDArray[np.float64],
    mine: NDArray[np.float64],
    theirs: NDArray[np.float64],
    pairs: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Correlation of two yes-or-no variables from their counts."""
    spread = mine * (pairs - mine) * theirs * (pairs - theirs)
    with np.errstate(invalid="ignore", divide="ignore"):
        result: NDArray[np.float64] = np.where(
            spread > 0, (pairs * both - mine * theirs) / np.sqrt(spread), np.nan
        )
    return result


@lru_cache(maxsize=2)
def pair_positions(n: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first and the second statement of every pair; shape (n_pairs,) each."""
    rows, columns = np.triu_indices(n, 1)
    return rows, columns


def own_pairs(sorts: Sorts, sorter: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For one sorter, which pairs are together and which were placed; shape (n_pairs,) each."""
    piles = sorts.piles[sorter]
    rows, columns = pair_positions(sorts.n_statements)
    placed = (piles[rows] != UNPLACED) & (piles[columns] != UNPLACED)
    return (piles[rows] == piles[columns]) & placed, placed


def with_total(sorts: Sorts, co: CoSorting, *, leave_out: bool) -> NDArray[np.float64]:
    """Correlate every sorter with the similarity of all sorters, or of all others.

    Over the pairs the sorter placed and somebody else did; shape (n_sorters,), nan where either
    does not vary. With ``leave_out`` a sorter does not find itself back in the total.
    """
    result = np.full(sorts.n_sorters, np.nan)
    for s in range(sorts.n_sorters):
        together, placed = own_pairs(sorts, s)
        total, known = co.together, co.placed
        if leave_out:
            total = total - sorts.weights[s] * together
            known = known - sorts.weights[s] * placed
        use = placed & (known > 1e-12)
        if use.sum() > 2:
            result[s] = correlation(together[use].astype(np.float64), total[use] / known[use])
    return result


def correlation(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """Pearson's r; nan where one of the two does not vary."""
    x, y = a - a.mean(), b - b.mean()
    size = np.sqrt(np.dot(x, x) * np.dot(y, y))
    return float(np.dot(x, y) / size) if size > 1e-12 * len(a) else float("nan")
