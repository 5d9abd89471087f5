"""Numbers of statements as people type them: "3 7 12-15: hulp van anderen"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_TEXT = 20_000
LONGEST_LABEL = 80
"""As in the table of piles."""
MOST_LINES = 300
MOST_NUMBERS = 20_000
"""At once; more is no sheet of paper, and would fill the memory of the server."""

_DASHES = re.compile(r"\s*(?:[-‑–—]|\bt/m\b|\btot en met\b)\s*")
_BETWEEN = re.compile(r"[\s,;.+&]+")
_NUMBER = re.compile(r"[0-9]{1,4}")
_RANGE = re.compile(r"([0-9]{1,4})-([0-9]{1,4})")


@dataclass(frozen=True)
class Line:
    """One pile, as it was typed."""

    at: int
    """Which line of the text it is, counted from 1."""
    numbers: tuple[int, ...]
    label: str = ""
    strange: tuple[str, ...] = ()
    """Pieces that are no number and no range."""


def read_numbers(text: str, most: int = MOST_NUMBERS) -> tuple[list[int], list[str]]:
    """The numbers in the order they were typed, ranges written out; and what is no number.

    After ``most`` numbers nothing more is read: the next piece is handed back as strange.
    """
    numbers: list[int] = []
    strange: list[str] = []
    for piece in _BETWEEN.split(_DASHES.sub("-", text[:LONGEST_TEXT])):
        if not piece:
            continue
        reach = _RANGE.fullmatch(piece)
        if len(numbers) > most:
            strange.append(piece[:40])
            break
        if _NUMBER.fullmatch(piece):
            numbers.append(int(piece))
        elif reach and int(reach[1]) < int(reach[2]):
            numbers.extend(range(int(reach[1]), int(reach[2]) + 1))
        else:
            strange.append(piece[:40])
    return numbers, strange


def read_lines(text: str) -> list[Line]:
    """One pile per line; what comes after a colon is the label. Empty lines are passed over."""
    lines: list[Line] = []
    room = MOST_NUMBERS
    for at, written in enumerate(text[:LONGEST_TEXT].splitlines()[:MOST_LINES], start=1):
        before, _, label = written.partition(":")
        if not written.strip():
            continue
        numbers, strange = read_numbers(before, room)
        room -= len(numbers)
        lines.append(Line(at, tuple(numbers), label.strip()[:LONGEST_LABEL], tuple(strange)))
    return lines


def in_short(numbers: Iterable[int]) -> str:
    """As it is read back by `read_numbers`: "4, 9, 12-15"."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(_run(first, last) for first, last in runs)


def in_text(numbers: Iterable[int]) -> str:
    """As `in_short`, in running text: a line never ends inside a range."""
    return in_short(numbers).replace("-", "\u2011")


def _run(first: int, last: int) -> str:
    if last - first < 2:
        return ", ".join(str(n) for n in range(first, last + 1))
    return f"{first}-{last}"


def written(label: str, numbers: Iterable[int]) -> str:
    """A pile as a line, for a form: "3, 7, 12-15: hulp van anderen"."""
    line = in_short(numbers)
    # A line break in a label (it can come from elsewhere) would make two piles of one.
    return f"{line}: {' '.join(label.split())}" if label.strip() else line
