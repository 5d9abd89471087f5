"""What a package from elsewhere says, looked at as if anybody wrote it: whoever has its words can fill it.

Whatever is not as docs/trajectory-file.md has it, the package is refused whole. What comes out can be kept:
every choice is one there is, every day a day, every number one that fits.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils import timezone

from werkwijs.guidance import facets, placing, stepping, taking_along
from werkwijs.guidance.models import Goal, Job, Kind, Step
from werkwijs.guidance.models.entries import WORDS
from werkwijs.guidance.models.people import NAME, PLACE
from werkwijs.lib.impossible import Impossible
from werkwijs.lib.tidying import one_line, without_signs

PORTABLE = (
    Kind.INTAKE,
    Kind.PROFILE,
    Kind.GOAL,
    Kind.EVIDENCE,
    Kind.STEP,
    Kind.JOB,
    Kind.NEED,
    Kind.AGREEMENT,
    Kind.SIGN,
    Kind.SETBACK,
    Kind.TALK,
)
"""What can go along at all: never reflections, complaints, or facts about detention."""
MOST_LINES = 3_000
MOST_WAGES = 200
MOST_OPEN_GOALS = 3
DEEPEST = 5
"""A line about a line about a line; more is a ring, or nonsense."""
_FACET = re.compile(r"[a-z0-9.-]{0,24}")
_HOURS = re.compile(r"[0-9]{1,2}(\.[0-9])?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read(told: Any) -> dict[str, Any]:
    """The package, with days as days.

    Raises
    ------
    Impossible
        It is none of ours, of a newer kind, or something in it cannot be.
    """
    if not isinstance(told, dict) or told.get("format") != taking_along.FORMAT:
        raise Impossible("guidance.no_package")
    if told.get("version") != taking_along.VERSION:
        raise Impossible("guidance.package_is_newer")
    try:
        return _read(told)
    except (KeyError, TypeError, ValueError) as fault:
        raise Impossible("guidance.package_not_right") from fault


def _read(told: dict[str, Any]) -> dict[str, Any]:
    today = timezone.localdate()
    lines = told["lines"]
    _must(isinstance(lines, list) and len(lines) <= MOST_LINES)
    found = [_line(one, today) for one in lines]
    about = {one["n"]: one["about"] for one in found}
    _must(len(about) == len(found))
    for n in about:
        _ends(n, about)
    _must(sum(one["goal"]["open"] for one in found if "goal" in one) <= MOST_OPEN_GOALS)
    _must(sum("step" in one for one in found) <= stepping.MOST)
    return {
        "id": uuid.UUID(_words(told["id"], 40)),
        "from": _words(told["from"], WORDS),
        "called": _named(told["called"], NAME),
        "started_on": _day(told["started_on"], until=today),
        "said": _words(told["said"], WORDS),
        "lines": found,
    }


def _line(told: Any, today: date) -> dict[str, Any]:
    kind = _one_of(told["kind"], PORTABLE)
    facet = _words(told["facet"], 24)
    _must(bool(_FACET.fullmatch(facet)) and facet in facets.OF.get(kind, (facet,)))
    line = {
        "n": _number(told["n"], 1, 10**9),
        "kind": kind,
        "facet": facet,
        "on": _day(told["on"], until=today),
        "words": _words(told["words"], WORDS),
        "about": None if told["about"] is None else _number(told["about"], 1, 10**9),
    }
    if kind == Kind.STEP:
        line["step"] = _step(told["step"])
    elif kind == Kind.GOAL:
        line["goal"] = _goal(told["goal"], today)
    elif kind == Kind.JOB:
        line["job"] = _job(told["job"], today)
    return line


def _ends(n: int, about: dict[int, int | None]) -> None:
    """What a line is about is in the package too, and going on so comes to an end."""
    at: int | None = n
    for _ in range(DEEPEST):
        at = about[at] if at is not None else None
    _must(at is None)


def _step(told: Any) -> dict[str, Any]:
    step: dict[str, Any] = {
        "sort": _one_of(told["sort"], Step.Sort.values),
        "direction": _one_of(told["direction"], Step.Direction.values),
        "state": _one_of(told["state"], Step.State.values),
        "order": _number(told["order"], 0, 32_767),
        "starts_on": _day_or_none(told["starts_on"]),
        "ends_on": _day_or_none(told["ends_on"]),
        "employer": None if told["employer"] is None else _employer(told["employer"]),
    }
    _in_order(step["starts_on"], step["ends_on"])
    return step


def _goal(told: Any, today: date) -> dict[str, Any]:
    _must(isinstance(told["open"], bool))
    is_open: bool = told["open"]
    goal = {
        "open": is_open,
        "horizon": _one_of(told["horizon"], Goal.Horizon.values),
        "ended_on": None if is_open else _day(told["ended_on"], until=today),
        "outcome": "" if is_open else _one_of(told["outcome"], Goal.Outcome.values),
    }
    _must(goal["ended_on"] is not None or told["ended_on"] is None)
    return goal


def _job(told: Any, today: date) -> dict[str, Any]:
    hours = told["hours"]
    if hours is not None:
        _must(bool(_HOURS.fullmatch(_words(hours, 4))) and 0 < float(hours) <= 60)
    wages = told["wages"]
    _must(isinstance(wages, list) and len(wages) <= MOST_WAGES)
    paid = [
        (_day(on), _number(cents, placing.LEAST_CENTS, placing.MOST_CENTS)) for on, cents in wages
    ]
    _must(len({on for on, _ in paid}) == len(paid))
    job: dict[str, Any] = {
        "employer": _employer(told["employer"]),
        "sort": _one_of(told["sort"], Job.Sort.values),
        "starts_on": _day(told["starts_on"], until=today),
        "ends_on": _day_or_none(told["ends_on"]),
        "ended": _one_of(told["ended"], ("", *Job.Ended.values)),
        "contract": _one_of(told["contract"], Job.Contract.values),
        "contract_ends_on": _day_or_none(told["contract_ends_on"]),
        "hours": hours,
        "four_hours_on": _day_or_none(told["four_hours_on"]),
        "wages": paid,
    }
    _in_order(job["starts_on"], job["ends_on"])
    _in_order(job["starts_on"], job["four_hours_on"])
    _must(job["four_hours_on"] is None or job["sort"] == Job.Sort.PAID)
    return job


# --- the least of things ----------------------------------------------------------------------


def _must(holds: bool) -> None:
    if not holds:
        raise ValueError("Something in the package cannot be.")


def _words(told: Any, most: int) -> str:
    _must(isinstance(told, str))
    found = without_signs(told).strip()
    _must(len(found) <= most)
    return found


def _named(told: Any, most: int) -> str:
    found = one_line(_words(told, most), most)
    _must(bool(found))
    return found


def _number(told: Any, least: int, most: int) -> int:
    _must(type(told) is int and least <= told <= most)
    return int(told)


def _one_of(told: Any, choices: Collection[str]) -> str:
    _must(isinstance(told, str) and told in choices)
    return str(told)


def _day(told: Any, *, until: date = date.max) -> date:
    _must(isinstance(told, str) and bool(_DAY.fullmatch(told)))
    found = date.fromisoformat(told)
    _must(found <= until)
    return found


def _day_or_none(told: Any) -> date | None:
    return None if told is None else _day(told)


def _in_order(first: date | None, last: date | None) -> None:
    _must(first is None or last is None or first <= last)


def _employer(told: Any) -> tuple[str, str]:
    _must(isinstance(told, list) and len(told) == 2)
    return _named(told[0], NAME), one_line(_words(told[1], PLACE), PLACE)
