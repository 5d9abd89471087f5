"""What the group decides about its map, sent from a page."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from werkwijs.accounts.who import signed_in
from werkwijs.analysis import cuts, deciding
from werkwijs.analysis.finding import found
from werkwijs.analysis.models import Decision, Document
from werkwijs.lib.impossible import told_when_impossible
from werkwijs.lib.words import say
from werkwijs.studies import pages
from werkwijs.studies.models import Study


@require_POST
@pages.running
def choose(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """So many clusters, and why."""
    given = request.POST
    with told_when_impossible(request, "analysis.decided"):
        deciding.choose(
            found(study, number),
            whole(given, "clusters"),
            reason=given.get("reason", ""),
            by=signed_in(request),
            request=request,
        )
    _compute(study, number)
    return back(request, study, number)


@require_POST
@pages.running
def name(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """What a cluster is called."""
    given = request.POST
    with told_when_impossible(request, "analysis.decided"):
        deciding.name(
            found(study, number),
            given.get("statements", "").split(),
            name=given.get("name", ""),
            easy=given.get("easy", ""),
            by=signed_in(request),
            request=request,
        )
    return back(request, study, number)


@require_POST
@pages.running
def move(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """A statement belongs in another cluster."""
    given = request.POST
    with told_when_impossible(request, "analysis.decided"):
        deciding.move(
            found(study, number),
            given.get("statement", ""),
            to=given.get("to", ""),
            clusters=whole(given, "clusters"),
            reason=given.get("reason", ""),
            by=signed_in(request),
            request=request,
        )
    _compute(study, number)
    return back(request, study, number)


@require_POST
@pages.running
def take_back(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """A decision counts no more."""
    decision = get_object_or_404(
        Decision, pk=whole(request.POST, "decision"), concept_map=found(study, number)
    )
    deciding.take_back(decision, by=signed_in(request), request=request)
    _compute(study, number)
    messages.success(request, say("analysis.taken_back"))
    return back(request, study, number)


def _compute(study: Study, number: int) -> None:
    """What follows from a move is computed beside the website, for who looks at groups next."""
    concept_map = found(study, number)
    document = Document.objects.filter(concept_map=concept_map, whole=True).first()
    if document is not None:
        cuts.ask(concept_map, document.told, deciding.now(concept_map))


def whole(given: QueryDict, name: str) -> int:
    """A whole number that was sent, or 0."""
    sent = given.get(name, "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 12 else 0


def back(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """To the same look of the page it was sent from; what was decided is the usual one by now."""
    together = request.POST.get("page") == "together"
    address = reverse(
        "analysis:together" if together else "analysis:map", args=[study.slug, number]
    )
    look = request.POST.get("look", "")
    if together and request.POST.get("cluster", "").isdecimal():
        look = f"cluster={request.POST['cluster'][:4]}&{look}".rstrip("&")
    return redirect(f"{address}?{look}" if re.fullmatch(r"[\w=&%+.-]{1,300}", look) else address)
