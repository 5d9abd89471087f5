"""Which texts of a page are read aloud, and how the server knows that it wrote them itself.

`marked` goes over a page and gives every text its reference: a signature with which
`werkwijs.design.views_spoken` makes sound of it. Without one nothing is spoken, so nobody uses us as a voice.
What participants wrote is never kept as sound: it would stay after they withdraw. Kept is what our own words
say, and what a template marks with ``data-aloud-keep`` because the study says it.
"""

from __future__ import annotations

import hashlib
import hmac
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from werkwijs.lib import speech, words

READ = frozenset({"h1", "h2", "h3", "p", "li", "label", "legend", "dt", "dd", "blockquote"})
"""What is read where a page marks nothing with ``data-aloud-text``."""
SILENT = frozenset({"script", "style", "noscript", "svg", "select", "textarea", "template"})
SPEAK = ("participation", "analysis", "cards", "design")
"""Rooms of which pages are read aloud: what they say is kept as sound."""
VOID = frozenset({"input", "br", "img", "hr", "meta", "link", "source", "wbr"})


def reference(text: str, language: str, *, keep: bool = False) -> str:
    """With this the text can be asked for as sound; empty where there is no voice for it."""
    said = tidy(text)
    if not said or len(said) > speech.LONGEST or language not in speech.VOICES:
        return ""
    if not speech.available():
        return ""
    head = f"{language}.{'k' if keep else 'n'}"
    return f"{head}.{_signature(head, said)}"


def sound(text: str, given: str) -> bytes | None:
    """The text as sound; None where the reference is not of this text.

    Raises
    ------
    werkwijs.lib.speech.CannotSpeak
        The voice is gone, or failed.
    """
    said = tidy(text)
    head, _, signature = given.rpartition(".")
    if not hmac.compare_digest(_signature(head, said).encode(), signature.encode()):
        return None
    language, _, keeping = head.partition(".")
    if keeping == "k":
        return speech.kept(said, language, folder() / f"{language}-{signature}.wav")
    return speech.speak(said, language)


def forget(text: str) -> None:
    """No sound of this text is kept any more."""
    for language in speech.VOICES:
        signature = _signature(f"{language}.k", tidy(text))
        (folder() / f"{language}-{signature}.wav").unlink(missing_ok=True)


def folder() -> Path:
    return Path(settings.DATA) / "spoken"


def tidy(text: str) -> str:
    """As a page shows it: without the spaces and lines of its source."""
    return " ".join(text.split())


def _signature(head: str, said: str) -> str:
    key = _key(settings.SECRET_KEY)
    return hmac.new(key, f"{head}:{said}".encode(), hashlib.sha256).hexdigest()[:40]


@cache
def _key(secret: str) -> bytes:
    return hashlib.sha256(f"spoken:{secret}".encode()).digest()


@cache
def our_words() -> frozenset[str]:
    """Every sentence that the website itself says, without those that are filled in."""
    found: set[str] = set()

    def collect(table: Any) -> None:
        for said in table.values():
            if isinstance(said, str):
                found.add(tidy(said))
            else:
                collect(said)

    for room in SPEAK:
        collect(words.room(room))
    return frozenset(text for text in found if "{" not in text)


# --- pages ------------------------------------------------------------------------------


def marked(page: str) -> str:
    """The page, with every text that is read aloud marked and given its reference."""
    parts, before = [], 0
    for place, added in _texts(page, words.language(), chosen="data-aloud-text" in page):
        parts += [page[before:place], added]
        before = place
    return "".join([*parts, page[before:]])


_PIECE = re.compile(
    r"""<!--.*?-->|<(?P<end>/?)(?P<tag>[a-zA-Z][\w-]*)(?P<has>[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*)>""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s=/"'>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")


@dataclass
class _Open:
    """A text that is being gathered: where its mark goes, and since which depth."""

    place: int
    has: dict[str, str]
    depth: int
    text: list[str]


def _texts(page: str, language: str, *, chosen: bool) -> Iterator[tuple[int, str]]:
    """Where in the page something is to be added, and what.

    Every page of a participant passes here, so it is quick: pages are our own, and what is filled in is
    escaped, so tags can be told by their form (a parser for all of the web took three times as long).
    """
    depth = silent = before = 0
    opened: _Open | None = None
    for piece in _PIECE.finditer(page):
        if opened and not silent:
            opened.text.append(page[before : piece.start()])
        before = piece.end()
        tag = (piece["tag"] or "").lower()
        if tag == "br" and opened and not silent:
            opened.text.append(" ")
        if not tag or tag in VOID or piece["has"].endswith("/"):
            continue
        if piece["end"]:
            if silent == depth:
                silent = 0
            elif opened and opened.depth == depth:
                yield from _mark(opened, language, chosen=chosen)
                opened = None
            depth = max(0, depth - 1)
            continue
        depth += 1
        if silent:
            continue
        has = _attributes(piece["has"])
        # What is hidden by itself may be shown by a script later.
        if tag in SILENT or (opened and "hidden" in has) or "data-aloud-skip" in has:
            silent = depth
        elif opened is None and ("data-aloud-text" in has if chosen else tag in READ):
            opened = _Open(piece.end() - 1, has, depth, [])


def _attributes(written: str) -> dict[str, str]:
    return {name: value.strip("\"'") for name, value in _ATTRIBUTE.findall(written)}


def _mark(opened: _Open, language: str, *, chosen: bool) -> Iterator[tuple[int, str]]:
    said = tidy(html.unescape("".join(opened.text)))
    if not said:
        return
    given = reference(
        said,
        (opened.has.get("lang") or language)[:2],
        keep="data-aloud-keep" in opened.has or said in our_words(),
    )
    added = "" if chosen else " data-aloud-text"
    if given:
        added += f' data-spoken="{given}"'
    yield opened.place, added
