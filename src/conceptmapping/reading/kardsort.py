"""The long form that card-sorting sites such as kardSort write for Casolysis.

One row per participant and statement: ``card_id, card_label, category_id, category_label,
user_id``. A category without number and label holds what the participant left unsorted.
"""

from __future__ import annotations

from collections.abc import Sequence

from conceptmapping.errors import DuplicateStatement
from conceptmapping.reading import collecting
from conceptmapping.reading.answers import Answers, Place
from conceptmapping.reading.columns import Names, find, places
from conceptmapping.reading.noted import Noted
from conceptmapping.reading.tables import Table

KIND = "kardSort/Casolysis"

_SORTED: Names = {
    "participant": ("userid", "user"),
    "statement": ("cardid",),
    "pile": ("categoryid",),
    "label": ("categorylabel",),
    "text": ("cardlabel",),
}


def recognises(tables: Sequence[Table]) -> bool:
    return any(_is_export(table) for table in tables)


def collect(tables: Sequence[Table], noted: Noted) -> Answers:
    """Take the export, and what else lies beside it."""
    answers = Answers()
    exports = [table for table in tables if _is_export(table)]
    collecting.others([table for table in tables if table not in exports], noted, answers)
    answers.sorts = []
    texts: dict[str, tuple[Place, str]] = {}
    for table in exports:
        found = find(table, _SORTED, noted, "participant", "statement", "pile")
        if found is None:
            continue
        answers.sorts += collecting.sorts(found, noted)
        collecting.unused(found, noted)
        for row in found.rows(Noted(), "participant", "statement"):
            own, text = found.cell(row, "statement"), found.cell(row, "text")
            place = Place(table.file, row.line)
            known = texts.setdefault(own, (place, text or own))
            if text and text != known[1]:
                noted.add(
                    DuplicateStatement(
                        file=place.file, line=place.line, statement=own, other=known[0].line
                    )
                )
    if answers.statements is None:
        answers.statements = collecting.gathered(answers.sorts, texts)
        answers.statements_in_sorts = True
    return answers


def _is_export(table: Table) -> bool:
    return {"participant", "statement", "pile"} <= places(table.header, _SORTED).keys()
