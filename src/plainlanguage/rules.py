"""What we ask of a text, and for whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, Self, get_args

from plainlanguage import word_lists

Rule = Literal[
    "beginning",
    "sentence-length",
    "commas",
    "double-negation",
    "negation",
    "double-idea",
    "passive",
    "men",
    "brackets",
    "abbreviation",
    "number-word",
    "percent",
    "hard-word",
    "rare-word",
    "long-word",
    "address",
    "synonyms",
    "questions",
    "figurative",
    "diagnosis",
    "title-length",
    "action-verb",
    "double-action",
    "must",
]

Severity = Literal["warn", "fail"]

ALL: tuple[Rule, ...] = get_args(Rule)
"""Every rule, in the order in which advice about one sentence is given."""


FOR_CARDS: frozenset[Rule] = frozenset(
    {"figurative", "diagnosis", "title-length", "action-verb", "double-action", "must"}
)
"""What is only asked of cards: see `card_rules`."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Which rules hold, and where they draw the line."""

    keys: frozenset[Rule] = frozenset(ALL) - FOR_CARDS
    """The rules that hold."""
    fails: frozenset[Rule] = frozenset({"double-negation"})
    """Those that fail a text; the others warn. Sentence length has its own two limits."""
    warn_above: int = 12
    """Words in a sentence."""
    fail_above: int = 15
    most_title_words: int = 7
    most_commas: int = 1
    most_syllables: int = 3
    most_letters: int = 12
    least_zipf: float = 4.0
    """Words used less often warn; 4 is ten times in a million words."""
    practice: frozenset[str] = word_lists.words("practice") | word_lists.words("everyday")
    """Words that our readers know, in any form, whatever the rules about words say."""
    abbreviations: frozenset[str] = word_lists.words("allowed_abbreviations")
    """Abbreviations that may stay, in small letters."""
    fixed_pairs: frozenset[str] = word_lists.words("fixed_pairs")
    """Pairs such as "af en toe" that are one idea."""
    synonyms: tuple[tuple[str, ...], ...] = word_lists.synonyms()
    """Words for one thing: choose one."""

    def severity(self, rule: Rule) -> Severity:
        return "fail" if rule in self.fails else "warn"

    def without(self, *keys: Rule) -> Self:
        """The same, with some rules left out."""
        return replace(self, keys=self.keys - set(keys))

    def asking(self, *keys: Rule) -> Self:
        """The same, with more rules."""
        return replace(self, keys=self.keys | set(keys))

    def knowing(self, *words: str) -> Self:
        """The same, with more words of practice, for example those a study uses."""
        return replace(self, practice=self.practice | {w.lower() for w in words})


PARTICIPANTS = Rules(
    warn_above=10,
    fail_above=12,
    fails=frozenset({"double-negation", "percent"}),
)
"""For what participants sort and rate: one idea in a few words.

For pages that they read, where a sentence may hold two ideas and follows no stem:
``PARTICIPANTS.without("double-idea", "beginning")``. For cards: ``card_rules``.
"""

PROFESSIONALS = (
    Rules()
    .without("beginning", "double-idea", "negation", "percent")
    .knowing(*word_lists.words("trade"))
)
"""For what coaches, employers and supporters read: a little longer, with the words of their trade."""
