"""Which texts of a page are read aloud, and how the server knows that it wrote them itself.

`marked` goes over the page of somebody who takes part and gives every text its reference: a signature with
which `views_spoken.spoken` makes sound of it. Without one nothing is spoken, so nobody uses us as a voice.
What participants wrote is never kept as sound: it would stay after they withdraw. Kept is what our own words
say, and what a template marks with ``data-aloud-keep`` because the study says it.
"""

from __future__ import annotations

import hashlib
import hmac
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.conf import settings

from werkwijs.lib import speech, words

READ = frozenset({"h1", "h2", "h3", "p", "li", "label", "legend", "dt", "dd", "blockquote"})
"""What is read where a page marks nothing with ``data-aloud-text``."""
SILENT = frozenset({"script", "style", "noscript", "svg", "select", "textarea", "template"})
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
    key = hashlib.sha256(f"spoken:{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, f"{head}:{said}".encode(), hashlib.sha256).hexdigest()[:40]


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

    for room in ("participation", "design"):
        collect(words.room(room))
    return frozenset(text for text in found if "{" not in text)


# --- pages ------------------------------------------------------------------------------


def marked(page: str) -> str:
    """The page, with every text that is read aloud marked and given its reference."""
    texts = _Texts(page, words.language(), chosen="data-aloud-text" in page)
    parts, before = [], 0
    for place, added in sorted(texts.found):
        parts += [page[before:place], added]
        before = place
    return "".join([*parts, page[before:]])


class _Texts(HTMLParser):
    """Finds the texts of a page, and where in its source their marks go."""

    def __init__(self, page: str, language: str, *, chosen: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self._language = language
        self._chosen = chosen
        self._lines = [0]
        for line in page.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._depth = self._silent = 0
        self._text: list[str] | None = None
        self._mark: tuple[int, str, bool, bool] = (0, "", False, False)
        self._from = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            if tag == "br":
                self.handle_data(" ")
            return
        self._depth += 1
        if self._silent:
            return
        has = dict(attrs)
        within = self._text is not None  # what is hidden by itself may be shown by a script later
        if tag in SILENT or (within and "hidden" in has) or "data-aloud-skip" in has:
            self._silent = self._depth
            return
        wanted = "data-aloud-text" in has if self._chosen else tag in READ
        if self._text is None and wanted:
            line, column = self.getpos()
            opening = self.get_starttag_text() or ""
            place = (
                self._lines[line - 1] + column + len(opening) - (2 if opening[-2:] == "/>" else 1)
            )
            language = (has.get("lang") or self._language)[:2]
            self._mark = (place, language, "data-aloud-keep" in has, self._chosen)
            self._text, self._from = [], self._depth

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self._silent == self._depth:
            self._silent = 0
        elif self._text is not None and self._from == self._depth:
            self._give("".join(self._text))
            self._text = None
        self._depth = max(0, self._depth - 1)

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._silent:
            self._text.append(data)

    def _give(self, text: str) -> None:
        place, language, keep, chosen = self._mark
        said = tidy(text)
        if not said:
            return
        given = reference(said, language, keep=keep or said in our_words())
        added = "" if chosen else " data-aloud-text"
        if given:
            added += f' data-spoken="{given}"'
        self.found.append((place, added))
