"""An edition on its way to another language: text beside text, saved as one goes, finished as an edition.

Pictures stay; what describes them is translated. Sounds do not come along: they speak the other language.
Nobody read the new texts yet, and the new edition says so.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.audit import noting
from werkwijs.cards import edition_document as longest
from werkwijs.cards import keeping
from werkwijs.cards.edition_document import AUDIENCES, EditionCard, EditionDocument
from werkwijs.cards.formats import soundness
from werkwijs.cards.models import Edition, Translation
from werkwijs.lib.tidying import one_line

EDITION, MAP = "uitgave", "conceptkaart"
"""The parts that are no card, as they stand in addresses."""
_KEPT = 4_000
"""Characters kept of what somebody types; what is too long for a card stays, and is told."""
_LINES = 4_000


@dataclass(frozen=True)
class Piece:
    """One text to translate."""

    key: str
    """``3/employer/title``"""
    kind: str
    """Which words say what it is: title, why, action ..."""
    original: str
    most: int
    """Characters that fit."""
    needed: bool = True
    """False: without a translation the original stays."""
    nth: int = 0
    """Of several of its kind, which one; 0 for the only one."""
    audience: str = ""
    lines: bool = False
    """Whether it may have more than one line."""


@dataclass(frozen=True)
class Part:
    """What is translated on one page: the edition itself, the map it rests on, or one card."""

    name: str
    heading: str
    """The title of a card, in its own language; "" for what is no card."""
    pieces: tuple[Piece, ...]

    def done(self, texts: Mapping[str, str]) -> int:
        return sum(bool(texts.get(piece.key)) for piece in self.pieces if piece.needed)

    @property
    def needed(self) -> int:
        return sum(piece.needed for piece in self.pieces)


class Unfinished(Exception):
    """Texts are missing, or longer than fits. ``pieces``: which."""

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = pieces
        super().__init__(f"{len(pieces)} texts")


# --- what there is to translate -------------------------------------------------------


def parts(document: EditionDocument) -> list[Part]:
    """Everything with words in it, in the order in which one reads it."""
    found = [
        Part(EDITION, "", tuple(_some(_of_edition(document)))),
        *(
            Part(str(card["number"]), _title(card), tuple(_some(_of_card(card))))
            for card in document["cards"]
        ),
        Part(MAP, "", tuple(_some(_of_map(document)))),
    ]
    return [part for part in found if part.pieces]


def missing(document: EditionDocument, texts: Mapping[str, str]) -> list[Piece]:
    """What stands between this and a finished translation: not there, or longer than fits."""
    return [
        piece
        for part in parts(document)
        for piece in part.pieces
        if (piece.needed and not texts.get(piece.key)) or len(texts.get(piece.key, "")) > piece.most
    ]


def _some(pieces: Iterator[Piece]) -> Iterator[Piece]:
    return (piece for piece in pieces if piece.original.strip())


def _title(card: EditionCard) -> str:
    return next(card["texts"][a]["title"] for a in AUDIENCES if a in card["texts"])


def _of_edition(document: EditionDocument) -> Iterator[Piece]:
    yield Piece("edition/title", "edition_title", document["title"], 120)
    yield Piece("edition/remark", "remark", document["remark"], _LINES, lines=True)
    yield Piece("edition/colophon", "colophon", document["colophon"], _LINES, lines=True)


def _of_card(card: EditionCard) -> Iterator[Piece]:
    number = card["number"]
    yield Piece(f"{number}/theme", "theme", card["theme"], longest.THEME)
    for audience in AUDIENCES:
        text = card["texts"].get(audience)
        if text is None:
            continue
        at = f"{number}/{audience}"
        yield Piece(f"{at}/title", "title", text["title"], longest.TITLE, audience=audience)
        yield Piece(f"{at}/why", "why", text["why"], longest.WHY, audience=audience)
        for nth, action in enumerate(text["actions"], start=1):
            yield Piece(
                f"{at}/action/{nth}", "action", action, longest.ACTION, nth=nth, audience=audience
            )
        yield Piece(
            f"{at}/question", "question", text["question"], longest.QUESTION, audience=audience
        )
        yield Piece(f"{at}/easy", "easy", text["easy"], longest.EASY, audience=audience)
        if text["picture"]:
            yield Piece(f"{at}/alt", "alt", text["picture"]["alt"], longest.ALT, audience=audience)


def _of_map(document: EditionDocument) -> Iterator[Piece]:
    on_map = document["map"]
    yield Piece("map/study", "study", on_map["study"], 300)
    yield Piece("map/prompt", "prompt", on_map["prompt"], 600)
    yield Piece("map/stem", "stem", on_map["stem"], 300)
    for cluster in on_map["clusters"]:
        at, nth = f"cluster/{cluster['cluster']}", cluster["cluster"]
        yield Piece(f"{at}/name", "cluster", cluster["name"], 300, nth=nth)
        yield Piece(f"{at}/easy", "cluster_easy", cluster["easy"], 300, nth=nth)
    for group in on_map["groups"]:
        yield Piece(f"group/{group['key']}", "group", group["name"], 200)
    used = {statement for card in document["cards"] for statement in card["statements"]}
    for statement in on_map["statements"]:
        if statement["id"] in used:
            yield Piece(
                f"statement/{statement['id']}", "statement", statement["text"], 1000, needed=False
            )


# --- saving as one goes ---------------------------------------------------------------


def mark(text: str) -> str:
    """What stood there when the page was opened, in short: another one there now is noticed."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@transaction.atomic
