"""Trochim's (1993) coefficients: do sorters, halves of them, and the map say the same?

High values say that the averages are steady, not that the clusters are: .95 goes together with
clusters of which half fall apart in a bootstrap (``stability``). A reader must see both.

Reference: Trochim, W. M. K. (1993). The reliability of concept mapping. Paper presented at the
Annual Conference of the American Evaluation Association, Dallas.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import pdist

from conceptmapping import work
from conceptmapping.co_sorting import CoSorting, PileIndex, unconnected
from conceptmapping.scaling import classical_start, refit
from conceptmapping.sorter_agreement import correlation, own_pairs, pair_correlations, with_total
from conceptmapping.sorting import Sorts

STAGE: Final = 4


@dataclass(frozen=True)
class Reliability:
    """Spearman-Brown corrected correlations over pairs of statements; nan: cannot be computed.

    Attributes
    ----------
    sorters_with_each_other
        r_II, k = number of sorters who judged a pair, on average: all, where sorts are complete.
    sorters_with_total
        r_IT, the same k; a sorter is part of the total, so this flatters.
    sorters_with_others
        r_IT leave-one-out: the sorter with the total of the others.
    sorters_with_map
        r_IM: the sorter with negative distance on the map.
    halves_of_totals
        r_SHT, k = 2: mean over splits of the corrected correlation of two half totals.
    halves_of_maps
        r_SHM, k = 2: the same for distances on two maps, each drawn from its half alone.
    splits
        How many splits: as asked for, or all there are.
    """

    sorters_with_each_other: float
    sorters_with_total: float
    sorters_with_others: float
    sorters_with_map: float
    halves_of_totals: float
    halves_of_maps: float
    splits: int


def spearman_brown(r: float, k: float) -> float:
    """The reliability of ``k`` parallel measurements that correlate ``r``: kr / (1 + (k-1) r).

    0 where they do not correlate or contradict each other: below zero the formula says nothing.
    """
    if math.isnan(r):
        return math.nan
    return min(k * r / (1 + (k - 1) * r), 1.0) if r > 0 else 0.0


def splits_in_half(n: int, most: int, seed: int) -> list[NDArray[np.int64]]:
    """Halves of ``n`` sorters: ``most`` random ones, or every one where there are no more.

    Of an odd number the smaller half is given. Each split appears once (10 sorters: 126).
    """
    half = n // 2
    if n < 2 or most < 1:
        return []
    every = math.comb(n, half) // (1 if n % 2 else 2)
    if every <= most:
        # Of an even number, a half and the rest are one split: take the half with sorter 0.
        return [
            np.array(members)
            for members in combinations(range(n), half)
            if n % 2 or members[0] == 0
        ]
    rng = work.random_numbers(seed, STAGE)
    seen: dict[tuple[int, ...], None] = {}
    while len(seen) < most:
        members = np.sort(rng.permutation(n)[:half])
        if n % 2 == 0 and members[0] != 0:
            members = np.setdiff1d(np.arange(n), members)
        seen[tuple(int(m) for m in members)] = None
    return [np.array(members) for members in seen]


def halves_correlate(index: PileIndex, half: NDArray[np.int64]) -> float:
    """Correlate the similarities of one half of the sorters with those of the other half.

    Over the pairs known in both halves.
    """
    return _correlated(*_halves(index, half))


def _correlated(a: CoSorting, b: CoSorting) -> float:
    known = (a.placed > 0) & (b.placed > 0)
    return correlation(a.similarity[known], b.similarity[known]) if known.any() else math.nan


def _halves(index: PileIndex, half: NDArray[np.int64]) -> tuple[CoSorting, CoSorting]:
    inside = np.zeros(index.sorts.n_sorters, dtype=bool)
    inside[half] = True
    weights = index.sorts.weights
    return index.count(np.where(inside, weights, 0.0)), index.count(np.where(inside, 0.0, weights))


def reliability(
    sorts: Sorts,
    index: PileIndex,
    points: NDArray[np.float64],
    *,
    transform: str = "ordinal-secondary",
    split_halves: int = 200,
    seed: int = 1,
    progress: work.Progress | None = None,
) -> Reliability:
    """Compute all coefficients that rest on sorts; ``points`` are the map's."""
    n = sorts.n_sorters
    co = index.count()
    each = pair_correlations(sorts)[np.triu_indices(n, 1)]
    # Where sorters saw part of the statements, a pair was judged by fewer than all of them.
    k = float(index.count(np.ones(n)).placed.mean())
    near = -pdist(points)
    with_map = np.full(n, np.nan)
    for s in range(n):
        together, placed = own_pairs(sorts, s)
        if placed.sum() > 2:
            with_map[s] = correlation(together[placed].astype(np.float64), near[placed])

    def split(half: NDArray[np.int64]) -> tuple[float, float]:
        parts = _halves(index, half)
        totals = spearman_brown(_correlated(*parts), 2)
        if any(part.together.max() == 0 or unconnected(part) for part in parts):
            return totals, math.nan
        maps = [refit(part, classical_start(part), transform)[0] for part in parts]
        return totals, spearman_brown(correlation(pdist(maps[0]), pdist(maps[1])), 2)

    halves = splits_in_half(n, split_halves, seed)
    with work.steady_numbers():
        found = np.array(work.run(split, halves, stage="split-halves", progress=progress))
    found = found.reshape(-1, 2)
    return Reliability(
        sorters_with_each_other=spearman_brown(_mean(each), k),
        sorters_with_total=spearman_brown(_mean(with_total(sorts, co, leave_out=False)), k),
        sorters_with_others=spearman_brown(_mean(with_total(sorts, co, leave_out=True)), k),
        sorters_with_map=spearman_brown(_mean(with_map), k),
        halves_of_totals=_mean(found[:, 0]),
        halves_of_maps=_mean(found[:, 1]),
        splits=len(halves),
    )


def _mean(values: NDArray[np.float64]) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else math.nan
