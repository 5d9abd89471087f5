"""Published editions and maps as JSON."""

from __future__ import annotations

from typing import Any

from django.conf import settings as website
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from werkwijs.analysis import publishing
from werkwijs.api.description import described
from werkwijs.cards.models import Edition

MOST = 500
"""Editions listed; a website with more has grown another need."""


@login_not_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Where to begin."""
    return _open(
        {"openapi": _whole(reverse("api:description")), "editions": _whole(reverse("api:editions"))}
    )


@login_not_required
@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """What there is."""
    return _open(described(website.BASE_URL))


@login_not_required
@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """Every edition that is public."""
    found = Edition.objects.exclude(published_at=None).order_by("-published_at", "-pk")[:MOST]
    return _open({"editions": [_listed(edition) for edition in found]})


@login_not_required
@require_safe
def edition(request: HttpRequest, code: str) -> HttpResponse:
    """One edition, as in its zip."""
    found = Edition.objects.filter(code=code).exclude(published_at=None).first()
    if found is None:
        return _gone()
    answer = HttpResponse(found.content, content_type="application/json")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


@login_not_required
@require_safe
def map_(request: HttpRequest, link: str) -> HttpResponse:
    """A published map, for who has the address of its result; only where its files are shared."""
    found = publishing.by_link(link)
    if found is None or not found.files_shared:
        return _gone()
    answer = HttpResponse(found.content, content_type="application/json")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _listed(edition: Edition) -> dict[str, Any]:
    told = edition.told
    return {
        "code": edition.code,
        "title": told["title"],
        "number": told["number"],
        "language": told["language"],
        "organisation": told["organisation"],
        "licence": told["licence"],
        "invented": told["invented"],
        "made_on": told["made_on"],
        "url": _whole(reverse("api:edition", args=[edition.code])),
        "page": _whole(reverse("deck:edition", args=[edition.code])),
    }


def _whole(path: str) -> str:
    return f"{website.BASE_URL}{path}"


def _open(told: dict[str, Any]) -> HttpResponse:
    """An answer that programs on other pages may read too."""
    answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def _gone() -> HttpResponse:
    return JsonResponse({"error": "Not there, or not public (any more)."}, status=404)
