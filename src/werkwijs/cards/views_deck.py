"""The public pages of an edition: what it is, its deck for each audience, a card, and why a card is there.

They are the same for everybody who looks: none sets a cookie, and what somebody does with the cards stays on
their own device. A page speaks the language of its cards, where we have words in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from werkwijs.cards import deck as decks
from werkwijs.cards import printing
from werkwijs.cards.edition_document import AUDIENCES, EditionDocument
from werkwijs.cards.models import Edition
from werkwijs.cards.views_public_files import PUBLIC_FORMATS
from werkwijs.lib import pdf, sounds
from werkwijs.lib.words import language, say, words
from werkwijs.studies import media

PLEASE = "public, no-cache"
"""A browser may keep a page, and asks every time whether it is still there."""
FILE_FOR = "public, max-age=86400"
"""A file never changes; after a day a browser asks whether the cards are still public."""
FILE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
"""A drawing opened by itself runs and loads nothing."""
KINDS = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "m4a": "audio/mp4",
    **sounds.KINDS,
}
STYLES = ("design/base.css", "design/participant.css", "cards/deck.css")
SCRIPTS = (
    "cards/deck-store.js",
    "cards/deck-cards.js",
    "cards/deck-stack.js",
    "cards/deck-sorting.js",
    "cards/deck-compare.js",
    "cards/deck-talk.js",
    "cards/deck-offline.js",
)
KEPT = (*STYLES, *SCRIPTS, "design/aloud.js", "design/icon.svg")
"""What a device keeps beside the pages, so that they work without internet."""
MOTIONS = ("deck", "piles", "talk", "mat", "compare")


@dataclass(frozen=True)
class Opened:
    """A published edition that somebody looks at."""

    edition: Edition
    document: EditionDocument

    @property
    def code(self) -> str:
        return str(self.edition.code)


def _public(look: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Find a published edition, speak its language, and tell browsers what they may keep."""

    @wraps(look)
    def opened(request: HttpRequest, code: str, **about: Any) -> HttpResponse:
        found = Edition.objects.filter(code=code, published_at__isnull=False).first()
        if found is None:
            return _gone(request, "edition")
        document = found.told
        spoken = found.language[:2]
        if spoken not in dict(settings.LANGUAGES):
            spoken = translation.get_language()
        with translation.override(spoken):
            request.LANGUAGE_CODE = spoken  # type: ignore[attr-defined]
            response = look(request, Opened(found, document), **about)
        response.headers.setdefault("Content-Language", spoken)
        response.headers.setdefault("Cache-Control", PLEASE)
        return response

    return login_not_required(require_safe(opened))


