"""Which words a reader sees and hears: remarks, approval and sound are about just those."""

from __future__ import annotations

import hashlib
import json
import unicodedata

from werkwijs.cards.models import Text


def words_of(text: Text) -> str:
    """What somebody hears, a line each: title, the very easy words or else why, what to do, the question."""
    lines = [text.title, text.easy or text.why, *text.actions, text.question]
    tidy = (" ".join(line.split()) for line in lines)
    return "\n".join(_ended(line) for line in tidy if line)


def digest(text: Text) -> str:
    """SHA-256 of those words, in hexadecimal: other words, another digest."""
    said = unicodedata.normalize("NFC", words_of(text))
    return hashlib.sha256(said.encode()).hexdigest()


def seen(text: Text) -> str:
    """SHA-256 of all that a reader has before them: another as soon as any word or the picture is another."""
    told = [
        text.title,
        text.why,
        text.actions,
        text.question,
        text.easy,
        text.pictogram,
        text.picture.name or "",
        text.picture_alt,
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _ended(line: str) -> str:
    """With a stop, so that a voice pauses after a title."""
    return line if line[-1] in ".?!:;…" else f"{line}."
