"""Hulls around clusters and places for labels; no ink.

Everything is computed from numbers in and numbers out, in whatever unit the caller draws
in, so that what is printed can be measured: which labels lie on each other, and how much.
Boxes are rows (left, bottom, right, top).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Matrix = NDArray[np.float64]


def hull(points: ArrayLike) -> Matrix:
    """Find the convex hull of points, counter-clockwise, without repeating the first.

    Returns shape (m, 2): one row for one place, two for points on a line. Andrew's
    monotone chain rather than Qhull, because clusters of one or two statements and points
    on a line are ordinary here and errors there.

    References
    ----------
    Andrew, A. M. (1979). Another efficient algorithm for convex hulls in two dimensions.
    Information Processing Letters, 9(5), 216-219.
    """
    places: list[tuple[float, float]] = sorted({(float(x), float(y)) for x, y in _pairs(points)})
    if len(places) < 3:
        return np.array(places, dtype=np.float64).reshape(-1, 2)

    def chain(ordered: list[tuple[float, float]]) -> list[tuple[float, float]]:
        kept: list[tuple[float, float]] = []
        for place in ordered:
            while len(kept) > 1 and _turn(kept[-2], kept[-1], place) <= 0:
                kept.pop()
            kept.append(place)
        return kept[:-1]

    return np.array(chain(places) + chain(places[::-1]), dtype=np.float64)


def rounded_hull(points: ArrayLike, radius: float, steps: int = 48) -> Matrix:
    """Find the convex outline that stays ``radius`` away from every point.

    One point gives a circle, two give a capsule. ``steps`` is the number of corners of a
    full circle.
    """
    turn = 2 * np.pi * np.arange(steps) / steps
    circle = radius * np.c_[np.cos(turn), np.sin(turn)]
    return hull((hull(points)[:, None, :] + circle).reshape(-1, 2))


def inside(outline: ArrayLike, points: ArrayLike) -> NDArray[np.bool_]:
    """Tell which points lie in, or on the edge of, a convex counter-clockwise outline."""
    corners = _pairs(outline)
    step = np.roll(corners, -1, axis=0) - corners
    away = _pairs(points)[:, None, :] - corners
    left = step[:, 0] * away[..., 1] - step[:, 1] * away[..., 0] >= -1e-12
    return np.asarray(left.all(axis=1))


def boxes(centres: ArrayLike, sizes: ArrayLike) -> Matrix:
    """Turn centres (..., 2) and sizes (..., 2) into boxes (..., 4)."""
    middle = np.asarray(centres, dtype=np.float64)
    half = np.asarray(sizes, dtype=np.float64) / 2
    return np.concatenate([middle - half, middle + half], axis=-1)


def overlap(these: ArrayLike, those: ArrayLike) -> Matrix:
    """Measure the area every one of these boxes (..., 4) shares with every one of those.

    Returns shape (..., n_those).
    """
    a = np.asarray(these, dtype=np.float64)[..., None, :]
    b = np.asarray(those, dtype=np.float64).reshape(-1, 4)
    width = np.minimum(a[..., 2], b[:, 2]) - np.maximum(a[..., 0], b[:, 0])
    height = np.minimum(a[..., 3], b[:, 3]) - np.maximum(a[..., 1], b[:, 1])
    return np.asarray(np.maximum(width, 0.0) * np.maximum(height, 0.0))


def covered_area(these: ArrayLike, obstacles: ArrayLike) -> Matrix:
    """Add up what obstacles take of every one of these boxes, shape (n, 4).

    Where obstacles lie over each other, they count twice. Only those within reach are
    looked at, so that a thousand of them cost little.
    """
    own = np.asarray(these, dtype=np.float64).reshape(-1, 4)
    others = np.asarray(obstacles, dtype=np.float64).reshape(-1, 4)
    if not len(own):
        return np.zeros(0)
    low, high = own[:, :2].min(axis=0), own[:, 2:].max(axis=0)
    near = np.all((others[:, 2:] > low) & (others[:, :2] < high), axis=1)
    return np.asarray(overlap(own, others[near]).sum(axis=-1))


def spread(values: ArrayLike, gap: float, lower: float, upper: float) -> Matrix:
    """Move values apart until neighbours are ``gap`` apart, moving as little as possible.

    Least squares, in the order of the values (equal values keep the order given). Where
    ``lower`` to ``upper`` is too short for all of them, they are spaced evenly over it.
    """
    wanted = np.asarray(values, dtype=np.float64)
    n = len(wanted)
    if n == 0:
        return wanted
    if (n - 1) * gap >= upper - lower:
        places = np.linspace(lower, upper, n) if n > 1 else np.array([(lower + upper) / 2])
    else:
        order = np.argsort(wanted, kind="stable")
        steps = gap * np.arange(n)
        # With the gaps taken out, "apart" becomes "not descending": isotonic regression,
        # which stays the least-squares answer when clipped to a range.
        level = _not_descending(wanted[order] - steps)
        places = np.clip(level, lower, upper - steps[-1]) + steps
    moved = np.empty(n)
    moved[np.argsort(wanted, kind="stable")] = places
    return moved


def around(
    anchors: ArrayLike, sizes: ArrayLike, distances: ArrayLike, directions: int = 16
) -> Matrix:
    """List centres for boxes that stand around their anchors without covering them.

    Parameters
    ----------
    anchors, sizes
        Shape (n, 2).
    distances
        Shape (d,): free space between anchor and box, from near to far.
    directions
        How many ways to look from the anchor.

    Returns
    -------
    centres
        Shape (n, d * directions, 2): all directions at the first distance, then the next;
        each round starts on the right and turns left.
    """
    turn = 2 * np.pi * np.arange(directions) / directions
    way = np.c_[np.cos(turn), np.sin(turn)]
    # 1.6: from about 40 degrees on, a corner rather than a side faces the anchor
    side = np.clip(1.6 * way, -1, 1)
    half = _pairs(sizes)[:, None, None, :] / 2
    far = np.atleast_1d(np.asarray(distances, dtype=np.float64))[None, :, None, None]
    offsets = far * way[None, None] + half * side[None, None]
    centres = _pairs(anchors)[:, None, None, :] + offsets
    return np.asarray(centres.reshape(len(centres), -1, 2))


@dataclass(frozen=True)
class Placement:
    """Where labels went.

    Attributes
    ----------
    centres
        Shape (n, 2).
    choice
        Shape (n,): which of its candidates each label took.
    covered
        Shape (n,): the share of each label that other labels, obstacles or the outside of
        the bounds take; 0 is free, and more than 1 when several lie over each other.
    """

    centres: Matrix
    choice: NDArray[np.int64]
    covered: Matrix


def place_labels(
    candidates: ArrayLike,
    sizes: ArrayLike,
    *,
    bounds: tuple[float, float, float, float],
    costs: ArrayLike | None = None,
    obstacles: ArrayLike = (),
    strength: float = 10.0,
    passes: int = 4,
) -> Placement:
    """Choose a place for every label, so that few lie on each other or on obstacles.

    Greedy, the most hemmed-in label first, and then a few rounds in which each label may
    move once the others stand. Nothing random: the same input gives the same places.

    Parameters
    ----------
    candidates
        Shape (n, c, 2): possible centres, the preferred first.
    sizes
        Shape (n, 2).
    bounds
        Box to stay in.
    costs
        Shape (n, c) or (c,): what a candidate costs by itself.
    obstacles
        Shape (m, 4).
    strength
        What it costs when a label is covered entirely.
    passes
        Rounds of reconsidering, at most.
    """
    middle = np.asarray(candidates, dtype=np.float64)
    size = _pairs(sizes)
    n, c, _ = middle.shape
    if n == 0:
        return Placement(np.zeros((0, 2)), np.zeros(0, dtype=np.int64), np.zeros(0))
    area = np.maximum(size.prod(axis=1), 1e-12)
    box = boxes(middle, size[:, None, :])
    stuck = np.stack([covered_area(own, obstacles) for own in box])
    stuck += area[:, None] - overlap(box, np.array([bounds]))[..., 0]
    stuck /= area[:, None]
    own = np.zeros((n, c)) if costs is None else np.broadcast_to(np.asarray(costs, float), (n, c))
    fixed = own + strength * stuck

    choice = np.full(n, -1, dtype=np.int64)
    standing = np.full((n, 4), np.inf)  # a box at infinity overlaps nothing
    hemmed_in = np.argsort(-stuck.mean(axis=1), kind="stable")
    for _ in range(passes + 1):
        before = choice.copy()
        for i in hemmed_in:
            standing[i] = np.inf
            shared = covered_area(box[i], standing) / area[i]
            choice[i] = int(np.argmin(fixed[i] + strength * shared))
            standing[i] = box[i, choice[i]]
        if np.array_equal(before, choice):
            break
    rows = np.arange(n)
    shared = overlap(standing, standing)
    np.fill_diagonal(shared, 0.0)
    covered = stuck[rows, choice] + shared.sum(axis=1) / area
    return Placement(middle[rows, choice], choice, np.maximum(covered, 0.0))


def _pairs(points: ArrayLike) -> Matrix:
    return np.asarray(points, dtype=np.float64).reshape(-1, 2)


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    """Positive for a turn to the left at ``b``."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _not_descending(values: Matrix) -> Matrix:
    """The nearest sequence that never descends (pool adjacent violators)."""
    means: list[float] = []
    counts: list[int] = []
    for value in values:
        means.append(float(value))
        counts.append(1)
        while len(means) > 1 and means[-2] > means[-1]:
            n = counts[-2] + counts[-1]
            mean = (means[-2] * counts[-2] + means[-1] * counts[-1]) / n
            means[-2:], counts[-2:] = [mean], [n]
    return np.repeat(means, counts)
