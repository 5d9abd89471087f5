"""What was typed in from paper, between the tables and the sheet: by number and value, as people know it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.utils import timezone

from werkwijs.participation import batches
from werkwijs.participation.models import Help, OnPile, Participant, Pile, Rating, Sitting
from werkwijs.participation.paper import ratings
from werkwijs.participation.paper.ratings import Sheet
from werkwijs.participation.paper.sorts import Pile as PaperPile
from werkwijs.participation.paper.sorts import Sort
from werkwijs.participation.rating import DONT_KNOW, SKIPPED
from werkwijs.studies.models import Scale, Statement, Study


def statements(study: Study) -> dict[int, Statement]:
    """The final set by number; empty before it is numbered."""
    kept = study.statements.filter(dropped_at=None)
    return {s.number: s for s in kept if s.number is not None}


def asked_numbers(participant: Participant) -> set[int] | None:
    """Numbers of the batch somebody got; None: all statements."""
    if participant.study.batch_size is None:
        return None
    dealt = {s.number for s in batches.statements(participant) if s.number is not None}
    return dealt or None


def sitting_of(participant: Participant, task: str, *, second: bool = False) -> Sitting | None:
    """What was typed in from paper for this task, where anything was."""
    via = Sitting.Via.SECOND if second else Sitting.Via.PAPER
    return participant.sittings.filter(task=task, via=via).first()


def sort_of(sitting: Sitting) -> Sort:
    """The piles with the numbers on them, in the order they were typed."""
    on: dict[int | None, list[int]] = {}
    rows = sitting.placed.order_by("counter", "id").values_list("pile", "statement__number")
    for pile, number in rows:
        if number is not None:
            on.setdefault(pile, []).append(number)
    piles = [
        PaperPile(pile.label, tuple(on[pile.pk])) for pile in sitting.piles.all() if pile.pk in on
    ]
    return Sort(tuple(piles), tuple(on.get(None, [])))


def write_sort(sitting: Sitting, sort: Sort) -> None:
    """From now on the sitting holds this sort, and nothing else."""
    by_number = statements(sitting.participant.study)
    sitting.placed.all().delete()
    sitting.piles.all().delete()
    placed: list[OnPile] = []
    at = sitting.finished_at or timezone.now()
    for order, pile in enumerate(sort.piles, start=1):
        row = Pile.objects.create(sitting=sitting, label=pile.label, order=order)
        placed += [
            OnPile(sitting=sitting, statement=by_number[number], pile=row, at=at)
            for number in pile.numbers
        ]
    placed += [
        OnPile(sitting=sitting, statement=by_number[number], at=at) for number in sort.unknown
    ]
    for counter, one in enumerate(placed):
        one.counter = counter
    OnPile.objects.bulk_create(placed)


def sheet_of(sitting: Sitting) -> Sheet:
    """Every cell that was on the sheet when it was typed in."""
    sheet: Sheet = {}
    rows = sitting.ratings.values_list("scale__key", "statement__number", "value", "missing")
    for scale, number, value, missing in rows:
        if number is not None:
            unknown = ratings.UNKNOWN if missing == DONT_KNOW else None
            sheet[scale, number] = value if value is not None else unknown
    return sheet


def write_sheet(sitting: Sitting, sheet: Sheet) -> None:
    """From now on the sitting holds these ratings, and no others."""
    study = sitting.participant.study
    by_number = statements(study)
    scales = {scale.key: scale for scale in study.scales.all()}
    sitting.ratings.all().delete()
    Rating.objects.bulk_create(
        _rating(sitting, scales[key], by_number[number], mark)
        for (key, number), mark in sheet.items()
    )


def _rating(sitting: Sitting, scale: Scale, statement: Statement, mark: int | str | None) -> Rating:
    value = mark if isinstance(mark, int) else None
    missing = "" if value is not None else DONT_KNOW if mark else SKIPPED
    return Rating(
        sitting=sitting,
        scale=scale,
        statement=statement,
        value=value,
        missing=missing,
        at=sitting.finished_at or timezone.now(),
    )


def as_json(sitting: Sitting) -> dict[str, Any]:
    """What the sitting holds, to be kept and put back."""
    if sitting.task == Help.Task.SORTING:
        return sort_of(sitting).as_json()
    return {"cells": [[key, number, mark] for (key, number), mark in sheet_of(sitting).items()]}


def write_json(sitting: Sitting, kept: dict[str, Any]) -> None:
    if sitting.task == Help.Task.SORTING:
        write_sort(sitting, Sort.of_json(kept))
    else:
        write_sheet(sitting, {(key, number): mark for key, number, mark in kept["cells"]})


def seen(sitting: Sitting | None) -> str:
    """Changes with what the sitting holds: a form knows by it whether it is stale."""
    if sitting is None:
        return ""
    return hashlib.sha256(json.dumps(as_json(sitting)).encode()).hexdigest()[:24]
