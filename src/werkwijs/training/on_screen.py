"""A question as our own pages show it outside the player: on the wall, on a phone, in a measure."""

from __future__ import annotations

from dataclasses import dataclass

import coursepack as cp
from coursepack.marking import SIGNS
from coursepack.questions import shown


@dataclass(frozen=True)
class Asked:
    """What is asked, what can be chosen, and what is right."""

    question: cp.Question
    options: list[tuple[int, str]]
    """Place and text, in the order in which they are shown."""
    rows: list[str]
    """Where something is chosen for each of several rows: what stands before it."""
    right: list[str]
    """The right answer, in words."""

    def chosen(self, given: str) -> list[tuple[str, int | None]]:
        """What stands before each row, and the place that was chosen for it."""
        if len(given) != len(self.rows):
            return [(row, None) for row in self.rows]
        places = [SIGNS.index(sign) for sign in given]
        return list(zip(self.rows, places, strict=True))


def of(question: cp.Question) -> Asked:
    """How a question is shown."""
    match question:
        case cp.Choice() | cp.Several():
            options = [(place, option.text) for place, option in enumerate(question.options)]
            right = [option.text for option in question.options if option.right]
            return Asked(question, options, [], right)
        case cp.Order():
            options = [(place, question.items[place]) for place in shown(question)]
            rows = [str(place) for place in range(1, len(question.items) + 1)]
            return Asked(question, options, rows, list(question.items))
        case cp.Match():
            options = [(place, question.pairs[place].right) for place in shown(question)]
            right = [f"{pair.left}: {pair.right}" for pair in question.pairs]
            return Asked(question, options, [pair.left for pair in question.pairs], right)
        case cp.Estimate():
            limits = sorted({question.right_from, question.right_to})
            unit = f" {question.unit}" if question.unit else ""
            return Asked(question, [], [], ["–".join(map(str, limits)) + unit])
        case cp.Open():
            return Asked(question, [], [], [question.example])
