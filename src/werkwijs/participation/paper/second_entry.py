"""Paper typed in twice: where the two differ, and what then is right."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np

from werkwijs.participation.paper.ratings import Cell, Sheet
from werkwijs.participation.paper.sorts import Pile, Sort

UNKNOWN = "unknown"
NOT_NAMED = "not_named"
Place = int | str
"""Index of a pile, `UNKNOWN` or `NOT_NAMED`."""


@dataclass(frozen=True)
class Moved:
    """A statement that lies elsewhere in the second entry than in the first."""

    number: int
    first: Place
    """A pile of the first entry."""
    second: Place
    """A pile of the second entry."""

    @property
    def key(self) -> str:
        return f"n{self.number}"


@dataclass(frozen=True)
class Renamed:
    """A pile with other words in the second entry than in the first."""

    pile: int
    """Of the first entry."""
    first: str
    second: str

    @property
    def key(self) -> str:
        return f"p{self.pile}"


@dataclass(frozen=True)
class Other:
    """A cell with another mark in the second entry than in the first."""

    cell: Cell
    first: int | str | None
    second: int | str | None

    @property
    def key(self) -> str:
        return f"c{self.cell[0]}-{self.cell[1]}"


@dataclass(frozen=True)
class Compared:
    """Two entries of one sort beside each other."""

    moved: tuple[Moved, ...]
    renamed: tuple[Renamed, ...]
    total: int
    """Statements that could differ."""
    partner: dict[int, int]
    """Which pile of the second entry is which of the first."""

    @property
    def same(self) -> bool:
        return not self.moved and not self.renamed


def compare_sorts(first: Sort, second: Sort, numbers: Collection[int]) -> Compared:
    """Find the statements that lie elsewhere. The order of piles says nothing.

    A pile of the one is taken for the pile of the other with which it shares most, so that as few
    statements as possible differ.
    """
    partner = _partners(first.piles, second.piles)
    here, there = _places(first), _places(second)
    moved = []
    for number in sorted(numbers):
        a, b = here.get(number, NOT_NAMED), there.get(number, NOT_NAMED)
        same = a == b if isinstance(a, str) or isinstance(b, str) else partner.get(b) == a
        if not same:
            moved.append(Moved(number, a, b))
    renamed = [
        Renamed(a, first.piles[a].label, second.piles[b].label)
        for b, a in partner.items()
        if _plain(first.piles[a].label) != _plain(second.piles[b].label)
    ]
    renamed.sort(key=lambda r: r.pile)
    return Compared(tuple(moved), tuple(renamed), len(set(numbers)), partner)


def settle_sorts(first: Sort, second: Sort, compared: Compared, right: Collection[str]) -> Sort:
    """The first entry, with the second where that is right.

    Parameters
    ----------
    right
        Keys of the differences in which the second entry is right.
    """
    places = _places(first)
    labels = {index: pile.label for index, pile in enumerate(first.piles)}
    home = dict(compared.partner)
    for moved in compared.moved:
        if moved.key not in right:
            continue
        goes = moved.second
        if isinstance(goes, int):
            if goes not in home:  # a pile that the first entry has not got
                home[goes] = len(labels)
                labels[home[goes]] = second.piles[goes].label
            goes = home[goes]
        places[moved.number] = goes
    for renamed in compared.renamed:
        if renamed.key in right:
            labels[renamed.pile] = renamed.second
    on: dict[Place, list[int]] = {}
    for number, place in places.items():
        on.setdefault(place, []).append(number)
    piles = tuple(Pile(label, tuple(on[index])) for index, label in labels.items() if index in on)
    return Sort(piles, tuple(on.get(UNKNOWN, [])))


def compare_sheets(first: Sheet, second: Sheet) -> list[Other]:
    """The cells with another mark, by scale and number."""
    cells = sorted({*first, *second})
    return [
        Other(cell, first.get(cell), second.get(cell))
        for cell in cells
        if first.get(cell) != second.get(cell)
    ]


def settle_sheets(first: Sheet, others: Iterable[Other], right: Collection[str]) -> Sheet:
    """The first entry, with the second where that is right."""
    return {**first, **{other.cell: other.second for other in others if other.key in right}}


def _places(sort: Sort) -> dict[int, Place]:
    places: dict[int, Place] = {
        number: index for index, pile in enumerate(sort.piles) for number in pile.numbers
    }
    return {**places, **dict.fromkeys(sort.unknown, UNKNOWN)}


def _partners(first: Collection[Pile], second: Collection[Pile]) -> dict[int, int]:
    """Index in the second entry -> index in the first, for piles that share a statement."""
    from scipy.optimize import linear_sum_assignment  # here: the website starts without it

    if not first or not second:
        return {}
    shared = np.array(
        [[len(set(a.numbers) & set(b.numbers)) for b in second] for a in first], dtype=float
    )
    # Where it makes no difference in statements, piles with the same words belong together.
    same_words = [[_plain(a.label) == _plain(b.label) for b in second] for a in first]
    rows, columns = linear_sum_assignment(shared + 0.001 * np.array(same_words), maximize=True)
    return {int(b): int(a) for a, b in zip(rows, columns, strict=True) if shared[a, b] > 0}


def _plain(label: str) -> str:
    return " ".join(label.split()).casefold()
