"""Prints of an edition, made once: an edition never changes, so neither does what comes off the press.

They are kept beside other data of the website and are made anew when we print otherwise, or when the codes
on the cards lead somewhere else.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path

from django.conf import settings as website

from werkwijs.cards import exchanging, keeping, printing
from werkwijs.cards.edition_document import AudienceName
from werkwijs.cards.formats import offered
from werkwijs.cards.models import Edition


def printed(edition: Edition, audience: AudienceName, kind: printing.Kind) -> tuple[str, bytes]:
    """What it is called, and the PDF.

    Raises
    ------
    werkwijs.lib.pdf.NoPrinter
        A library is missing here.
    """
    document = edition.told
    name = printing.name(document, audience, kind)
    address = exchanging.address(edition, audience)
    leads_to = address(None) if address else ""
    mark = hashlib.sha256(f"{edition.digest}:{leads_to}:{_press()}".encode()).hexdigest()[:32]

    def make() -> bytes:
        return printing.pdf(document, keeping.files_of(edition), audience, kind, address=address)

    return name, _kept(f"{mark}-{audience}-{kind}.pdf", make)


def open_format(edition: Edition, name: str) -> tuple[str, bytes]:
    """The same for a file in an open format.

    Raises
    ------
    werkwijs.cards.formats.offered.NotOffered
        There is no such file.
    """
    document = edition.told
    if name not in offered.names(document):
        raise offered.NotOffered(name)
    mark = hashlib.sha256(f"{edition.digest}:{_press()}".encode()).hexdigest()[:32]
    made = _kept(f"{mark}-{name}", lambda: exchanging.made(edition, name)[1])
    return offered.download_name(name, document), made


def _kept(name: str, make: Callable[[], bytes]) -> bytes:
    """From the folder of prints; made first where it is not there."""
    place = Path(website.DATA) / "printed" / name
    if place.is_file():
        return place.read_bytes()
    made = make()
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
    half.write_bytes(made)
    half.replace(place)
    return made


@cache
def _press() -> str:
    """Changes as soon as anything with which we print does."""
    told = hashlib.sha256()
    for folder in ("cards/printing", "cards/formats", "cards/words", "lib"):
        root = files("werkwijs").joinpath(folder)
        for path in sorted(Path(str(root)).rglob("*")):
            if path.is_file() and path.suffix in {".py", ".css", ".html", ".ttf", ".icc", ".toml"}:
                told.update(path.read_bytes())
    return told.hexdigest()
