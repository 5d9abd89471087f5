"""What the person reads: their way to work, who helps, what was agreed, who looked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from werkwijs.guidance import release
from werkwijs.guidance.release import Visitor
from werkwijs.sharing import device


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
    """The next step, who to call, what is asked, and the button for when it does not go well."""
    return shown(
        request,
        visitor,
        code,
        "home",
        now=release.now(visitor, code),
        earlier=[way for way in visitor.ways if way.code != code],
        today=timezone.localdate(),
    )


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
    """Who looked, by day."""
    days: dict[Any, list[Any]] = {}
    for one in release.looks(visitor):
        days.setdefault(one.day, []).append(one)
    return shown(request, visitor, visitor.ways[0].code, "looks", days=list(days.items()))
