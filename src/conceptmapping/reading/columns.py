"""Columns recognised by name, in Dutch and English, and their cells by role."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from conceptmapping.errors import (
    DuplicateColumn,
    EmptyCell,
    MissingColumn,
    TooManyCells,
)
from conceptmapping.reading.noted import Noted
from conceptmapping.reading.tables import Row, Table

Names = Mapping[str, tuple[str, ...]]
"""Role -> the names a column of that role may bear, likeliest first."""

SORTED: Names = {
    "participant": (
        *("participant", "participantid", "sorter", "sorterid", "deelnemer", "deelnemerid"),
        *("deelnemernummer", "deelnemersnummer", "sorteerder", "sorteerderid", "rater", "raterid"),
        *("beoordelaar", "beoordelaarid", "respondent", "respondentid", "person", "personid"),
        *("persoon", "persoonid", "userid", "user", "subjectid", "subject"),
    ),
    "statement": (
        *("statementid", "statementnumber", "statementno", "statementnr", "uitspraakid"),
        *("uitspraaknummer", "uitspraaknr", "stellingid", "stellingnummer", "cardid", "itemid"),
        *("statement", "uitspraak", "stelling", "card", "item", "briefje"),
    ),
    "pile": (
        *("pile", "pileid", "pilenumber", "stapel", "stapelid", "stapelnummer", "categoryid"),
        *("category", "categorieid", "categorie", "stack", "bin"),
    ),
    "label": (
        *("label", "pilelabel", "pilename", "opschrift", "stapelnaam", "naamstapel"),
        *("stapelopschrift", "categorylabel", "categoryname", "categorienaam", "name", "naam"),
    ),
    "seconds": ("seconds", "seconden", "duration", "duur"),
    "text": (
        *("text", "tekst", "statementtext", "uitspraaktekst", "tekstuitspraak", "cardlabel"),
        *("cardtext", "cardname", "itemtext", "itemlabel", "statement", "uitspraak", "stelling"),
        *("card", "item"),
    ),
}
"""A table of sorts: a row per participant and statement."""

LISTED: Names = {
    "id": (
        *("id", "statementid", "uitspraakid", "stellingid", "cardid", "itemid", "statementnumber"),
        *("statementno", "statementnr", "uitspraaknummer", "uitspraaknr", "nummer", "number"),
        *("nr", "no", "code"),
    ),
    "text": (
        *("text", "tekst", "statementtext", "uitspraaktekst", "statement", "uitspraak"),
        *("stelling", "cardlabel", "cardtext", "card", "item", "omschrijving", "description"),
    ),
    "origin": ("origin", "herkomst"),
    "short": ("short", "kort"),
    "easy": ("easy", "makkelijk", "eenvoudig"),
}
"""A list of statements."""

RATED: Names = {
    "participant": SORTED["participant"],
    "statement": SORTED["statement"],
    "scale": ("scale", "schaal", "dimension", "vraag", "question"),
    "value": ("value", "waarde", "cijfer", "score", "rating", "beoordeling"),
    "missing": ("missing", "ontbreekt"),
}
"""A table of ratings: a row per participant, statement and scale."""

SCALED: Names = {
    "scale": RATED["scale"],
    "minimum": ("minimum", "min", "lowest", "laagste"),
    "maximum": ("maximum", "max", "highest", "hoogste"),
    "labels": ("labels", "opschriften", "woorden"),
}
"""A list of scales."""

PEOPLE: Names = {
    "participant": SORTED["participant"],
    "group": ("group", "groep", "doelgroep", "stakeholder", "stakeholdergroup"),
    "weight": ("weight", "gewicht"),
    "helper": ("helper",),
}
"""A list of participants."""

IDEAS: Names = {
    "id": ("id",),
    "text": ("text", "tekst"),
    "participant": SORTED["participant"],
    "statement": SORTED["statement"],
    "decision": ("decision", "besluit"),
    "reason": ("reason", "reden"),
}
"""What people answered in their own words."""


@lru_cache(maxsize=8192)  # asked of every cell of a table, and most cells say the same
def plain(name: str) -> str:
    """A name without case, accents, spaces and signs: ``Rater-ID`` and ``raterid`` are one."""
    bare = unicodedata.normalize("NFKD", name).casefold()
    return re.sub(r"[\W_]", "", "".join(c for c in bare if not unicodedata.combining(c)))


def places(header: Iterable[str], names: Names) -> dict[str, int]:
    """Role -> index of its column. A column has one role: the first that asks for it."""
    at: dict[str, int] = {}
    for i, name in enumerate(header):
        at.setdefault(plain(name), i)
    found: dict[str, int] = {}
    taken: set[int] = set()
    for role, wanted in names.items():
        for name in wanted:
            if name in at and at[name] not in taken:
                found[role] = at[name]
                taken.add(at[name])
                break
    return found


def own_names(names: Names) -> Names:
    """Only the names that the native form itself uses: the roles' own."""
    return {role: (role,) for role in names}