def _page(look: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A public page, made small for a phone. It holds no secret that its size could give away."""
    return gzip_page(_public(look))


@_page
def edition(request: HttpRequest, opened: Opened) -> HttpResponse:
    """What it is, for whom, what it rests on, and what one may do with it."""
    document = opened.document
    return render(
        request,
        "cards/deck_edition.html",
        {
            **_about(opened, ""),
            "audiences": decks.audiences(document),
            "changes": decks.changes(document),
            "fan": _fan(document),
            "clusters": decks.every_cluster(document),
            "languages": decks.other_languages(opened.edition),
            "licence": words("cards", language()).get(
                "deck_licence", document["licence"], document["licence"]
            ),
            "made_day": _day(document["made_on"]),
            "map_day": _day(document["map"]["published_on"]),
            "makers": [{**m, "day": _day(m["on"])} for m in document["made"]],
            "credits": _credits(document),
            "print_kinds": () if pdf.why_not() else printing.KINDS,
            "open_formats": PUBLIC_FORMATS,
        },
    )


@_page
def deck(request: HttpRequest, opened: Opened, audience: str) -> HttpResponse:
    """All cards of one audience, to go through one by one, to draw from, and to look for."""
    found = _cards(opened, audience)
    wanted, letter = request.GET.get("zoek", "")[:80], request.GET.get("cluster", "")[:4]
    shown = {c.number for c in found if decks.fits(c, wanted, letter)}
    return render(
        request,
        "cards/deck.html",
        {
            **_motion(opened, audience, found, "deck"),
            "clusters": decks.themes(found),
            "wanted": wanted,
            "letter": letter,
            "shown": shown,
        },
    )


@_page
def mat(request: HttpRequest, opened: Opened, audience: str) -> HttpResponse:
    """Three places to put cards on: it goes well, so-so, or not."""
    found = _cards(opened, audience)
    return render(request, "cards/deck_mat.html", _motion(opened, audience, found, "mat"))


@_page
def piles(request: HttpRequest, opened: Opened, audience: str) -> HttpResponse:
    """Cards on piles with ready names or names of one's own."""
    found = _cards(opened, audience)
    ready = [(key, say("cards.deck_ready_set", key).split(" | ")) for key in READY]
    about = _motion(opened, audience, found, "piles") | {"ready": ready}
    return render(request, "cards/deck_piles.html", about)


@_page
def talk(request: HttpRequest, opened: Opened, audience: str) -> HttpResponse:
    """Choose cards for a talk, and show them one at a time."""
    found = _cards(opened, audience)
    return render(request, "cards/deck_talk.html", _motion(opened, audience, found, "talk"))


@_page
def compare(request: HttpRequest, opened: Opened, audience: str) -> HttpResponse:
    """Two cards beside each other: two of one audience, or one card for two audiences."""
    own = _cards(opened, audience)
    every = {a: decks.cards(opened.document, a) for a in AUDIENCES}
    first = _picked(request.GET.get("a", ""), every) or (own[0] if own else None)
    second = _picked(request.GET.get("b", ""), every) or (own[1] if len(own) > 1 else None)
    return render(
        request,
        "cards/deck_compare.html",
        {
            **_motion(opened, audience, own, "compare"),
            "sides": [("a", first), ("b", second)],
            "choices": [(a, found) for a, found in every.items() if found],
        },
    )


@_page
def card(request: HttpRequest, opened: Opened, audience: str, number: int) -> HttpResponse:
    """One card, both its sides: where a QR code leads."""
    found = _cards(opened, audience)
    before, chosen, after = decks.beside(found, number)
    if chosen is None:
        return _no_such_card(request, opened, audience, number)
    return render(
        request,
        "cards/deck_one.html",
        {
            **_motion(opened, audience, found, "card"),
            "card": chosen,
            "before": before,
            "after": after,
            "place": found.index(chosen) + 1,
            "total": len(found),
        },
    )


@_page
def why(request: HttpRequest, opened: Opened, audience: str, number: int) -> HttpResponse:
    """Where a card comes from: its statements, who brought them in, how important they are to whom."""
    _, chosen, _ = decks.beside(_cards(opened, audience), number)
    if chosen is None:
        return _no_such_card(request, opened, audience, number)
    sure, of_hundred = decks.certainty(opened.document, chosen)
    return render(
        request,
        "cards/deck_why.html",
        {
            **_about(opened, audience),
            "card": chosen,
            "grounds": decks.grounds(opened.document, chosen),
            "sure": sure,
            "of_hundred": of_hundred,
        },
    )


@_public
def file(request: HttpRequest, opened: Opened, name: str) -> HttpResponse:
    """A picture or a sound, or the part of it that a player asks for."""
    kind = KINDS.get(name.rsplit(".", 1)[-1].lower())
    if kind is None or "\0" in name:  # no database looks for that
        raise Http404
    kept = opened.edition.files.filter(name=name).first()
    if kept is None:
        raise Http404
    content = bytes(kept.content)
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    response = media.answer(request, (content, kind))
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = FILE_FOR
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag, None, response) or response


