"""A coach's day: who needs me now, and why. The number of questions asked does not grow with the people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.guidance import aftercare, phasing
from werkwijs.guidance.models import (
    STAFF,
    Consent,
    Job,
    Member,
    Party,
    Share,
    Step,
    Trajectory,
)

WAITS = timedelta(days=14)
"""Without a step for so long, and nobody said why."""
SOON = timedelta(days=14)
"""A yes, or somebody's time, that ends within this."""
ANSWERS = timedelta(days=5)
"""An invitation that nobody answered for so long."""
ORDER = (
    "stop",
    "help",
    "new",
    "wrong-person",
    "overdue",
    "today",
    "silence",
    "contract",
    "mark",
    "waits",
    "unanswered",
    "consent",
    "phase",
)
"""What comes first on a coach's day."""
URGENT = frozenset({"stop", "help"})


@dataclass(frozen=True)
class Reason:
    """Why somebody needs their coach."""

    kind: str
    on: date | None = None
    n: int = 0
    what: str = ""

    @property
    def rank(self) -> int:
        return ORDER.index(self.kind)


@dataclass
class Person:
    """One of a coach's people, with all that asks for something."""

    trajectory: Trajectory
    called: str
    part: str
    step: str
    """What they are doing now: the step that goes on, else the next."""
    works: bool
    reasons: list[Reason]

    @property
    def asks(self) -> bool:
        """Whether something cannot wait: that a phase took longer is no hurry."""
        return any(one.kind != "phase" for one in self.reasons)

    @property
    def reached(self) -> date:
        """When they were last spoken to; the beginning where they never were."""
        return self.trajectory.last_reached_on or self.trajectory.started_on

    @property
    def urgent(self) -> bool:
        return any(one.kind in URGENT for one in self.reasons)

    @property
    def rank(self) -> tuple[int, date]:
        first = self.reasons[0] if self.reasons else None
        later = self.trajectory.next_contact_on or date.max
        return (first.rank, first.on or later) if first else (len(ORDER), later)


@dataclass(frozen=True)
class Day:
    """Everybody a coach guides, in the order in which they need something."""

    now: list[Person]
    week: list[Person]
    """Nothing asks for anything today; a contact is planned within a week."""
    fine: list[Person]
    paused: list[Person]


def of(user: User, today: date | None = None) -> Day:
    """The day of a coach."""
    on = today or timezone.localdate()
    people = sorted(everybody(user, on), key=lambda one: one.rank)
    awake = [one for one in people if one.trajectory.paused_on is None or one.asks]
    quiet = [one for one in awake if not one.asks]
    week = on + timedelta(days=7)
    return Day(
        [one for one in awake if one.asks],
        [one for one in quiet if (one.trajectory.next_contact_on or date.max) <= week],
        [one for one in quiet if (one.trajectory.next_contact_on or date.max) > week],
        [one for one in people if one not in awake],
    )


def everybody(user: User, today: date) -> list[Person]:
    """Each of their people, with reasons. Seven questions, however many people there are."""
    own = list(Trajectory.objects.guided_by(user, today).open().select_related("client"))
    ids = [one.pk for one in own]
    mine = {
        one.trajectory_id: one
        for one in Member.objects.current(today).filter(
            user=user, trajectory__in=ids, part__in=STAFF
        )
    }
    jobs = _by(Job.objects.filter(trajectory__in=ids).select_related("employer"))
    steps = _by(
        Step.objects.filter(
            trajectory__in=ids, state__in=(Step.State.GOING, Step.State.PLANNED)
        ).select_related("entry")
    )
    members = _by(Member.objects.filter(trajectory__in=ids, user=None).select_related("contact"))
    consents = _by(
        Consent.objects.filter(
            trajectory__in=ids,
            given_at__isnull=False,
            withdrawn_at=None,
            reader__ended_at=None,
            expires_on__lte=today + SOON,
        )
    )
    news = _news(ids, mine)
    return [
        Person(
            one,
            one.client.called,
            mine[one.pk].part if one.pk in mine else "emergency",
            _step(one, steps[one.pk]),
            any(job.runs_on(today) and job.sort == Job.Sort.PAID for job in jobs[one.pk]),
            _reasons(
                one, today, jobs[one.pk], members[one.pk], consents[one.pk], news.get(one.pk, ())
            ),
        )
        for one in own
    ]


def _by(rows: Iterable[Any]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.trajectory_id].append(row)
    return found


