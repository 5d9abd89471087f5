"""Where somebody is in a course, as a short string: what a learning system keeps between two visits.

No words of the learner are in it, and no names; of an open question only that something was written. It
speaks of blocks and lessons by their numbers, so a later version of the course takes it up: what is gone is
forgotten, what is new is not done yet. The player writes and reads the same (`player/state.js`)::

    1|4|f.3a|5:2,7:013,9:2013|85.2|1:2s,2:b4
    | |  |    |                |     seconds spent in each lesson
    | |  |    |                best score of the test, and how often it was taken; "" before
    | |  |    answers to questions and ways through cases, by number of the block
    | |  blocks that are done: hexadecimal, block 1 first (lowest bit), in words of 32 bits
    | the block where somebody is; 0 for the contents
    version of this format

Numbers are written in base 36, but for the score.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from coursepack.course import Asked, Case, Course
from coursepack.marking import SIGNS
from coursepack.questions import Choice, Estimate, Match, Open, Order, Several

FORMAT = 1
MOST_CHARACTERS = 4_000
"""SCORM 1.2 promises 4,096; what is more may be cut off without a word."""
MOST_SECONDS = 36**4 - 1
MOST_TRIES = 35
MOST_CHOICES = 12
"""Longest way through a case that is remembered, in choices."""


@dataclass(frozen=True, kw_only=True)
class State:
    """What somebody did, and where they are."""

    at: int = 0
    """Number of the block; 0: the contents."""
    done: frozenset[int] = frozenset()
    """Numbers of blocks."""
    answers: Mapping[int, str] = field(default_factory=dict)
    """Number of the block -> answer (`marking`), or the choices made in a case."""
    best: int | None = None
    """Best score of the test, 0 to 100."""
    tries: int = 0
    """How often the test was taken to its end."""
    seconds: Mapping[int, int] = field(default_factory=dict)
    """Number of the lesson -> seconds somebody was busy with it."""


class UnreadableState(ValueError):
    """A string that is no state, or of a format from the future."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(
            "This is no state of a course that we know; somebody who goes on begins anew."
        )


def write(state: State) -> str:
    """The state as a string of ASCII signs."""
    words: dict[int, int] = {}
    for number in state.done:
        words[(number - 1) // 32] = words.get((number - 1) // 32, 0) | 1 << (number - 1) % 32
    done = ".".join(f"{words.get(n, 0):x}" for n in range(max(words, default=-1) + 1))
    answers = ",".join(f"{_in_36(n)}:{code}" for n, code in sorted(state.answers.items()))
    test = "" if state.best is None else f"{state.best}.{_in_36(min(state.tries, MOST_TRIES))}"
    seconds = ",".join(
        f"{_in_36(n)}:{_in_36(min(s, MOST_SECONDS))}" for n, s in sorted(state.seconds.items())
    )
    return f"{FORMAT}|{_in_36(state.at)}|{done}|{answers}|{test}|{seconds}"


_SHAPE = re.compile(
    r"1\|(?P<at>[0-9a-z]{1,3})\|(?P<done>(?:[0-9a-f]{1,8}(?:\.[0-9a-f]{1,8})*)?)"
    r"\|(?P<answers>(?:[0-9a-z]{1,3}:[0-9a-z+-]{1,12}(?:,[0-9a-z]{1,3}:[0-9a-z+-]{1,12})*)?)"
    r"\|(?P<test>(?:[0-9]{1,3}\.[0-9a-z])?)"
    r"\|(?P<seconds>(?:[0-9a-z]{1,2}:[0-9a-z]{1,4}(?:,[0-9a-z]{1,2}:[0-9a-z]{1,4})*)?)"
)


def read(text: str) -> State:
    """What `write` wrote. The empty string is the beginning.

    Raises
    ------
    UnreadableState
        If it is something else.
    """
    if text == "":
        return State()
    found = _SHAPE.fullmatch(text)
    if found is None:
        raise UnreadableState(text)
    done = {
        32 * place + bit + 1
        for place, word in enumerate(found["done"].split(".") if found["done"] else ())
        for bit in range(32)
        if int(word, 16) >> bit & 1
    }
    best, _, tries = found["test"].partition(".")
    if best and int(best) > 100:
        raise UnreadableState(text)
    return State(
        at=int(found["at"], 36),
        done=frozenset(done),
        answers={int(n, 36): code for n, code in _pairs(found["answers"])},
        best=int(best) if best else None,
        tries=int(tries, 36) if tries else 0,
        seconds={int(n, 36): int(s, 36) for n, s in _pairs(found["seconds"])},
    )


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(left, right) for left, _, right in (p.partition(":") for p in text.split(",") if p)]


def _in_36(number: int) -> str:
    signs = ""
    while number:
        number, left = divmod(number, 36)
        signs = SIGNS[left] + signs
    return signs or "0"


def longest(course: Course) -> int:
    """How many characters the state of this course can take at most, with everything done and answered."""
    numbers = [block.number for block in course.blocks]
    answers = {
        block.number: "z" * size
        for block in course.blocks
        if (size := _longest_answer(block)) is not None
    }
    return len(
        write(
            State(
                at=max(numbers, default=0),
                done=frozenset(range(1, max(numbers, default=0) + 1)),
                answers=answers,
                best=100,
                tries=MOST_TRIES,
                seconds={lesson.number: MOST_SECONDS for lesson in course.lessons},
            )
        )
    )


def _longest_answer(block: object) -> int | None:
    if isinstance(block, Case):
        return min(MOST_CHOICES, len(block.steps))
    if not isinstance(block, Asked):
        return None
    match block.question:
        case Choice() | Open():
            return 1
        case Several():
            return max(1, len(block.question.options))
        case Order():
            return len(block.question.items)
        case Match():
            return len(block.question.pairs)
        case Estimate():
            return max(len(str(block.question.lowest)), len(str(block.question.highest)))