@_public
def worker(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The script that answers for these pages when there is no internet."""
    source = files("werkwijs.cards").joinpath("static/cards/deck-worker.js").read_text("utf-8")
    return HttpResponse(source, content_type="text/javascript; charset=utf-8")


@_public
def manifest(request: HttpRequest, opened: Opened, audience: str) -> HttpResponse:
    """What a phone needs to put the deck among its apps."""
    _known(audience)
    title = opened.document["title"]
    return JsonResponse(
        {
            "name": f"{title} – {say('cards.deck_for', audience)}",
            "short_name": title[:24],
            "lang": opened.edition.language,
            "start_url": reverse("deck:deck", args=[opened.code, audience]),
            "scope": reverse("deck:edition", args=[opened.code]),
            "display": "standalone",
            "background_color": "#faf8f4",
            "theme_color": "#0b5355",
            "icons": [{"src": static("design/icon.svg"), "type": "image/svg+xml", "sizes": "any"}],
        },
        content_type="application/manifest+json",
    )


@_page
def unreachable(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Kept on the device, and shown where a page was not kept and there is no internet."""
    return render(request, "cards/deck_unreachable.html", _about(opened, ""))


# --- what the pages have in common ------------------------------------------------------


def _day(written: str) -> date:
    return date.fromisoformat(written[:10])


def _credits(document: EditionDocument) -> list[str]:
    """Who made the pictures, each once."""
    pictures = [t["picture"] for c in document["cards"] for t in c["texts"].values()]
    return sorted({p["credit"] for p in pictures if p and p["credit"]})


def _fan(document: EditionDocument) -> list[decks.Card]:
    """Three cards of as many clusters, to show what it is about before a word is read."""
    every = [card for audience in AUDIENCES for card in decks.cards(document, audience)]
    return list({card.cluster.letter: card for card in reversed(every)}.values())[-3:]


def _known(audience: str) -> None:
    if audience not in AUDIENCES:
        raise Http404


def _cards(opened: Opened, audience: str) -> list[decks.Card]:
    _known(audience)
    return decks.cards(opened.document, audience)


def _about(opened: Opened, audience: str) -> dict[str, Any]:
    return {
        "edition": opened.edition,
        "code": opened.code,
        "document": opened.document,
        "audience": audience,
        "easy": audience in {decks.EASY, ""},
    }


def _motion(opened: Opened, audience: str, found: list[decks.Card], motion: str) -> dict[str, Any]:
    about = _about(opened, audience)
    return {
        **about,
        "cards": found,
        "motion": motion,
        "motions": [(m, reverse(f"deck:{m}", args=[opened.code, audience])) for m in MOTIONS],
        "device": {
            "store": f"werkwijs.kaarten.{opened.code}.{audience}",
            "words": {key: say("cards.deck_js", key, **FILLED_IN_LATER) for key in SAID},
        },
        "offline": _offline(opened, audience, found),
    }


READY = ("important", "doing", "who")
"""Piles that have names already."""
SAID = (
    "flip", "flip_back", "star_on", "star_off", "talk_on", "talk_off", "position", "one_found", "found",
    "none_found", "no_stars", "drawn", "shuffled", "in_order", "laid", "picked_up",
    "skipped", "left", "all_laid", "pile_made", "pile_named", "pile_gone", "pile_twice", "undone", "wiped",
    "kept", "not_kept", "cannot_keep", "started_again", "empty_pile", "cannot_show",
    "talk_position", "talk_done", "chosen", "lay_again", "text_title", "csv_head", "not_laid",
)  # fmt: skip
"""What scripts say."""
FILLED_IN_LATER = {name: f"{{{name}}}" for name in ("n", "total", "name", "title", "number", "on")}
"""Facts a script knows, and we do not."""


def _offline(opened: Opened, audience: str, found: list[decks.Card]) -> dict[str, Any]:
    """What a device keeps once the deck was opened, and under which name."""
    pages = [
        reverse("deck:edition", args=[opened.code]),
        reverse("deck:unreachable", args=[opened.code]),
        reverse("deck:manifest", args=[opened.code, audience]),
        *(reverse(f"deck:{m}", args=[opened.code, audience]) for m in MOTIONS),
    ]
    media_names: dict[str, None] = {}
    for one in found:
        pages += [
            reverse(f"deck:{page}", args=[opened.code, audience, one.number])
            for page in ("card", "why")
        ]
        media_names |= dict.fromkeys(m["file"] for m in (one.picture, one.sound) if m)
    ours = [static(name) for name in KEPT]
    version = hashlib.sha256(" ".join([opened.edition.digest, *ours]).encode()).hexdigest()[:12]
    return {
        "worker": reverse("deck:worker", args=[opened.code]),
        "scope": reverse("deck:edition", args=[opened.code]),
        "family": f"kaarten/{opened.code}/{audience}/",
        "version": version,
        "keep": [
            *ours,
            *pages,
            *(reverse("deck:file", args=[opened.code, name]) for name in media_names),
        ],
    }


def _picked(written: str, every: dict[str, list[decks.Card]]) -> decks.Card | None:
    """A card as a form names it: ``employer.3``."""
    audience, _, number = written.partition(".")
    return next((c for c in every.get(audience, []) if str(c.number) == number), None)


def _no_such_card(request: HttpRequest, opened: Opened, audience: str, number: int) -> HttpResponse:
    """It is not in this deck; perhaps it is in that of another audience."""
    also = decks.written_for(opened.document, number)
    return _gone(request, "card", number=number, also=also, **_about(opened, audience))


def _gone(request: HttpRequest, kind: str, **about: Any) -> HttpResponse:
    answer = render(request, "cards/deck_gone.html", {"kind": kind, **about}, status=404)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
