"""Who may do what in a file: the one place where it is decided, as `reading` is for who reads it.

Every activity of this room asks here before it does anything, whoever called it: a page that forgot to ask
changes nothing. To open something to somebody, to hand it on or to take it away for good is the coach's own;
who stands in goes on with the plan; who comes in an emergency notes what they did. To close something that
stood open is never harder than it was to open it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum, auto

from django.db.models import QuerySet

from werkwijs.accounts.models import Membership, Organisation, Role, User
from werkwijs.guidance.models import (
    STAFF,
    Client,
    Emergency,
    Entry,
    Kind,
    Member,
    Part,
    Party,
    Trajectory,
)
from werkwijs.guidance.models.people import works_at
from werkwijs.lib.impossible import Impossible

By = User | Client | Member
"""Whoever does something: somebody who signs in, the person, or somebody outside."""


class Stand(StrEnum):
    """Where somebody stands to a file, today."""

    COACH = auto()
    STANDS_IN = auto()
    """Or supervises this very trajectory: beside the coach, not in their place."""
    EMERGENCY = auto()
    LEADS = auto()
    """Leads a team of the organisation: who guides whom, not what stands in a file."""
    PERSON = auto()
    OUTSIDE = auto()


class Act(StrEnum):
    """What can be done in a file."""

    NOTE = auto()
    """A contact, a card, an answer, a thought: what somebody did themselves."""
    PLAN = auto()
    """Goals, steps, work, the plan in three colours, a pause: and other words for a line of the coach's."""
    TELL = auto()
    """A line of the person's, or of somebody outside."""
    CRIMINAL = auto()
    """Facts about detention."""
    STRIKE = auto()
    """Take back a line that a colleague wrote."""
    OPEN = auto()
    """Somebody reads more from now on: a share, a question for consent, an invitation, a longer time."""
    CLOSE = auto()
    """Somebody reads less from now on."""
    AGREE = auto()
    """Say yes: the person, or the coach who was told it in a talk."""
    CARD = auto()
    """A new card, with which somebody comes in as the person."""
    LOST = auto()
    """Every phone of the person opens nothing any more."""
    COURSE = auto()
    """The file ends, is open again, or goes on in a new one."""
    HAND_OVER = auto()
    """To a colleague, for good or for a while."""
    HAND_ON = auto()
    """To another organisation."""
    LEAD = auto()
    """Answer a complaint, forget somebody whose time is over, decide for the organisation."""


_BESIDE = frozenset({Stand.COACH, Stand.STANDS_IN})
_COACH = frozenset({Stand.COACH})
MAY: Mapping[Act, frozenset[Stand]] = {
    Act.NOTE: _BESIDE | {Stand.EMERGENCY},
    Act.PLAN: _BESIDE,
    Act.TELL: frozenset({Stand.PERSON, Stand.OUTSIDE}),
    Act.CRIMINAL: _COACH,
    Act.STRIKE: _COACH,
    Act.OPEN: _COACH,
    Act.CLOSE: _BESIDE | {Stand.PERSON},
    Act.AGREE: _COACH | {Stand.PERSON},
    Act.CARD: _BESIDE,
    Act.LOST: _BESIDE | {Stand.EMERGENCY, Stand.PERSON},
    Act.COURSE: _COACH,
    Act.HAND_OVER: _COACH | {Stand.LEADS},
    Act.HAND_ON: _COACH,
    Act.LEAD: frozenset({Stand.LEADS}),
}
NOTED = frozenset({Kind.TALK, Kind.CARD, Kind.ANSWER, Kind.REFLECTION})
"""Kinds of lines that tell what somebody did themselves."""


TOLD: Mapping[Stand, frozenset[str]] = {
    Stand.PERSON: frozenset({Kind.INTAKE, Kind.SIGN, Kind.VIEW, Kind.HELP, Kind.COMPLAINT}),
    Stand.OUTSIDE: frozenset({Kind.SIGNAL, Kind.AT_WORK, Kind.COMPLAINT}),
}
"""Kinds of lines that the person writes, and who is outside."""


class NotTheirs(Impossible):
    """Somebody would do what is not theirs to do in this file."""


def stands(trajectory: Trajectory, by: By) -> frozenset[Stand]:
    """As what somebody is in the file now; nothing where they are not. Looked up anew each time."""
    if isinstance(by, Client):
        return frozenset({Stand.PERSON} if by.pk == trajectory.client_id else ())
    if isinstance(by, Member):
        mine = Member.objects.current().filter(pk=by.pk, trajectory=trajectory)
        inside = mine.filter(contact__isnull=False, trajectory__closed_on=None).exists()
        return frozenset({Stand.OUTSIDE} if inside else ())
    if not by.is_active:
        return frozenset()
    found = set()
    if works_at(by).filter(organisation=trajectory.organisation_id).exists():
        found = _of_who_works_here(trajectory, by)
    return frozenset(found)


def _of_who_works_here(trajectory: Trajectory, by: User) -> set[Stand]:
    mine = Member.objects.current().filter(trajectory=trajectory, user=by, part__in=STAFF)
    parts = set(mine.values_list("part", flat=True))
    found = {Stand.COACH if part == Part.COACH else Stand.STANDS_IN for part in parts}
    if not found and Emergency.objects.running().filter(trajectory=trajectory, user=by).exists():
        found.add(Stand.EMERGENCY)
    if leads(trajectory.organisation_id, by):
        found.add(Stand.LEADS)
    return found


def leads(organisation: Organisation | int, by: User) -> bool:
    """Whether somebody leads a team there."""
    return bool(works_at(by, Role.SUPERVISOR).filter(organisation=organisation).exists())


