"""One sorter's piles as they stand on paper: checked by number, and told where they cannot be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from werkwijs.lib.words import say
from werkwijs.participation.paper.number_lines import Line, in_short, in_text, read_numbers, written

UNKNOWN_LINE = 0
"""The line of "I don't know" is none of the piles."""


@dataclass(frozen=True)
class Pile:
    label: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Sort:
    """Piles, and what the sorter did not know. What is on neither was not named."""

    piles: tuple[Pile, ...]
    unknown: tuple[int, ...] = ()

    @property
    def named(self) -> set[int]:
        return {n for pile in self.piles for n in pile.numbers} | set(self.unknown)

    @property
    def lines(self) -> str:
        """As it is typed: a line per pile."""
        return "\n".join(written(pile.label, pile.numbers) for pile in self.piles)

    @property
    def unknown_line(self) -> str:
        return in_short(self.unknown)

    def as_json(self) -> dict[str, Any]:
        return {
            "piles": [[pile.label, list(pile.numbers)] for pile in self.piles],
            "unknown": list(self.unknown),
        }

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> Sort:
        return cls(
            tuple(Pile(label, tuple(numbers)) for label, numbers in kept["piles"]),
            tuple(kept["unknown"]),
        )


@dataclass(frozen=True)
class Fault:
    """Something that cannot be so, with its place; ``kind`` names the words."""

    kind: str
    """``strange``, ``nobody``, ``batch``, ``twice``, ``nameless`` or ``empty``."""
    lines: tuple[int, ...] = ()
    what: str = ""

    def __str__(self) -> str:
        return say("participation.paper_fault", self.kind, where=self.where, what=self.what)

    @property
    def where(self) -> str:
        """In words: "regel 2", "regel 2 en regel 5", "de regel ‘weet ik niet’"."""
        places = [
            say("participation.paper_line_unknown")
            if at == UNKNOWN_LINE
            else say("participation.paper_line", at=at)
            for at in dict.fromkeys(self.lines)
        ]
        return say("participation.paper_and").join(places)


class Faulty(Exception):
    """What was typed cannot be a sort; nothing was changed. ``faults`` says where."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("; ".join(f"{fault.kind} {fault.what}" for fault in faults))


@dataclass
class Checked:
    """What was typed, as far as it can be read."""

    sort: Sort
    faults: list[Fault] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    """Numbers that were not named. That is allowed."""

    def sound(self) -> Sort:
        """The sort.

        Raises
        ------
        Faulty
            Something cannot be so.
        """
        if self.faults:
            raise Faulty(self.faults)
        return self.sort


def check(
    lines: Sequence[Line], unknown: str, *, numbers: Iterable[int], batch: Iterable[int] | None
) -> Checked:
    """Check what was typed.

    Parameters
    ----------
    lines
        One pile each.
    unknown
        What stands on the line of "I don't know".
    numbers
        Of all statements of the study.
    batch
        Of the statements this sorter was asked to sort; None: all of them.
    """
    every = set(numbers)
    asked = every if batch is None else set(batch)
    unknown_numbers, unknown_strange = read_numbers(unknown)
    aside = Line(UNKNOWN_LINE, tuple(unknown_numbers), "", tuple(unknown_strange))
    faults: list[Fault] = []
    places: dict[int, list[int]] = defaultdict(list)
    for line in (*lines, aside):
        faults += [Fault("strange", (line.at,), piece) for piece in line.strange]
        if not line.numbers and not line.strange and line.at != UNKNOWN_LINE:
            faults.append(Fault("nameless", (line.at,), line.label))
        nobody = [n for n in line.numbers if n not in every]
        if nobody:
            faults.append(Fault("nobody", (line.at,), in_text(nobody)))
        others = [n for n in line.numbers if n in every and n not in asked]
        if others:
            faults.append(Fault("batch", (line.at,), in_text(others)))
        for number in line.numbers:
            if number in asked:
                places[number].append(line.at)
    faults += [
        Fault("twice", tuple(where), str(number))
        for number, where in sorted(places.items())
        if len(where) > 1
    ]
    piles = tuple(
        Pile(line.label, tuple(dict.fromkeys(line.numbers))) for line in lines if line.numbers
    )
    if not piles and not aside.numbers and not faults:
        faults.append(Fault("empty"))
    sort = Sort(piles, tuple(dict.fromkeys(aside.numbers)))
    return Checked(sort, faults, sorted(asked - sort.named))
