"""The map as shapes on a sheet: points, outlines, numbers, lines. Made from the document alone.

On the sheet x runs to the right and y down, in units of a thousandth of its width. One unit of the map is as
long in both directions, so that distances stay distances.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from conceptmapping.clustering import Tree
from conceptmapping.geometry import rounded_hull
from mapreport.figures.ink import COLOURS, STEPS
from werkwijs.analysis.choosing import Look, scale

WIDTH = 1000.0
BORDER = 70.0
AROUND = 17.0
"""Between a statement and the outline of its cluster."""
ABOVE = 19.0
"""How high above the outline the number of a cluster stands: not on a statement."""
SMALLEST, LARGEST = 6.0, 14.0
"""Radius of a point."""
LINES = 8
"""So many statements are joined to a chosen one by a line."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Point:
    id: str
    text: str
    short: str
    x: float
    y: float
    radius: float
    colour: str
    cluster: int
    value: float | None
    """What the layer says of it."""
    ellipse: tuple[float, float, float] | None
    """Half the long and the short axis, and how many degrees it is turned."""
    chosen: bool
    apart: bool
    """Map and piles do not agree where it belongs."""


@dataclass(frozen=True)
class Cluster:
    number: int
    path: str
    x: float
    y: float
    colour: str
    given: str
    """The name the group gave, or ""."""
    labels: list[str]
    """Suggested names, best first; none for a cluster that the engine's own cut does not have."""
    stays: float | None
    points: list[Point] = field(default_factory=list)

    @property
    def at_right(self) -> bool:
        """Whether it stands so far to the right that its name goes to the left of its number."""
        return self.x > WIDTH * 0.7

    @property
    def name(self) -> str:
        return self.given or (self.labels[0] if self.labels else "")

    @property
    def others(self) -> list[str]:
        """Suggested names beside the one that is shown."""
        return [label for label in self.labels if label != self.name]

    @property
    def ids(self) -> str:
        return " ".join(p.id for p in self.points)


@dataclass(frozen=True)
class Line:
    """From the chosen statement to one it shared piles with."""

    x1: float
    y1: float
    x2: float
    y2: float
    share: float
    """Of the people who placed both: how many put them together."""
    id: str
    text: str


@dataclass(frozen=True)
class Sheet:
    height: float
    clusters: list[Cluster]
    lines: list[Line]
    chosen: Point | None
    merges: list[list[str]]
    """The two clusters, as ids of statements, that became one here; empty at the finest cut."""
    stability: float | None
    """How alike maps of other samples of the same people are at this number of clusters (ARI, 0 to 1)."""

    @property
    def points(self) -> list[Point]:
        return [point for cluster in self.clusters for point in cluster.points]


def draw(
    told: Mapping[str, Any], look: Look, names: Mapping[frozenset[str], str] | None = None
) -> Sheet:
    """The map as somebody asked to see it, with the names the group gave, by the statements of a cluster."""
    statements = told["statements"]
    placed, height, unit = _places(np.array([[s["x"], s["y"]] for s in statements]))
    cut = cuts(told, look.clusters)
    values = [_value(s, look.layer, told) for s in statements]
    points = [
        _point(s, xy, number, value, look, told, unit)
        for s, xy, number, value in zip(statements, placed, cut, values, strict=True)
    ]
    own = {frozenset(c["statements"]): c for c in told["clusters"]}
    clusters = []
    for number in range(1, look.clusters + 1):
        of = [p for p in points if p.cluster == number]
        just_these = frozenset(p.id for p in of)
        given = (names or {}).get(just_these, "")
        clusters.append(_cluster(number, of, own.get(just_these), given))
    chosen = next((p for p in points if p.chosen), None)
    step = next((s for s in told["replay"] if s["clusters"] == look.clusters), None)
    return Sheet(
        height=height,
        clusters=clusters,
        lines=_lines(chosen, points, statements) if chosen else [],
        chosen=chosen,
        merges=step["joins"] if step else [],
        stability=_stability(told, look.clusters),
    )


def cuts(told: Mapping[str, Any], clusters: int) -> list[int]:
    """The number of each statement's cluster, counted from 1."""
    ids = tuple(s["id"] for s in told["statements"])
    merges = np.array(told["tree"]["merges"], dtype=np.float64)
    tree = Tree(ids, merges, told["settings"]["linkage"])
    return [int(number) + 1 for number in tree.cut(clusters)]


