"""Templates of a way to work: phases and how long they usually take. Nothing is enforced."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.guidance import acting, granting, log, writing
from werkwijs.guidance.models import Kind, Trajectory
from werkwijs.lib.impossible import Impossible


@dataclass(frozen=True)
class Phase:
    """Part of a way to work."""

    name: str
    nl: str
    en: str
    days: int
    """How long it usually takes; 0 for as long as it takes."""


@dataclass(frozen=True)
class Template:
    """A way to work as many go it."""

    name: str
    nl: str
    en: str
    phases: tuple[Phase, ...]


@cache
def templates() -> dict[str, Template]:
    """Those that come along, by name."""
    told = tomllib.loads(
        files("werkwijs.guidance").joinpath("templates.toml").read_text(encoding="utf-8")
    )
    return {
        name: Template(
            name, table["nl"], table["en"], tuple(Phase(**phase) for phase in table["phase"])
        )
        for name, table in told.items()
    }


def first(template: str) -> str:
    """The phase with which it begins; "" without a template."""
    found = templates().get(template)
    return found.phases[0].name if found else ""


def phases(trajectory: Trajectory) -> tuple[Phase, ...]:
    found = templates().get(trajectory.template)
    return found.phases if found else ()


def now(trajectory: Trajectory) -> Phase | None:
    """The phase somebody is in."""
    return next((one for one in phases(trajectory) if one.name == trajectory.phase), None)


def usually_until(trajectory: Trajectory) -> date | None:
    """When a phase is usually over; None where it takes as long as it takes."""
    phase = now(trajectory)
    if phase is None or not phase.days or trajectory.phase_since is None:
        return None
    return trajectory.phase_since + timedelta(days=phase.days)


@transaction.atomic
def enter(
    trajectory: Trajectory,
    phase: str,
    why: str,
    *,
    by: User,
    request: HttpRequest | None = None,
) -> None:
    """Into another phase, forward or back, with the reason.

    Raises
    ------
    Impossible
        The template has no such phase, nobody says why, or it is closed.
    """
    writing.turn(trajectory)
    acting.must(acting.Act.PLAN, trajectory, by)
    if phase not in {one.name for one in phases(trajectory)}:
        raise Impossible("guidance.no_such_choice")
    if phase == trajectory.phase:
        return
    entry = writing.write(
        trajectory, writing.Words(Kind.CHANGE, why, facet="phase"), by=by, request=request
    )
    granting.show_person(entry, by=by, request=request)
    today = timezone.localdate()
    Trajectory.objects.filter(pk=trajectory.pk).update(phase=phase, phase_since=today)
    trajectory.phase, trajectory.phase_since = phase, today
    log.note("guidance.phase_entered", trajectory, by=by, request=request)
