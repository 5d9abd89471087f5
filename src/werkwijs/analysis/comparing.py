"""Two maps of a study side by side: how alike they are, what is set otherwise, which statements moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from conceptmapping import procrustes
from conceptmapping.clustering import agreement, partners
from werkwijs.analysis import choosing, cutting, in_words, sheet
from werkwijs.analysis.choosing import Look
from werkwijs.analysis.sheet import Sheet
from werkwijs.lib.words import language, say, words

FEWEST = 3
"""Fewer statements together lie on one another whatever they are."""
MOST_MOVED = 8
SAID = {
    "ari": ((0.9, "same"), (0.65, "much"), (0.4, "partly")),
    "r2": ((0.9, "same"), (0.7, "much"), (0.5, "partly")),
}
"""From which figure on we say what; below the last: little. A rule of thumb of ours, said as such."""

Told = Mapping[str, Any]
Names = Mapping[frozenset[str], str]


@dataclass(frozen=True)
class Row:
    """A statement that is on both maps."""

    id: str
    text: str
    first: int
    second: int
    """Numbers of its clusters; those of the second map are numbered as on the first."""
    moved: float
    """Between its places, in units of the first map."""


@dataclass(frozen=True)
class Move:
    """From its place on the first map to its place on the second, both on the sheet."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Compared:
    clusters: int
    sheets: tuple[Sheet, Sheet]
    only: tuple[list[str], list[str]]
    """Statements that are on one of the maps."""
    ari: float
    r2: float
    rows: list[Row]
    """Every statement on both maps, in the order of the first."""
    moves: list[Move]

    @property
    def elsewhere(self) -> list[Row]:
        return [row for row in self.rows if row.first != row.second]

    @property
    def moved(self) -> list[Row]:
        """Furthest first."""
        return sorted(self.rows, key=lambda row: -row.moved)[:MOST_MOVED]

    @property
    def marked(self) -> frozenset[str]:
        return frozenset(row.id for row in self.elsewhere)

    @property
    def ari_said(self) -> str:
        return _said("ari", self.ari)

    @property
    def r2_said(self) -> str:
        return _said("r2", self.r2)


def clusters_of(both: tuple[Told, Told], asked: str, usual: int) -> int:
    """As many as were asked if both maps can be cut so, else the usual number."""
    between = numbers(both)
    wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else usual
    wanted = wanted if wanted in between else usual
    return min(max(wanted, between[0]), between[-1])


def numbers(both: tuple[Told, Told]) -> range:
    """In how many clusters both maps can be cut."""
    one, other = (choosing.numbers(told) for told in both)
    return one if len(one) <= len(other) else other


def compare(
    first: Told, second: Told, clusters: int, names: tuple[Names, Names] = ({}, {})
) -> Compared | None:
    """Lay the second map on the first; None where they share too few statements."""
    at = {s["id"]: place for place, s in enumerate(first["statements"])}
    ids = [s["id"] for s in second["statements"]]
    shared = [(at[key], place) for place, key in enumerate(ids) if key in at]
    if len(shared) < FEWEST:
        return None
    one, other = np.array(sorted(shared)).T
    points, others = _points(first), _points(second)
    known = np.full_like(others, np.nan)
    known[other] = points[one]
    laid = procrustes.laid_on(others, known)

    cut, other_cut = (np.array(cutting.by_tree(told, clusters)) - 1 for told in (first, second))
    ari = agreement(cut[one], other_cut[other])
    numbered = _numbered_like(partners(other_cut[other], cut[one]), clusters)

    look = Look(clusters, usual=clusters)
    lying = dict(second) | {
        "statements": [
            dict(s) | {"x": float(x), "y": float(y)}
            for s, (x, y) in zip(second["statements"], laid, strict=True)
        ]
    }
    sheets = (
        sheet.draw(first, look, names[0], around=laid),
        sheet.draw(lying, look, names[1], numbered=numbered, around=points),
    )
    apart = np.linalg.norm(laid[other] - points[one], axis=1)
    rows = [
        Row(
            id=first["statements"][a]["id"],
            text=first["statements"][a]["text"],
            first=int(cut[a]) + 1,
            second=numbered[other_cut[b]],
            moved=float(far),
        )
        for a, b, far in zip(one, other, apart, strict=True)
    ]
    known_to_both = {row.id for row in rows}
    made = Compared(
        clusters=clusters,
        sheets=sheets,
        only=(
            [key for key in at if key not in known_to_both],
            [key for key in ids if key not in known_to_both],
        ),
        ari=ari,
        r2=float(procrustes.agreement(others[other], points[one])),
        rows=rows,
        moves=[],
    )
    made.moves.extend(_moves(made))
    return made


