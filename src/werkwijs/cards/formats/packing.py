"""An edition as one zip: the document, its files, and beside them what people can read without a program.

Nothing in it is compressed: what is stored comes out the same on every machine, so that two organisations can
compare the digest of a whole zip.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from conceptmapping.errors import Language
from werkwijs.cards.edition_document import EditionDocument
from werkwijs.cards.formats import canonical, telling
from werkwijs.cards.formats.table import table

DOCUMENT = "edition.json"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def edition_zip(document: EditionDocument, files: Mapping[str, bytes]) -> bytes:
    """``README.txt``, ``LICENCE.txt``, ``edition.json``, ``cards.csv``, pictures and sounds."""
    return packed(
        {
            "README.txt": _both(telling.readme, document),
            "LICENCE.txt": _both(telling.licence_page, document),
            DOCUMENT: canonical.text(document).encode(),
            "cards.csv": table(document),
            **{name: files[name] for name in sorted(document["files"])},
        }
    )


def packed(contents: Mapping[str, bytes]) -> bytes:
    """A zip of these files, in this order, with every date in it the same."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packing:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system = 3  # as on Linux, wherever it is made
            entry.external_attr = 0o644 << 16
            packing.writestr(entry, content)
    return out.getvalue()


def _both(told: telling.Told, document: EditionDocument) -> bytes:
    """In Dutch, and below it in English; lines end as every program can show them."""
    languages: tuple[Language, ...] = ("nl", "en")
    parts = [told(document, language) for language in languages]
    return ("\n\n".join(parts) + "\n").replace("\n", "\r\n").encode()
