"""What a team leader sees: who guides whom, what is late, files without a coach. Not what stands there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.utils import timezone

from werkwijs.accounts.models import Membership, Organisation, Role, User
from werkwijs.guidance import acting
from werkwijs.guidance.models import Entry, Kind, Member, Part, Talk, Trajectory

DAYS = 28


@dataclass(frozen=True)
class Coach:
    """A coach, in numbers that say how full their days are; nothing that ranks them."""

    user: User
    people: int
    late: int
    waiting: int
    """Who asked for help, and has no answer yet."""
    hours: float
    """Of the last four weeks, tries included."""
    stands_in: int


@dataclass(frozen=True)
class Orphan:
    """A file whose coach left, or no longer coaches."""

    trajectory: Trajectory
    since: date | None


@dataclass(frozen=True)
class Waiting:
    """A file in which somebody asked for help, and nobody answered yet."""

    trajectory: Trajectory
    since: datetime
    guided_by: str
    """Names of its coach and of who stands in."""


def supervised(user: User) -> list[Organisation]:
    """Organisations where one leads a team."""
    held = user.memberships.current().filter(role=Role.SUPERVISOR)
    return list(Organisation.objects.filter(pk__in=held.values("organisation")))


def coaches(organisation: Organisation, today: date | None = None) -> list[Coach]:
    """Every coach of the organisation, by name. Four questions, however many there are."""
    on = today or timezone.localdate()
    working = Membership.objects.current().filter(organisation=organisation, role=Role.COACH)
    users = list(
        User.objects.filter(pk__in=working.values("user"), is_active=True).order_by("name")
    )
    current = Member.objects.current(on).filter(
        trajectory__organisation=organisation, trajectory__closed_on=None
    )
    own = {
        row["user"]: row
        for row in current.filter(part=Part.COACH)
        .values("user")
        .annotate(
            people=Count("pk"),
            late=Count(
                "pk",
                filter=Q(trajectory__next_contact_on__lt=on, trajectory__paused_on=None),
            ),
            waiting=Count("pk", filter=Q(trajectory__help_asked_at__isnull=False)),
        )
    }
    beside = {
        row["user"]: row["n"]
        for row in current.filter(part=Part.STAND_IN).values("user").annotate(n=Count("pk"))
    }
    minutes = {
        row["entry__by_user"]: row["minutes"]
        for row in Talk.objects.filter(
            entry__trajectory__organisation=organisation,
            entry__on__gt=on - timedelta(days=DAYS),
            entry__struck_at=None,
        )
        .values("entry__by_user")
        .annotate(minutes=Sum("minutes"))
    }
    nothing: dict[str, Any] = {"people": 0, "late": 0, "waiting": 0}
    return [
        Coach(
            one,
            own.get(one.pk, nothing)["people"],
            own.get(one.pk, nothing)["late"],
            own.get(one.pk, nothing)["waiting"],
            round((minutes.get(one.pk) or 0) / 60, 1),
            beside.get(one.pk, 0),
        )
        for one in users
    ]


def orphans(organisation: Organisation) -> list[Orphan]:
    """Open files without a coach who still coaches there."""
    working = Membership.objects.current().filter(organisation=organisation, role=Role.COACH)
    led = Member.objects.filter(
        part=Part.COACH, ended_at=None, user__in=working.values("user"), user__is_active=True
    )
    left = (
        Trajectory.objects.filter(organisation=organisation, closed_on=None)
        .exclude(pk__in=led.values("trajectory"))
        .select_related("client")
        .annotate(last=Max("members__ended_at"))
    )
    return [Orphan(one, timezone.localtime(one.last).date() if one.last else None) for one in left]


def waiting(organisation: Organisation) -> list[Waiting]:
    """Who asked for help and has no answer, the longest first."""
    asked = list(
        Trajectory.objects.filter(organisation=organisation, closed_on=None)
        .exclude(help_asked_at=None)
        .select_related("client")
        .order_by("help_asked_at")
    )
    guide = Member.objects.current().filter(
        trajectory__in=asked, part__in=(Part.COACH, Part.STAND_IN)
    )
    names: defaultdict[int, list[str]] = defaultdict(list)
    for one in guide.select_related("user").order_by("pk"):
        if one.user is not None:
            names[one.trajectory_id].append(one.user.name)
    return [
        Waiting(one, timezone.localtime(one.help_asked_at), ", ".join(names[one.pk]))
        for one in asked
    ]


def by_code(organisations: list[Organisation], code: str) -> Trajectory | None:
    """The open file of who has this code: to see who guides them, and to arrange it."""
    found = Trajectory.objects.filter(
        organisation__in=organisations, closed_on=None, client__code=code
    )
    return found.order_by("-pk").first()  # type: ignore[no-any-return]


def people_of(organisation: Organisation, coach: User) -> list[Trajectory]:
    """Whom a coach guides, by code: for handing over and cover."""
    own = Member.objects.current().filter(user=coach, part=Part.COACH)
    return list(
        Trajectory.objects.filter(
            organisation=organisation, closed_on=None, pk__in=own.values("trajectory")
        )
        .select_related("client")
        .order_by("client__code")
    )


def complaints(organisation: Organisation, reader: User) -> list[Entry]:
    """Those that were not answered yet, the oldest first; not of whom the reader guides, or guided.

    Where nobody else leads a team they are the reader's all the same: no complaint is heard by nobody.
    """
    found = (
        Entry.objects.filter(
            kind=Kind.COMPLAINT, struck_at=None, trajectory__organisation=organisation
        )
        .exclude(facet="handled")
        .select_related("trajectory__client", "by_member__contact")
        .order_by("made_at")
    )
    if acting.somebody_else_leads(organisation, reader):
        found = found.exclude(trajectory__in=acting.guided(reader).values("trajectory"))
    return list(found)
