"""From an edition to paper: cards for a printer, to cut at home, or to read from top to bottom.

All of it is made from the document of an edition and its files; the same edition gives the same bytes::

    printing.pdf(document, files, "young-person", "printer", address=address)
    printing.name(document, "young-person", "printer")   # "sterk-in-werk-uitgave-1-jongeren-drukker.pdf"
    printing.problems(document, "young-person")          # what will not print well, in words
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Literal, get_args

from werkwijs.cards.edition_document import AudienceName, EditionDocument
from werkwijs.cards.printing import accessible, sheets
from werkwijs.cards.printing.checking import Problem, problems
from werkwijs.cards.printing.deck import Address, Deck
from werkwijs.lib import inks
from werkwijs.lib.words import words

Kind = Literal["printer", "home-long", "home-short", "accessible"]
KINDS: tuple[Kind, ...] = get_args(Kind)

__all__ = ["KINDS", "Address", "Kind", "NothingToPrint", "Problem", "name", "pdf", "problems"]


class NothingToPrint(Exception):
    """The edition has no cards for this audience."""


def pdf(
    document: EditionDocument,
    files: Mapping[str, bytes],
    audience: AudienceName,
    kind: Kind,
    *,
    address: Address | None = None,
    profile: bytes | None = None,
) -> bytes:
    """The deck of one audience as PDF.

    Parameters
    ----------
    files
        Pictures and sounds by the name the document calls them.
    kind
        "printer": PDF/X-4, a side a page. "home-long", "home-short": four on a sheet of A4, to be flipped on
        that edge.
        "accessible": PDF/UA-1, from top to bottom.
    address
        Number of a card (None: the whole edition) -> where everybody can read it. Without it no code is
        printed.
    profile
        For "printer": the ICC profile of another press than ours (offset on coated paper).

    Raises
    ------
    NothingToPrint
        There are no cards for this audience.
    werkwijs.lib.inks.NoPressProfile
        The profile is none of a press with four inks.
    werkwijs.lib.pdf.NoPrinter
        A library is missing.
    """
    deck = Deck(document, files, audience, address)
    if not deck.cards:
        raise NothingToPrint(audience)
    if kind == "printer":
        return sheets.for_a_printer(deck, profile or inks.bundled())
    if kind == "accessible":
        return accessible.linear(deck)
    return sheets.for_home(deck, kind)


def name(document: EditionDocument, audience: AudienceName, kind: Kind) -> str:
    """Name of the file, in letters every computer can write."""
    say = words("cards", "nl" if document["language"].startswith("nl") else "en")
    flat = unicodedata.normalize("NFKD", document["title"]).encode("ascii", "ignore").decode()
    title = re.sub(r"[^a-z0-9]+", "-", flat.lower()).strip("-")[:60].strip("-")
    parts = [
        title or "cards",
        say("print_file_edition", number=str(document["number"])),
        say("print_file_audience", audience),
        say("print_file", kind),
    ]
    return "-".join(parts) + ".pdf"
