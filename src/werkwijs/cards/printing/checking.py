"""What of a deck will not print well, told before it is printed."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from PIL import Image

from conceptmapping.errors import Language
from werkwijs.cards.edition_document import AudienceName, CardText, EditionCard, EditionDocument
from werkwijs.cards.printing import faces
from werkwijs.cards.printing.deck import Deck, drawn, shows
from werkwijs.lib import pdf
from werkwijs.lib.words import words

SHARP = 530
"""Pixels on the longer side of a photo of 45 mm, at 300 to the inch."""
SMALL = 9.0
"""Points of a back below which who reads well has to peer."""
EASY = 10.5
"""The same for who reads with difficulty."""


@dataclass(frozen=True)
class Problem:
    """One thing that will not print well. ``str()`` is the sentence in the language of the edition."""

    kind: str
    card: int | None
    language: Language
    facts: dict[str, Any] = field(default_factory=dict, hash=False)

    def words(self, language: Language) -> str:
        """What is wrong, and what to do."""
        return words("cards", language)("print_problem", self.kind, **self.facts)

    @property
    def nl(self) -> str:
        return self.words("nl")

    @property
    def en(self) -> str:
        return self.words("en")

    def __str__(self) -> str:
        return self.words(self.language)


def problems(
    document: EditionDocument, audience: AudienceName, files: Mapping[str, bytes] | None = None
) -> list[Problem]:
    """What does not fit or lacks something; with the files, their pictures are looked at too."""
    deck = Deck(document, files or {}, audience, address=lambda _: "https://example.org/")
    found = []

    def wrong(kind: str, card: int | None = None, **facts: Any) -> None:
        told = facts if card is None else {"card": str(card), **facts}
        found.append(Problem(kind, card, deck.language, told))

    if not deck.cards:
        wrong("nothing")
        return found
    around = [document["title"], document["organisation"], document["colophon"], document["remark"]]
    around += [mark.name for mark in deck.marks.values()]
    if missing := pdf.undrawable(" ".join(around)):
        wrong("title_signs", signs=_listed(missing))
    for card, text in deck.cards:
        n = card["number"]
        if not faces.fit_front(text).fits:
            wrong("front", n)
        back = faces.fit_back(deck, text)
        if not back.fits:
            wrong("back", n)
        elif back.size < (EASY if deck.easy else SMALL):
            wrong("small", n, size=f"{back.size:g}")
        if missing := pdf.undrawable(" ".join(_texts(text))):
            wrong("signs", n, signs=_listed(missing))
        if coloured := pdf.only_coloured(" ".join(_texts(text))):
            wrong("coloured", n, signs=_listed(coloured))
        for kind, facts in _of_picture(card, text, files):
            wrong(kind, n, **facts)
    return found


def _of_picture(
    card: EditionCard, text: CardText, files: Mapping[str, bytes] | None
) -> Iterator[tuple[str, dict[str, Any]]]:
    picture = text["picture"]
    if picture is None:
        yield "no_picture", {}
        return
    if not picture["alt"].strip():
        yield "no_alt", {}
    if files is None:
        return
    image = files.get(picture["file"])
    if image is None or not shows(picture["file"], image):
        yield "lost", {}
    elif not drawn(picture["file"]):
        with Image.open(io.BytesIO(image)) as opened:
            longest = max(opened.size)
        if longest < SHARP:
            yield "few_pixels", {"pixels": longest, "wanted": SHARP}


def _texts(text: CardText) -> list[str]:
    return [text["title"], text["why"], *text["actions"], text["question"], text["easy"]]


def _listed(signs: set[str]) -> str:
    return " ".join(f"{sign} (U+{ord(sign):04X})" for sign in sorted(signs))
