"""A ladder as shapes: axes side by side, and a line per cluster that joins its means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from conceptmapping.document import LadderAxis, PatternMatch
from conceptmapping.geometry import spread
from mapreport.figures.ink import cluster_style

WIDTH = 1000.0
LEFT, RIGHT = 120.0, 400.0
"""Beside the first axis stands a mean; beside the last a mean and a name."""
TOP, BOTTOM = 110.0, 30.0
PITCH = 46.0
"""Between two numbers beside an axis, so that they can be read on a phone."""


@dataclass(frozen=True)
class Rung:
    """Where a cluster is on an axis."""

    x: float
    y: float
    mean: float


@dataclass(frozen=True)
class Beside:
    """The mean written beside an outer axis, and the little line to it."""

    x: float
    y: float
    mean: float
    to_x: float
    to_y: float


@dataclass(frozen=True)
class Line:
    number: int
    name: str
    colour: str
    rungs: list[Rung]
    left: Beside | None
    right: Beside | None

    @property
    def points(self) -> str:
        return " ".join(f"{rung.x:.1f},{rung.y:.1f}" for rung in self.rungs)


@dataclass(frozen=True)
class Rail:
    """One axis."""

    x: float
    low: float
    high: float
    up: float
    """How high its name stands: neighbours take turns."""
    name: str
    n: int


@dataclass(frozen=True)
class Ladder:
    height: float
    top: float
    bottom: float
    range: str
    rails: list[Rail]
    lines: list[Line]
    uneven: bool
    """Axes of scales that do not run from the same to the same."""


def draw(match: PatternMatch, names: Mapping[int, str], heads: list[str], asked: str) -> Ladder:
    """The ladder over one range (``zelfde``), or each axis over its own (``eigen``)."""
    axes = match["axes"]
    uneven = len({(a["minimum"], a["maximum"]) for a in axes}) > 1
    chosen = asked or ("eigen" if uneven else "zelfde")
    bounds = _bounds(axes, chosen)
    bottom = TOP + max(420.0, PITCH * len(names))
    xs = np.linspace(LEFT, WIDTH - RIGHT, len(axes))
    places: list[dict[int, Rung]] = [
        {
            int(key): Rung(round(float(x), 1), _height(mean, low, high, bottom), mean)
            for key, mean in axis["clusters"].items()
        }
        for axis, x, (low, high) in zip(axes, xs, bounds, strict=True)
    ]
    left, right = _written(places[0], -1, bottom), _written(places[-1], 1, bottom)
    return Ladder(
        height=bottom + BOTTOM,
        top=TOP,
        bottom=bottom,
        range=chosen,
        rails=[
            Rail(
                round(float(x), 1),
                low,
                high,
                34.0 + 38.0 * (i % 2 if len(axes) > 2 else 1),
                head,
                a["n"],
            )
            for i, (a, x, (low, high), head) in enumerate(zip(axes, xs, bounds, heads, strict=True))
        ],
        lines=[
            Line(
                number,
                name,
                cluster_style(number).colour,
                [rungs[number] for rungs in places if number in rungs],
                left.get(number),
                right.get(number),
            )
            for number, name in names.items()
        ],
        uneven=uneven,
    )


def _bounds(axes: list[LadderAxis], chosen: str) -> list[tuple[float, float]]:
    own = [(min(a["clusters"].values()), max(a["clusters"].values())) for a in axes]
    if chosen == "eigen":
        return own
    return [(min(low for low, _ in own), max(high for _, high in own))] * len(axes)


def _height(mean: float, low: float, high: float, bottom: float) -> float:
    share = (mean - low) / (high - low) if high - low > 1e-9 else 0.5
    return round(bottom - share * (bottom - TOP), 1)


def _written(places: dict[int, Rung], side: int, bottom: float) -> dict[int, Beside]:
    """Means beside an outer axis, none over another."""
    order = list(places)
    heights = spread([places[n].y for n in order], PITCH, TOP - 12, bottom + 12)
    return {
        n: Beside(
            round(places[n].x + side * 34, 1),
            round(float(y), 1),
            places[n].mean,
            round(places[n].x + side * 14, 1),
            places[n].y,
        )
        for n, y in zip(order, heights, strict=True)
    }
