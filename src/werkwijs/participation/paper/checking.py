"""A second entry is compared with the first, the differences are settled, and that is recorded."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db import transaction
from django.http import HttpRequest

from werkwijs.accounts.models import User
from werkwijs.participation.models import EarlierEntry, EntryCheck, Help, Participant, Received
from werkwijs.participation.paper import contents, entering
from werkwijs.participation.paper.second_entry import (
    Compared,
    Other,
    compare_sheets,
    compare_sorts,
    settle_sheets,
    settle_sorts,
)


def sorts(participant: Participant) -> Compared | None:
    """Both entries of a sort beside each other; None where there are not two."""
    first = contents.sitting_of(participant, Help.Task.SORTING)
    second = contents.sitting_of(participant, Help.Task.SORTING, second=True)
    if first is None or second is None:
        return None
    asked = contents.asked_numbers(participant) or set(contents.statements(participant.study))
    return compare_sorts(contents.sort_of(first), contents.sort_of(second), asked)


def sheets(participant: Participant) -> list[Other] | None:
    """The cells that differ; None where there are no two entries."""
    first = contents.sitting_of(participant, Help.Task.RATING)
    second = contents.sitting_of(participant, Help.Task.RATING, second=True)
    if first is None or second is None:
        return None
    return compare_sheets(contents.sheet_of(first), contents.sheet_of(second))


def differs(participant: Participant, task: str) -> bool:
    """Whether two entries differ in anything."""
    if task == Help.Task.SORTING:
        compared = sorts(participant)
        return compared is not None and not compared.same
    return bool(sheets(participant))


@transaction.atomic
def settle(
    participant: Participant,
    task: str,
    right: Collection[str] = (),
    *,
    by: User,
    seen: str | None = None,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> EntryCheck | None:
    """Correct the first entry where the second is right; record the check; the second goes.

    Parameters
    ----------
    right
        Keys of the differences in which the second entry is right.
    seen
        What the page compared, see `seen_both`.

    Returns
    -------
    The record; None where there was nothing to compare (it was settled before).

    Raises
    ------
    entering.ChangedMeanwhile
        One of the two is another than the page showed.
    """
    locked = Participant.objects.select_for_update().get(pk=participant.pk)
    if key and not Received.objects.get_or_create(participant=locked, key=key)[1]:
        return last_check(participant, task)
    first = contents.sitting_of(participant, task)
    second = contents.sitting_of(participant, task, second=True)
    if first is None or second is None:
        return None
    if seen is not None and seen != seen_both(participant, task):
        raise entering.ChangedMeanwhile
    if right:
        entering.keep_aside(first, EarlierEntry.Why.CHECKED, by=by)
    if task == Help.Task.SORTING:
        compared = sorts(participant)
        assert compared is not None  # noqa: S101 - both are there
        total, differences = compared.total, len(compared.moved)
        if right:
            settled = settle_sorts(
                contents.sort_of(first), contents.sort_of(second), compared, right
            )
            contents.write_sort(first, settled)
    else:
        others = sheets(participant) or []
        sheet = contents.sheet_of(first)
        total, differences = len(sheet), len(others)
        if right:
            contents.write_sheet(first, settle_sheets(sheet, others, right))
    made = EntryCheck.objects.create(
        participant=participant,
        task=task,
        compared=total,
        differences=differences,
        first_by=first.entered_by,
        second_by=second.entered_by,
    )
    second.delete()
    entering.tell(f"paper_{task}_checked", participant, by=by, request=request)
    return made


def seen_both(participant: Participant, task: str) -> str:
    """Changes with either entry."""
    both = (contents.sitting_of(participant, task, second=second) for second in (False, True))
    return "-".join(contents.seen(sitting) for sitting in both)


def last_check(participant: Participant, task: str) -> EntryCheck | None:
    return EntryCheck.objects.filter(participant=participant, task=task).first()
