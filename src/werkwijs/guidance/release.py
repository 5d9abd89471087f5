"""The only way out of this room: lines that were agreed to be read, and counts of five people or more.

Rooms above get plain values, never rows. Whoever asks for lines comes with a `Visitor`, whom `who` knows by
the secret of their device; each function looks again whether that visitor may have what it hands out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.cards.deck import EASY
from werkwijs.guidance import (
    aftercare,
    calling,
    helping,
    inviting,
    letting_in,
    log,
    looking,
    passkeys,
    reading,
    taking_along,
)
from werkwijs.guidance.looking import Look
from werkwijs.guidance.models import (
    STAFF,
    Client,
    Consent,
    Contact,
    Device,
    Entry,
    Job,
    Kind,
    Member,
    Party,
    Reach,
    Step,
    Trajectory,
)

MINIMUM = 5
"""People in a count that leaves this room, at least; an organisation can ask for more."""
PICTURES = letting_in.PICTURES
NEW_HERE = timedelta(days=7)
"""So long another device is pointed out that came in."""


@dataclass(frozen=True)
class Way:
    """A way to work that a visitor may open."""

    code: str
    called: str
    part: str
    """What the visitor is there: ``person``, or a role of the team."""
    member: int | None
    employer: str = ""
    until_on: date | None = None
    """Last day that somebody outside looks along."""


@dataclass(frozen=True)
class Visitor:
    """Who is on a device: the person, or somebody outside."""

    kind: str
    """``person`` or ``outside``."""
    device: int
    id: int
    called: str
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Line:
    """A line as one reader may read it."""

    id: int
    kind: str
    facet: str
    words: str
    on: date
    by: str
    """Name of who wrote it; "" for the person."""
    party: str
    mine: bool
    about: int | None
    version: int


@dataclass(frozen=True)
class PathStep:
    """A step on the path, with what the person thinks of it."""

    id: int
    words: str
    sort: str
    direction: str
    state: str
    starts_on: date | None
    ends_on: date | None
    place: str
    view: Line | None


@dataclass(frozen=True)
class Helper:
    """Somebody around the person."""

    member: int
    name: str
    part: str
    represents: str
    employer: str
    phone: str
    when: str
    state: str
    until_on: date | None
    sees: tuple[Line, ...] = ()
    """What was shared with them."""
    consents: tuple[Asked, ...] = ()

    @property
    def mailed(self) -> bool:
        """Whether they are reached by e-mail and not by telephone."""
        return "@" in self.phone

    @property
    def address(self) -> str:
        """What a press opens; "" where what was noted is neither a number nor an address."""
        if self.mailed:
            return f"mailto:{self.phone}" if " " not in self.phone else ""
        number = calling.dial(self.phone)
        return f"tel:{number}" if number else ""


@dataclass(frozen=True)
class Asked:
    """A question whether somebody may know something, and what became of it."""

    id: int
    asked: str
    kinds: tuple[str, ...]
    state: str
    expires_on: date
    back: str
    reader: str
    part: str
    read_aloud: bool = False


@dataclass(frozen=True)
class WorkPlace:
    """A job as the person sees it."""

    id: int
    employer: str
    place: str
    sort: str
    starts_on: date
    ends_on: date | None
    hours: str
    running: bool
    words: str


@dataclass(frozen=True)
class Invited:
    """An invitation, before somebody says that it is theirs: nothing of the file."""

    member: int
    part: str
    organisation: str
    by: str
    name: str
    called: str
    until: datetime
    contact: int
    """Who is asked: the `id` of their `Visitor`, should they be on this device already."""


@dataclass(frozen=True)
class Now:
    """What stands on the first page of the person."""

    next_step: PathStep | None
    next_contact_on: date | None
    coach: Helper | None
    asked: tuple[Asked, ...] = ()
    help_waits_since: datetime | None = None
    answers: tuple[Line, ...] = ()
    closed_on: date | None = None
    paused: bool = False
    can_now: tuple[Line, ...] = field(default=())


# --- who is there ------------------------------------------------------------------------------


def who(secret: str) -> Visitor | None:
    """Who comes with that device; None where it opens nothing (any more)."""
    device = letting_in.device(secret)
    if device is None:
        return None
    if device.client is not None:
        return _person(device, device.client)
    assert device.contact is not None  # noqa: S101 - a device is of one of the two
    return _outside(device, device.contact)


def _person(device: Device, client: Client) -> Visitor:
    own = client.trajectories.order_by("-started_on", "-pk")
    ways = tuple(Way(one.code, client.called, "person", None) for one in own)
    return Visitor("person", device.pk, client.pk, client.called, ways)


def _outside(device: Device, contact: Contact) -> Visitor:
    mine = (
        Member.objects.current()
        .filter(contact=contact, devices=device, trajectory__closed_on=None)
        .select_related("trajectory__client", "job__employer")
    )
    ways = tuple(
        Way(
            one.trajectory.code,
            one.trajectory.client.called,
            one.part,
            one.pk,
            one.job.employer.name if one.job else "",
            one.until_on,
        )
        for one in mine
    )
    return Visitor("outside", device.pk, contact.pk, contact.name, ways)


def invitation(link: str) -> Invited | None:
    """What an invitation says before it is answered."""
    found = inviting.invitation(link)
    if found is None or found.contact is None or found.expires_at is None:
        return None
    return Invited(
        found.pk,
        found.part,
        found.trajectory.organisation.name,
        found.invited_by.name if found.invited_by else "",
        found.contact.name,
        found.trajectory.client.called,
        found.expires_at,
        found.contact.pk,
    )


def card_is_known(link: str) -> bool:
    """Whether a card opens something: its picture is asked then."""
    return letting_in.by_card(link) is not None


# --- for the person ----------------------------------------------------------------------------


def _own(visitor: Visitor, code: str) -> Trajectory:
    """The trajectory, where it is the visitor's.

    Raises
    ------
    LookupError
        It is not.
    """
    for way in visitor.ways:
        if way.code == code:
            found: Trajectory = Trajectory.objects.select_related("client", "organisation").get(
                code=code
            )
            return found
    raise LookupError(code)


def viewer(visitor: Visitor, code: str) -> reading.Viewer:
    """With whose eyes that file is read."""
    trajectory = _own(visitor, code)
    if visitor.kind == "person":
        return reading.person(trajectory)
    member = next(way.member or 0 for way in visitor.ways if way.code == code)
    found = Member.objects.select_related("trajectory__client", "contact").get(pk=member)
    return reading.outside(found)


def must_be_there(visitor: Visitor) -> None:
    """Their device may have been ended since it was asked who they are.

    Raises
    ------
    LookupError
        It opens nothing any more.
    """
    own = Device.objects.working().filter(pk=visitor.device)
    whose = {"client" if visitor.kind == "person" else "contact": visitor.id}
    if not own.filter(**whose).exists():
        raise LookupError(visitor.device)


def saw(visitor: Visitor, code: str, *, request: HttpRequest | None = None) -> None:
    """Noted before a page is shown to somebody outside: the person reads that they looked."""
    eyes = viewer(visitor, code)
    if eyes.member is not None:
        log.note("guidance.read", eyes.trajectory, by=eyes.member, request=request)


def lines(visitor: Visitor, code: str, kinds: Sequence[str] = ()) -> list[Line]:
    """Every line the visitor may read there, oldest first; of some kinds only, where they are named."""
    found = reading.entries(viewer(visitor, code))
    if kinds:
        found = found.filter(kind__in=kinds)
    return told(found, visitor)


def told(entries: Any, visitor: Visitor | None = None) -> list[Line]:
    """Lines of entries that came from `reading.entries`."""
    person = visitor is not None and visitor.kind == "person"
    return [
        Line(
            one.pk,
            one.kind,
            one.facet,
            reading.words(one),
            one.on,
            _writer(one),
            one.party,
            one.party == (Party.PERSON if person else Party.OUTSIDE),
            one.about_id,
            one.version,
        )
        for one in entries.select_related("trajectory__client", "by_user", "by_member__contact")
    ]


def _writer(entry: Entry) -> str:
    if entry.by_user is not None:
        return entry.by_user.name
    if entry.by_member is not None and entry.by_member.contact is not None:
        return entry.by_member.contact.name
    return ""


def path(visitor: Visitor, code: str) -> list[PathStep]:
    """Steps in their order, for the person and for whom they were shared with."""
    eyes = viewer(visitor, code)
    readable = reading.entries(eyes)
    steps = (
        Step.objects.filter(entry__in=readable.filter(kind=Kind.STEP).values("pk"))
        .select_related("entry__trajectory__client", "employer")
        .order_by("order", "pk")
    )
    views = {one.about: one for one in told(readable.filter(kind=Kind.VIEW), visitor)}
    return [
        PathStep(
            one.pk,
            reading.words(one.entry),
            one.sort,
            one.direction,
            one.state,
            one.starts_on,
            one.ends_on,
            one.employer.name if one.employer else "",
            views.get(one.pk),
        )
        for one in steps
    ]


def now(visitor: Visitor, code: str) -> Now:
    """What the first page of the person says."""
    trajectory = _own(visitor, code)
    steps = path(visitor, code)
    coming = next(
        (one for state in ("going", "planned") for one in steps if one.state == state), None
    )
    everybody = helpers(visitor, code)
    return Now(
        coming,
        trajectory.next_contact_on,
        next((one for one in everybody if one.part == "coach"), None),
        tuple(one for one in asked(visitor, code) if one.state == "asked"),
        trajectory.help_asked_at,
        tuple(lines(visitor, code, [Kind.ANSWER])[-3:]),
        trajectory.closed_on,
        trajectory.paused_on is not None,
        tuple(lines(visitor, code, [Kind.EVIDENCE])),
    )


def open_goals(visitor: Visitor, code: str) -> list[Line]:
    """Goals that are still worked on."""
    readable = reading.entries(viewer(visitor, code)).filter(kind=Kind.GOAL)
    return told(readable.filter(goal__place__isnull=False), visitor)


def jobs(visitor: Visitor, code: str) -> list[WorkPlace]:
    """Where somebody works and worked, as far as the visitor may know."""
    readable = reading.entries(viewer(visitor, code)).filter(kind=Kind.JOB)
    today = timezone.localdate()
    found = Job.objects.filter(entry__in=readable.values("pk")).select_related("employer")
    return [
        WorkPlace(
            one.pk,
            one.employer.name,
            one.employer.place,
            one.sort,
            one.starts_on,
            one.ends_on,
            f"{one.hours.normalize():f}".replace(".", ",") if one.hours is not None else "",
            one.runs_on(today),
            reading.words(one.entry),
        )
        for one in found.select_related("entry__trajectory__client").order_by("-starts_on")
    ]


def helpers(visitor: Visitor, code: str) -> list[Helper]:
    """Who is around the person, the coach first; for the person also what each of them sees."""
    trajectory = _own(visitor, code)
    for_person = visitor.kind == "person"
    around = trajectory.members.filter(ended_at=None).select_related(
        "user", "contact__employer", "job__employer"
    )
    reaches = {one.user_id: one for one in Reach.objects.filter(user__in=around.values("user"))}
    shown = _shown(around) if for_person else {}
    questions = asked(visitor, code) if for_person else []
    found = [
        _helper(
            one,
            reaches.get(one.user_id),
            shown.get(one.pk, ()),
            tuple(q for q in questions if q.id in {c.pk for c in one.consents.all()}),
        )
        for one in around.prefetch_related("consents")
        if for_person or one.part in STAFF
    ]
    return sorted(found, key=lambda one: (one.part not in STAFF, one.part != "coach", one.member))


def _shown(around: Any) -> dict[int, tuple[Line, ...]]:
    """What each member outside can read, by member."""
    found: dict[int, tuple[Line, ...]] = {}
    for member in around:
        if member.contact_id is not None and member.state == "in":
            readable = reading.entries(reading.outside(member)).exclude(by_member=member)
            found[member.pk] = tuple(told(readable))
    return found


def _helper(
    member: Member, reach: Reach | None, sees: tuple[Line, ...], consents: tuple[Asked, ...]
) -> Helper:
    contact = member.contact
    job = member.job
    employer = job.employer if job else (contact.employer if contact else None)
    return Helper(
        member.pk,
        member.user.name if member.user else (contact.name if contact else ""),
        member.part,
        member.represents,
        employer.name if employer else "",
        reach.phone if reach else (contact.reach if contact else ""),
        reach.when if reach else "",
        member.state,
        member.until_on,
        sees,
        consents,
    )


def asked(visitor: Visitor, code: str) -> list[Asked]:
    """What the person was asked, newest first."""
    trajectory = _own(visitor, code)
    if visitor.kind != "person":
        return []
    found = Consent.objects.filter(trajectory=trajectory).select_related("reader__contact")
    client = trajectory.client
    return [
        Asked(
            one.pk,
            client.unseal(one.sealed_asked),
            tuple(one.kinds),
            one.state,
            one.expires_on,
            client.unseal(one.sealed_back),
            one.reader.contact.name if one.reader.contact else "",
            one.reader.part,
            one.read_aloud,
        )
        for one in found
    ]


def looks(visitor: Visitor, since: date | None = None) -> list[Look]:
    """Who looked in the person's files."""
    if visitor.kind != "person":
        return []
    return looking.looks(Client.objects.get(pk=visitor.id), since)


