"""One rater's sheet as it stands on paper: a value, a cross for "I don't know", or nothing, per cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from werkwijs.studies.models import Scale

UNKNOWN = "x"
"""As it is typed for "I don't know"."""
UNKNOWN_TYPED = frozenset({"x", "X", "?", "-"})

Cell = tuple[str, int]
"""Key of a scale and number of a statement."""
Sheet = dict[Cell, int | str | None]
"""Per cell: a value, `UNKNOWN`, or None where it was passed over."""


@dataclass(frozen=True)
class WrongCell:
    """What was typed in a cell is no step of its scale."""

    cell: Cell
    typed: str
    minimum: int
    maximum: int


class Faulty(Exception):
    """What was typed cannot be a sheet; nothing was changed."""

    def __init__(self, wrong: list[WrongCell]) -> None:
        self.wrong = wrong
        super().__init__(", ".join(f"{cell.cell}: {cell.typed}" for cell in wrong))


def read(
    typed: Mapping[Cell, str], scales: Iterable[Scale], numbers: Iterable[int]
) -> tuple[Sheet, list[WrongCell]]:
    """The sheet, and the cells that cannot be so."""
    sheet: Sheet = {}
    wrong: list[WrongCell] = []
    every = list(numbers)
    for scale in scales:
        for number in every:
            cell = (scale.key, number)
            mark = typed.get(cell, "").strip()
            if not mark:
                sheet[cell] = None
            elif mark in UNKNOWN_TYPED:
                sheet[cell] = UNKNOWN
            elif _whole(mark) and scale.minimum <= int(mark) <= scale.maximum:
                sheet[cell] = int(mark)
            else:
                wrong.append(WrongCell(cell, mark[:20], scale.minimum, scale.maximum))
    return sheet, wrong


def typed(sheet: Sheet) -> dict[Cell, str]:
    """As it is typed, for a form."""
    return {cell: "" if mark is None else str(mark) for cell, mark in sheet.items()}


def _whole(mark: str) -> bool:
    digits = mark.removeprefix("-").removeprefix("+")
    return digits.isascii() and digits.isdigit() and len(digits) <= 4
