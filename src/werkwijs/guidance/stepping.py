"""Steps on the way to work: planned, begun, paused, done, stopped; forward, sideways and back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.guidance import acting, granting, log, writing
from werkwijs.guidance.acting import Act
from werkwijs.guidance.models import Employer, Entry, Kind, Step, Trajectory
from werkwijs.lib.impossible import Impossible

LIVING = (Step.State.PLANNED, Step.State.GOING)
MOST = 200
"""Steps of one way to work."""


@dataclass(frozen=True)
class Planned:
    """A step as it is planned."""

    sort: str
    words: str
    direction: str = Step.Direction.FORWARD
    starts_on: date | None = None
    employer: Employer | None = None


@transaction.atomic
def plan(
    trajectory: Trajectory,
    step: Planned,
    *,
    by: User,
    why: str = "",
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> Step:
    """One more step, which the person sees too. A step sideways or back says why.

    Raises
    ------
    Impossible
        It is closed, there are no words, a step that does not go forward without a reason, or too many steps.
    """
    writing.turn(trajectory)
    acting.must(Act.PLAN, trajectory, by)
    if key is not None and (
        made := Step.objects.filter(entry__made_with=key, entry__trajectory=trajectory).first()
    ):
        return made  # type: ignore[no-any-return]
    if step.sort not in Step.Sort.values or step.direction not in Step.Direction.values:
        raise Impossible("guidance.no_such_choice")
    if step.direction != Step.Direction.FORWARD and not why.strip():
        raise Impossible("guidance.say_why")
    if trajectory.steps.count() >= MOST:
        raise Impossible("guidance.enough_steps")
    entry = writing.write(
        trajectory, writing.Words(Kind.STEP, step.words), by=by, key=key, request=request
    )
    last = trajectory.steps.aggregate(last=Max("order"))["last"] or 0
    made = Step.objects.create(
        entry=entry,
        trajectory=trajectory,
        order=last + 1,
        sort=step.sort,
        direction=step.direction,
        starts_on=step.starts_on,
        employer=step.employer,
    )
    granting.show_person(entry, by=by, request=request)
    if why.strip():
        _changed(made, step.direction, why, by=by, request=request)
    log.note("guidance.step_written", trajectory, by=by, request=request)
    look_whether_it_waits(trajectory)
    return made  # type: ignore[no-any-return]


@transaction.atomic
def move(
    step: Step,
    state: str,
    *,
    by: User,
    on: date | None = None,
    why: str = "",
    request: HttpRequest | None = None,
) -> None:
    """It begins, pauses, is done or stops; also back again. Pausing, stopping and undoing say why.

    Raises
    ------
    Impossible
        The end lies before the start or in the future, or nobody says why where it is asked.
    """
    writing.turn(step.trajectory)
    step.refresh_from_db()
    acting.must(Act.PLAN, step.trajectory, by)
    if state not in Step.State.values:
        raise Impossible("guidance.no_such_choice")
    if state == step.state:
        return
    today = timezone.localdate()
    day = on or today
    ends = state in (Step.State.DONE, Step.State.STOPPED)
    forward = (step.state in LIVING and state == Step.State.DONE) or (
        step.state == Step.State.PLANNED and state == Step.State.GOING
    )
    if not forward and not why.strip():
        raise Impossible("guidance.say_why")
    if ends and day > today:
        raise Impossible("guidance.in_the_future")
    if ends and step.starts_on is not None and day < step.starts_on:
        raise Impossible("guidance.end_before_start")
    begun = step.starts_on
    if state == Step.State.GOING and (begun is None or begun > day):
        begun = day
    if ends and begun is None:
        begun = day
    Step.objects.filter(pk=step.pk).update(
        state=state, starts_on=begun, ends_on=day if ends else None
    )
    step.refresh_from_db()
    if why.strip():
        _changed(step, state, why, by=by, request=request)
    log.note("guidance.step_moved", step.trajectory, by=by, request=request)
    look_whether_it_waits(step.trajectory)


@transaction.atomic
def put(step: Step, above: Step, *, by: User, request: HttpRequest | None = None) -> None:
    """Earlier or later on the path: the two change places."""
    writing.turn(step.trajectory)
    acting.must(Act.PLAN, step.trajectory, by)
    if step.trajectory_id != above.trajectory_id:
        raise Impossible("guidance.about_another")
    step.refresh_from_db(fields=["order"])
    above.refresh_from_db(fields=["order"])
    mine, theirs = step.order, above.order
    Step.objects.filter(pk=step.pk).update(order=theirs)
    Step.objects.filter(pk=above.pk).update(order=mine)
    step.order, above.order = theirs, mine
    log.note("guidance.step_moved", step.trajectory, by=by, request=request)


def look_whether_it_waits(trajectory: Trajectory) -> None:
    """Somebody waits when no step is planned or going on, and nobody works: since when."""
    today = timezone.localdate()
    busy = trajectory.steps.filter(state__in=LIVING).exists() or any(
        job.runs_on(today) for job in trajectory.jobs.all()
    )
    if busy or trajectory.paused_on is not None or trajectory.closed_on is not None:
        since = None
    else:
        since = trajectory.waits_since or today
    if since != trajectory.waits_since:
        Trajectory.objects.filter(pk=trajectory.pk).update(waits_since=since)
        trajectory.waits_since = since


def _changed(step: Step, facet: str, why: str, *, by: User, request: HttpRequest | None) -> Entry:
    """The reason of a change, which the person can read."""
    entry = writing.write(
        step.trajectory,
        writing.Words(Kind.CHANGE, why, facet=facet, about=step.entry),
        by=by,
        request=request,
    )
    granting.show_person(entry, by=by, request=request)
    return entry
