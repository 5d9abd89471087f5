"""Reading the log: which lines somebody asks for, whose names belong to them, similar ones together."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from mapreport.wording import NoSuchWords
from werkwijs.accounts.models import User
from werkwijs.audit.models import Line
from werkwijs.lib.words import say

SHOWN_AT_ONCE = 500


@dataclass(frozen=True)
class Wanted:
    """What somebody asks the log for; everything left out is not filtered on."""

    since: date | None = None
    until: date | None = None
    person: str = ""
    event: str = ""
    study: str = ""


@dataclass
class Entry:
    """Similar lines of one day as one: the same person did the same thing."""

    line: Line
    day: date
    times: int
    first: datetime
    last: datetime
    who: str
    about: str
    what: str


def find(lines: QuerySet[Line], wanted: Wanted) -> QuerySet[Line]:
    if wanted.since:
        lines = lines.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        lines = lines.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    if wanted.person:
        lines = lines.filter(actor=wanted.person)
    if wanted.event:
        lines = lines.filter(event=wanted.event)
    if wanted.study:
        lines = lines.filter(study=wanted.study)
    return lines


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def what(event: str) -> str:
    """The words of an event: each room says its own, as ``[event.<act>]``; else its bare name."""
    room, _, act = event.partition(".")
    try:
        return say(f"{room}.event", act)
    except (NoSuchWords, ImportError):
        return event.replace("_", " ").replace(".", ": ")


def names(lines: Iterable[Line]) -> dict[str, str]:
    """Names of users in the lines. Lines hold ids only: who is gone has no name any more."""
    ids = set()
    for line in lines:
        for found in (line.actor if line.actor_kind == "user" else "", line.subject):
            try:
                ids.add(UUID(found))
            except ValueError:
                continue
    return {str(pk): name for pk, name in User.objects.filter(pk__in=ids).values_list("pk", "name")}


def who(line: Line, known: dict[str, str]) -> str:
    if line.actor_kind == "user":
        return known.get(line.actor) or say("audit.somebody_gone")
    if line.actor_kind == "participant":
        return say("audit.participant", pseudonym=line.actor.rpartition(":")[2])
    if line.actor_kind in ("client", "member"):
        return say("audit.of_a_file", line.actor_kind, code=line.actor)
    return say("audit.actor", "system" if line.actor_kind == "system" else "nobody")


def entries(lines: Iterable[Line]) -> list[Entry]:
    """Lines as people read them, newest first, similar ones of a day together."""
    lines = list(lines)
    known = names(lines)
    together: dict[tuple[Any, ...], Entry] = {}
    for line in lines:
        day = timezone.localtime(line.at).date()
        alike = (day, line.event, line.actor, line.study, line.subject_kind, line.reason)
        if alike in together:
            entry = together[alike]
            entry.times += 1
            entry.first = min(entry.first, line.at)
            continue
        together[alike] = Entry(
            line=line,
            day=day,
            times=1,
            first=line.at,
            last=line.at,
            who=who(line, known),
            about=known.get(line.subject, ""),
            what=what(line.event),
        )
    return list(together.values())


def sample(lines: QuerySet[Line], *, rng: random.Random, size: int = 10) -> list[Line]:
    """A few lines by lot, to be explained: "why did somebody look at this?"."""
    keys = list(lines.values_list("pk", flat=True))
    chosen = rng.sample(keys, min(size, len(keys)))
    return list(lines.filter(pk__in=chosen))


COLUMNS = (
    "at",
    "event",
    "actor_kind",
    "actor",
    "responsible",
    "role",
    "organisation",
    "subject_kind",
    "subject",
    "study",
    "reason",
    "emergency",
    "request",
    "device",
    "origin",
)


class _Echo:
    def write(self, row: str) -> str:
        return row


def as_csv(lines: QuerySet[Line]) -> Iterator[str]:
    """Every line, one a row, oldest first; a cell that a spreadsheet would compute is made harmless."""
    writer = csv.writer(_Echo())
    yield writer.writerow(COLUMNS)
    for line in lines.order_by("at", "pk").iterator(chunk_size=2000):
        yield writer.writerow([_cell(getattr(line, column)) for column in COLUMNS])


def _cell(value: Any) -> str:
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text
