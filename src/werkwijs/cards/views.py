"""Pages on which cards are made and written: all cards, one card, one text, what is covered."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkwijs.accounts import rules
from werkwijs.accounts.who import signed_in
from werkwijs.analysis.models import Publication
from werkwijs.cards import (
    covering,
    desk,
    making,
    resting,
    reviewing,
    shown,
    sounding,
    writing,
)
from werkwijs.cards.digesting import seen
from werkwijs.cards.edition_document import AUDIENCES
from werkwijs.cards.forms import Words
from werkwijs.cards.models import Card, Edition, Source, Text
from werkwijs.lib.impossible import Impossible, told_when_impossible
from werkwijs.lib.words import say
from werkwijs.studies import pages
from werkwijs.studies.models import Study

SUGGESTED = 6
"""So many suggestions for an audience are shown at first."""


@require_safe
@pages.reading
def cards(request: HttpRequest, study: Study) -> HttpResponse:
    """Every card, with how far it is for each reader."""
    maps = shown.Maps()
    found = shown.cards(study)
    published = resting.publications(study)
    return pages.show(
        request,
        study,
        "cards/cards.html",
        cards=shown.listed(found, maps),
        dropped=shown.cards(study, dropped=True),
        publications=published,
        newer=published[0] if published else None,
        audiences=AUDIENCES,
        editions=Edition.objects.filter(study=study, translation_of=None).defer("content"),
        together=desk.together((t for c in found for t in c.texts.all()), study.language),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@pages.running
def new(request: HttpRequest, study: Study) -> HttpResponse:
    """Choose statements of a published map, and for whom."""
    published = resting.publications(study)
    sent = request.POST if request.method == "POST" else request.GET
    publication = resting.chosen(published, sent.get("map", ""))
    if publication is None:
        messages.error(request, say("cards.map_withdrawn" if published else "cards.no_map"))
        return redirect("cards:cards", study.slug)
    if request.method == "POST":
        with told_when_impossible(request, "cards.card_made"):
            card = making.make(
                publication,
                request.POST.getlist("s"),
                request.POST.getlist("for"),
                theme=request.POST.get("theme", ""),
                by=signed_in(request),
                key=_key(request.POST.get("key", "")),
                request=request,
            )
            first = card.texts.values_list("audience", flat=True)[0]
            return redirect("cards:text", study.slug, card.number, first)
    map_ = resting.on(publication)
    found = shown.cards(study)
    return pages.show(
        request,
        study,
        "cards/new.html",
        publications=published,
        publication=publication,
        clusters=shown.clusters_with(map_),
        suggested=[(a, s[:SUGGESTED]) for a, s in shown.suggested(map_, found)],
        scale=map_["scales"][0] if map_["scales"] else None,
        ticked=set(sent.getlist("s")),
        wanted=set(sent.getlist("for")),
        theme=sent.get("theme", ""),
        key=sent.get("key") or uuid.uuid4(),
        spoken={s for own in covering.taken(found).values() for s in own},
        audiences=AUDIENCES,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@pages.reading
def card(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """One card with its four readers, and all it rests on."""
    found = _card(study, number)
    if request.method == "POST":
        return _act_on_card(request, study, found)
    map_ = resting.on(found.publication)
    rests = set(Source.objects.filter(text__card=found).values_list("statement", flat=True))
    withdrawn = found.publication.withdrawn_at is not None
    others = [
        p
        for p in resting.publications(study)
        if p != found.publication and (withdrawn or p.number > found.publication.number)
    ]
    return pages.show(
        request,
        study,
        "cards/card.html",
        card=found,
        row=shown.listed([found], shown.Maps())[0],
        evidence=shown.evidence(map_, rests),
        map=map_,
        newer=others[0] if others else None,
        lost=_lost(found, others[0]) if others else [],
        editions=_editions_with(study, number),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@pages.reading
def text(request: HttpRequest, study: Study, number: int, audience: str) -> HttpResponse:
    """The words of a card for one audience, with advice and evidence beside them."""
    found = _text(study, number, audience)
    form = Words(request.POST if request.method == "POST" else None, about=found)
    if request.method == "POST":
        if not rules.may_run(signed_in(request), study.organisation):
            raise PermissionDenied
        if form.is_valid():
            writing.write(found, form.cleaned_data, by=signed_in(request), request=request)
            messages.success(request, say("cards.text_saved"))
            return redirect("cards:text", study.slug, number, audience)
    map_ = resting.on(found.card.publication)
    rests = list(found.sources.values_list("statement", flat=True))
    remarks = list(found.remarks.select_related("reader", "by", "settled_by"))
    return pages.show(
        request,
        study,
        "cards/text.html",
        card=found.card,
        text=found,
        form=form,
        tips=desk.of_text(found),
        map=map_,
        evidence=shown.evidence(map_, rests),
        clusters=shown.clusters_with(map_),
        rests=set(rests),
        missing=writing.missing(found),
        not_yet=reviewing.not_yet(found) if found.state != Text.State.APPROVED else [],
        remarks=[(r, reviewing.waits(r)) for r in remarks],
        read_by=reviewing.read_by(found, remarks),
        state=shown.state(found),
        of=seen(found),
        pictured=_pictured(study, found),
        stale=not sounding.fits(found),
        others=shown.listed([found.card], shown.Maps())[0].cells,
    )


@require_POST
@pages.running
def rest_on(request: HttpRequest, study: Study, number: int, audience: str) -> HttpResponse:
    """The statements a text rests on are chosen anew."""
    found = _text(study, number, audience)
    with told_when_impossible(request, "cards.sources_saved"):
        making.rest_on(found, request.POST.getlist("s"), by=signed_in(request), request=request)
    return redirect("cards:text", study.slug, number, audience)


@require_POST
@pages.running
def approve(request: HttpRequest, study: Study, number: int, audience: str) -> HttpResponse:
    """These words may stand in an edition."""
    found = _text(study, number, audience)
    with told_when_impossible(request, "cards.text_approved"):
        reviewing.approve(found, by=signed_in(request), request=request)
    return redirect("cards:text", study.slug, number, audience)


@require_POST
@pages.running
def advice(request: HttpRequest, study: Study, number: int, audience: str) -> HttpResponse:
    """Advice about words that are not kept yet, for a page that asks while somebody writes."""
    found = _text(study, number, audience)
    said = {name: request.POST.get(name, "")[:2000] for name in writing.FIELDS}
    tips = desk.tips(said, found.audience, study.language)
    return pages.show(request, study, "cards/tips.html", tips=tips)


@require_safe
@pages.reading
def coverage(request: HttpRequest, study: Study) -> HttpResponse:
    """Clusters beside readers: what has a card, and what has none."""
    published = resting.publications(study)
    publication = resting.chosen(published, request.GET.get("map", ""))
    found = shown.cards(study)
    rows: list[Any] = []
    if publication is not None:
        rows = covering.rows(resting.on(publication), found)
    return pages.show(
        request,
        study,
        "cards/coverage.html",
        rows=rows,
        publication=publication,
        audiences=AUDIENCES,
        n_without=sum(len(row.without) for row in rows),
    )


@require_safe
@pages.reading
def statement(request: HttpRequest, study: Study, version: int, statement: str) -> HttpResponse:
    """A statement of a published map: what is known of it, and the cards that rest on it."""
    publication = get_object_or_404(
        Publication.objects.select_related("concept_map__study"),
        concept_map__study=study,
        number=version,
        state=Publication.State.READY,
    )
    map_ = resting.on(publication)
    evidence = shown.evidence(map_, [statement])
    if not evidence:
        raise Http404
    texts = (
        Text.objects.filter(card__study=study, sources__statement=statement)
        .select_related("card")
        .order_by("card__number", "pk")
    )
    return pages.show(
        request,
        study,
        "cards/statement.html",
        evidence=evidence[0],
        all_evidence=evidence,
        map=map_,
        publication=publication,
        texts=texts,
        editions=_editions_on(study, statement),
    )


def _act_on_card(request: HttpRequest, study: Study, card: Card) -> HttpResponse:
    by = signed_in(request)
    if not rules.may_run(by, study.organisation):
        raise PermissionDenied
    act = request.POST.get("act", "")
    with told_when_impossible(request, "cards.card_changed"):
        if act == "drop":
            making.drop(card, by=by, request=request)
        elif act == "back":
            making.bring_back(card, by=by, request=request)
        elif act == "redraw":
            wanted = resting.chosen(resting.publications(study), request.POST.get("map") or "0")
            if wanted is None:
                raise Impossible("cards.map_withdrawn")
            making.redraw(card, wanted, by=by, request=request)
        elif act == "speak" and request.POST.get("for") in AUDIENCES:
            made = making.speak_to(card, request.POST["for"], by=by, request=request)
            return redirect("cards:text", study.slug, card.number, made.audience)
        elif act == "name":
            making.name(card, request.POST.get("theme", ""), by=by, request=request)
    return redirect("cards:card", study.slug, card.number)


def _card(study: Study, number: int) -> Card:
    found: Card = get_object_or_404(
        Card.objects.select_related("publication__concept_map__study", "study").prefetch_related(
            "texts__sources", "texts__remarks__reader"
        ),
        study=study,
        number=number,
    )
    return found


def _text(study: Study, number: int, audience: str) -> Text:
    found: Text = get_object_or_404(
        Text.objects.select_related("card__study", "card__publication__concept_map__study"),
        card__study=study,
        card__number=number,
        audience=audience,
    )
    return found


def _pictured(study: Study, text: Text) -> str:
    """The address of its picture; "" while it has none."""
    if not text.picture and not text.pictogram:
        return ""
    return reverse("cards:picture_file", args=[study.slug, text.card.number, text.audience])


def _lost(card: Card, publication: Publication) -> list[str]:
    """Statements of the card that are not on that map."""
    rests = Source.objects.filter(text__card=card).values_list("statement", flat=True)
    there = resting.in_order(resting.on(publication), rests)
    return sorted(set(rests) - set(there), key=lambda s: (len(s), s))


def _key(sent: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(sent)
    except ValueError:
        return None


def _editions_with(study: Study, number: int) -> list[Edition]:
    """Editions of the study in which this card stands."""
    own = Edition.objects.filter(study=study, translation_of=None)
    return [e for e in own if any(c["number"] == number for c in e.told["cards"])]


def _editions_on(study: Study, statement: str) -> list[tuple[Edition, list[int]]]:
    """Editions of the study with the numbers of the cards in them that rest on this statement."""
    found = []
    for edition in Edition.objects.filter(study=study, translation_of=None):
        numbers = [c["number"] for c in edition.told["cards"] if statement in c["statements"]]
        if numbers:
            found.append((edition, numbers))
    return found
