"""The losses few people ask for: primary ties, interval and ratio. See ``descent``."""

from __future__ import annotations

import numpy as np
from numba import njit, types

from conceptmapping.descent import (
    COMPILED,
    LOSS,
    NUMBERS,
    POSITIONS,
    pair_distances,
    pool_violators,
    slopes,
)


@njit(types.void(NUMBERS, POSITIONS, types.int64, types.int64), **COMPILED)
def _heapsort(keys, order, start, stop):  # type: ignore[no-untyped-def]
    """Sort ``order[start:stop]`` by ``keys``, in place: n log n whatever the input."""
    root = np.int64((stop - start) // 2)
    end = stop - start
    while end > 1:
        if root > 0:
            root -= 1
        else:
            end -= 1
            held = order[start]
            order[start] = order[start + end]
            order[start + end] = held
        parent = root
        held = order[start + parent]
        while 2 * parent + 1 < end:
            child = 2 * parent + 1
            if child + 1 < end and keys[order[start + child]] < keys[order[start + child + 1]]:
                child += 1
            if keys[held] >= keys[order[start + child]]:
                break
            order[start + parent] = order[start + child]
            parent = child
        order[start + parent] = held


@njit(
    types.float64(NUMBERS, NUMBERS, NUMBERS, NUMBERS, types.float64, NUMBERS, NUMBERS), **COMPILED
)
def _loss_and_slopes(points, weights, distances, disparities, total, room, gradient):  # type: ignore[no-untyped-def]
    """Squared stress for given disparities; its gradient goes to ``gradient``."""
    misfit = 0.0
    for p in range(distances.shape[0]):
        gap = distances[p] - disparities[p]
        misfit += weights[p] * gap * gap
    loss = misfit / total
    for p in range(distances.shape[0]):
        pull = disparities[p] / (distances[p] + 1e-150)
        distances[p] = weights[p] * (1.0 - loss - pull) * (2.0 / total)
    slopes(points, distances, room, gradient)
    return loss


@njit(types.float64(NUMBERS, NUMBERS, NUMBERS), **COMPILED)
def _spread(points, weights, distances):  # type: ignore[no-untyped-def]
    """Write all distances; return their weighted sum of squares."""
    pair_distances(points, distances)
    total = 0.0
    for p in range(distances.shape[0]):
        total += weights[p] * distances[p] * distances[p]
    return total


@njit(LOSS, **COMPILED)
def primary_loss(  # type: ignore[no-untyped-def]
    points,
    weights,
    block,
    block_weight,
    order,
    bounds,
    wanted,
    distances,
    disparities,
    room,
    gradient,
):
    """Squared stress when tied dissimilarities may get different disparities."""
    total = _spread(points, weights, distances)
    for b in range(bounds.shape[0] - 1):
        _heapsort(distances, order, bounds[b], bounds[b + 1])
    n = order.shape[0]
    means, sizes, pool_weights = room[:n], room[n : 2 * n], room[2 * n :]
    for k in range(n):
        means[k] = distances[order[k]]
        pool_weights[k] = weights[order[k]]
    pools = pool_violators(means, pool_weights, sizes, n)
    k = 0
    for pool in range(pools):
        for _ in range(int(sizes[pool])):
            disparities[order[k]] = means[pool]
            k += 1
    return _loss_and_slopes(points, weights, distances, disparities, total, room, gradient)


@njit(types.float64(*[NUMBERS] * 7, types.boolean), **COMPILED)
def _line_loss(points, weights, wanted, distances, disparities, room, gradient, origin):  # type: ignore[no-untyped-def]
    total = _spread(points, weights, distances)
    w = wx = wy = wxx = wxy = 0.0
    for p in range(distances.shape[0]):
        x, y, v = wanted[p], distances[p], weights[p]
        w += v
        wx += v * x
        wy += v * y
        wxx += v * x * x
        wxy += v * x * y
    if origin:
        intercept, slope = 0.0, wxy / wxx
    else:
        spread = wxx - wx * wx / w
        slope = max((wxy - wx * wy / w) / spread, 0.0) if spread > 1e-12 * wxx else 0.0
        intercept = (wy - slope * wx) / w
    for p in range(distances.shape[0]):
        disparities[p] = intercept + slope * wanted[p]
    return _loss_and_slopes(points, weights, distances, disparities, total, room, gradient)


@njit(LOSS, **COMPILED)
def interval_loss(  # type: ignore[no-untyped-def]
    points,
    weights,
    block,
    block_weight,
    order,
    bounds,
    wanted,
    distances,
    disparities,
    room,
    gradient,
):
    """Squared stress when disparities lie on any rising line over the dissimilarities."""
    return _line_loss(points, weights, wanted, distances, disparities, room, gradient, False)


@njit(LOSS, **COMPILED)
def ratio_loss(  # type: ignore[no-untyped-def]
    points,
    weights,
    block,
    block_weight,
    order,
    bounds,
    wanted,
    distances,
    disparities,
    room,
    gradient,
):
    """Squared stress when disparities lie on a line through the origin."""
    return _line_loss(points, weights, wanted, distances, disparities, room, gradient, True)
