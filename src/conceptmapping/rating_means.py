"""How high statements and clusters were rated, and how sure that is.

One rater's scores are not independent: who scores high on one statement tends to score high
on the next. The raters are the sample; the statements are all there are. So every interval
is over raters.

A cluster's mean is the mean of its statements' means (groupwisdom's order). Written as a sum
over raters, each rater has a *share* in its error: what the mean owes to this rater being who
he or she is. The shares add up to zero, and the sum of their squares times n / (n - 1)
estimates the variance of the mean: Taylor linearisation with raters as the sampled units
(Binder 1983). Nobody is left out for missing a score, and nobody counts for more than the
scores given. Where every rater scored every statement of the cluster, this is exactly the
t-interval over the raters' own means.

References
----------
Binder, D. A. (1983). On the variances of asymptotically normal estimators from complex
surveys. International Statistical Review, 51(3), 279-292.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from conceptmapping.document import RatingSummary
from conceptmapping.errors import ShapeMismatch
from conceptmapping.rating import Ratings

Floats = NDArray[np.float64]
Counts = NDArray[np.intp]

LEVEL = 0.95
"""Confidence of every interval in the ratings."""

COVERAGE = 0.5
"""A cluster has a mean where at least this share of its statements has one."""

NOTHING = 1e-10
"""Spread below this share of the scale is rounding: everybody said the same."""


@dataclass(frozen=True)
class Means:
    """Means of several items (statements, or clusters), side by side; nan: nothing to say.

    ``sd`` and the interval are over raters; ``n`` counts the raters behind each mean.
    """

    mean: Floats
    sd: Floats
    n: Counts
    low: Floats
    high: Floats

    def summary(self, item: int) -> RatingSummary:
        """One item, as it stands in the document."""
        if np.isnan(self.mean[item]):
            return {"mean": None, "sd": None, "n": None, "ci": None}
        return {
            "mean": float(self.mean[item]),
            "sd": None if np.isnan(self.sd[item]) else float(self.sd[item]),
            "n": int(self.n[item]),
            "ci": self.interval(item),
        }

    def interval(self, item: int) -> list[float] | None:
        if np.isnan(self.low[item]):
            return None
        return [float(self.low[item]), float(self.high[item])]


@dataclass(frozen=True)
class ClusterScores:
    """Cluster means, and every rater's share in the error of each.

    Attributes
    ----------
    mean
        Shape (n_clusters,), in steps of the scale; nan where too little was rated.
    shares
        Shape (n_raters, n_clusters), same unit; every column sums to 0.
    took_part
        Shape (n_raters, n_clusters): who scored anything in the cluster.
    """

    mean: Floats
    shares: Floats
    took_part: NDArray[np.bool_]

    @property
    def n(self) -> Counts:
        return np.asarray(self.took_part.sum(axis=0), dtype=np.intp)


def statement_means(ratings: Ratings) -> Means:
    """Mean of each statement over the raters who scored it, with its t-interval.

    No sd from one score, and no interval where everybody gave the same: nothing there tells
    how much another rater might differ.
    """
    given = ~np.isnan(ratings.values)
    n = np.asarray(given.sum(axis=0), dtype=np.intp)
    mean = _ratio(np.where(given, ratings.values, 0.0).sum(axis=0), n)
    squares = np.where(given, (ratings.values - mean) ** 2, 0.0).sum(axis=0)
    return _with_interval(ratings, mean, squares, n)


def cluster_means(
    ratings: Ratings, partition: Sequence[int] | Counts, clusters: Sequence[int]
) -> Means:
    """Mean of each cluster, with a t-interval over raters.

    ``partition`` holds the cluster number of each of ``ratings.statements``. ``sd`` is the
    spread between raters: with complete ratings the sd of the raters' own cluster means.
    """
    scores = cluster_scores(ratings, membership(partition, clusters, ratings))
    squares = (scores.n * scores.shares) ** 2
    return _with_interval(ratings, scores.mean, squares.sum(axis=0), scores.n)


def cluster_scores(ratings: Ratings, members: NDArray[np.bool_]) -> ClusterScores:
    """Split the error of each cluster's mean into the raters' shares.

    ``members`` has shape (n_statements, n_clusters). Statements nobody scored do not count;
    a cluster of which fewer than half (``COVERAGE``) is left has mean nan.
    """
    given = ~np.isnan(ratings.values)
    n = given.sum(axis=0)
    mean = _ratio(np.where(given, ratings.values, 0.0).sum(axis=0), n)
    rated = members & (n > 0)[:, None]
    size = rated.sum(axis=0)
    enough = (size > 0) & (size >= COVERAGE * members.sum(axis=0))
    weights = np.where(enough, rated / np.maximum(size, 1), 0.0)
    deviation = np.where(given, ratings.values - mean, 0.0) / np.maximum(n, 1)
    return ClusterScores(
        mean=np.where(enough, np.where(n > 0, mean, 0.0) @ weights, np.nan),
        shares=deviation @ weights,
        took_part=(given.astype(np.float64) @ rated.astype(np.float64)) > 0,
    )


def membership(
    partition: Sequence[int] | Counts, clusters: Sequence[int], ratings: Ratings
) -> NDArray[np.bool_]:
    """Which statement is in which cluster: shape (n_statements, n_clusters).

    Raises
    ------
    ShapeMismatch
        The partition is not about as many statements as the ratings.
    """
    numbers = np.asarray(partition)
    if numbers.shape != (len(ratings.statements),):
        raise ShapeMismatch(
            f"Clusters for {numbers.size} statements, ratings of {len(ratings.statements)}."
        )
    return np.asarray(numbers[:, None] == np.asarray(clusters)[None, :], dtype=bool)


def negligible(spread: Floats, ratings: Ratings) -> NDArray[np.bool_]:
    """Is this standard deviation or standard error nothing but rounding?"""
    reach = max(ratings.scale.maximum - ratings.scale.minimum, 1e-300)
    return np.asarray(spread <= NOTHING * reach, dtype=bool)


def _with_interval(ratings: Ratings, mean: Floats, squares: Floats, n: Counts) -> Means:
    """``squares``: the raters' squared deviations, added up."""
    sd = np.where((n > 1) & ~np.isnan(mean), np.sqrt(_ratio(squares, n - 1)), np.nan)
    flat = negligible(sd, ratings)
    # All the same, exactly: what the sums left over is not spread.
    sd = np.where(flat, 0.0, sd)
    half = stdtrit(np.maximum(n - 1, 1), (1 + LEVEL) / 2) * sd / np.sqrt(np.maximum(n, 1))
    half = np.where(flat, np.nan, half)
    return Means(mean=mean, sd=sd, n=n, low=mean - half, high=mean + half)


def _ratio(total: Floats, n: Counts | NDArray[np.int_]) -> Floats:
    out = np.full(np.shape(total), np.nan)
    np.divide(total, n, out=out, where=np.asarray(n) > 0)
    return out
