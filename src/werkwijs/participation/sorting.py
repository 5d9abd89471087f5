"""Somebody sorts: puts statements on piles, moves them, names piles, takes back, is done.

Everything is one of few acts. To move, to split a pile and to put two piles together is to `place`
statements on another pile; a pile is there as long as something lies on it. Of two devices at work at
once, what was done last counts, statement by statement.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from werkwijs.participation import batches, piles
from werkwijs.participation.acts import Refused
from werkwijs.participation.models import Help, OnPile, Participant, Pile, Sitting

LONGEST_LABEL = 80
LONGEST_SECONDS = 120.0
"""Who takes longer over one statement was doing something else."""
STEPS_KEPT = 30
"""So many acts can be taken back, one after the other."""


@transaction.atomic(savepoint=False)
def begin(participant: Participant) -> Sitting:
    """The statements are dealt and the table is ready. Beginning again changes nothing."""
    mine = Sitting.objects.filter(
        participant=participant, task=Help.Task.SORTING, via=Sitting.Via.SCREEN
    )
    sitting = next(iter(mine.select_for_update()), None)
    if sitting is None:
        batches.allocate(participant)
        Sitting.objects.get_or_create(
            participant=participant, task=Help.Task.SORTING, via=Sitting.Via.SCREEN
        )
        sitting = mine.select_for_update().get()
    return sitting


@transaction.atomic(savepoint=False)
def place(
    participant: Participant,
    *,
    statements: Collection[int],
    on: uuid.UUID | None,
    at: datetime,
    act: uuid.UUID,
    label: str = "",
    seconds: float | None = None,
    split_from: uuid.UUID | None = None,
) -> None:
    """Put statements on a pile, or on none: "I don't know".

    Parameters
    ----------
    statements
        Their ids; the person's own ones only.
    on
        Key of the pile; it is made where it is not there. None: on no pile.
    at
        When it was done. A statement that was placed elsewhere later than this stays there.
    act
        Key of the act, by which it is taken back.
    label
        Of a pile that is made.
    seconds
        How long the person looked at the statement before placing it for the first time.
    split_from
        Key of the pile this one is split from.

    Raises
    ------
    Refused
        A statement is none of theirs.
    """
    sitting = begin(participant)
    statements = list(dict.fromkeys(statements))
    if not statements or not batches.holds(participant, statements):
        raise Refused("participation.refused_statement")
    heaps = {heap.key: heap for heap in sitting.piles.all()}
    pile = heaps.get(on) if on else None
    if on and pile is None:
        parent = heaps.get(split_from) if split_from else None
        pile = piles.make(sitting, on, heaps.values(), label=label[:LONGEST_LABEL], parent=parent)
    there = {p.statement_id: p for p in sitting.placed.filter(statement__in=statements)}
    keys = {heap.pk: heap.key for heap in heaps.values()}
    was: dict[str, Any] = {}
    for statement in statements:
        placed = there.get(statement)
        if placed is not None and placed.at > at:
            continue
        was[str(statement)] = _where(placed, keys)
        if placed is None:
            OnPile.objects.create(
                sitting=sitting,
                statement_id=statement,
                pile=pile,
                at=at,
                seconds=None if seconds is None else min(max(seconds, 0), LONGEST_SECONDS),
            )
        else:
            placed.pile, placed.at = pile, at
            placed.save(update_fields=["pile", "at"])
    only_first_times = was and all(before is None for before in was.values())
    gone = {} if only_first_times else piles.clear(sitting)
    if was:
        _remember(sitting, {"act": str(act), "was": was, "piles": gone})


@transaction.atomic
def rename(participant: Participant, *, pile: uuid.UUID, label: str, act: uuid.UUID) -> None:
    """Give a pile other words, or none. A pile that is gone meanwhile needs no words."""
    sitting = begin(participant)
    found = sitting.piles.filter(key=pile).first()
    label = " ".join(label.split())[:LONGEST_LABEL]
    if found is None or found.label == label:
        return
    _remember(sitting, {"act": str(act), "label": [str(pile), found.label]})
    found.label = label
    found.save(update_fields=["label"])


@transaction.atomic
def take_back(participant: Participant, *, at: datetime, act: uuid.UUID | None = None) -> None:
    """Undo the last act, or the one with this key; what was done later stays as it is."""
    sitting = begin(participant)
    steps = list(sitting.steps)
    place = next(
        (i for i in reversed(range(len(steps))) if act is None or steps[i]["act"] == str(act)), None
    )
    if place is None:
        return
    step, later = steps.pop(place), steps[place:]
    moved_since = {statement for other in later for statement in other.get("was", {})}
    for key, (label, order) in step.get("piles", {}).items():
        sitting.piles.get_or_create(key=uuid.UUID(key), defaults={"label": label, "order": order})
    for statement, where in step.get("was", {}).items():
        if statement not in moved_since:
            _put_back(sitting, int(statement), where, at)
    if "label" in step:
        key, label = step["label"]
        sitting.piles.filter(key=uuid.UUID(key)).update(label=label)
    piles.clear(sitting)
    sitting.steps = steps
    sitting.save(update_fields=["steps"])


@transaction.atomic
def finish(participant: Participant) -> None:
    """Be done, also with statements left over. Being done twice keeps the first moment.

    Raises
    ------
    Refused
        Nothing was placed yet.
    """
    sitting = begin(participant)
    if sitting.finished_at:
        return
    table = piles.table(participant)
    if table is None or not table.n_seen:
        raise Refused("participation.refused_nothing_sorted")
    piles.sort(participant, table)
    sitting.finished_at = timezone.now()
    sitting.save(update_fields=["finished_at"])


def reopen(participant: Participant) -> None:
    """Something is to be changed after all; nothing that was placed is lost."""
    participant.sittings.filter(task=Help.Task.SORTING, via=Sitting.Via.SCREEN).update(
        finished_at=None
    )


def _pile(sitting: Sitting, key: uuid.UUID) -> Pile:
    """The pile with this key; made again where it is gone meanwhile."""
    there = list(sitting.piles.all())
    found = next((pile for pile in there if pile.key == key), None)
    return found or piles.make(sitting, key, there, label="", parent=None)


def _where(placed: OnPile | None, keys: dict[int, uuid.UUID]) -> list[str | None] | None:
    """As a step keeps it: None, not placed; [None], on no pile; [key], on that pile."""
    if placed is None:
        return None
    return [str(keys[placed.pile_id]) if placed.pile_id else None]


def _put_back(
    sitting: Sitting, statement: int, where: list[str | None] | None, at: datetime
) -> None:
    placed = sitting.placed.filter(statement=statement)
    if where is None:
        placed.delete()
        return
    key = where[0]
    pile = _pile(sitting, uuid.UUID(key)) if key else None
    placed.update(pile=pile, at=at)


def _remember(sitting: Sitting, step: dict[str, Any]) -> None:
    sitting.steps = [*sitting.steps, step][-STEPS_KEPT:]
    sitting.save(update_fields=["steps"])