def _news(ids: list[int], mine: dict[int, Member]) -> dict[int, list[str]]:
    """Kinds of lines that came in since somebody of the coach's party, this one, last opened the file."""
    shares = Share.objects.filter(
        entry__trajectory__in=ids,
        entry__struck_at=None,
        to_party=Party.COACH,
        withdrawn_at=None,
    ).exclude(entry__party=Party.COACH)
    since = [one.looked_at for one in mine.values() if one.looked_at]
    if len(since) == len(ids) and since:
        shares = shares.filter(at__gt=min(since))
    found: dict[int, list[str]] = defaultdict(list)
    for trajectory, at, kind in shares.values_list("entry__trajectory", "at", "entry__kind"):
        looked = mine[trajectory].looked_at if trajectory in mine else None
        if looked is None or at > looked:
            found[trajectory].append(kind)
    return found


def _step(trajectory: Trajectory, steps: list[Step]) -> str:
    going = sorted(steps, key=lambda one: (one.state != Step.State.GOING, one.order))
    return trajectory.client.unseal(going[0].entry.sealed) if going else ""


def _reasons(
    own: Trajectory,
    today: date,
    jobs: list[Job],
    members: list[Member],
    consents: list[Consent],
    news: Iterable[str],
) -> list[Reason]:
    found = [*_asks(own, today, list(news)), *_people(members, consents, today)]
    if own.paused_on is None:
        found += [*_contact(own, today), *_work(jobs, today), *_way(own, today)]
    return sorted(found, key=lambda one: (one.rank, one.on or date.max))


def _asks(own: Trajectory, today: date, news: list[str]) -> Iterable[Reason]:
    if own.help_asked_at is not None:
        yield Reason("help", timezone.localtime(own.help_asked_at).date())
    others = [kind for kind in news if kind != "help"]
    if others:
        yield Reason("new", n=len(others))


def _contact(own: Trajectory, today: date) -> Iterable[Reason]:
    on = own.next_contact_on
    if on is not None and on < today:
        yield Reason("overdue", on)
    elif on == today:
        yield Reason("today", on, what=own.next_contact_why)
    reached = own.last_reached_on or own.started_on
    if today - reached > aftercare.SILENCE:
        yield Reason("silence", reached)


def _work(jobs: list[Job], today: date) -> Iterable[Reason]:
    for job in jobs:
        if not job.runs_on(today):
            continue
        if (
            job.contract_ends_on is not None
            and today <= job.contract_ends_on <= today + aftercare.CONTRACT_SOON
        ):
            yield Reason("contract", job.contract_ends_on, what=job.employer.name)
        if job.sort == Job.Sort.PAID:
            for mark in aftercare.marks(job.starts_on):
                if mark.on <= today < mark.on + timedelta(days=7):
                    yield Reason("mark", mark.on, what=mark.name)


def _way(own: Trajectory, today: date) -> Iterable[Reason]:
    if own.waits_since is not None and today - own.waits_since > WAITS:
        yield Reason("waits", own.waits_since)
    until = phasing.usually_until(own)
    if until is not None and until < today:
        yield Reason("phase", until)


def _people(members: list[Member], consents: list[Consent], today: date) -> Iterable[Reason]:
    now = timezone.now()
    fresh = datetime.combine(today - SOON, time.min, tzinfo=now.tzinfo)
    wrong = [
        one
        for one in members
        if one.gone == Member.Gone.NOT_ME and one.ended_at and one.ended_at >= fresh
    ]
    if wrong:
        yield Reason("wrong-person", n=len(wrong))
    silent = [
        one
        for one in members
        if one.accepted_at is None and one.ended_at is None and now - one.invited_at > ANSWERS
    ]
    if silent:
        yield Reason("unanswered", n=len(silent))
    if consents:
        yield Reason("consent", min(one.expires_on for one in consents), n=len(consents))


SORTS: dict[str, Callable[[Person], Any]] = {
    "": lambda one: one.called.casefold(),
    "contact": lambda one: (one.trajectory.next_contact_on or date.max, one.called.casefold()),
    "long": lambda one: (one.reached, one.called.casefold()),
}
"""By name; by the next contact; or by how long ago they were reached."""


def sort(people: Iterable[Person], order: str) -> list[Person]:
    """In an order of `SORTS`; by name where it is none of them."""
    return sorted(people, key=SORTS.get(order, SORTS[""]))


def search(user: User, sought: str) -> list[Trajectory]:
    """Those of one's people whose code or name has these letters in it; closed ones too."""
    told = sought.strip().casefold()
    own = Trajectory.objects.guided_by(user).select_related("client").order_by("closed_on", "pk")
    if not told:
        return list(own)
    return [
        one
        for one in own
        if told in one.client.code.casefold()
        or told in one.client.called.casefold()
        or told in one.client.unseal(one.client.sealed_name).casefold()
    ]
