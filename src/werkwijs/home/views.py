"""The first page: for who signed in, and for who did not."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from werkwijs.accounts import rules
from werkwijs.accounts.models import Role, User
from werkwijs.participation import release
from werkwijs.studies import tabs
from werkwijs.studies.models import Phase, Study


@dataclass(frozen=True)
class Now:
    """A study that is going on: how many people are how far, and where something new waits."""

    study: Study
    counts: release.Counts
    waits: list[tuple[str, str, int]]
    """Address, key of words, and how much."""


@login_not_required
def start(request: HttpRequest) -> HttpResponse:
    """Two doors for who comes from outside; for who signed in what is going on and what waits."""
    if not isinstance(request.user, User):
        return render(request, "home/welcome.html")
    if _only_guides(request.user):
        return redirect("guidance:day")
    going_on = Study.objects.visible_to(request.user).exclude(phase=Phase.CLOSED).order_by("-pk")
    now = [_now(study, request.user) for study in going_on.select_related("organisation")]
    if not now:
        return redirect("training:list" if _only_trains(request.user) else "studies:list")
    return render(request, "home/now.html", {"now": now, "name": request.user.name.split(" ")[0]})


def _only_trains(user: User) -> bool:
    """Whether courses are all somebody is here for."""
    roles = set(user.memberships.current().values_list("role", flat=True))
    return roles == {Role.TRAINER}


def _only_guides(user: User) -> bool:
    """Whether guiding people, or leading who do, is all somebody is here for."""
    roles = set(user.memberships.current().values_list("role", flat=True))
    return bool(roles) and roles <= {Role.COACH, Role.SUPERVISOR}


def _now(study: Study, user: User) -> Now:
    running = rules.may_run(user, study.organisation)
    waits = [tab for tab in tabs.tabs(study, running=running) if tab[2]]
    return Now(study, release.counts(study), waits)


@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """Well only when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return JsonResponse({"status": "ok"})
