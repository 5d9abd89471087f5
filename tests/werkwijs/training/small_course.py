"""A small invented course with a block and a question of every kind."""

from __future__ import annotations

from dataclasses import asdict

from tests.coursepack.conftest import sample

from werkwijs.training import making
from werkwijs.training.models import Block, Course, MeasureItem, Route

GIVEN = "grp23456"

CARD = {"card": 1, "audience": "employer", "lead": "Lees deze kaart samen."}


def fill(course: Course) -> None:
    """The lessons of `tests.coursepack.conftest.sample`, its card from the edition, and a measure."""
    for lesson in sample().lessons:
        own = making.add_lesson(
            course, title=lesson.title, aim=lesson.aim, minutes=lesson.minutes, test=lesson.test
        )
        for block in lesson.blocks:
            told = asdict(block)
            kind = told.pop("kind")
            del told["number"]
            making.add_block(own, kind=kind, content=CARD if kind == "card" else told)
    only_coaches = Block.objects.get(course=course, kind="discussion")
    only_coaches.routes = [Route.JOB_COACH]
    only_coaches.co_trainer = "Vertel in één minuut wat jou hielp."
    only_coaches.save()
    making.add_measure_item(
        course,
        kind=MeasureItem.Kind.KNOWLEDGE,
        content=asdict(sample().lessons[1].blocks[0].question),
    )
    for text in ("Ik durf een lastig gesprek te beginnen.", "Ik weet wie ik kan bellen."):
        making.add_measure_item(course, kind=MeasureItem.Kind.CONFIDENCE, content={"text": text})
