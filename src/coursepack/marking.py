"""Is an answer right? The player asks the same in the browser (`player/marking.js`); a test compares both.

An answer is a short string of signs of base 36 (0-9, a-z), the same on a page, in a package and in the state:

========  =====================================================================================
choice    place of the option: "2"
several   places of the options, ascending: "013"; "-" for none
order     item at the first, second ... place: "2013" (places in `Order.items`)
match     for each left-hand side the place of the pair whose right-hand side was chosen: "1032"
estimate  the number: "-12", "40"
open      "+" where something was written; the words themselves stay with who wrote them
========  =====================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from coursepack.course import Course, tested
from coursepack.questions import Choice, Estimate, Match, Open, Order, Question, Several

SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"

NOTHING = "-"
"""The answer "none of these"."""
WRITTEN = "+"
"""The answer to an open question."""


def is_answer(question: Question, answer: str) -> bool:
    """Whether it can be an answer to this question at all, right or wrong."""
    match question:
        case Choice():
            return len(answer) == 1 and answer in SIGNS[: len(question.options)]
        case Several():
            signs = set(answer)
            return answer == NOTHING or (
                answer != "" and "".join(sorted(signs, key=SIGNS.index)) == answer
                if signs <= set(SIGNS[: len(question.options)])
                else False
            )
        case Order():
            return sorted(answer, key=_place) == list(SIGNS[: len(question.items)])
        case Match():
            signs = set(SIGNS[: len(question.pairs)])
            return len(answer) == len(question.pairs) and set(answer) <= signs
        case Estimate():
            return (
                re.fullmatch("-?[0-9]{1,9}", answer) is not None
                and question.lowest <= int(answer) <= question.highest
            )
        case Open():
            return answer == WRITTEN


def _place(sign: str) -> int:
    return SIGNS.find(sign)


def is_right(question: Question, answer: str) -> bool | None:
    """Whether it is right; None for an open question, which nobody marks."""
    if isinstance(question, Open):
        return None
    if not is_answer(question, answer):
        return False
    match question:
        case Choice():
            return question.options[SIGNS.index(answer)].right
        case Several():
            return answer == right_answer(question)
        case Order() | Match():
            return answer == right_answer(question)
        case Estimate():
            return question.right_from <= int(answer) <= question.right_to


def right_answer(question: Choice | Several | Order | Match) -> str:
    """The answer that is right."""
    match question:
        case Choice() | Several():
            places = [SIGNS[n] for n, option in enumerate(question.options) if option.right]
            return "".join(places) or NOTHING
        case Order():
            return SIGNS[: len(question.items)]
        case Match():
            return SIGNS[: len(question.pairs)]


def score(course: Course, answers: Mapping[int, str]) -> int | None:
    """How much of the closing test is right.

    Parameters
    ----------
    answers
        Number of the block -> answer.

    Returns
    -------
    score
        Whole per cents of its questions, rounded down, 0 to 100: who needs 80 and has 79.9 has not passed.
        What was not answered is wrong. None where there is no test.
    """
    asked = tested(course)
    if not asked:
        return None
    right = sum(is_right(block.question, answers.get(block.number, "")) is True for block in asked)
    return 100 * right // len(asked)
