"""A course as pages, for our own site, for a preview and for packages. Each works without JavaScript.

What stands in a page's own words (texts, stories, tasks, prompts of reflection and discussion, explanations,
transcripts) is Markdown (`markup`); questions and their options are plain. A lesson and the contents bring
their own ``h1``; the page around them has none.

The player (`player/`) takes over any element that has these `attributes`, with a page of ours inside::

    <main data-course-player …>{{ pages.lesson(course, lesson, around, state) }}</main>

Without a server (`Around.action` is None) nothing is sent: what is right can be opened under each question.
With one, a form posts to the action of its block: ``answer``, ``answer-0`` … or ``words`` (`forms.answer`),
``choice`` and ``way`` of a story (`forms.way`), ``done``, or ``again``: the story, or, where the block is a
question, the test is begun anew (`playing.again`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from coursepack import markup, playing
from coursepack import state as states
from coursepack.course import (
    Asked,
    Block,
    Case,
    CaseChoice,
    CaseStep,
    Course,
    Lesson,
    tested,
)
from coursepack.marking import SIGNS, is_answer, is_right, right_answer
from coursepack.questions import Choice, Estimate, Match, Open, Order, Several, shown
from coursepack.state import State
from coursepack.wording import Words

Adapter = Literal["own", "scorm12", "scorm2004", "cmi5", "none"]

STYLE = "player.css"
SCRIPTS = (
    "state.js",
    "marking.js",
    "playing.js",
    "adapters.js",
    "scorm.js",
    "cmi5.js",
    "aloud.js",
    "blocks.js",
    "player.js",
)
"""Files of `player/` a page with the player loads, in this order: ``<script src=… defer></script>``."""


def _nothing(number: int) -> str:  # noqa: ARG001 - nobody wrote anything
    return ""


@dataclass(frozen=True, kw_only=True)
class Around:
    """What the page around the blocks decides."""

    file: Callable[[str], str]
    """Name of a file of the course -> address."""
    lesson: Callable[[int], str]
    """Number of a lesson -> address."""
    contents: str = ""
    """Address of the contents; "": no link to them."""
    action: Callable[[int], str] | None = None
    """Number of a block -> where its form posts; None: no server, the player marks."""
    hidden: Markup = field(default=Markup(""))
    """Put in each form, say against forgery."""
    words: Callable[[int], str] = _nothing
    """Own words kept for a block: reflection, open question, task."""


def contents(course: Course, around: Around, state: State) -> Markup:
    """The course: what it is, its lessons, how far somebody is, and where to go on."""
    return _rendered("contents", _View(course, around, state), on=_where_on(course, state))


def lesson(course: Course, lesson: Lesson, around: Around, state: State) -> Markup:
    """All blocks of a lesson, each ``<section id="b7" data-number="7">``, and what follows it."""
    place = [one.number for one in course.lessons].index(lesson.number)
    following = course.lessons[place + 1] if place + 1 < len(course.lessons) else None
    return _rendered("lesson", _View(course, around, state), lesson=lesson, following=following)


def block(course: Course, block: Block, around: Around, state: State, *, revealed: bool) -> Markup:
    """One block; ``revealed``: with what is right and why, as after an answer."""
    return _rendered("block", _View(course, around, state), block=block, revealed=revealed)


def attributes(
    course: Course,
    state: State,
    *,
    adapter: Adapter,
    save: str = "",
    token: str = "",
) -> Markup:
    """What makes an element a course player.

    Parameters
    ----------
    save
        Where the adapter "own" posts ``{"state": "1|4|…", "version": 2}`` as JSON.
    token
        Sent with it as ``X-CSRFToken``.
    """
    told = {
        "adapter": adapter,
        "state": states.write(state),
        "course": json.dumps(_told(course), ensure_ascii=False, separators=(",", ":")),
        "words": json.dumps(Words(course.language).of_player(), ensure_ascii=False),
        "save": save,
        "token": token,
    }
    said = " ".join(f'data-{name}="{escape(value)}"' for name, value in told.items() if value)
    return Markup(f"data-course-player {said}")  # noqa: S704 - every value is escaped


def _told(course: Course) -> dict[str, object]:
    """What the player knows of the whole course; the rest it finds in the page of each lesson."""
    return {
        "key": course.key,
        "activity": course.activity,
        "version": course.version,
        "title": course.title,
        "mark": course.pass_mark,
        "lessons": [
            {
                "number": lesson.number,
                "title": lesson.title,
                "test": lesson.test,
                "blocks": [block.number for block in lesson.blocks],
            }
            for lesson in course.lessons
        ],
        "tested": {block.number: key(block) for block in tested(course)},
    }


def key(asked: Asked) -> dict[str, str | int]:
    """What the player needs to mark an answer: kind, how many there are to choose from, and what is right."""
    question = asked.question
    match question:
        case Choice() | Several():
            size = len(question.options)
        case Order():
            size = len(question.items)
        case Match():
            size = len(question.pairs)
        case Estimate():
            return {
                "kind": "estimate",
                "low": question.lowest,
                "high": question.highest,
                "from": question.right_from,
                "to": question.right_to,
            }
        case Open():
            return {"kind": "open"}
    return {"kind": question.kind, "size": size, "right": right_answer(question)}


@dataclass(frozen=True)
class _GoOn:
    words: str
    lesson: int
    block: int


def _where_on(course: Course, state: State) -> _GoOn:
    """The block somebody was at, or the first lesson; when all is done, the first lesson again."""
    first = course.lessons[0].number if course.lessons else 0
    if playing.complete(course, state):
        return _GoOn("look-back", first, 0)
    for lesson in course.lessons:
        if any(block.number == state.at for block in lesson.blocks):
            return _GoOn("go-on", lesson.number, state.at)
    return _GoOn("begin", first, 0)


@dataclass(frozen=True)
class _View:
    """What a template asks about the course and about where somebody is."""

    course: Course
    around: Around
    state: State

    @property
    def words(self) -> Words:
        return Words(self.course.language)

    @cached_property
    def tested(self) -> tuple[Asked, ...]:
        return tested(self.course)

    @cached_property
    def taken(self) -> bool:
        return playing.taken(self.course, self.state)

    @property
    def passed(self) -> bool | None:
        return playing.passed(self.course, self.state)

    @property
    def right_now(self) -> int:
        return sum(is_right(block.question, self.given(block)) is True for block in self.tested)

    @property
    def outcome(self) -> str:
        """What is said about the test, or a course without one; "" when there is nothing to say yet."""
        if self.passed is None:
            done = playing.complete(self.course, self.state)
            return self.words("all-done") if done else ""
        n = len(self.tested)
        facts = {"right": playing.least(self.state.best or 0, n), "n": n, "need": self.need}
        return self.words("passed" if self.passed else "not-passed", **facts)

    @property
    def need(self) -> int:
        """How many questions must be right."""
        return playing.least(self.course.pass_mark, len(self.tested))

    def done_in(self, lesson: Lesson) -> int:
        return sum(block.number in self.state.done for block in lesson.blocks)

    def title(self, block: Block) -> str:
        if isinstance(block, Asked) and self.of_test(block) and not block.title:
            place = [one.number for one in self.tested].index(block.number) + 1
            return f"{self.words('kind-question')} {place}"
        return block.title

    def marks(self, block: Block) -> Markup:
        """What the player reads of a block, as attributes."""
        told: dict[str, str | int] = {}
        if isinstance(block, Asked):
            told = {f"data-{name}": value for name, value in key(block).items()}
            told["data-question"] = told.pop("data-kind")
            if self.of_test(block):
                told["data-tested"] = ""
        said = "".join(f' {name}="{escape(value)}"' for name, value in told.items())
        return Markup(said)  # noqa: S704 - every value is escaped

    # --- a question

    def of_test(self, block: Asked) -> bool:
        return any(one.number == block.number for one in self.tested)

    def given(self, block: Asked) -> str:
        """The answer that was given, if it still is one."""
        answer = self.state.answers.get(block.number, "")
        return answer if is_answer(block.question, answer) else ""

    def right(self, block: Asked) -> bool | None:
        return is_right(block.question, self.given(block))

    def revealed(self, block: Block) -> bool:
        if not isinstance(block, Asked) or not self.given(block):
            return False
        return self.taken if self.of_test(block) else True

    def chose(self, block: Asked, place: int) -> bool:
        return SIGNS[place] in self.given(block)

    def placed(self, block: Asked, row: int) -> int | None:
        """What was chosen in this row; None: nothing yet."""
        answer = self.given(block)
        return SIGNS.index(answer[row]) if answer else None

    def listed(self, block: Asked) -> Sequence[tuple[int, str]]:
        """What can be chosen in a row, in the order in which it is shown."""
        match block.question:
            case Order():
                return [(n, block.question.items[n]) for n in shown(block.question)]
            case Match():
                return [(n, block.question.pairs[n].right) for n in shown(block.question)]
            case _:
                return []

    # --- a case

    def way(self, block: Case) -> str:
        """The way through the story that is still there."""
        answer = self.state.answers.get(block.number, "")
        made = [choice for _, choice in playing.walk(block, answer) if choice]
        return answer[: len(made)]

    def told(self, block: Case) -> list[tuple[CaseStep, CaseChoice | None]]:
        return list(playing.walk(block, self.way(block)))

    def ended(self, block: Case) -> bool:
        return playing.story_ended(block, self.way(block))

    def has_choices(self, block: Case) -> bool:
        return bool(block.steps and block.steps[0].choices)

    def place(self, block: Case, step: CaseStep) -> int:
        return block.steps.index(step) + 1


def _rendered(name: str, view: _View, **facts: object) -> Markup:
    template = _environment().get_template(f"{name}.html.j2")
    said = template.render(v=view, w=view.words, markup=markup.html, **facts)
    return Markup(said)  # noqa: S704 - the templates escape


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("coursepack", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
