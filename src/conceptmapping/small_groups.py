"""What is said about a group is said about enough people, or not at all.

A cell is one statement, one scale, one group. A cell with fewer raters than the minimum is
hidden, and so is a cell that would give a hidden one away: whoever knows the mean and the
number of everybody together, and of the groups that are shown, knows by subtraction the mean
of the rest. So the rest (hidden groups and raters without a group, together) must be empty
or at least the minimum; where it is not, the smallest shown group is hidden as well
(complementary suppression; Hundepool et al. 2012, chapter 4).

The same holds for how many of a group scored anything on a scale: where that number would give a
small group away, nothing of the group is shown on that scale, though some cells alone could be.

Hidden scores are blanked out before anything else is computed. Cluster means, ladders,
go-zones and differences of a group therefore rest on shown cells alone, and cannot tell
anything about a hidden one.

References
----------
Hundepool, A., Domingo-Ferrer, J., Franconi, L., Giessing, S., Schulte Nordholt, E., Spicer, K.,
& de Wolf, P.-P. (2012). Statistical disclosure control. Wiley.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from conceptmapping.rating import Ratings


def hide_small(
    ratings: Ratings, membership: Sequence[str | None], groups: Sequence[str], minimum: int
) -> dict[str | None, Ratings]:
    """Blank out every score that belongs to a cell of too few raters.

    Parameters
    ----------
    ratings
        Everybody's, on one scale.
    membership
        The group of each rater, in the order of ``ratings.raters``; None: no group recorded.
    groups
        Every group to speak of.
    minimum
        A cell is shown from so many raters on.

    Returns
    -------
    shown
        For None (everybody) and for every group: its raters' scores, nan where hidden. A
        group that is hidden everywhere is still there, with nothing but nan.
    """
    given = ~np.isnan(ratings.values)
    rows = {group: np.array([m == group for m in membership], dtype=bool) for group in groups}
    counts = np.array([given[rows[group]].sum(axis=0) for group in groups], dtype=np.intp)
    sizes = {group: int(given[rows[group]].any(axis=1).sum()) for group in groups}
    everybody, visible = _visible(
        counts.reshape(len(groups), given.shape[1]), given.sum(axis=0), _order(sizes), minimum
    )
    told = shown_counts(sizes, int(given.any(axis=1).sum()), minimum)
    visible &= np.array([told[group] is not None for group in groups], dtype=bool)[:, None]
    shown: dict[str | None, Ratings] = {None: _only(ratings, everybody)}
    for group, cells in zip(groups, visible, strict=True):
        own = ratings.select(
            r for r, stays in zip(ratings.raters, rows[group], strict=True) if stays
        )
        shown[group] = _only(own, cells)
    return shown


def shown_counts(counts: Mapping[str, int], total: int, minimum: int) -> dict[str, int | None]:
    """Number of people per group, None where it is too small or would give a small one away.

    ``total`` counts everybody, with a group or without.
    """
    column = np.array([[n] for n in counts.values()], dtype=np.intp).reshape(len(counts), 1)
    _, visible = _visible(column, np.array([total]), _order(counts), minimum)
    return {
        group: n if seen else None
        for (group, n), seen in zip(counts.items(), visible[:, 0], strict=True)
    }


def _visible(
    counts: NDArray[np.intp], total: NDArray[np.intp], order: Sequence[int], minimum: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which cells may be shown: of everybody (n_cells,), and of every group (n_groups, n_cells).

    Where a second group must be hidden it is the first in ``order`` that is visible: the same one
    in every cell where it can be, so that a group's figures do not become a patchwork.
    """
    everybody = total >= minimum
    visible = (counts >= max(minimum, 1)) & everybody
    rest = total - np.where(visible, counts, 0).sum(axis=0)
    exposed = everybody & (rest > 0) & (rest < minimum)
    for group in order:
        # A visible cell holds at least the minimum, so hiding one is enough.
        hidden = exposed & visible[group]
        visible[group] &= ~hidden
        exposed &= ~hidden
    return everybody, visible


def _order(sizes: Mapping[str, int]) -> list[int]:
    """Places of the groups, smallest group first, then by name."""
    names = list(sizes)
    return sorted(range(len(names)), key=lambda place: (sizes[names[place]], names[place]))


def _only(ratings: Ratings, cells: NDArray[np.bool_]) -> Ratings:
    return replace(ratings, values=np.where(cells, ratings.values, np.nan))
