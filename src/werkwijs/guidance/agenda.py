"""An agenda file for a coach's own calendar: how many contacts on which day, and about nobody."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

from django.conf import settings as website
from django.utils import timezone
from icalendar import Calendar, Event

from werkwijs.accounts.models import User
from werkwijs.guidance import aftercare
from werkwijs.guidance.models import Job, Trajectory
from werkwijs.lib.words import say

AHEAD = timedelta(days=183)


def file(user: User, today: date | None = None) -> bytes:
    """All-day events of the coming half year: "3 contactmomenten". No code, no name, no employer.

    A calendar is on phones that others look at, and with companies that keep it: what is not in it cannot
    leak.
    """
    on = today or timezone.localdate()
    own = Trajectory.objects.guided_by(user, on).open().filter(paused_on=None)
    contacts = Counter(
        max(one.next_contact_on, on) for one in own if one.next_contact_on is not None
    )
    moments: Counter[date] = Counter()
    for job in Job.objects.filter(trajectory__in=own.values("pk"), ends_on=None):
        if job.contract_ends_on is not None:
            moments[job.contract_ends_on] += 1
        if job.sort == Job.Sort.PAID:
            moments.update(mark.on for mark in aftercare.marks(job.starts_on))
    calendar = Calendar()
    calendar.add("prodid", "-//Werkwijs//agenda//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Werkwijs")
    for kind, days in (("contacts", contacts), ("moments", moments)):
        for day, n in sorted(days.items()):
            if on <= day <= on + AHEAD:
                calendar.add_component(_event(kind, day, n, user))
    return calendar.to_ical()  # type: ignore[no-any-return]


def _event(kind: str, day: date, n: int, user: User) -> Event:
    event = Event()
    event.add("uid", f"{kind}-{day.isoformat()}-{str(user.pk)[:8]}@werkwijs")
    event.add(
        "dtstamp", datetime.combine(day, datetime.min.time(), tzinfo=timezone.get_fixed_timezone(0))
    )
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", say("guidance.agenda", kind, n=n))
    event.add("url", f"{website.BASE_URL}/begeleiding/")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event
