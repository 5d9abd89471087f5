"""Courses are begun, and get lessons and blocks; what is taken out can be put back."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from werkwijs.accounts.models import Organisation, User
from werkwijs.cards.models import Edition
from werkwijs.lib.tidying import one_line
from werkwijs.training import log
from werkwijs.training.models import TITLE, Block, Course, Lesson, MeasureItem, Route

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without what looks alike: 0 and O, 1 and I and L."""


@transaction.atomic
def begin(
    organisation: Organisation,
    *,
    title: str,
    edition: Edition | None,
    language: str = "nl",
    invented: bool = False,
    by: User,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> Course:
    """An empty course; the same ``key`` twice makes one."""
    if key is not None and (made := Course.objects.filter(made_with=key).first()):
        return made  # type: ignore[no-any-return]
    course: Course = Course.objects.create(
        organisation=organisation,
        code=new_code(),
        title=one_line(title, TITLE),
        language=language,
        edition=edition,
        invented=invented,
        created_by=by,
        made_with=key,
    )
    log.note("training.begun", organisation, about=course, by=by, request=request)
    return course


def new_code() -> str:
    """One that no course has."""
    while True:
        code = "WW-" + "".join(secrets.choice(LETTERS) for _ in range(6))
        if not Course.objects.filter(code=code).exists():
            return code


@transaction.atomic
def add_lesson(
    course: Course,
    *,
    title: str,
    aim: str = "",
    minutes: int | None = None,
    routes: Sequence[str] = tuple(Route.values),
    test: bool = False,
    key: uuid.UUID | None = None,
) -> Lesson:
    """A lesson at the end, with a number no lesson had; the same ``key`` twice makes one."""
    if key is not None and (made := Lesson.objects.filter(made_with=key, course=course).first()):
        return made  # type: ignore[no-any-return]
    own = Course.objects.select_for_update().get(pk=course.pk)
    lesson: Lesson = Lesson.objects.create(
        course=own,
        number=own.next_lesson,
        place=own.next_lesson,
        title=one_line(title, TITLE),
        aim=aim,
        minutes=minutes,
        routes=list(routes),
        test=test,
        made_with=key,
    )
    Course.objects.filter(pk=own.pk).update(
        next_lesson=own.next_lesson + 1, version=F("version") + 1
    )
    return lesson


@transaction.atomic
def add_block(
    lesson: Lesson,
    *,
    kind: str,
    content: dict[str, Any],
    routes: Sequence[str] = (),
    co_trainer: str = "",
    key: uuid.UUID | None = None,
) -> Block:
    """A block at the end of the lesson, with a number no block had; the same ``key`` twice makes one."""
    if key is not None and (made := Block.objects.filter(made_with=key, lesson=lesson).first()):
        return made  # type: ignore[no-any-return]
    own = Course.objects.select_for_update().get(pk=lesson.course_id)
    block: Block = Block.objects.create(
        lesson=lesson,
        course=own,
        number=own.next_block,
        place=own.next_block,
        kind=kind,
        content=content,
        routes=list(routes),
        co_trainer=co_trainer,
        made_with=key,
    )
    Course.objects.filter(pk=own.pk).update(next_block=own.next_block + 1, version=F("version") + 1)
    return block


@transaction.atomic
def add_measure_item(
    course: Course,
    *,
    kind: str,
    content: dict[str, Any],
    routes: Sequence[str] = (),
    key: uuid.UUID | None = None,
) -> MeasureItem:
    """A question for the measure, at the end; the same ``key`` twice makes one."""
    known = MeasureItem.objects.filter(made_with=key, course=course)
    if key is not None and (made := known.first()):
        return made  # type: ignore[no-any-return]
    own = Course.objects.select_for_update().get(pk=course.pk)
    last = own.measure_items.order_by("-number").values_list("number", flat=True).first() or 0
    item: MeasureItem = own.measure_items.create(
        number=last + 1, kind=kind, content=content, routes=list(routes), made_with=key
    )
    return item
