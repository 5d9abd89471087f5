"""Acts of sorting as they arrive: what a device or a form says, handed to `sorting`.

``place``     statements on pile (a key), or on none (null): also moves, splits and merges
``rename``    pile, label
``take-back`` of: the key of the act that is undone; without it the last one
``sorted``    "I am done"
``resort``    "I want to change something after all"

What was done before sorting closed and arrives later is kept as long as the study itself is not closed: the
person did it in time, and the map can be drawn again.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from werkwijs.participation import acts, sorting
from werkwijs.participation.acts import Act, NotUnderstood, Refused
from werkwijs.participation.models import Participant
from werkwijs.studies.models import Phase

MOST_STATEMENTS = 500
MOST_MILLISECONDS = 4_102_444_800_000
"""Until the year 2100."""


def register() -> None:
    """Called when the room opens."""
    acts.register("place", place)
    acts.register("rename", rename)
    acts.register("take-back", take_back)
    acts.register("sorted", finish)
    acts.register("resort", reopen)


def place(participant: Participant, act: Act) -> None:
    at = in_time(participant, act)
    statements = act.get("statements")
    if not isinstance(statements, list) or not 0 < len(statements) <= MOST_STATEMENTS:
        raise NotUnderstood("statements")
    sorting.place(
        participant,
        statements=[acts.whole({"statement": s}, "statement") for s in statements],
        on=_key_or_none(act, "pile"),
        at=at,
        act=acts.key(act, "key"),
        label=acts.text(act, "label", sorting.LONGEST_LABEL, empty=True).strip(),
        seconds=_seconds(act),
        split_from=_key_or_none(act, "split_from"),
    )


def rename(participant: Participant, act: Act) -> None:
    in_time(participant, act)
    sorting.rename(
        participant,
        pile=acts.key(act, "pile"),
        label=acts.text(act, "label", 5_000, empty=True),
        act=acts.key(act, "key"),
    )


def take_back(participant: Participant, act: Act) -> None:
    sorting.take_back(participant, at=in_time(participant, act), act=_key_or_none(act, "of"))


def finish(participant: Participant, act: Act) -> None:
    in_time(participant, act)
    sorting.finish(participant)


def reopen(participant: Participant, act: Act) -> None:
    in_time(participant, act)
    sorting.reopen(participant)


def in_time(participant: Participant, act: Act) -> datetime:
    """When it was done, never later than now.

    Raises
    ------
    Refused
        It was done after sorting and rating closed, or the whole study is closed.
    """
    at = moment(act)
    study = participant.study
    if study.phase == Phase.SORTING:
        return at
    closed = study.phase_changes.filter(before=Phase.SORTING).order_by("-at").first()
    if study.phase == Phase.CLOSED or closed is None or at >= closed.at:
        raise Refused("participation.refused_phase")
    return at


def moment(act: Act) -> datetime:
    """``at``: milliseconds since 1970 by the server's clock, as the page counts; without it, now."""
    now = timezone.now()
    if act.get("at") is None:
        return now
    since = acts.whole(act, "at", most=MOST_MILLISECONDS)
    return min(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=since), now)


def _key_or_none(act: Act, name: str) -> UUID | None:
    return None if act.get(name) is None else acts.key(act, name)


def _seconds(act: Act) -> float | None:
    found = act.get("seconds")
    if found is None:
        return None
    if not isinstance(found, int | float) or isinstance(found, bool) or not 0 <= found < 1e9:
        raise NotUnderstood("seconds")
    return float(found)
