"""Change of a group from one moment to another, with the uncertainty it has. Never of one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from outcomes.errors import NotAShare, NotPaired

LEVEL = 0.95


@dataclass(frozen=True, kw_only=True)
class Interval:
    """Where the value of a whole population of such people may lie."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True, kw_only=True)
class Change:
    """How a mean changed among people who answered both times, in the unit of the answers."""

    n: int
    """People."""
    before: float
    after: float
    difference: float
    """After minus before."""
    interval: Interval | None
    """None with fewer than two people, or when all changed by exactly the same."""
    standardized: float | None
    """Difference in standard deviations before, corrected for few people (g); None where all began alike."""
    more: int
    """People who answered higher after; fewer and as many are `less` and `same`."""
    same: int
    less: int

    @property
    def is_told(self) -> bool:
        """Whether more can be said than that it may have stayed the same."""
        return self.interval is not None and 0.0 not in self.interval


def change(before: ArrayLike, after: ArrayLike, *, level: float = LEVEL) -> Change:
    """The mean change over people.

    Parameters
    ----------
    before, after
        Shape (n_people,), one number a person, in the same order and unit.
    level
        Of the interval, 0 to 1.

    Returns
    -------
    change
        With the t interval of the mean difference; it does not stop at the ends of a scale.

    Raises
    ------
    NotPaired
        If the two differ in length.

    References
    ----------
    Student (1908). The probable error of a mean. Biometrika, 6(1), 1-25.
    Becker, B. J. (1988). Synthesizing standardized mean-change measures. British Journal of Mathematical
    and Statistical Psychology, 41(2), 257-278: the difference in standard deviations before, with J(n - 1).
    """
    first, then = np.asarray(before, float).ravel(), np.asarray(after, float).ravel()
    if len(first) != len(then):
        raise NotPaired(len(first), len(then))
    n = len(first)
    if n == 0:
        return Change(
            n=0,
            before=float("nan"),
            after=float("nan"),
            difference=float("nan"),
            interval=None,
            standardized=None,
            more=0,
            same=0,
            less=0,
        )
    by = then - first
    return Change(
        n=n,
        before=float(first.mean()),
        after=float(then.mean()),
        difference=float(by.mean()),
        interval=_t_interval(by, level),
        standardized=_standardized(first, by),
        more=int((by > 0).sum()),
        same=int((by == 0).sum()),
        less=int((by < 0).sum()),
    )


def _t_interval(by: np.ndarray, level: float) -> Interval | None:
    n = len(by)
    if n < 2 or np.ptp(by) == 0:
        return None
    half = stats.t.ppf((1 + level) / 2, n - 1) * by.std(ddof=1) / np.sqrt(n)
    return Interval(low=float(by.mean() - half), high=float(by.mean() + half))


def _standardized(first: np.ndarray, by: np.ndarray) -> float | None:
    n = len(first)
    if n < 3 or np.ptp(first) == 0:
        return None
    correction = 1 - 3 / (4 * (n - 1) - 1)
    return float(correction * by.mean() / first.std(ddof=1))


@dataclass(frozen=True, kw_only=True)
class Share:
    """A part of a group, with Wilson's interval."""

    yes: int
    n: int
    share: float
    interval: Interval


def share(yes: int, n: int, *, level: float = LEVEL) -> Share:
    """How large a part said yes.

    Raises
    ------
    NotAShare
        If there are fewer people than said yes, or none at all.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association, 22(158), 209-212.
    """
    if not 0 <= yes <= n or n == 0:
        raise NotAShare(yes, n)
    found = stats.binomtest(yes, n).proportion_ci(level, method="wilson")
    return Share(
        yes=yes, n=n, share=yes / n, interval=Interval(low=float(found.low), high=float(found.high))
    )


@dataclass(frozen=True, kw_only=True)
class ShareChange:
    """How the share of yes changed among people who answered both times."""

    n: int
    before: Share
    after: Share
    difference: float
    interval: Interval
    gained: int
    """No before, yes after."""
    lost: int
    """Yes before, no after."""


def share_change(
    before: Sequence[bool], after: Sequence[bool], *, level: float = LEVEL
) -> ShareChange:
    """The change of a share, each person counted twice: before and after.

    Raises
    ------
    NotPaired
        If the two differ in length.
    NotAShare
        If there is nobody.

    References
    ----------
    Newcombe, R. G. (1998). Improved confidence intervals for the difference between binomial proportions
    based on paired data. Statistics in Medicine, 17(22), 2635-2650: method 10, Wilson's intervals put
    together with the correlation of the pairs, corrected for continuity.
    """
    if len(before) != len(after):
        raise NotPaired(len(before), len(after))
    n = len(before)
    pairs = list(zip(before, after, strict=True))
    both = sum(x and y for x, y in pairs)
    lost = sum(x and not y for x, y in pairs)
    gained = sum(y and not x for x, y in pairs)
    neither = n - both - lost - gained
    first, then = share(both + lost, n, level=level), share(both + gained, n, level=level)
    phi = _correlation(both, lost, gained, neither)
    difference = then.share - first.share
    up = then.interval.high - then.share, first.share - first.interval.low
    down = then.share - then.interval.low, first.interval.high - first.share
    return ShareChange(
        n=n,
        before=first,
        after=then,
        difference=difference,
        interval=Interval(
            low=difference - _together(*down, phi), high=difference + _together(*up, phi)
        ),
        gained=gained,
        lost=lost,
    )


def _together(one: float, other: float, phi: float) -> float:
    return float(np.sqrt(max(0.0, one**2 - 2 * phi * one * other + other**2)))


def _correlation(both: int, lost: int, gained: int, neither: int) -> float:
    """Newcombe's phi: 0 where a margin is empty, and drawn towards 0 where the pairs agree."""
    margins = (both + lost) * (gained + neither) * (both + gained) * (lost + neither)
    if margins == 0:
        return 0.0
    n = both + lost + gained + neither
    crossed = both * neither - lost * gained
    if crossed > n / 2:
        crossed_corrected = crossed - n / 2
    elif crossed >= 0:
        crossed_corrected = 0.0
    else:
        crossed_corrected = float(crossed)
    return float(crossed_corrected / np.sqrt(margins))
