"""Laying one map on another: turned, mirrored, scaled and shifted, but not bent."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


def _centred(points: Points) -> Points:
    centred: Points = points - points.mean(axis=-2, keepdims=True)
    return centred


def superimpose(points: Points, target: Points) -> Points:
    """Lay ``points`` on ``target`` as closely as a similarity transformation allows.

    Both have shape (..., n, 2); ``points`` may hold many maps at once. The result is in the
    units of ``target``, at its centre.

    References
    ----------
    Schönemann, P. H., & Carroll, R. M. (1970). Fitting one matrix to another under choice of
    a central dilation and a rigid motion. Psychometrika, 35, 245-255.
    """
    moved, wanted = _centred(points), _centred(target)
    left, singular, right = np.linalg.svd(np.swapaxes(moved, -1, -2) @ wanted)
    size = np.sum(moved**2, axis=(-2, -1))
    scale = np.where(size > 0, singular.sum(axis=-1) / np.where(size > 0, size, 1.0), 0.0)
    result: Points = scale[..., None, None] * moved @ (left @ right)
    result += target.mean(axis=-2, keepdims=True)
    return result


def agreement(points: Points, target: Points) -> NDArray[np.float64]:
    """Procrustes R2: the share of the squared distances in one map found back in the other.

    Symmetric, 0..1; 1 after any rotation, reflection, scaling or shift. Shape (...,).

    References
    ----------
    Peres-Neto, P. R., & Jackson, D. A. (2001). How well do multivariate data sets match?
    Oecologia, 129, 169-178 (m2 = 1 - R2).
    """
    a, b = _centred(points), _centred(target)
    singular = np.linalg.svd(np.swapaxes(a, -1, -2) @ b, compute_uv=False)
    size = np.sum(a**2, axis=(-2, -1)) * np.sum(b**2, axis=(-2, -1))
    result: NDArray[np.float64] = np.where(
        size > 0, singular.sum(axis=-1) ** 2 / np.where(size > 0, size, 1.0), 0.0
    )
    return np.minimum(result, 1.0)


def laid_on(points: Points, known: Points) -> Points:
    """Lay a whole map on another that may not have all of its statements.

    Both have shape (n, 2), statement by statement; rows of ``known`` with nan (statements that map
    does not have) do not count, but are laid down with the others. See ``superimpose``.
    """
    shared = ~np.isnan(known).any(axis=1)
    own, wanted = points[shared], known[shared]
    moved = _centred(own)
    left, singular, right = np.linalg.svd(moved.T @ _centred(wanted))
    size = float(np.sum(moved**2))
    scale = float(singular.sum()) / size if size > 0 else 0.0
    laid: Points = scale * (points - own.mean(axis=0)) @ (left @ right) + wanted.mean(axis=0)
    return laid


def turned_like(points: Points, known: Points) -> Points:
    """Turn and mirror a map so that it lies as the map people already know.

    Both have shape (n, 2), statement by statement; rows of ``known`` with nan (statements that map
    did not have) do not count. Nothing is scaled or shifted, so map units keep their meaning.
    """
    shared = ~np.isnan(known).any(axis=1)
    left, _, right = np.linalg.svd(_centred(points[shared]).T @ _centred(known[shared]))
    turned: Points = points @ (left @ right)
    return turned


def upright(points: Points) -> Points:
    """Turn one map the way all our maps stand, so that it does not flip from day to day.

    Centred, on its principal axes, mean squared distance to the centre 1. Along each axis the
    statement farthest from the centre lies on the positive side.
    """
    centred = _centred(points)
    size = np.sqrt(np.mean(np.sum(centred**2, axis=1)))
    if size > 0:
        centred = centred / size
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    turned: Points = centred @ axes.T
    for axis in range(turned.shape[1]):
        # Equal extremes (to rounding) are told apart by the first statement among them.
        reach = np.abs(turned[:, axis])
        farthest = int(np.flatnonzero(reach >= reach.max() * (1 - 1e-9))[0])
        if turned[farthest, axis] < 0:
            turned[:, axis] *= -1
    return turned
