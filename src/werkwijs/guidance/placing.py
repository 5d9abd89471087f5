"""Jobs begin, change and end; wages over time; and what is agreed and needed at work."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.guidance import acting, aftercare, granting, log, stepping, writing
from werkwijs.guidance.acting import Act
from werkwijs.guidance.models import (
    Client,
    Employer,
    Entry,
    Job,
    Kind,
    Member,
    Trajectory,
    Wage,
)
from werkwijs.lib.impossible import Impossible

CHANGES = ("boss", "roster", "tasks", "hours", "contract", "colleagues", "reorganisation", "place")
"""What changes at work, and makes that one is in touch sooner."""
LEAST_CENTS, MOST_CENTS = 100, 20_000


@dataclass(frozen=True)
class Placed:
    """A job as it is noted."""

    employer: Employer
    sort: str
    starts_on: date
    words: str = ""
    hours: Decimal | None = None
    contract: str = Job.Contract.NONE
    contract_ends_on: date | None = None
    four_hours_on: date | None = None


@transaction.atomic
def place(
    trajectory: Trajectory,
    placed: Placed,
    *,
    by: User,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> Job:
    """A job that began. One that is to begin is a step, until it does.

    Raises
    ------
    Impossible
        It begins in the future, the contract ends before it begins, a week of no or too many hours, or four
        paid hours before the first day or without pay.
    """
    writing.turn(trajectory)
    acting.must(Act.PLAN, trajectory, by)
    if key is not None and (
        made := Job.objects.filter(entry__made_with=key, entry__trajectory=trajectory).first()
    ):
        return made  # type: ignore[no-any-return]
    if placed.employer.organisation_id != trajectory.organisation_id:
        raise Impossible("guidance.about_another")
    look(placed)
    entry = writing.write(
        trajectory,
        writing.Words(Kind.JOB, placed.words, on=placed.starts_on),
        by=by,
        key=key,
        empty=True,
        request=request,
    )
    job = Job.objects.create(
        entry=entry,
        trajectory=trajectory,
        employer=placed.employer,
        sort=placed.sort,
        starts_on=placed.starts_on,
        hours=placed.hours,
        contract=placed.contract,
        contract_ends_on=placed.contract_ends_on,
        four_hours_on=placed.four_hours_on,
    )
    granting.show_person(entry, by=by, request=request)
    log.note("guidance.job_written", trajectory, by=by, request=request)
    stepping.look_whether_it_waits(trajectory)
    closer(trajectory, "new-job")
    return job  # type: ignore[no-any-return]


def look(placed: Placed) -> None:
    """What cannot be true of a job is said before anything is kept."""
    today = timezone.localdate()
    if placed.sort not in Job.Sort.values or placed.contract not in Job.Contract.values:
        raise Impossible("guidance.no_such_choice")
    if placed.starts_on > today:
        raise Impossible("guidance.job_in_the_future")
    if placed.contract_ends_on is not None and placed.contract_ends_on < placed.starts_on:
        raise Impossible("guidance.end_before_start")
    if placed.hours is not None and not Decimal(0) < placed.hours <= Decimal(60):
        raise Impossible("guidance.hours_of_a_week")
    if placed.four_hours_on is not None:
        if placed.sort != Job.Sort.PAID:
            raise Impossible("guidance.four_hours_are_paid")
        if not placed.starts_on <= placed.four_hours_on <= today:
            raise Impossible("guidance.end_before_start")


@transaction.atomic
def adapt(job: Job, placed: Placed, *, by: User, request: HttpRequest | None = None) -> None:
    """Other facts about a job: hours, contract, the day four paid hours were worked."""
    acting.must(Act.PLAN, job.trajectory, by)
    look(placed)
    if job.ends_on is not None and job.ends_on < placed.starts_on:
        raise Impossible("guidance.end_before_start")
    Job.objects.filter(pk=job.pk).update(
        sort=placed.sort,
        starts_on=placed.starts_on,
        hours=placed.hours,
        contract=placed.contract,
        contract_ends_on=placed.contract_ends_on,
        four_hours_on=placed.four_hours_on,
    )
    job.refresh_from_db()
    log.note("guidance.job_changed", job.trajectory, by=by, request=request)


@transaction.atomic
def end(
    job: Job,
    *,
    on: date,
    ended: str,
    by: User,
    learnt: str = "",
    request: HttpRequest | None = None,
) -> None:
    """A job is over, why in facts, and what was learnt. The employer's access ends with it.

    Raises
    ------
    Impossible
        It ends before it began, or in the future.
    """
    writing.turn(job.trajectory)
    job.refresh_from_db()
    acting.must(Act.PLAN, job.trajectory, by)
    if job.ends_on is not None:
        return
    if ended not in Job.Ended.values:
        raise Impossible("guidance.no_such_choice")
    if on < job.starts_on:
        raise Impossible("guidance.end_before_start")
    if on > timezone.localdate():
        raise Impossible("guidance.in_the_future")
    Job.objects.filter(pk=job.pk).update(ends_on=on, ended=ended)
    job.refresh_from_db()
    Member.objects.filter(job=job, ended_at=None).update(
        ended_at=timezone.now(), gone=Member.Gone.EXPIRED, stored_link=""
    )
    if learnt.strip():
        setback(job.trajectory, learnt, facet="job-over", about=job.entry, by=by, request=request)
    log.note("guidance.job_ended", job.trajectory, by=by, request=request)
    stepping.look_whether_it_waits(job.trajectory)
    closer(job.trajectory, "job-over")


@transaction.atomic
def pay(
    job: Job, cents: int, from_on: date, *, by: User, request: HttpRequest | None = None
) -> Wage:
    """What the job pays an hour from that day on; the same day twice is the last.

    Raises
    ------
    Impossible
        The wage begins before the job, or in the future, or is none.
    """
    acting.must(Act.PLAN, job.trajectory, by)
    if from_on < job.starts_on:
        raise Impossible("guidance.wage_before_job")
    if from_on > timezone.localdate():
        raise Impossible("guidance.in_the_future")
    if not LEAST_CENTS <= cents <= MOST_CENTS:
        raise Impossible("guidance.no_such_wage")
    wage, _ = Wage.objects.update_or_create(job=job, from_on=from_on, defaults={"cents": cents})
    log.note("guidance.job_changed", job.trajectory, by=by, request=request)
    return wage  # type: ignore[no-any-return]


@transaction.atomic
def changed_at_work(
    job: Job,
    sort: str,
    words: str,
    *,
    by: User | Client | Member,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> Entry:
    """Something became other at work: one is in touch weekly for a while. The coach hears it from whoever.

    Raises
    ------
    Impossible
        There is no such change, the job is over, or it is not of whoever tells it.
    """
    if isinstance(by, Member) and by.job_id != job.pk:
        raise acting.NotTheirs("guidance.no_job_here")
    if sort not in CHANGES:
        raise Impossible("guidance.no_such_choice")
    if job.ends_on is not None and job.ends_on < timezone.localdate():
        raise Impossible("guidance.job_is_over")
    entry = writing.write(
        job.trajectory,
        writing.Words(Kind.AT_WORK, words, facet=sort, about=job.entry),
        by=by,
        key=key,
        empty=True,
        request=request,
    )
    if not hasattr(by, "email"):
        granting.tell_coach(entry, by=by, request=request)  # type: ignore[arg-type]
    closer(job.trajectory, sort)
    return entry


def closer(trajectory: Trajectory, why: str) -> None:
    """Weekly for four weeks, and within a week from now."""
    today = timezone.localdate()
    soon = aftercare.working(today + timedelta(days=3))
    next_on = min(trajectory.next_contact_on or soon, soon)
    facts = {
        "closer_until": today + aftercare.CLOSER,
        "next_contact_on": next_on,
        "next_contact_why": why if why in ("new-job", "job-over") else "closer",
    }
    Trajectory.objects.filter(pk=trajectory.pk, closed_on=None).update(**facts)
    for name, value in facts.items():
        setattr(trajectory, name, value)


@transaction.atomic
def setback(
    trajectory: Trajectory,
    words: str,
    *,
    by: User,
    facet: str = "",
    about: Entry | None = None,
    on: date | None = None,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> Entry:
    """Something went wrong, and what was learnt: a moment to measure, not an end. The person reads it."""
    entry = writing.write(
        trajectory,
        writing.Words(Kind.SETBACK, words, facet=facet, about=about, on=on),
        by=by,
        key=key,
        request=request,
    )
    granting.show_person(entry, by=by, request=request)
    closer(trajectory, "setback")
    return entry


@transaction.atomic
def agree(
    trajectory: Trajectory,
    words: str,
    *,
    by: User,
    job: Job | None = None,
    facet: str = "",
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> Entry:
    """What was agreed, by whom who does what; the person reads it."""
    return _at_work(Kind.AGREEMENT, trajectory, words, by, job, facet, key, request)


@transaction.atomic
def need(
    trajectory: Trajectory,
    words: str,
    *,
    by: User,
    job: Job | None = None,
    facet: str = "",
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> Entry:
    """What helps at work: a need, never a cause; the person reads it before anybody else."""
    return _at_work(Kind.NEED, trajectory, words, by, job, facet, key, request)


def _at_work(
    kind: str,
    trajectory: Trajectory,
    words: str,
    by: User,
    job: Job | None,
    facet: str,
    key: uuid.UUID | None,
    request: HttpRequest | None,
) -> Entry:
    about = None if job is None else job.entry
    entry = writing.write(
        trajectory,
        writing.Words(kind, words, facet=facet, about=about),
        by=by,
        key=key,
        request=request,
    )
    granting.show_person(entry, by=by, request=request)
    return entry
