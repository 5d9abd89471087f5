"""Who is on this device: the person, or somebody around them. A cookie apart from that of who signs in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from werkwijs.guidance import release
from werkwijs.guidance.release import Visitor

COOKIE = "__Host-weg" if settings.HTTPS else "weg"
LASTS = 2 * 365 * 24 * 3600
"""Seconds that a browser keeps the cookie; whether it opens anything is looked up each time."""
View = Callable[..., HttpResponse]


def visitor_of(request: HttpRequest) -> Visitor | None:
    """Who comes with this device; looked up once for a request."""
    if not hasattr(request, "visitor_found"):
        request.visitor_found = release.who(request.COOKIES.get(COOKIE, ""))  # type: ignore[attr-defined]
    found: Visitor | None = request.visitor_found  # type: ignore[attr-defined]
    return found


def remember(response: HttpResponse, secret: str) -> HttpResponse:
    """From now on the device is theirs."""
    response.set_cookie(
        COOKIE, secret, max_age=LASTS, secure=settings.HTTPS, httponly=True, samesite="Lax"
    )
    return response


def forget(response: HttpResponse, *, storage: bool = True) -> HttpResponse:
    """Nothing of them is left on the device.

    Pages for people outside keep nothing in the ``storage`` of a browser; what is there is somebody else's,
    such as notes of a coach that wait to be sent.
    """
    response.delete_cookie(COOKIE, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache", "storage"' if storage else '"cache"'
    return response


def page(kind: str) -> Callable[[View], View]:
    """A page for ``person`` or ``outside``; the view is handed the visitor. Others come to the door.

    A file that is not theirs is as if it were not there: 404.
    """

    def made(view: View) -> View:
        @never_cache
        @login_not_required
        @wraps(view)
        def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            visitor = visitor_of(request)
            if visitor is None:
                return redirect("mine:door" if kind == "person" else "around:door")
            theirs = {way.code for way in visitor.ways}
            if visitor.kind != kind or ("code" in kwargs and kwargs["code"] not in theirs):
                return _not_yours(request, visitor)
            try:
                return view(request, visitor, *args, **kwargs)
            except LookupError:
                return _not_yours(request, visitor)

        return shown

    return made


def _not_yours(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Nothing is there for them; the way back to what is theirs."""
    if visitor.kind == "person":
        facts = {"code": visitor.ways[0].code}
        return render(request, "sharing/mine_not_yours.html", facts, status=404)
    return render(request, "sharing/not_yours.html", status=404)
