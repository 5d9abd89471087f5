"""The bundled pictograms: found by words in Dutch and English, drawn as SVG, each with its credit."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

import snowballstemmer
from rapidfuzz.distance import Levenshtein

from conceptmapping.errors import Language
from werkwijs.lib.words import language as language_of_page

_STEMMERS = {"nl": "dutch", "en": "english"}
MOST = 12
"""Words of a search that are looked at."""


class NoSuchPictogram(LookupError):
    """There is no pictogram of this name."""


@dataclass(frozen=True)
class Said:
    """What is said of a pictogram in one language."""

    label: str
    words: str
    """By which it is found, besides its label."""
    alt: str
    """What is seen: the description it is given when somebody chooses it."""


@dataclass(frozen=True)
class Set:
    """Where drawings come from, and under which licence."""

    key: str
    name: str
    author: str
    licence: str
    licence_address: str
    source: str


@dataclass(frozen=True)
class Pictogram:
    """One drawing of the set."""

    name: str
    subject: str
    drawn: str
    """Its name in the set it comes from."""
    changed: str
    """What of the drawing itself is otherwise than in the set; "" for nothing."""
    said: Mapping[Language, Said]
    of: Set

    @property
    def source(self) -> str:
        """As an edition notes it: ``mulberry:bicycle``."""
        return f"{self.of.key}:{self.name}"

    @property
    def label(self) -> str:
        """In the language of whoever reads the page."""
        return self.said[language_of_page()].label

    def alt(self, language: str) -> str:
        return self.said["en" if language.startswith("en") else "nl"].alt


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(_folder().joinpath("pictograms.toml").read_text("utf-8"))


@cache
def _skipped(language: Language) -> frozenset[str]:
    """Words that stand in every title and point at no pictogram."""
    return frozenset(_told()["skipped"][language].split())


@cache
def _registry() -> Mapping[str, Pictogram]:
    told = _told()
    of = Set(**told["set"])
    return MappingProxyType(
        {
            name: Pictogram(
                name=name,
                subject=own["subject"],
                drawn=own["from"],
                changed=own.get("changed", ""),
                said={"nl": Said(**own["nl"]), "en": Said(**own["en"])},
                of=of,
            )
            for name, own in told["pictogram"].items()
        }
    )


def _folder() -> Traversable:
    return files(__name__)


def all() -> tuple[Pictogram, ...]:  # noqa: A001 - asked for as `pictograms.all()`
    """Every pictogram, subject by subject."""
    return tuple(_registry().values())


def subjects() -> dict[str, list[Pictogram]]:
    """The same, gathered by subject."""
    found: dict[str, list[Pictogram]] = {}
    for pictogram in all():
        found.setdefault(pictogram.subject, []).append(pictogram)
    return found


def get(name: str) -> Pictogram:
    """The pictogram of this name.

    Raises
    ------
    NoSuchPictogram
        There is none.
    """
    if name not in _registry():
        raise NoSuchPictogram(name)
    return _registry()[name]


def svg(name: str) -> bytes:
    """The drawing: SVG with a viewBox and colours as attributes, nothing that runs, nothing from elsewhere.

    Raises
    ------
    NoSuchPictogram
        There is none of this name.
    """
    pictogram = get(name)
    found: bytes = _folder().joinpath(pictogram.of.key, f"{pictogram.name}.svg").read_bytes()
    return found


def credit(name: str, language: str = "nl") -> str:
    """Who made it and under which licence, ready to be printed.

    Raises
    ------
    NoSuchPictogram
        There is none of this name.
    """
    of = get(name).of
    adapted = "adapted" if language.startswith("en") else "bewerkt"
    return f"{of.name} ({of.source.removeprefix('https://')}), {of.author}, {of.licence}, {adapted}"


# --- finding ----------------------------------------------------------------------------


def find(words: str, language: str = "nl") -> list[Pictogram]:
    """Pictograms these words point at, the nearest first; none where no word does.

    What somebody types, or the title of a card: a pictogram at which more words point comes first, then
    the one whose label or own words say it most exactly.
    """
    spoken: Language = "en" if language.startswith("en") else "nl"
    stem = _stemmer(spoken)
    asked = [(w, stem(w)) for w in _words(words) if w not in _skipped(spoken)][:MOST]
    ranked = []
    for place, pictogram in enumerate(all()):
        points = [_nearest(word, root, pictogram.name, spoken) for word, root in asked]
        pointing = [p for p in points if p]
        if pointing:
            ranked.append((-len(pointing), -sum(pointing), place, pictogram))
    return [pictogram for *_, pictogram in sorted(ranked, key=lambda r: r[:3])]


def _nearest(word: str, stem: str, name: str, language: Language) -> int:
    """How well a word fits a pictogram: 6 for its label, 1 for a part of a word or a slip; 0 for not."""
    best = 0
    for worth, token, root in _tokens(name, language):
        if token == word:
            best = max(best, worth)
        elif root == stem:
            best = max(best, worth - 1)
        elif _begins(token, word, 3, 20) or _begins(word, token, 4, 3):
            best = max(best, 2)
        elif _ends(word, token) or _ends(token, word) or _slip(word, token):
            best = max(best, 1)
    return best


def _begins(whole: str, part: str, shortest: int, more: int) -> bool:
    """``fietsen`` for who types ``fiets``, and the other way round."""
    return shortest <= len(part) < len(whole) <= len(part) + more and whole.startswith(part)


def _ends(whole: str, part: str) -> bool:
    """Whether a compound ends in a word: ``loonbrief`` is a ``brief``."""
    return len(part) >= 5 and len(whole) > len(part) + 2 and whole.endswith(part)


def _slip(word: str, token: str) -> bool:
    """One letter otherwise, too many or too few, in a word that is long enough to be sure."""
    return (
        min(len(word), len(token)) >= 5 and Levenshtein.distance(word, token, score_cutoff=1) == 1
    )


@cache
def _tokens(name: str, language: Language) -> tuple[tuple[int, str, str], ...]:
    said, stem = _registry()[name].said[language], _stemmer(language)
    labelled = [(6, w) for w in _words(said.label) if w not in _skipped(language)]
    found = [*labelled, *((4, w) for w in _words(said.words))]
    return tuple((worth, word, stem(word)) for worth, word in found)


def _stemmer(language: Language) -> Callable[[str], str]:
    stem: Callable[[str], str] = snowballstemmer.stemmer(_STEMMERS[language]).stemWord
    return stem


def _words(text: str) -> list[str]:
    """In small letters, without accents: ``één`` is found with ``een`` and ``café`` with ``cafe``."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return re.findall(r"[a-z0-9]{2,}", bare.lower())
