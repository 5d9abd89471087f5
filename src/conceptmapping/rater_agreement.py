"""Do raters rank the statements alike? The coefficient r_RR of Trochim (1993).

References
----------
Trochim, W. M. K. (1993). The reliability of concept mapping. Annual conference of the American
Evaluation Association, Dallas.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from conceptmapping.rating import Ratings

LEAST = 3
"""Two statements always lie on a line: a pair of raters needs this many in common."""

NOTHING = 1e-12
"""A share of two raters' spread below this is rounding: one of them gave one score to all."""


@dataclass(frozen=True)
class Agreement:
    """How far raters agree, and on how much of the ratings that rests.

    Attributes
    ----------
    mean_r
        Mean correlation of two raters over the statements both scored; None without pairs.
    reliability
        r_RR: of the mean of so many raters, by Spearman-Brown. Below 0: no agreement. None
        where it cannot be computed.
    raters
        Raters who count: they scored, and not all alike.
    pairs
        Pairs of raters with at least three statements in common on which both vary.
    """

    mean_r: float | None
    reliability: float | None
    raters: int
    pairs: int


def rater_agreement(ratings: Ratings) -> Agreement:
    """Correlate every two raters over the statements both scored; step up to all of them.

    A rater who gave every statement the same score has no correlation with anyone and does not
    count: neither in the mean, nor as one of the k raters of Spearman-Brown.
    """
    correlations = rater_correlations(ratings.values)
    usable = ~np.isnan(correlations)
    raters = int(usable.any(axis=1).sum())
    pairs = int(usable.sum()) // 2
    if not pairs:
        return Agreement(None, None, raters, 0)
    mean = float(np.nanmean(correlations))
    below = 1 + (raters - 1) * mean
    return Agreement(mean, raters * mean / below if below > NOTHING else None, raters, pairs)


def rater_correlations(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Correlation of every two rows over the columns both have; nan on the diagonal.

    ``values`` has shape (n_raters, n_statements), nan is missing. Also nan for a pair with fewer
    than three columns in common, or where one of the two does not vary on those.
    """
    given = ~np.isnan(values)
    has = given.astype(np.float64)
    own = np.where(given, values, 0.0).sum(axis=1) / np.maximum(has.sum(axis=1), 1.0)
    # Centred on the rater's own mean first, so that the sums below lose no digits.
    centred = np.where(given, values - own[:, None], 0.0)
    common = has @ has.T
    n = np.maximum(common, 1.0)
    sums = centred @ has.T
    squares = centred**2 @ has.T
    spread = squares - sums**2 / n
    product = centred @ centred.T - sums * sums.T / n
    whole = (centred**2).sum(axis=1)[:, None]
    varies = spread > NOTHING * np.maximum(whole, NOTHING)
    usable = (common >= LEAST) & varies & varies.T
    np.fill_diagonal(usable, False)
    below = np.sqrt(np.where(usable, spread * spread.T, 1.0))
    return np.where(usable, np.clip(product / below, -1.0, 1.0), np.nan)
