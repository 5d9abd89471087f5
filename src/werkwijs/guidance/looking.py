"""Who looked in a file, and what they did there: for the person in plain words, from the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from mapreport.wording import NoSuchWords
from werkwijs.audit import reading as log_reading
from werkwijs.audit.models import Line
from werkwijs.guidance.models import Client, Member
from werkwijs.lib.words import say

AT_ONCE = 2_000
"""Lines that are read for one page."""


@dataclass
class Look:
    """What somebody did on one day, however often."""

    day: date
    last: datetime
    who: str
    part: str
    """What they are to the person; "" for the person, and for who is not around them."""
    what: str
    times: int
    reason: str
    emergency: bool


def looks(
    client: Client, since: date | None = None, until: date | None = None, *, called: str = ""
) -> list[Look]:
    """Newest first; the same by the same person on one day is one.

    ``called`` is what a coach reads for the person, who reads "yourself".
    """
    codes = list(client.trajectories.values_list("code", flat=True))
    lines = Line.objects.filter(subject__in=codes, event__startswith="guidance.")
    wanted = log_reading.Wanted(since=since, until=until)
    return _together(list(log_reading.find(lines, wanted)[:AT_ONCE]), client, called)


def _together(lines: Iterable[Line], client: Client, called: str) -> list[Look]:
    found = list(lines)
    names = log_reading.names(found)
    ids = {int(one.actor) for one in found if one.actor_kind == "member" and one.actor.isdecimal()}
    members = {
        str(one.pk): one
        for one in Member.objects.filter(pk__in=ids).select_related("contact", "user")
    }
    staff = {
        str(one.user_id): one.part
        for one in Member.objects.filter(trajectory__client=client).exclude(user=None)
    }
    together: dict[tuple[object, ...], Look] = {}
    for line in found:
        day = timezone.localtime(line.at).date()
        alike = (day, line.event, line.actor_kind, line.actor, line.reason)
        if alike in together:
            together[alike].times += 1
            continue
        who, part = _who(line, names, members, staff)
        if line.actor_kind == "client" and called and line.event != "guidance.wrong_picture":
            who = called
        together[alike] = Look(
            day=day,
            last=line.at,
            who=who,
            part=part,
            what=_what(line.event),
            times=1,
            reason=line.reason,
            emergency=line.emergency,
        )
    return list(together.values())


def _who(
    line: Line, names: dict[str, str], members: dict[str, Member], staff: dict[str, str]
) -> tuple[str, str]:
    if line.event == "guidance.wrong_picture":  # whoever holds the card; nobody knows who
        return say("guidance.somebody_with_card"), ""
    if line.actor_kind == "client":
        return say("guidance.yourself"), ""
    if line.actor_kind == "member":
        member = members.get(line.actor)
        if member is None or member.contact is None:
            return say("guidance.somebody_gone"), ""
        return member.contact.name or say("guidance.somebody_gone"), member.part
    return names.get(line.actor) or say("guidance.somebody_gone"), staff.get(line.actor, "")


def _what(event: str) -> str:
    try:
        return say("guidance.looked", event.partition(".")[2])
    except NoSuchWords:
        return log_reading.what(event)
