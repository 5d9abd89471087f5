"""Pages of the maps of a study: all of them, and one."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from conceptmapping.errors import Fault
from werkwijs.accounts.who import signed_in
from werkwijs.analysis import asking, choosing, deciding, sheet
from werkwijs.analysis.choosing import Look
from werkwijs.analysis.deciding import Decided
from werkwijs.analysis.forms import AskForm
from werkwijs.analysis.models import ConceptMap, Decision, Document
from werkwijs.lib.words import language, say
from werkwijs.participation import release
from werkwijs.studies import pages
from werkwijs.studies.models import Study


@require_safe
@pages.reading
def maps(request: HttpRequest, study: Study) -> HttpResponse:
    """Every map that was asked of this study, and the way to another."""
    return _maps(request, study, AskForm())


@require_POST
@pages.running
def ask(request: HttpRequest, study: Study) -> HttpResponse:
    """Have a map drawn, and go and see it come."""
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            made = asking.ask(study, by=signed_in(request), request=request, **form.chosen())
        except Fault as wrong:
            form.add_error(None, f"{wrong.what(language())} {wrong.remedy(language())}")
        else:
            return redirect("analysis:map", study.slug, made.number)
    return _maps(request, study, form, status=422)


@require_safe
@pages.reading
def one(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """One map: as far as it is, with what somebody chose to look at."""
    concept_map = _found(study, number)
    document = Document.objects.filter(concept_map=concept_map).first()
    context: dict[str, Any] = {
        "map": concept_map,
        "document": document,
        "stage": _stage(concept_map),
    }
    if document is not None:
        decided = deciding.now(concept_map)
        told = document.told
        context |= _drawn(told, Look.of(request.GET, told, decided.clusters), decided)
        context["history"] = concept_map.decisions.select_related("by").order_by("-at", "-pk")
    return pages.show(request, study, "analysis/map.html", **context)


@require_safe
@pages.reading
def progress(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """How far it is, for the page that waits."""
    concept_map = _found(study, number)
    document = Document.objects.filter(concept_map=concept_map)
    return JsonResponse(
        {
            "goes_on": concept_map.goes_on,
            "stage": _stage(concept_map),
            "done": concept_map.done,
            "total": concept_map.total,
            "drawn": document.exists(),
            "whole": document.filter(whole=True).exists(),
        }
    )


@require_POST
@pages.running
def choose(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """So many clusters, and why."""
    given = request.POST
    clusters = given.get("clusters", "")
    with _told_when_impossible(request):
        deciding.choose(
            _found(study, number),
            int(clusters) if clusters.isascii() and clusters.isdigit() else 0,
            reason=given.get("reason", ""),
            by=signed_in(request),
            request=request,
        )
    return _back(request, study, number)


@require_POST
@pages.running
def name(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """What a cluster is called."""
    given = request.POST
    with _told_when_impossible(request):
        deciding.name(
            _found(study, number),
            given.get("statements", "").split(),
            name=given.get("name", ""),
            easy=given.get("easy", ""),
            by=signed_in(request),
            request=request,
        )
    return _back(request, study, number)


@require_POST
@pages.running
def take_back(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """A decision counts no more."""
    asked = request.POST.get("decision", "")
    decision = get_object_or_404(
        Decision,
        pk=int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 12 else 0,
        concept_map=_found(study, number),
    )
    deciding.take_back(decision, by=signed_in(request), request=request)
    messages.success(request, say("analysis.taken_back"))
    return _back(request, study, number)


@require_POST
@pages.running
def stop(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """Leave off; what was drawn stays."""
    asking.stop(_found(study, number), by=signed_in(request), request=request)
    messages.success(request, say("analysis.stopping"))
    return redirect("analysis:map", study.slug, number)


def _maps(request: HttpRequest, study: Study, form: AskForm, status: int = 200) -> HttpResponse:
    return pages.show(
        request,
        study,
        "analysis/maps.html",
        status=status,
        form=form,
        maps=ConceptMap.objects.filter(study=study).select_related("asked_by"),
        counts=release.counts(study),
    )


@contextlib.contextmanager
def _told_when_impossible(request: HttpRequest) -> Iterator[None]:
    try:
        yield
    except deciding.Impossible as impossible:
        messages.error(request, say(impossible.words))
    else:
        messages.success(request, say("analysis.decided"))


def _back(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """To the same look; what was decided is the usual one by now."""
    address = reverse("analysis:map", args=[study.slug, number])
    look = request.POST.get("look", "")
    return redirect(f"{address}?{look}" if re.fullmatch(r"[\w=&%-]{1,200}", look) else address)


def _found(study: Study, number: int) -> ConceptMap:
    return get_object_or_404(ConceptMap.objects.select_related("study"), study=study, number=number)


def _stage(concept_map: ConceptMap) -> str:
    if concept_map.state == ConceptMap.State.ASKED:
        return say("analysis.stage", "asked")
    return say("analysis.stage", concept_map.stage) if concept_map.stage else ""


def _drawn(told: dict[str, Any], look: Look, decided: Decided) -> dict[str, Any]:
    drawn = sheet.draw(told, look, {own: given.name for own, given in decided.names.items()})
    between = choosing.numbers(told)
    scales = list(told["scales"])
    return {
        "told": told,
        "decided": decided,
        "here": look.address(),
        "look": look,
        "sheet": drawn,
        "usual": look.address(clusters=look.usual),
        "fewer": look.address(clusters=look.clusters - 1) if look.clusters - 1 in between else None,
        "more": look.address(clusters=look.clusters + 1) if look.clusters + 1 in between else None,
        "layers": [
            (
                name,
                look.address(laag=name),
                scales[int(name[6:]) - 1]
                if name.startswith("scale-")
                else say("analysis.layer", name),
            )
            for name in choosing.layers(told)
        ],
        "without": look.address(uitspraak=""),
    }
