"""How far somebody is: the same for the learner and for the trainer. What somebody answered is not in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import coursepack as cp
from coursepack import state as states
from werkwijs.training.models import Learner


@dataclass(frozen=True)
class LessonProgress:
    """Of one lesson."""

    number: int
    title: str
    done: int
    """Blocks."""
    blocks: int

    @property
    def finished(self) -> bool:
        return self.done == self.blocks


@dataclass(frozen=True)
class Progress:
    """All a trainer sees of how far somebody is; it stands on the learner's own page too."""

    lessons: list[LessonProgress]
    started: bool
    finished: bool
    passed: bool | None
    """None: there is no test, or it was not taken yet."""

    @property
    def per_cent(self) -> int:
        """Of all blocks, rounded down: 100 only when all are done."""
        blocks = sum(lesson.blocks for lesson in self.lessons)
        return 100 * sum(lesson.done for lesson in self.lessons) // blocks if blocks else 0


def state_of(learner: Learner) -> states.State:
    """Where they are; what cannot be read any more counts as the beginning."""
    try:
        return states.read(learner.state)
    except states.UnreadableState:
        return states.State()


def of(learner: Learner, course: cp.Course) -> Progress:
    """How far this learner is in the course of their group."""
    state = state_of(learner)
    lessons = [
        LessonProgress(
            lesson.number,
            lesson.title,
            _done(lesson.blocks, state.done),
            len(lesson.blocks),
        )
        for lesson in course.lessons
    ]
    taken = course.test is not None and learner.score is not None
    return Progress(
        lessons=lessons,
        started=learner.started_at is not None,
        finished=all(lesson.finished for lesson in lessons),
        passed=learner.score is not None and learner.score >= course.pass_mark if taken else None,
    )


def _done(blocks: Iterable[cp.Block], done: frozenset[int]) -> int:
    return sum(block.number in done for block in blocks)
