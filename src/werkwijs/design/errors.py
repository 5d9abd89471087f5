"""Pages for when something went wrong: what happened, and what to do now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def _page(request: HttpRequest, kind: str, status: int) -> HttpResponse:
    person = request.path.startswith("/mee/")
    base = "design/participant.html" if person else "design/plain.html"
    return render(request, "design/error.html", {"kind": kind, "base": base}, status=status)


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
