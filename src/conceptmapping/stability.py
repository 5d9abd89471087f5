"""Would other sorters have drawn the same map?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtri

from conceptmapping import procrustes, work
from conceptmapping.clustering import Partition, Tree, agreements, cluster, matched
from conceptmapping.co_sorting import CoSorting, PileIndex, unconnected
from conceptmapping.scaling import classical_start, refit
from conceptmapping.sorting import UNPLACED, Sorts

BOOTSTRAP_STAGE: Final = 2
CHANCE_STAGE: Final = 3
SUBSET_STAGE: Final = 5

FEW_PLACERS: Final = 4
"""A statement placed by fewer people has a place on the map, but no certainty to speak of."""

COVERED: Final = 0.90
"""In how many of 100 studies an ellipse should hold the place on everybody's map."""


@dataclass(frozen=True)
class Bootstrap:
    """Maps drawn from sorters resampled with replacement, each laid on the whole map.

    Attributes
    ----------
    points
        Shape (n_replicates, n_statements, 2), in map units.
    procrustes_r2
        Shape (n_replicates,): agreement of each replicate with the map.
    trees
        The tree of each replicate.
    """

    points: NDArray[np.float64]
    procrustes_r2: NDArray[np.float64]
    trees: tuple[Tree, ...]

    def ari(self, tree: Tree, clusters: range) -> dict[int, float]:
        """Mean adjusted Rand index with the map's own clusters, per number of clusters."""
        cuts = np.array([other.cuts(clusters) for other in self.trees])
        return {
            k: float(np.mean(agreements(cuts[:, row], tree.cut(k))))
            for row, k in enumerate(clusters)
        }

    def stays(self, partition: Partition) -> NDArray[np.float64]:
        """Shape (n_statements,): the share of replicates in which it stays with its cluster."""
        k = int(partition.max()) + 1
        stayed = [matched(other.cuts([k])[0], partition) for other in self.trees]
        return np.asarray(np.mean(stayed, axis=0), dtype=np.float64)


@dataclass(frozen=True)
class Ellipses:
    """A confidence ellipse around every point: half axes (map units) and angle (radians).

    Shape (n_statements,) each; ``angle`` runs from the x axis to the long axis, -pi/2..pi/2.
    """

    a: NDArray[np.float64]
    b: NDArray[np.float64]
    angle: NDArray[np.float64]


def resampled(
    n_sorters: int, strata: NDArray[np.int64], rng: np.random.Generator
) -> NDArray[np.float64]:
    """How often each sorter is drawn, when as many are drawn with replacement from each stratum."""
    times = np.zeros(n_sorters)
    for stratum in range(int(strata.max()) + 1):
        members = np.flatnonzero(strata == stratum)
        drawn = members[rng.integers(len(members), size=len(members))]
        times += np.bincount(drawn, minlength=n_sorters)
    return times


def bootstrap(
    index: PileIndex,
    points: NDArray[np.float64],
    *,
    transform: str = "ordinal-secondary",
    linkage: str = "ward-map",
    replicates: int = 200,
    seed: int = 1,
    strata: NDArray[np.int64] | None = None,
    optima: NDArray[np.float64] | None = None,
    progress: work.Progress | None = None,
) -> Bootstrap:
    """Resample sorters and redraw the map each time.

    Each sample starts from the map, or from whichever of ``optima`` suits it better: sorters who
    would have drawn quite another map must be able to. A sample that leaves statements
    unconnected is drawn again, 50 times at most: where few sorters hold the map together there
    are fewer replicates than asked for, and where there are none the result is empty.

    Parameters
    ----------
    optima
        Shape (n_optima, n_statements, 2): other maps the starts ended in (``Scaling.optima``).
    strata
        Shape (n_sorters,), counted from 0: sorters are resampled within these (groups that were
        given equal weight by design). Default: all together.

    References
    ----------
    Efron, B., & Tibshirani, R. J. (1993). An introduction to the bootstrap. Chapman & Hall.
    """
    sorts = index.sorts
    within = np.zeros(sorts.n_sorters, dtype=np.int64) if strata is None else strata
    starts = points[None] if optima is None else optima

    def redraw(number: int) -> tuple[NDArray[np.float64], Tree] | None:
        rng = work.random_numbers(seed, BOOTSTRAP_STAGE, number)
        sample = _mappable_sample(index, within, rng)
        if sample is None:
            return None
        drawn, _ = refit(sample, starts, transform)
        tree = cluster(
            sample.statements, points=drawn, dissimilarity=sample.filled, linkage_of=linkage
        )
        return drawn, tree

    with work.steady_numbers():
        tried = work.run(redraw, range(replicates), stage="bootstrap", progress=progress)
        found = [one for one in tried if one is not None]
        drawn = np.array([one for one, _ in found]).reshape(-1, *points.shape)
        return Bootstrap(
            points=procrustes.superimpose(drawn, points),
            procrustes_r2=procrustes.agreement(drawn, points),
            trees=tuple(tree for _, tree in found),
        )


def _mappable_sample(
    index: PileIndex, strata: NDArray[np.int64], rng: np.random.Generator
) -> CoSorting | None:
    for _ in range(50):
        times = resampled(index.sorts.n_sorters, strata, rng)
        sample = index.count(times * index.sorts.weights)
        if np.ptp(np.nan_to_num(sample.similarity)) > 0 and not unconnected(sample):
            return sample
    return None


