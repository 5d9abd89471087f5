"""The answers of the invented example study: who sorted and rated what, person by person."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import conceptmapping as cm
from conceptmapping.sorting import UNPLACED

FOLDER = "sterk-in-werk"


class NoExample(Exception):
    """The folder with the example study did not come along with this installation."""


@dataclass(frozen=True)
class Answers:
    """One invented person. Statements are known by their number."""

    pseudonym: str
    group: str
    helper: str
    """Role of who helped; "" for nobody."""
    help: str
    piles: list[tuple[str, list[int]]]
    """Label ("" for none) and statements."""
    unknown: list[int]
    seconds: float | None
    """For the whole sort."""
    ratings: dict[str, dict[int, int | None]]
    """Scale -> statement -> value; None for "I don't know"."""


def folder() -> Path:
    """Where the example is: beside this room when installed, else in the repository.

    Raises
    ------
    NoExample
    """
    inside = Path(str(files("werkwijs.demo"))) / FOLDER
    beside = Path(__file__).resolve().parents[3] / "examples" / FOLDER
    for place in (inside, beside):
        if (place / "sorts.csv").is_file():
            return place
    raise NoExample(str(beside))


@cache
def everybody() -> list[Answers]:
    """In the order of the list of participants."""
    study = cm.read(folder())
    sorts = study.sorts
    rows = {sorter: row for row, sorter in enumerate(sorts.sorters)}
    return [
        Answers(
            pseudonym=who,
            group=facts.get("group", ""),
            helper=facts.get("helper", ""),
            help=facts.get("help", ""),
            piles=_piles(sorts, rows[who]) if who in rows else [],
            unknown=[int(s) for s in study.unknown.get(who, ())],
            seconds=_seconds(sorts, rows.get(who)),
            ratings=_ratings(study, who),
        )
        for who, facts in study.participants.items()
    ]


def _piles(sorts: cm.Sorts, row: int) -> list[tuple[str, list[int]]]:
    return [
        (
            label,
            [
                int(statement)
                for statement, own in zip(sorts.statements, sorts.piles[row], strict=True)
                if own == pile and own != UNPLACED
            ],
        )
        for pile, label in enumerate(sorts.labels[row])
    ]


def _seconds(sorts: cm.Sorts, row: int | None) -> float | None:
    if row is None:
        return None
    took = float(sorts.seconds[row])
    return took if took == took else None  # nan where nobody knows


def _ratings(study: cm.Study, who: str) -> dict[str, dict[int, int | None]]:
    given: dict[str, dict[int, int | None]] = {}
    for scale, ratings in study.ratings.items():
        own: dict[int, int | None] = {}
        if who in ratings.raters:
            row = ratings.values[ratings.raters.index(who)]
            for statement, value in zip(ratings.statements, row, strict=True):
                if value == value:
                    own[int(statement)] = int(value)
        own |= {int(s): None for s in study.unrated.get(scale, {}).get(who, {})}
        if own:
            given[scale] = own
    return given
