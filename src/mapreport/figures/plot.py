"""A rectangle with two axes on a sheet, with ticks written the way the language does."""

from __future__ import annotations

import numpy as np
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

from mapreport.figures.ink import FAINT, LINE, SOFT
from mapreport.figures.sheet import Sheet, measure
from mapreport.wording import Words

Matrix = NDArray[np.float64]


class Plot:
    """Values to points on the sheet; ``box`` is (left, bottom, right, top) on the sheet."""

    def __init__(
        self,
        sheet: Sheet,
        box: tuple[float, float, float, float],
        x: tuple[float, float],
        y: tuple[float, float],
    ) -> None:
        self.sheet = sheet
        self.box = box
        self._x, self._y = _wide(x), _wide(y)

    def x(self, value: ArrayLike) -> Matrix:
        return _between(value, self._x, self.box[0], self.box[2])

    def y(self, value: ArrayLike) -> Matrix:
        return _between(value, self._y, self.box[1], self.box[3])

    def __call__(self, points: ArrayLike) -> Matrix:
        xy = np.asarray(points, dtype=np.float64).reshape(-1, 2)
        return np.column_stack([self.x(xy[:, 0]), self.y(xy[:, 1])])

    def draw_frame(
        self,
        w: Words,
        *,
        x_title: str = "",
        y_title: str = "",
        whole_x: bool = False,
        grid: bool = True,
        x_ticks: int = 6,
        y_ticks: int = 6,
    ) -> None:
        """Ticks, a quiet grid, and what the axes are: under the x axis, above the y axis."""
        left, bottom, right, top = self.box
        sheet = self.sheet
        xs = ticks(self._x, x_ticks, whole=whole_x)
        ys = ticks(self._y, y_ticks)
        if grid:
            rules = [[(left, float(self.y(v))), (right, float(self.y(v)))] for v in ys]
            sheet.lines(rules, colour=FAINT, width=0.5, layer=0.2)
        sheet.line([(left, bottom), (right, bottom)], colour=LINE, width=0.7)
        sheet.line([(left, bottom), (left, top)], colour=LINE, width=0.7)
        sheet.lines(
            [[(float(self.x(v)), bottom), (float(self.x(v)), bottom - 3)] for v in xs], colour=LINE
        )
        sheet.lines(
            [[(left, float(self.y(v))), (left - 3, float(self.y(v)))] for v in ys], colour=LINE
        )
        for value, text in zip(xs, written(xs, w), strict=True):
            sheet.text(float(self.x(value)), bottom - 11, text, size=7, colour=SOFT, at="middle")
        for value, text in zip(ys, written(ys, w), strict=True):
            sheet.text(left - 5, float(self.y(value)) - 2.5, text, size=7, colour=SOFT, at="end")
        if x_title:
            sheet.text((left + right) / 2, bottom - 22, x_title, size=7.5, at="middle")
        if y_title:
            start = min(left - 20, right - measure(y_title, 7.5))
            sheet.text(max(start, sheet.left), top + 6, y_title, size=7.5)


def _between(value: ArrayLike, limits: tuple[float, float], low: float, high: float) -> Matrix:
    share = (np.asarray(value, dtype=np.float64) - limits[0]) / (limits[1] - limits[0])
    return np.asarray(low + share * (high - low))


def ticks(limits: tuple[float, float], most: int, *, whole: bool = False) -> list[float]:
    """Round values within the limits."""
    places = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10], integer=whole).tick_values(*limits)
    slack = 1e-9 * (limits[1] - limits[0])
    return [float(v) for v in places if limits[0] - slack <= v <= limits[1] + slack]


def written(values: list[float], w: Words) -> list[str]:
    """All with the decimals that the finest needs."""
    decimals = max((d for v in values for d in range(4) if _needs(v, d)), default=-1) + 1
    return [w.number(round(v)) if not decimals else w.number(v, decimals) for v in values]


def _needs(value: float, decimals: int) -> bool:
    return abs(value - round(value, decimals)) > 1e-9


def _wide(limits: tuple[float, float]) -> tuple[float, float]:
    low, high = limits
    return (low, high) if high - low > 1e-9 else (low - 0.5, high + 0.5)
