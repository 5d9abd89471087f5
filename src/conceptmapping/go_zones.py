"""Which statements are high on both axes: the go-zone.

Two scales (important, and do-able?) or two groups (important to whom?) span a plane; two lines
cut it in four. A statement is above a line when its mean is strictly greater. The lines are a
convention, and many statements lie closer to one than their interval is wide: the document
carries the intervals, so that a drawing can show it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from conceptmapping.correlations import pearson
from conceptmapping.document import GoZone, GoZonePoint
from conceptmapping.rating import Scale
from conceptmapping.rating_means import Means

Floats = NDArray[np.float64]
Lines = Literal["mean-shown", "mean-all", "midpoint"]
LINES: tuple[Lines, ...] = ("mean-shown", "mean-all", "midpoint")
QUADRANTS = ("both", "x-only", "y-only", "neither")

TIE = 1e-9
"""Share of the scale within which a mean lies on the line: rounding is not "greater"."""


def go_zone(
    names: tuple[str, str],
    scales: tuple[Scale, Scale],
    means: tuple[Means, Means],
    ids: Sequence[str],
    *,
    lines: Lines = "mean-shown",
    shown: NDArray[np.bool_] | None = None,
) -> GoZone | None:
    """Place every statement that has both means; None where no statement has.

    Parameters
    ----------
    names, scales, means
        Of the x and the y axis. The means are per statement, in the order of ``ids``.
    ids
        Statement ids.
    lines
        ``mean-shown``: the mean of the means of the statements shown. ``mean-all``: the same
        over all statements. ``midpoint``: halfway the scale.
    shown
        Shape (n_statements,): draw these only (one cluster, say). Default: all.
    """
    x, y = means[0].mean, means[1].mean
    placed = ~np.isnan(x) & ~np.isnan(y)
    drawn = placed if shown is None else placed & shown
    if not drawn.any():
        return None
    basis = drawn if lines == "mean-shown" else placed
    x_line, y_line = (
        _line(values, scale, basis, lines) for values, scale in zip((x, y), scales, strict=True)
    )
    above_x, above_y = _above(x, x_line, scales[0]), _above(y, y_line, scales[1])
    points: list[GoZonePoint] = [
        {
            "id": ids[i],
            "x": float(x[i]),
            "y": float(y[i]),
            "x_ci": means[0].interval(i),
            "y_ci": means[1].interval(i),
            "quadrant": _quadrant(bool(above_x[i]), bool(above_y[i])),
        }
        for i in np.flatnonzero(drawn).tolist()
    ]
    found = [point["quadrant"] for point in points]
    return {
        "x": names[0],
        "y": names[1],
        "x_line": x_line,
        "y_line": y_line,
        "lines": lines,
        "r": pearson(x[drawn], y[drawn]).r,
        "counts": {quadrant: found.count(quadrant) for quadrant in QUADRANTS},
        "points": points,
    }


def _line(values: Floats, scale: Scale, basis: NDArray[np.bool_], lines: Lines) -> float:
    if lines == "midpoint":
        return (scale.minimum + scale.maximum) / 2
    return float(values[basis].mean())


def _above(values: Floats, line: float, scale: Scale) -> NDArray[np.bool_]:
    return np.asarray(values > line + TIE * (scale.maximum - scale.minimum), dtype=bool)


def _quadrant(x: bool, y: bool) -> str:
    if x:
        return "both" if y else "x-only"
    return "y-only" if y else "neither"
