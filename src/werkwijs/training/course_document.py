"""The shape of a version of a course, for all its routes. Schema 1; keys may be added, none is renamed.

A version is read without a database: its document and its files say all. `for_route` makes of it the course
of one kind of reader, as `coursepack` plays and packs it.
"""

from __future__ import annotations

import json
from typing import Any, TypedDict

import coursepack as cp

SCHEMA = 1
KIND = "werkwijs-training"


class DocumentEdition(TypedDict):
    key: str
    number: int
    title: str
    address: str
    """Public page; "" where it is not published."""


class DocumentBlock(TypedDict):
    block: dict[str, Any]
    """As `coursepack.reading` has it, with number and kind."""
    routes: list[str]
    """Only for these; empty: for all of the lesson."""
    co_trainer: str


class DocumentLesson(TypedDict):
    number: int
    title: str
    aim: str
    minutes: int | None
    measured: dict[str, int]
    """Route -> net minutes, measured among learners of an earlier version; a route with too few is absent."""
    test: bool
    routes: list[str]
    blocks: list[DocumentBlock]


class DocumentMeasure(TypedDict):
    number: int
    kind: str
    """"knowledge" or "confidence"."""
    content: dict[str, Any]
    routes: list[str]


class CourseDocument(TypedDict):
    schema: int
    kind: str
    key: str
    code: str
    number: int
    """Of the version."""
    title: str
    about: str
    language: str
    organisation: str
    licence: str
    invented: bool
    notice: str
    made_on: str
    remark: str
    pass_mark: int
    activity: str
    """Absolute IRI, the same in every version; a route adds its name."""
    edition: DocumentEdition | None
    lessons: list[DocumentLesson]
    measures: list[DocumentMeasure]
    files: dict[str, str]
    """Name -> SHA-256."""


READER = {
    "nl": {
        "job-coach": "voor jobcoaches",
        "employer": "voor werkgevers",
        "support": "voor familie, vrienden en andere helpers",
    },
    "en": {
        "job-coach": "for job coaches",
        "employer": "for employers",
        "support": "for family, friends and other helpers",
    },
}


def routes_of(document: CourseDocument) -> list[str]:
    """The routes that have a lesson, in the order of `READER`."""
    present = {route for lesson in document["lessons"] for route in lesson["routes"]}
    return [route for route in READER["en"] if route in present]


def for_route(document: CourseDocument, route: str) -> cp.Course:
    """The course of one kind of reader.

    Raises
    ------
    coursepack.UnsoundCourse
        If a block has another shape than it should.
    """
    language: cp.Language = "en" if document["language"] == "en" else "nl"
    lessons = tuple(
        cp.Lesson(
            number=lesson["number"],
            title=lesson["title"],
            aim=lesson["aim"],
            minutes=lesson["measured"].get(route, lesson["minutes"]),
            measured=route in lesson["measured"],
            test=lesson["test"],
            blocks=tuple(
                cp.block(part["block"])
                for part in lesson["blocks"]
                if not part["routes"] or route in part["routes"]
            ),
        )
        for lesson in document["lessons"]
        if route in lesson["routes"]
    )
    return cp.Course(
        key=f"{document['code'].lower()}-{route}",
        activity=f"{document['activity']}/{route}",
        version=document["number"],
        title=document["title"],
        language=language,
        about=document["about"],
        reader=READER[language][route],
        organisation=document["organisation"],
        licence=document["licence"],
        notice=document["notice"],
        pass_mark=document["pass_mark"],
        lessons=lessons,
    )


def write(document: CourseDocument) -> str:
    """The document as text, the same to the byte for the same document."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
