"""A team leader's pages: who guides whom, cover, hand-over, complaints, what the organisation decided."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from werkwijs.accounts.models import Organisation, Role, User
from werkwijs.accounts.who import signed_in
from werkwijs.guidance import caseload, complaining, deciding, handing_over, log
from werkwijs.guidance.forms import HandOver, Ours, StandIn, TextForm, number_of
from werkwijs.guidance.models import HouseRules, Part, Trajectory
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
    """Every coach, how full their days are, and files without a coach; one file by its code."""
    where = _where(request)
    sought = request.GET.get("code", "").strip()[:20].upper()
    found = caseload.by_code(where, sought) if sought else None
    if found is not None:
        return redirect("guidance:cover", found.code)
    facts = [
        {
            "organisation": one,
            "coaches": caseload.coaches(one),
            "waiting": caseload.waiting(one),
            "orphans": caseload.orphans(one),
            "complaints": [
                complaining.told(entry) for entry in caseload.complaints(one, signed_in(request))
            ],
            "rules": HouseRules.objects.filter(organisation=one).first(),
        }
        for one in where
    ]
    told = {"teams": facts, "sought": sought, "today": timezone.localdate()}
    return render(request, "guidance/lead.html", told)


def _coach_of(request: HttpRequest, user: UUID) -> tuple[User, Organisation]:
    for organisation in _where(request):
        for one in caseload.coaches(organisation):
            if one.user.pk == user:
                return one.user, organisation
    raise PermissionDenied


def _forms(request: HttpRequest, to: list[tuple[str, str]], **prefixes: str) -> dict[str, Ours]:
    """Cover, and a new coach; ``stand`` and ``over`` set their fields apart where both are sent at once."""
    act = request.POST.get("act", "")

    def facts(name: str, part: str) -> dict[str, Any]:
        return {
            "data": request.POST if act == name else None,
            "prefix": prefixes.get(part),
            "auto_id": f"{part}_%s",
        }

    until = timezone.localdate() + timedelta(days=14)
    return {
        "stand-in": StandIn(to, initial={"until_on": until}, **facts("stand-in", "stand")),
        "hand-over": HandOver(to, **facts("hand-over", "over")),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def coach(request: HttpRequest, user: UUID) -> HttpResponse:
    """Whom one coach guides, by code; cover or a new coach for some of them, or for all, at once."""
    found, organisation = _coach_of(request, user)
    people = caseload.people_of(organisation, found)
    others = [one.user for one in caseload.coaches(organisation) if one.user.pk != found.pk]
    to = [(str(one.pk), one.name) for one in others]
    forms = _forms(request, to, stand="stand", over="over")
    picked = {one.code for one in people} & set(request.POST.getlist("file"))
    act = request.POST.get("act", "")
    sent = forms.get(act)
    if sent is not None and not picked:
        messages.error(request, say("guidance.choose_files"))
    elif sent is not None and sent.is_valid():
        chosen = [one for one in people if one.code in picked]
        with told_when_impossible(request):
            with transaction.atomic():
                for one in chosen:
                    _arrange(request, one, act, sent.cleaned_data, others)
            messages.success(request, say("guidance.arranged_n", n=len(chosen)))
            return redirect("guidance:coach", user)
    wrong = sent is not None and (bool(sent.errors) or not picked)
    return render(
        request,
        "guidance/lead_coach.html",
        {
            "coach": found,
            "people": people,
            "picked": {one.code for one in people} if "alle" in request.GET else picked,
            "stand": forms["stand-in"],
            "over": forms["hand-over"],
            "act": act,
            "colleagues": others,
            "today": timezone.localdate(),
        },
        status=422 if wrong else 200,
    )


def _arrange(
    request: HttpRequest,
    trajectory: Trajectory,
    act: str,
    told: dict[str, Any],
    others: list[User],
) -> None:
    by = signed_in(request)
    whom = next(one for one in others if str(one.pk) == told["to"])
    if act == "hand-over":
        handing_over.hand_over(trajectory, whom, told["why"], by=by, request=request)
    else:
        handing_over.stand_in(
            trajectory, whom, from_on=told["from_on"], until_on=told["until_on"], by=by,
            request=request,
        )  # fmt: skip


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
    own = trajectory.members.filter(ended_at=None, contact=None).select_related("user")
    coach = next((one.user for one in own if one.part == Part.COACH), None)
    others = handing_over.colleagues(trajectory)
    forms = _forms(request, [(str(one.pk), one.name) for one in others])
    act = request.POST.get("act", "")
    sent = forms.get(act)
    if act == "end-stand-in":
        ending = get_object_or_404(own, pk=number_of(request.POST.get("member", "")))
        with told_when_impossible(request, "guidance.stand_in_is_over"):
            handing_over.end_stand_in(ending, by=user, request=request)
        return redirect("guidance:cover", trajectory.code)
    if sent is not None and sent.is_valid():
        with told_when_impossible(request, ARRANGED[act]):
            _arrange(request, trajectory, act, sent.cleaned_data, others)
            return _back_to(trajectory, coach)
    return render(
        request,
        "guidance/lead_cover.html",
        {
            "file": trajectory,
            "code": trajectory.client.code,
            "coach": coach if coach and _still_coaches(trajectory, coach) else None,
            "over": forms["hand-over"],
            "stand": forms["stand-in"],
            "colleagues": others,
            "members": own,
        },
        status=422 if sent is not None and sent.errors else 200,
    )


ARRANGED = {"hand-over": "guidance.handed_over", "stand-in": "guidance.stand_in_arranged"}


def _still_coaches(trajectory: Trajectory, user: User) -> bool:
    return user.is_active and user.has_role(trajectory.organisation, Role.COACH)


def _back_to(trajectory: Trajectory, coach: User | None) -> HttpResponse:
    """To the other people of the coach it was about: whoever arranges one often arranges the next."""
    if coach is None or not _still_coaches(trajectory, coach):
        return redirect("guidance:team")
    return redirect("guidance:coach", coach.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def complaint(request: HttpRequest, number: int) -> HttpResponse:
    """A complaint is read, and answered: to whoever complained."""
    user = signed_in(request)
    where = _where(request)
    entry = next(
        (one for org in where for one in caseload.complaints(org, user) if one.pk == number), None
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
    years = number_of(request.POST.get("kept_years", "").strip())
    if not deciding.LEAST_YEARS <= years <= deciding.MOST_YEARS:
        messages.error(request, say("guidance.years_kept", most=deciding.MOST_YEARS))
        return redirect("guidance:team")
    wants = request.POST.get("criminal") == "yes"
    own = deciding.decide(
        found, kept_years=years, criminal=wants, by=signed_in(request), request=request
    )
    messages.success(request, say("guidance.kept"))
    if wants and not own.criminal:
        messages.info(request, say("guidance.criminal_waits"))
    return redirect("guidance:team")
