"""The files of RCMap: ``Statements.csv``, ``SortedCards.csv``, ``Ratings.csv``, and one on people.

``SortedCards.csv`` has a row per pile and no header: sorter, label, the numbers of the statements.
Rows are of unequal length. RCMap itself takes the length of the longest of the first five rows
and silently breaks longer rows below in two; here a row is as long as it is.

Source: Bar, H. and Mentch, L. (2017). R-CMap: an open-source software for concept mapping.
Evaluation and Program Planning, 60, 284-292.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from conceptmapping.errors import EmptyCell
from conceptmapping.reading import collecting, columns
from conceptmapping.reading.answers import Answers, Place, SortRow
from conceptmapping.reading.columns import places
from conceptmapping.reading.noted import Noted
from conceptmapping.reading.tables import Row, Table

KIND = "RCMap"

_NUMBER = re.compile(r"\d{1,6}(\.0+)?")
_NOTHING = frozenset({"", "NA", "NaN"})
"""What fills up a short row: RCMap and R write empty cells or NA."""


def recognises(tables: Sequence[Table]) -> bool:
    """A table with a row per pile, and a list of statements beside it."""
    return any(_has_piles(table) for table in tables) and any(
        "text" in places(table.header, columns.LISTED) for table in tables if not _has_piles(table)
    )


def collect(tables: Sequence[Table], noted: Noted) -> Answers:
    """Take the piles row by row, and the other files by their columns."""
    answers = Answers()
    piles = [table for table in tables if _has_piles(table)]
    collecting.others([table for table in tables if table not in piles], noted, answers)
    answers.sorts = [row for table in piles for row in _sorts(table, noted)]
    return answers


def _sorts(table: Table, noted: Noted) -> list[SortRow]:
    rows = table.rows if _is_pile(table.rows[0]) else table.rows[1:]
    sorts = []
    for row in rows:
        at = Place(table.file, row.line)
        sorter, *rest = row.cells
        label = rest[0] if rest else ""
        if not sorter:
            noted.add(EmptyCell(file=at.file, line=at.line, column="1"))
            continue
        # Two piles may bear one label; the line tells them apart.
        pile = f"{table.file}:{row.line}"
        sorts += [
            SortRow(at, sorter, statement, pile, label)
            for statement in rest[1:]
            if statement not in _NOTHING
        ]
    return sorts


def _has_piles(table: Table) -> bool:
    """Most rows are a sorter, a label and then nothing but numbers; or the file says so itself."""
    body = table.rows if _is_pile(table.rows[0]) else table.rows[1:]
    if table.stem == "sortedcards":
        return bool(body)
    if {"id", "text"} <= places(table.header, columns.LISTED).keys():
        return False
    if "participant" in places(table.header, columns.SORTED):
        return False
    some = body[:200]
    return bool(some) and sum(map(_is_pile, some)) >= 0.8 * len(some)


def _is_pile(row: Row) -> bool:
    """A sorter, a label that is more than a number, and numbers of statements."""
    if len(row.cells) < 3 or not row.cells[0]:
        return False
    numbers = [cell for cell in row.cells[2:] if cell not in _NOTHING]
    return bool(numbers) and all(_NUMBER.fullmatch(cell) for cell in numbers)
