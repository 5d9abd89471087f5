"""From what sorters put together to points on a map, and how well they fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh
from scipy.optimize import isotonic_regression
from scipy.spatial.distance import pdist

from conceptmapping import descent, procrustes, work
from conceptmapping.co_sorting import CoSorting
from conceptmapping.errors import ShapeMismatch, UnknownSetting
from conceptmapping.settings import CHOICES

TRANSFORMS: Final = CHOICES["transform"]

FINE: Final = 1e-10
"""Tolerance where the number itself is reported."""
QUICK: Final = 1e-6
"""Tolerance where many maps are averaged."""
MAX_STEPS: Final = 2000


@dataclass(frozen=True)
class Scaling:
    """A map, and how it was found.

    Attributes
    ----------
    points
        Shape (n_statements, 2), upright: centred, principal axes, mean squared distance 1.
    stress
        Kruskal's stress-1 of these points under ``transform``.
    start_stresses
        Shape (n_starts,): stress reached from each start; the first is the classical one.
    optima
        Shape (n_optima, n_statements, 2): the different maps the starts ended in, the best (which
        is ``points``) first. Other sorters might have tipped the balance to another.
    """

    statements: tuple[str, ...]
    points: NDArray[np.float64]
    stress: float
    transform: str
    start_stresses: NDArray[np.float64]
    optima: NDArray[np.float64]

    @property
    def spread(self) -> float:
        """Worst minus best stress over the starts."""
        return float(np.ptp(self.start_stresses))

    @property
    def at_best(self) -> int:
        """How many starts ended within 1e-6 of the best."""
        return int(np.sum(self.start_stresses <= self.start_stresses.min() + 1e-6))


class Descent:
    """One co-sorting, made ready to be fitted from any number of starts.

    ``transform`` decides what of the dissimilarities the map must follow: ``"ordinal-secondary"``
    their order, ties kept; ``"ordinal-primary"`` their order, ties broken freely;
    ``"interval"`` a straight line; ``"ratio"`` a line through the origin.
    """

    def __init__(self, co: CoSorting, transform: str = "ordinal-secondary") -> None:
        if transform not in TRANSFORMS:
            raise UnknownSetting(setting="transform", value=transform, choices=list(TRANSFORMS))
        self.co = co
        self.transform = transform
        self._loss = _loss_for(transform)
        wanted = np.where(co.placed > 0, co.dissimilarity, 0.0)
        block, block_weight = _tie_blocks(co)
        order, bounds = _NONE, _NONE
        if transform == "ordinal-primary":
            block = np.where(co.placed > 0, block, len(block_weight)).astype(np.int32)
            order, bounds = _room_for_ties(block, len(block_weight))
        self._given = (co.weights, block, block_weight, order, bounds, wanted)
        self._levels = len(block_weight) if transform == "ordinal-secondary" else len(wanted)

    def fit(
        self, start: NDArray[np.float64], tolerance: float = FINE, max_steps: int = MAX_STEPS
    ) -> tuple[NDArray[np.float64], float]:
        """Walk downhill from ``start`` (n_statements, 2); returns points and stress-1."""
        weights = self.co.weights
        # One step of plain SMACOF (Guttman's transform), until curvature is known.
        first_step = np.sum(weights * pdist(start) ** 2) * len(start) / (4.0 * np.sum(weights))
        points = np.array(start.T, dtype=np.float64).reshape(-1)  # a copy: it is moved
        stress = descent.descend(  # type: ignore[call-arg]
            self._loss, points, *self.arguments(), max_steps, first_step, tolerance
        )
        return points.reshape(2, -1).T.copy(), float(stress)

    def best_of(self, maps: NDArray[np.float64]) -> int:
        """Which of several maps, shape (n_maps, n_statements, 2), fits best as it lies."""
        room, slope = self.arguments()[:9], np.empty(2 * maps.shape[1])
        rows = np.ascontiguousarray(np.swapaxes(maps, 1, 2)).reshape(len(maps), -1)
        return int(np.argmin([self._loss(row, *room, slope) for row in rows]))

    def arguments(self) -> tuple[Any, ...]:
        """What a loss is given after the points, and room to work in (see ``descent``)."""
        weights, block, block_weight, order, bounds, wanted = self._given
        size, pairs, levels = 2 * self.co.n_statements, len(wanted), self._levels
        return (
            weights,
            block,
            block_weight,
            order.copy(),  # primary ties are sorted in here; several fits may run at once
            bounds.copy(),
            wanted,
            *(np.empty(numbers) for numbers in (pairs, levels, 3 * levels)),
            *(np.empty((rows, size)) for rows in (4, 8, 8)),
            np.empty((2, 8)),
        )


def _loss_for(transform: str) -> Any:
    if transform == "ordinal-secondary":
        return descent.secondary_loss
    # Compiled when somebody asks for it.
    from conceptmapping import descent_other

    return {
        "ordinal-primary": descent_other.primary_loss,
        "interval": descent_other.interval_loss,
        "ratio": descent_other.ratio_loss,
    }[transform]


def _tie_blocks(co: CoSorting) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Number the groups of equal dissimilarity, the most alike first; and weigh each."""
    counts = co.together.astype(np.int64)
    if np.all(co.placed == co.placed[0]) and np.array_equal(counts, co.together):
        # Whole numbers of sorters, all of whom placed everything: no sorting needed.
        present = np.bincount(counts)[::-1] > 0
        block = (np.cumsum(present) - 1)[counts.max() - counts]
    else:
        # Weighted counts differ in the last digits where the shares are equal.
        key = np.where(co.placed > 0, np.round(co.dissimilarity, 12), 0.0)
        _, block = np.unique(key, return_inverse=True)
    weight: NDArray[np.float64] = np.bincount(block, weights=co.weights).astype(np.float64)
    return block.astype(np.int32), weight


