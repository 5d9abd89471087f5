"""Pages for when something went wrong: what happened, and what to do now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

STARTS = ("/mee/", "/mijn/", "/betrokken/")
"""Where people begin who never sign in: they go back there, and not to the page of who does."""
PARTICIPANTS = ("/mee/", "/mijn/")


def _page(request: HttpRequest, kind: str, status: int) -> HttpResponse:
    start = next((one for one in STARTS if request.path.startswith(one)), "/")
    base = "design/participant.html" if start in PARTICIPANTS else "design/plain.html"
    facts = {"kind": kind, "base": base, "start": start}
    return render(request, "design/error.html", facts, status=status)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _page(request, "bad_request", 400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _page(request, "forbidden", 403)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from an older page, or a browser that keeps no cookies."""
    return _page(request, "stale", 403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _page(request, "not_found", 404)


def our_mistake(request: HttpRequest) -> HttpResponse:
    return _page(request, "our_mistake", 500)
