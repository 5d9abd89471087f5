"""Two rows of means compared: do they rise and fall together, and how sure is that?

References
----------
Fisher, R. A. (1921). On the "probable error" of a coefficient of correlation deduced from a
small sample. Metron, 1, 3-32.

Bonett, D. G., & Wright, T. A. (2000). Sample size requirements for estimating Pearson, Kendall
and Spearman correlations. Psychometrika, 65(1), 23-28.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]

LEVEL = 0.95
FLAT = 1e-9
"""Differences smaller than this are rounding."""

LEAST = 4
"""Below four pairs the intervals do not exist: both divide by n - 3."""


@dataclass(frozen=True)
class Correlation:
    """A correlation with its 95 % interval; None where it cannot be computed."""

    r: float | None
    ci: list[float] | None


def pearson(x: Floats, y: Floats) -> Correlation:
    """Product-moment correlation with Fisher's interval: atanh(r) +- z / sqrt(n - 3).

    None below four pairs, and where one of the two does not vary.
    """
    r = _product_moment(x, y)
    return _with_interval(r, 1.0, len(x))


def spearman(x: Floats, y: Floats) -> Correlation:
    """Rank correlation (ties share their mean rank), None as in ``pearson``.

    The interval is Bonett and Wright's: Fisher's, with (1 + r**2 / 2) / (n - 3) as variance.
    """
    r = _product_moment(ranks(x), ranks(y))
    return _with_interval(r, 1.0 + (r or 0.0) ** 2 / 2.0, len(x))


def ranks(values: Floats) -> Floats:
    """Ranks from 1; values equal to nine decimals share the mean of their ranks."""
    _, place, counts = np.unique(np.round(values, 9), return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2.0)[place], dtype=np.float64)


def _product_moment(x: Floats, y: Floats) -> float | None:
    if len(x) < LEAST:
        return None
    x, y = x - x.mean(), y - y.mean()
    lengths = float(np.linalg.norm(x) * np.linalg.norm(y))
    if min(np.abs(x).max(), np.abs(y).max()) < FLAT:
        return None
    return float(np.clip(x @ y / lengths, -1.0, 1.0))


def _with_interval(r: float | None, numerator: float, n: int) -> Correlation:
    if r is None or abs(r) > 1 - FLAT:
        # On a straight line Fisher's transformation runs off to infinity.
        return Correlation(r, None)
    half = float(ndtri((1 + LEVEL) / 2)) * (numerator / (n - 3)) ** 0.5
    centre = np.arctanh(r)
    return Correlation(r, [float(np.tanh(centre - half)), float(np.tanh(centre + half))])
