"""A team leader's pages: who guides whom, cover, hand-over, complaints, what the organisation decided."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from werkwijs.accounts.models import Organisation
from werkwijs.accounts.who import signed_in
from werkwijs.guidance import caseload, complaining, deciding, handing_over, log
from werkwijs.guidance.forms import HandOver, StandIn, TextForm, number_of
from werkwijs.guidance.models import HouseRules, Trajectory
from werkwijs.lib.impossible import told_when_impossible
from werkwijs.lib.words import say


def _where(request: HttpRequest) -> list[Organisation]:
    found = caseload.supervised(signed_in(request))
    if not found:
        raise PermissionDenied
    return found


@require_safe
@never_cache
def team(request: HttpRequest) -> HttpResponse:
    """Every coach, how full their days are, and files without a coach."""
    facts = [
        {
            "organisation": one,
            "coaches": caseload.coaches(one),
            "orphans": caseload.orphans(one),
            "complaints": [complaining.told(entry) for entry in caseload.complaints(one)],
            "rules": HouseRules.objects.filter(organisation=one).first(),
        }
        for one in _where(request)
    ]
    return render(request, "guidance/lead.html", {"teams": facts, "today": timezone.localdate()})


@require_safe
@never_cache
def coach(request: HttpRequest, user: UUID) -> HttpResponse:
    """Whom one coach guides, by code."""
    for organisation in _where(request):
        found = next(
            (one.user for one in caseload.coaches(organisation) if one.user.pk == user), None
        )
        if found is not None:
            people = caseload.people_of(organisation, found)
            return render(
                request,
                "guidance/lead_coach.html",
                {"coach": found, "people": people, "today": timezone.localdate()},
            )
    raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def cover(request: HttpRequest, code: str) -> HttpResponse:
    """Hand a file over, or have a colleague stand in. The file itself is not opened."""
    user = signed_in(request)
    _where(request)
    trajectory: Trajectory = get_object_or_404(
        Trajectory.objects.supervised_by(user)
        .filter(closed_on=None)
        .select_related("client", "organisation"),
        code=code,
    )
    others = handing_over.colleagues(trajectory)
    to = [(str(one.pk), one.name) for one in others]
    act = request.POST.get("act", "")

    def data(name: str) -> Any:
        return request.POST if act == name else None

    over = HandOver(to, data("hand-over"), auto_id="over_%s")
    stand = StandIn(
        to, data("stand-in"), initial={"until_on": timezone.localdate() + timedelta(days=14)}
    )
    sent = {"hand-over": over, "stand-in": stand}.get(act)
    if sent is not None and sent.is_valid():
        told = sent.cleaned_data
        whom = next(one for one in others if str(one.pk) == told["to"])
        with told_when_impossible(request, "guidance.kept"):
            if act == "hand-over":
                handing_over.hand_over(trajectory, whom, told["why"], by=user, request=request)
            else:
                handing_over.stand_in(
                    trajectory, whom, from_on=told["from_on"], until_on=told["until_on"], by=user,
                    request=request,
                )  # fmt: skip
            return redirect("guidance:team")
    return render(
        request,
        "guidance/lead_cover.html",
        {
            "file": trajectory,
            "code": trajectory.client.code,
            "over": over,
            "stand": stand,
            "colleagues": to,
            "members": trajectory.members.filter(ended_at=None, contact=None).select_related(
                "user"
            ),
        },
        status=422 if sent is not None and sent.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def complaint(request: HttpRequest, number: int) -> HttpResponse:
    """A complaint is read, and answered: to whoever complained."""
    user = signed_in(request)
    where = _where(request)
    entry = next(
        (one for org in where for one in caseload.complaints(org) if one.pk == number), None
    )
    if entry is None:
        return redirect("guidance:team")
    form = TextForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with told_when_impossible(request, "guidance.answered"):
            complaining.answer(entry, form.cleaned_data["text"], by=user, request=request)
        return redirect("guidance:team")
    if request.method in ("GET", "HEAD"):
        log.note("guidance.complaint_read", entry.trajectory, by=user, request=request)
        complaining.hear(entry, by=user, request=request)
    return render(
        request,
        "guidance/lead_complaint.html",
        {"complaint": complaining.told(entry), "form": form},
        status=422 if form.errors else 200,
    )


@require_http_methods(["POST"])
@never_cache
def rules(request: HttpRequest, organisation: int) -> HttpResponse:
    """What the organisation decided about its files."""
    found = next((one for one in _where(request) if one.pk == organisation), None)
    if found is None:
        raise PermissionDenied
    years = number_of(request.POST.get("kept_years", ""))
    wants = request.POST.get("criminal") == "yes"
    own = deciding.decide(
        found, kept_years=years or None, criminal=wants, by=signed_in(request), request=request
    )
    messages.success(request, say("guidance.kept"))
    if wants and not own.criminal:
        messages.info(request, say("guidance.criminal_waits"))
    return redirect("guidance:team")
