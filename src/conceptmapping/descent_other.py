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


@njit(types.float64(NUMBERS, NUMBERS, NUMBERS, NUMBERS, types.float64, NUMBERS), **COMPILED)
def _loss_and_slopes(points, weights, distances, disparities, total, gradient):  # type: ignore[no-untyped-def]
    """Squared stress for given disparities; its gradient goes to ``gradient``."""
    n = points.shape[0] // 2
    misfit = 0.0
    for p in range(distances.shape[0]):
        gap = distances[p] - disparities[p]
        misfit += weights[p] * gap * gap
    loss = misfit / total
    for i in range(2 * n):
        gradient[i] = 0.0
    row = -1
    for i in range(n - 1):
        for j in range(i + 1, n):
            p = row + j
            pull = disparities[p] / (distances[p] + 1e-150)
            force = weights[p] * (1.0 - loss - pull) * 2.0 / total
            u, v = force * (points[i] - points[j]), force * (points[n + i] - points[n + j])
            gradient[i] += u
            gradient[n + i] += v
            gradient[j] -= u
            gradient[n + j] -= v
        row += n - i - 2
    return loss


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
    total = pair_distances(points, weights, distances)
    for b in range(bounds.shape[0] - 1):
        _heapsort(distances, order, bounds[b], bounds[b + 1])
    n = order.shape[0]
    means, sizes = room[:n], room[n : 2 * n]
    pool_weights = np.empty(n)
    for k in range(n):
        means[k] = distances[order[k]]
        pool_weights[k] = weights[order[k]]
    pools = pool_violators(means, pool_weights, sizes, n)
    k = 0
    for pool in range(pools):
        for _ in range(int(sizes[pool])):
            disparities[order[k]] = means[pool]
            k += 1
    return _loss_and_slopes(points, weights, distances, disparities, total, gradient)


@njit(
    types.float64(NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, types.boolean), **COMPILED
)
def _line_loss(points, weights, wanted, distances, disparities, gradient, origin):  # type: ignore[no-untyped-def]
    total = pair_distances(points, weights, distances)
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
    return _loss_and_slopes(points, weights, distances, disparities, total, gradient)


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
    return _line_loss(points, weights, wanted, distances, disparities, gradient, False)


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
    return _line_loss(points, weights, wanted, distances, disparities, gradient, True)
