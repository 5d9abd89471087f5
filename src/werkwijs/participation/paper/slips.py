"""Slips to sort on a table: so many on a sheet that every text is large and whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from werkwijs.participation.paper import fitting

SHEET_WIDTH, SHEET_HEIGHT = 194.0, 280.0
"""Of the part of an A4 that is cut up, in mm."""
COLUMNS = 2
PADDING = 6.0
PICTURE_HEIGHT = 21.0
NUMBER_WIDTH = 20.0
"""Room in a corner for the number; the stem stands beside it."""
NUMBER_HEIGHT = 11.0
STEM_SIZE = 14.0
ROWS = (4, 3, 2)
SIZES = (24, 22, 20, 18, 16, 15, 14)
"""In points, of the statement. Below 14 nobody should have to read."""
SMALLER = (12, 10, 9, 8, 7, 6)
"""Only where two rows and 14 points do not do: texts of hundreds of wide capitals."""


@dataclass(frozen=True)
class Slip:
    number: int
    stem: str
    text: str
    picture: str = ""
    """Where the picture is found."""
    alt: str = ""


@dataclass(frozen=True)
class Layout:
    """How the slips of one set are laid out: all alike, so that none stands out."""

    rows: int
    size: int
    hyphens: bool
    """Some word is wider than a slip, and is broken."""

    @property
    def on_sheet(self) -> int:
        return self.rows * COLUMNS


def layout(slips: Sequence[Slip]) -> Layout:
    """The largest type with which most slips fit on a sheet."""
    width = SHEET_WIDTH / COLUMNS - 2 * PADDING
    for rows in ROWS:
        for size in SIZES:
            if _all_fit(slips, rows, size, width):
                hyphens = _widest(slips, size) > width
                smaller = [s for s in SIZES if s < size and _widest(slips, s) <= width]
                # Rather a little smaller than words in pieces.
                if hyphens and smaller:
                    return Layout(rows, smaller[0], hyphens=False)
                return Layout(rows, size, hyphens)
    for size in SMALLER:
        if _all_fit(slips, ROWS[-1], size, width):
            break
    return Layout(ROWS[-1], size, hyphens=True)


def sheets(slips: Sequence[Slip], layout: Layout) -> list[list[Slip]]:
    """The slips, sheet by sheet."""
    n = layout.on_sheet
    return [list(slips[i : i + n]) for i in range(0, len(slips), n)]


def back(sheet: Sequence[Slip], layout: Layout) -> list[Slip | None]:
    """The same slips as they lie when the paper is turned over along its long side."""
    turned: list[Slip | None] = []
    for i in range(0, layout.on_sheet, COLUMNS):
        row = [sheet[j] if j < len(sheet) else None for j in range(i, i + COLUMNS)]
        turned += reversed(row)
    return turned


def _all_fit(slips: Sequence[Slip], rows: int, size: float, width: float) -> bool:
    room = SHEET_HEIGHT / rows - 2 * PADDING
    return all(_height(slip, size, width) <= room for slip in slips)


def _height(slip: Slip, size: float, width: float) -> float:
    stem = fitting.height(slip.stem, width=width - NUMBER_WIDTH, size=STEM_SIZE, bold=False)
    return (
        max(stem if slip.stem else 0.0, NUMBER_HEIGHT)
        + fitting.height(slip.text, width=width, size=size)
        + (PICTURE_HEIGHT if slip.picture else 0.0)
        + 1.0
    )


def _widest(slips: Sequence[Slip], size: float) -> float:
    return max((fitting.longest_word(slip.text, size=size) for slip in slips), default=0.0)
