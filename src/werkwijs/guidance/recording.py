"""A contact is noted in a minute; a try counts as much as a talk."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.guidance import acting, aftercare, drafting, granting, log, writing
from werkwijs.guidance.acting import Act
from werkwijs.guidance.models import CardUse, Entry, Goal, Kind, Talk, Trajectory
from werkwijs.lib.impossible import Impossible

MINUTES = 600
TALK_FORM = "talk"


@dataclass(frozen=True)
class Noted:
    """What was noted of a contact, or of a try."""

    how: str
    whom: str
    reached: str
    minutes: int = 0
    words: str = ""
    goal: Goal | None = None
    on: date | None = None
    next_on: date | None = None
    """When to be in touch again; None for what the schedule says."""
    for_person: bool = False
    """Whether the person can read it."""
    cards: Sequence[tuple[int, str]] = field(default=())
    """Numbers of cards that were on the table, and what came out."""


@transaction.atomic
def note(
    trajectory: Trajectory,
    noted: Noted,
    *,
    by: User,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> Talk:
    """Keep it, and propose when to be in touch again. The same ``key`` twice is one.

    Raises
    ------
    Impossible
        A day in the future or before the start, minutes of more than ten hours, a goal or card of another
        file, or a choice there is not.
    """
    writing.turn(trajectory)
    acting.must(Act.NOTE, trajectory, by)
    if key is not None and (
        made := Talk.objects.filter(entry__made_with=key, entry__trajectory=trajectory).first()
    ):
        return made  # type: ignore[no-any-return]
    today = timezone.localdate()
    day = noted.on or today
    _look(trajectory, noted, day, today)
    entry = writing.write(
        trajectory,
        writing.Words(Kind.TALK, noted.words, on=day),
        by=by,
        key=key,
        empty=True,
        request=request,
    )
    talk = Talk.objects.create(
        entry=entry,
        how=noted.how,
        whom=noted.whom,
        reached=noted.reached,
        minutes=noted.minutes,
        goal=noted.goal,
    )
    for number, words in noted.cards:
        card(trajectory, number, words, by=by, about=entry, for_person=noted.for_person)
    if noted.for_person:
        granting.show_person(entry, by=by, request=request)
    _when_next(trajectory, noted, day, today)
    drafting.forget(trajectory, TALK_FORM, by=by)
    log.note("guidance.talk_noted", trajectory, by=by, request=request)
    return talk  # type: ignore[no-any-return]


def _look(trajectory: Trajectory, noted: Noted, day: date, today: date) -> None:
    if day > today or (noted.next_on is not None and noted.next_on > _years_on(today)):
        raise Impossible("guidance.in_the_future")
    if day < trajectory.started_on:
        raise Impossible("guidance.before_the_start")
    if noted.next_on is not None and noted.next_on < today:
        raise Impossible("guidance.next_is_over")
    if not 0 <= noted.minutes <= MINUTES:
        raise Impossible("guidance.minutes_of_a_day")
    if noted.goal is not None and noted.goal.trajectory_id != trajectory.pk:
        raise Impossible("guidance.about_another")
    if (
        noted.how not in Talk.How.values
        or noted.whom not in Talk.Whom.values
        or noted.reached not in Talk.Reached.values
    ):
        raise Impossible("guidance.no_such_choice")


def _years_on(today: date) -> date:
    return aftercare.months_after(today, 24)


def _when_next(trajectory: Trajectory, noted: Noted, day: date, today: date) -> None:
    facts: dict[str, object] = {}
    with_person = noted.whom == Talk.Whom.PERSON
    if noted.reached == Talk.Reached.YES and with_person:
        last = trajectory.last_reached_on
        facts["last_reached_on"] = max(day, last) if last else day
    if noted.next_on is not None:
        facts |= {"next_contact_on": noted.next_on, "next_contact_why": "planned"}
    elif with_person or trajectory.next_contact_on is None:
        proposed, why = propose(trajectory, noted.reached, day=day, today=today)
        facts |= {"next_contact_on": proposed, "next_contact_why": why}
    if facts:
        Trajectory.objects.filter(pk=trajectory.pk).update(**facts)
        for name, value in facts.items():
            setattr(trajectory, name, value)


def propose(
    trajectory: Trajectory, reached: str, *, day: date | None = None, today: date | None = None
) -> tuple[date, str]:
    """When to be in touch again, and why then: by the schedule, or soon where nobody was reached."""
    now = today or timezone.localdate()
    if reached != Talk.Reached.YES:
        return aftercare.retry_on(now), "retry"
    since = job_since(trajectory, now)
    on = aftercare.next_on(day or now, since, now, trajectory.closer_until)
    if trajectory.closer_until is not None and trajectory.closer_until >= now:
        return on, "closer"
    return on, "aftercare" if since else "rhythm"


def job_since(trajectory: Trajectory, today: date) -> date | None:
    """Since when the person has the newest of the paid jobs that go on now."""
    running = [
        job.starts_on
        for job in trajectory.jobs.all()
        if job.sort in ("paid", "trial-placement") and job.runs_on(today)
    ]
    return max(running, default=None)


@transaction.atomic
def card(
    trajectory: Trajectory,
    number: int,
    words: str,
    *,
    by: User,
    about: Entry | None = None,
    for_person: bool = True,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> CardUse:
    """A card was on the table, and this came out.

    Raises
    ------
    Impossible
        The file has no edition, or the edition has no card of that number.
    """
    writing.turn(trajectory)
    acting.must(Act.NOTE, trajectory, by)
    if key is not None and (
        made := CardUse.objects.filter(entry__made_with=key, entry__trajectory=trajectory).first()
    ):
        return made  # type: ignore[no-any-return]
    edition = trajectory.edition
    if edition is None or number not in numbers(trajectory):
        raise Impossible("guidance.no_such_card")
    entry = writing.write(
        trajectory,
        writing.Words(Kind.CARD, words, facet=str(number), about=about),
        by=by,
        key=key,
        empty=True,
        request=request,
    )
    if for_person:
        granting.show_person(entry, by=by, request=request)
    return CardUse.objects.create(entry=entry, edition=edition, number=number)  # type: ignore[no-any-return]


def numbers(trajectory: Trajectory) -> set[int]:
    """Of the cards of the edition with which somebody began."""
    if trajectory.edition is None:
        return set()
    return {one["number"] for one in trajectory.edition.told["cards"]}
