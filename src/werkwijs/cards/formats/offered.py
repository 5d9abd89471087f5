"""In which files an edition leaves, each by its name: for pages and for the command line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from werkwijs.cards.edition_document import EditionDocument
from werkwijs.cards.formats import canonical, telling
from werkwijs.cards.formats.packing import DOCUMENT, edition_zip

ZIP, TABLE, WORD = "edition.zip", "cards.csv", "cards.docx"
IMAGES = "images-"
_TYPES = {
    "zip": "application/zip",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class NotOffered(Exception):
    """There is no such file of this edition."""


def names(document: EditionDocument) -> list[str]:
    """Every file there can be: the whole, the texts, and images for each audience."""
    return [ZIP, WORD, TABLE, DOCUMENT, *(f"{IMAGES}{a}.zip" for a in telling.audiences(document))]


def made(name: str, document: EditionDocument, files: Mapping[str, bytes]) -> bytes:
    """What is in it.

    Raises
    ------
    NotOffered
        This edition has no file of that name.
    """
    if name not in names(document):
        raise NotOffered(name)
    if name == ZIP:
        return edition_zip(document, files)
    if name == DOCUMENT:
        return canonical.text(document).encode()
    if name == TABLE:
        from werkwijs.cards.formats.table import table

        return table(document)
    if name == WORD:
        from werkwijs.cards.formats.word_document import word_document

        return word_document(document, files)
    from werkwijs.cards.formats.card_images import images

    return images(document, files, name.removeprefix(IMAGES).removesuffix(".zip"))


def content_type(name: str) -> str:
    return _TYPES[name.rsplit(".", 1)[-1]]


def download_name(name: str, document: EditionDocument) -> str:
    """What a browser calls it: ``sterk-in-werk-1-nl.zip``, plain letters only."""
    stem, ending = name.rsplit(".", 1)
    plain = unicodedata.normalize("NFKD", document["title"]).encode("ascii", "ignore").decode()
    title = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60] or "edition"
    more = f"-{stem}" if stem.startswith(IMAGES) else ""
    return f"{title}-{document['number']}-{document['language']}{more}.{ending}"
