"""A course as a document in JSON, and back. Schema 1: keys may be added; none is renamed."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from coursepack.course import Block, Course
from coursepack.faults import Fault, UnsoundCourse

SCHEMA = 1
KIND = "werkwijs-course"

T = TypeVar("T")

_course: TypeAdapter[Course] = TypeAdapter(Course)
_block: TypeAdapter[Block] = TypeAdapter(Block)


def write(course: Course) -> str:
    """The course as JSON, the same to the byte for the same course."""
    told = {"schema": SCHEMA, "kind": KIND, **asdict(course)}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def read(text: str) -> Course:
    """A course from JSON; whether it can be played is for `soundness` to say.

    Raises
    ------
    UnsoundCourse
        If it is no JSON, or of another shape: with the places.
    """
    try:
        told = json.loads(text)
    except json.JSONDecodeError as fault:
        raise UnsoundCourse([Fault(rule="not-json", facts={"line": fault.lineno})]) from None
    if not isinstance(told, dict) or told.get("kind") != KIND or told.get("schema") != SCHEMA:
        facts = {"place": "kind, schema", "what": f"{KIND}, {SCHEMA}"}
        raise UnsoundCourse([Fault(rule="shape", facts=facts)])
    return _expect(_course, {k: v for k, v in told.items() if k not in {"kind", "schema"}})


def block(told: dict[str, Any]) -> Block:
    """One block from its part of the document.

    Raises
    ------
    UnsoundCourse
        If it is of another shape.
    """
    return _expect(_block, told)


def _expect(adapter: TypeAdapter[T], told: dict[str, Any]) -> T:
    try:
        return adapter.validate_json(json.dumps(told), strict=True)
    except ValidationError as fault:
        found = [
            Fault(
                rule="shape",
                facts={"place": ".".join(map(str, error["loc"])) or "-", "what": error["msg"]},
            )
            for error in fault.errors()
        ]
        raise UnsoundCourse(found) from None
