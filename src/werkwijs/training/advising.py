"""What might be easier in the words of a lesson, to show while somebody writes. We know only Dutch."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import plainlanguage as pl
from werkwijs.cards.desk import Tip
from werkwijs.lib import words

STRICTEST: tuple[pl.Audience, ...] = ("support", "employer", "job-coach")
"""Who knows the words of the trade least comes first: a text for all is read by them too."""

_MARKUP = re.compile(r"^[ \t]*(?:[*+>-]|#{1,6}|[0-9]{1,3}[.)])[ \t]+|[*_`]+", re.M)


def tips(
    texts: Mapping[str, str], routes: Sequence[str], course_language: str
) -> list[tuple[str, list[Tip]]]:
    """Tips by field, in the order of the fields; only fields with any."""
    if course_language != "nl":
        return []
    reader = next((route for route in STRICTEST if route in routes), "job-coach")
    told = {name: _MARKUP.sub("", text) for name, text in texts.items() if text.strip()}
    rules = pl.card_rules(reader, "why").knowing(*_names(told.values()))
    advised = pl.advise_set(told, rules=rules)
    return [(name, [_tip(one) for one in found]) for name, found in advised.items() if found]


def _names(texts: Iterable[str]) -> set[str]:
    """Words that come twice or more and always with a capital: of people in a story, most likely."""
    counted = Counter(word for text in texts for word in re.findall(r"[^\W\d_]+", text))
    return {
        word
        for word, times in counted.items()
        if times > 1 and word.istitle() and not counted[word.lower()]
    }


def _tip(advice: pl.Advice) -> Tip:
    return Tip(
        advice.message(words.language()),
        list(advice.pieces()),
        advice.alternative or "",
        advice.severity == "fail",
    )
