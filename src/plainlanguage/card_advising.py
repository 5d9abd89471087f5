"""Cards in, advice out: of every field, of the fields together, and of a whole deck."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from plainlanguage import advising, card_checks, sentences, set_checks
from plainlanguage.advice import Advice
from plainlanguage.card_rules import AUDIENCES, FIELDS, Audience, Field, card_rules, deck_rules
from plainlanguage.readability import Readability, readability
from plainlanguage.rules import Rules
from plainlanguage.sentences import Sentence

CardTexts = Mapping[Field, str | Sequence[str]]
"""What a card says to one audience: a text for each field, or several (the actions)."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class CardAdvice:
    """Advice about one text of a card."""

    field: Field
    place: int
    """Which of the texts of the field, from 0: 1 is the second action."""
    advice: Advice


@dataclass(frozen=True)
class DeckAdvice(Generic[Key]):
    """Advice about cards that are read together."""

    cards: Mapping[Key, Mapping[Audience, list[CardAdvice]]]
    readability: Mapping[Audience, Readability | None]
    """How all cards of an audience score together, without titles; None where that is too little text."""


def advise_card(texts: CardTexts, audience: Audience) -> list[CardAdvice]:
    """What might be easier on one card, in the order in which it is read.

    One word for one thing, and one way of speaking to the reader, are asked of all its fields together.
    """
    said = list(_said(texts, audience))
    _read_together(said, card_rules(audience, "why"), audience)
    return _collected(said)


def advise_cards(
    cards: Mapping[Key, Mapping[Audience, CardTexts]],
) -> DeckAdvice[Key]:
    """The same for all cards of a deck, by the key of the card and by audience.

    One word for one thing, and one way of speaking, are asked of all cards of an audience together. A
    few things ("jobcoach", "loon") have one name for all audiences.
    """
    said = {
        key: {audience: list(_said(texts, audience)) for audience, texts in of.items()}
        for key, of in cards.items()
    }
    shared = deck_rules()
    for audience in AUDIENCES:
        rules = card_rules(audience, "why")
        own = tuple(s for s in rules.synonyms if s not in shared.synonyms)
        together = [one for of in said.values() for one in of.get(audience, ())]
        _read_together(together, replace(rules, synonyms=own), audience)
    everything = [one for of in said.values() for texts in of.values() for one in texts]
    _point(everything, shared, set_checks.synonyms)
    return DeckAdvice(
        {key: {a: _collected(texts) for a, texts in of.items()} for key, of in said.items()},
        {a: _readability(of[a] for of in said.values() if a in of) for a in AUDIENCES},
    )


@dataclass(frozen=True)
class _Said:
    """One text of a card, split, with the advice about it so far."""

    field: Field
    place: int
    text: str
    rules: Rules
    split: list[Sentence]
    advice: list[Advice]


def _said(texts: CardTexts, audience: Audience) -> Iterator[_Said]:
    card_rules(audience, "title")  # is there such an audience?
    for name in texts:
        card_rules(audience, name)  # and such a field?
    for name in FIELDS:
        several = texts.get(name, ())
        for place, text in enumerate([several] if isinstance(several, str) else several):
            rules = card_rules(audience, name)
            split = sentences.split(text)
            advice = [
                *advising.of_one_text(text, split, rules),
                *card_checks.check(split, rules),
            ]
            yield _Said(name, place, text, rules, split, advice)


def _read_together(said: Sequence[_Said], rules: Rules, audience: Audience) -> None:
    """Add what only shows over several texts.

    Who is not a young person may put the question to one, who is spoken to as "je"; so what stands
    elsewhere says nothing about a question.
    """
    _point(said, rules, set_checks.synonyms)
    asked = [one for one in said if one.field == "question" and audience != "young-person"]
    _point([one for one in said if all(one is not a for a in asked)], rules, set_checks.address)
    for one in asked:
        _point([one], rules, set_checks.address)


def _point(
    said: Sequence[_Said],
    rules: Rules,
    check: Callable[[Sequence[Sentence], Rules], Iterator[tuple[int, Advice]]],
) -> None:
    everywhere = [(one, sentence) for one in said for sentence in one.split]
    for i, advice in check([sentence for _, sentence in everywhere], rules):
        everywhere[i][0].advice.append(advice)


def _collected(said: Sequence[_Said]) -> list[CardAdvice]:
    return [
        CardAdvice(one.field, one.place, advice)
        for one in said
        for advice in advising.in_order(one.advice, one.rules)
    ]


def _readability(cards: Iterator[Sequence[_Said]]) -> Readability | None:
    """Without titles, which are no sentences, and without what is said again in easy words."""
    return readability(
        one.text for of in cards for one in of if one.field in {"why", "action", "question"}
    )
