"""Does a sound study folder fit this website? Lengths and whole steps, checked before anything is made."""

from __future__ import annotations

from collections.abc import Iterator

from conceptmapping.errors import Fault
from conceptmapping.reading import Written
from conceptmapping.reading.answers import Place
from werkwijs.participation.exchange.faults import NotWholeHere, TooLongHere, TooManyHere
from werkwijs.participation.models import Became, Pile, Rating
from werkwijs.studies.models import Scale, Statement, Study

MOST_STATEMENTS = 5_000
MOST_PEOPLE = 20_000
MOST_SAID = 200
"""Misfits; after so many the point is made."""


def misfits(found: Written) -> list[Fault]:
    """Everything that does not fit, with its place."""
    said: list[Fault] = []
    for fault in _misfits(found):
        said.append(fault)
        if len(said) >= MOST_SAID:
            break
    return said


def _misfits(found: Written) -> Iterator[Fault]:
    rows, about = found.answers, found.about
    top = Place("study.toml", 1)
    yield from _long(top, about.title, Study, "title", "The title", "De titel")
    yield from _long(top, about.prompt, Study, "prompt", "The focus prompt", "De focusvraag")
    statements = rows.statements or []
    for key, count, most, what, wat in (
        ("statements", len(statements), MOST_STATEMENTS, "statements", "uitspraken"),
        ("people", len(rows.people or []), MOST_PEOPLE, "participants", "deelnemers"),
    ):
        if count > most:
            yield TooManyHere(file=f"{key}.csv", count=count, most=most, what=what, wat=wat)
    for statement in statements:
        for name in ("text", "easy", "short"):
            yield from _long(
                statement.at,
                getattr(statement, name),
                Statement,
                name,
                f"Statement {statement.id} ({name})",
                f"Uitspraak {statement.id} ({name})",
            )
    for scale in rows.scales or []:
        yield from _long(
            scale.at, scale.scale, Scale, "key", "The name of a scale", "De naam van een schaal"
        )
        for bound in (scale.minimum, scale.maximum):
            yield from _broken(scale.at, bound)
    for sort in rows.sorts or []:
        yield from _long(
            sort.at, sort.label, Pile, "label", "The name of a pile", "De naam van een stapel"
        )
    for rating in rows.ratings:
        yield from _broken(rating.at, rating.value)
        yield from _long(rating.at, rating.missing, Rating, "missing", "A reason", "Een reden")
    for idea in rows.ideas:
        for name in ("decision", "reason"):
            yield from _long(
                idea.at,
                getattr(idea, name),
                Became,
                name,
                f"A {name} about an idea",
                f"Een {name} bij een idee",
            )


def _long(at: Place, text: str, model: type, name: str, what: str, wat: str) -> Iterator[Fault]:
    longest = model._meta.get_field(name).max_length  # type: ignore[attr-defined]
    if longest is not None and len(text) > longest:
        yield TooLongHere(
            file=at.file, line=at.line, what=what, wat=wat, length=len(text), longest=longest
        )


def _broken(at: Place, value: str) -> Iterator[Fault]:
    if not value:
        return
    try:
        whole = float(value).is_integer() and abs(float(value)) < 30_000
    except ValueError:
        return
    if not whole:
        yield NotWholeHere(file=at.file, line=at.line, value=value)
