"""Sorters' piles, checked; statements may stay unplaced."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from conceptmapping.errors import PlacedTwice, UnknownStatement

UNPLACED = -1


@dataclass(frozen=True)
class Sorts:
    """Everybody's piles, with the ids of statements and sorters.

    Attributes
    ----------
    statements
        Statement ids, in the study's order.
    sorters
        Sorter ids, in the study's order.
    piles
        Shape (n_sorters, n_statements): the pile each sorter put each statement on, counted
        from 0 for every sorter; ``UNPLACED`` (-1) where the statement lies on none.
    labels
        Per sorter, the label of every pile; "" where the sorter gave none.
    weights
        Shape (n_sorters,), > 0. One person counts 1 unless the study declares otherwise.
    seconds
        Shape (n_sorters,): how long each sorter took; nan where nobody knows.
    """

    statements: tuple[str, ...]
    sorters: tuple[str, ...]
    piles: NDArray[np.int32]
    labels: tuple[tuple[str, ...], ...]
    weights: NDArray[np.float64]
    seconds: NDArray[np.float64]

    @classmethod
    def from_piles(
        cls,
        statements: Sequence[str],
        piles: Mapping[str, Mapping[Hashable, Iterable[str]]],
        *,
        labels: Mapping[str, Mapping[Hashable, str]] | None = None,
        weights: Mapping[str, float] | None = None,
        seconds: Mapping[str, float] | None = None,
    ) -> Self:
        """Put together sorts from each sorter's piles: ``{"s1": {"a": ["1", "2"], "b": ["3"]}}``.

        Statements on no pile are unplaced. Piles without statements are left out.

        Raises
        ------
        PlacedTwice, UnknownStatement
            When a pile says something impossible.
        """
        position = {statement: i for i, statement in enumerate(statements)}
        numbered = np.full((len(piles), len(statements)), UNPLACED, dtype=np.int32)
        named: list[tuple[str, ...]] = []
        for s, (sorter, heaps) in enumerate(piles.items()):
            own_labels: list[str] = []
            for key, heap in heaps.items():
                members = list(heap)
                if not members:
                    continue
                for statement in members:
                    if statement not in position:
                        raise UnknownStatement(statement=statement, sorter=sorter)
                    if numbered[s, position[statement]] != UNPLACED:
                        raise PlacedTwice(sorter=sorter, statements=[statement])
                    numbered[s, position[statement]] = len(own_labels)
                own_labels.append((labels or {}).get(sorter, {}).get(key, ""))
            named.append(tuple(own_labels))
        return cls(
            statements=tuple(statements),
            sorters=tuple(piles),
            piles=numbered,
            labels=tuple(named),
            weights=np.array([(weights or {}).get(s, 1.0) for s in piles], dtype=np.float64),
            seconds=np.array([(seconds or {}).get(s, np.nan) for s in piles], dtype=np.float64),
        )

    @property
    def n_statements(self) -> int:
        return len(self.statements)

    @property
    def n_sorters(self) -> int:
        return len(self.sorters)

    @property
    def complete(self) -> bool:
        """Whether every sorter placed every statement."""
        return bool(np.all(self.piles != UNPLACED))

    def n_piles(self) -> NDArray[np.int64]:
        """Shape (n_sorters,): how many piles each sorter made."""
        return np.array([len(labels) for labels in self.labels], dtype=np.int64)

    def select(self, sorters: Iterable[str]) -> Self:
        """The same sorts, of these sorters only, in the study's order."""
        wanted = set(sorters)
        rows = [i for i, sorter in enumerate(self.sorters) if sorter in wanted]
        return type(self)(
            statements=self.statements,
            sorters=tuple(self.sorters[i] for i in rows),
            piles=self.piles[rows],
            labels=tuple(self.labels[i] for i in rows),
            weights=self.weights[rows],
            seconds=self.seconds[rows],
        )

    def weighted(self, weights: Mapping[str, float]) -> Self:
        """The same sorts with other weights per sorter."""
        return type(self)(
            statements=self.statements,
            sorters=self.sorters,
            piles=self.piles,
            labels=self.labels,
            weights=np.array([weights.get(s, 1.0) for s in self.sorters], dtype=np.float64),
            seconds=self.seconds,
        )

    def with_singletons(self) -> Self:
        """Concept System's convention: what a sorter left unplaced becomes a pile of its own."""
        piles = self.piles.copy()
        labels = [list(own) for own in self.labels]
        for s, i in np.argwhere(piles == UNPLACED):
            piles[s, i] = len(labels[s])
            labels[s].append("")
        return type(self)(
            statements=self.statements,
            sorters=self.sorters,
            piles=piles,
            labels=tuple(tuple(own) for own in labels),
            weights=self.weights,
            seconds=self.seconds,
        )
