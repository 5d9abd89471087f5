"""On people's own phone, without signing in: which name fits best?"""

from __future__ import annotations

import re
import secrets

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from werkwijs.analysis import voting
from werkwijs.analysis.models import ConceptMap
from werkwijs.lib import codes
from werkwijs.lib.limits import Limit, address_of

PER_ADDRESS = Limit("vote-address", times=10, seconds=600)
IN_ALL = Limit("vote-codes", times=50, seconds=900)
COOKIE = "werkwijs_stem"
"""A number drawn at random, so that a phone has one vote; gone after half a day."""


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Type the digits that are on the screen."""
    if request.method != "POST":
        return render(request, "analysis/vote_start.html")
    written = codes.tidy(request.POST.get("code", ""))[:20]
    if not written.isdecimal() or len(written) != voting.DIGITS:
        return _again(request, "shape")
    return _known(request, written) or redirect("vote:ballot", written)


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: HttpRequest, code: str) -> HttpResponse:
    """The names to choose from; what was chosen can be changed until the vote is closed."""
    if refused := _known(request, code):
        return refused
    concept_map = voting.by_code(code)
    going_on = voting.current(concept_map) if concept_map else None
    voter = _voter(request)
    said = ""
    if request.method == "POST" and going_on is not None:
        option, about = request.POST.get("option", ""), request.POST.get("ballot", "")
        fits = option.isascii() and option.isdigit() and len(option) < 4
        if about != str(going_on.pk) or going_on.closed_at:
            said = "late"
        elif not fits:
            said = "none"
        else:
            said = "kept" if voting.vote(going_on, voter, int(option)) else "late"
    response = render(
        request,
        "analysis/vote.html",
        {
            "study": concept_map.study if concept_map else None,
            "ballot": going_on if going_on and not going_on.closed_at else None,
            "texts": _texts(concept_map, going_on.statements) if concept_map and going_on else [],
            "chosen": voting.chosen(going_on, voter) if going_on else None,
            "said": said,
        },
        status=422 if said == "none" else 200,
    )
    response.set_cookie(
        COOKIE,
        voter,
        max_age=int(voting.LASTS.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _known(request: HttpRequest, code: str) -> HttpResponse | None:
    """Why this code opens nothing; None when it does. Who guesses has to wait."""
    who = address_of(request)
    for limit, whose in ((PER_ADDRESS, who), (IN_ALL, "all")):
        if limit.reached(whose):
            response = _again(request, "often", status=429)
            response.headers["Retry-After"] = str(limit.seconds_left())
            return response
    if voting.by_code(code) is not None:
        return None
    PER_ADDRESS.wrong(code, who)
    IN_ALL.wrong(code)
    return _again(request, "unknown", status=404)


def _again(request: HttpRequest, wrong: str, status: int = 422) -> HttpResponse:
    shown = {"wrong": wrong, "written": request.POST.get("code", "")[:20]}
    return render(request, "analysis/vote_start.html", shown, status=status)


def _voter(request: HttpRequest) -> str:
    given = request.COOKIES.get(COOKIE, "")
    return given if re.fullmatch(r"[0-9a-f]{32}", given) else secrets.token_hex(16)


def _texts(concept_map: ConceptMap, statements: list[str]) -> list[str]:
    document = getattr(concept_map, "document", None)
    told = document.told if document is not None else {"statements": []}
    own = set(statements)
    return [s["text"] for s in told["statements"] if s["id"] in own]
