"""Raters' scores on one scale, checked; any score may be missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from conceptmapping.errors import OffScale, UnknownStatement


@dataclass(frozen=True)
class Scale:
    """A rating question: its range, and a word for every step where there are words."""

    name: str
    minimum: float
    maximum: float
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ratings:
    """Everybody's scores on one scale, with the ids of statements and raters.

    ``values`` has shape (n_raters, n_statements), in steps of the scale; nan is missing.
    """

    scale: Scale
    statements: tuple[str, ...]
    raters: tuple[str, ...]
    values: NDArray[np.float64]

    @classmethod
    def from_scores(
        cls, scale: Scale, statements: Sequence[str], scores: Mapping[str, Mapping[str, float]]
    ) -> Self:
        """Put together ratings from each rater's scores: ``{"r1": {"1": 4, "2": 5}}``.

        Raises
        ------
        OffScale, UnknownStatement
            When a score says something impossible.
        """
        position = {statement: i for i, statement in enumerate(statements)}
        values = np.full((len(scores), len(statements)), np.nan)
        for r, (rater, own) in enumerate(scores.items()):
            for statement, value in own.items():
                if statement not in position:
                    raise UnknownStatement(statement=statement, rater=rater)
                if not scale.minimum <= value <= scale.maximum:
                    raise OffScale(
                        rater=rater,
                        statement=statement,
                        value=value,
                        scale=scale.name,
                        minimum=scale.minimum,
                        maximum=scale.maximum,
                    )
                values[r, position[statement]] = value
        return cls(scale, tuple(statements), tuple(scores), values)

    def select(self, raters: Iterable[str]) -> Self:
        """The same ratings, of these raters only, in the study's order."""
        wanted = set(raters)
        rows = [i for i, rater in enumerate(self.raters) if rater in wanted]
        return type(self)(
            self.scale, self.statements, tuple(self.raters[i] for i in rows), self.values[rows]
        )
