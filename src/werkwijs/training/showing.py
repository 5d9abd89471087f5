"""What pages show of a course that is being made: lessons and blocks in a line, and what takes how long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from werkwijs.cards.edition_document import EditionCard, EditionDocument
from werkwijs.lib.words import say
from werkwijs.training.composing import Composed, Problem
from werkwijs.training.forms_blocks import kind_in_address
from werkwijs.training.models import Block, Course, Lesson, Route


@dataclass(frozen=True)
class BlockLine:
    block: Block
    kind: str
    """Of `forms_blocks.FORMS`."""
    title: str
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class LessonLine:
    lesson: Lesson
    n_blocks: int
    n_questions: int
    problems: list[Problem] = field(default_factory=list)


def lessons(course: Course, composed: Composed) -> list[LessonLine]:
    """Those that were not taken out, in order."""
    found = course.lessons.filter(dropped_at=None).prefetch_related("blocks")
    return [
        LessonLine(
            lesson,
            sum(block.dropped_at is None for block in lesson.blocks.all()),
            sum(b.dropped_at is None and b.kind == "question" for b in lesson.blocks.all()),
            [one for one in composed.problems if one.lesson == lesson.number],
        )
        for lesson in found
    ]


def blocks(lesson: Lesson, composed: Composed | None, *, dropped: bool = False) -> list[BlockLine]:
    """Those of a lesson in order, or those that were taken out."""
    edition = lesson.course.edition.told if lesson.course.edition else None
    problems = composed.problems if composed else []
    return [
        BlockLine(
            block,
            kind_in_address(block),
            title_of(block, edition),
            [one for one in problems if one.block == block.number],
        )
        for block in lesson.blocks.filter(dropped_at__isnull=not dropped)
    ]


def title_of(block: Block, edition: EditionDocument | None) -> str:
    """What a block is about, in one line; "" when it says nothing yet."""
    told: Mapping[str, Any] = block.content
    if block.kind == "card":
        card = card_in(edition, told.get("card"))
        text = card["texts"].get(told.get("audience", "")) if card else None
        return f"{told.get('card', '')} {text['title'] if text else ''}".strip()
    asked = (told.get("question") or {}).get("prompt", "")
    for part in (told.get("title"), asked, told.get("prompt"), told.get("text")):
        if line := " ".join(str(part or "").replace("*", "").replace("#", "").split()):
            return line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE].rstrip() + " …"
    return ""


LONGEST_LINE = 110


def card_in(edition: EditionDocument | None, number: Any) -> EditionCard | None:
    """The card of that number; None where there is none."""
    cards = edition["cards"] if edition else []
    return next((card for card in cards if card["number"] == number), None)


def planned(course: Course) -> list[tuple[str, int, int, int]]:
    """Route, lessons, minutes as planned, and lessons without minutes; of routes that have a lesson."""
    rows = list(course.lessons.filter(dropped_at=None))
    return [
        (
            route,
            len(own),
            sum(lesson.minutes or 0 for lesson in own),
            sum(not lesson.minutes for lesson in own),
        )
        for route in Route.values
        if (own := [lesson for lesson in rows if route in lesson.routes])
    ]


def names_of(routes: Iterable[str]) -> list[str]:
    """As they are called on pages, in our order."""
    own = set(routes)
    return [say("training.edit_route", route) for route in Route.values if route in own]


@dataclass(frozen=True)
class Offered:
    """A card of the edition to choose."""

    value: str
    number: int
    audience: str
    title: str
    why: str
    actions: Sequence[str]
    question: str
    pictured: str
    """Name of its picture in the edition; "" where it has none."""
    alt: str


MOST_OFFERED = 24


def cards(
    edition: EditionDocument | None, *, sought: str = "", whom: str = "", chosen: str = ""
) -> tuple[list[Offered], int]:
    """Cards to choose from, the chosen one first, and how many there are of them in all."""
    words = sought.casefold().split()
    first: list[Offered] = []
    found: list[Offered] = []
    for card in edition["cards"] if edition else []:
        for audience, text in card["texts"].items():
            picture = text["picture"]
            one = Offered(
                f"{card['number']}:{audience}",
                card["number"],
                audience,
                text["title"],
                text["why"],
                text["actions"],
                text["question"],
                picture["file"] if picture else "",
                picture["alt"] if picture else "",
            )
            said = " ".join([str(card["number"]), card["theme"], one.title, one.why, *one.actions])
            if one.value == chosen:
                first.append(one)
            elif whom in {"", audience} and all(word in said.casefold() for word in words):
                found.append(one)
    return (first + found)[:MOST_OFFERED], len(first) + len(found)