_NONE: Final = np.empty(0, dtype=np.int32)


def _room_for_ties(
    block: NDArray[np.int32], n_blocks: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Room in which primary ties are sorted, and where each block begins (then counters)."""
    from conceptmapping.descent_other import DIGITS

    bounds = np.searchsorted(np.sort(block), np.arange(n_blocks + 2))
    counters = np.zeros(2 * DIGITS, dtype=np.int32)
    return np.empty(2 * len(block), dtype=np.int32), np.append(bounds.astype(np.int32), counters)


def stress(
    points: NDArray[np.float64], co: CoSorting, *, transform: str = "ordinal-secondary"
) -> float:
    """Measure how badly the map's distances fit what the sorters said.

    Kruskal's stress-1, ``sqrt(sum w (d - dhat)^2 / sum w d^2)``, without unit; 0 is a perfect
    fit. Under ``"ordinal-primary"`` ties are broken as suits the map, so that few sorters look
    good: figures under different transforms cannot be compared.

    References
    ----------
    Kruskal, J. B. (1964). Multidimensional scaling by optimizing goodness of fit to a nonmetric
    hypothesis. Psychometrika, 29(1), 1-27.
    """
    if points.shape != (co.n_statements, 2):
        raise ShapeMismatch(f"{points.shape} points for {co.n_statements} statements.")
    known = co.placed > 0
    distances, weights = pdist(points)[known], co.weights[known]
    disparities = _disparities(distances, weights, co.dissimilarity[known], transform)
    misfit = np.sum(weights * (distances - disparities) ** 2)
    return float(np.sqrt(misfit / np.sum(weights * distances**2)))


def _disparities(
    distances: NDArray[np.float64],
    weights: NDArray[np.float64],
    wanted: NDArray[np.float64],
    transform: str,
) -> NDArray[np.float64]:
    """The regression of distances on dissimilarities that ``transform`` allows."""
    if transform == "ratio":
        return np.asarray(
            wanted * np.sum(weights * wanted * distances) / np.sum(weights * wanted**2)
        )
    if transform == "interval":
        mean = np.average(wanted, weights=weights)
        level = np.average(distances, weights=weights)
        spread = np.sum(weights * (wanted - mean) ** 2)
        rise = np.sum(weights * (wanted - mean) * (distances - level)) / spread
        return np.asarray(level + max(rise, 0.0) * (wanted - mean))
    _, block = np.unique(np.round(wanted, 12), return_inverse=True)
    if transform == "ordinal-secondary":
        weight = np.bincount(block, weights=weights)
        means = np.bincount(block, weights=weights * distances) / weight
        return np.asarray(isotonic_regression(means, weights=weight).x)[block]
    if transform == "ordinal-primary":
        order = np.lexsort((distances, block))
        fitted = np.empty_like(distances)
        fitted[order] = isotonic_regression(distances[order], weights=weights[order]).x
        return fitted
    raise UnknownSetting(setting="transform", value=transform, choices=list(TRANSFORMS))


def classical_start(co: CoSorting) -> NDArray[np.float64]:
    """Torgerson's classical scaling in two dimensions; shape (n_statements, 2).

    Pairs nobody placed count as of mean dissimilarity.

    References
    ----------
    Torgerson, W. S. (1952). Multidimensional scaling: I. Theory and method. Psychometrika, 17.
    """
    squared = co.matrix(co.filled) ** 2
    n = len(squared)
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean()
    values, vectors = eigh(-0.5 * centred, subset_by_index=[n - 2, n - 1])
    points: NDArray[np.float64] = vectors[:, ::-1] * np.sqrt(np.maximum(values[::-1], 0.0))
    return points


def scale(
    co: CoSorting,
    *,
    transform: str = "ordinal-secondary",
    starts: int = 50,
    seed: int = 1,
    progress: work.Progress | None = None,
) -> Scaling:
    """Draw the map with the lowest stress found from the classical start and random ones.

    ``starts`` counts both.

    References
    ----------
    de Leeuw, J., & Mair, P. (2009). Multidimensional scaling using majorization: SMACOF in R.
    Journal of Statistical Software, 31(3) (the loss; ours is minimised by another route).
    """
    fitting = Descent(co, transform)
    first = classical_start(co)

    def fit(number: int) -> tuple[NDArray[np.float64], float]:
        if number == 0:
            return fitting.fit(first)
        rng = work.random_numbers(seed, STAGE, number)
        return fitting.fit(rng.normal(size=first.shape))

    with work.steady_numbers():
        fits = work.run(fit, range(starts), stage="starts", progress=progress)
    stresses = np.array([reached for _, reached in fits])
    # Of equally good maps (mirror images of one optimum) the earliest start is kept.
    best = int(np.flatnonzero(stresses <= stresses.min() + 1e-9)[0])
    points = procrustes.upright(fits[best][0])
    return Scaling(
        statements=co.statements,
        points=points,
        stress=float(stresses[best]),
        transform=transform,
        start_stresses=stresses,
        optima=_different(points, (fits[f][0] for f in np.argsort(stresses, kind="stable"))),
    )


def _different(
    best: NDArray[np.float64], others: Iterable[NDArray[np.float64]]
) -> NDArray[np.float64]:
    """The best map, and of the others the first of each kind (see ``ALIKE``), a dozen in all."""
    kept = best[None]
    for other in others:
        if len(kept) == MOST_OPTIMA:
            break
        if procrustes.agreement(kept, other).max() < ALIKE:
            kept = np.concatenate([kept, procrustes.upright(other)[None]])
    return kept


ALIKE: Final = 0.98
"""Procrustes R2 from which on two maps are the same map."""
MOST_OPTIMA: Final = 12


STAGE: Final = 1
"""Where in the stream of random numbers the starts are; other modules have other stages."""


def refit(
    co: CoSorting,
    start: NDArray[np.float64],
    transform: str,
    tolerance: float = QUICK,
) -> tuple[NDArray[np.float64], float]:
    """One fit from one start: what bootstrap, chance level and split halves do by the hundred.

    Of several starts, shape (n_starts, n_statements, 2), the one that fits best as it lies.
    """
    fitting = Descent(co, transform)
    if start.ndim == 3:
        start = start[fitting.best_of(start)]
    return fitting.fit(start, tolerance)
