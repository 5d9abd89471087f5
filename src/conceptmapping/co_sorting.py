"""How often two statements shared a pile, and from how many sorters we know."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from conceptmapping import descent
from conceptmapping.errors import (
    NothingApart,
    NothingTogether,
    TooFewSorters,
    TooFewStatements,
    Unconnected,
)
from conceptmapping.sorting import UNPLACED, Sorts


@dataclass(frozen=True)
class CoSorting:
    """What the sorters together say about every pair of statements.

    Pairs are numbered (0, 1), (0, 2), ..., (1, 2), ... as ``scipy.spatial.distance`` does.

    Attributes
    ----------
    statements
        Statement ids.
    together
        Shape (n_pairs,): T, the (weighted) number of sorters with both on one pile.
    placed
        Shape (n_pairs,): n, the (weighted) number of sorters who placed both.
    """

    statements: tuple[str, ...]
    together: NDArray[np.float64]
    placed: NDArray[np.float64]

    @property
    def n_statements(self) -> int:
        return len(self.statements)

    @cached_property
    def similarity(self) -> NDArray[np.float64]:
        """Shape (n_pairs,): S = T / n, in 0..1; nan where nobody placed both."""
        with np.errstate(invalid="ignore"):
            return np.where(self.placed > 0, self.together / self.placed, np.nan)

    @cached_property
    def dissimilarity(self) -> NDArray[np.float64]:
        """Shape (n_pairs,): D = 1 - S; nan where nobody placed both."""
        return 1.0 - self.similarity

    @cached_property
    def filled(self) -> NDArray[np.float64]:
        """Dissimilarity with the unknown pairs at the (weighted) mean of the known ones.

        Only for what cannot do without: the classical start and clustering without a map.
        """
        if np.all(self.placed > 0):
            return self.dissimilarity
        known = self.placed > 0
        mean = np.average(self.dissimilarity[known], weights=self.placed[known])
        return np.where(known, self.dissimilarity, mean)

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """Shape (n_pairs,): n scaled to mean 1. What is known from more sorters counts more."""
        weights: NDArray[np.float64] = self.placed / self.placed.mean()
        return weights

    def matrix(self, pairs: NDArray[np.float64]) -> NDArray[np.float64]:
        """One number a pair as a symmetric (n, n) matrix with a zero diagonal."""
        return np.asarray(squareform(pairs, checks=False))


class PileIndex:
    """The piles of all sorters in a form in which co-sortings are counted quickly.

    Built once per study; every bootstrap sample, split half and subset is then one call of
    ``count`` with other weights.
    """

    def __init__(self, sorts: Sorts) -> None:
        self.sorts = sorts
        self._piles = _grouped(sorts.piles)
        self._complete = sorts.complete
        self._decks = None if self._complete else _grouped(np.where(sorts.piles < 0, -1, 0))

    def count(self, weights: NDArray[np.float64] | None = None) -> CoSorting:
        """Count every pair, each sorter weighing ``weights`` (default: as the study says)."""
        sorts = self.sorts
        weight = sorts.weights if weights is None else weights
        n = sorts.n_statements
        together = np.zeros(n * (n - 1) // 2)
        descent.count_together(*self._piles, weight, n, together)
        if self._decks is None:
            placed = np.full_like(together, weight.sum())
        else:
            placed = np.zeros_like(together)
            descent.count_together(*self._decks, weight, n, placed)
        return CoSorting(sorts.statements, together, placed)

    def dealt(self, rng: np.random.Generator) -> Self:
        """The same sorters with their piles dealt at random.

        Everybody keeps the sizes of their piles and which statements they placed.
        """
        order, bounds, owner = self._piles
        order = order.copy()
        # A sorter's piles lie side by side, so their statements are one stretch.
        ends = np.append(np.flatnonzero(np.diff(owner)) + 1, len(owner))
        for begin, end in pairwise(bounds[np.append(0, ends)]):
            order[begin:end] = rng.permutation(order[begin:end])
        other = copy(self)
        other._piles = (order, bounds, owner)
        return other


def _grouped(
    piles: NDArray[np.integer],
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Statements pile by pile, where each pile begins, and whose it is."""
    sorter, statement = np.nonzero(piles != UNPLACED)
    pile = piles[sorter, statement]
    order = np.lexsort((statement, pile, sorter))
    sorter, pile, statement = sorter[order], pile[order], statement[order]
    begins = np.ones(len(sorter), dtype=bool)
    begins[1:] = (np.diff(sorter) != 0) | (np.diff(pile) != 0)
    bounds = np.append(np.flatnonzero(begins), len(sorter))
    return statement.astype(np.int32), bounds.astype(np.int32), sorter[begins].astype(np.int32)


def co_sort(sorts: Sorts, *, unplaced: str = "pairwise") -> CoSorting:
    """Count how often each pair of statements shared a pile.

    Parameters
    ----------
    unplaced
        ``"pairwise"``: a sorter says nothing about a pair of which a statement is unplaced.
        ``"singletons"``: what is unplaced is a pile of its own (Concept System's convention).

    References
    ----------
    Trochim, W. M. K. (1989). An introduction to concept mapping for planning and evaluation.
    Evaluation and Program Planning, 12(1), 1-16.
    """
    return PileIndex(sorts.with_singletons() if unplaced == "singletons" else sorts).count()


def check_mappable(sorts: Sorts, co: CoSorting) -> None:
    """Refuse what no map can be drawn from, naming the statements concerned.

    Raises
    ------
    TooFewStatements, TooFewSorters, NothingTogether, NothingApart, Unconnected
    """
    if co.n_statements < 3:
        raise TooFewStatements(statements=co.n_statements)
    active = int(np.sum((sorts.piles != UNPLACED).any(axis=1)))
    if active < 2:
        raise TooFewSorters(sorters=active)
    loose = unconnected(co)
    if loose:
        raise Unconnected(statements=loose)
    known = co.placed > 0
    if not np.any(co.together[known] > 0):
        raise NothingTogether()
    if np.all(co.together[known] == co.placed[known]):
        raise NothingApart()


def unconnected(co: CoSorting) -> list[str]:
    """Name the statements outside the largest set joined by pairs that someone placed."""
    n = co.n_statements
    rows, columns = np.triu_indices(n, 1)
    known = co.placed > 0
    if known.all():
        return []
    graph = coo_matrix((np.ones(known.sum()), (rows[known], columns[known])), shape=(n, n))
    _, part = connected_components(graph, directed=False)
    largest = np.bincount(part).argmax()
    return [co.statements[i] for i in np.flatnonzero(part != largest)]