def reads_help(visitor: Visitor, code: str) -> list[helping.Reads]:
    """Who reads "het gaat niet goed"."""
    return helping.reads(_own(visitor, code))


def devices(visitor: Visitor) -> list[tuple[int, str, date, bool]]:
    """Devices of the person that work: id, how it came in, last day it was there, whether it is this one."""
    if visitor.kind != "person":
        return []
    own = Device.objects.working().filter(client=visitor.id).order_by("-seen_on", "-pk")
    return [(one.pk, one.how, one.seen_on, one.pk == visitor.device) for one in own]


def keys(visitor: Visitor) -> list[tuple[int, date, date | None]]:
    """Passkeys of the person that work: id, day it was made, day it was last used."""
    if visitor.kind != "person":
        return []
    return passkeys.working(Client.objects.get(pk=visitor.id))


def cards(visitor: Visitor, code: str) -> tuple[str, list[tuple[Line, str]]]:
    """Code of the edition with which somebody began ("" where it is not public), and cards talked about.

    Each with its title for a young person: "" where there is none, and so no page of it for them.
    """
    trajectory = _own(visitor, code)
    edition = trajectory.edition
    public = edition.code if edition is not None and edition.published_at else ""
    told = edition.told["cards"] if edition is not None else []
    titles = {
        str(card["number"]): card["texts"][EASY]["title"] for card in told if EASY in card["texts"]
    }
    used = lines(visitor, code, [Kind.CARD])
    return public, [(one, titles.get(one.facet, "")) for one in used]


