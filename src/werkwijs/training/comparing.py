"""What differs: between editions, for the cards of a course; between a course now and its last version."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from werkwijs.cards.edition_document import CardText, EditionDocument
from werkwijs.cards.models import Edition
from werkwijs.training.course_document import CourseDocument, write
from werkwijs.training.models import Block, Course

What = Literal["same", "changed", "gone"]


@dataclass(frozen=True)
class CardDifference:
    """A card of the course in the edition it rests on, and in another."""

    block: Block
    number: int
    audience: str
    what: What
    before: CardText | None
    after: CardText | None
    fields: list[str]
    """Of ``changed``: title, why, actions, question, easy, picture, sound, statements."""


def editions(course: Course) -> list[Edition]:
    """All that the course may rest on, newest first."""
    found = Edition.objects.filter(organisation=course.organisation).defer("content")
    return list(found.order_by("-made_at", "-pk"))


def newer(course: Course) -> Edition | None:
    """The latest edition of the same cards in the same language; None where the course has it already."""
    own = course.edition
    if own is None or own.study_id is None:
        return None
    found: Edition | None = (
        Edition.objects.filter(
            organisation=course.organisation,
            study=own.study_id,
            language=own.language,
            number__gt=own.number,
        )
        .order_by("-number", "-pk")
        .first()
    )
    return found


def cards(course: Course, other: Edition) -> list[CardDifference]:
    """Card by card, in the order of the course."""
    own = course.edition.told if course.edition else None
    told = other.told
    found = []
    blocks = Block.objects.filter(course=course, kind="card", dropped_at=None)
    live = blocks.filter(lesson__dropped_at=None).select_related("lesson")
    for block in live.order_by("lesson__place", "lesson__number", "place", "number"):
        number, audience = block.content.get("card", 0), block.content.get("audience", "")
        before, after = _text(own, number, audience), _text(told, number, audience)
        fields = _fields(own, told, before, after) if before and after else []
        what: What = "gone" if after is None else "changed" if fields or not before else "same"
        found.append(CardDifference(block, number, audience, what, before, after, fields))
    return found


def _text(edition: EditionDocument | None, number: int, audience: str) -> CardText | None:
    for card in edition["cards"] if edition else []:
        if card["number"] == number:
            return card["texts"].get(audience)
    return None


def _fields(
    own: EditionDocument | None, other: EditionDocument, before: CardText, after: CardText
) -> list[str]:
    names = ("title", "why", "actions", "question", "easy", "statements")
    found = [name for name in names if before[name] != after[name]]  # type: ignore[literal-required]
    for name in ("picture", "sound"):
        one, two = before[name], after[name]  # type: ignore[literal-required]
        if _looks(own, one) != _looks(other, two):
            found.append(name)
    return found


def _looks(edition: EditionDocument | None, part: Any) -> tuple[str, str]:
    """What is in the file, and what is said of it."""
    if not part:
        return ("", "")
    files = edition["files"] if edition else {}
    return (files.get(part["file"], part["file"]), part.get("alt", ""))


# --- between versions ----------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """How a course became other. ``what``: a member of ``training.edit_change``."""

    what: str
    title: str
    """Of the lesson it is about; "" for the course."""
    block: int | None = None


def versions(before: CourseDocument, after: CourseDocument) -> list[Change]:
    """What changed, in the order of the later one; what is gone comes last."""
    before, after = json.loads(write(before)), json.loads(write(after))  # rows alike: both as lists
    found = [
        Change(f"course_{name}", "")
        for name in ("title", "about", "pass_mark", "edition")
        if before[name] != after[name]  # type: ignore[literal-required]
    ]
    known = {lesson["number"]: lesson for lesson in before["lessons"]}
    old = {b["block"]["number"]: b for lesson in before["lessons"] for b in lesson["blocks"]}
    there: set[int] = set()
    for lesson in after["lessons"]:
        last = known.pop(lesson["number"], None)
        there |= {part["block"]["number"] for part in lesson["blocks"]}
        if last is None:
            found.append(Change("lesson_new", lesson["title"]))
            continue
        about = ("title", "aim", "minutes", "test", "routes")
        if any(last[name] != lesson[name] for name in about):  # type: ignore[literal-required]
            found.append(Change("lesson_about", lesson["title"]))
        for part in lesson["blocks"]:
            number = part["block"]["number"]
            if number not in old:
                found.append(Change("block_new", lesson["title"], number))
            elif old[number] != part:
                found.append(Change("block_changed", lesson["title"], number))
        order = [part["block"]["number"] for part in lesson["blocks"]]
        was = [part["block"]["number"] for part in last["blocks"]]
        both = set(order) & set(was)
        if [n for n in order if n in both] != [n for n in was if n in both]:
            found.append(Change("lesson_order", lesson["title"]))
    found += [Change("lesson_gone", lesson["title"]) for lesson in known.values()]
    found += [
        Change("block_gone", lesson["title"], part["block"]["number"])
        for lesson in before["lessons"]
        if lesson["number"] not in known
        for part in lesson["blocks"]
        if part["block"]["number"] not in there
    ]
    order = [lesson["number"] for lesson in after["lessons"]]
    was = [lesson["number"] for lesson in before["lessons"]]
    both = set(order) & set(was)
    if [n for n in order if n in both] != [n for n in was if n in both]:
        found.append(Change("course_order", ""))
    if before["measures"] != after["measures"]:
        found.append(Change("course_measures", ""))
    return found
