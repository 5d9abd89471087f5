"""What a sort looks like by itself, and what about it a person should look at: no map is needed.

Apart from `conceptmapping.quality`, so that a page can tell while people still sort, at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from conceptmapping.sorting import UNPLACED, Sorts

LUMPED: Final = 1 / 3
"""More than this share of what was placed on one pile: a lumper."""
FEW_PILES: Final = 3
FAST: Final = 2.0
"""Fewer seconds than this for each statement placed: too fast to have read them."""
CHANCE_P: Final = 0.01
"""A sorter who does no better than all but 1 % of own shuffles is at chance level."""


_SAID: Final = {
    "empty": ("placed nothing", "legde niets neer"),
    "one-pile": ("all {placed} statements on one pile", "alle {placed} uitspraken op één stapel"),
    "all-singletons": ("every statement apart ({piles})", "elke uitspraak apart ({piles})"),
    "few-piles": ("{piles} piles", "{piles} stapels"),
    "lumper": ("{percent} % on one pile", "{percent} % op één stapel"),
    "chance-level": (
        "no nearer to the others than own shuffled piles (p = {p})",
        "niet dichter bij de anderen dan de eigen stapels na schudden (p = {p})",
    ),
    "unplaced": (
        "{placed} statements placed, most people {usual}",
        "{placed} uitspraken neergelegd, de meesten {usual}",
    ),
    "fast": (
        "{seconds:.0f} seconds for {placed} statements",
        "{seconds:.0f} seconden voor {placed} uitspraken",
    ),
}


@dataclass(frozen=True)
class Flag:
    """Something to look at (a key of ``_SAID``), with the facts it rests on."""

    sorter: str
    flag: str
    facts: dict[str, Any]

    def detail(self, language: str) -> str:
        """The facts in a few words."""
        said = _SAID[self.flag][language == "nl"].format(**self.facts)
        return said.replace("0.", "0,") if language == "nl" else said


@dataclass(frozen=True)
class SortQuality:
    """One sorter's sort in figures; nan where it cannot be told."""

    sorter: str
    weight: float
    piles: int
    singletons: int
    largest_share: float
    placed: int
    correlation: float
    chance_p: float
    influence: float
    seconds: float


def shapes(sorts: Sorts) -> list[SortQuality]:
    """What can be told from each sorter's piles alone."""
    rows = []
    for s, sorter in enumerate(sorts.sorters):
        own = sorts.piles[s][sorts.piles[s] != UNPLACED]
        sizes = np.bincount(own) if len(own) else np.zeros(0, dtype=np.int64)
        rows.append(
            SortQuality(
                sorter=sorter,
                weight=float(sorts.weights[s]),
                piles=int(np.sum(sizes > 0)),
                singletons=int(np.sum(sizes == 1)),
                largest_share=float(sizes.max() / len(own)) if len(own) else 0.0,
                placed=len(own),
                correlation=np.nan,
                chance_p=np.nan,
                influence=np.nan,
                seconds=float(sorts.seconds[s]),
            )
        )
    return rows


def flags(rows: list[SortQuality]) -> list[Flag]:
    """What stands out. A flag is advice: looking is a person's work."""
    found: list[Flag] = []
    # In a study with short batches nobody places everything: that is its design.
    usual = int(np.median([row.placed for row in rows])) if rows else 0

    def raise_flag(row: SortQuality, flag: str, **facts: Any) -> None:
        found.append(Flag(row.sorter, flag, facts))

    for row in rows:
        if row.placed == 0:
            raise_flag(row, "empty")
            continue
        if row.piles == 1:
            raise_flag(row, "one-pile", placed=row.placed)
        elif row.singletons == row.piles:
            raise_flag(row, "all-singletons", piles=row.piles)
        else:
            if row.piles < FEW_PILES:
                raise_flag(row, "few-piles", piles=row.piles)
            if row.largest_share > LUMPED:
                raise_flag(row, "lumper", percent=round(100 * row.largest_share))
        if row.chance_p > CHANCE_P:
            raise_flag(row, "chance-level", p=round(row.chance_p, 3))
        if row.placed < usual / 2:
            raise_flag(row, "unplaced", placed=row.placed, usual=usual)
        if row.seconds < FAST * row.placed:
            raise_flag(row, "fast", seconds=row.seconds, placed=row.placed)
    return found
