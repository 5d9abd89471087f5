"""The deck of one audience: its cards, its words and its pictures, ready to be laid on paper."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from xml.etree import ElementTree

from PIL import Image

from conceptmapping.errors import Language
from mapreport.wording import Words
from werkwijs.cards.edition_document import (
    AudienceName,
    CardText,
    EditionCard,
    EditionDocument,
    Picture,
)
from werkwijs.cards.printing import marks
from werkwijs.cards.printing.marks import Mark
from werkwijs.lib import qr
from werkwijs.lib.words import words

Address = Callable[[int | None], str]
"""Number of a card, or None for the whole edition -> where everybody can read it."""

_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S)")


@dataclass
class Deck:
    """What is printed for one audience. ``images`` fills while pages are written."""

    document: EditionDocument
    files: Mapping[str, bytes]
    audience: AudienceName
    address: Address | None = None
    images: dict[str, bytes] = field(default_factory=dict)
    _found: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.language: Language = "nl" if self.document["language"].startswith("nl") else "en"
        self.words: Words = words("cards", self.language)
        self.marks: dict[int, Mark] = marks.of(self.document, easy=self.audience == "young-person")
        self.cards: list[tuple[EditionCard, CardText]] = [
            (card, card["texts"][self.audience])
            for card in sorted(self.document["cards"], key=lambda card: card["number"])
            if self.audience in card["texts"]
        ]

    @property
    def easy(self) -> bool:
        """Whether its readers read with difficulty: every sentence then stands on a line of its own."""
        return self.audience == "young-person"

    @property
    def edition(self) -> str:
        return self.words("print_edition", number=str(self.document["number"]))

    @property
    def audience_named(self) -> str:
        return self.words("print_for", self.audience)

    def mark(self, card: EditionCard) -> Mark:
        """Of the cluster most of its statements lie in."""
        return next((self.marks[c] for c in card["clusters"] if c in self.marks), marks.PLAIN)

    def badge(self, mark: Mark, *, on_colour: bool = False) -> str:
        """The badge of a cluster, as an image."""
        self.images.update(mark.images())
        name = mark.on_colour if on_colour else mark.image
        return f'<img class="badge" src="image:{name}" alt="{escape(mark.letter)}">'

    def sentences(self, text: str) -> list[str]:
        """The lines in which it is set: one, or for who reads with difficulty one a sentence."""
        return _SENTENCE.split(text.strip()) if self.easy else [text.strip()]

    def picture(self, picture: Picture | None) -> str:
        """Name of its image; "" when there is none, or none that can be shown."""
        if picture is None:
            return ""
        name = picture["file"]
        if name not in self._found:
            image = self.files.get(name)
            self._found[name] = ""
            if image is not None and shows(name, image):
                # A name of our own: what others called it may mean something in a page.
                own = f"picture-{len(self._found)}{'.svg' if drawn(name) else ''}"
                self._found[name] = own
                self.images[own] = image
        return self._found[name]

    def code(self, number: int | None) -> str:
        """The code to scan, as an image; "" when the edition is not public."""
        if self.address is None:
            return ""
        name = f"code-{number or 0}"
        self.images[name] = qr.png(self.address(number))
        return f'<img class="code" src="image:{name}" alt="">'


def drawn(name: str) -> bool:
    """Whether the file of a picture is a drawing, not pixels."""
    return name.lower().endswith(".svg")


def shows(name: str, image: bytes) -> bool:
    """Whether a file holds a picture."""
    try:
        if drawn(name):
            return ElementTree.fromstring(image).tag.endswith("svg")  # noqa: S314 - nothing is fetched
        with Image.open(io.BytesIO(image)) as opened:
            opened.verify()
    except (ElementTree.ParseError, OSError, ValueError, SyntaxError, *_BOMBS):
        return False
    return True


def said(text: str, look: str = "", tag: str = "p", more: str = "") -> str:
    """A text as an element, in the direction in which it is read."""
    classed = f' class="{look}"' if look else ""
    return f"<{tag}{classed}{direction(text)}{more}>{escape(text)}</{tag}>"


def direction(text: str) -> str:
    """The attribute ``dir`` of a text: that of its first letter with a direction."""
    for sign in text:
        told = unicodedata.bidirectional(sign)
        if told in {"R", "AL"}:
            return ' dir="rtl"'
        if told == "L":
            return ""
    return ""


def statements(deck: Deck, ids: list[str], most: int) -> str:
    """The numbers of the statements a text rests on, "1, 2 en 6"; of many only the first."""
    if len(ids) <= most:
        return deck.words.listed(ids)
    return deck.words("print_more", statements=", ".join(ids[:most]), n=len(ids) - most)
