"""Invented sorters do what they were told, and together they say what their population says."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conceptmapping import procrustes
from conceptmapping.clustering import agreement, cluster
from conceptmapping.co_sorting import co_sort
from conceptmapping.errors import ShapeMismatch
from conceptmapping.scaling import scale
from conceptmapping.simulation import Habit, Logic, Population, mixed_population, recovery
from conceptmapping.sorting import UNPLACED

N_STATEMENTS = 48


@pytest.fixture(scope="module")
def population():
    return mixed_population(N_STATEMENTS, np.random.default_rng(7))


def one_habit(**wishes):
    """A population in which everybody does the same."""
    rng = np.random.default_rng(3)
    logic = Logic.around("theme", [i % 6 for i in range(N_STATEMENTS)], rng, spread=0.15)
    ids = tuple(f"q{i}" for i in range(N_STATEMENTS))
    return Population(ids, (Habit("all", 1.0, logic, **wishes),))


def largest_shares(sorts):
    placed = [own[own != UNPLACED] for own in sorts.piles]
    return np.array([np.bincount(own).max() / len(own) for own in placed])


def test_the_same_seed_draws_the_same_sorters(population):
    once = population.draw(30, np.random.default_rng(1))
    again = population.draw(30, np.random.default_rng(1))
    other = population.draw(30, np.random.default_rng(2))

    assert np.array_equal(once.sorts.piles, again.sorts.piles)
    assert once.habits == again.habits
    assert not np.array_equal(once.sorts.piles, other.sorts.piles)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), n_sorters=st.integers(1, 25), deck=st.integers(3, 60))
def test_piles_are_numbered_from_0_without_gaps_and_each_has_a_label(seed, n_sorters, deck):
    rng = np.random.default_rng(seed)
    drawn = replace(mixed_population(30, rng, themes=5), deck=deck).draw(n_sorters, rng)

    for own, labels in zip(drawn.sorts.piles, drawn.sorts.labels, strict=True):
        used = np.unique(own[own != UNPLACED])
        assert used.tolist() == list(range(len(labels)))
        assert np.sum(own != UNPLACED) <= min(deck, 30)
    assert len(drawn.habits) == n_sorters


def test_who_has_which_habit_follows_the_shares(population):
    drawn = population.draw(2000, np.random.default_rng(5))

    counts = Counter(drawn.habits)
    for habit in population.habits:
        expected = 2000 * habit.share / sum(h.share for h in population.habits)
        assert counts[habit.name] == pytest.approx(expected, abs=4 * np.sqrt(expected))


def test_asked_for_exactly_so_many_of_each_they_come_in_that_order(population):
    drawn = population.draw_exactly({"lumper": 2, "theme": 3}, np.random.default_rng(1))

    assert drawn.habits == ("lumper", "lumper", "theme", "theme", "theme")
    assert drawn.those("lumper").tolist() == [True, True, False, False, False]


@pytest.mark.parametrize("piles", [(2, 3), (6, 9), (14, 18)])
def test_the_number_of_piles_stays_within_what_was_asked(piles):
    drawn = one_habit(piles=piles).draw(400, np.random.default_rng(1))

    made = drawn.sorts.n_piles()
    assert made.max() == piles[1]
    # A pile may run empty while the table is looked over; that is rare.
    assert np.mean(made < piles[0]) < 0.05
    assert np.mean(made) == pytest.approx(np.mean(piles), abs=0.3)


def test_lumpers_have_more_than_a_third_on_one_pile():
    drawn = one_habit(piles=(2, 3)).draw(200, np.random.default_rng(1))

    assert np.mean(largest_shares(drawn.sorts) > 1 / 3) > 0.97


def test_a_heap_holds_the_share_that_was_asked():
    drawn = one_habit(rest=(0.5, 0.5)).draw(50, np.random.default_rng(1))

    assert np.all(largest_shares(drawn.sorts) == 0.5)


def test_a_heap_gathers_what_fits_worst_not_a_theme():
    population = one_habit(rest=(0.5, 0.5), blur=0.2)
    groups = population.habits[0].logic.groups
    drawn = population.draw(50, np.random.default_rng(1))

    for own in drawn.sorts.piles:
        heap = np.bincount(own).argmax()
        in_heap = [np.mean(groups[own == heap] == g) for g in range(6)]
        assert max(in_heap) < 0.5


def test_who_stops_halfway_places_as_much_as_was_asked():
    drawn = one_habit(placed=(0.25, 0.5)).draw(300, np.random.default_rng(1))

    share = np.mean(drawn.sorts.piles != UNPLACED, axis=1)
    assert share.min() >= 0.25 - 0.5 / N_STATEMENTS
    assert share.max() <= 0.5 + 0.5 / N_STATEMENTS
    assert share.mean() == pytest.approx(0.375, abs=0.02)


def test_in_a_short_deck_every_statement_comes_up_as_often_as_any_other():
    population = replace(one_habit(), deck=12)
    drawn = population.draw(2000, np.random.default_rng(1))

    placed = drawn.sorts.piles != UNPLACED
    assert np.all(placed.sum(axis=1) == 12)
    expected = 2000 * 12 / N_STATEMENTS
    assert placed.sum(axis=0) == pytest.approx(expected, abs=5 * np.sqrt(expected))


def test_who_does_not_look_says_nothing_but_makes_ordinary_piles():
    rng = np.random.default_rng(1)
    looking = one_habit().draw(600, rng).sorts
    heedless = one_habit(heedless=True).draw(600, rng).sorts
    groups = one_habit().habits[0].logic.groups

    assert largest_shares(heedless).mean() == pytest.approx(
        largest_shares(looking).mean(), abs=0.02
    )
    by_heedless = np.mean([agreement(own, groups) for own in heedless.piles])
    by_looking = np.mean([agreement(own, groups) for own in looking.piles])
    assert by_heedless == pytest.approx(0.0, abs=0.01)
    assert by_looking > 0.3


def test_a_sharper_eye_finds_the_groups_better():
    rng = np.random.default_rng(1)
    groups = one_habit().habits[0].logic.groups
    found = [
        np.mean([agreement(own, groups) for own in one_habit(blur=blur).draw(60, rng).sorts.piles])
        for blur in (0.1, 0.4, 0.8)
    ]

    assert found[0] > found[1] + 0.1 > found[2] + 0.2


def test_many_sorters_recover_the_groups_they_see():
    population = one_habit(piles=(5, 8))
    co = co_sort(population.draw(300, np.random.default_rng(1)).sorts)

    tree = cluster(co.statements, dissimilarity=co.dissimilarity, linkage_of="average-direct")
    assert agreement(tree.cut(6), population.habits[0].logic.groups) > 0.95


def test_the_population_is_what_studies_estimate(population):
    rng = np.random.default_rng(11)
    truth = population.co_sorting(rng, sorters=5000)
    study = co_sort(population.draw(1000, rng).sorts)

    # Each similarity within five standard errors of both samples; and no drift on average.
    share = truth.similarity
    error = np.sqrt(share * (1 - share) * (1 / study.placed + 1 / truth.placed))
    apart = (study.similarity - share) / error
    assert np.abs(apart).max() < 5
    assert apart.std() == pytest.approx(1.0, abs=0.1)


def test_the_populations_map_does_not_hang_on_the_sample_it_is_counted_in(population):
    maps = [
        scale(population.co_sorting(np.random.default_rng(seed), sorters=5000), starts=5).points
        for seed in (1, 2)
    ]

    assert procrustes.agreement(*maps) > 0.99


def test_more_sorters_come_nearer_to_the_population(population):
    few, many = recovery(
        population, [8, 80], np.random.default_rng(1), studies=6, clusters=8, starts=4
    )

    assert (few.sorters, many.sorters) == (8, 80)
    assert np.median(many.procrustes_r2) > np.median(few.procrustes_r2) + 0.05
    assert np.median(many.ari) > np.median(few.ari)
    assert np.all((many.procrustes_r2 > 0) & (many.procrustes_r2 <= 1))


def test_a_logic_has_a_standard_size():
    logic = Logic.of("ring", np.array([[10.0, 0], [0, 4], [-7, 1], [3, 3]]), [0, 0, 1, 1])

    assert logic.places.mean(axis=0) == pytest.approx([0, 0])
    assert np.mean(np.sum(logic.places**2, axis=1)) == pytest.approx(1)


def test_a_logic_of_other_statements_is_refused():
    logic = Logic.around("theme", [0, 1, 0], np.random.default_rng(1))

    with pytest.raises(ShapeMismatch):
        Population(("1", "2"), (Habit("all", 1.0, logic),))
    with pytest.raises(ShapeMismatch):
        Logic.around("theme", [0, 1, 2], np.random.default_rng(1), centres=np.zeros((2, 3)))
    with pytest.raises(ShapeMismatch):
        Logic.of("theme", np.zeros((3, 2)), [0, 1])
