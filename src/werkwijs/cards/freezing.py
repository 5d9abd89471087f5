"""Approved texts become an edition: numbered, with what they rest on, and never changed again."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.analysis import publishing
from werkwijs.analysis.models import Publication
from werkwijs.audit import noting
from werkwijs.cards import keeping, picturing, resting, reviewing, sounding
from werkwijs.cards.edition_document import (
    KIND,
    SCHEMA,
    CardText,
    Change,
    EditionCard,
    EditionDocument,
    EditionMap,
    Picture,
    Sound,
)
from werkwijs.cards.holding import hold_all
from werkwijs.cards.models import Card, Edition, Text
from werkwijs.lib.impossible import Impossible
from werkwijs.lib.tidying import one_line, without_signs
from werkwijs.lib.words import LANGUAGES
from werkwijs.studies import log
from werkwijs.studies.models import Study

LICENCES = ("CC-BY-SA-4.0", "CC-BY-4.0", "LicenseRef-all-rights-reserved")
COLOPHON = 600
"""Characters."""
FIELDS = ("title", "why", "actions", "question", "easy", "picture", "sound", "statements")


@dataclass(frozen=True)
class Plan:
    """What an edition would hold, and what it would leave out."""

    publication: Publication
    texts: list[Text]
    drafts: list[Text]
    """Not approved: left out."""
    elsewhere: list[Card]
    """Resting on another published map: left out."""
    waiting: list[Text]
    """Approved, and since then somebody said something that waits for an answer."""
    stale_sounds: list[Text]
    """Approved, but their sound says other words: the sound is left out."""


def plan(publication: Publication) -> Plan:
    """Look before freezing."""
    study = publication.concept_map.study_id
    cards = Card.objects.filter(study=study, dropped_at=None)
    own = Text.objects.filter(card__in=cards, card__publication=publication).select_related(
        "card__study"
    )
    own = own.prefetch_related("sources", "remarks__reader").order_by("card__number", "pk")
    texts = [t for t in own if t.state == Text.State.APPROVED]
    return Plan(
        publication,
        texts,
        [t for t in own if t.state != Text.State.APPROVED],
        list(cards.exclude(publication=publication)),
        [t for t in texts if any(reviewing.waits(r) for r in t.remarks.all())],
        [t for t in texts if not sounding.fits(t)],
    )


@transaction.atomic
def freeze(
    publication: Publication,
    *,
    title: str,
    licence: str,
    colophon: str,
    by: User,
    remark: str = "",
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> Edition:
    """Every approved text that rests on this map, as an edition; the same ``key`` twice makes one.

    Raises
    ------
    Impossible
        The map was withdrawn, or nothing is approved.
    """
    study = (
        Study.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=publication.concept_map.study_id)
    )
    if key is not None and (made := Edition.objects.filter(made_with=key, study=study).first()):
        return made  # type: ignore[no-any-return]
    own = Publication.objects.select_related("concept_map__study").get(pk=publication.pk)
    if own.withdrawn_at is not None:
        raise Impossible("cards.map_withdrawn")
    hold_all(study)
    planned = plan(own)
    if not planned.texts:
        raise Impossible("cards.freeze_nothing")
    before = last(study)
    document, files = _document(study, planned, before)
    document["title"] = one_line(title, 120) or study.title
    document["licence"] = licence if licence in LICENCES else LICENCES[0]
    document["colophon"] = without_signs(colophon).strip()[:COLOPHON]
    document["remark"] = one_line(remark, 300)
    edition = keeping.keep(
        document,
        files,
        organisation=study.organisation,
        study=study,
        publication=own,
        by=by,
    )
    Edition.objects.filter(pk=edition.pk).update(made_with=key)
    log.note("cards.frozen", study, about=edition, by=by, request=request)
    return edition


def last(study: Study) -> Edition | None:
    """The edition before: the latest of this study that is no translation."""
    found: Edition | None = (
        Edition.objects.filter(study=study, translation_of=None).order_by("-number").first()
    )
    return found


@transaction.atomic
def publish(edition: Edition, *, by: User, request: HttpRequest | None = None) -> None:
    """Everybody may see it. Twice is once.

    Raises
    ------
    Impossible
        The map it rests on was withdrawn; or beside an earlier version its figures tell of a few people.
    """
    if edition.publication is not None:
        publishing.tell_figures(edition.publication)
    own = Edition.objects.filter(pk=edition.pk, published_at=None)
    if own.update(published_at=timezone.now()):
        _noted("cards.edition_published", edition, by=by, request=request)


@transaction.atomic
def unpublish(edition: Edition, *, by: User, request: HttpRequest | None = None) -> None:
    """Its pages open for colleagues only; its address stays its own. Twice is once."""
    own = Edition.objects.filter(pk=edition.pk).exclude(published_at=None)
    if own.update(published_at=None):
        _noted("cards.edition_unpublished", edition, by=by, request=request)


def changes(before: EditionDocument | None, cards: list[EditionCard]) -> list[Change]:
    """How these cards differ from those of the edition before; nothing for a first edition."""
    if before is None:
        return []
    old, new = _texts(before["cards"]), _texts(cards)
    found: list[Change] = []
    for number, audience in sorted(old.keys() | new.keys()):
        was, now = old.get((number, audience)), new.get((number, audience))
        change: Change = {"number": number, "audience": audience, "what": "gone", "fields": []}
        if was is None:
            change["what"] = "new"
        elif now is not None:
            fields = [name for name in FIELDS if _differs(was, now, name)]
            if not fields:
                continue
            change["what"], change["fields"] = "changed", fields
        found.append(change)
    return found


def _texts(cards: list[EditionCard]) -> dict[tuple[int, str], Mapping[str, Any]]:
    return {(c["number"], a): t for c in cards for a, t in c["texts"].items()}


def _differs(was: Mapping[str, Any], now: Mapping[str, Any], field: str) -> bool:
    return bool(was[field] != now[field])


def _document(
    study: Study, planned: Plan, before: Edition | None
) -> tuple[EditionDocument, dict[str, bytes]]:
    files: dict[str, bytes] = {}
    rests = resting.on(planned.publication)
    cards = _cards(planned, rests, files)
    today = timezone.localdate().isoformat()
    document: EditionDocument = {
        "schema": SCHEMA,
        "kind": KIND,
        "key": str(uuid.uuid4()),
        "number": (before.number if before else 0) + 1,
        "title": study.title,
        "language": study.language if study.language in LANGUAGES else LANGUAGES[0],
        "made_on": today,
        "organisation": study.organisation.name,
        "licence": LICENCES[0],
        "colophon": "",
        "remark": "",
        "invented": study.invented,
        "follows": before.number if before else None,
        "changes": changes(before.told if before else None, cards),
        "made": [{"organisation": study.organisation.name, "on": today, "act": "made"}],
        "map": rests,
        "cards": cards,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    return document, files


def _cards(planned: Plan, rests: EditionMap, files: dict[str, bytes]) -> list[EditionCard]:
    found: dict[int, EditionCard] = {}
    for text in planned.texts:
        card = text.card
        own = found.setdefault(
            card.number,
            {
                "number": card.number,
                "key": str(card.key),
                "theme": card.theme,
                "clusters": [],
                "statements": [],
                "texts": {},
            },
        )
        own["texts"][text.audience] = _text(text, rests, files)
    for own in found.values():
        every = [s for t in own["texts"].values() for s in t["statements"]]
        own["statements"] = resting.in_order(rests, every)
        own["clusters"] = resting.clusters(rests, every)
    return list(found.values())


def _text(text: Text, rests: EditionMap, files: dict[str, bytes]) -> CardText:
    return {
        "title": text.title,
        "why": text.why,
        "actions": text.actions,
        "question": text.question,
        "easy": text.easy,
        "picture": _picture(text, files),
        "sound": _sound(text, files),
        "statements": resting.in_order(rests, [s.statement for s in text.sources.all()]),
        "read_by": reviewing.read_by(text, text.remarks.all()),
    }


def _picture(text: Text, files: dict[str, bytes]) -> Picture | None:
    shown = picturing.shown(text)
    if shown is None:
        return None
    return {
        "file": _kept("pictures", shown.ending, shown.content, files),
        "alt": shown.alt,
        "credit": shown.credit,
        "source": shown.source,
    }


def _sound(text: Text, files: dict[str, bytes]) -> Sound | None:
    heard = sounding.heard(text)
    if heard is None or not heard.fits:
        return None
    return {
        "file": _kept("sounds", heard.ending, heard.content, files),
        "kind": "voice" if heard.kind == Text.SoundKind.VOICE else "recorded",
    }


def _kept(folder: str, ending: str, content: bytes, files: dict[str, bytes]) -> str:
    """Its name among the files: by what is in it, so that the same picture is there once."""
    own = f"{folder}/{hashlib.sha256(content).hexdigest()[:16]}.{ending}"
    files[own] = content
    return own


def _noted(event: str, edition: Edition, *, by: User, request: HttpRequest | None) -> None:
    noting.note(
        event,
        by=by,
        about=edition,
        study=edition.study.slug if edition.study else "",
        organisation=edition.organisation_id,
        request=request,
    )
