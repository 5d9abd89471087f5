"""Translating an edition: choosing a language, text beside text, and finishing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkwijs.accounts.who import signed_in
from werkwijs.cards import languages, translating
from werkwijs.cards.edition_document import EditionDocument
from werkwijs.cards.formats import telling
from werkwijs.cards.models import Edition, Translation
from werkwijs.cards.translating import Part, Piece
from werkwijs.cards.views_exchange import running
from werkwijs.lib.words import language as ours
from werkwijs.lib.words import say

TEXT, SEEN = "t:", "s:"
"""What the names of fields begin with: the words, and the mark of what stood there."""
SHOWN_MISSING = 20


@require_safe
@running
def begin(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Where the list of languages leads: to the page of the one that was chosen."""
    asked = request.GET.get("taal", "").strip().lower()
    if not _possible(edition, asked):
        messages.error(request, say("cards.translate_no_language"))
        return redirect("editions:edition", edition.code)
    return redirect("editions:translate", edition.code, asked)


@require_http_methods(["GET", "HEAD", "POST"])
@running
def translate(request: HttpRequest, edition: Edition, language: str) -> HttpResponse:
    """One part of the edition with its translation beside it; what is sent is saved."""
    if not _possible(edition, language):
        raise Http404
    own = Translation.objects.filter(edition=edition, language=language).first()
    if own is not None and own.became is not None:
        return redirect("editions:edition", own.became.code)
    document = edition.told
    parts = translating.parts(document)
    part = _part(request.GET.get("deel", ""), parts)
    if request.method != "POST":
        return _page(request, edition, language, document, parts, part, own, {}, {})
    given = _given(request)
    own, conflicts = translating.save(edition, language, given)
    if "application/json" in request.headers.get("Accept", ""):
        return _answered(document, parts, own, given, conflicts)
    typed = {key: given[key][0] for key in conflicts}
    if conflicts:
        return _page(request, edition, language, document, parts, part, own, conflicts, typed)
    messages.success(request, say("cards.translate_saved"))
    goes_on = _after(part, parts) if request.POST.get("act") == "next" else part
    return redirect(
        f"{reverse('editions:translate', args=[edition.code, language])}?deel={goes_on.name}"
    )


@require_POST
@running
def finish(request: HttpRequest, edition: Edition, language: str) -> HttpResponse:
    """Make an edition of it."""
    own = get_object_or_404(Translation, edition=edition, language=language)
    try:
        made = translating.finish(own, by=signed_in(request), request=request)
    except translating.Unfinished as unfinished:
        messages.error(request, say("cards.translate_unfinished", n=len(unfinished.pieces)))
        return redirect("editions:translate", edition.code, language)
    messages.success(request, say("cards.translate_finished", language=languages.name(language)))
    return redirect("editions:edition", made.code)


def _page(
    request: HttpRequest,
    edition: Edition,
    language: str,
    document: EditionDocument,
    parts: list[Part],
    part: Part,
    own: Translation | None,
    conflicts: dict[str, str],
    typed: dict[str, str],
) -> HttpResponse:
    texts = own.texts if own is not None else {}
    lacking = translating.missing(document, texts)
    facts = {
        "edition": edition,
        "told": document,
        "language": language,
        "language_name": languages.name(language),
        "original_name": languages.name(edition.language),
        "parts": [(one, part_name(one), one.done(texts), one is part) for one in parts],
        "part": part,
        "part_name": part_name(part),
        "following": _after(part, parts),
        "rows": [_row(piece, texts, conflicts, typed) for piece in part.pieces],
        "done": sum(one.done(texts) for one in parts),
        "needed": sum(one.needed for one in parts),
        "missing": [(piece, piece_name(piece), _where(piece)) for piece in lacking[:SHOWN_MISSING]],
        "n_missing": len(lacking),
        "more": max(0, len(lacking) - SHOWN_MISSING),
        "long": [piece for piece in lacking if texts.get(piece.key)],
        "conflicts": conflicts,
        "begun": own is not None,
        "reserved": document["licence"] == "LicenseRef-all-rights-reserved",
    }
    return render(request, "cards/translate.html", facts, status=409 if conflicts else 200)


def _row(
    piece: Piece, texts: dict[str, str], conflicts: dict[str, str], typed: dict[str, str]
) -> dict[str, Any]:
    now = texts.get(piece.key, "")
    shown = typed.get(piece.key, now)
    return {
        "piece": piece,
        "name": piece_name(piece),
        "audience": telling.audience(piece.audience, ours()) if piece.audience else "",
        "shown": shown,
        "seen": translating.mark(now),
        "theirs": conflicts.get(piece.key),
        "long": len(shown) if len(shown) > piece.most else 0,
    }


def _answered(
    document: EditionDocument,
    parts: list[Part],
    own: Translation,
    given: dict[str, tuple[str, str]],
    conflicts: dict[str, str],
) -> JsonResponse:
    """What became of each text, for the script that saves as one goes."""
    most = {piece.key: piece.most for part in parts for piece in part.pieces}
    told = {}
    for key in given:
        if key not in most:
            continue
        now = own.texts.get(key, "")
        if key in conflicts:
            said = say("cards.translate_theirs", now=now or "–")
        elif len(now) > most[key]:
            said = say("cards.translate_long", n=len(now), most=most[key])
        else:
            said = ""
        told[key] = {"seen": translating.mark(now), "said": said, "kept": key not in conflicts}
    done, needed = sum(part.done(own.texts) for part in parts), sum(part.needed for part in parts)
    lacking = len(translating.missing(document, own.texts))
    progress = say("cards.translate_progress", done=done, needed=needed)
    facts = {
        "fields": told,
        "done": done,
        "needed": needed,
        "progress": progress,
        "missing": lacking,
    }
    return JsonResponse(facts, status=409 if conflicts else 200)


def _given(request: HttpRequest) -> dict[str, tuple[str, str]]:
    return {
        name.removeprefix(TEXT): (words, request.POST.get(f"{SEEN}{name.removeprefix(TEXT)}", ""))
        for name, words in request.POST.items()
        if name.startswith(TEXT) and isinstance(words, str)
    }


def part_name(part: Part) -> str:
    """What it is called on pages."""
    if part.name in (translating.EDITION, translating.MAP):
        return say("cards.translate_part", part.name)
    return say("cards.translate_card", number=part.name, title=part.heading)


def piece_name(piece: Piece) -> str:
    """What it is, in words: "Titel", "Wat je doet, 2"."""
    named = say("cards.translate_piece", piece.kind)
    return f"{named} {piece.nth}" if piece.nth else named


def _where(piece: Piece) -> tuple[str, str]:
    """The part it stands in, and for which audience it is."""
    first = piece.key.split("/")[0]
    part = translating.EDITION if first == "edition" else first
    if not part.isdigit() and part != translating.EDITION:
        part = translating.MAP
    return part, telling.audience(piece.audience, ours()) if piece.audience else ""


def _part(asked: str, parts: list[Part]) -> Part:
    return next((part for part in parts if part.name == asked), parts[0])


def _after(part: Part, parts: list[Part]) -> Part:
    return parts[min(parts.index(part) + 1, len(parts) - 1)]


def _possible(edition: Edition, code: str) -> bool:
    """Into a language we can name, and not the one it is in."""
    return languages.known(code) and code != edition.language.split("-")[0]
