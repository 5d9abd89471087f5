"""A go-zone as shapes: statements between two axes, two lines that cut the plane in four."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from conceptmapping.document import GoZone
from conceptmapping.go_zones import QUADRANTS
from mapreport.figures.ink import cluster_style

WIDTH, HEIGHT = 1000.0, 860.0
LEFT, RIGHT, TOP, BOTTOM = 95.0, 30.0, 40.0, 95.0
AIR = 0.06
"""Room around the outermost mean, as a share of the range."""


@dataclass(frozen=True)
class Dot:
    id: str
    text: str
    cluster: int
    colour: str
    x: float
    y: float
    x_mean: float
    y_mean: float
    across: tuple[float, float] | None
    """From where to where the mean on the x axis may lie."""
    up: tuple[float, float] | None
    quadrant: str
    unsure: bool
    """An interval crosses a line: it may belong next door."""
    chosen: bool


@dataclass(frozen=True)
class Quadrant:
    name: str
    dots: list[Dot]


@dataclass(frozen=True)
class Zone:
    height: float
    left: float
    right: float
    top: float
    bottom: float
    x_at: float
    y_at: float
    x_line: float
    y_line: float
    x_ends: tuple[float, float]
    y_ends: tuple[float, float]
    r: float | None
    quadrants: list[Quadrant]

    @property
    def dots(self) -> list[Dot]:
        return [dot for quadrant in self.quadrants for dot in quadrant.dots]

    @property
    def right_of_line(self) -> float:
        return self.right - self.x_at

    @property
    def above_line(self) -> float:
        return self.y_at - self.top

    @property
    def n_unsure(self) -> int:
        return sum(dot.unsure for dot in self.dots)


def draw(found: GoZone, told: Mapping[str, Any], clusters: Mapping[str, int], chosen: str) -> Zone:
    """``clusters``: id of a statement -> number of its cluster. Highest on both axes first."""
    texts = {s["id"]: s["text"] for s in told["statements"]}
    x_ends = _ends([p["x"] for p in found["points"]], found["x_line"])
    y_ends = _ends([p["y"] for p in found["points"]], found["y_line"])

    def across(value: float) -> float:
        share = (value - x_ends[0]) / (x_ends[1] - x_ends[0])
        return round(LEFT + min(max(share, 0.0), 1.0) * (WIDTH - LEFT - RIGHT), 1)

    def up(value: float) -> float:
        share = (value - y_ends[0]) / (y_ends[1] - y_ends[0])
        return round(HEIGHT - BOTTOM - min(max(share, 0.0), 1.0) * (HEIGHT - TOP - BOTTOM), 1)

    dots = [
        Dot(
            id=p["id"],
            text=texts[p["id"]],
            cluster=clusters[p["id"]],
            colour=cluster_style(clusters[p["id"]]).colour,
            x=across(p["x"]),
            y=up(p["y"]),
            x_mean=p["x"],
            y_mean=p["y"],
            across=(across(p["x_ci"][0]), across(p["x_ci"][1])) if p["x_ci"] else None,
            up=(up(p["y_ci"][0]), up(p["y_ci"][1])) if p["y_ci"] else None,
            quadrant=p["quadrant"],
            unsure=_holds(p["x_ci"], found["x_line"]) or _holds(p["y_ci"], found["y_line"]),
            chosen=p["id"] == chosen,
        )
        for p in sorted(found["points"], key=lambda p: (-p["x"] - p["y"], p["id"]))
    ]
    return Zone(
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        top=TOP,
        bottom=HEIGHT - BOTTOM,
        x_at=across(found["x_line"]),
        y_at=up(found["y_line"]),
        x_line=found["x_line"],
        y_line=found["y_line"],
        x_ends=x_ends,
        y_ends=y_ends,
        r=found["r"],
        quadrants=[Quadrant(name, [d for d in dots if d.quadrant == name]) for name in QUADRANTS],
    )


def _ends(values: list[float], line: float) -> tuple[float, float]:
    low, high = min([*values, line]), max([*values, line])
    air = AIR * (high - low) or 0.5
    return low - air, high + air


def _holds(interval: list[float] | None, line: float) -> bool:
    return interval is not None and interval[0] <= line <= interval[1]
