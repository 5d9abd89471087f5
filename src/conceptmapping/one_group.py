"""The study of one group alone, with nothing in it that gives a smaller group away.

Whoever lays a group's own map beside that of everybody subtracts. So the group alone shows no more than
everybody's map shows of it: no map where its number of sorters would be hidden there, no ratings where its
number of raters would be, and no score of a cell that is hidden there (``small_groups``).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np

from conceptmapping.errors import GroupGivesOthersAway, GroupTooFewSorters
from conceptmapping.rating import Ratings
from conceptmapping.small_groups import hide_small, shown_counts
from conceptmapping.study import Study


def alone(study: Study, column: str, value: str) -> Study:
    """Only the sorters and raters who have ``value`` in ``column``.

    Raises
    ------
    NobodyInGroup
        Nobody has it.
    GroupTooFewSorters
        Fewer than the minimum of them sorted.
    GroupGivesOthersAway
        With its map and that of everybody one could work out a group below the minimum.
    """
    own = study.of_group(column, value)
    sorters = [
        study.group_of(sorter, column)
        for sorter, piles in zip(study.sorts.sorters, study.sorts.piles, strict=True)
        if np.any(piles >= 0)
    ]
    counts = _counts(study, column, sorters)
    if counts[value] < study.minimum_shown:
        raise GroupTooFewSorters(group=value, minimum=study.minimum_shown)
    if shown_counts(counts, len(sorters), study.minimum_shown)[value] is None:
        raise GroupGivesOthersAway(group=value, minimum=study.minimum_shown)
    ratings = {
        name: _shown(study, ratings, column, value) for name, ratings in study.ratings.items()
    }
    return replace(own, ratings={name: shown for name, shown in ratings.items() if shown.raters})


def _shown(study: Study, ratings: Ratings, column: str, value: str) -> Ratings:
    membership = [study.group_of(rater, column) for rater in ratings.raters]
    own = hide_small(ratings, membership, study.groups(column), study.minimum_shown)[value]
    known = ~np.isnan(own.values)
    return own.select(rater for rater, row in zip(own.raters, known, strict=True) if np.any(row))


def _counts(study: Study, column: str, membership: list[str | None]) -> dict[str, int]:
    counted = Counter(membership)
    return {group: counted[group] for group in study.groups(column)}
