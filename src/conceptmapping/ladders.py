"""Pattern matching: do two groups, or two scales, rate the clusters in the same pattern?

A ladder has two or more axes side by side. Each axis is one scale as rated by one group or by
everybody, with a rung for each cluster; a line per cluster joins the axes. Flat lines mean
agreement. Every pair of axes gets its correlation over clusters, with an interval: eight
clusters leave six degrees of freedom, and an r of .7 then runs from about 0 to .94.

References
----------
Trochim, W. M. K. (1989). An introduction to concept mapping for planning and evaluation.
Evaluation and Program Planning, 12(1), 1-16.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from conceptmapping.correlations import pearson, spearman
from conceptmapping.document import LadderAxis, LadderPair, PatternMatch
from conceptmapping.rating import Scale
from conceptmapping.rating_means import Means


@dataclass(frozen=True)
class Axis:
    """One scale as rated by one group; group None is everybody."""

    scale: str
    group: str | None = None

    def __str__(self) -> str:
        return self.scale if self.group is None else f"{self.scale}: {self.group}"


def ladder(
    name: str,
    axes: Sequence[Axis],
    scales: Mapping[str, Scale],
    means: Mapping[Axis, Means],
    raters: Mapping[Axis, int],
    clusters: Sequence[int],
) -> PatternMatch:
    """Put the axes side by side and compare every one with every later one.

    ``means`` holds each axis's cluster means, in the order of ``clusters``. Clusters without a
    mean on an axis are left out there, and out of that axis's correlations.
    """
    return {
        "name": name,
        "axes": [
            _drawn(axis, scales[axis.scale], means[axis].mean, raters[axis], clusters)
            for axis in axes
        ],
        "pairs": [
            _compared(left, right, means[left].mean, means[right].mean)
            for left, right in combinations(axes, 2)
        ],
    }


def _drawn(
    axis: Axis, scale: Scale, mean: NDArray[np.float64], raters: int, clusters: Sequence[int]
) -> LadderAxis:
    return {
        "axis": str(axis),
        "scale": axis.scale,
        "group": axis.group,
        "n": raters,
        "minimum": scale.minimum,
        "maximum": scale.maximum,
        "clusters": {
            str(cluster): float(value)
            for cluster, value in zip(clusters, mean, strict=True)
            if not np.isnan(value)
        },
    }


def _compared(
    left: Axis, right: Axis, x: NDArray[np.float64], y: NDArray[np.float64]
) -> LadderPair:
    both = ~np.isnan(x) & ~np.isnan(y)
    straight, ranked = pearson(x[both], y[both]), spearman(x[both], y[both])
    return {
        "left": str(left),
        "right": str(right),
        "pearson": straight.r,
        "pearson_ci": straight.ci,
        "spearman": ranked.r,
        "spearman_ci": ranked.ci,
        "clusters": int(both.sum()),
    }