def ellipses(
    replicates: NDArray[np.float64],
    points: NDArray[np.float64],
    sorters: NDArray[np.float64] | None = None,
) -> Ellipses:
    """Draw around every point the ellipse that should hold its place on everybody's map.

    "Should" in 90 of 100 studies: ``docs/methods/simulation.md`` says how often it does.
    From the second moment of the replicates around the map's own point, so that bias counts as
    well as spread. As large as Hotelling's T2 makes it for a spread that is itself estimated from
    N sorters: ``2 N / (N - 2) F(2, N - 2)``, of which ``N / (N - 1)`` is because N drawn from N
    vary less than N drawn from a population. With many sorters: ``chi2(2)``.

    Parameters
    ----------
    replicates
        Shape (n_replicates, n_statements, 2), already laid on ``points`` (n_statements, 2).
    sorters
        Shape (n_statements,): how many sorters placed each, see ``sorters_each``. Default: so many
        that it does not matter.

    References
    ----------
    Hotelling, H. (1931). The generalization of Student's ratio. Annals of Mathematical
    Statistics, 2(3), 360-378.
    """
    apart = replicates - points
    moment = np.einsum("rsi,rsj->sij", apart, apart) / len(replicates)
    values, vectors = np.linalg.eigh(moment)
    n = np.full(len(points), 1e9) if sorters is None else np.maximum(sorters, 3.0)
    size = 2.0 * n / (n - 2.0) * fdtri(2.0, n - 2.0, COVERED)
    reach = np.sqrt(size[:, None] * np.maximum(values, 0.0))
    long_axis = vectors[:, :, 1]
    angle = np.arctan2(long_axis[:, 1], long_axis[:, 0])
    angle = (angle + np.pi / 2) % np.pi - np.pi / 2
    return Ellipses(a=reach[:, 1], b=reach[:, 0], angle=angle)


def sorters_each(sorts: Sorts) -> NDArray[np.float64]:
    """How many sorters placed each statement; unequal weights count as fewer (Kish).

    Shape (n_statements,).
    """
    weights = sorts.weights[:, None] * (sorts.piles != UNPLACED)
    total, squares = np.sum(weights, axis=0), np.sum(weights**2, axis=0)
    each: NDArray[np.float64] = total**2 / np.where(squares > 0, squares, 1.0)
    return each


def chance(
    index: PileIndex,
    *,
    transform: str = "ordinal-secondary",
    permutations: int = 100,
    seed: int = 1,
    progress: work.Progress | None = None,
) -> NDArray[np.float64]:
    """Stress of maps of nothing: the same pile sizes, statements dealt at random.

    Every sorter keeps their piles' sizes and which statements they placed. Each map is drawn from
    its classical start. Shape (permutations,).
    """

    def deal(number: int) -> float:
        rng = work.random_numbers(seed, CHANCE_STAGE, number)
        co = index.dealt(rng).count()
        return refit(co, classical_start(co), transform)[1]

    with work.steady_numbers():
        return np.array(work.run(deal, range(permutations), stage="chance", progress=progress))


@dataclass(frozen=True)
class SubsetStability:
    """How close maps of so many sorters come to the map of all."""

    sorters: int
    procrustes_r2: float
    ari: float
    repeats: int


@dataclass(frozen=True)
class SubsetMap:
    """The map of some of the sorters: its agreement with the map of all, and its tree."""

    sorters: int
    procrustes_r2: float
    tree: Tree


def beside(maps: Sequence[SubsetMap], partition: Partition) -> list[SubsetStability]:
    """The maps of subsets beside the map of all, cut in so many clusters; smallest first."""
    k = int(partition.max()) + 1
    rows = []
    for size in sorted({one.sorters for one in maps}):
        own = [one for one in maps if one.sorters == size]
        r2 = np.mean([one.procrustes_r2 for one in own])
        cuts = np.array([one.tree.cuts([k])[0] for one in own])
        ari = np.mean(agreements(cuts, partition))
        rows.append(SubsetStability(size, float(r2), float(ari), len(own)))
    return rows


def subset_sizes(n_sorters: int, most: int = 8) -> list[int]:
    """Numbers of sorters to try: a handful to three quarters of all, evenly spread."""
    low, high = min(5, n_sorters // 2), round(0.75 * n_sorters)
    if low < 2 or high <= low:
        return []
    return sorted({round(size) for size in np.linspace(low, high, most)})


def subset_maps(
    index: PileIndex,
    points: NDArray[np.float64],
    *,
    transform: str = "ordinal-secondary",
    linkage: str = "ward-map",
    repeats: int = 20,
    seed: int = 1,
    optima: NDArray[np.float64] | None = None,
    progress: work.Progress | None = None,
) -> list[SubsetMap]:
    """Has the map stopped changing? Maps of growing subsets of sorters, to put ``beside`` it.

    Each starts from the map or from whichever of ``optima`` suits it better, as in ``bootstrap``.

    Drawn without replacement, so a subset is part of the whole and large ones agree with it by
    construction: what matters is where the curve becomes flat.
    """
    n = index.sorts.n_sorters
    starts = points[None] if optima is None else optima

    def redraw(task: tuple[int, int]) -> SubsetMap | None:
        size, number = task
        rng = work.random_numbers(seed, SUBSET_STAGE, size * 1_000_000 + number)
        weights = np.zeros(n)
        members = rng.permutation(n)[:size]
        weights[members] = index.sorts.weights[members]
        sample = index.count(weights)
        if np.ptp(np.nan_to_num(sample.similarity)) == 0 or unconnected(sample):
            return None
        drawn, _ = refit(sample, starts, transform)
        tree = cluster(
            sample.statements, points=drawn, dissimilarity=sample.filled, linkage_of=linkage
        )
        return SubsetMap(size, float(procrustes.agreement(drawn, points)), tree)

    tasks = [(size, number) for size in subset_sizes(n) for number in range(repeats)]
    with work.steady_numbers():
        found = work.run(redraw, tasks, stage="subsets", progress=progress)
    return [one for one in found if one is not None]