def _places(xy: Matrix) -> tuple[Matrix, float, float]:
    """Where the points stand, how high the sheet is, and how long one unit of the map."""
    low, high = xy.min(axis=0), xy.max(axis=0)
    size = np.maximum(high - low, 1e-9)
    unit = float((WIDTH - 2 * BORDER) / size[0])
    unit = min(unit, (0.85 * WIDTH - 2 * BORDER) / float(size[1]))
    left = (WIDTH - unit * size[0]) / 2
    placed = np.c_[left + unit * (xy[:, 0] - low[0]), BORDER + unit * (high[1] - xy[:, 1])]
    return placed, float(round(2 * BORDER + unit * size[1], 1)), unit


def _value(statement: Mapping[str, Any], layer: str, told: Mapping[str, Any]) -> float | None:
    if layer == "bridging":
        return statement["bridging"]  # type: ignore[no-any-return]
    if layer == "certain":
        return statement["stays"]  # type: ignore[no-any-return]
    rated = statement["ratings"].get(scale(layer, told)) if layer != "clusters" else None
    return rated["mean"] if rated else None


def _share(value: float | None, layer: str, told: Mapping[str, Any]) -> float | None:
    """The value from 0 to 1: on a scale from its lowest step to its highest."""
    if value is None:
        return None
    key = scale(layer, told)
    if not key:
        return min(max(value, 0.0), 1.0)
    of = told["scales"][key]
    return float((value - of["minimum"]) / (of["maximum"] - of["minimum"] or 1))


def _point(
    statement: Mapping[str, Any],
    xy: Matrix,
    cluster: int,
    value: float | None,
    look: Look,
    told: Mapping[str, Any],
    unit: float,
) -> Point:
    share = _share(value, look.layer, told)
    told_by_layer = look.layer != "clusters"
    colour = _colour(cluster)
    if told_by_layer:
        colour = (
            STEPS[min(int(share * len(STEPS)), len(STEPS) - 1)] if share is not None else "#fff"
        )
    of = statement.get("ellipse")
    return Point(
        id=statement["id"],
        text=statement["text"],
        short=statement["short"] or statement["text"],
        x=round(float(xy[0]), 1),
        y=round(float(xy[1]), 1),
        radius=SMALLEST + 2
        if not told_by_layer
        else round(SMALLEST + (LARGEST - SMALLEST) * (share or 0), 1),
        colour=colour,
        cluster=cluster,
        value=value,
        ellipse=(
            round(of["a"] * unit, 1),
            round(of["b"] * unit, 1),
            round(-float(np.degrees(of["angle"])), 1),
        )
        if of
        else None,
        chosen=statement["id"] == look.statement,
        apart=statement["id"] in told["disagreement"],
    )


def _cluster(
    number: int, points: list[Point], own: Mapping[str, Any] | None, given: str
) -> Cluster:
    places = np.array([[p.x, p.y] for p in points])
    outline = rounded_hull(places, AROUND, steps=24)
    top = outline[outline[:, 1].argmin()] - [0.0, ABOVE]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in outline) + "Z"
    return Cluster(
        number=number,
        path=path,
        x=round(float(top[0]), 1),
        y=round(float(top[1]), 1),
        colour=_colour(number),
        given=given,
        labels=[label["label"] for label in (own or {}).get("labels") or []][:3],
        stays=(own or {}).get("stays"),
        points=points,
    )


def _lines(chosen: Point, points: list[Point], statements: list[Any]) -> list[Line]:
    at = {p.id: p for p in points}
    near = next(s for s in statements if s["id"] == chosen.id)["together"][:LINES]
    return [
        Line(
            chosen.x,
            chosen.y,
            at[other["id"]].x,
            at[other["id"]].y,
            other["share"],
            other["id"],
            at[other["id"]].text,
        )
        for other in near
    ]


def _stability(told: Mapping[str, Any], clusters: int) -> float | None:
    found = (told["stability"].get("ari") or {}).get(str(clusters))
    return None if found is None else float(found)


def _colour(cluster: int) -> str:
    return COLOURS[(cluster - 1) % len(COLOURS)]
