"""One piece of advice: the rule, the sentence shown, the words concerned, what would be easier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from plainlanguage import word_lists
from plainlanguage.rules import Rule, Severity
from plainlanguage.sentences import Sentence, Word

Language = Literal["nl", "en"]


@dataclass(frozen=True)
class Mark:
    """Words that advice is about, as they stand in the text from ``start`` up to ``end``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Advice:
    """What might be easier in one sentence. Never a verdict on the text, never a rewrite."""

    rule: Rule
    severity: Severity
    sentence: str
    """The sentence as it was written, to show beside the message."""
    start: int
    """Where the sentence begins in the text."""
    end: int
    marks: tuple[Mark, ...]
    """The words concerned, in order, none inside another; places are those of the text."""
    alternative: str | None = None
    """Easier words to put in their place, in Dutch, where we know any."""
    facts: Mapping[str, str | int] = field(default_factory=dict)
    """What the message tells: numbers, words."""

    def message(self, language: Language) -> str:
        """What is hard here, and what to do about it."""
        return word_lists.wording()[self.rule][language].format(**self.facts)

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The sentence in pieces, each with whether it is marked: for a page that shows it."""
        at = self.start
        for mark in self.marks:
            if mark.start > at:
                yield self.sentence[at - self.start : mark.start - self.start], False
            yield mark.text, True
            at = mark.end
        if at < self.end:
            yield self.sentence[at - self.start :], False


def give(
    rule: Rule,
    severity: Severity,
    sentence: Sentence,
    marks: Iterable[Word | Mark],
    *,
    alternative: str | None = None,
    **facts: str | int,
) -> Advice:
    """Put together advice about a sentence."""
    marked = tuple(Mark(m.text, m.start, m.end) for m in marks)
    words = ", ".join(dict.fromkeys(f"‘{m.text}’" for m in marked))
    said = facts | {"words": words}
    return Advice(
        rule, severity, sentence.text, sentence.start, sentence.end, marked, alternative, said
    )
