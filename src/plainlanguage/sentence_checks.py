"""What a whole sentence may do to its reader: too long, no twice, two ideas, nobody who does it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from plainlanguage import lexicon, word_lists
from plainlanguage.advice import Advice, Mark, give
from plainlanguage.rules import Rules, Severity
from plainlanguage.sentences import Sentence, Word


def check(sentence: Sentence, rules: Rules, *, uncounted: int = 0) -> Iterator[Advice]:
    """Advice about one sentence; ``uncounted`` words at its beginning are not part of its length."""
    yield from _length(sentence, rules, uncounted)
    yield from _commas(sentence, rules)
    yield from _negations(sentence, rules)
    yield from _double_idea(sentence, rules)
    yield from _passive(sentence, rules)
    yield from _brackets(sentence, rules)


_JOINS = frozenset({"als", "dat", "doordat", "om", "omdat", "wanneer"})


def beginning(sentence: Sentence, stem: tuple[str, ...], rules: Rules) -> Iterator[Advice]:
    """Whether it joins once more what the stem joined: "Het helpt als" and then "dat ik help krijg"."""
    if not stem or stem[-1] not in _JOINS:
        return
    starts = tuple(w.plain for w in sentence.words[: len(stem)]) == stem
    own = sentence.words[len(stem) if starts else 0 :]
    if own and own[0].plain in _JOINS:
        yield give("beginning", rules.severity("beginning"), sentence, own[:1], stem=" ".join(stem))


def _length(sentence: Sentence, rules: Rules, uncounted: int) -> Iterator[Advice]:
    n = len(sentence.words) - uncounted
    if n > rules.warn_above:
        severity: Severity = "fail" if n > rules.fail_above else "warn"
        yield give("sentence-length", severity, sentence, (), n=n, limit=rules.warn_above)


def _commas(sentence: Sentence, rules: Rules) -> Iterator[Advice]:
    # A comma inside a number or a link is no pause.
    inside = {i for w in sentence.words for i in range(w.start, w.end)}
    marks = [
        Mark(",", at, at + 1)
        for at in (sentence.start + m.start() for m in re.finditer(",", sentence.text))
        if at not in inside
    ]
    if len(marks) > rules.most_commas and not _is_short_list(sentence):
        yield give("commas", rules.severity("commas"), sentence, marks, n=len(marks))


def _is_short_list(sentence: Sentence) -> bool:
    """Whether all commas stand in a short list after a colon: "Dat kan zo: bellen, appen, langskomen"."""
    before, colon, after = sentence.text.partition(":")
    items = after.split(",")
    return (
        bool(colon)
        and "," not in before
        and 2 <= len(items) <= _MOST_IN_A_LIST
        and all(len(item.split()) <= _MOST_IN_AN_ITEM for item in items)
    )


_MOST_IN_A_LIST = 4
_MOST_IN_AN_ITEM = 3


def _negations(sentence: Sentence, rules: Rules) -> Iterator[Advice]:
    strong = word_lists.words("negations")
    found = [w for w in sentence.words if w.plain in strong]
    for clause in sentence.clauses:
        in_clause = [w for w in clause if w.plain in strong]
        in_clause += [w for before, w in pairwise(clause) if _undoes(before, w)]
        if len(in_clause) > 1:
            in_clause.sort(key=lambda w: w.start)
            beside = all(w.plain == "niet" for w in in_clause) and not _are_neighbours(in_clause)
            severity: Severity = "warn" if beside else rules.severity("double-negation")
            yield give("double-negation", severity, sentence, in_clause)
            return
    if len(found) > 1:  # one each in several clauses: hard, not confusing
        yield give("double-negation", "warn", sentence, found)
    elif found:
        yield give("negation", rules.severity("negation"), sentence, found)


def _are_neighbours(words: list[Word]) -> bool:
    """Whether they take each other back; in "niet kunnen lijkt op niet willen" they do not."""
    return any(after.start - before.end < 2 for before, after in pairwise(words))


_NOT_UN = re.compile("onder|ont|ons|onze|ongeveer|online|onlangs")


def _undoes(before: Word, word: Word) -> bool:
    """Whether a word takes "niet" back: "niet zonder", "niet onbelangrijk"."""
    if before.plain not in {"niet", "nooit"}:
        return False
    rest = word.plain.removeprefix("on")
    opposite = rest != word.plain and not _NOT_UN.match(word.plain) and lexicon.zipf(rest) >= 3.5
    return word.plain in word_lists.words("weak_negations") or opposite


def _double_idea(sentence: Sentence, rules: Rules) -> Iterator[Advice]:
    words = sentence.words
    said = [w.plain for w in words]
    joiners, whether = word_lists.words("joiners"), word_lists.words("whether")
    found = [
        word
        for i, word in enumerate(words)
        if word.plain in joiners
        and 0 < i < len(words) - 1  # it joins what stands in one sentence
        and not _is_fixed(said, i, rules)
        and not (word.plain == "of" and whether & set(said[max(0, i - 4) : i]))
        and not (word.plain == "maar" and _means_only(words[i + 1]))
        and not (word.plain == "en" and _makes_one_pair(said, i))
    ]
    if found:
        yield give("double-idea", rules.severity("double-idea"), sentence, found)


def _is_fixed(said: list[str], i: int, rules: Rules) -> bool:
    near = " ".join(said[max(0, i - 3) : i + 4])
    return any(f" {pair} " in f" {near} " for pair in rules.fixed_pairs if said[i] in pair.split())


def _means_only(following: Word) -> bool:
    """Whether it is "maar" in "maar één": no more than."""
    return following.is_number or following.plain in {
        "één",
        "een",
        "weinig",
        "even",
        "twee",
        "half",
    }


def _makes_one_pair(said: list[str], i: int) -> bool:
    """Whether two things are one pair: "thuis en werk elkaar kunnen bellen", "tussen huis en werk"."""
    return "elkaar" in said[i:] or "tussen" in said[max(0, i - 4) : i] or "zowel" in said[:i]


# --- passive --------------------------------------------------------------------------

_BECOMING = {"word", "wordt", "worden", "werd", "werden", "geworden"}
_BEING = {"is", "zijn", "was", "waren", "ben", "bent"}
_SEPARABLE = (
    "(?:aan|achter|af|bij|binnen|door|goed|in|klaar|los|mee|na|om|onder|op|over|rond|samen|tegen|terug"
    "|teleur|thuis|toe|uit|vast|voor|vrij|weg)?"
)
_WEAK = re.compile(
    rf"{_SEPARABLE}(?:ge|be|ver|ont|her|er)\w{{2,}}(?:d|[kfpsx]t|cht)|(?:over|onder|voor|door|om|mis)\w{{3,}}d"
)


@cache
def _strong() -> re.Pattern[str]:
    roots = "|".join(sorted(word_lists.words("strong_participles")))
    before = "ge|be|ver|ont|her|mis|over|onder|voor|door"
    return re.compile(rf"{_SEPARABLE}(?:{before})(?:{roots})")


def _is_participle(word: str) -> bool:
    """Whether it has the form of one: "gezocht", "opgehaald", "geschreven"; nouns may have it too."""
    if word in word_lists.words("no_participles") or word.endswith(
        ("heid", "beeld", "stand", "grond")
    ):
        return False
    return bool(_WEAK.fullmatch(word) or _strong().fullmatch(word))


def _passive(sentence: Sentence, rules: Rules) -> Iterator[Advice]:
    marks: list[Word] = []
    for clause in sentence.clauses:
        done = [
            word
            for before, word in pairwise((None, *clause))
            if word and _is_participle(word.plain) and not (before and before.plain == "te")
        ]
        if not done:
            continue
        becoming = [w for w in clause if w.plain in _BECOMING]
        being = [w for w in clause if w.plain in _BEING]
        said = [w.plain for w in clause]
        by = "door" in said and "te" not in said[said.index("door") :]
        if becoming or (being and by):
            auxiliary = (becoming or being)[0]
            nearest = min(done, key=lambda w: abs(w.start - auxiliary.start))
            marks += sorted({auxiliary, nearest}, key=lambda w: w.start)
    if marks:
        yield give("passive", rules.severity("passive"), sentence, marks)


# --- brackets -------------------------------------------------------------------------


def _brackets(sentence: Sentence, rules: Rules) -> Iterator[Advice]:
    inside = {i for w in sentence.words if w.is_link for i in range(w.start, w.end)}
    marks: list[Mark] = []
    opened: int | None = None
    for at, sign in enumerate(sentence.text, sentence.start):
        if at in inside:
            continue
        if sign in "([{" and opened is None:
            opened = at
        elif sign in ")]}" and opened is not None:
            said = sentence.text[opened - sentence.start : at + 1 - sentence.start]
            if any(letter.isalnum() for letter in said):  # not a smiley
                marks.append(Mark(said, opened, at + 1))
            opened = None
    if marks:
        yield give("brackets", rules.severity("brackets"), sentence, marks)