def alike(first: Told, second: Told) -> float | None:
    """Procrustes R2 of the statements both maps have; None where these are too few."""
    ids = [s["id"] for s in second["statements"]]
    shared = [
        (place, ids.index(s["id"])) for place, s in enumerate(first["statements"]) if s["id"] in ids
    ]
    if len(shared) < FEWEST:
        return None
    one, other = np.array(shared).T
    return float(procrustes.agreement(_points(second)[other], _points(first)[one]))


def differs(first: Told, second: Told, groups: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """What is set differently: its name, and how it is on either map."""
    found = []
    for name in in_words.ORDER:
        one, other = first["settings"].get(name), second["settings"].get(name)
        if name == "exclude":
            found += _left_out(first, second)
        elif one != other:
            found.append(
                (
                    in_words.said(name),
                    in_words.value(name, one, groups),
                    in_words.value(name, other, groups),
                )
            )
    return found


def other_people(first: Told, second: Told) -> bool:
    """Whether the maps rest on other people, or weigh them differently."""
    settings = first["settings"], second["settings"]
    alike = all(settings[0].get(n) == settings[1].get(n) for n in ("exclude", "group", "balance"))
    return not alike or any(
        first["counts"][name] != second["counts"][name] for name in ("sorters", "piles")
    )


@dataclass(frozen=True)
class Stress:
    """One way to measure, and what it gives for both maps."""

    transform: str
    first: float
    second: float
    drew_first: bool
    drew_second: bool


def stress(first: Told, second: Told) -> list[Stress]:
    """Under the transforms of both maps: figures of different transforms cannot be compared."""
    own = first["stress"]["transform"], second["stress"]["transform"]
    return [
        Stress(
            transform,
            first["stress"]["by_transform"][transform],
            second["stress"]["by_transform"][transform],
            transform == own[0],
            transform == own[1],
        )
        for transform in dict.fromkeys(own)
    ]


def _left_out(first: Told, second: Told) -> list[tuple[str, str, str]]:
    """Counted from who was left out when the map was drawn, withdrawn since or not."""
    n = [len(told["excluded"]) for told in (first, second)]
    people = [told["settings"]["exclude"].keys() for told in (first, second)]
    if people[0] == people[1] and n[0] == n[1]:
        return []
    said = [in_words.value("exclude", one, {}) for one in n]
    if n[0] == n[1]:
        said[1] = say("analysis.compare_others", n=said[1])
    return [(in_words.said("exclude"), said[0], said[1])]


def _numbered_like(partner: NDArray[np.int64], clusters: int) -> list[int]:
    """The number for each cluster: that of its partner, or else one that is left."""
    number = {own: int(given) + 1 for own, given in enumerate(partner) if given >= 0}
    left = [n for n in range(1, clusters + 1) if n not in number.values()]
    return [number[own] if own in number else left.pop(0) for own in range(clusters)]


def _moves(made: Compared) -> list[Move]:
    one, other = ({p.id: p for p in drawn.points} for drawn in made.sheets)
    return [
        Move(one[row.id].x, one[row.id].y, other[row.id].x, other[row.id].y) for row in made.moved
    ]


def _points(told: Told) -> NDArray[np.float64]:
    return np.array([[s["x"], s["y"]] for s in told["statements"]], dtype=np.float64)


def _said(figure: str, value: float) -> str:
    found = next((word for least, word in SAID[figure] if value >= least), "little")
    return say(f"analysis.{figure}_said", found)


def facts(first: Told, second: Told) -> Sequence[tuple[str, str, str]]:
    """What differs beside settings: how many sorted, and by which version it was drawn."""
    number = words("analysis", language()).number
    rows = [
        (
            say("analysis.compare_sorters"),
            number(first["counts"]["sorters"]),
            number(second["counts"]["sorters"]),
        )
    ]
    if first["engine"] != second["engine"]:
        rows.append((say("analysis.compare_engine"), first["engine"], second["engine"]))
    return rows
