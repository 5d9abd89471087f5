"""From a course that is being made to the document of a version: cards from the edition, files by name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from django.conf import settings as website
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone, translation

import coursepack as cp
from werkwijs.cards import keeping
from werkwijs.cards.edition_document import EditionDocument
from werkwijs.cards.models import Edition
from werkwijs.lib.words import say
from werkwijs.training.course_document import (
    KIND,
    SCHEMA,
    CourseDocument,
    DocumentBlock,
    DocumentEdition,
    DocumentLesson,
    DocumentMeasure,
    for_route,
    routes_of,
)
from werkwijs.training.models import Block, Course, CourseFile, Lesson

OWN_FILES = ("picture", "sound", "file", "captions")
"""Where a block's content may name a file of the course."""


@dataclass(frozen=True)
class Problem:
    """What stands in the way of a version, and where."""

    words: str
    lesson: int | None = None
    block: int | None = None


@dataclass(frozen=True)
class Composed:
    """A document, with the contents of its files, and what stands in its way."""

    document: CourseDocument
    files: dict[str, bytes]
    problems: list[Problem]


class _Files:
    """Files gathered on the way, each under a name made of what is in it."""

    def __init__(self, *, opened: bool) -> None:
        self.opened = opened
        self.digests: dict[str, str] = {}
        self.contents: dict[str, bytes] = {}

    def add(self, content: Callable[[], bytes], digest: str, ending: str) -> str:
        """Name of the file; it is read when it is wanted."""
        name = named(digest, ending)
        self.digests[name] = digest
        if self.opened and name not in self.contents:
            self.contents[name] = content()
        return name


def named(digest: str, ending: str) -> str:
    """How a version calls a file with this SHA-256."""
    return f"media/{digest[:24]}.{ending.lower()}"


def compose(course: Course, *, number: int, remark: str = "", opened: bool = True) -> Composed:
    """The course as it is now, as version `number`.

    Parameters
    ----------
    opened
        Whether files are read; without, `Composed.files` is empty, for pages that only look.
    """
    files = _Files(opened=opened)
    language: cp.Language = "en" if course.language == "en" else "nl"
    edition = course.edition.told if course.edition else None
    edition_files = keeping.files_of(course.edition) if course.edition and opened else {}
    own_files = {file.pk: file for file in course.files.all()}
    problems: list[Problem] = []
    lessons: list[DocumentLesson] = []
    present = Prefetch("blocks", queryset=Block.objects.filter(dropped_at=None))
    for lesson in course.lessons.filter(dropped_at=None).prefetch_related(present):
        parts: list[DocumentBlock] = []
        for block in lesson.blocks.all():
            try:
                told = _told(block, course.edition, edition, edition_files, own_files, files)
            except _MissingError as missing:
                with translation.override(language):
                    problems.append(Problem(say(missing.key), lesson.number, block.number))
                continue
            try:
                cp.block(told)
            except cp.UnsoundCourse as unsound:
                problems += [
                    Problem(fault.message(language), lesson.number, block.number)
                    for fault in unsound.faults
                ]
                continue
            parts.append({"block": told, "routes": block.routes, "co_trainer": block.co_trainer})
        lessons.append(_lesson(lesson, parts))
    with translation.override(language):
        notice = say("training.notice_invented") if course.invented else ""
    document: CourseDocument = {
        "schema": SCHEMA,
        "kind": KIND,
        "key": str(course.key),
        "code": course.code,
        "number": number,
        "title": course.title,
        "about": course.about,
        "language": language,
        "organisation": course.organisation.name,
        "licence": course.licence,
        "invented": course.invented,
        "notice": notice,
        "made_on": timezone.localdate().isoformat(),
        "remark": remark,
        "pass_mark": course.pass_mark,
        "activity": f"https://werkwijs.example/courses/{course.key}",
        "edition": _edition(course.edition),
        "lessons": lessons,
        "measures": [
            DocumentMeasure(
                number=item.number, kind=item.kind, content=item.content, routes=item.routes
            )
            for item in course.measure_items.filter(dropped_at=None)
        ],
        "files": dict(sorted(files.digests.items())),
    }
    if not problems:
        problems = _problems(document, language)
    return Composed(document, files.contents, problems)


