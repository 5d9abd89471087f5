"""What lies on somebody's table while they sort: their piles, and what is still to be placed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from conceptmapping.sorting import Sorts
from werkwijs.participation import batches
from werkwijs.participation.models import Help, Participant, Pile, Sitting
from werkwijs.studies.models import Statement


@dataclass(frozen=True)
class Heap:
    """A pile with what lies on it."""

    key: uuid.UUID
    label: str
    number: int
    """For who gave it no label: "Stapel 2"."""
    statements: list[Statement]


@dataclass(frozen=True)
class Table:
    """The whole of one sort, as it is now."""

    sitting: Sitting
    statements: list[Statement]
    """Everything this person sorts, in their order."""
    heaps: list[Heap]
    unknown: list[Statement]
    """"I don't know": on no pile."""
    last: datetime | None = None
    """When something was last placed."""

    @cached_property
    def waiting(self) -> list[Statement]:
        """Not looked at yet, in order."""
        seen = {s.pk for heap in self.heaps for s in heap.statements}
        seen |= {s.pk for s in self.unknown}
        return [s for s in self.statements if s.pk not in seen]

    @property
    def n_seen(self) -> int:
        return len(self.statements) - len(self.waiting)

    def heap(self, key: uuid.UUID | None) -> Heap | None:
        return next((heap for heap in self.heaps if heap.key == key), None)

    def on(self, statement: int) -> uuid.UUID | None:
        """The pile a statement lies on."""
        return next(
            (heap.key for heap in self.heaps if any(s.pk == statement for s in heap.statements)),
            None,
        )


def table(participant: Participant) -> Table | None:
    """What lies on the table; None before the person began."""
    sitting = sitting_of(participant)
    if sitting is None:
        return None
    statements = batches.statements(participant)
    mine = {s.pk: s for s in statements}
    heaps: dict[int, Heap] = {}
    unknown: list[Statement] = []
    last = None
    placed = sitting.placed.order_by("at", "id").values_list(
        "statement", "at", "pile", "pile__key", "pile__label", "pile__order"
    )
    for statement, last, pile, key, label, number in placed:  # noqa: B007 - the last one is wanted below
        if statement not in mine:
            continue
        if pile is None:
            unknown.append(mine[statement])
        else:
            heap = heaps.setdefault(pile, Heap(key, label, number, statements=[]))
            heap.statements.append(mine[statement])
    in_row = [heaps[pile] for pile in sorted(heaps, key=lambda pile: (heaps[pile].number, pile))]
    return Table(sitting, statements, in_row, unknown=unknown, last=last)


def sitting_of(participant: Participant) -> Sitting | None:
    mine = participant.sittings.filter(task=Help.Task.SORTING, via=Sitting.Via.SCREEN)
    return next(iter(mine), None)


def sort(participant: Participant, table: Table) -> Sorts:
    """The piles as the science reads them. It refuses what is no sound sort.

    Raises
    ------
    PlacedTwice, UnknownStatement
        See `conceptmapping.sorting`.
    """
    return Sorts.from_piles(
        [str(s.pk) for s in table.statements],
        {
            participant.pseudonym: {
                str(heap.key): [str(s.pk) for s in heap.statements] for heap in table.heaps
            }
        },
    )


def make(
    sitting: Sitting, key: uuid.UUID, others: Iterable[Pile], *, label: str, parent: Pile | None
) -> Pile:
    """A new pile, last in the row of the others. Nobody else may be changing this sort."""
    last = max((other.order for other in others), default=0)
    made: Pile = sitting.piles.create(key=key, label=label, order=last + 1, split_from=parent)
    return made


def clear(sitting: Sitting) -> dict[str, list[str | int]]:
    """Piles on which nothing lies are gone. Returns what is needed to make them again."""
    empty = list(sitting.piles.filter(placed=None))
    if empty:
        sitting.piles.filter(pk__in=[pile.pk for pile in empty]).delete()
    return {str(pile.key): [pile.label, pile.order] for pile in empty}
