"""The native form: ``statements.csv``, ``sorts.csv`` and so on, with our own column names."""

from __future__ import annotations

from collections.abc import Sequence

from conceptmapping.errors import FileNotUsed, SecondOfItsKind
from conceptmapping.reading import collecting, columns
from conceptmapping.reading.answers import Answers
from conceptmapping.reading.columns import Names, find, own_names, places
from conceptmapping.reading.noted import Noted
from conceptmapping.reading.tables import Table

KIND = "werkwijs"

_SORTED = {role: (role,) for role in ("participant", "statement", "pile", "label", "seconds")}
_RATED = own_names(columns.RATED)
_LISTED = own_names(columns.LISTED)
_SCALED = own_names(columns.SCALED)
_PEOPLE = own_names(columns.PEOPLE)
_IDEAS = own_names(columns.IDEAS)

_NAMED: tuple[tuple[str, Names, frozenset[str]], ...] = (
    ("sorts", _SORTED, frozenset({"participant", "statement", "pile"})),
    ("ratings", _RATED, frozenset({"participant", "statement", "scale", "value"})),
    ("scales", _SCALED, frozenset({"scale", "minimum", "maximum"})),
    ("ideas", _IDEAS, frozenset({"id", "text", "participant"})),
    ("statements", _LISTED, frozenset({"id", "text"})),
    ("participants", _PEOPLE, frozenset({"participant"})),
)
"""File, its columns, and the columns by which it is known under another name."""


def recognises(tables: Sequence[Table]) -> bool:
    """Sorts and statements in two tables, with our own column names."""
    kinds = {_kind(table) for table in tables}
    return {"sorts", "statements"} <= kinds


def collect(tables: Sequence[Table], noted: Noted) -> Answers:
    """Take every table by its file name, or else by its columns."""
    answers = Answers()
    by_kind: dict[str, Table] = {}
    kinds = [kind for kind, _, _ in _NAMED]
    for table in tables:
        if table.stem in kinds:
            by_kind.setdefault(table.stem, table)
    for table in tables:
        if table in by_kind.values():
            continue
        kind = _kind(table)
        if kind is None:
            noted.add(FileNotUsed(file=table.file))
        elif kind in by_kind:
            noted.add(SecondOfItsKind(file=table.file, kind=kind, other=by_kind[kind].file))
        else:
            by_kind[kind] = table
    if "statements" in by_kind:
        table = by_kind["statements"]
        collecting.listed(table, noted, answers, _with_id(table))
    if "sorts" in by_kind:
        found = find(by_kind["sorts"], _SORTED, noted, "participant", "statement", "pile")
        answers.sorts = collecting.sorts(found, noted) if found else []
        if found:
            collecting.unused(found, noted)
    if "ratings" in by_kind:
        answers.ratings = collecting.ratings(by_kind["ratings"], noted, _RATED)
    if "participants" in by_kind:
        answers.people = collecting.people(by_kind["participants"], noted, _PEOPLE)
    if "scales" in by_kind:
        answers.scales = collecting.scales(by_kind["scales"], noted, _SCALED)
    if "ideas" in by_kind:
        answers.ideas = collecting.ideas(by_kind["ideas"], noted, _IDEAS)
    return answers


def _kind(table: Table) -> str | None:
    for kind, names, known_by in _NAMED:
        if known_by <= places(table.header, names).keys():
            return kind
    return None


def _with_id(table: Table) -> Names:
    """Our own names; a list without ids of that name may have them under another."""
    return _LISTED if {"id", "text"} <= places(table.header, _LISTED).keys() else columns.LISTED
