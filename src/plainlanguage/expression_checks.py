"""Words that belong together and say something else, or too much: figures of speech, diagnoses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from plainlanguage import lexicon, word_lists
from plainlanguage.advice import Advice, Mark, give
from plainlanguage.rules import Rules
from plainlanguage.sentences import Sentence, Word


def check(sentence: Sentence, rules: Rules) -> Iterator[Advice]:
    """Advice about expressions in one sentence."""
    if "figurative" in rules.keys:
        yield from _figures(sentence, rules)
    if "diagnosis" in rules.keys:
        yield from _diagnoses(sentence, rules)


# --- figures of speech ----------------------------------------------------------------


@dataclass(frozen=True)
class _Figure:
    words: tuple[str, ...]
    gaps: tuple[int, ...]
    """How many words may stand before each word; 0 before the first."""
    meant: str


_GAPS = {"_": 2, "…": 8}


@cache
def _by_first_word() -> Mapping[str, tuple[_Figure, ...]]:
    """By how the first word begins, the longest figure first."""
    found: dict[str, list[_Figure]] = {}
    for said, meant in word_lists.figures().items():
        words: list[str] = []
        gaps: list[int] = []
        gap = 0
        for piece in said.split():
            if piece in _GAPS:
                gap = _GAPS[piece]
            else:
                words.append(piece.lower())
                gaps.append(gap)
                gap = 0
        found.setdefault(_key(words[0]), []).append(_Figure(tuple(words), tuple(gaps), meant))
    return {key: tuple(sorted(of, key=lambda f: -len(f.words))) for key, of in found.items()}


_SHORT = 3
"""Words of so few letters have one form."""


def _key(word: str) -> str:
    is_small = word.endswith("je")  # "een stapje terug" is no step back
    return word if len(word) <= _SHORT or is_small else lexicon.stem(word)


def _is_form(said: str, known: str) -> bool:
    return said == known or (len(known) > _SHORT and _key(said) == _key(known))


def _figures(sentence: Sentence, rules: Rules) -> Iterator[Advice]:
    skip_to = 0
    for i, word in enumerate(sentence.words):
        if i < skip_to:
            continue
        for figure in _by_first_word().get(_key(word.plain), ()):
            places = _found(sentence.words, i, figure)
            if places:
                first, last = sentence.words[i], sentence.words[places[-1]]
                said = sentence.text[first.start - sentence.start : last.end - sentence.start]
                severity = rules.severity("figurative")
                mark = Mark(said, first.start, last.end)
                yield give("figurative", severity, sentence, [mark], alternative=figure.meant)
                skip_to = places[-1] + 1
                break


def _found(words: Sequence[Word], at: int, figure: _Figure) -> list[int] | None:
    places = []
    for known, gap in zip(figure.words, figure.gaps, strict=True):
        ahead = range(at, min(at + gap + 1, len(words)))
        place = next((i for i in ahead if _is_form(words[i].plain, known)), None)
        if place is None:
            return None
        places.append(place)
        at = place + 1
    return places


# --- diagnoses ------------------------------------------------------------------------

_ALSO_WORDS = frozenset({"add", "ass", "fas", "nah"})
"""Short for a diagnosis when written in capitals."""
_LOOK_BACK = 6


def _diagnoses(sentence: Sentence, rules: Rules) -> Iterator[Advice]:
    marks = [
        word
        for i, word in enumerate(sentence.words)
        if _names_one(word)
        or (_is_general(word) and not _is_ruled_out(sentence.words[max(0, i - _LOOK_BACK) : i]))
    ]
    if marks:
        yield give("diagnosis", rules.severity("diagnosis"), sentence, marks)


def _names_one(word: Word) -> bool:
    if word.plain in _ALSO_WORDS:
        return word.text.isupper()
    parts = {word.plain, *word.plain.split("-")} - _ALSO_WORDS
    if any(not lexicon.family(part).isdisjoint(_names()) for part in parts if part):
        return True
    return any(name in word.plain[: lexicon.LONGEST] for name in _in_compounds())


@cache
def _in_compounds() -> tuple[str, ...]:
    """Names so long that they tell in a compound too: "autismespectrum", "angststoornissen"."""
    return ("stoornis", *(name for name in _names() if len(name) >= _LONG and name.isalpha()))


_LONG = 7


@cache
def _names() -> frozenset[str]:
    return word_lists.words("diagnoses") - _ALSO_WORDS


def _is_general(word: Word) -> bool:
    return not lexicon.family(word.plain).isdisjoint(word_lists.words("diagnoses_in_general"))


def _is_ruled_out(before: Sequence[Word]) -> bool:
    """Whether a card says to leave it out: "geen ziekte of diagnose", "vraag niet naar een diagnose"."""
    return any(w.plain in word_lists.words("negations") for w in before)
