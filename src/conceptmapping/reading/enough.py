"""Is there enough in a study to draw a map from? What the engine would refuse, said beforehand."""

from __future__ import annotations

import numpy as np

from conceptmapping.errors import (
    Fault,
    NothingApart,
    NothingTogether,
    Notice,
    PairsNeverPlaced,
    TooFewSorters,
    TooFewStatements,
    Unconnected,
)
from conceptmapping.sorting import UNPLACED, Sorts
from conceptmapping.study import Study


def shortcomings(study: Study) -> list[Fault | Notice]:
    """Faults that make a map impossible, and pairs of statements that nobody placed both of."""
    sorts = study.sorts
    found: list[Fault | Notice] = []
    if sorts.n_statements < 3:
        found.append(TooFewStatements(statements=sorts.n_statements))
    if sorts.n_sorters < 2:
        found.append(TooFewSorters(sorters=sorts.n_sorters))
    if found:
        return found
    sizes = [np.bincount(own[own != UNPLACED]) for own in sorts.piles]
    if all(own.max(initial=0) < 2 for own in sizes):
        return [NothingTogether()]
    apart = _apart(sorts)
    if apart:
        return [Unconnected(statements=apart)]
    if all(own.size == 1 for own in sizes):
        return [NothingApart()]
    placed = (sorts.piles != UNPLACED).astype(np.float64)
    together = (placed.T @ placed)[np.tril_indices(sorts.n_statements, -1)]
    never = int(np.sum(together == 0))
    if never:
        found.append(PairsNeverPlaced(count=never, pairs=together.size))
    return found


def _apart(sorts: Sorts) -> list[str]:
    """Statements that no chain of sorters joins to the largest group of statements."""
    part = np.arange(sorts.n_statements)
    for own in sorts.piles:
        joined = np.unique(part[own != UNPLACED])
        part[np.isin(part, joined)] = joined[0] if joined.size else 0
    main = np.bincount(part).argmax()
    return [sorts.statements[i] for i in np.flatnonzero(part != main)]
