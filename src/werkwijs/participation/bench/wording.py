"""The text of a statement: without the stem, on one line, not empty, and not too long."""

from __future__ import annotations

import re
import unicodedata

from werkwijs.lib.words import say
from werkwijs.participation.bench.obstacles import Unfit
from werkwijs.participation.models import Idea
from werkwijs.studies.models import Statement

LONGEST: int = Statement._meta.get_field("text").max_length or 300


def fitting(text: str, *, stem: str) -> str:
    """The text as a statement.

    Raises
    ------
    Unfit
        It is empty, or too long; the message says how much.
    """
    cleaned = without_stem(text, stem)
    if not any(unicodedata.category(c)[0] in "LNS" for c in cleaned):
        raise Unfit(say("participation.bench_empty"))
    if (over := len(cleaned) - LONGEST) > 0:
        raise Unfit(say("participation.bench_too_long", n=over, longest=LONGEST))
    return cleaned


def without_stem(text: str, stem: str) -> str:
    """On one line, and without the words with which every statement begins."""
    line = one_line(text)
    begin = one_line(stem).rstrip(".… ")
    if not begin:
        return line
    found = re.match(re.escape(begin) + r"(?:\s*(?:\.\.\.|…|:|,))?(?=\s|$)", line, re.IGNORECASE)
    return line[found.end() :].strip() if found else line


def one_line(text: str) -> str:
    kept = "".join(c for c in text if c in "\n\t\r" or unicodedata.category(c) != "Cc")
    return " ".join(kept.split())


def from_idea(idea: Idea, stem: str) -> str:
    """What somebody said, as it would stand in the set."""
    return without_stem(idea.text, stem)


def alike(one: str, other: str) -> bool:
    """The same words, whatever the capitals and the full stop."""
    return _bare(one) == _bare(other)


def literally_in(text: str, raw: str) -> bool:
    """Whether a statement is said in somebody's own words, all of them or a part."""
    words, own = _bare(text), _bare(raw)
    return bool(words) and f" {words} " in f" {own} "


def _bare(text: str) -> str:
    spaced = re.sub(r"[^\w]+", " ", unicodedata.normalize("NFC", text).casefold()).strip()
    return spaced or one_line(text)