def may(act: Act, trajectory: Trajectory, by: By) -> bool:
    """Whether somebody may do it now."""
    return bool(MAY[act] & stands(trajectory, by))


def acts(trajectory: Trajectory, by: By) -> frozenset[str]:
    """All they may do now: what a page offers them."""
    found = stands(trajectory, by)
    return frozenset(act.value for act, allowed in MAY.items() if allowed & found)


def must(act: Act, trajectory: Trajectory, by: By) -> None:
    """Ask before doing it.

    Raises
    ------
    NotTheirs
        They are not in this file now, or what they are in it does not go so far.
    """
    found = stands(trajectory, by)
    if MAY[act] & found:
        return
    if act == Act.LEAD:
        raise NotTheirs("guidance.only_who_leads")
    raise NotTheirs("guidance.is_for_the_coach" if found else "guidance.not_in_this_file")


def must_lead(organisation: Organisation, by: User) -> None:
    """Ask before deciding something for the organisation, or for somebody who has no coach.

    Raises
    ------
    NotTheirs
        They lead no team there.
    """
    if not by.is_active or not leads(organisation, by):
        raise NotTheirs("guidance.only_who_leads")


def guided(by: User) -> QuerySet[Member]:
    """Every place somebody had in a file, also long ago: a complaint there may be about them."""
    found: QuerySet[Member] = Member.objects.filter(user=by, part__in=STAFF)
    return found


def somebody_else_leads(organisation: Organisation | int, by: User) -> bool:
    """Whether a complaint about a team leader can go to another."""
    leading = Membership.objects.current().filter(organisation=organisation, role=Role.SUPERVISOR)
    return bool(leading.filter(user__is_active=True).exclude(user=by).exists())


def must_hear(complaint: Entry, by: User) -> None:
    """Ask before reading a complaint, or answering it.

    Raises
    ------
    NotTheirs
        They lead no team there; or they guide that person, or did, and somebody else leads who did not.
    """
    file = complaint.trajectory
    must(Act.LEAD, file, by)
    about = guided(by).filter(trajectory=file).exists()
    if about and somebody_else_leads(file.organisation_id, by):
        raise NotTheirs("guidance.complaint_is_for_another")


def must_begin(organisation: Organisation, by: User) -> None:
    """Ask before somebody becomes a coach of somebody new.

    Raises
    ------
    NotTheirs
        They are no coach there.
    """
    if not by.is_active or not by.has_role(organisation, Role.COACH):
        raise NotTheirs("guidance.no_coach_here")


# --- lines ---------------------------------------------------------------------------------------


def must_write(trajectory: Trajectory, kind: str, facet: str, by: By) -> None:
    """Ask before writing a line of that kind.

    Raises
    ------
    NotTheirs
        They write no such lines here.
    """
    if isinstance(by, User):
        must(_writing(kind, facet), trajectory, by)
        return
    must(Act.TELL, trajectory, by)
    if kind not in TOLD[Stand.PERSON if isinstance(by, Client) else Stand.OUTSIDE]:
        raise NotTheirs("guidance.is_for_the_coach")


def _writing(kind: str, facet: str) -> Act:
    if kind in NOTED:
        return Act.NOTE
    if kind == Kind.CRIMINAL:
        return Act.CRIMINAL
    if kind == Kind.CHANGE:
        return {"hand-over": Act.HAND_OVER, "handed-on": Act.HAND_ON}.get(facet, Act.PLAN)
    return Act.PLAN


def must_change(entry: Entry, by: By) -> None:
    """Ask before a line gets other words, or is shown to the person: who wrote it, and who goes on with it.

    Raises
    ------
    NotTheirs
        It is somebody else's: what others told stays as they told it.
    """
    _must_of(entry, by, else_by=Act.PLAN)


def may_change(entry: Entry, by: By) -> bool:
    """Whether a page offers them to change it."""
    return _may(must_change, entry, by)


def may_strike(entry: Entry, by: By) -> bool:
    """Whether a page offers them to take it back."""
    return _may(must_strike, entry, by)


def _may(must: Callable[[Entry, By], None], entry: Entry, by: By) -> bool:
    try:
        must(entry, by)
    except NotTheirs:
        return False
    return True


def must_strike(entry: Entry, by: By) -> None:
    """Ask before a line is taken back, or is there again: who wrote it, and the coach.

    Raises
    ------
    NotTheirs
        It is somebody else's.
    """
    _must_of(entry, by, else_by=Act.STRIKE)


def must_open(entry: Entry, by: By) -> None:
    """Ask before a line is shown to somebody outside, or to the coach by whose it is.

    Raises
    ------
    NotTheirs
        It is not theirs to show.
    """
    if not isinstance(by, User):
        _must_of(entry, by, else_by=Act.OPEN)
    elif entry.party != Party.COACH:
        raise NotTheirs("guidance.line_of_others")
    else:
        must(Act.OPEN, entry.trajectory, by)


def _must_of(entry: Entry, by: By, *, else_by: Act) -> None:
    if is_of(entry, by):
        must_write(entry.trajectory, entry.kind, entry.facet, by)
    elif isinstance(by, User) and entry.party == Party.COACH and not entry.only_author:
        must(Act.CRIMINAL if entry.kind == Kind.CRIMINAL else else_by, entry.trajectory, by)
    else:
        raise NotTheirs("guidance.line_of_others")


def is_of(entry: Entry, by: By) -> bool:
    """Whether somebody wrote the line themselves."""
    if isinstance(by, Client):
        return entry.party == Party.PERSON and entry.trajectory.client_id == by.pk
    if isinstance(by, Member):
        return entry.by_member_id == by.pk
    return entry.party == Party.COACH and entry.by_user_id == by.pk
