"""What the person reads: their way to work, who helps, what was agreed, who looked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from werkwijs.guidance import release
from werkwijs.guidance.release import Visitor
from werkwijs.sharing import device

NEWS = timedelta(days=14)
"""So long an answer stands on the first page; then it stands with what was agreed."""


def shown(
    request: HttpRequest,
    visitor: Visitor,
    code: str,
    template: str,
    *,
    status: int = 200,
    **facts: Any,
) -> HttpResponse:
    """One of the person's pages."""
    told = {"code": code, "called": visitor.called, **facts}
    return render(request, f"sharing/mine_{template}.html", told, status=status)


@require_safe
@device.page("person")
def home(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """The next step, the button for when it does not go well, what is asked, and who to call."""
    current, *earlier = visitor.ways
    now, around, today = (
        release.now(visitor, code),
        release.helpers(visitor, code),
        timezone.localdate(),
    )
    return shown(
        request,
        visitor,
        code,
        "home",
        now=now,
        others_came_in=release.others_came_in(visitor, today),
        answer=_answer(now, today),
        stand_in=next((one for one in around if (one.part, one.state) == ("stand-in", "in")), None),
        is_earlier=code != current.code,
        earlier=[one for one in earlier if one.code != code],
        today=today,
    )


def _answer(now: release.Now, today: date) -> release.Line | None:
    """What the coach answered last, while it is news; an older one is no answer to who asks again."""
    if now.help_waits_since is not None or not now.answers:
        return None
    last = now.answers[-1]
    return last if last.on >= today - NEWS else None


@require_safe
@device.page("person")
def way(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """The path: what was done, what is going on, what comes; and what one can now."""
    return shown(
        request,
        visitor,
        code,
        "path",
        steps=release.path(visitor, code),
        can_now=release.lines(visitor, code, ["evidence"]),
        goals=release.open_goals(visitor, code),
        jobs=release.jobs(visitor, code),
        marks=release.marks(visitor, code),
        changes=release.lines(visitor, code, ["change", "setback"]),
    )


@require_safe
@device.page("person")
def helpers(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """Who helps, and how to call them."""
    found = [one for one in release.helpers(visitor, code) if one.state in ("in", "later")]
    return shown(request, visitor, code, "helpers", helpers=found)


@require_safe
@device.page("person")
def agreements(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """What was agreed, and what helps at work."""
    return shown(
        request,
        visitor,
        code,
        "agreements",
        agreements=release.lines(visitor, code, ["agreement"]),
        needs=release.lines(visitor, code, ["need"]),
        answers=release.lines(visitor, code, ["answer", "talk"]),
        signals=release.lines(visitor, code, ["signal", "at-work"]),
    )


@require_safe
@device.page("person")
def cards(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """Cards that were on the table, and what came out."""
    edition, used = release.cards(visitor, code)
    return shown(request, visitor, code, "cards", edition=edition, used=used)


@require_safe
@device.page("person")
def take_along(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """All the person may read, as a file of their own."""
    name, content = release.taken_along(visitor, request=request)
    answer = HttpResponse(content, content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
@device.page("person")
def looks(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Who looked, by day, and on a day by who it was."""
    days: dict[date, dict[tuple[bool, str], list[Any]]] = {}
    for one in release.looks(visitor):
        days.setdefault(one.day, {}).setdefault((one.part == "", one.who), []).append(one)
    told = [
        (day, [looks for _, looks in sorted(who.items(), key=_last)]) for day, who in days.items()
    ]
    return shown(request, visitor, visitor.ways[0].code, "looks", days=told)


def _last(people: tuple[tuple[bool, str], Any]) -> bool:
    """The person themselves, and who is gone, after who is around them."""
    return people[0][0]
