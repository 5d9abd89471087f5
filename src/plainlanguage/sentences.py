"""A text as sentences and words, each with the place where it stands.

Written for how people type: lines without a full stop, lists, "bijv.", "UWV.", "z'n", an ellipsis in
the middle, a smiley at the end. Every character is looked at a fixed number of times.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from plainlanguage import word_lists


@dataclass(frozen=True)
class Word:
    """A word as it stands in the text, from ``start`` up to ``end``."""

    text: str
    start: int
    end: int
    is_link: bool = False

    @cached_property
    def plain(self) -> str:
        """Without capitals, with straight apostrophes and hyphens: as word lists write it."""
        return plain(self.text)

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit()


@dataclass(frozen=True)
class Sentence:
    """A sentence as it stands in the text, from ``start`` up to ``end``, with its words."""

    text: str
    start: int
    end: int
    words: tuple[Word, ...]
    line: int = 0
    """Sentences that stand on one line of the text have the same number."""

    def between(self, first: Word, second: Word) -> str:
        """What stands between two of its words."""
        return self.text[first.end - self.start : second.start - self.start]

    @cached_property
    def clauses(self) -> tuple[tuple[Word, ...], ...]:
        """Its words, cut where a comma or a word such as "als" begins something new."""
        openers = word_lists.words("clause_openers")
        found: list[list[Word]] = []
        for i, word in enumerate(self.words):
            before = self.between(self.words[i - 1], word) if i else ","
            if word.plain in openers or set(before) & set(",;:()–—"):
                found.append([])
            found[-1].append(word)
        return tuple(map(tuple, found))

    @cached_property
    def own_words(self) -> tuple[Word, ...]:
        """Its words without those somebody else says: between quotes, or after "Vraag:"."""
        said = {at for m in _QUOTED.finditer(self.text) for at in range(m.start(), m.end())}
        until = self.end
        for before, word in pairwise(self.words):
            if before.plain in word_lists.words("saying") and ":" in self.between(before, word):
                until = word.start
                break
        return tuple(w for w in self.words if w.start < until and w.start - self.start not in said)


def plain(word: str) -> str:
    """A word without capitals, with straight apostrophes and hyphens."""
    return unicodedata.normalize("NFC", word).translate(_STRAIGHT).lower()


_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "‐": "-", "‑": "-"})

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CHUNK = re.compile(r"\S+")
_LETTER = r"[^\W\d_]"
_WORD = re.compile(
    rf"""
    \d+(?:[.,:]\d+)*(?:e|de|ste)?(?!\w)                     # 10, 3,5, 10.30, 1.500, 2e
  | {_LETTER}(?:\.{_LETTER})+(?!\w)\.?                      # m.b.t., o.a.
  | \b[tpTP]/[muMU]\b                                       # t/m
  | ['’](?:s|t|n|k|m|r)(?!\w)                               # 's avonds
  | (?:[^\W_][\u0300-\u036f]*)+                             # werk, foto's, z'n, LVB-jongeren
    (?:['’`´‐‑\-](?:[^\W_][\u0300-\u036f]*)+)*
    """,
    re.VERBOSE,
)
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|[^\s@]+@[^\s@]+\.\w+"
    r"|[\w\-]+(?:\.[\w\-]+)*\.(?:nl|com|org|be|eu|net|info|pdf|csv|json|toml|zip|xlsx|docx|pptx|html|svg|png|jpg)(?:/\S*)?",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*(?:”|$)|„[^”“]*(?:[”“]|$)|«[^»]*»|\"[^\"]*(?:\"|$)|‘[^’]*’(?!\w)")
_OPENING = "\"'“”‘’«»([{<*_„"
_CLOSING = "\"'“”‘’«»)]}>*_"
_BULLET = re.compile(r"[-*•–—·▪◦‣+>]+|\(?(?:\d{1,3}|[A-Za-z])[.)]")
_WRAPPED = 60
"""A line of at least this many characters may go on in the next one."""


def split(text: str) -> list[Sentence]:
    """Split a text into sentences that hold at least one word.

    A line break ends a sentence, unless a long line without a full stop goes on with a small letter:
    then it was only wrapped. Bullets and numbers of a list belong to no sentence.
    """
    found: list[_Sentence] = []
    current: _Sentence | None = None
    last_line: re.Match[str] | None = None
    for number, line in enumerate(_LINE.finditer(text)):
        chunks = list(_CHUNK.finditer(text, line.start(), line.end()))
        if len(chunks) > 1 and _BULLET.fullmatch(chunks[0].group()):
            del chunks[0]
            current = None
        elif not (current and last_line and _goes_on(last_line.group(), chunks)):
            current = None
        for i, chunk in enumerate(chunks):
            said = chunk.group()
            words = list(_words(chunk, text))
            if current is None:
                if not words and found and found[-1].line == number:
                    found[-1].end = chunk.end()  # a smiley belongs to what it is about
                    continue
                current = _Sentence(chunk.start(), chunk.end(), number)
                found.append(current)
            current.words += words
            current.end = chunk.end()
            following = chunks[i + 1].group() if i + 1 < len(chunks) else ""
            if following and _ends(said, following, first=len(current.words) <= 1):
                current = None
        if chunks:
            last_line = line
    return [
        Sentence(text[s.start : s.end], s.start, s.end, tuple(s.words), s.line)
        for s in found
        if s.words
    ]


@dataclass
class _Sentence:
    start: int
    end: int
    line: int
    words: list[Word] = field(default_factory=list)


def _goes_on(line: str, chunks: list[re.Match[str]]) -> bool:
    return (
        len(line) >= _WRAPPED
        and line.rstrip().rstrip(_CLOSING)[-1:] not in set(".!?…:;")
        and bool(chunks)
        and chunks[0].group()[0].islower()
    )


def _words(chunk: re.Match[str], text: str) -> Iterator[Word]:
    said = chunk.group()
    bare = said.lstrip(_OPENING).rstrip(_CLOSING + ".,;:!?…")
    if ("." in bare or "@" in bare) and _LINK.fullmatch(bare):
        start = chunk.start() + said.index(bare)
        yield Word(bare, start, start + len(bare), is_link=True)
        return
    for match in _WORD.finditer(text, chunk.start(), chunk.end()):
        yield Word(match.group(), match.start(), match.end())


def _ends(said: str, following: str, *, first: bool) -> bool:
    """Whether a sentence ends between two chunks."""
    core = said.rstrip(_CLOSING)
    if not core or core[-1] not in ".!?…":
        return False
    begin = following.lstrip(_OPENING)[:1]
    if core.endswith(("…", "..")):
        return begin.isupper()
    if core[-1] in "!?":
        return not (core != said and begin.islower())  # "Kom je?" vraagt hij
    word = plain(core.strip(_OPENING).rstrip("."))
    if word in word_lists.meanings("abbreviations"):
        return word in word_lists.words("closing_abbreviations") and begin.isupper()
    if word in word_lists.words("titles") or (first and len(word) == 1):
        return False
    return not (word.isdigit() and begin.islower())
