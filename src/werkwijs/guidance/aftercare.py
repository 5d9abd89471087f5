"""When to be in touch: closely at first, then less often by plan, and closer again when something changes.

Plain dates in, plain dates out. The rhythm is ours, after what supported employment does (weekly in person
for the first month at least: IPS Dartmouth FAQ; time-unlimited support) and the five marks of the outcome
measures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = timedelta(days=7)
RHYTHM = (
    # up to so many weeks after the start: so many days between two contacts
    (4, 7),
    (13, 14),
    (26, 30),
    (52, 60),
)
LATER = 90
BEFORE_A_JOB = 14
"""Days between two contacts while nobody works yet."""
CLOSER = timedelta(weeks=4)
"""So long contacts are a week apart after a change."""
SILENCE = timedelta(days=45)
"""Nobody was reached for so long: whatever the plan says."""
CONTRACT_SOON = timedelta(days=42)
"""A contract that ends within this time is talked about."""


def apart(job_since: date | None, today: date, closer_until: date | None = None) -> int:
    """Days between two contacts now."""
    if closer_until is not None and closer_until >= today:
        return 7
    if job_since is None:
        return BEFORE_A_JOB
    weeks = (today - job_since).days / 7
    return next((days for until, days in RHYTHM if weeks < until), LATER)


def next_on(
    reached_on: date, job_since: date | None, today: date, closer_until: date | None = None
) -> date:
    """The day of the next contact after one; never before tomorrow, and on a working day."""
    day = max(
        reached_on + timedelta(days=apart(job_since, today, closer_until)),
        today + timedelta(days=1),
    )
    return working(day)


def retry_on(today: date) -> date:
    """Nobody was reached: try again soon."""
    return working(today + timedelta(days=2))


def working(day: date) -> date:
    """That day, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


@dataclass(frozen=True)
class Mark:
    """A moment to look how it goes, counted from the first day of a job."""

    name: str
    on: date


def marks(started_on: date) -> Iterator[Mark]:
    """13 and 26 weeks, and 3, 6, 12, 18 and 24 months after the start of a job, by date."""
    found = [Mark(f"weeks-{n}", started_on + n * WEEK) for n in (13, 26)]
    found += [Mark(f"months-{n}", months_after(started_on, n)) for n in (3, 6, 12, 18, 24)]
    yield from sorted(found, key=lambda mark: mark.on)


def months_after(day: date, n: int) -> date:
    """The same day n months later, or the last day of that month."""
    month = day.month - 1 + n
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
