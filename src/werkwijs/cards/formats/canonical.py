"""How the document of an edition is written down: the same one is the same to the byte."""

from __future__ import annotations

import hashlib
import json

from werkwijs.cards.edition_document import EditionDocument


def text(document: EditionDocument) -> str:
    """As it is kept and handed over: keys in their own order, letters as themselves, a line per fact.

    Keys are not sorted: who opens the file reads what it is before what is in it. Reading keeps that order.
    """
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def digest(content: bytes | str) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()
