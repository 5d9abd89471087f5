"""The map as shapes on a sheet: points, outlines, numbers, lines. Made from the document alone.

On the sheet x runs to the right and y down, in units of a thousandth of its width. One unit of the map is as
long in both directions, so that distances stay distances.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from conceptmapping.geometry import rounded_hull
from mapreport.figures.ink import COLOURS, STEPS
from werkwijs.analysis import contrasting, cutting
from werkwijs.analysis.choosing import Look, numbers, scale
from werkwijs.analysis.cutting import Move

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
    found: bool
    """It is one of those that were searched."""
    moved: bool
    """The group put it here by hand."""
    bridging: float | None
    stays: float | None


@dataclass(frozen=True)
class Label:
    """A name people gave a pile that was much like a cluster."""

    text: str
    sorters: int


@dataclass(frozen=True)
class Cluster:
    number: int
    path: str
    x: float
    y: float
    colour: str
    given: str
    """The name the group gave, or ""."""
    labels: list[Label]
    """Suggested names, best first."""
    stays: float | None
    tree: frozenset[str]
    """Ids of the statements the tree puts in it; it is named by these."""
    joined: bool
    """It is the one that came of two at this number of clusters."""
    mean: float | None
    """On the first scale that was rated."""
    points: list[Point] = field(default_factory=list)

    @property
    def at_right(self) -> bool:
        """Whether it stands so far to the right that its name goes to the left of its number."""
        return self.x > WIDTH * 0.7

    @property
    def name(self) -> str:
        return self.given or (self.labels[0].text if self.labels else "")

    @property
    def others(self) -> list[Label]:
        """Suggested names beside the one that is shown."""
        return [label for label in self.labels if label.text != self.name]

    @property
    def ids(self) -> str:
        """By which a form says which cluster it is about."""
        return " ".join(sorted(self.tree))

    @property
    def anchor(self) -> Point:
        """The statement that stands for it: what is moved to this cluster is moved to be with this one."""
        return min(self.points, key=lambda p: (2.0 if p.bridging is None else p.bridging, p.id))


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
class Merged:
    """One of two clusters that became one."""

    name: str
    statements: list[str]


@dataclass(frozen=True)
class Sheet:
    height: float
    clusters: list[Cluster]
    lines: list[Line]
    chosen: Point | None
    merged: list[Merged]
    """The two clusters that became one here; empty at the finest cut."""
    stability: float | None
    """How alike maps of other samples of the same people are at this number of clusters (ARI, 0 to 1)."""
    finer: float | None
    """The same with one cluster more."""
    clear: bool
    """Whether the cluster that was rated highest is so by more than chance explains."""

    @property
    def points(self) -> list[Point]:
        return [point for cluster in self.clusters for point in cluster.points]

    @property
    def top(self) -> Cluster | None:
        """The cluster that was rated highest on the first scale."""
        rated = [c for c in self.clusters if c.mean is not None]
        return max(rated, key=lambda c: c.mean or 0.0, default=None)

    @property
    def least(self) -> Point | None:
        """The statement that stays with its cluster least often."""
        known = [p for p in self.points if p.stays is not None]
        return min(known, key=lambda p: p.stays or 0.0, default=None)

    @property
    def found(self) -> list[Point]:
        return [point for point in self.points if point.found]

    @property
    def home(self) -> Cluster | None:
        """The cluster of the chosen statement."""
        return next((c for c in self.clusters if any(p.chosen for p in c.points)), None)

    @property
    def elsewhere(self) -> list[Cluster]:
        """The clusters the chosen statement is not in, the one it was most often sorted with first."""
        own = {p.id: c.number for c in self.clusters for p in c.points}
        near = [own[line.id] for line in self.lines]
        home = self.home.number if self.home else 0
        others = [c for c in self.clusters if c.number != home]
        return sorted(others, key=lambda c: near.index(c.number) if c.number in near else 99)


def draw(
    told: Mapping[str, Any],
    look: Look,
    names: Mapping[frozenset[str], str] | None = None,
    *,
    moves: Iterable[Move] = (),
    part: Mapping[str, Any] | None = None,
    numbered: Sequence[int] = (),
    around: Matrix | None = None,
) -> Sheet:
    """The map as somebody asked to see it.

    Parameters
    ----------
    names
        What the group called clusters, by the statements the tree puts in them.
    moves
        What the group moved by hand.
    part
        What is known of the clusters at this number (see ``cuts``); without it, that of the document.
    numbered
        The numbers to give the clusters, where they are to be those of another map.
    around
        Shape (n, 2): points that must have a place on the sheet, beside the map's own.
    """
    names = names or {}
    statements = told["statements"]
    placed, height, unit = _places(np.array([[s["x"], s["y"]] for s in statements]), around)
    cut, moved = cutting.cut(told, look.clusters, moves)
    numbered = numbered or range(1, look.clusters + 1)
    cut = [numbered[number - 1] for number in cut]
    elsewhere = {move.statement for move in moved}
    trees = cutting.sets(told, look.clusters)
    stays = (part or {}).get("stays") or {s["id"]: s["stays"] for s in statements}
    apart = set((part or told)["disagreement"])
    statements = [{**s, "stays": stays[s["id"]], "apart": s["id"] in apart} for s in statements]
    values = [_value(s, look.layer, told) for s in statements]
    points = [
        _point(s, xy, number, value, look, told, unit, moved=s["id"] in elsewhere)
        for s, xy, number, value in zip(statements, placed, cut, values, strict=True)
    ]
    known = {frozenset(c["statements"]): c for c in (part or told)["clusters"]}
    step = next((s for s in told["replay"] if s["clusters"] == look.clusters), None)
    joins = step["joins"] if step else []
    clusters = []
    for number, tree in sorted(zip(numbered, trees, strict=True)):
        of = [p for p in points if p.cluster == number]
        own = known.get(frozenset(p.id for p in of)) or known.get(tree)
        clusters.append(
            _cluster(number, of, own, names.get(tree, ""), tree, tree == frozenset().union(*joins))
        )
    chosen = next((p for p in points if p.chosen), None)
    known_of = part or told
    first_scale = next(iter(told["scales"]), "")
    clear = contrasting.clearly_first(known_of["clusters"], known_of["differences"], first_scale)
    return Sheet(
        height=height,
        clusters=clusters,
        lines=_lines(chosen, points, statements) if chosen else [],
        chosen=chosen,
        merged=[Merged(names.get(frozenset(ids), ""), list(ids)) for ids in joins],
        clear=clear is not None,
        stability=_stability(told, look.clusters),
        finer=_stability(told, look.clusters + 1) if look.clusters + 1 in numbers(told) else None,
    )


def _places(xy: Matrix, around: Matrix | None = None) -> tuple[Matrix, float, float]:
    """Where the points stand, how high the sheet is, and how long one unit of the map."""
    on_it = xy if around is None else np.vstack([xy, around])
    low, high = on_it.min(axis=0), on_it.max(axis=0)
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
    *,
    moved: bool,
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
        apart=statement["apart"],
        found=look.finds(statement),
        moved=moved,
        bridging=statement["bridging"],
        stays=statement["stays"],
    )


def _cluster(
    number: int,
    points: list[Point],
    own: Mapping[str, Any] | None,
    given: str,
    tree: frozenset[str],
    joined: bool,
) -> Cluster:
    first = next(iter(((own or {}).get("ratings") or {}).values()), None)
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
        labels=[
            Label(label["label"], label["sorters"]) for label in (own or {}).get("labels") or []
        ],
        stays=(own or {}).get("stays"),
        tree=tree,
        joined=joined,
        mean=None if first is None else first["mean"],
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
