from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from invented import STATEMENTS, four_statements, random_sorts, studies_sorts

import conceptmapping as cm
from conceptmapping import errors
from conceptmapping.co_sorting import PileIndex, check_mappable, co_sort
from conceptmapping.sorting import Sorts


def pairs(**named):
    """{"ab": 3} in the order of pairs: ab ac ad bc bd cd."""
    return [named[p] for p in ("ab", "ac", "ad", "bc", "bd", "cd")]


def test_counted_by_hand():
    co = co_sort(four_statements())

    assert co.together.tolist() == pairs(ab=3, ac=1, ad=0, bc=1, bd=0, cd=1)
    assert co.placed.tolist() == pairs(ab=3, ac=3, ad=2, bc=3, bd=2, cd=2)
    assert co.similarity.tolist() == pytest.approx(
        pairs(ab=1, ac=1 / 3, ad=0, bc=1 / 3, bd=0, cd=1 / 2)
    )


def test_unplaced_as_singletons_stays_in_the_number_of_sorters():
    co = co_sort(four_statements(), unplaced="singletons")

    assert co.together.tolist() == pairs(ab=3, ac=1, ad=0, bc=1, bd=0, cd=1)
    assert co.placed.tolist() == [3] * 6


def test_weights_multiply_a_sorter():
    co = PileIndex(four_statements()).count(np.array([2.0, 0.0, 1.0]))

    assert co.together.tolist() == pairs(ab=3, ac=0, ad=0, bc=0, bd=0, cd=2)
    assert co.placed.tolist() == pairs(ab=3, ac=3, ad=2, bc=3, bd=2, cd=2)


def test_a_pair_nobody_placed_is_unknown_not_unlike():
    sorts = Sorts.from_piles(
        STATEMENTS, {"s1": {1: ["a", "b", "c"]}, "s2": {1: ["b", "c"], 2: ["d"]}}
    )
    co = co_sort(sorts)

    assert np.isnan(co.similarity[2])  # a with d
    assert co.weights[2] == 0
    assert co.filled[2] == pytest.approx(np.average([0, 0, 0, 1, 1], weights=[1, 1, 2, 1, 1]))


@given(studies_sorts())
def test_row_sums_count_the_others_on_the_pile(sorts):
    co = co_sort(sorts)
    expected = np.zeros(sorts.n_statements)
    for row in sorts.piles:
        sizes = np.bincount(row[row >= 0])
        expected[row >= 0] += sizes[row[row >= 0]] - 1

    square = co.matrix(co.together)
    assert np.array_equal(square, square.T)
    assert np.array_equal(square.sum(axis=1), expected)
    assert np.all(co.together == np.round(co.together))


@given(studies_sorts())
def test_renaming_statements_permutes_everything(sorts):
    order = np.random.default_rng(1).permutation(sorts.n_statements)
    shuffled = Sorts(
        tuple(sorts.statements[i] for i in order),
        sorts.sorters,
        np.ascontiguousarray(sorts.piles[:, order]),
        sorts.labels,
        sorts.weights,
        sorts.seconds,
    )
    before, after = co_sort(sorts), co_sort(shuffled)

    assert np.array_equal(
        after.matrix(after.together), before.matrix(before.together)[np.ix_(order, order)]
    )


@pytest.mark.parametrize(
    ("fault", "piles"),
    [
        (errors.NothingTogether, {"s1": {1: "a", 2: "b", 3: "c"}, "s2": {1: "a", 2: "b", 3: "c"}}),
        (errors.NothingApart, {"s1": {1: "abc"}, "s2": {1: "abc"}}),
        (errors.TooFewSorters, {"s1": {1: "ab", 2: "c"}}),
        (errors.TooFewSorters, {"s1": {1: "ab", 2: "c"}, "s2": {}}),
    ],
)
def test_what_no_map_can_be_drawn_from_is_named(fault, piles):
    sorts = Sorts.from_piles(("a", "b", "c"), piles)

    with pytest.raises(fault) as caught:
        check_mappable(sorts, co_sort(sorts))
    assert caught.value.remedy("nl")


def test_two_statements_are_too_few():
    sorts = Sorts.from_piles(("a", "b"), {"s1": {1: "ab"}, "s2": {1: "a", 2: "b"}})

    with pytest.raises(errors.TooFewStatements):
        check_mappable(sorts, co_sort(sorts))


def test_statements_no_chain_of_pairs_reaches_are_named():
    sorts = Sorts.from_piles(
        ("a", "b", "c", "d", "e"), {"s1": {1: "ab", 2: "c"}, "s2": {1: "de"}, "s3": {1: "abc"}}
    )

    with pytest.raises(errors.Unconnected) as caught:
        check_mappable(sorts, co_sort(sorts))
    assert caught.value.statements == ["d", "e"]
    assert "d, e" in caught.value.what("nl")


def test_a_statement_on_two_piles_is_refused():
    with pytest.raises(errors.PlacedTwice) as caught:
        Sorts.from_piles(("a", "b"), {"s1": {1: "ab", 2: "b"}})
    assert caught.value.statements == ["b"]


def test_an_unknown_statement_is_refused():
    with pytest.raises(errors.UnknownStatement):
        Sorts.from_piles(("a", "b"), {"s1": {1: ["a", "z"]}})


def test_only_these_sorters():
    some = random_sorts(5, 8, 1).select(["s3", "s1"])

    assert some.sorters == ("s1", "s3")
    assert np.array_equal(some.piles, random_sorts(5, 8, 1).piles[[1, 3]])


def test_the_door_has_what_it_promises():
    for name in cm.__all__:
        assert getattr(cm, name) is not None
    assert dir(cm) == cm.__all__
    with pytest.raises(AttributeError):
        cm.nothing_of_the_kind  # noqa: B018