def marks(visitor: Visitor, code: str) -> list[aftercare.Mark]:
    """Moments that were reached in the job that goes on."""
    today = timezone.localdate()
    running = [one for one in jobs(visitor, code) if one.running and one.sort == "paid"]
    if not running:
        return []
    first = min(one.starts_on for one in running)
    return [mark for mark in aftercare.marks(first) if mark.on <= today]


def taken_along(visitor: Visitor, *, request: HttpRequest | None = None) -> tuple[str, bytes]:
    """Name and content of what the person takes along.

    Raises
    ------
    LookupError
        It is somebody else who asks.
    """
    if visitor.kind != "person":
        raise LookupError(visitor.kind)
    must_be_there(visitor)
    client = Client.objects.get(pk=visitor.id)
    log.note("guidance.taken_along", letting_in.latest(client), by=client, request=request)
    return taking_along.NAME, taking_along.package(client)


# --- counts ------------------------------------------------------------------------------------


def cards_used(organisation: int, least: int = MINIMUM) -> dict[tuple[int, int], int]:
    """For how many people each card (edition, number) was on the table; fewer than ``least`` are left out."""
    rows = (
        Entry.objects.filter(kind=Kind.CARD, struck_at=None, trajectory__organisation=organisation)
        .values("card_use__edition", "card_use__number")
        .annotate(people=Count("trajectory__client", distinct=True))
    )
    return {
        (row["card_use__edition"], row["card_use__number"]): row["people"]
        for row in rows
        if row["people"] >= max(least, MINIMUM)
    }


def people(organisation: int, least: int = MINIMUM) -> int | None:
    """How many people are guided now; None below the minimum."""
    n = (
        Trajectory.objects.filter(organisation=organisation, closed_on=None)
        .values("client")
        .distinct()
        .count()
    )
    return n if n >= max(least, MINIMUM) else None


# --- at the person's door ----------------------------------------------------------------------


def tries_left(link: str) -> int:
    """How often a picture can still be chosen with that card."""
    client = letting_in.by_card(link)
    return 0 if client is None else letting_in.TRIES - client.card_tries


def others_came_in(visitor: Visitor, on: date) -> bool:
    """Whether another device of the person came in after this one, not long before ``on``."""
    if visitor.kind != "person":
        return False
    own = Device.objects.working().filter(client=visitor.id)
    this = own.filter(pk=visitor.device).first()
    since = on - NEW_HERE
    return this is not None and own.filter(pk__gt=this.pk, made_at__date__gte=since).exists()
