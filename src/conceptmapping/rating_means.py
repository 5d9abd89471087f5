"""How high statements and clusters were rated, and how sure that is.

One rater's scores are not independent: who scores high on one statement tends to score high
on the next. The raters are the sample; the statements are all there are. So every interval
is over raters.

A cluster's mean is the mean of its statements' means (groupwisdom's order). Written as a sum
over raters, each rater has a *share* in its error: what the mean owes to this rater being who
he or she is. The shares squared and added up estimate the variance of the mean: Taylor
linearisation with raters as the sampled units (Binder 1983), each deviation enlarged by
sqrt(n / (n - 1)) of its own statement because it is taken from a mean it helped to make.
Raters who scored little carry little, so the degrees of freedom follow from what rests on each
(Satterthwaite 1946), and are n - 1 where everybody scored everything. Nobody is left out for
missing a score. Where every rater scored every statement of the cluster, this is exactly the
t-interval over the raters' own means.

References
----------
Binder, D. A. (1983). On the variances of asymptotically normal estimators from complex
surveys. International Statistical Review, 51(3), 279-292.

Satterthwaite, F. E. (1946). An approximate distribution of estimates of variance components.
Biometrics Bulletin, 2(6), 110-114.

Kish, L. (1965). Survey sampling. Wiley.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

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
        Shape (n_raters, n_clusters), same unit; the squares of a column add up to the variance
        of the mean.
    weights
        Shape (n_raters, n_clusters): how much of the mean rests on each rater; columns sum to 1.
    took_part
        Shape (n_raters, n_clusters): who scored anything in the cluster.
    """

    mean: Floats
    shares: Floats
    weights: Floats
    took_part: NDArray[np.bool_]

    @cached_property
    def n(self) -> Counts:
        return np.asarray(self.took_part.sum(axis=0), dtype=np.intp)

    @cached_property
    def error(self) -> Floats:
        """Standard error of each mean."""
        return np.asarray(np.linalg.norm(self.shares, axis=0))

    @cached_property
    def effective(self) -> Floats:
        """As many raters who scored everything would have been as good as these (Kish)."""
        squares = (self.weights**2).sum(axis=0)
        return np.asarray(np.divide(1.0, squares, out=np.zeros_like(squares), where=squares > 0))

    @cached_property
    def sd(self) -> Floats:
        """Spread between raters: of their own cluster means, where the ratings are complete."""
        return np.asarray(self.error * np.sqrt(self.effective))

    @cached_property
    def free(self) -> Floats:
        """Degrees of freedom of the standard errors."""
        return degrees_of_freedom(self.weights)


def statement_means(ratings: Ratings) -> Means:
    """Mean of each statement over the raters who scored it, with its t-interval.

    No sd from one score, and no interval where everybody gave the same: nothing there tells
    how much another rater might differ.
    """
    given = ~np.isnan(ratings.values)
    n = np.asarray(given.sum(axis=0), dtype=np.intp)
    mean = _ratio(np.where(given, ratings.values, 0.0).sum(axis=0), n)
    squares = np.where(given, (ratings.values - mean) ** 2, 0.0).sum(axis=0)
    sd = np.sqrt(_ratio(squares, n - 1))
    error = sd / np.sqrt(np.maximum(n, 1))
    return _with_interval(ratings, Means(mean, sd, n, mean, mean), error, np.asarray(n - 1.0))


def cluster_means(
    ratings: Ratings, partition: Sequence[int] | Counts, clusters: Sequence[int]
) -> Means:
    """Mean of each cluster, with a t-interval over raters.

    ``partition`` holds the cluster number of each of ``ratings.statements``. ``sd`` is the
    spread between raters: with complete ratings the sd of the raters' own cluster means.
    """
    scores = cluster_scores(ratings, membership(partition, clusters, ratings))
    bare = Means(scores.mean, scores.sd, scores.n, scores.mean, scores.mean)
    return _with_interval(ratings, bare, scores.error, scores.free)


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
    part = np.where(enough, rated / np.maximum(size, 1), 0.0)
    deviation = np.where(given, ratings.values - mean, 0.0)
    enlarged = deviation / np.sqrt(np.maximum(n, 1) * np.maximum(n - 1, 1))
    return ClusterScores(
        mean=np.where(enough, np.where(n > 0, mean, 0.0) @ part, np.nan),
        shares=enlarged @ part,
        weights=(given / np.maximum(n, 1)) @ part,
        took_part=(given.astype(np.float64) @ rated.astype(np.float64)) > 0,
    )


def degrees_of_freedom(weights: Floats) -> Floats:
    """Of an error to which raters contribute in proportion to their squared weights.

    Satterthwaite's, less the one for the mean: n - 1 where all weigh the same, fewer the more
    they differ. One per column of weights.
    """
    squares = weights**2
    above, below = squares.sum(axis=0) ** 2, (squares**2).sum(axis=0)
    return np.asarray(np.divide(above, below, out=np.zeros_like(above), where=below > 0) - 1)


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


def _with_interval(ratings: Ratings, means: Means, error: Floats, free: Floats) -> Means:
    """The same means with a t-interval, and with a spread only where there is any to see."""
    known = (free > NOTHING) & ~np.isnan(means.mean)
    sd = np.where(known, means.sd, np.nan)
    flat = negligible(sd, ratings)
    half = stdtrit(np.where(known, free, 1.0), (1 + LEVEL) / 2) * error
    half = np.where(known & ~flat, half, np.nan)
    return Means(
        mean=means.mean,
        # All the same, exactly: what the sums left over is not spread.
        sd=np.where(flat, 0.0, sd),
        n=means.n,
        low=means.mean - half,
        high=means.mean + half,
    )


def _ratio(total: Floats, n: Counts | NDArray[np.int_]) -> Floats:
    out = np.full(np.shape(total), np.nan)
    np.divide(total, n, out=out, where=np.asarray(n) > 0)
    return out
