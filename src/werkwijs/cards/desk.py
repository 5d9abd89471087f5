"""The plain-language desk: what might be easier in the words of a card, to show while somebody writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

import plainlanguage as pl
from plainlanguage import CardTexts
from werkwijs.cards.edition_document import AudienceName
from werkwijs.cards.models import Text
from werkwijs.lib import words

FIELD_OF = {
    "title": "title",
    "why": "why",
    "action_1": "action",
    "action_2": "action",
    "action_3": "action",
    "question": "question",
    "easy": "easy",
}
"""Field of a text -> what the library calls it."""


@dataclass(frozen=True)
class Tip:
    """One remark, ready to be shown."""

    message: str
    pieces: list[tuple[str, bool]]
    """The sentence, with what is marked."""
    alternative: str
    severe: bool


def tips(said: Mapping[str, str], audience: str, language: str) -> list[tuple[str, list[Tip]]]:
    """Tips by field of a text, in the order of the card; only fields with any.

    Nothing where the study speaks no Dutch: we know only Dutch.
    """
    if language != "nl":
        return []
    actions = [n for n in FIELD_OF if FIELD_OF[n] == "action" and said.get(n, "").strip()]
    found: dict[str, list[Tip]] = {}
    for one in pl.advise_card(_texts(said), cast("AudienceName", audience)):
        name = actions[one.place] if one.field == "action" else one.field
        found.setdefault(name, []).append(_tip(one.advice))
    return [(name, found[name]) for name in FIELD_OF if name in found]


def of_text(text: Text) -> list[tuple[str, list[Tip]]]:
    """The same of what is kept."""
    return tips(_said(text), text.audience, text.card.study.language)


@dataclass(frozen=True)
class Together:
    """What can only be told of all cards at once."""

    readable: list[tuple[AudienceName, float, float]]
    """Audience, Flesch-Douma, Brouwer; not of those with too few words to say anything of."""
    clashes: list[tuple[Text, Tip]]
    """Two words for one thing, or two ways to speak to the reader, on different cards."""


def together(texts: Iterable[Text], language: str) -> Together:
    """All texts as one deck."""
    if language != "nl":
        return Together([], [])
    own = list(texts)
    cards: dict[int, dict[AudienceName, CardTexts]] = {}
    for text in own:
        of = cards.setdefault(text.card.number, {})
        of[cast("AudienceName", text.audience)] = _texts(_said(text))
    advised = pl.advise_cards(cards)
    readable = [
        (audience, score.flesch_douma, score.brouwer)
        for audience, score in advised.readability.items()
        if score is not None
    ]
    clashes = [
        (text, _tip(one.advice))
        for text in own
        for one in advised.cards[text.card.number][cast("AudienceName", text.audience)]
        if one.advice.rule in ("synonyms", "address")
    ]
    return Together(readable, clashes)


def _said(text: Text) -> dict[str, str]:
    return {name: getattr(text, name) for name in FIELD_OF}


def _texts(said: Mapping[str, str]) -> CardTexts:
    """As the library takes them; actions without the empty ones."""
    return {
        "title": said.get("title", ""),
        "why": said.get("why", ""),
        "action": [
            said[n] for n, of in FIELD_OF.items() if of == "action" and said.get(n, "").strip()
        ],
        "question": said.get("question", ""),
        "easy": said.get("easy", ""),
    }


def _tip(advice: pl.Advice) -> Tip:
    return Tip(
        advice.message(words.language()),
        list(advice.pieces()),
        advice.alternative or "",
        advice.severity == "fail",
    )
