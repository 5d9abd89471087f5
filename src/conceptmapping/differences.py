"""Do groups rate a cluster differently, and do clusters differ in the eyes of the same raters?

Every comparison is of raters, never of pooled scores: a rater's scores are not independent, and
pooling them makes everything significant (``rating_means`` says how a mean splits into its
raters' shares). Between groups the raters are different people: Welch's test. Between clusters
they are the same people: the paired test. With complete ratings these are exactly the
textbook tests on the raters' own cluster means.

The difference is always that of two means over statements that are shown for both sides; only
its standard error is new. That keeps the tables consistent, and gives nobody a second figure to
subtract from the first.

References
----------
Welch, B. L. (1947). The generalization of "Student's" problem when several different population
variances are involved. Biometrika, 34(1-2), 28-35.

Hedges, L. V. (1981). Distribution theory for Glass's estimator of effect size and related
estimators. Journal of Educational Statistics, 6(2), 107-128.

Bonett, D. G. (2008). Confidence intervals for standardized linear contrasts of means.
Psychological Methods, 13(2), 99-109.

Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal
of Statistics, 6(2), 65-70.

Benjamini, Y., & Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal
Statistical Society B, 57(1), 289-300.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtr, stdtrit

from conceptmapping.document import Difference
from conceptmapping.rating import Ratings
from conceptmapping.rating_means import (
    LEVEL,
    NOTHING,
    ClusterScores,
    cluster_scores,
    degrees_of_freedom,
    membership,
)

Correction = Literal["holm", "benjamini-hochberg"]
CORRECTIONS: tuple[Correction, ...] = ("holm", "benjamini-hochberg")


@dataclass(frozen=True)
class Effect:
    """A standardised difference with its 95 % interval; None where nothing varies."""

    size: float | None
    ci: list[float] | None


def between_groups(
    shown: Mapping[str, Ratings],
    partition: Sequence[int] | NDArray[np.intp],
    clusters: Sequence[int],
    *,
    minimum_tested: int,
    correction: Correction = "holm",
) -> list[Difference]:
    """Compare every two groups on every cluster, on the statements shown for both.

    ``shown`` holds the ratings of each group on one scale, hidden scores blanked out. All
    comparisons on a scale are one family for the correction. Groups with fewer raters in the
    cluster than ``minimum_tested`` are compared without a p value.
    """
    found = []
    for a, b in combinations(shown, 2):
        members = membership(partition, clusters, shown[a])
        common = _rated(shown[a]) & _rated(shown[b])
        first, second = (_over(shown[group], members, common) for group in (a, b))
        found += [
            _unpaired(shown[a], (a, first), (b, second), k, cluster, minimum_tested)
            for k, cluster in enumerate(clusters)
            if not np.isnan(first.mean[k] + second.mean[k])
        ]
    return _corrected(found, correction)


def between_clusters(
    ratings: Ratings,
    partition: Sequence[int] | NDArray[np.intp],
    clusters: Sequence[int],
    *,
    minimum_tested: int,
    correction: Correction = "holm",
) -> list[Difference]:
    """Compare every two clusters in the eyes of the same raters.

    n counts the raters who scored statements in both; from fewer than ``minimum_tested`` no p
    value. All comparisons on a scale are one family for the correction.
    """
    scores = cluster_scores(ratings, membership(partition, clusters, ratings))
    found = [
        _paired(ratings, scores, (a, clusters[a]), (b, clusters[b]), minimum_tested)
        for a, b in combinations(range(len(clusters)), 2)
        if not np.isnan(scores.mean[a] + scores.mean[b])
    ]
    return _corrected([one for one in found if one is not None], correction)


def hedges_g(difference: float, sds: tuple[float, float], n: tuple[float, float]) -> Effect:
    """Difference of two groups in pooled standard deviations, corrected for small samples.

    The interval is Bonett's for the pooled standardiser (2008; it does not need equal variances),
    around the uncorrected d.
    """
    free = n[0] + n[1] - 2
    v0, v1 = sds[0] ** 2, sds[1] ** 2
    pooled = ((n[0] - 1) * v0 + (n[1] - 1) * v1) / free
    d = difference / pooled**0.5
    variance = d**2 * (1 / (n[0] - 1) + 1 / (n[1] - 1)) / 8 + (v0 / n[0] + v1 / n[1]) / pooled
    return Effect(d * (1 - 3 / (4 * free - 1)), _around(d, variance))


def paired_d(difference: float, sds: tuple[float, float], correlation: float, n: float) -> Effect:
    """Difference of two clusters in the mean of the raters' standard deviations on both.

    In the same unit as ``hedges_g`` (spread between raters), not in the spread of the
    differences. Correction and interval: Bonett (2008), for paired means.
    """
    v0, v1 = sds[0] ** 2, sds[1] ** 2
    unit = (v0 + v1) / 2
    d = difference / unit**0.5
    apart = v0 + v1 - 2 * correlation * sds[0] * sds[1]
    variance = d**2 * (v0**2 + v1**2 + 2 * correlation**2 * v0 * v1) / (
        8 * (n - 1) * unit**2
    ) + apart / ((n - 1) * unit)
    return Effect(d * ((n - 2) / (n - 1)) ** 0.5, _around(d, variance))


def corrected(p: Sequence[float], correction: Correction) -> NDArray[np.float64]:
    """Adjust p values so that the whole family keeps its promise.

    ``holm`` bounds the chance of even one false alarm; ``benjamini-hochberg`` the share of false
    ones among the alarms.
    """
    values = np.asarray(p, dtype=np.float64)
    m = len(values)
    if not m:
        return values
    order = np.argsort(values, kind="stable")
    steps = np.arange(m)
    if correction == "holm":
        climbing = np.maximum.accumulate((m - steps) * values[order])
    else:
        scaled = m / (steps + 1) * values[order]
        climbing = np.minimum.accumulate(scaled[::-1])[::-1]
    adjusted = np.empty(m)
    adjusted[order] = np.minimum(climbing, 1.0)
    return adjusted


def _rated(ratings: Ratings) -> NDArray[np.bool_]:
    return np.asarray((~np.isnan(ratings.values)).any(axis=0), dtype=bool)


def _over(ratings: Ratings, members: NDArray[np.bool_], common: NDArray[np.bool_]) -> ClusterScores:
    """Scores on the common statements only, for clusters of which enough is left."""
    only = Ratings(
        ratings.scale,
        ratings.statements,
        ratings.raters,
        np.where(common, ratings.values, np.nan),
    )
    return cluster_scores(only, members)


def _unpaired(
    ratings: Ratings,
    first: tuple[str, ClusterScores],
    second: tuple[str, ClusterScores],
    k: int,
    cluster: int,
    minimum_tested: int,
) -> Difference:
    (a, left), (b, right) = first, second
    n = int(left.n[k]), int(right.n[k])
    difference = float(left.mean[k] - right.mean[k])
    errors = float(left.error[k]), float(right.error[k])
    free = float(left.free[k]), float(right.free[k])
    error = (errors[0] ** 2 + errors[1] ** 2) ** 0.5
    ci, p, effect = None, None, Effect(None, None)
    if min(free) > NOTHING and error > _rounding(ratings):
        both = error**4 / (errors[0] ** 4 / free[0] + errors[1] ** 4 / free[1])
        ci = _t_interval(difference, error, both)
        p = _t_test(difference, error, both) if min(n) >= minimum_tested else None
        effect = hedges_g(
            difference,
            (float(left.sd[k]), float(right.sd[k])),
            (float(left.effective[k]), float(right.effective[k])),
        )
    return _difference(ratings, "groups", cluster, (a, b), n, difference, ci, effect, p)


def _paired(
    ratings: Ratings,
    scores: ClusterScores,
    first: tuple[int, int],
    second: tuple[int, int],
    minimum_tested: int,
) -> Difference | None:
    (a, left), (b, right) = first, second
    n = int((scores.took_part[:, a] & scores.took_part[:, b]).sum())
    if n == 0:
        return None
    difference = float(scores.mean[a] - scores.mean[b])
    x, y = scores.shares[:, a], scores.shares[:, b]
    error = float(np.linalg.norm(x - y))
    together = scores.weights[:, [a]] + scores.weights[:, [b]]
    free = float(degrees_of_freedom(together)[0])
    ci, p, effect = None, None, Effect(None, None)
    if free > NOTHING and error > _rounding(ratings):
        ci = _t_interval(difference, error, free)
        p = _t_test(difference, error, free) if n >= minimum_tested else None
        sds = float(scores.sd[a]), float(scores.sd[b])
        if free > 1 and min(sds) > _rounding(ratings):
            correlation = float(x @ y / (np.linalg.norm(x) * np.linalg.norm(y)))
            effect = paired_d(difference, sds, correlation, free + 1)
    pair = str(left), str(right)
    return _difference(ratings, "clusters", None, pair, (n, n), difference, ci, effect, p)


def _difference(
    ratings: Ratings,
    what: Literal["groups", "clusters"],
    cluster: int | None,
    pair: tuple[str, str],
    n: tuple[int, int],
    difference: float,
    ci: list[float] | None,
    effect: Effect,
    p: float | None,
) -> Difference:
    return {
        "scale": ratings.scale.name,
        "what": what,
        "cluster": cluster,
        "a": pair[0],
        "b": pair[1],
        "n_a": n[0],
        "n_b": n[1],
        "difference": difference,
        "ci": ci,
        "effect": effect.size,
        "effect_ci": effect.ci,
        "p": p,
        "p_corrected": None,
        "test": "welch-t" if what == "groups" else "paired-t",
        "correction": "",
    }


def _corrected(family: list[Difference], correction: Correction) -> list[Difference]:
    tested = [one for one in family if one["p"] is not None]
    adjusted = corrected([one["p"] for one in tested if one["p"] is not None], correction)
    for one, p in zip(tested, adjusted, strict=True):
        one["p_corrected"] = float(p)
    for one in family:
        one["correction"] = correction
    return family


def _t_interval(difference: float, error: float, free: float) -> list[float]:
    half = float(stdtrit(free, (1 + LEVEL) / 2)) * error
    return [difference - half, difference + half]


def _t_test(difference: float, error: float, free: float) -> float:
    """Two-sided."""
    return float(2 * stdtr(free, -abs(difference) / error))


def _around(d: float, variance: float) -> list[float]:
    half = float(ndtri((1 + LEVEL) / 2)) * variance**0.5
    return [d - half, d + half]


def _rounding(ratings: Ratings) -> float:
    return NOTHING * (ratings.scale.maximum - ratings.scale.minimum)
