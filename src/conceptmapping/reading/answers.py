"""What people answered, row by row as it was written; every row knows its place.

Importers hand these over, whatever the form they read; ``assembling`` checks them and
makes them a study. All values are still text here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class StatementRow:
    at: Place
    id: str
    text: str
    origin: str = ""
    short: str = ""
    easy: str = ""


@dataclass(frozen=True, slots=True)
class SortRow:
    """One statement of one sorter; an empty pile is "I don't know"."""

    at: Place
    participant: str
    statement: str
    pile: str
    label: str = ""
    seconds: str = ""


@dataclass(frozen=True, slots=True)
class RatingRow:
    at: Place
    participant: str
    statement: str
    scale: str
    value: str
    missing: str = ""
    column: str = "value"
    """The column the value stood in, as a person would look for it."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    at: Place
    participant: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ScaleRow:
    at: Place
    scale: str
    minimum: str
    maximum: str
    labels: str = ""


@dataclass(frozen=True, slots=True)
class IdeaRow:
    at: Place
    id: str
    text: str
    participant: str = ""
    statement: str = ""
    decision: str = ""
    reason: str = ""


@dataclass
class Answers:
    """Everything a folder tells, unchecked.

    A list is None where the folder has no such table at all: a study without a list of
    participants differs from one whose list is empty.
    """

    statements: list[StatementRow] | None = None
    sorts: list[SortRow] | None = None
    ratings: list[RatingRow] = field(default_factory=list)
    people: list[PersonRow] | None = None
    scales: list[ScaleRow] | None = None
    ideas: list[IdeaRow] = field(default_factory=list)
    statements_in_sorts: bool = False
    """The statements were gathered from the sorts: the form has no list of its own."""
