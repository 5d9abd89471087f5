"""Pages of the maps of a study: all of them, and one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from conceptmapping.errors import Fault
from werkwijs.accounts.who import signed_in
from werkwijs.analysis import asking, in_words, sorters
from werkwijs.analysis.finding import found
from werkwijs.analysis.forms import AskForm
from werkwijs.analysis.models import ConceptMap, Document, Publication
from werkwijs.analysis.shown import show
from werkwijs.lib.words import language, say
from werkwijs.participation import release
from werkwijs.studies import pages
from werkwijs.studies.models import Study


@require_safe
@pages.reading
def maps(request: HttpRequest, study: Study) -> HttpResponse:
    """Every map that was asked of this study, and the way to another."""
    return _maps(request, study, _form(study))


@require_POST
@pages.running
def ask(request: HttpRequest, study: Study) -> HttpResponse:
    """Have a map drawn, and go and see it come."""
    form = _form(study, request.POST)
    if form.is_valid():
        try:
            made = asking.ask(study, by=signed_in(request), request=request, **form.chosen())
        except Fault as wrong:
            form.refuse(wrong)
        else:
            return redirect("analysis:map", study.slug, made.number)
    return _maps(request, study, form, status=422)


@require_POST
@pages.running
def again(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """The same map from the answers there are now; what was decided goes along."""
    try:
        made = asking.again(found(study, number), by=signed_in(request), request=request)
    except Fault as wrong:
        messages.error(request, f"{wrong.what(language())} {wrong.remedy(language())}")
        return redirect("analysis:map", study.slug, number)
    messages.success(request, say("analysis.again_asked"))
    return redirect("analysis:map", study.slug, made.number)


@require_safe
@pages.reading
def one(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """One map: as far as it is, with what somebody chose to look at."""
    concept_map = found(study, number)
    shown = show(concept_map, request.GET)
    context: dict[str, Any] = {"map": concept_map, "stage": stage(concept_map), "shown": shown}
    if shown is not None:
        context |= {"told": shown.told, "look": shown.look, "sheet": shown.sheet}
        context["history"] = concept_map.decisions.select_related("by").order_by("-at", "-pk")
    return pages.show(request, study, "analysis/map.html", **context)


@require_safe
@pages.reading
def progress(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """How far it is, for the page that waits."""
    concept_map = found(study, number)
    document = Document.objects.filter(concept_map=concept_map)
    return JsonResponse(
        {
            "goes_on": concept_map.goes_on,
            "stage": stage(concept_map),
            "done": concept_map.done,
            "total": concept_map.total,
            "drawn": document.exists(),
            "whole": document.filter(whole=True).exists(),
        }
    )


@require_POST
@pages.running
def stop(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """Leave off; what was drawn stays."""
    asking.stop(found(study, number), by=signed_in(request), request=request)
    messages.success(request, say("analysis.stopping"))
    return redirect("analysis:map", study.slug, number)


def _form(study: Study, given: QueryDict | None = None) -> AskForm:
    return AskForm(given, everybody=sorters.of(study), advice=release.advice(study))


def _maps(request: HttpRequest, study: Study, form: AskForm, status: int = 200) -> HttpResponse:
    maps = ConceptMap.objects.filter(study=study).select_related("asked_by")
    groups = form.everybody.names
    to_see = set(
        Document.objects.filter(concept_map__study=study).values_list("concept_map", flat=True)
    )
    return pages.show(
        request,
        study,
        "analysis/maps.html",
        status=status,
        form=form,
        maps=[(one, in_words.lines(one.settings, groups), one.pk in to_see) for one in maps],
        comparable=len(to_see) > 1,
        counts=release.counts(study),
    )


def stage(asked: ConceptMap | Publication) -> str:
    """What is done about it now, in words; "" when nothing is."""
    if asked.state == asked.State.ASKED:
        return say("analysis.stage", "asked")
    return say("analysis.stage", asked.stage) if asked.stage else ""
