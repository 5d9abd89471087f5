"""Cards are drawn from statements of a published map, speak to more audiences, are dropped and come back."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.analysis.models import Publication
from werkwijs.cards import resting, writing
from werkwijs.cards.edition_document import THEME
from werkwijs.cards.models import Audience, Card, Source, Text
from werkwijs.lib.impossible import Impossible
from werkwijs.lib.tidying import one_line
from werkwijs.studies import log
from werkwijs.studies.models import Study

MOST = 200
"""Cards in one study: more is no deck."""


@transaction.atomic
def make(
    publication: Publication,
    statements: Collection[str],
    audiences: Collection[str],
    *,
    theme: str,
    by: User,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> Card:
    """A new card with an empty text for each audience; the same ``key`` twice makes one.

    Raises
    ------
    Impossible
        No statement of the map, no audience, the map was withdrawn, or there are too many cards.
    """
    study = Study.objects.select_for_update(of=("self",)).get(pk=publication.concept_map.study_id)
    if key is not None and (made := Card.objects.filter(made_with=key, study=study).first()):
        return made  # type: ignore[no-any-return]
    if publication.withdrawn_at is not None:
        raise Impossible("cards.map_withdrawn")
    own = resting.in_order(resting.on(publication), statements)
    wanted = [a for a in Audience.values if a in audiences]
    if not own:
        raise Impossible("cards.needs_statement")
    if not wanted:
        raise Impossible("cards.needs_audience")
    last = Card.objects.filter(study=study).aggregate(n=Max("number"))["n"] or 0
    if last >= MOST:
        raise Impossible("cards.too_many")
    card: Card = Card.objects.create(
        study=study,
        publication=publication,
        number=last + 1,
        theme=one_line(theme, THEME),
        created_by=by,
        made_with=key,
    )
    for audience in wanted:
        _speak(card, audience, own)
    log.note("cards.made", study, about=card, by=by, request=request)
    return card


@transaction.atomic
def speak_to(card: Card, audience: str, *, by: User, request: HttpRequest | None = None) -> Text:
    """The card says something to this audience too; it starts from the statements of the others.

    Raises
    ------
    Impossible
        The map it rests on was withdrawn.
    """
    own = Card.objects.select_for_update(of=("self",)).get(pk=card.pk)
    found: Text | None = own.texts.filter(audience=audience).first()
    if found is not None:
        return found
    if own.publication.withdrawn_at is not None:
        raise Impossible("cards.map_withdrawn")
    before = Source.objects.filter(text__card=own).values_list("statement", flat=True)
    text = _speak(own, audience, resting.in_order(resting.on(own.publication), before))
    log.note("cards.changed", own.study, about=own, by=by, request=request)
    return text


@transaction.atomic
def rest_on(
    text: Text, statements: Collection[str], *, by: User, request: HttpRequest | None = None
) -> None:
    """The text rests on these statements from now on.

    Raises
    ------
    Impossible
        None of them is on the map, or it was withdrawn.
    """
    own = Text.objects.select_for_update(of=("self",)).select_related("card").get(pk=text.pk)
    if own.card.publication.withdrawn_at is not None:
        raise Impossible("cards.map_withdrawn")
    wanted = resting.in_order(resting.on(own.card.publication), statements)
    if not wanted:
        raise Impossible("cards.needs_statement")
    if set(wanted) == set(own.sources.values_list("statement", flat=True)):
        return
    own.sources.all().delete()
    _rest(own, wanted)
    writing.changed(own)
    log.note("cards.changed", own.card.study, about=own.card, by=by, request=request)


@transaction.atomic
def redraw(
    card: Card, publication: Publication, *, by: User, request: HttpRequest | None = None
) -> None:
    """The card rests on another published map of the same study; editions stay as they are.

    Raises
    ------
    Impossible
        That map was withdrawn, is of another study, or lacks every statement of one of its texts.
    """
    own = Card.objects.select_for_update(of=("self",)).get(pk=card.pk)
    if publication.withdrawn_at is not None:
        raise Impossible("cards.map_withdrawn")
    if publication.concept_map.study_id != own.study_id:
        raise Impossible("cards.map_of_another_study")
    there = resting.on(publication)
    for text in own.texts.all():
        kept = resting.in_order(there, text.sources.values_list("statement", flat=True))
        if not kept:
            raise Impossible("cards.statements_not_on_map")
        gone, _ = text.sources.exclude(statement__in=kept).delete()
        if gone:
            writing.changed(text)
    own.publication = publication
    own.save(update_fields=["publication"])
    log.note("cards.changed", own.study, about=own, by=by, request=request)


@transaction.atomic
def name(card: Card, theme: str, *, by: User, request: HttpRequest | None = None) -> None:
    """What it is about is called otherwise."""
    said = one_line(theme, THEME)
    if Card.objects.filter(pk=card.pk).exclude(theme=said).update(theme=said):
        log.note("cards.changed", card.study, about=card, by=by, request=request)


@transaction.atomic
def drop(card: Card, *, by: User, request: HttpRequest | None = None) -> None:
    """Not in a next edition; everything written stays. Twice is once."""
    if Card.objects.filter(pk=card.pk, dropped_at=None).update(dropped_at=timezone.now()):
        log.note("cards.dropped", card.study, about=card, by=by, request=request)


@transaction.atomic
def bring_back(card: Card, *, by: User, request: HttpRequest | None = None) -> None:
    """It counts again, under its own number."""
    if Card.objects.filter(pk=card.pk).exclude(dropped_at=None).update(dropped_at=None):
        log.note("cards.brought_back", card.study, about=card, by=by, request=request)


def _speak(card: Card, audience: str, statements: Iterable[str]) -> Text:
    text: Text = Text.objects.create(card=card, audience=audience)
    _rest(text, statements)
    return text


def _rest(text: Text, statements: Iterable[str]) -> None:
    Source.objects.bulk_create(Source(text=text, statement=s) for s in statements)
