"""How each sorter sorted, and what a person should look at before trusting it.

A flag never excludes by itself: a person does, with a reason that is kept and printed.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from conceptmapping import procrustes, work
from conceptmapping.co_sorting import CoSorting, PileIndex, unconnected
from conceptmapping.scaling import refit
from conceptmapping.sort_shapes import (
    _SAID,
    CHANCE_P,
    FAST,
    FEW_PILES,
    LUMPED,
    Flag,
    SortQuality,
    flags,
    shapes,
)
from conceptmapping.sorter_agreement import pair_positions, phi, with_total
from conceptmapping.sorting import UNPLACED, Sorts

__all__ = [
    "CHANCE_P",
    "FAST",
    "FEW_PILES",
    "LUMPED",
    "_SAID",
    "Flag",
    "SortQuality",
    "assess",
    "flags",
    "shapes",
]

STAGE: Final = 6
NEAREST_STAGE: Final = 16

SHUFFLES: Final = 299
MOST_OTHERS: Final = 100


def assess(
    sorts: Sorts,
    index: PileIndex,
    points: NDArray[np.float64],
    *,
    transform: str = "ordinal-secondary",
    seed: int = 1,
    progress: work.Progress | None = None,
) -> list[SortQuality]:
    """Everything ``shapes`` tells, and how each sorter relates to the others and to the map.

    ``correlation`` is with the others only, so that it is not inflated by the sorter;
    ``influence`` is 1 - Procrustes R2 between the map with and the map without the sorter.
    """
    co = index.count()
    correlations = with_total(sorts, co, leave_out=True)
    usual = _low_but_ordinary(correlations)

    def relate(s: int) -> tuple[float, float]:
        weights = sorts.weights.copy()
        weights[s] = 0.0
        rest = index.count(weights)
        p = _chance_p(sorts, s, rest, usual, work.random_numbers(seed, STAGE, s))
        if 2 * p > CHANCE_P:  # perhaps with a logic of their own, shared by somebody
            p = min(p, _nearest_p(sorts, s, work.random_numbers(seed, NEAREST_STAGE, s)))
        p = float(np.minimum(1.0, 2 * p))  # two ways to be like the others; nan stays nan
        if unconnected(rest) or np.ptp(np.nan_to_num(rest.similarity)) == 0:
            return p, np.nan
        without, _ = refit(rest, points, transform)
        return p, 1.0 - float(procrustes.agreement(without, points))

    with work.steady_numbers():
        found = work.run(relate, range(sorts.n_sorters), stage="sorters", progress=progress)
    return [
        SortQuality(
            **{
                **vars(shape),
                "correlation": float(correlations[s]),
                "chance_p": found[s][0],
                "influence": found[s][1],
            }
        )
        for s, shape in enumerate(shapes(sorts))
    ]


def _low_but_ordinary(correlations: NDArray[np.float64]) -> float:
    """About the tenth percentile, were all sorters of one kind: median - 1.28 robust sd."""
    known = correlations[~np.isnan(correlations)]
    if len(known) == 0:
        return float("nan")
    middle = float(np.median(known))
    return middle - 1.28 * 1.4826 * float(np.median(np.abs(known - middle)))


def _chance_p(
    sorts: Sorts, s: int, rest: CoSorting, usual: float, rng: np.random.Generator
) -> float:
    """The share of shuffles of this sorter's own piles that agree with the others as well.

    Shuffling keeps the pairs the sorter placed and how many are together, so agreement grows
    with the sum of the others' similarity inside the piles and nothing else. nan where the test
    could not tell a sorter who agrees as most do (``usual``, a low but ordinary correlation) from
    chance either: too few statements.
    """
    placed = np.flatnonzero(sorts.piles[s] != UNPLACED)
    # A pair nobody else judged counts as any other: it must not reward who keeps off it.
    similarity = 1.0 - rest.matrix(rest.filled)[np.ix_(placed, placed)]
    piles = sorts.piles[s][placed]
    rows, columns = pair_positions(len(placed))
    together = piles[rows] == piles[columns]
    if not 0 < together.sum() < len(together):
        return float("nan")
    every = similarity[rows, columns]
    rows, columns = rows[together], columns[together]
    own = np.arange(len(placed))
    shuffled = np.array([own, *(rng.permutation(own) for _ in range(SHUFFLES))])
    agreement = similarity[shuffled[:, rows], shuffled[:, columns]].sum(axis=1)
    # The same sums as correlations, to see whether a usual sorter would pass on so few statements.
    share = len(rows) / len(every)
    spread = len(every) * every.std() * np.sqrt(share * (1 - share))
    if spread == 0:
        return float("nan")
    needed = (np.quantile(agreement[1:], 1 - CHANCE_P) - len(rows) * every.mean()) / spread
    if needed > usual:
        return float("nan")
    as_good = np.sum(agreement[1:] >= agreement[0] - 1e-9)
    return float((as_good + 1) / (SHUFFLES + 1))


def _nearest_p(sorts: Sorts, s: int, rng: np.random.Generator) -> float:
    """The share of shuffles of this sorter's own piles that agree as well with any single other.

    Somebody who sorts by another logic than most is not at chance: others do the same. Where
    there are very many others, a hundred of them, drawn at random, stand for all.
    """
    placed = np.flatnonzero(sorts.piles[s] != UNPLACED)
    others = np.delete(sorts.piles, s, axis=0)[:, placed]
    others = others[np.sum(others != UNPLACED, axis=1) > 2]
    if len(others) == 0:
        return 1.0
    if len(others) > MOST_OTHERS:
        others = others[np.sort(rng.permutation(len(others))[:MOST_OTHERS])]
    mine = _on_piles(sorts.piles[s][placed][None])[0]
    theirs, begins = _on_piles(others)
    own = np.arange(len(placed))
    orders = [own, *(rng.permutation(own) for _ in range(SHUFFLES))]
    shuffled = np.concatenate([mine[:, order] for order in orders])

    def pairs(counts: NDArray[np.float32]) -> NDArray[np.float64]:
        """Pairs among so many, added up over this sorter's piles; a row for every shuffle."""
        twos = (counts * (counts - 1)).reshape(len(orders), len(mine), -1) / 2
        return np.asarray(twos.sum(axis=1), dtype=np.float64)

    seen = (others != UNPLACED).astype(np.float32)
    both = np.add.reduceat(pairs(shuffled @ theirs.T), begins, axis=1)
    of_others = theirs.sum(axis=1)
    together = np.add.reduceat(of_others * (of_others - 1) / 2, begins).astype(np.float64)
    known = seen.sum(axis=1).astype(np.float64)
    likeness = phi(both, pairs(shuffled @ seen.T), together, known * (known - 1) / 2)
    best = np.max(np.nan_to_num(likeness, nan=-1.0), axis=1)
    as_good = np.sum(best[1:] >= best[0] - 1e-9)
    return float((as_good + 1) / (SHUFFLES + 1))


def _on_piles(piles: NDArray[np.int32]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """A row of ones and zeros for every pile of every sorter, and where each sorter begins."""
    rows = [own == pile for own in piles for pile in np.unique(own[own != UNPLACED])]
    sizes = [len(np.unique(own[own != UNPLACED])) for own in piles]
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    return np.array(rows, dtype=np.float32), begins
