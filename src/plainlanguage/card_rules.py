"""What we ask of each field of a card, for each of its readers."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Literal, get_args

from plainlanguage import word_lists
from plainlanguage.rules import PARTICIPANTS, PROFESSIONALS, Rules

Audience = Literal["young-person", "employer", "job-coach", "support"]
Field = Literal["title", "why", "action", "question", "easy"]

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
FIELDS: tuple[Field, ...] = get_args(Field)
"""In the order in which a card is read."""


_GROWN_UP = replace(PROFESSIONALS, least_zipf=3.5, most_syllables=4)
"""Cards are short: a word that comes three times in a million holds up nobody who reads for work."""

_FAMILY = replace(_GROWN_UP, practice=Rules().practice)
"""Family and friends do not know the words of the trade."""


@cache
def card_rules(audience: Audience, field: Field) -> Rules:
    """The rules for one field of a card for one audience.

    Raises
    ------
    ValueError
        If there is no such audience or field.
    """
    for said, known in ((audience, AUDIENCES), (field, FIELDS)):
        if said not in known:
            raise ValueError(f"{said!r} is none of {', '.join(known)}.")
    # A card says "niet" where that is what is meant, and may hold two ideas: nobody sorts it.
    base = {"young-person": PARTICIPANTS, "support": _FAMILY}.get(audience, _GROWN_UP)
    rules = replace(
        base.without("beginning", "double-idea", "negation").asking("figurative"),
        synonyms=word_lists.synonyms("card_synonyms"),
    )
    if audience == "employer":
        rules = rules.asking("diagnosis")
        rules = replace(rules, fails=rules.fails | {"diagnosis"})
    if field == "title":
        return rules.without("sentence-length", "commas").asking("title-length")
    if field == "action":
        return rules.asking("action-verb", "double-action", "must")
    if field == "easy":
        return replace(rules, warn_above=8, fail_above=10)
    return rules


@cache
def deck_rules() -> Rules:
    """What all readers of a deck share: some things have one name on every card."""
    return replace(
        PROFESSIONALS, keys=frozenset({"synonyms"}), synonyms=word_lists.synonyms("deck_synonyms")
    )
