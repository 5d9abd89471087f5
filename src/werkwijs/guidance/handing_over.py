"""A colleague takes over, or stands in for a while: within a day, and the person hears it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import Role, User
from werkwijs.guidance import acting, granting, log, writing
from werkwijs.guidance.acting import Act
from werkwijs.guidance.models import Emergency, Kind, Member, Part, Trajectory
from werkwijs.lib.impossible import Impossible


def colleagues(trajectory: Trajectory) -> list[User]:
    """Who could take over or stand in: coaches of the organisation, but not the coach they have."""
    own = Member.objects.filter(trajectory=trajectory, part=Part.COACH, ended_at=None)
    coaches = User.objects.filter(
        is_active=True,
        memberships__organisation=trajectory.organisation_id,
        memberships__role=Role.COACH,
        memberships__ended_at=None,
    )
    return list(coaches.exclude(pk__in=own.values("user")).order_by("name").distinct())


@transaction.atomic
def hand_over(
    trajectory: Trajectory,
    to: User,
    why: str,
    *,
    by: User,
    request: HttpRequest | None = None,
) -> None:
    """``to`` is the coach from now on, and who was it sees nothing more. The person reads why.

    Raises
    ------
    Impossible
        They are no coach of this organisation, nobody says why, or it is not theirs to hand over.
    """
    writing.turn(trajectory)
    acting.must(Act.HAND_OVER, trajectory, by)
    _is_coach(trajectory, to)
    now, today = timezone.now(), timezone.localdate()
    own = trajectory.members.filter(ended_at=None, part=Part.COACH).first()
    if own is not None and own.user_id == to.pk:
        return
    tell(trajectory, "hand-over", why, by=by, request=request)
    trajectory.members.filter(ended_at=None, part=Part.COACH).update(
        ended_at=now, gone=Member.Gone.HANDED_OVER
    )
    if own is not None:  # nor by another door
        trajectory.members.filter(ended_at=None, user=own.user_id).update(
            ended_at=now, gone=Member.Gone.HANDED_OVER
        )
        trajectory.emergencies.filter(ended_at=None, user=own.user_id).update(ended_at=now)
    trajectory.members.filter(ended_at=None, part=Part.STAND_IN, user=to).update(
        ended_at=now, gone=Member.Gone.HANDED_OVER
    )
    Member.objects.create(
        trajectory=trajectory,
        part=Part.COACH,
        user=to,
        from_on=today,
        accepted_at=now,
        invited_by=by,
    )
    Trajectory.objects.filter(pk=trajectory.pk).update(
        next_contact_on=today, next_contact_why="hand-over"
    )
    trajectory.refresh_from_db()
    log.note("guidance.handed_over", trajectory, by=by, request=request)


@transaction.atomic
def stand_in(
    trajectory: Trajectory,
    user: User,
    *,
    from_on: date,
    until_on: date,
    by: User,
    request: HttpRequest | None = None,
) -> Member:
    """A colleague reads and writes along from one day until another. The person sees it.

    Raises
    ------
    Impossible
        They are no coach of this organisation, the end lies before the start or in the past, or is further
        off than half a year; or it is not theirs to appoint somebody.
    """
    writing.turn(trajectory)
    acting.must(Act.HAND_OVER, trajectory, by)
    _is_coach(trajectory, user)
    today = timezone.localdate()
    if until_on < from_on:
        raise Impossible("guidance.end_before_start")
    if until_on < today:
        raise Impossible("guidance.day_is_over")
    if (until_on - from_on).days > 184:
        raise Impossible("guidance.stand_in_half_a_year")
    there = trajectory.members.filter(user=user, part=Part.STAND_IN, ended_at=None).first()
    if there is not None:
        Member.objects.filter(pk=there.pk).update(from_on=from_on, until_on=until_on)
        there.refresh_from_db()
        return there  # type: ignore[no-any-return]
    made = Member.objects.create(
        trajectory=trajectory,
        part=Part.STAND_IN,
        user=user,
        from_on=from_on,
        until_on=until_on,
        accepted_at=timezone.now(),
        invited_by=by,
    )
    log.note("guidance.stand_in_appointed", trajectory, by=by, request=request)
    return made  # type: ignore[no-any-return]


@transaction.atomic
def left(user: User, organisation: int) -> int:
    """Somebody left the organisation: they are in no file any more; how many have no coach now."""
    now = timezone.now()
    own = Member.objects.filter(user=user, trajectory__organisation=organisation, ended_at=None)
    orphans = own.filter(part=Part.COACH, trajectory__closed_on=None).count()
    own.update(ended_at=now, gone=Member.Gone.LEFT)
    Emergency.objects.filter(
        user=user, trajectory__organisation=organisation, ended_at=None
    ).update(ended_at=now)
    return orphans


def hear(
    event: str,
    *,
    by: User | None,
    about: Model | str,
    organisation: int | None,
    reason: str,
    request: HttpRequest | None,
) -> None:
    """What the room of accounts tells: who leaves and comes back later opens no file of before."""
    if event == "accounts.left" and isinstance(about, User) and organisation is not None:
        left(about, organisation)


@transaction.atomic
def end_stand_in(member: Member, *, by: User, request: HttpRequest | None = None) -> None:
    """They stand in no longer, from this moment. Ending it twice ends it once.

    Raises
    ------
    Impossible
        By somebody who is not the coach, the one who stands in, or a leader of their team.
    """
    own = member.trajectory
    if member.user_id != by.pk:
        acting.must(Act.HAND_OVER, own, by)
    ended = Member.objects.filter(pk=member.pk, part=Part.STAND_IN, ended_at=None).update(
        ended_at=timezone.now(), gone=Member.Gone.WITHDRAWN
    )
    if ended:
        log.note("guidance.stand_in_ended", own, by=by, request=request)


def tell(
    trajectory: Trajectory, facet: str, why: str, *, by: User, request: HttpRequest | None
) -> None:
    """The reason, which the person can read."""
    entry = writing.write(
        trajectory, writing.Words(Kind.CHANGE, why, facet=facet), by=by, request=request
    )
    granting.show_person(entry, by=by, request=request)


def _is_coach(trajectory: Trajectory, user: User) -> None:
    if not user.is_active or not user.has_role(trajectory.organisation, Role.COACH):
        raise Impossible("guidance.no_coach_here")
