"""Pages for rating: one statement at a time, one scale after another, and being done."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from werkwijs.lib.words import say
from werkwijs.participation import acts, person, rate_page, rating
from werkwijs.participation.models import Participant
from werkwijs.participation.rating import Sheet
from werkwijs.participation.sort_page import small
from werkwijs.studies import scales
from werkwijs.studies.models import Phase


@require_safe
@person.page
def rate(request: HttpRequest, participant: Participant) -> HttpResponse:
    """What comes now: a new scale, the first statement without an answer, or "are you done?"."""
    study, sitting = participant.study, rating.sitting_of(participant)
    every = rating.sheets(participant)
    if study.phase != Phase.SORTING or not study.asks_rating or not every:
        return _show(request, participant, "closed", begun=sitting is not None)
    if sitting and sitting.finished_at:
        return _show(request, participant, "done", sheets=every)
    sheet = next((sheet for sheet in every if sheet.first_open), None)
    if sheet is None:
        return _show(request, participant, "asks", sheets=every)
    if sitting and sheet.n_given:
        return redirect("participation:rate_one", sheet.number, sheet.first_open)
    return _show(
        request,
        participant,
        "scale",
        sheets=every,
        begun=sitting is not None,
        **_of(participant, sheet),
    )


@require_POST
@person.page
def begin(request: HttpRequest, participant: Participant) -> HttpResponse:
    study = participant.study
    if study.phase != Phase.SORTING or not study.asks_rating or not study.scales.exists():
        return redirect("participation:rate")
    rating.begin(participant)
    sheet = _sheet(participant, 1)
    if study.asks_practice and sheet.scale.practice_items.exists():
        return redirect("participation:practise", 1, 1)
    return redirect("participation:rate_one", 1, sheet.first_open or 1)


@require_safe
@person.page
def one(request: HttpRequest, participant: Participant, scale: int, place: int) -> HttpResponse:
    """One statement on one scale."""
    if participant.study.phase != Phase.SORTING or rating.sitting_of(participant) is None:
        return redirect("participation:rate")
    sheet = _sheet(participant, scale)
    if not 1 <= place <= len(sheet.statements):
        return redirect("participation:rate")
    to_overview = "overzicht" in request.GET
    return _show(
        request,
        participant,
        "one",
        place=place,
        page=rate_page.page(participant, sheet, place),
        to_overview=to_overview,
        **_of(participant, sheet),
    )


@require_safe
@person.page
def practise(
    request: HttpRequest, participant: Participant, scale: int, place: int
) -> HttpResponse:
    """Try a scale with something of which the answer is known. Nothing of it is kept."""
    sheet = _sheet(participant, scale)
    items = list(sheet.scale.practice_items.all())
    if not 1 <= place <= len(items):
        raise Http404
    item = items[place - 1]
    chosen = next((s for s in sheet.steps if str(s.value) == request.GET.get("keuze")), None)
    expected = next((s for s in sheet.steps if s.value == item.expected), None)
    return _show(
        request,
        participant,
        "practice",
        item=item,
        place=place,
        last=place == len(items),
        chosen=chosen,
        expected=expected,
        fits=expected is None or chosen == expected,
        **_of(participant, sheet),
    )


@require_safe
@person.page
def overview(request: HttpRequest, participant: Participant) -> HttpResponse:
    sitting = rating.sitting_of(participant)
    if sitting is None:
        return redirect("participation:rate")
    every = rating.sheets(participant)
    return _show(
        request,
        participant,
        "overview",
        sitting=sitting,
        sheets=[rate_page.listed(participant, sheet) for sheet in every],
        n_open=sum(len(s.statements) - s.n_given for s in every),
    )


@require_POST
@person.page
def act(request: HttpRequest, participant: Participant) -> HttpResponse:
    """An act of rating from a form; with the same key it is done once."""
    given = request.POST
    number, place = small(given.get("number")), small(given.get("place"))
    rates = given.get("kind") == "rate" and number and place
    if rates and not rate_page.says_something(given):
        messages.warning(request, say("participation.rate_choose_first"))
        return redirect("participation:rate_one", number, place)
    try:
        acts.do(participant, rate_page.act(given))
    except acts.Refused as refused:
        messages.warning(request, say(refused.words, **refused.facts))
    if given.get("next") == "overview":
        return redirect("participation:rate_overview")
    if rates:
        # Beyond the last one, this page leads to what comes then.
        return redirect("participation:rate_one", number, place + 1)
    return redirect("participation:rate")


def _sheet(participant: Participant, number: int) -> Sheet:
    found = next((s for s in rating.sheets(participant) if s.number == number), None)
    if found is None or not participant.study.asks_rating:
        raise Http404
    return found


def _of(participant: Participant, sheet: Sheet) -> dict[str, Any]:
    study = participant.study
    return {
        "sheet": sheet,
        "question": sheet.question(easy=participant.easy),
        "pictures": {
            step.picture
            for step in sheet.steps
            if participant.pictures and scales.shows(study, step.picture)
        },
        "practises": study.asks_practice and sheet.scale.practice_items.exists(),
        "first": reverse("participation:rate_one", args=[sheet.number, sheet.first_open or 1]),
    }


def _show(
    request: HttpRequest, participant: Participant, template: str, **more: Any
) -> HttpResponse:
    context: dict[str, Any] = {
        "participant": participant,
        "study": participant.study,
        "key": uuid.uuid4(),
        "open": participant.study.phase == Phase.SORTING,
    }
    return render(request, f"participation/rating/{template}.html", context | more)
