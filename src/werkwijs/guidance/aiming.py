"""Coaching goals: three open at most, each from a gap between person and work, with evidence."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.guidance import acting, granting, log, writing
from werkwijs.guidance.acting import Act
from werkwijs.guidance.models import Entry, Goal, Kind, Trajectory
from werkwijs.lib.impossible import Impossible

PLACES = (1, 2, 3)


@transaction.atomic
def aim(
    trajectory: Trajectory,
    words: str,
    *,
    by: User,
    gap: Entry | None = None,
    horizon: str = Goal.Horizon.SHORT,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> Goal:
    """One more goal, which the person sees too.

    Raises
    ------
    Impossible
        Three are open already; the gap is none of this file; there are no words.
    """
    writing.turn(trajectory)
    acting.must(Act.PLAN, trajectory, by)
    if key is not None and (
        made := Goal.objects.filter(entry__made_with=key, entry__trajectory=trajectory).first()
    ):
        return made  # type: ignore[no-any-return]
    if gap is not None and (gap.trajectory_id != trajectory.pk or gap.kind != Kind.PROFILE):
        raise Impossible("guidance.about_another")
    if horizon not in Goal.Horizon.values:
        raise Impossible("guidance.no_such_choice")
    taken = set(trajectory.goals.exclude(place=None).values_list("place", flat=True))
    free = [place for place in PLACES if place not in taken]
    if not free:
        raise Impossible("guidance.three_goals_at_most")
    entry = writing.write(
        trajectory, writing.Words(Kind.GOAL, words), by=by, key=key, request=request
    )
    try:
        with transaction.atomic():
            goal = Goal.objects.create(
                entry=entry, trajectory=trajectory, place=free[0], gap=gap, horizon=horizon
            )
    except IntegrityError as fault:  # a colleague took the last place in the same moment
        raise Impossible("guidance.three_goals_at_most") from fault
    granting.show_person(entry, by=by, request=request)
    log.note("guidance.goal_written", trajectory, by=by, request=request)
    return goal  # type: ignore[no-any-return]


@transaction.atomic
def end(
    goal: Goal,
    outcome: str,
    *,
    by: User,
    evidence: str = "",
    on: date | None = None,
    request: HttpRequest | None = None,
) -> None:
    """Reached, partly, or dropped; with what shows it. Its place is free. Twice keeps the first.

    Raises
    ------
    Impossible
        The day lies in the future, or a goal that was reached is not shown by anything.
    """
    writing.turn(goal.trajectory)
    goal.refresh_from_db()
    acting.must(Act.PLAN, goal.trajectory, by)
    if goal.place is None:
        return
    if outcome not in Goal.Outcome.values:
        raise Impossible("guidance.no_such_choice")
    today = timezone.localdate()
    if on is not None and on > today:
        raise Impossible("guidance.in_the_future")
    shown = goal.entry.followed.filter(kind=Kind.EVIDENCE, struck_at=None).exists()
    if outcome == Goal.Outcome.REACHED and not (shown or evidence.strip()):
        raise Impossible("guidance.say_what_shows_it")
    if evidence.strip():
        show(goal, evidence, by=by, request=request)
    Goal.objects.filter(pk=goal.pk).update(place=None, ended_on=on or today, outcome=outcome)
    goal.refresh_from_db()
    log.note("guidance.goal_ended", goal.trajectory, by=by, request=request)


@transaction.atomic
def show(
    goal: Goal,
    words: str,
    *,
    by: User,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> Entry:
    """What shows that a goal came nearer, or not; the person sees it too."""
    entry = writing.write(
        goal.trajectory,
        writing.Words(Kind.EVIDENCE, words, about=goal.entry),
        by=by,
        key=key,
        request=request,
    )
    granting.show_person(entry, by=by, request=request)
    return entry


@transaction.atomic
def take_up(goal: Goal, *, by: User, request: HttpRequest | None = None) -> None:
    """An ended goal is open again.

    Raises
    ------
    Impossible
        Three are open already.
    """
    writing.turn(goal.trajectory)
    goal.refresh_from_db()
    acting.must(Act.PLAN, goal.trajectory, by)
    if goal.place is not None:
        return
    taken = set(goal.trajectory.goals.exclude(place=None).values_list("place", flat=True))
    free = [place for place in PLACES if place not in taken]
    if not free:
        raise Impossible("guidance.three_goals_at_most")
    try:
        with transaction.atomic():
            Goal.objects.filter(pk=goal.pk).update(place=free[0], ended_on=None, outcome="")
    except IntegrityError as fault:
        raise Impossible("guidance.three_goals_at_most") from fault
    goal.refresh_from_db()
    log.note("guidance.goal_taken_up", goal.trajectory, by=by, request=request)
