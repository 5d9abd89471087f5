"""What we know of a Dutch word: how usual, how long, of what family, and whether it is hard."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import pyphen
import snowballstemmer
import wordfreq

from plainlanguage import word_lists

_KEPT = 1 << 14
"""Words whose facts are remembered."""

LONGEST = 60
"""Letters of a word we look into; what is longer is not Dutch."""


# --- how usual ------------------------------------------------------------------------


@cache
def _frequencies() -> Mapping[str, float]:
    return wordfreq.get_frequency_dict("nl")


@lru_cache(_KEPT)
def zipf(word: str) -> float:
    """How usual this very form is: 3 is once in a million words, 6 once in a thousand; 0 unknown.

    References
    ----------
    Van Heuven, W. J. B., Mandera, P., Keuleers, E. & Brysbaert, M. (2014). SUBTLEX-UK: A new and
    improved word frequency database for British English. Quarterly Journal of Experimental
    Psychology, 67(6), 1176-1190.
    """
    frequency = _frequencies().get(word, 0.0)
    return math.log10(frequency) + 9.0 if frequency > 0 else 0.0


@lru_cache(_KEPT)
def usual(word: str) -> float:
    """How usual its most usual form is, as a whole: its parts do not count."""
    return max(map(zipf, family(word)))


@lru_cache(_KEPT)
def ease(word: str) -> float:
    """How usual a word is for a reader: the most usual of its forms.

    Who knows "denken" and "mee" reads "meedenkt", and who knows "werk" and "plek" reads "werkplek".
    """
    found = usual(word)
    if (inner := _PREFIX.match(word)) and len(word) - inner.end() > 2:
        found = max(found, *map(zipf, family(word[inner.end() :])))
    if parts := compound(word):
        first = max(zipf(parts[0]), zipf(parts[0].removesuffix("s")))
        found = max(found, min(first, zipf(parts[1])))
    return found


_PREFIX = re.compile(
    r"aan|achter|af|bij|binnen|door|in|langs|mee|na|om|onder|op|over|rond|samen|tegen|terug|thuis|toe|uit|vast|voor|weg"
)


@lru_cache(_KEPT)
def compound(word: str) -> tuple[str, str] | None:
    """The two usual words this one is made of; None when it is not, or not clearly.

    The parts hold four letters or more; an "s" may join them, and stays with the first. Of several
    cuts the one with the most usual weakest part is taken.
    """
    return _cut(word, least=4.0)


@lru_cache(_KEPT)
def seam(word: str) -> tuple[str, str] | None:
    """Where a long word may get a hyphen: "loonkosten-subsidie"; its parts need not be usual."""
    found = _cut(word, least=2.5)
    if found and (_NO_FIRST.fullmatch(found[0]) or _NO_SECOND.match(found[1])):
        return None  # "terug-kijken", "zichtbaar-heid"
    return found


_NO_FIRST = re.compile(rf"{_PREFIX.pattern}|trans|inter|super|multi|micro|tegenover|voorbij")
_NO_SECOND = re.compile(
    "heid|heden|schap|ingen|achtig|lijk|rijk|baar|loze|loos|geste|gesc|gega|gedr|gekom"
)


def _cut(word: str, *, least: float) -> tuple[str, str] | None:
    if not 8 <= len(word) <= LONGEST or not word.isalpha():
        return None
    best: tuple[float, tuple[str, str]] | None = None
    for at in range(4, len(word) - 3):
        first, second = word[:at], word[at:]
        usual = max(zipf(first), zipf(first.removesuffix("s")) if at > 4 else 0.0)
        if usual < least and least < 4.0 and (inner := compound(first)):
            usual = min(map(zipf, inner)) - 1.0  # woon, kosten
        weakest = min(usual, zipf(second))
        if weakest >= least and (best is None or weakest > best[0]):
            best = (weakest, (first, second))
    return best[1] if best else None


# --- of what family -------------------------------------------------------------------

_VOWELS = "aeiou"


@lru_cache(_KEPT)
def family(word: str) -> frozenset[str]:
    """The word, and forms it may be an inflection of: more than exist, so only good to look up.

    "plaagt" gives "plaag" and "plagen", "gerealiseerde" gives "realiseren", "huizen" gives "huis".
    """
    if len(word) > LONGEST:
        return frozenset({word})
    bases = {word}
    if cut := _PARTICIPLE.fullmatch(word):
        bases.add(cut[1] + cut[2])  # aangevraagd, aanvraagd
    bases |= {
        base.removesuffix(ending)
        for base in bases
        for ending in _ENDINGS
        if base.endswith(ending) and len(base) - len(ending) >= 3
    }
    spelled = {form for base in bases for form in _spelled(base)}
    return frozenset(
        bases | spelled | {form + "en" for form in spelled} | {form + "n" for form in spelled}
    )


@lru_cache(_KEPT)
def infinitives(stem: str) -> frozenset[str]:
    """How the infinitive of a verb with this stem may be written: "kiezen" for "kies"."""
    doubled = {stem + stem[-1]} if re.search(r"[^aeiou]i[bcdfgklmnprst]$", stem) else set()
    return frozenset(form + "en" for form in _spelled(stem) | doubled) | {stem + "n"}


_PARTICIPLE = re.compile(rf"((?:{_PREFIX.pattern})?)ge(\w{{2,}}(?:d|t|e|en))")
_ENDINGS = (
    *(
        "t",
        "d",
        "te",
        "de",
        "ten",
        "den",
        "en",
        "e",
        "s",
        "'s",
        "ën",
        "n",
        "er",
        "ere",
        "st",
        "ste",
    ),
    *("je", "jes", "tje", "tjes", "pje", "pjes"),
)


def _spelled(stem: str) -> set[str]:
    """The ways in which a stem is written when an ending is put to it, or taken off."""
    found = {stem}
    if re.search(r"(aa|ee|oo|uu)[bcdfghjklmnprstvwxz]$", stem):
        found.add(stem[:-2] + stem[-1])  # plaag, plagen
    if stem.endswith("ëer"):
        found.add(stem[:-2] + "r")  # creëer, creëren
    if re.search(r"[^aeiou][aeou][bcdfghjklmnprstvwz]$", stem):
        found |= {stem + stem[-1], stem[:-1] + stem[-2:]}  # stop, stoppen; plag, plaag
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        found.add(stem[:-1])  # stopp, stop
    for form in list(found):
        if form[-1] in "fs":
            found.add(form[:-1] + {"f": "v", "s": "z"}[form[-1]])  # schrijf, schrijven
        if form[-1] in "vz":
            found.add(form[:-1] + {"v": "f", "z": "s"}[form[-1]])
    return found


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("dutch")


_STEM_OF_VERB = re.compile(r"(?:be|ver|ont|her|ge)\w{3,}[^aeioufkpsxch]t$")


@lru_cache(_KEPT)
def stem(word: str) -> str:
    """What the forms of a word have in common: "werkte" and "gewerkt" are both "werk"."""
    if len(word) > LONGEST or word in word_lists.words("no_form"):
        return word
    found = str(_stemmer().stemWord(word))
    return found[:-1] if _STEM_OF_VERB.fullmatch(found) else found


# --- how long -------------------------------------------------------------------------

_VOWEL_GROUP = re.compile(
    "aai|oa|ooi|oei|eeuw|ieuw|uw|eau|ieu|oui|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|ou|au|ai|oi|[aeiouyàáâäèéêëìíîïòóôöùúûüÿ]"
)


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="nl_NL", left=1, right=1, cache=False)


@lru_cache(_KEPT)
def syllables(word: str) -> int:
    """How many syllables are spoken; at least one.

    Where the word may be hyphenated, and within those pieces, groups of vowels: hyphenation never
    leaves one letter alone, so "avond" is one piece but two syllables. A number counts as one.
    """
    count = 0
    for part in re.split(r"[^\w]+", unicodedata.normalize("NFC", word.lower())):
        pieces = [part] if len(part) > LONGEST else _hyphens().inserted(part).split("-")
        count += sum(len(_VOWEL_GROUP.findall(piece.replace("ij", "y"))) for piece in pieces)
    return max(1, count)


# --- hard words -----------------------------------------------------------------------


@dataclass(frozen=True)
class HardWord:
    """A hard word, or several that belong together, and what is easier."""

    words: tuple[str, ...]
    easy: str


@cache
def _hard() -> Mapping[str, tuple[HardWord, ...]]:
    """By first word, the longest expression first."""
    found: dict[str, list[HardWord]] = {}
    for hard, easy in word_lists.hard_words().items():
        words = tuple(hard.lower().split())
        found.setdefault(words[0], []).append(HardWord(words, easy))
    return {first: tuple(sorted(of, key=lambda h: -len(h.words))) for first, of in found.items()}


LONGEST_EXPRESSION = 5
"""Words in the longest expression of the list."""


def hard(words: tuple[str, ...]) -> HardWord | None:
    """The hard word, or words, with which these words begin; None when there is none.

    Other forms of a single word are found too, except of those with one form only.
    """
    for known in _hard().get(words[0], ()):
        if words[: len(known.words)] == known.words:
            return known
    return _inflected(words[0])


@lru_cache(_KEPT)
def _inflected(word: str) -> HardWord | None:
    if word in word_lists.words("no_form"):
        return None
    for form in sorted(family(word), key=lambda f: (-len(f), f)):
        if form not in word_lists.words("one_form"):
            for known in _hard().get(form, ()):
                if len(known.words) == 1:
                    return known
    return None
