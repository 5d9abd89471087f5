"""Words that say something about health, crimes, debts or care, in text that an employer reads or writes.

It warns and shows the words; it decides nothing. What employers may keep: AP, De zieke werknemer; UAVG 30-33.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LONGEST = 100_000
"""Signs that are looked at; what comes after is not read."""
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(frozen=True)
class Found:
    """A word that may be private, where it stands in the text, and what can be written in its place."""

    kind: str
    """``health``, ``crime``, ``debt`` or ``care``."""
    word: str
    start: int
    end: int
    instead: str


@dataclass(frozen=True)
class _List:
    kind: str
    begins: tuple[str, ...]
    inside: tuple[str, ...]
    whole: frozenset[str]
    said: tuple[tuple[str, ...], ...]
    none: frozenset[str]
    instead: str


@cache
def _lists() -> tuple[_List, ...]:
    text = files("plainlanguage").joinpath("private_words.toml").read_text("utf-8")
    return tuple(
        _List(
            kind,
            tuple(table["begins"]),
            tuple(table["inside"]),
            frozenset(table["whole"]),
            tuple(tuple(one.split()) for one in table["said"]),
            frozenset(table["not"]),
            table["instead"],
        )
        for kind, table in tomllib.loads(text).items()
    )


def find(text: str) -> tuple[Found, ...]:
    """Every such word, in the order of the text; capitals, accents and invisible signs do not hide one.

    Only the first `LONGEST` signs are looked at.
    """
    words = list(_words(text[:LONGEST]))
    found = {}
    for at, (start, end, plain) in enumerate(words):
        for one in _lists():
            if _is(plain, one):
                found[start] = Found(one.kind, text[start:end], start, end, one.instead)
                break
            if phrase := _phrase(words, at, one):
                last = words[at + phrase - 1][1]
                found[start] = Found(one.kind, text[start:last], start, last, one.instead)
                break
    return tuple(found[start] for start in sorted(found))


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    """Each word with its place, in small letters without accents."""
    for match in _WORD.finditer(re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "\u0640", text)):
        own = text[match.start() : match.end()].translate(_INVISIBLE)
        bare = unicodedata.normalize("NFKD", own.casefold().replace("\u0640", ""))
        plain = "".join(sign for sign in bare if not unicodedata.combining(sign))
        yield match.start(), match.end(), plain


def _is(word: str, one: _List) -> bool:
    if word in one.none:
        return False
    return (
        word in one.whole or word.startswith(one.begins) or any(part in word for part in one.inside)
    )


def _phrase(words: list[tuple[int, int, str]], at: int, one: _List) -> int:
    """Of how many words an expression is that begins here; 0 for none."""
    for said in one.said:
        here = tuple(plain for _, _, plain in words[at : at + len(said)])
        if here == said:
            return len(said)
    return 0
