"""From tables whose columns are known to rows of answers; shared by the importers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from conceptmapping.errors import ColumnNotUsed, EmptyTable, FileNotUsed, Numbered
from conceptmapping.reading import columns
from conceptmapping.reading.answers import (
    Answers,
    IdeaRow,
    PersonRow,
    Place,
    RatingRow,
    ScaleRow,
    SortRow,
    StatementRow,
)
from conceptmapping.reading.columns import Columns, Names, find, places
from conceptmapping.reading.noted import Noted
from conceptmapping.reading.tables import Row, Table

_SCALE_NAME = re.compile(
    "^(rating|score|cijfer|waarde|value|importan|belang|feasib|haalba|effect|urgen|prior|impact)"
)
"""How columns with values are called in a table of sorts, where other columns stand as well."""


def statements(table: Table, noted: Noted, names: Names = columns.LISTED) -> list[StatementRow]:
    """The rows of a list of statements. Without a column of ids they are numbered."""
    found = find(table, names, noted, "text")
    if found is None:
        return []
    if len(table.rows) == 1:
        noted.add(EmptyTable(file=table.file))
    required = ("id",) if "id" in found else ()
    rows = [
        StatementRow(
            at=_place(table, row),
            id=found.cell(row, "id") or str(number),
            text=found.cell(row, "text"),
            origin=found.cell(row, "origin"),
            short=found.cell(row, "short"),
            easy=found.cell(row, "easy"),
        )
        for number, row in enumerate(found.rows(noted, *required), start=1)
    ]
    if "id" not in found:
        noted.add(Numbered(file=table.file, count=len(rows)))
    unused(found, noted)
    return rows


def listed(table: Table, noted: Noted, answers: Answers, names: Names = columns.LISTED) -> None:
    """Take the list of statements, and remember whether all of its rows could be taken."""
    before = len(noted.faults)
    answers.statements = statements(table, noted, names)
    answers.some_statements_lost = len(noted.faults) > before


def sorts(found: Columns, noted: Noted) -> list[SortRow]:
    """The rows of a table of sorts, from columns that were found."""
    if len(found.table.rows) == 1:
        noted.add(EmptyTable(file=found.table.file))
    pile = "pile" if "pile" in found else "label"
    # A pile called "Geld" in a table without labels bears its label as its name.
    label = "label" if "label" in found else "pile"
    cell = found.cell
    rows = []
    for row in found.rows(noted, "participant", "statement"):
        name = cell(row, label)
        rows.append(
            SortRow(
                at=Place(found.table.file, row.line),
                participant=cell(row, "participant"),
                statement=cell(row, "statement"),
                pile=cell(row, pile),
                label="" if label == "pile" and _is_code(name) else name,
                seconds=cell(row, "seconds"),
            )
        )
    return rows


def ratings(table: Table, noted: Noted, names: Names = columns.RATED) -> list[RatingRow]:
    """The rows of a table of ratings: one value a row, or a column for every scale."""
    at = places(table.header, names)
    if "value" in at and "scale" in at:
        found = find(table, names, noted, "participant", "statement", "scale", "value")
        if found is None:
            return []
        unused(found, noted)
        return [
            RatingRow(
                at=_place(table, row),
                participant=found.cell(row, "participant"),
                statement=found.cell(row, "statement"),
                scale=found.cell(row, "scale"),
                value=found.cell(row, "value"),
                missing=found.cell(row, "missing"),
                column=table.header[found.at["value"]],
            )
            for row in found.rows(noted, "participant", "statement", "scale")
        ]
    people = {role: names[role] for role in ("participant", "statement")}
    found = find(table, people, noted, "participant", "statement")
    if found is None:
        return []
    scales = found.rest()
    if not scales:
        noted.add(columns.missing(table, "value", names["value"], found.at))
    return _wide(found, scales, noted)


def rated_beside(found: Columns) -> list[RatingRow]:
    """Values that stand in columns of their own beside the piles."""
    scales = {name: i for name, i in found.rest().items() if _SCALE_NAME.match(columns.plain(name))}
    # The rows were already checked for the sorts: their faults are noted there.
    return _wide(found, scales, Noted())


def _wide(found: Columns, scales: dict[str, int], noted: Noted) -> list[RatingRow]:
    return [
        RatingRow(
            at=_place(found.table, row),
            participant=found.cell(row, "participant"),
            statement=found.cell(row, "statement"),
            scale=scale,
            value=row.cells[i] if i < len(row.cells) else "",
            column=scale,
        )
        for row in found.rows(noted, "participant", "statement")
        for scale, i in scales.items()
    ]


def people(table: Table, noted: Noted, names: Names = columns.PEOPLE) -> list[PersonRow]:
    """The rows of a list of participants, with every column there is."""
    found = find(table, names, noted, "participant")
    if found is None:
        return []
    facts = {role: i for role, i in found.at.items() if role != "participant"}
    facts |= {name: i for name, i in found.rest().items() if name not in facts}
    in_order = sorted(facts.items(), key=lambda item: item[1])
    return [
        PersonRow(
            at=_place(table, row),
            participant=found.cell(row, "participant"),
            facts={name: row.cells[i] if i < len(row.cells) else "" for name, i in in_order},
        )
        for row in found.rows(noted, "participant")
    ]


def scales(table: Table, noted: Noted, names: Names = columns.SCALED) -> list[ScaleRow]:
    """The rows of a list of scales."""
    found = find(table, names, noted, "scale", "minimum", "maximum")
    if found is None:
        return []
    unused(found, noted)
    return [
        ScaleRow(
            at=_place(table, row),
            scale=found.cell(row, "scale"),
            minimum=found.cell(row, "minimum"),
            maximum=found.cell(row, "maximum"),
            labels=found.cell(row, "labels"),
        )
        for row in found.rows(noted, "scale", "minimum", "maximum")
    ]


def ideas(table: Table, noted: Noted, names: Names = columns.IDEAS) -> list[IdeaRow]:
    """The rows of a list of ideas."""
    found = find(table, names, noted, "id", "text")
    if found is None:
        return []
    unused(found, noted)
    return [
        IdeaRow(
            at=_place(table, row),
            **{role: found.cell(row, role) for role in columns.IDEAS},
        )
        for row in found.rows(noted, "id")
    ]


def others(tables: Sequence[Table], noted: Noted, answers: Answers) -> None:
    """Read the tables beside the sorts, each recognised by its columns."""
    for table in tables:
        sort = places(table.header, columns.SORTED)
        if "participant" in sort and "statement" in sort:
            answers.ratings += ratings(table, noted)
        elif {"scale", "minimum", "maximum"} <= places(table.header, columns.SCALED).keys():
            answers.scales = (answers.scales or []) + scales(table, noted)
        elif "participant" in sort:
            answers.people = (answers.people or []) + people(table, noted)
        elif "text" in places(table.header, columns.LISTED) and answers.statements is None:
            listed(table, noted, answers)
        else:
            noted.add(FileNotUsed(file=table.file))


def gathered(rows: Sequence[SortRow], texts: dict[str, tuple[Place, str]]) -> list[StatementRow]:
    """A list of statements out of the sorts: by number where ids are numbers, else as they came."""
    found = {row.statement: row.at for row in rows}
    for row in reversed(rows):
        found[row.statement] = row.at
    ids = list(found)
    if all(re.fullmatch(r"\d{1,9}", own) for own in ids):
        ids.sort(key=int)
    return [
        StatementRow(texts.get(own, (found[own], ""))[0], own, texts.get(own, (None, own))[1])
        for own in ids
    ]


def are_codes(ids: Iterable[str]) -> bool:
    """Whether ids are numbers and codes only, which say nothing to who looks at the map."""
    return all(re.fullmatch(r"[A-Za-z]{0,3}[-_ ]?\d+(\.0+)?", own) for own in ids)


def unused(found: Columns, noted: Noted, but: Sequence[str] = ()) -> None:
    """Say which columns play no part."""
    rest = [name for name in found.rest() if name not in but]
    if rest:
        noted.add(ColumnNotUsed(file=found.table.file, columns=rest))


@lru_cache(maxsize=10_000)
def _is_code(pile: str) -> bool:
    """Whether a pile's name is only a number or letter, and says nothing about its content."""
    return (
        re.fullmatch(r"[A-Za-z]?[-_ ]?\d*(\.0+)?|(pile|stapel)[-_ ]?\w{1,3}", pile, re.I)
        is not None
    )


def _place(table: Table, row: Row) -> Place:
    return Place(table.file, row.line)
