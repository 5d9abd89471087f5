"""The inner loop of the map: from points downhill to points that fit better.

Kruskal's stress-1 is minimised over the points, with the disparities projected out: for given
points the best disparities are a (weighted) regression of the map's distances on what the
sorters said, so stress is a function of the points alone, with a gradient. Limited-memory BFGS
walks down it (Nocedal & Wright 2006, algorithm 7.5) and reaches the optimum SMACOF reaches in a
fraction of its iterations.

Everything here is compiled by numba and kept on disk, so nobody needs a compiler; what that buys
and costs stands in ``docs/decisions/``. The functions release the interpreter lock: starts and
bootstrap replicates run side by side. This module holds what every analysis needs;
``descent_other`` holds the transforms few people ask for, so that the first run of a new
installation does not wait for them.

Pairs of statements are numbered as in ``scipy.spatial.distance``: (0, 1), (0, 2), ..., (1, 2), ...
Points are one row: all x, then all y.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numba import njit, types

# No fastmath: the compiler may not reorder sums. It would add several at a time unless arrays lie
# so close that they might overlap, and whether they do changes from run to run, and the last
# digits with it. Where speed needs it the loops below keep several sums themselves.
COMPILED: Final[Any] = {
    "nogil": True,
    "cache": True,
    "error_model": "numpy",
}
# Doors that nobody uses cost time to make on the first run. What only loops call is compiled into
# its callers and needs no place of its own on disk.
FROM_LOOPS: Final[Any] = {
    "nogil": True,
    "error_model": "numpy",
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
}
FROM_PYTHON: Final[Any] = {**COMPILED, "no_cfunc_wrapper": True}
NUMBERS: Final = types.float64[::1]
POSITIONS: Final = types.int32[::1]
LOSS: Final = types.float64(
    NUMBERS,  # points (2 n,)
    NUMBERS,  # weights (n_pairs,), >= 0
    POSITIONS,  # tie block of each pair, the most alike first (n_pairs,)
    NUMBERS,  # total weight of each block (n_blocks,)
    POSITIONS,  # pairs block by block (primary ties only)
    POSITIONS,  # where each block begins in there (primary ties only)
    NUMBERS,  # dissimilarities (n_pairs,)
    NUMBERS,  # room: distances (n_pairs,)
    NUMBERS,  # room: disparities, per block (secondary ties) or per pair
    NUMBERS,  # room: three times as much
    NUMBERS,  # out: gradient (2 n,)
)
"""What a loss is: squared stress of the points, and the way up from there."""


@njit(**FROM_LOOPS)
def pair_distances(points, out):  # type: ignore[no-untyped-def]
    """Write the distance of every pair to ``out``."""
    n = points.shape[0] // 2
    row = -1  # row + j is the number of the pair (i, j)
    for i in range(n - 1):
        x, y = points[i], points[n + i]
        for j in range(i + 1, n):
            u, v = x - points[j], y - points[n + j]
            out[row + j] = np.sqrt(u * u + v * v)
        row += n - i - 2


@njit(**FROM_LOOPS)
def pool_violators(means, weights, sizes, n):  # type: ignore[no-untyped-def]
    """Pool adjacent violators in place: the non-decreasing sequence nearest to ``means``.

    The first ``n`` entries go in; pools come out in front, with how many entries each holds in
    ``sizes``; their number is returned. Entries without weight join the pool before them.
    """
    top = 0
    for i in range(n):
        mean, weight, size = means[i], weights[i], 1.0
        while top > 0 and (weight == 0.0 or means[top - 1] >= mean):
            total = weights[top - 1] + weight
            if total > 0.0:
                mean = (means[top - 1] * weights[top - 1] + mean * weight) / total
            weight = total
            size += sizes[top - 1]
            top -= 1
        means[top] = mean
        weights[top] = weight
        sizes[top] = size
        top += 1
    return top


@njit(**FROM_LOOPS)
def slopes(points, force, out):  # type: ignore[no-untyped-def]
    """Write to ``out`` how every point is pulled, for the force between every pair.

    Two neighbours at a time: four sums that need not wait for each other.
    """
    n = points.shape[0] // 2
    for i in range(2 * n):
        out[i] = 0.0
    row = -1
    for i in range(n - 1):
        x, y = points[i], points[n + i]
        even_x = odd_x = even_y = odd_y = 0.0
        for j in range(i + 1, n - 1, 2):
            one, other = force[row + j], force[row + j + 1]
            one_x, one_y = one * (x - points[j]), one * (y - points[n + j])
            other_x, other_y = other * (x - points[j + 1]), other * (y - points[n + j + 1])
            even_x += one_x
            even_y += one_y
            odd_x += other_x
            odd_y += other_y
            out[j] -= one_x
            out[n + j] -= one_y
            out[j + 1] -= other_x
            out[n + j + 1] -= other_y
        if (n - i) % 2 == 0:  # the last neighbour has no partner
            one_x = force[row + n - 1] * (x - points[n - 1])
            one_y = force[row + n - 1] * (y - points[2 * n - 1])
            even_x += one_x
            even_y += one_y
            out[n - 1] -= one_x
            out[2 * n - 1] -= one_y
        out[i] += even_x + odd_x
        out[n + i] += even_y + odd_y
        row += n - i - 2


@njit(LOSS, **COMPILED)
def secondary_loss(  # type: ignore[no-untyped-def]
    points, weights, block, block_weight, order, bounds, wanted, distances, level, room, gradient
):
    """Squared stress when tied dissimilarities get equal disparities (Kruskal's secondary ties).

    ``level`` has room for 1 number a block, ``room`` for 3.
    """
    n_blocks = block_weight.shape[0]
    pair_distances(points, distances)
    for b in range(n_blocks):
        level[b] = room[b] = 0.0
    # Most pairs are in one block; two sums in turn need not wait for each other.
    total = rest = 0.0
    n_pairs = distances.shape[0]
    for p in range(0, n_pairs - 1, 2):
        one, other = weights[p] * distances[p], weights[p + 1] * distances[p + 1]
        level[block[p]] += one
        room[block[p + 1]] += other
        total += one * distances[p]
        rest += other * distances[p + 1]
    if n_pairs % 2 == 1:
        one = weights[n_pairs - 1] * distances[n_pairs - 1]
        level[block[n_pairs - 1]] += one
        total += one * distances[n_pairs - 1]
    total += rest
    for b in range(n_blocks):
        level[b] = (level[b] + room[b]) / block_weight[b] if block_weight[b] > 0.0 else 0.0
        room[b] = block_weight[b]
    sizes = room[n_blocks:]
    pool = pool_violators(level, room, sizes, n_blocks) - 1
    # The disparities are a projection: what they explain and the misfit add up to the total.
    explained = 0.0
    for b in range(pool + 1):
        explained += room[b] * level[b] * level[b]
    loss = 1.0 - explained / total
    b = n_blocks - 1  # spread the pools over their blocks, from behind: no block is overwritten
    while pool >= 0:
        for _ in range(int(sizes[pool])):
            level[b] = level[pool]
            b -= 1
        pool -= 1
    for p in range(distances.shape[0]):
        # Points that coincide pull in no direction.
        pull = level[block[p]] / (distances[p] + 1e-150)
        distances[p] = weights[p] * (1.0 - loss - pull) * (2.0 / total)
    slopes(points, distances, gradient)
    return loss


@njit(**FROM_LOOPS)
def _dot(a, b):  # type: ignore[no-untyped-def]
    even = odd = 0.0  # an even number of coordinates
    for i in range(0, a.shape[0], 2):
        even += a[i] * b[i]
        odd += a[i + 1] * b[i + 1]
    return even + odd


_MEMORY: Final = 8  # steps remembered
_ROWS: Final = types.float64[:, ::1]


@njit(**FROM_LOOPS)
def _downhill(gradient, steps, bends, memory, known, out):  # type: ignore[no-untyped-def]
    """Write the L-BFGS direction to ``out``: two loops over the last steps and what they bent."""
    curvature, share = memory[0], memory[1]
    for i in range(out.shape[0]):
        out[i] = -gradient[i]
    oldest = known - _MEMORY if known > _MEMORY else 0
    for t in range(known - 1, oldest - 1, -1):
        r = t % _MEMORY
        share[r] = _dot(steps[r], out) / curvature[r]
        for i in range(out.shape[0]):
            out[i] -= share[r] * bends[r, i]
    newest = (known - 1) % _MEMORY
    length = curvature[newest] / _dot(bends[newest], bends[newest])
    for i in range(out.shape[0]):
        out[i] *= length
    for t in range(oldest, known):
        r = t % _MEMORY
        rest = share[r] - _dot(bends[r], out) / curvature[r]
        for i in range(out.shape[0]):
            out[i] += rest * steps[r, i]


@njit(
    types.float64(
        types.FunctionType(LOSS),
        NUMBERS,
        NUMBERS,
        POSITIONS,
        NUMBERS,
        POSITIONS,
        POSITIONS,
        NUMBERS,
        NUMBERS,
        NUMBERS,
        NUMBERS,
        _ROWS,
        _ROWS,
        _ROWS,
        _ROWS,
        types.int64,
        types.float64,
        types.float64,
    ),
    **FROM_PYTHON,
)
def descend(  # type: ignore[no-untyped-def]
    loss_of,
    points,
    weights,
    block,
    block_weight,
    order,
    bounds,
    wanted,
    distances,
    level,
    room,
    vectors,
    steps,
    bends,
    memory,
    max_steps,
    first_step,
    tolerance,
):
    """Walk downhill from ``points``, which are moved, to where stress falls no further.

    Parameters
    ----------
    loss_of
        Which loss: ``secondary_loss`` or one of ``descent_other``.
    points
        Shape (2 n,): all x, then all y. Their scale does not matter. Changed in place.
    weights, block, block_weight, order, bounds, wanted
        As ``LOSS`` says.
    distances, level, room
        Room to work in, as ``LOSS`` says.
    vectors, steps, bends, memory
        Room to work in: shapes (4, 2 n), (8, 2 n), (8, 2 n) and (2, 8).
    first_step
        How far to go along the first gradient, in squared map units.
    tolerance
        Stop when three steps in a row improve squared stress by a smaller share than this.

    Returns
    -------
    stress
        Stress-1 of the points as they are now.
    """
    size = points.shape[0]
    ahead, gradient, gradient_ahead, direction = vectors[0], vectors[1], vectors[2], vectors[3]
    curvature = memory[0]
    loss = loss_of(
        points,
        weights,
        block,
        block_weight,
        order,
        bounds,
        wanted,
        distances,
        level,
        room,
        gradient,
    )
    known = np.int64(0)
    taken = small = 0
    while taken < max_steps and loss > 1e-24 and small < 3:
        if known > 0:
            _downhill(gradient, steps, bends, memory, known, direction)
        else:
            for i in range(size):
                direction[i] = -first_step * gradient[i]
        slope = _dot(direction, gradient)
        length = 1.0
        loss_ahead = np.inf
        for _ in range(20):
            for i in range(size):
                ahead[i] = points[i] + length * direction[i]
            loss_ahead = loss_of(
                ahead,
                weights,
                block,
                block_weight,
                order,
                bounds,
                wanted,
                distances,
                level,
                room,
                gradient_ahead,
            )
            if slope < 0.0 and loss_ahead <= loss + 1e-4 * length * slope:
                break
            # The lowest point of the parabola through what is known of this direction.
            rise = 2.0 * (loss_ahead - loss - length * slope)
            best = -slope * length * length / rise if rise > 0.0 else 0.5 * length
            if best < 0.1 * length:
                best = 0.1 * length
            length = best if best < 0.5 * length else 0.5 * length
            loss_ahead = np.inf
            if slope >= 0.0:
                break
        if loss_ahead == np.inf:
            if known == 0:
                break
            known = np.int64(0)  # what was learnt of the curvature misleads here: forget it
            continue
        taken += 1
        r = known % _MEMORY
        for i in range(size):
            steps[r, i] = ahead[i] - points[i]
            bends[r, i] = gradient_ahead[i] - gradient[i]
            points[i] = ahead[i]
            gradient[i] = gradient_ahead[i]
        curvature[r] = _dot(steps[r], bends[r])
        if curvature[r] > 0.0:
            known += 1
        small = small + 1 if loss - loss_ahead <= tolerance * loss_ahead else 0
        loss = loss_ahead
    return np.sqrt(loss) if loss > 0.0 else 0.0


@njit(
    types.void(POSITIONS, POSITIONS, POSITIONS, NUMBERS, types.int64, NUMBERS),
    **FROM_PYTHON,
)
def count_together(order, bounds, owner, weights, n, out):  # type: ignore[no-untyped-def]
    """Add to ``out``, per pair, the weight of the sorters who have both on one pile.

    ``order`` lists statements pile by pile; ``bounds`` says where each pile begins; ``owner`` which
    sorter's it is. ``out`` has shape (n_pairs,).
    """
    for pile in range(bounds.shape[0] - 1):
        weight = weights[owner[pile]]
        if weight == 0.0:
            continue
        for a in range(bounds[pile], bounds[pile + 1] - 1):
            one = np.int64(order[a])
            for b in range(a + 1, bounds[pile + 1]):
                other = np.int64(order[b])
                i, j = (one, other) if one < other else (other, one)
                out[i * n - i * (i + 1) // 2 + j - i - 1] += weight