def _problems(document: CourseDocument, language: cp.Language) -> list[Problem]:
    routes = routes_of(document)
    if not routes:
        fault = cp.Fault(rule="no-lessons")
        return [Problem(fault.message(language))]
    found: dict[Problem, None] = {}
    for route in routes:
        for fault in cp.faults(for_route(document, route)):
            found[Problem(fault.message(language), fault.lesson, fault.block)] = None
    return list(found)


def _lesson(lesson: Lesson, parts: list[DocumentBlock]) -> DocumentLesson:
    return {
        "number": lesson.number,
        "title": lesson.title,
        "aim": lesson.aim,
        "minutes": lesson.minutes,
        "measured": {},
        "test": lesson.test,
        "routes": lesson.routes,
        "blocks": parts,
    }


def _edition(edition: Edition | None) -> DocumentEdition | None:
    if edition is None:
        return None
    return {
        "key": str(edition.key),
        "number": edition.number,
        "title": edition.title,
        "address": public_address(edition),
    }


def public_address(edition: Edition) -> str:
    """Where everybody finds it; "" where it is not published."""
    if edition.published_at is None:
        return ""
    return f"{website.BASE_URL}{reverse('deck:edition', args=[edition.code])}"


class _MissingError(Exception):
    """A block names what is not there."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


def _told(
    block: Block,
    row: Edition | None,
    edition: EditionDocument | None,
    edition_files: dict[str, bytes],
    own: dict[int, CourseFile],
    files: _Files,
) -> dict[str, Any]:
    if block.kind == "card":
        return _card(block, row, edition, edition_files, files)
    told = {"kind": block.kind, "number": block.number, **block.content}
    for name in OWN_FILES:
        if isinstance(named := told.get(name), dict):
            file = own.get(named.get("file", 0))
            if file is None:
                raise _MissingError("training.file_gone")
            ending = str(file.file.name).rsplit(".", 1)[-1]
            told[name] = {
                "name": files.add(partial(_read, file), file.digest, ending),
                "alt": named.get("alt") or file.alt,
                "credit": named.get("credit") or file.credit,
            }
    return told


def _read(file: CourseFile) -> bytes:
    with file.file.open("rb") as stream:
        content: bytes = stream.read()
    return content


def _card(
    block: Block,
    row: Edition | None,
    edition: EditionDocument | None,
    edition_files: dict[str, bytes],
    files: _Files,
) -> dict[str, Any]:
    if row is None or edition is None:
        raise _MissingError("training.no_edition")
    wanted, audience = block.content.get("card"), block.content.get("audience", "")
    card = next((c for c in edition["cards"] if c["number"] == wanted), None)
    if card is None or audience not in card["texts"]:
        raise _MissingError("training.card_gone")
    text = card["texts"][audience]
    said = {s["id"]: s["text"] for s in edition["map"]["statements"]}
    language: Any = "en" if edition["language"] == "en" else "nl"

    def file(name: str, alt: str = "", credit: str = "") -> cp.File:
        digest = edition["files"].get(name) or hashlib.sha256(edition_files[name]).hexdigest()
        kept = files.add(lambda: edition_files[name], digest, name.rsplit(".", 1)[-1])
        return cp.File(name=kept, alt=alt, credit=credit)

    picture, sound = text["picture"], text["sound"]
    address = public_address(row)
    with translation.override(language):
        audience_name = say("training.card_for", audience)
        edition_name = say("training.edition_named", title=edition["title"], n=edition["number"])
    return asdict(
        cp.Card(
            number=block.number,
            card=card["number"],
            audience=audience,
            audience_name=audience_name,
            title=text["title"],
            why=text["why"],
            actions=tuple(text["actions"]),
            question=text["question"],
            easy=text["easy"],
            picture=file(picture["file"], picture["alt"], picture["credit"]) if picture else None,
            sound=file(sound["file"]) if sound else None,
            edition=edition_name,
            address=address if address.startswith("https://") else "",
            statements=tuple(
                cp.Statement(id=s, text=said[s]) for s in text["statements"] if s in said
            ),
            lead=block.content.get("lead", ""),
        )
    )
