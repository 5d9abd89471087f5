"""The example course: six lessons and a closing test, written by us, on the example cards. Nobody tested it.

Each lesson stands in a file of its own (`example/lesson-1.toml` ...), as who makes courses would type it:
blocks in order, each with its kind and its own fields as `coursepack` has them, and, where it needs them,
`routes` (only for these readers) and `co_trainer` (what the expert by experience does). The rest stands in
`course.toml`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from werkwijs.accounts.models import Organisation, User
from werkwijs.cards.models import Edition
from werkwijs.training import making
from werkwijs.training.models import Course

FOLDER = Path(__file__).parent / "example"


@cache
def told() -> dict[str, Any]:
    """Title, about, pass mark, and the questions of the measure."""
    return tomllib.loads((FOLDER / "course.toml").read_text("utf-8"))


@cache
def lessons() -> list[dict[str, Any]]:
    """Every lesson with its blocks, in order."""
    files = sorted(FOLDER.glob("lesson-*.toml"))
    return [tomllib.loads(file.read_text("utf-8")) for file in files]


def load(organisation: Organisation, edition: Edition | None, *, by: User) -> Course:
    """The example course, as a course that is being made; every page of it says that it is an example."""
    course = making.begin(
        organisation,
        title=told()["title"],
        edition=edition,
        language="nl",
        invented=True,
        by=by,
    )
    course.about, course.pass_mark = told()["about"], told()["pass_mark"]
    course.save(update_fields=["about", "pass_mark"])
    for lesson in lessons():
        made = making.add_lesson(
            course,
            title=lesson["title"],
            aim=lesson["aim"],
            minutes=lesson["minutes"],
            routes=lesson["routes"],
            test=lesson.get("test", False),
        )
        for block in lesson["block"]:
            own = dict(block)
            making.add_block(
                made,
                kind=own.pop("kind"),
                routes=own.pop("routes", []),
                co_trainer=own.pop("co_trainer", ""),
                content=own,
            )
    for item in told()["measure"]:
        own = dict(item)
        making.add_measure_item(
            course, kind=own.pop("kind"), routes=own.pop("routes", []), content=_content(own)
        )
    course.refresh_from_db()
    return course


def _content(item: dict[str, Any]) -> dict[str, Any]:
    question: dict[str, Any] | None = item.get("question")
    return question or item