@dataclass(frozen=True)
class Columns:
    """A table whose columns have roles."""

    table: Table
    at: Mapping[str, int]

    def __contains__(self, role: str) -> bool:
        return role in self.at

    def cell(self, row: Row, role: str) -> str:
        """The cell of a role; empty where there is no such column or the row is short."""
        index = self.at.get(role)
        return row.cells[index] if index is not None and index < len(row.cells) else ""

    def rest(self) -> dict[str, int]:
        """The columns without a role, by name."""
        taken = set(self.at.values())
        return {name: i for i, name in enumerate(self.table.header) if i not in taken and name}

    def rows(self, noted: Noted, *required: str) -> Iterator[Row]:
        """The rows under the header that are whole; a fault for each that is not."""
        width = len(self.table.header)
        file = self.table.file
        for row in self.table.rows[1:]:
            if len(row.cells) > width and any(row.cells[width:]):
                noted.add(
                    TooManyCells(
                        file=file,
                        line=row.line,
                        cells=len(row.cells),
                        columns=width,
                        separator=self.table.separator.replace("\t", "tab"),
                    )
                )
                continue
            empty = [role for role in required if not self.cell(row, role)]
            for role in empty:
                column = self.table.header[self.at[role]]
                noted.add(EmptyCell(file=file, line=row.line, column=column))
            if not empty:
                yield row


def find(table: Table, names: Names, noted: Noted, *required: str) -> Columns | None:
    """The table with its columns by role; None and a fault for each required one that lacks."""
    at = places(table.header, names)
    seen: set[str] = set()
    sound = True
    used = {plain(table.header[i]) for i in at.values()}
    for name in table.header:
        bare = plain(name)
        if bare in seen and bare in used:
            noted.add(DuplicateColumn(file=table.file, line=table.rows[0].line, column=name))
            sound = False
        seen.add(bare)
    for role in required:
        if role not in at:
            noted.add(missing(table, role, names[role], at))
            sound = False
    return Columns(table, at) if sound else None


def missing(
    table: Table, role: str, wanted: Iterable[str], at: Mapping[str, int] | None = None
) -> MissingColumn:
    """The fault that a column is not there, with the likeliest of the others as advice."""
    taken = set((at or {}).values())
    free = {plain(name): name for i, name in enumerate(table.header) if i not in taken and name}
    near = next(
        (
            free[close[0]]
            for name in (role, *wanted)
            if (close := difflib.get_close_matches(name, [n[:60] for n in free if len(n) < 60], 1))
        ),
        None,
    )
    columns = [name for name in table.header if name] or ["-"]
    if near is None:
        advice, advies = f"Add the column {role}.", f"Voeg de kolom {role} toe."
    else:
        shown = near[:40]
        advice = f"Is it the column {shown}? Then call it {role}."
        advies = f"Is het de kolom {shown}? Noem die dan {role}."
    return MissingColumn(
        file=table.file,
        line=table.rows[0].line,
        column=role,
        found=columns,
        nearest=near,
        advice=advice,
        advies=advies,
    )
