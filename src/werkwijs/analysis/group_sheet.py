"""A group's own map beside everybody's, and how far the two agree, as shapes and facts.

The group's map is laid on the whole by the engine; here both are put on sheets of the same measure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from conceptmapping.differences import corrected
from conceptmapping.geometry import rounded_hull
from mapreport.figures.ink import cluster_style

WIDTH = 1000.0
BORDER = 60.0
AROUND = 17.0
HEAD = 18.0
"""How long the head of an arrow is; what moves less has none."""
NEAR = 3
"""So many neighbours tell where a statement lies."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Spot:
    """A statement on both maps."""

    id: str
    text: str
    cluster: int
    colour: str
    x: float
    y: float
    own_x: float
    own_y: float
    moves: bool

    @property
    def arrow(self) -> str:
        """From its place for everybody to its place for the group."""
        dx, dy = self.own_x - self.x, self.own_y - self.y
        length = float(np.hypot(dx, dy))
        if length < HEAD:
            return ""
        ux, uy = dx / length, dy / length
        x, y = self.own_x - 12 * ux, self.own_y - 12 * uy
        sides = [
            (x - HEAD * (ux + side * 0.5 * uy), y - HEAD * (uy - side * 0.5 * ux))
            for side in (1, -1)
        ]
        head = f"M{sides[0][0]:.1f} {sides[0][1]:.1f}L{x:.1f} {y:.1f}L{sides[1][0]:.1f} {sides[1][1]:.1f}"
        return f"M{self.x:.1f} {self.y:.1f}L{x:.1f} {y:.1f}{head}"


@dataclass(frozen=True)
class Moved:
    """A statement that lies elsewhere for the group, told by what it lies near."""

    spot: Spot
    near: list[Spot]
    """For everybody."""
    own_near: list[Spot]
    """For the group."""


@dataclass(frozen=True)
class Outline:
    path: str
    colour: str


@dataclass(frozen=True)
class Verdict:
    """How far a group's map agrees with that of all others."""

    place: int
    group: str
    sorters: int
    agreement: float | None
    p: float | None
    """Corrected by Holm for all groups that were tested."""
    others: list[tuple[str, float]]


@dataclass(frozen=True)
class Pair:
    height: float
    spots: list[Spot]
    outlines: list[Outline]
    moved: list[Moved]


def verdicts(maps: Sequence[Mapping[str, Any]]) -> list[Verdict]:
    """Several groups are several tests: their p values are corrected together."""
    tested = [own for own in maps if own["p"] is not None]
    holm = dict(
        zip(
            [own["group"] for own in tested],
            corrected([own["p"] for own in tested], "holm").tolist(),
            strict=True,
        )
    )
    shown = {own["group"] for own in maps}
    return [
        Verdict(
            place=place,
            group=own["group"],
            sorters=own["sorters"],
            agreement=own["procrustes_r2"],
            p=holm.get(own["group"]),
            others=[(name, r2) for name, r2 in own["others"].items() if name in shown],
        )
        for place, own in enumerate(maps, start=1)
    ]


def draw(
    told: Mapping[str, Any], own: Mapping[str, Any], clusters: Mapping[str, int]
) -> Pair | None:
    """Both maps on one measure; None where the document does not hold the points of the group."""
    points = own.get("points")
    if not points:
        return None
    statements = [s for s in told["statements"] if s["id"] in points]
    whole = np.array([[s["x"], s["y"]] for s in statements])
    theirs = np.array([points[s["id"]] for s in statements], dtype=np.float64)
    both, height = _places(np.vstack([whole, theirs]))
    moves = [move["id"] for move in own["moves"]]
    spots = [
        Spot(
            id=s["id"],
            text=s["text"],
            cluster=clusters[s["id"]],
            colour=cluster_style(clusters[s["id"]]).colour,
            x=round(float(at[0]), 1),
            y=round(float(at[1]), 1),
            own_x=round(float(own_at[0]), 1),
            own_y=round(float(own_at[1]), 1),
            moves=s["id"] in moves,
        )
        for s, at, own_at in zip(
            statements, both[: len(statements)], both[len(statements) :], strict=True
        )
    ]
    place = {spot.id: i for i, spot in enumerate(spots)}
    return Pair(
        height=height,
        spots=spots,
        outlines=_outlines(spots),
        moved=[
            Moved(
                spots[place[i]],
                [spots[n] for n in _nearest(whole, place[i])],
                [spots[n] for n in _nearest(theirs, place[i])],
            )
            for i in moves
            if i in place
        ],
    )


def _places(xy: Matrix) -> tuple[Matrix, float]:
    low, high = xy.min(axis=0), xy.max(axis=0)
    size = np.maximum(high - low, 1e-9)
    unit = min((WIDTH - 2 * BORDER) / size[0], (0.85 * WIDTH - 2 * BORDER) / size[1])
    left = (WIDTH - unit * size[0]) / 2
    placed = np.c_[left + unit * (xy[:, 0] - low[0]), BORDER + unit * (high[1] - xy[:, 1])]
    return placed, float(round(2 * BORDER + unit * size[1], 1))


def _outlines(spots: list[Spot]) -> list[Outline]:
    """Around the clusters on everybody's map; on the group's own they may lie scattered."""
    found = []
    for number in sorted({spot.cluster for spot in spots}):
        places = np.array([[s.x, s.y] for s in spots if s.cluster == number])
        outline = rounded_hull(places, AROUND, steps=24)
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in outline) + "Z"
        found.append(Outline(path, cluster_style(number).colour))
    return found


def _nearest(points: Matrix, place: int) -> list[int]:
    away = np.linalg.norm(points - points[place], axis=1)
    away[place] = np.inf
    return [int(i) for i in np.argsort(away, kind="stable")[: min(NEAR, len(points) - 1)]]
