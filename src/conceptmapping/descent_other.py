"""The losses few people ask for: primary ties, interval and ratio. See ``descent``."""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit

from conceptmapping.descent import (
    COMPILED,
    FROM_LOOPS,
    LOSS,
    pair_distances,
    pool_violators,
    slopes,
)

DIGITS: Final = 2048
"""A pass of sorting looks at 11 bits of the key."""


@njit(**FROM_LOOPS)
def _deal(keys, order, counters, out, shift):  # type: ignore[no-untyped-def]
    """One pass of a radix sort: ``order`` by 11 bits of ``keys``, otherwise as it was."""
    for digit in range(DIGITS):
        counters[digit] = 0
    for k in range(order.shape[0]):
        counters[(np.int64(keys[k]) >> shift) & (DIGITS - 1)] += 1
    begin = 0
    for digit in range(DIGITS):
        begin += counters[digit]
        counters[digit] = begin - counters[digit]
    for k in range(order.shape[0]):
        digit = (np.int64(keys[order[k]]) >> shift) & (DIGITS - 1)
        out[counters[digit]] = order[k]
        counters[digit] += 1


@njit(**FROM_LOOPS)
def _sort(distances, block, order, bounds, keys):  # type: ignore[no-untyped-def]
    """Write to the second half of ``order`` all pairs, by tie block and then by distance.

    A radix sort by distance in 33 bits, then by block, then neighbours put right: a few looks at
    every pair, whatever order they come in.
    """
    n_pairs = distances.shape[0]
    largest = 1e-300
    for p in range(n_pairs):
        if distances[p] > largest:
            largest = distances[p]
    for p in range(n_pairs):
        keys[p] = distances[p] / largest * (2.0**33 - 1.0)
    one, other = order[:n_pairs], order[n_pairs:]
    n_bounds = bounds.shape[0] - 2 * DIGITS
    counters = bounds[n_bounds:]
    for p in range(n_pairs):
        other[p] = p
    _deal(keys, other, counters, one, 0)
    _deal(keys, one, counters, other, 11)
    _deal(keys, other, counters, one, 22)
    # One more pass by block; where each block begins is known, and moves up as it fills.
    for p in range(n_pairs):
        at = bounds[block[one[p]]]
        other[at] = one[p]
        bounds[block[one[p]]] += 1
    for b in range(n_bounds - 1, 0, -1):
        bounds[b] = bounds[b - 1]
    bounds[0] = 0
    for k in range(1, n_pairs):
        moving = other[k]
        while (
            k > 0
            and distances[other[k - 1]] > distances[moving]
            and block[other[k - 1]] == block[moving]
        ):
            other[k] = other[k - 1]
            k -= 1
        other[k] = moving


@njit(**FROM_LOOPS)
def _loss_and_slopes(points, weights, distances, disparities, total, gradient):  # type: ignore[no-untyped-def]
    """Squared stress for given disparities; its gradient goes to ``gradient``."""
    misfit = 0.0
    for p in range(distances.shape[0]):
        gap = distances[p] - disparities[p]
        misfit += weights[p] * gap * gap
    loss = misfit / total
    for p in range(distances.shape[0]):
        pull = disparities[p] / (distances[p] + 1e-150)
        distances[p] = weights[p] * (1.0 - loss - pull) * (2.0 / total)
    slopes(points, distances, gradient)
    return loss


@njit(**FROM_LOOPS)
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
    _sort(distances, block, order, bounds, disparities)
    n_pairs = distances.shape[0]
    in_order = order[n_pairs:]
    known = bounds[block_weight.shape[0]]  # pairs nobody placed come last
    means, sizes = room[:n_pairs], room[n_pairs : 2 * n_pairs]
    pool_weights = room[2 * n_pairs :]
    for k in range(known):
        means[k] = distances[in_order[k]]
        pool_weights[k] = weights[in_order[k]]
    pools = pool_violators(means, pool_weights, sizes, known)
    k = 0
    for pool in range(pools):
        for _ in range(int(sizes[pool])):
            disparities[in_order[k]] = means[pool]
            k += 1
    for k in range(known, n_pairs):
        disparities[in_order[k]] = 0.0
    return _loss_and_slopes(points, weights, distances, disparities, total, gradient)


@njit(**FROM_LOOPS)
def _line_loss(points, weights, wanted, distances, disparities, gradient, origin):  # type: ignore[no-untyped-def]
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
