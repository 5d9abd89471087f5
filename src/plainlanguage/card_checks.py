"""What a field of a card may do to its reader: a long title, an action without a verb, two at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from plainlanguage import verbs, word_lists
from plainlanguage.advice import Advice, give
from plainlanguage.rules import Rules
from plainlanguage.sentences import Sentence, Word


def check(sentences: Sequence[Sentence], rules: Rules) -> Iterator[Advice]:
    """Advice about one field: a title, or one action."""
    if not sentences:
        return
    if "title-length" in rules.keys:
        n = sum(len(s.words) for s in sentences)
        if n > rules.most_title_words:
            severity = rules.severity("title-length")
            limit = rules.most_title_words
            yield give("title-length", severity, sentences[0], (), n=n, limit=limit)
    if "must" in rules.keys:
        for sentence in sentences:
            yield from _must(sentence, rules)
    if "action-verb" in rules.keys:
        yield from _action_verb(sentences, rules)
    if "double-action" in rules.keys:
        yield from _double_action(sentences, rules)


def _must(sentence: Sentence, rules: Rules) -> Iterator[Advice]:
    """An order; "vraag wat je moet doen" is none, and what "zou moeten" is one again."""
    asked = False
    marks: list[Word] = []
    for i, word in enumerate(sentence.words):
        if i and sentence.between(sentence.words[i - 1], word).strip(" \"'“‘’”"):
            asked = False
        asked = (asked or word.plain in _QUESTION_WORDS) and word.plain not in {"zou", "zouden"}
        if word.plain in word_lists.words("must") and not asked:
            marks.append(word)
    if marks:
        yield give("must", rules.severity("must"), sentence, marks)


_QUESTION_WORDS = frozenset(
    {"wat", "hoe", "waar", "wanneer", "wie", "waarom", "welk", "welke", "of"}
)


def _asks(sentence: Sentence) -> bool:
    """Whether it only opens what follows: "Twijfelt u? Bel de jobcoach"."""
    return sentence.text.rstrip("\"'”’)").endswith("?") and ":" not in sentence.text


def _action_verb(sentences: Sequence[Sentence], rules: Rules) -> Iterator[Advice]:
    told = [s for s in sentences if not _asks(s)] or list(sentences)
    first = told[0].words[0]
    if not verbs.is_imperative(first.plain):
        yield give("action-verb", rules.severity("action-verb"), told[0], [first])


# --- several at once ------------------------------------------------------------------

_GOES_ON = frozenset({"dit", "daar", "zo", "die", "er", "dan", "pas", "ook", "meteen"})
"""After a verb these say more about the same action: "Doe dat voor je tekent"."""
_JOINS = frozenset({"en", "daarna", "vervolgens"})
_FIRST_WORDS = 3


def _double_action(sentences: Sequence[Sentence], rules: Rules) -> Iterator[Advice]:
    seen = False
    for sentence in sentences:
        if _asks(sentence):
            continue
        places = list(_actions(sentence))
        if not seen and places and places[0] == 0:
            seen = True
            places = places[1:]
        if seen:
            marks = [sentence.words[i] for i in places if _is_another(sentence.words, i)]
            if marks:
                yield give("double-action", rules.severity("double-action"), sentence, marks)
                return


def _actions(sentence: Sentence) -> Iterator[int]:
    """Places of verbs that ask to do something: at the beginning, after a comma, after "en"."""
    own = {w.start for w in sentence.own_words}
    quoted_or_said = re.search(r":\s", sentence.text)
    until = sentence.start + quoted_or_said.start() if quoted_or_said else sentence.end
    for i, (before, word) in enumerate(pairwise((None, *sentence.words))):
        if word is None or word.start not in own or word.start > until:
            continue
        if not verbs.is_imperative(word.plain):
            continue
        if (
            before is None
            or "," in sentence.between(before, word)
            or before.plain in _JOINS
            or (before.plain in {"dan", "ook"} and i > 1 and sentence.words[i - 2].plain == "en")
        ):
            yield i


def _says_that(following: Sequence[str]) -> bool:
    """Whether it is "that" in "doe dat ook", not in "vertel dat je ziek bent"."""
    return following[0] == "dat" and not (
        len(following) > 1 and following[1] in word_lists.words("begins_a_clause")
    )


def _is_another(words: Sequence[Word], i: int) -> bool:
    """Whether it is a second action: no more about the first one, and no noun that looks like a verb."""
    following = [w.plain for w in words[i + 1 : i + 1 + _FIRST_WORDS]]
    if not following or following[0] in _GOES_ON or _says_that(following):
        return False
    if any(w in word_lists.words("negations") for w in following):
        return False
    is_noun_too = words[i].plain in word_lists.words("verbs_and_nouns")
    return i == 0 or not is_noun_too or following[0] in word_lists.words("follows_a_verb")
