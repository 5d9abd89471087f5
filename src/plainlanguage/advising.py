"""Texts in, advice out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from plainlanguage import expression_checks, sentence_checks, sentences, set_checks, word_checks
from plainlanguage.advice import Advice
from plainlanguage.rules import ALL, PARTICIPANTS, Rules
from plainlanguage.sentences import Sentence


def advise(text: str, *, rules: Rules = PARTICIPANTS, stem: str = "") -> list[Advice]:
    """What might be easier in a text, in the order in which it is read.

    Parameters
    ----------
    stem
        How every statement begins, such as "Het helpt als …". Where a sentence begins with it,
        those words are not counted and not judged: they are everybody's.
    """
    return advise_set({"": text}, rules=rules, stem=stem)[""]


def advise_set(
    texts: Mapping[str, str], *, rules: Rules = PARTICIPANTS, stem: str = ""
) -> dict[str, list[Advice]]:
    """The same for texts that are read together, by key.

    One word for one thing, and one way of speaking to the reader, are asked of the whole set.
    """
    split = {key: sentences.split(text) for key, text in texts.items()}
    begin = tuple(w.plain for s in sentences.split(stem) for w in s.words)
    found = {key: of_one_text(texts[key], own, rules, begin) for key, own in split.items()}
    everywhere = [(key, s) for key, own in split.items() for s in own]
    for i, advice in set_checks.check([s for _, s in everywhere], rules):
        found[everywhere[i][0]].append(advice)
    return {key: in_order(advice, rules) for key, advice in found.items()}


def of_one_text(
    text: str, own: Sequence[Sentence], rules: Rules, begin: tuple[str, ...] = ()
) -> list[Advice]:
    """What a text says by itself, whatever stands beside it; ``begin`` are the words of the stem."""
    return [
        *(a for s in own for a in _about(s, begin, rules)),
        *(a for s in own[:1] for a in sentence_checks.beginning(s, begin, rules)),
        *set_checks.questions(own, text, rules),
    ]


def _about(sentence: Sentence, begin: tuple[str, ...], rules: Rules) -> list[Advice]:
    starts = begin and tuple(w.plain for w in sentence.words[: len(begin)]) == begin
    uncounted = len(begin) if starts else 0
    own = sentence.words[uncounted - 1].end if uncounted else sentence.start
    expressions = list(expression_checks.check(sentence, rules))
    told = {mark.start for a in expressions if a.rule == "diagnosis" for mark in a.marks}
    return [
        advice
        for advice in (
            *sentence_checks.check(sentence, rules, uncounted=uncounted),
            # One remark about a word is enough.
            *(a for a in word_checks.check(sentence, rules) if a.marks[0].start not in told),
            *expressions,
        )
        if not advice.marks or advice.marks[-1].end > own
    ]


def in_order(advice: Iterable[Advice], rules: Rules) -> list[Advice]:
    """What these rules ask, in the order in which it is read."""
    held = [a for a in advice if a.rule in rules.keys]
    return sorted(
        held,
        key=lambda a: (a.start, ALL.index(a.rule), a.marks[0].start if a.marks else a.start),
    )
