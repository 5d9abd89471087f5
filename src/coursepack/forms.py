"""From the fields of a form to an answer: what a page without a script sends.

A choice sends ``answer``, a question with several answers that field more than once; order and match send
``answer-0``, ``answer-1`` ... for each row; an estimate its number in ``answer``; an open question ``words``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from coursepack import playing
from coursepack.course import Case
from coursepack.marking import NOTHING, SIGNS, WRITTEN, is_answer
from coursepack.questions import Choice, Estimate, Match, Open, Order, Question, Several

Fields = Mapping[str, Sequence[str]]
SENT = "answered"
"""A field that tells a question with several answers that none was chosen, and not that nothing was sent."""


def answer(question: Question, fields: Fields) -> str:
    """The answer in signs (`marking`); "" where it is none, or not complete."""
    match question:
        case Choice():
            given = _signs(fields.get("answer", ())[:1])
        case Several():
            signs = sorted(set(_signs(fields.get("answer", ()))), key=SIGNS.index)
            given = "".join(signs) or (NOTHING if fields.get(SENT) else "")
        case Order() | Match():
            n = len(question.items if isinstance(question, Order) else question.pairs)
            given = "".join(_signs(fields.get(f"answer-{row}", ())[:1]) for row in range(n))
        case Estimate():
            typed = "".join(fields.get("answer", ())[:1]).strip()
            given = str(int(typed)) if re.fullmatch("-?[0-9]{1,9}", typed) else ""
        case Open():
            given = WRITTEN if "".join(fields.get("words", ())).strip() else ""
    return given if is_answer(question, given) else ""


def _signs(places: Sequence[str]) -> str:
    """Places as they are sent ("0", "11") in signs; what is no place is left out."""
    known = {str(place): sign for place, sign in enumerate(SIGNS)}
    return "".join(known.get(place, "") for place in places)


def way(case: Case, fields: Fields) -> str:
    """The way through a story after this choice (`playing.walk`); "" where nothing was chosen.

    The form sends the way so far along, so that sending it twice chooses once.
    """
    so_far = "".join(fields.get("way", ())[:1])
    choice = _signs(fields.get("choice", ())[:1])
    made = [chosen for _, chosen in playing.walk(case, so_far + choice) if chosen]
    return so_far + choice if choice and len(made) == len(so_far) + 1 else ""
