"""Means as the map document keeps them, in the shape in which the engine compares them.

Everything said about groups is computed from these: what the document hides cannot come back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from conceptmapping.document import GoZone, PatternMatch
from conceptmapping.go_zones import Lines, go_zone
from conceptmapping.ladders import Axis, ladder
from conceptmapping.rating import Scale
from conceptmapping.rating_means import Means

NONE = float("nan")


def summary(item: Mapping[str, Any], axis: Axis) -> Mapping[str, Any] | None:
    """What a statement or a cluster has on an axis, or None where nothing may be shown."""
    if axis.group is None:
        own = item["ratings"].get(axis.scale)
    else:
        own = item["group_ratings"].get(axis.scale, {}).get(axis.group)
    return own if own and own["mean"] is not None else None


def means(items: Sequence[Mapping[str, Any]], axis: Axis) -> Means:
    found = [summary(item, axis) or {} for item in items]
    bounds = [own.get("ci") or (NONE, NONE) for own in found]

    def column(name: str) -> Any:
        values = (own.get(name) for own in found)
        return np.array([NONE if v is None else v for v in values], dtype=np.float64)

    return Means(
        mean=column("mean"),
        sd=column("sd"),
        n=np.array([own.get("n") or 0 for own in found], dtype=np.intp),
        low=np.array([low for low, _ in bounds], dtype=np.float64),
        high=np.array([high for _, high in bounds], dtype=np.float64),
    )


def scale(told: Mapping[str, Any], name: str) -> Scale:
    of = told["scales"][name]
    return Scale(name, of["minimum"], of["maximum"], tuple(of["labels"]))


def pattern(
    told: Mapping[str, Any], parts: Mapping[str, Any], axes: Sequence[Axis]
) -> PatternMatch:
    """The ladder with these axes, by the engine, from the means of the clusters that count."""
    clusters = parts["clusters"]
    known = {a["axis"]: a["n"] for match in parts["pattern_match"] for a in match["axes"]}
    everybody = {str(Axis(name)): of["raters"] for name, of in told["scales"].items()}
    return ladder(
        "chosen",
        axes,
        {axis.scale: scale(told, axis.scale) for axis in axes},
        {axis: means(clusters, axis) for axis in axes},
        {axis: known.get(str(axis), everybody.get(str(axis), 0)) for axis in axes},
        [c["cluster"] for c in clusters],
    )


def zone(
    told: Mapping[str, Any], x: Axis, y: Axis, lines: Lines, only: Sequence[str] | None = None
) -> GoZone | None:
    """The go-zone of two axes, by the engine; ``only`` these statements where it is given."""
    statements = told["statements"]
    ids = [s["id"] for s in statements]
    return go_zone(
        (str(x), str(y)),
        (scale(told, x.scale), scale(told, y.scale)),
        (means(statements, x), means(statements, y)),
        ids,
        lines=lines,
        shown=None if only is None else np.array([i in set(only) for i in ids], dtype=bool),
    )
