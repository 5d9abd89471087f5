"""What people answered, row by row as it was written; every row knows its place.

Importers hand these over, whatever the form they read; ``assembling`` checks them and
makes them a study. All values are still text here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Place(NamedTuple):
    file: str
    line: int


class StatementRow(NamedTuple):
    at: Place
    id: str
    text: str
    origin: str = ""
    short: str = ""
    easy: str = ""


class SortRow(NamedTuple):
    """One statement of one sorter; an empty pile is "I don't know"."""

    at: Place
    participant: str
    statement: str
    pile: str
    label: str = ""
    seconds: str = ""


class RatingRow(NamedTuple):
    at: Place
    participant: str
    statement: str
    scale: str
    value: str
    missing: str = ""
    column: str = "value"
    """The column the value stood in, as a person would look for it."""


class PersonRow(NamedTuple):
    at: Place
    participant: str
    facts: Mapping[str, str]


class ScaleRow(NamedTuple):
    at: Place
    scale: str
    minimum: str
    maximum: str
    labels: str = ""


class IdeaRow(NamedTuple):
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
    some_statements_lost: bool = False
    """Rows of the list could not be taken in, so an unknown id may be one of theirs."""
    statements_in_sorts: bool = False
    """The statements were gathered from the sorts: the form has no list of its own."""
