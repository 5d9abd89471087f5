"""A course is changed: its words, the order of its lessons and blocks, the cards it rests on."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.cards.models import Edition
from werkwijs.lib.impossible import Impossible
from werkwijs.lib.tidying import one_line
from werkwijs.training import log, making
from werkwijs.training.models import (
    TITLE,
    Block,
    Course,
    CourseFile,
    Lesson,
    MeasureItem,
)

Placed = Lesson | Block
"""What stands in an order, and can be taken out and put back."""


def change(course: Course, told: Mapping[str, Any], *, by: User, request: HttpRequest) -> None:
    """Its title, what it is about, and the like: fields by name."""
    for name, value in told.items():
        setattr(course, name, value)
    course.title = one_line(course.title, TITLE)
    course.save(update_fields=[*told])
    _changed(course, by, request)


def change_lesson(
    lesson: Lesson, told: Mapping[str, Any], *, by: User, request: HttpRequest
) -> None:
    """Its title, aim, minutes, routes, and whether it is the closing test."""
    for name, value in told.items():
        setattr(lesson, name, value)
    lesson.save(update_fields=[*told])
    _changed(lesson.course, by, request, lesson)


def change_block(
    block: Block,
    *,
    content: dict[str, Any],
    routes: Sequence[str],
    co_trainer: str,
    by: User,
    request: HttpRequest,
) -> None:
    """What stands in it, for whom, and what the expert by experience does."""
    block.content, block.routes, block.co_trainer = content, list(routes), co_trainer
    block.save(update_fields=["content", "routes", "co_trainer"])
    _changed(block.course, by, request, block)


@transaction.atomic
def move(row: Placed, steps: int, *, by: User, request: HttpRequest) -> None:
    """Up (below 0) or down among what was not taken out; at the end it stays where it is."""
    Course.objects.select_for_update().get(pk=row.course_id)
    rows = list(_among(row))
    place = next((n for n, one in enumerate(rows) if one.pk == row.pk), None)
    if place is None or not 0 <= place + steps < len(rows):
        return
    rows.insert(place + steps, rows.pop(place))
    for n, one in enumerate(rows, start=1):
        one.place = n
    type(row).objects.bulk_update(rows, ["place"])
    _changed(row.course, by, request, row)


@transaction.atomic
def move_to(block: Block, lesson: Lesson, *, by: User, request: HttpRequest) -> None:
    """To the end of another lesson of the same course; its number goes along."""
    if lesson.pk == block.lesson_id or lesson.course_id != block.course_id:
        return
    last = lesson.blocks.order_by("-place").values_list("place", flat=True).first() or 0
    block.lesson, block.place = lesson, last + 1
    block.save(update_fields=["lesson", "place"])
    _changed(block.course, by, request, block)


def drop(row: Placed | MeasureItem, *, by: User, request: HttpRequest) -> None:
    """Take it out; nothing of it is lost. Taking out twice keeps the first time."""
    if row.dropped_at is None:
        row.dropped_at = timezone.now()
        row.save(update_fields=["dropped_at"])
        _changed(row.course, by, request, row if isinstance(row, Lesson | Block) else None)


@transaction.atomic
def bring_back(row: Placed | MeasureItem, *, by: User, request: HttpRequest) -> None:
    """Where it stood."""
    if row.dropped_at is None:
        return
    row.dropped_at = None
    row.save(update_fields=["dropped_at"])
    _changed(row.course, by, request, row if isinstance(row, Lesson | Block) else None)


def change_measure_item(
    item: MeasureItem,
    *,
    content: dict[str, Any],
    routes: Sequence[str],
    by: User,
    request: HttpRequest,
) -> None:
    """Other words; what people answered to the old ones was kept with their version."""
    item.content, item.routes = content, list(routes)
    item.save(update_fields=["content", "routes"])
    _changed(item.course, by, request)


def rest_on(course: Course, edition: Edition | None, *, by: User, request: HttpRequest) -> None:
    """Another edition of cards from now on; versions that were frozen keep theirs.

    Raises
    ------
    Impossible
        It is an edition of another organisation.
    """
    if edition is not None and edition.organisation_id != course.organisation_id:
        raise Impossible("training.edit_edition_elsewhere")
    if edition == course.edition:
        return
    course.edition = edition
    course.save(update_fields=["edition"])
    Course.objects.filter(pk=course.pk).update(version=F("version") + 1)
    log.note("training.edition_chosen", course.organisation, about=course, by=by, request=request)


def archive(course: Course, *, by: User, request: HttpRequest) -> None:
    """Out of sight; groups that follow it notice nothing."""
    if course.archived_at is None:
        course.archived_at = timezone.now()
        course.save(update_fields=["archived_at"])
        log.note("training.archived", course.organisation, about=course, by=by, request=request)


def unarchive(course: Course, *, by: User, request: HttpRequest) -> None:
    """Back in sight."""
    if course.archived_at is not None:
        course.archived_at = None
        course.save(update_fields=["archived_at"])
        log.note("training.unarchived", course.organisation, about=course, by=by, request=request)


@transaction.atomic
def copy(
    course: Course,
    *,
    title: str,
    by: User,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> Course:
    """Everything that was not taken out, in a course of its own; the same ``key`` twice makes one."""
    if key is not None and (made := Course.objects.filter(made_with=key).first()):
        return made  # type: ignore[no-any-return]
    own = making.begin(
        course.organisation,
        title=title,
        edition=course.edition,
        language=course.language,
        invented=course.invented,
        by=by,
        key=key,
        request=request,
    )
    for name in ("about", "licence", "pass_mark", "next_lesson", "next_block"):
        setattr(own, name, getattr(course, name))
    own.save(update_fields=["about", "licence", "pass_mark", "next_lesson", "next_block"])
    files = {file.pk: _copied(file, own) for file in course.files.all()}
    for lesson in course.lessons.filter(dropped_at=None):
        blocks = list(lesson.blocks.filter(dropped_at=None))
        _as_new(lesson, own)
        for block in blocks:
            block.lesson, block.content = lesson, _with_files(block.content, files)
            _as_new(block, own)
    for item in course.measure_items.filter(dropped_at=None):
        _as_new(item, own)
    return own


def _as_new(row: Placed | MeasureItem, course: Course) -> None:
    row.pk, row.made_with, row.course = None, None, course
    row._state.adding = True
    row.save()


def _copied(file: CourseFile, course: Course) -> int:
    name = str(file.file.name)
    with file.file.open("rb") as stream:
        content = ContentFile(stream.read())
    file.pk, file.course = None, course
    file._state.adding = True
    file.file.save(name, content, save=False)
    file.save()
    return int(file.pk)


def _with_files(content: dict[str, Any], files: Mapping[int, int]) -> dict[str, Any]:
    """The same, with its files those of the copy."""
    return {
        name: {**part, "file": files.get(part["file"], 0)}
        if isinstance(part, dict) and "file" in part
        else part
        for name, part in content.items()
    }


def _among(row: Placed) -> Any:
    """Those it stands among, in order."""
    if isinstance(row, Lesson):
        return row.course.lessons.filter(dropped_at=None).select_for_update(of=("self",))
    return row.lesson.blocks.filter(dropped_at=None).select_for_update(of=("self",))


def _changed(course: Course, by: User, request: HttpRequest, row: Placed | None = None) -> None:
    """The course is another one now; a page from before is noticed."""
    Course.objects.filter(pk=course.pk).update(version=F("version") + 1)
    if row is not None:
        type(row).objects.filter(pk=row.pk).update(version=F("version") + 1)
    log.note("training.edited", course.organisation, about=course, by=by, request=request)
