"""What only shows over several sentences: je and u mixed, two words for one thing, two questions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from plainlanguage import word_lists
from plainlanguage.advice import Advice, Mark, give
from plainlanguage.rules import Rule, Rules
from plainlanguage.sentences import Sentence, Word


def check(sentences: Sequence[Sentence], rules: Rules) -> Iterator[tuple[int, Advice]]:
    """Advice about sentences that are read together, each with the number of its sentence."""
    yield from address(sentences, rules)
    yield from synonyms(sentences, rules)


def questions(sentences: Sequence[Sentence], text: str, rules: Rules) -> Iterator[Advice]:
    """Advice about lines of one text that ask more than one thing."""
    for line, group in groupby(sentences, key=lambda s: s.line):
        on_line = list(group)
        first, last = on_line[0], on_line[-1]
        whole = text[first.start : last.end]
        links = {i for s in on_line for w in s.words if w.is_link for i in range(w.start, w.end)}
        marks = [
            Mark(m.group(), first.start + m.start(), first.start + m.end())
            for m in re.finditer(r"[?!]*\?[?!]*", whole)
            if first.start + m.start() not in links
        ]
        if len(on_line) == len(marks) == 2 and _is_tail(last):
            continue
        if len(marks) > 1:
            shown = Sentence(whole, first.start, last.end, (), line)
            yield give("questions", rules.severity("questions"), shown, marks, n=len(marks))


def _is_tail(sentence: Sentence) -> bool:
    """Whether it only finishes the question before it: "Wat helpt jou? En wat niet?"."""
    return len(sentence.words) <= 3 and sentence.words[0].plain == "en"


def address(sentences: Sequence[Sentence], rules: Rules) -> Iterator[tuple[int, Advice]]:
    """Point at the way of speaking that is used least; at the later one when both are.

    What somebody is asked to say ("Vraag: wat helpt jou?") speaks to another reader.
    """
    ways = [
        [
            (i, w)
            for i, s in enumerate(sentences)
            for w in s.own_words
            if w.plain in word_lists.words(name)
        ]
        for name in ("informal", "formal")
    ]
    if not all(ways):
        return
    usual, other = sorted(ways, key=lambda uses: (-len(uses), uses[0][0]))
    yield from _pointed("address", sentences, other, usual[0][1].plain, rules)


def synonyms(sentences: Sequence[Sentence], rules: Rules) -> Iterator[tuple[int, Advice]]:
    """Point at every word but the one that is used most; at the later one when two are."""
    for together in rules.synonyms:
        uses = {name: _uses(sentences, _forms(name)) for name in together}
        used = sorted(
            (name for name in together if uses[name]),
            key=lambda name: (-len(uses[name]), uses[name][0][0], uses[name][0][1].start),
        )
        for name in used[1:]:
            yield from _pointed("synonyms", sentences, uses[name], used[0], rules)


def _forms(name: str) -> frozenset[str]:
    plural = {name + "s", name + "'s", name + "n", name + "en", name + "es"}
    return frozenset({name} | plural | _PLURALS.get(name, set()))


_PLURALS = {
    "baas": {"bazen"},
    "baan": {"banen"},
    "loon": {"lonen"},
    "salaris": {"salarissen"},
    "gesprek": {"gesprekken"},
    "taak": {"taken"},
    "klus": {"klussen"},
    "overleg": {"overleggen"},
    "afspraak": {"afspraken"},
}


def _uses(sentences: Iterable[Sentence], words: frozenset[str]) -> list[tuple[int, Word]]:
    return [(i, w) for i, s in enumerate(sentences) for w in s.words if w.plain in words]


def _pointed(
    rule: Rule,
    sentences: Sequence[Sentence],
    uses: list[tuple[int, Word]],
    other: str,
    rules: Rules,
) -> Iterator[tuple[int, Advice]]:
    for i, group in groupby(uses, key=lambda use: use[0]):
        marks = [word for _, word in group]
        severity = rules.severity(rule)
        alternative = other if rule == "synonyms" else None
        said = f"‘{other}’"
        yield (
            i,
            give(rule, severity, sentences[i], marks, alternative=alternative, other=said),
        )
