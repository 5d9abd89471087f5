"""What the rating page is made of: a statement with the answer it has, its facts for the script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from werkwijs.lib.words import say
from werkwijs.participation import rating, shown
from werkwijs.participation.models import Participant, Rating
from werkwijs.participation.rating import Sheet
from werkwijs.participation.sort_page import key_of, milliseconds, whole

UNKNOWN = "unknown"
SKIP = "skip"


def page(participant: Participant, sheet: Sheet, place: int) -> dict[str, Any]:
    """One statement, and for the script the whole sheet, so that it goes on without a network."""
    given = {pk: answer(rating_) for pk, rating_ in sheet.given.items()}
    statement = sheet.statements[place - 1]
    latest = max((r.at for r in sheet.given.values()), default=None)
    return {
        "statement": shown.to(participant, statement),
        "answer": given.get(statement.pk, ""),
        "data": {
            "now": milliseconds(),
            "last": int(latest.timestamp() * 1000) + 1 if latest else 0,
            "scale": sheet.scale.pk,
            "place": place,
            "statements": [
                shown.to(participant, s).facts() | {"answer": given.get(s.pk, "")}
                for s in sheet.statements
            ],
            "words": {
                "count": say("participation.rate_count", n="{n}", size="{size}"),
                "kept": say("participation.rate_kept"),
                "choose": say("participation.rate_choose_first"),
                "skipped": say("participation.rate_skipped"),
                "missing": {UNKNOWN: rating.DONT_KNOW, SKIP: rating.SKIPPED},
            },
        },
    }


def listed(participant: Participant, sheet: Sheet) -> dict[str, Any]:
    """All statements of a sheet with what was answered, in words."""
    words = {str(step.value): step.word for step in sheet.steps}
    words |= {UNKNOWN: say("participation.rate_unknown"), SKIP: say("participation.rate_skipped")}
    rows = []
    for place, statement in enumerate(sheet.statements, 1):
        given = sheet.given.get(statement.pk)
        rows.append(
            {
                "place": place,
                "text": shown.words(participant, statement),
                "answer": words.get(answer(given), "") if given else "",
            }
        )
    return {"sheet": sheet, "question": sheet.question(easy=participant.easy), "rows": rows}


def answer(given: Rating) -> str:
    """As the form says it: "3", "unknown" or "skip"."""
    if given.value is not None:
        return str(given.value)
    return SKIP if given.missing == rating.SKIPPED else UNKNOWN


def says_something(given: QueryDict) -> bool:
    return SKIP in given or bool(given.get("value"))


def act(given: QueryDict) -> Mapping[str, Any]:
    """The act that a form speaks of, as a device would send it."""
    made: dict[str, Any] = {"key": key_of(given), "kind": given.get("kind", ""), "at": None}
    if made["kind"] != "rate":
        return made
    value = given.get("value", "")
    made |= {
        "scale": whole(given.get("scale", "")),
        "statement": whole(given.get("statement", "")),
    }
    if SKIP in given:
        return made | {"value": None, "missing": rating.SKIPPED}
    if value == UNKNOWN:
        return made | {"value": None, "missing": rating.DONT_KNOW}
    return made | {"value": whole(value)}
