"""Do groups see it differently? Their own maps beside the others', and sorters who sort alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from conceptmapping import procrustes, work
from conceptmapping.co_sorting import CoSorting, PileIndex, unconnected
from conceptmapping.scaling import refit
from conceptmapping.small_groups import shown_counts
from conceptmapping.sorter_agreement import pair_correlations
from conceptmapping.sorting import Sorts

STAGE: Final = 7


@dataclass(frozen=True)
class GroupMap:
    """One group's map laid on the whole, and how far it is from that of all the others.

    Attributes
    ----------
    points
        Shape (n_statements, 2), laid on the whole map.
    procrustes_r2
        Agreement of the group's map with the map of all other sorters.
    p
        Share of random groups of the same size that are at least as far from the rest,
        (b + 1) / (m + 1); nan where the group is too small to test.
    moved
        Shape (n_statements,): how far each statement lies from its place on the others' map.
    """

    group: str
    sorters: int
    points: NDArray[np.float64]
    stress: float
    procrustes_r2: float
    p: float
    permutations: int
    moved: NDArray[np.float64]


def compare(
    index: PileIndex,
    points: NDArray[np.float64],
    groups: Mapping[str, NDArray[np.bool_]],
    *,
    transform: str = "ordinal-secondary",
    permutations: int = 100,
    minimum_shown: int = 5,
    minimum_tested: int = 10,
    seed: int = 1,
    progress: work.Progress | None = None,
) -> list[GroupMap]:
    """Compare every group's map with that of all other sorters.

    Every map is drawn from the whole map, so that two maps differ by what their sorters did and
    not by where the search began.

    Parameters
    ----------
    groups
        Name -> which sorters are in it, shape (n_sorters,). A group below ``minimum_shown``, or
        one that leaves fewer others than that, is left out; so is one that would give a group
        below it away by subtraction (``small_groups``). Below ``minimum_tested`` not tested.
    """
    weights = index.sorts.weights
    sizes = {name: int(inside.sum()) for name, inside in groups.items()}
    shown = shown_counts(sizes, index.sorts.n_sorters, minimum_shown)
    found = []
    for number, (name, inside) in enumerate(groups.items()):
        if shown[name] is None or (~inside).sum() < minimum_shown:
            continue
        own, others = _maps(index, points, inside, weights, transform)
        if own is None or others is None:
            continue
        r2 = float(procrustes.agreement(own[0], others[0]))
        tested = min(inside.sum(), (~inside).sum()) >= minimum_tested and permutations > 0

        def shuffle(task: int, inside: NDArray[np.bool_] = inside, number: int = number) -> float:
            rng = work.random_numbers(seed, STAGE, number * 1_000_000 + task)
            pair = _maps(index, points, rng.permutation(inside), weights, transform)
            if pair[0] is None or pair[1] is None:
                return np.nan
            return float(procrustes.agreement(pair[0][0], pair[1][0]))

        p = np.nan
        if tested:
            with work.steady_numbers():
                shuffled = np.array(
                    work.run(shuffle, range(permutations), stage="groups", progress=progress)
                )
            known = shuffled[~np.isnan(shuffled)]
            p = float((np.sum(known <= r2 + 1e-12) + 1) / (len(known) + 1))
        laid = procrustes.superimpose(own[0], points)
        away = laid - procrustes.superimpose(others[0], points)
        found.append(
            GroupMap(
                group=name,
                sorters=int(inside.sum()),
                points=laid,
                stress=own[1],
                procrustes_r2=r2,
                p=p,
                permutations=permutations if tested else 0,
                moved=np.linalg.norm(away, axis=1),
            )
        )
    return found


def between(found: list[GroupMap]) -> dict[str, dict[str, float]]:
    """Procrustes R2 of every group's map with every other group's."""
    return {
        one.group: {
            other.group: float(procrustes.agreement(one.points, other.points))
            for other in found
            if other is not one
        }
        for one in found
    }


_Fit = tuple[NDArray[np.float64], float] | None


def _maps(
    index: PileIndex,
    points: NDArray[np.float64],
    inside: NDArray[np.bool_],
    weights: NDArray[np.float64],
    transform: str,
) -> tuple[_Fit, _Fit]:
    """The map of these sorters and the map of all others; None where none can be drawn."""

    def draw(part: CoSorting) -> _Fit:
        if np.ptp(np.nan_to_num(part.similarity)) == 0 or unconnected(part):
            return None
        return refit(part, points, transform)

    return (
        draw(index.count(np.where(inside, weights, 0.0))),
        draw(index.count(np.where(inside, 0.0, weights))),
    )


@dataclass(frozen=True)
class Logics:
    """Sorters joined by how alike they sorted; ``merges`` are rows as SciPy's linkage."""

    sorters: tuple[str, ...]
    merges: NDArray[np.float64]
    parts: list[list[str]]


def logics(sorts: Sorts, *, parts: int = 3) -> Logics | None:
    """Join sorters by average linkage on 1 - correlation of their sorts; None for fewer than 3.

    Shown so that a person can see whether some sorted by another logic; excludes nobody. Sorters
    whose correlation cannot be computed (one pile, all apart) count as uncorrelated.
    """
    if sorts.n_sorters < 3:
        return None
    apart = 1.0 - np.nan_to_num(pair_correlations(sorts))
    np.fill_diagonal(apart, 0.0)
    merges = np.asarray(linkage(squareform(apart, checks=False), "average"))
    part = fcluster(merges, parts, criterion="maxclust")
    groups = [[sorts.sorters[s] for s in np.flatnonzero(part == p)] for p in np.unique(part)]
    return Logics(sorts.sorters, merges, sorted(groups, key=len, reverse=True))
