from __future__ import annotations

import numpy as np
import pytest
from invented import four_statements, random_sorts

import conceptmapping as cm
from conceptmapping import pile_labels
from conceptmapping.co_sorting import PileIndex, co_sort
from conceptmapping.sorting import Sorts

POINTS = np.array([[0.0, 0.0], [3.0, 0.0], [0.0, 4.0], [3.0, 4.0]])
"""A rectangle of 3 by 4, diagonals 5."""


def test_bridging_by_hand():
    # together: ab 3, ac 1, bc 1, cd 1; distances ab 3, ac 4, bc 5, cd 3
    found = cm.bridging(POINTS, co_sort(four_statements()))

    a, b, c, d = (3 * 3 + 4) / 4, (3 * 3 + 5) / 4, (4 + 5 + 3) / 3, 3 / 1
    assert found.raw.tolist() == pytest.approx([a, b, c, d])
    assert found.scaled.tolist() == pytest.approx([(x - d) / (c - d) for x in (a, b, c, d)])


def test_bridging_of_a_cluster_is_the_mean_of_its_statements():
    found = cm.bridging(POINTS, co_sort(four_statements()))

    assert found.of_clusters(np.array([0, 0, 1, 1])).tolist() == pytest.approx(
        [found.scaled[:2].mean(), found.scaled[2:].mean()]
    )


def test_a_statement_never_sorted_with_anything_has_no_bridging():
    sorts = Sorts.from_piles("abc", {"s1": {1: "ab", 2: "c"}, "s2": {1: "ab", 2: "c"}})
    found = cm.bridging(POINTS[:3], co_sort(sorts))

    assert np.isnan(found.raw[2])
    assert np.isnan(found.scaled[2])
    assert found.of_clusters(np.array([0, 0, 1]))[0] == 0
    assert np.isnan(found.of_clusters(np.array([0, 0, 1]))[1])


def test_spanning_lines_strongest_first():
    assert cm.spanning(co_sort(four_statements()), "c") == [
        ("d", 0.5),
        ("a", pytest.approx(1 / 3)),
        ("b", pytest.approx(1 / 3)),
    ]


def test_bridging_knows_no_scale_of_weights():
    sorts = random_sorts(8, 10, 1)
    points = np.random.default_rng(0).normal(size=(10, 2))
    once = cm.bridging(points, co_sort(sorts)).raw
    twice = cm.bridging(points, PileIndex(sorts).count(np.full(8, 2.0))).raw

    assert np.allclose(once, twice)


def labelled(**sorters):
    return Sorts.from_piles(
        "abcd",
        {s: dict(piles.items()) for s, piles in sorters.items()},
        labels={s: {label: label for label in piles} for s, piles in sorters.items()},
    )


def suggest(sorts, partition):
    return pile_labels.suggest(pile_labels.named_piles(sorts, POINTS), POINTS, partition)


def test_the_label_whose_piles_fit_best_comes_first():
    sorts = labelled(
        s1={"Wonen": "ab", "Werk": "cd"}, s2={"Thuis": "abc", "Rest": "d"}, s3={"Wonen": "ab"}
    )
    first, second = suggest(sorts, np.array([0, 0, 1, 1]))

    assert first[0] == pile_labels.Suggestion("Wonen", 2, 1.0)
    assert (first[1].label, first[1].overlap) == ("Thuis", pytest.approx(2 / 3))
    assert second[0].label == "Werk"


def test_the_word_of_many_outranks_one_happy_fit():
    many = {f"s{i}": {"Wonen": "abc", "Werk": "d"} for i in range(6)}
    first, _ = suggest(labelled(**many, one={"Mijn plek": "ab"}), np.array([0, 0, 1, 1]))

    assert [(s.label, s.sorters, s.overlap) for s in first] == [
        ("Wonen", 6, pytest.approx(2 / 3)),
        ("Mijn plek", 1, 1.0),
    ]


def test_spellings_of_one_label_are_one_label():
    sorts = labelled(
        s1={"Geld en schulden": "ab"},
        s2={"geld en schulden ": "ab"},
        s3={"Geld & schulden": "ab"},
        s4={"Geld en schuldén": "ab"},
        s5={"Geld, en schulden": "ab"},
    )
    (found, _) = suggest(sorts, np.array([0, 0, 1, 1]))

    assert [(s.label, s.sorters) for s in found] == [("Geld en schulden", 5)]


def test_an_apostrophe_makes_no_other_label_and_the_commonest_spelling_wins():
    sorts = labelled(s1={"collegas": "ab"}, s2={"collega's": "ab"}, s3={"collega's": "ab"})
    (found, _) = suggest(sorts, np.array([0, 0, 1, 1]))

    assert [(s.label, s.sorters) for s in found] == [("collega's", 3)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("betaald werk", "onbetaald werk"), ("zekerheid", "onzekerheid"), ("huis", "muis"),
     ("begeleiding werkgever", "begeleiding werknemer")],
)  # fmt: skip
def test_labels_that_differ_by_a_letter_may_mean_the_opposite(one, other):
    (found, _) = suggest(labelled(s1={one: "ab"}, s2={other: "ab"}), np.array([0, 0, 1, 1]))

    assert {s.label for s in found} == {one, other}


def test_a_short_deck_does_not_count_against_its_labels():
    """s1 never saw b: the pile with a alone fits the cluster a, b as well as can be."""
    sorts = labelled(s1={"Wonen": "a", "Werk": "cd"}, s2={"": "ab"})
    (found, _) = suggest(sorts, np.array([0, 0, 1, 1]))

    assert found == [pile_labels.Suggestion("Wonen", 1, 1.0)]
