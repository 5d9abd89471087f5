"""The plain long form: one row per participant and statement, columns recognised by name.

One file may be the whole study, with the text of the statement, the participant's group and
ratings in columns beside the pile; or lists stand beside it. Names may be Dutch or English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from conceptmapping.errors import DuplicateStatement, Numbered
from conceptmapping.reading import collecting, columns
from conceptmapping.reading.answers import Answers, PersonRow, Place, RatingRow, SortRow
from conceptmapping.reading.columns import Columns, Names, find, places
from conceptmapping.reading.noted import Noted
from conceptmapping.reading.tables import Table

KIND = "long form"

_PILES: Names = {
    **columns.SORTED,
    "group": columns.PEOPLE["group"],
    "weight": ("weight", "gewicht"),
}


def recognises(tables: Sequence[Table]) -> bool:
    return any(_has_sorts(table) for table in tables)


def collect(tables: Sequence[Table], noted: Noted) -> Answers:
    """Take the sorts, with what stands beside the pile in the same row, and the other lists."""
    answers = Answers()
    sorted_tables = [table for table in tables if _has_sorts(table)]
    collecting.others([table for table in tables if table not in sorted_tables], noted, answers)
    answers.sorts = []
    texts: dict[str, tuple[Place, str]] = {}
    beside: list[RatingRow] = []
    for table in sorted_tables:
        found = find(table, _PILES, noted, "participant", "statement")
        if found is None:
            continue
        answers.sorts += collecting.sorts(found, noted)
        rated = collecting.rated_beside(found)
        beside += rated
        collecting.unused(found, noted, but=[*{row.scale for row in rated}])
        _texts(found, noted, texts)
        if answers.people is None:
            answers.people = _people(found)
    answers.ratings += beside
    if answers.statements is None:
        if _are_texts(answers.sorts):
            _number(answers, noted)
        elif texts or not collecting.are_codes(row.statement for row in answers.sorts):
            answers.statements = collecting.gathered(answers.sorts, texts)
        answers.statements_in_sorts = answers.statements is not None
    return answers


def _has_sorts(table: Table) -> bool:
    found = places(table.header, _PILES).keys()
    return {"participant", "statement"} <= found and bool({"pile", "label"} & found)


def _texts(found: Columns, noted: Noted, texts: dict[str, tuple[Place, str]]) -> None:
    if "text" not in found:
        return
    for row in found.rows(Noted(), "participant", "statement"):
        own, text = found.cell(row, "statement"), found.cell(row, "text")
        if not text:
            continue
        known = texts.setdefault(own, (Place(found.table.file, row.line), text))
        if text != known[1]:
            noted.add(
                DuplicateStatement(
                    file=found.table.file, line=row.line, statement=own, other=known[0].line
                )
            )


def _people(found: Columns) -> list[PersonRow] | None:
    roles = [role for role in ("group", "weight") if role in found]
    if not roles:
        return None
    seen: dict[tuple[str, ...], PersonRow] = {}
    for row in found.rows(Noted(), "participant", "statement"):
        facts = {role: found.cell(row, role) for role in roles}
        who = found.cell(row, "participant")
        at = Place(found.table.file, row.line)
        seen.setdefault((who, *facts.values()), PersonRow(at, who, facts))
    return list(seen.values())


def _are_texts(rows: Sequence[SortRow]) -> bool:
    """Whether what was sorted is named by its words, not by a number or code."""
    ids = {row.statement for row in rows}
    wordy = sum(1 for own in ids if re.search(r"\s", own) or len(own) > 24)
    return 2 * wordy > len(ids)


def _number(answers: Answers, noted: Noted) -> None:
    """Give statements that are known by their words a number, in order of appearance."""
    rows = answers.sorts or []
    number: dict[str, str] = {}
    for row in rows:
        number.setdefault(row.statement, str(len(number) + 1))
    first = {row.statement: row.at for row in reversed(rows)}
    texts = {number[text]: (first[text], text) for text in number}
    answers.sorts = [
        SortRow(row.at, row.participant, number[row.statement], row.pile, row.label, row.seconds)
        for row in rows
    ]
    answers.ratings = [
        RatingRow(
            at=row.at,
            participant=row.participant,
            statement=number.get(row.statement, row.statement),
            scale=row.scale,
            value=row.value,
            missing=row.missing,
            column=row.column,
        )
        for row in answers.ratings
    ]
    answers.statements = collecting.gathered(answers.sorts, texts)
    if rows:
        noted.add(Numbered(file=rows[0].at.file, count=len(number)))
