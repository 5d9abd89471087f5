"""An ellipse is as large as so few sorters make it, and other maps get their chance."""

import numpy as np
import pytest
from scipy.stats import chi2

from conceptmapping import procrustes, quality, scaling, stability
from conceptmapping.co_sorting import PileIndex, co_sort
from conceptmapping.simulation import mixed_population
from conceptmapping.sorting import Sorts


@pytest.fixture(scope="module")
def study():
    rng = np.random.default_rng(4)
    return mixed_population(40, rng, themes=6).draw(15, rng)


@pytest.fixture(scope="module")
def scaled(study):
    return scaling.scale(co_sort(study.sorts), starts=30)


@pytest.mark.parametrize("transform", list(scaling.TRANSFORMS))
def test_the_best_of_several_maps_is_the_one_with_the_lowest_stress(study, transform):
    co = co_sort(study.sorts)
    maps = np.random.default_rng(1).normal(size=(8, 40, 2))
    stresses = [scaling.stress(points, co, transform=transform) for points in maps]

    assert scaling.Descent(co, transform).best_of(maps) == int(np.argmin(stresses))


def test_optima_are_different_maps_the_best_first(study, scaled):
    co = co_sort(study.sorts)
    stresses = [scaling.stress(points, co) for points in scaled.optima]

    assert np.array_equal(scaled.optima[0], scaled.points)
    assert stresses == sorted(stresses)
    for number, points in enumerate(scaled.optima[1:], start=1):
        assert procrustes.agreement(scaled.optima[:number], points).max() < scaling.ALIKE


def test_of_several_starts_the_one_that_fits_best_is_taken(study, scaled):
    co = co_sort(study.sorts)
    bad = np.random.default_rng(1).normal(size=(40, 2))

    chosen, _ = scaling.refit(co, np.array([bad, scaled.points]), "ordinal-secondary")
    alone, _ = scaling.refit(co, scaled.points, "ordinal-secondary")
    assert np.array_equal(chosen, alone)


def test_samples_that_prefer_another_map_are_let_go_there(study, scaled):
    index = PileIndex(study.sorts)
    held = stability.bootstrap(index, scaled.points, replicates=60)
    free = stability.bootstrap(index, scaled.points, replicates=60, optima=scaled.optima)

    assert free.procrustes_r2.min() < held.procrustes_r2.min()
    assert free.procrustes_r2.mean() < held.procrustes_r2.mean()


def ellipses_of(sorters, n_replicates=4000):
    spread = np.random.default_rng(2).normal(size=(n_replicates, 1, 2)) * [2.0, 1.0]
    return stability.ellipses(spread, np.zeros((1, 2)), np.array([float(sorters)]))


def test_with_very_many_sorters_an_ellipse_holds_90_percent_of_a_normal_distribution():
    drawn = ellipses_of(1e9)

    assert drawn.a[0] == pytest.approx(2 * np.sqrt(chi2.ppf(0.9, 2)), rel=0.05)
    assert drawn.b[0] == pytest.approx(np.sqrt(chi2.ppf(0.9, 2)), rel=0.05)


@pytest.mark.parametrize("sorters", [8, 20, 50])
def test_the_ellipse_around_a_mean_covers_it_nine_times_in_ten(sorters):
    # The mean of N points stands for a place on the map: its bootstrap is known exactly.
    rng = np.random.default_rng(3)
    covered = []
    for _ in range(1500):
        points = rng.normal(size=(sorters, 2)) * [2.0, 1.0]
        times = rng.multinomial(sorters, np.full(sorters, 1 / sorters), size=300)
        means = (times @ points / sorters)[:, None, :]
        centre = points.mean(axis=0)[None]
        drawn = stability.ellipses(means, centre, np.array([float(sorters)]))
        x, y = -centre[0]
        along = x * np.cos(drawn.angle) + y * np.sin(drawn.angle)
        across = y * np.cos(drawn.angle) - x * np.sin(drawn.angle)
        covered.append((along / drawn.a) ** 2 + (across / drawn.b) ** 2 <= 1)

    assert np.mean(covered) == pytest.approx(0.90, abs=0.025)


def test_unequal_weights_count_as_fewer_sorters_and_so_does_not_placing():
    sorts = Sorts.from_piles(
        ["1", "2", "3"],
        {
            "a": {"x": ["1", "2", "3"]},
            "b": {"x": ["1", "2"], "y": ["3"]},
            "c": {"x": ["1"], "y": ["2"]},
        },
    )

    assert stability.sorters_each(sorts).tolist() == [3, 3, 2]
    # (2 + 1 + 1)^2 / (4 + 1 + 1) by hand
    assert stability.sorters_each(sorts.weighted({"a": 2.0})) == pytest.approx(
        [16 / 6, 16 / 6, 9 / 5]
    )


def test_another_logic_that_others_share_is_not_chance():
    rng = np.random.default_rng(5)
    drawn = mixed_population(40, rng, themes=6).draw_exactly(
        {"theme": 30, "actor": 8, "heedless": 3}, rng
    )
    index = PileIndex(drawn.sorts)
    points = scaling.classical_start(index.count())
    rows = quality.assess(drawn.sorts, index, points)
    flagged = np.array([row.chance_p > quality.CHANCE_P for row in rows])

    assert flagged[drawn.those("heedless")].all()
    assert flagged[drawn.those("actor")].mean() <= 0.5
    assert not flagged[drawn.those("theme")].any()
