"""What a learner wrote for themselves, beside what was asked: to read, and to take along as Word."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from docx import Document

import coursepack as cp
from werkwijs.lib.words import say
from werkwijs.training import keeping_up
from werkwijs.training.models import Learner


@dataclass(frozen=True)
class Written:
    """One piece of writing."""

    lesson: str
    block: int
    asked: str
    words: str


def of(learner: Learner, course: cp.Course) -> list[Written]:
    """All they wrote, in the order of the course."""
    words = keeping_up.words_of(learner)
    return [
        Written(lesson.title, block.number, _asked(block), words[block.number])
        for lesson in course.lessons
        for block in lesson.blocks
        if block.number in words
    ]


def _asked(block: cp.Block) -> str:
    match block:
        case cp.Reflection():
            return block.prompt
        case cp.Asked():
            return block.question.prompt
        case _:
            return getattr(block, "title", "")


def document(written: list[Written], course: cp.Course) -> bytes:
    """As a Word document: the question as a heading, own words below it."""
    made = Document()
    made.core_properties.title = course.title
    made.core_properties.author = ""
    made.add_heading(course.title, level=1)
    made.add_paragraph(say("training.mine_yours"))
    before = ""
    for one in written:
        if one.lesson != before:
            made.add_heading(one.lesson, level=2)
            before = one.lesson
        made.add_heading(one.asked, level=3)
        for line in one.words.splitlines():
            made.add_paragraph(line)
    told = BytesIO()
    made.save(told)
    return told.getvalue()
