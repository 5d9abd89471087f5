"""Somebody types in what a participant did on paper: a sort, ratings, ideas; and corrects it later."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.audit.noting import note
from werkwijs.participation import helping
from werkwijs.participation.models import (
    EarlierEntry,
    Help,
    Idea,
    Participant,
    Received,
    Sitting,
)
from werkwijs.participation.paper import contents, ratings, sorts
from werkwijs.participation.paper.number_lines import Line, in_short
from werkwijs.participation.paper.ratings import Sheet
from werkwijs.participation.paper.sorts import Checked, Sort

LONGEST_IDEA = 5_000


class ChangedMeanwhile(Exception):
    """Somebody else typed in the same paper since the form was opened; nothing was changed."""


def check_sort(participant: Participant, lines: Sequence[Line], unknown: str) -> Checked:
    """Whether this can be the sort of this participant; what is wrong, and what was not named."""
    return sorts.check(
        lines,
        unknown,
        numbers=contents.statements(participant.study),
        batch=contents.asked_numbers(participant),
    )


def enter_sort(
    participant: Participant,
    piles: Sequence[tuple[str, Sequence[int]]],
    unknown: Sequence[int] = (),
    *,
    by: User,
    second: bool = False,
    key: uuid.UUID | None = None,
    seen: str | None = None,
    request: HttpRequest | None = None,
) -> Sitting | None:
    """Keep the piles of one sorter. What was typed in before is kept aside, and can be put back.

    None: the same form came before, and what it entered is gone again.

    Parameters
    ----------
    piles
        Label ("" for none) and numbers of the statements on it.
    unknown
        Numbers of "I don't know". What is on no pile and not here was not named.
    second
        Typed in a second time, to compare; it counts in nothing.
    key
        Of the form: the same form sent twice is entered once.
    seen
        What the form showed, see `contents.seen`; None: whatever is there may be replaced.

    Raises
    ------
    sorts.Faulty
        A number is none of the study or the batch, or stands twice.
    ChangedMeanwhile
        Something else stands there than the form showed.
    """
    lines = [Line(at, tuple(numbers), label) for at, (label, numbers) in enumerate(piles, start=1)]
    sort = check_sort(participant, lines, in_short(unknown)).sound()
    if len(set(unknown)) < len(unknown):
        raise sorts.Faulty([sorts.Fault("twice", (sorts.UNKNOWN_LINE,), in_short(unknown))])
    return _enter(
        participant, Help.Task.SORTING, sort, by=by, second=second, key=key, seen=seen,
        request=request,
    )  # fmt: skip


def enter_ratings(
    participant: Participant,
    typed: Mapping[ratings.Cell, str],
    *,
    by: User,
    second: bool = False,
    key: uuid.UUID | None = None,
    seen: str | None = None,
    request: HttpRequest | None = None,
) -> Sitting | None:
    """Keep one rater's sheet: a value, "x" for "I don't know", or "" per scale and statement.

    Raises
    ------
    ratings.Faulty
        A value is no step of its scale.
    ChangedMeanwhile
        Something else stands there than the form showed.
    """
    study = participant.study
    sheet, wrong = ratings.read(typed, study.scales.all(), contents.statements(study))
    if wrong:
        raise ratings.Faulty(wrong)
    return _enter(
        participant, Help.Task.RATING, sheet, by=by, second=second, key=key, seen=seen,
        request=request,
    )  # fmt: skip


@transaction.atomic
def enter_ideas(
    participant: Participant,
    ideas: Sequence[tuple[uuid.UUID, str]],
    *,
    by: User,
    helper: str = "",
    how: Collection[str] = (),
    request: HttpRequest | None = None,
) -> list[Idea]:
    """Keep what somebody wrote on idea forms, word for word; who helped is recorded.

    Parameters
    ----------
    ideas
        Key and words of each; an idea that arrives twice is one idea.
    helper
        Role of who helped; "" when nobody did.
    how
        Ways of `Help.How`.
    """
    kept = []
    for key, words in ideas:
        words = words.replace("\0", "").strip()[:LONGEST_IDEA]
        if not words or Idea.objects.filter(key=key).exists():
            continue
        order = participant.ideas.count() + 1
        written = bool(helper) and Help.How.TYPING in how
        kept.append(
            Idea.objects.create(
                participant=participant, key=key, text=words, typed_by_helper=written, order=order
            )
        )
    if kept:
        _sat(participant, Help.Task.IDEAS, Sitting.Via.PAPER, by)
        if helper:
            helping.record(participant, Help.Task.IDEAS, helper, how)
        tell("paper_ideas_entered", participant, by=by, request=request)
    return kept


def tell(
    act: str, participant: Participant, *, by: User, request: HttpRequest | None = None
) -> None:
    """Write in the log what was done to the paper of one participant."""
    note(
        f"participation.{act}",
        by=by,
        about=participant.pseudonym,
        study=participant.study.slug,
        organisation=participant.study.organisation_id,
        request=request,
    )


def keep_aside(sitting: Sitting, why: str, *, by: User) -> None:
    """Keep what stands there, so that it can be put back."""
    EarlierEntry.objects.create(
        participant=sitting.participant,
        task=sitting.task,
        content=contents.as_json(sitting),
        entered_by=sitting.entered_by,
        why=why,
        by=by,
    )


@transaction.atomic
def _enter(
    participant: Participant,
    task: Help.Task,
    content: Sort | Sheet,
    *,
    by: User,
    second: bool,
    key: uuid.UUID | None,
    seen: str | None,
    request: HttpRequest | None,
) -> Sitting | None:
    locked = Participant.objects.select_for_update().get(pk=participant.pk)
    there = contents.sitting_of(locked, task, second=second)
    if key and not Received.objects.get_or_create(participant=locked, key=key)[1]:
        return there
    if seen is not None and contents.seen(there) != seen:
        raise ChangedMeanwhile
    if there is not None and not second:
        keep_aside(there, EarlierEntry.Why.CORRECTED, by=by)
    via = Sitting.Via.SECOND if second else Sitting.Via.PAPER
    sitting = _sat(participant, task, via, by)
    if isinstance(content, Sort):
        contents.write_sort(sitting, content)
    else:
        contents.write_sheet(sitting, content)
    act = "second_entered" if second else "corrected" if there else "entered"
    tell(f"paper_{task}_{act}", participant, by=by, request=request)
    return sitting


def _sat(participant: Participant, task: str, via: str, by: User) -> Sitting:
    now = timezone.now()
    sitting, made = Sitting.objects.get_or_create(
        participant=participant,
        task=task,
        via=via,
        defaults={"started_at": now, "finished_at": now, "entered_by": by.pk},
    )
    if not made:
        sitting.entered_by = by.pk
        sitting.finished_at = now
        sitting.save(update_fields=["entered_by", "finished_at"])
    return sitting
