"""Who reads which lines of a file: the one place where it is decided.

A line is read by its own party. Others read it when somebody shared it with them by an act that still
holds, and when it is a kind of line that such a reader may have at all. Every page, count, search, file and
calendar of this room and of those above starts with `entries`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.guidance.models import (
    Entry,
    Kind,
    Member,
    Part,
    Party,
    Share,
    Trajectory,
)

AROUND = frozenset(
    {
        Kind.NEED,
        Kind.AGREEMENT,
        Kind.GOAL,
        Kind.STEP,
        Kind.JOB,
        Kind.SIGN,
        Kind.SIGNAL,
        Kind.TALK,
        Kind.ANSWER,
    }
)
"""What people around somebody can be shown."""
MAY_HAVE: Mapping[str, frozenset[str]] = {
    Part.EMPLOYER: frozenset({Kind.NEED, Kind.AGREEMENT, Kind.ANSWER}),
    Part.FAMILY: AROUND,
    Part.RESIDENTIAL: AROUND,
    Part.DEBT: AROUND - {Kind.SIGN, Kind.TALK},
    Part.CONSULTANT: frozenset(
        {Kind.GOAL, Kind.STEP, Kind.JOB, Kind.AGREEMENT, Kind.EVIDENCE, Kind.ANSWER}
    ),
    Part.REPRESENTATIVE: AROUND | {Kind.EVIDENCE, Kind.SETBACK},
    Part.OTHER: frozenset({Kind.AGREEMENT, Kind.STEP, Kind.ANSWER}),
}
"""By what somebody is to the person: the kinds of lines that can be shared with them. What is not named
here is shared with nobody outside, whatever anybody presses: a talk about debts does not reach an employer,
and facts about detention reach nobody (AP beleidsregels De zieke werknemer; UAVG 31)."""
OWN_PAGES = frozenset(Kind.values) - {Kind.REFLECTION}
"""What can be shared with the person."""


@dataclass(frozen=True)
class Viewer:
    """Whose eyes it is."""

    trajectory: Trajectory
    party: Party
    user: User | None = None
    member: Member | None = None


def coach(trajectory: Trajectory, user: User) -> Viewer:
    return Viewer(trajectory, Party.COACH, user=user)


def person(trajectory: Trajectory) -> Viewer:
    return Viewer(trajectory, Party.PERSON)


def outside(member: Member) -> Viewer:
    return Viewer(member.trajectory, Party.OUTSIDE, member=member)


def opens(viewer: Viewer, on: date | None = None) -> bool:
    """Whether the file is open to them at all, today."""
    if viewer.party == Party.PERSON:
        return True
    current = Member.objects.current(on).filter(trajectory=viewer.trajectory)
    if viewer.party == Party.OUTSIDE:
        if viewer.member is None or viewer.trajectory.closed_on is not None:
            return False
        return current.filter(pk=viewer.member.pk).exists()
    if viewer.user is None:
        return False
    guided = Trajectory.objects.guided_by(viewer.user, on)
    return guided.filter(pk=viewer.trajectory.pk).exists()  # type: ignore[no-any-return]


def entries(viewer: Viewer, on: date | None = None) -> QuerySet[Entry]:
    """Every line they may read today, and no other."""
    own = Entry.objects.filter(trajectory=viewer.trajectory, struck_at=None)
    if not opens(viewer, on):
        return own.none()
    holding = Share.objects.holding(on).filter(entry=OuterRef("pk"), to_party=viewer.party)
    if viewer.party == Party.OUTSIDE:
        assert viewer.member is not None  # noqa: S101 - a viewer from outside is a member
        holding = holding.filter(reader=viewer.member)
        given = Q(kind__in=MAY_HAVE.get(viewer.member.part, frozenset())) & Exists(holding)
        return own.filter(Q(by_member=viewer.member) | given)
    mine = Q(party=viewer.party)
    if viewer.party == Party.COACH:
        mine &= Q(only_author=False) | Q(by_user=viewer.user)
        own = own if _is_the_coach(viewer, on) else own.exclude(kind=Kind.CRIMINAL)
        return own.filter(mine | Exists(holding))
    return own.filter(mine | (Q(kind__in=OWN_PAGES) & Exists(holding)))


def _is_the_coach(viewer: Viewer, on: date | None) -> bool:
    """Facts about detention are for the one coach: not for who stands in, or comes in an emergency."""
    return (
        Member.objects.current(on)
        .filter(trajectory=viewer.trajectory, user=viewer.user, part=Part.COACH)
        .exists()
    )


def words(entry: Entry) -> str:
    """What the line says. Whoever asks got it from `entries`."""
    return entry.trajectory.client.unseal(entry.sealed)


def readers_of(entry: Entry, on: date | None = None) -> list[Share]:
    """With whom a line is shared today; whether they can have it is `entries`."""
    return list(
        Share.objects.holding(on)
        .filter(entry=entry)
        .select_related("reader__contact__employer", "consent")
    )


def day(on: date | None = None) -> date:
    return on or timezone.localdate()