def save(
    edition: Edition, language: str, given: Mapping[str, tuple[str, str]]
) -> tuple[Translation, dict[str, str]]:
    """Keep what was typed; a text that a colleague changed meanwhile stays as they left it.

    Parameters
    ----------
    given
        Key -> the words, and the `mark` of what stood there when the page was opened.

    Returns
    -------
    The translation, and key -> what stands there now, for each text that was not saved for that reason.
    """
    Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)  # one after the other
    own, _ = Translation.objects.get_or_create(edition=edition, language=language)
    pieces = {piece.key: piece for part in parts(edition.told) for piece in part.pieces}
    conflicts: dict[str, str] = {}
    changed = False
    for key, (typed, seen) in given.items():
        piece = pieces.get(key)
        if piece is None or own.became_id:
            continue
        words = _tidied(typed, piece)
        now = own.texts.get(key, "")
        if words == now:
            continue
        if seen != mark(now):
            conflicts[key] = now
            continue
        own.texts[key] = words
        changed = True
    if changed:
        own.version += 1
        own.changed_at = timezone.now()
        own.save(update_fields=["texts", "version", "changed_at"])
    return own, conflicts


def _tidied(typed: str, piece: Piece) -> str:
    typed = soundness.without_signs(typed)
    if not piece.lines:
        return one_line(typed, _KEPT)
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()[:_KEPT]


# --- finishing ------------------------------------------------------------------------


@transaction.atomic
def finish(translation: Translation, *, by: User, request: HttpRequest | None = None) -> Edition:
    """Freeze it as an edition of its own. Twice is once.

    Raises
    ------
    Unfinished
        Something is missing, or longer than fits.
    """
    edition = Edition.objects.select_for_update(of=("self",)).get(pk=translation.edition_id)
    own = Translation.objects.select_related("became").get(pk=translation.pk)
    if own.became is not None:
        return cast("Edition", own.became)
    document = edition.told
    if lacking := missing(document, own.texts):
        raise Unfinished(lacking)
    translated = in_language(
        document,
        own.texts,
        language=own.language,
        by=edition.organisation.name[:120],
        on=timezone.localdate(),
        key=str(uuid.uuid4()),
    )
    files = {
        name: c for name, c in keeping.files_of(edition).items() if name in translated["files"]
    }
    kept = keeping.keep(
        translated,
        files,
        organisation=edition.organisation,
        study=edition.study,
        publication=edition.publication,
        by=by,
        translation_of=edition,
    )
    own.became = kept
    own.save(update_fields=["became"])
    noting.note(
        "cards.edition_translated",
        by=by,
        about=kept,
        study=edition.study.slug if edition.study else "",
        organisation=edition.organisation_id,
        request=request,
    )
    return kept


def in_language(
    document: EditionDocument,
    texts: Mapping[str, str],
    *,
    language: str,
    by: str,
    on: date,
    key: str,
) -> EditionDocument:
    """The document in the other language: a new one, that names the one it came from."""
    made = deepcopy(document)
    made["key"], made["language"], made["translation_of"] = key, language, document["key"]
    made["made_on"] = on.isoformat()
    made["made"] = [*made["made"], {"organisation": by, "on": on.isoformat(), "act": "translated"}]

    def said(key: str, otherwise: str) -> str:
        return texts.get(key) or otherwise

    for field in ("title", "remark", "colophon"):
        made[field] = said(f"edition/{field}", document[field])
    for card in made["cards"]:
        _say_card(card, said)
    on_map: Any = made["map"]
    for field in ("study", "prompt", "stem"):
        on_map[field] = said(f"map/{field}", on_map[field])
    for cluster in on_map["clusters"]:
        for field in ("name", "easy"):
            cluster[field] = said(f"cluster/{cluster['cluster']}/{field}", cluster[field])
    for group in on_map["groups"]:
        group["name"] = said(f"group/{group['key']}", group["name"])
    for statement in on_map["statements"]:
        statement["text"] = said(f"statement/{statement['id']}", statement["text"])
    made["files"] = {n: digest for n, digest in made["files"].items() if n.startswith("pictures/")}
    return made


def _say_card(card: EditionCard, said: Any) -> None:
    card["theme"] = said(f"{card['number']}/theme", card["theme"])
    for audience, text in card["texts"].items():
        at = f"{card['number']}/{audience}"
        for field in ("title", "why", "question", "easy"):
            text[field] = said(f"{at}/{field}", text[field])  # type: ignore[literal-required]
        text["actions"] = [
            said(f"{at}/action/{nth}", action)
            for nth, action in enumerate(text["actions"], start=1)
        ]
        if text["picture"]:
            text["picture"]["alt"] = said(f"{at}/alt", text["picture"]["alt"])
        text["sound"] = None
        text["read_by"] = {"n": 0, "experts": 0}
