"""The map of one group, beside that of everybody, tells nothing of a smaller group."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import conceptmapping as cm
from conceptmapping import errors, one_group
from conceptmapping.rating import Ratings, Scale
from conceptmapping.sorting import Sorts
from conceptmapping.study import Statement, Study

IDS = ("1", "2", "3", "4")
PILES = [
    {"x": ["1", "2"], "y": ["3", "4"]},
    {"x": ["1", "3"], "y": ["2", "4"]},
    {"x": ["1", "2", "3"], "y": ["4"]},
]


def study(sorters: dict[str, int], raters: dict[str, int] | None = None) -> Study:
    """So many sorters and raters of each group ("" is none); everybody rates every statement."""
    sort = {f"{g}{i}": PILES[i % 3] for g, n in sorters.items() for i in range(n)}
    rate = {f"{g}{i}" for g, n in (raters or sorters).items() for i in range(n)}
    scores = {r: {s: float(1 + (len(r) + k) % 5) for k, s in enumerate(IDS)} for r in sorted(rate)}
    return Study(
        statements=tuple(Statement(i, f"text {i}") for i in IDS),
        sorts=Sorts.from_piles(IDS, sort),
        ratings={"importance": Ratings.from_scores(Scale("importance", 1, 5), IDS, scores)},
        participants={p: {"group": p.rstrip("0123456789")} for p in [*sort, *rate]},
    )


def test_a_group_is_alone_with_its_own_sorters_and_scores():
    found = one_group.alone(study({"a": 8, "b": 6}), "group", "b")
    assert len(found.sorts.sorters) == 6
    assert len(found.ratings["importance"].raters) == 6
    assert not np.isnan(found.ratings["importance"].values).any()


@pytest.mark.parametrize(
    ("sizes", "asked"),
    [
        ({"a": 8, "b": 6, "c": 4}, "b"),  # everybody less a, which is shown, less b: c
        ({"a": 8, "b": 6, "": 3}, "b"),
        ({"a": 8, "c": 4}, "a"),
        ({"a": 8, "b": 3, "c": 3}, "b"),
    ],
)
def test_a_group_whose_map_would_give_a_small_one_away_has_none(sizes, asked):
    with pytest.raises((errors.GroupGivesOthersAway, errors.GroupTooFewSorters)) as caught:
        one_group.alone(study(sizes), "group", asked)
    for language in ("nl", "en"):
        assert "5" in caught.value.what(language)
        assert caught.value.remedy(language).endswith(".")


def test_of_the_two_only_the_one_that_everybodys_map_hides_has_none():
    whole = study({"a": 8, "b": 6, "c": 4})
    assert len(one_group.alone(whole, "group", "a").sorts.sorters) == 8


def test_ratings_of_a_group_are_left_out_where_few_others_rated():
    """Many others sorted, so there is a map; two of them rated, so there are no ratings on it."""
    whole = study({"a": 8, "b": 6}, {"a": 8, "b": 2})
    found = one_group.alone(whole, "group", "a")
    assert len(found.sorts.sorters) == 8
    assert found.ratings == {}
    told = cm.concept_map(whole, group=("group", "a"), bootstrap=0, permutations=0).document
    assert told["counts"]["raters"] == 0


def test_a_statement_few_others_rated_is_blank_and_the_rest_is_not():
    whole = study({"a": 8, "b": 6})
    ratings = whole.ratings["importance"]
    values = ratings.values.copy()
    b = [r for r, rater in enumerate(ratings.raters) if rater.startswith("b")]
    values[b[:4], 0] = np.nan  # two of b rated the first statement
    whole = replace(whole, ratings={"importance": replace(ratings, values=values)})
    found = one_group.alone(whole, "group", "a").ratings["importance"]
    assert np.isnan(found.values).all(axis=0).tolist() == [True, False, False, False]
