from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import random_sorts

from conceptmapping import group_maps, procrustes, reliability, stability, work
from conceptmapping.clustering import cluster
from conceptmapping.co_sorting import PileIndex, co_sort
from conceptmapping.scaling import scale
from conceptmapping.sorting import Sorts

SORTS = random_sorts(14, 16, 3, noise=0.08)
INDEX = PileIndex(SORTS)
MAP = scale(co_sort(SORTS), starts=3)
TREE = cluster(SORTS.statements, points=MAP.points)


@pytest.fixture(scope="module")
def resampled() -> stability.Bootstrap:
    return stability.bootstrap(INDEX, MAP.points, replicates=40)


def test_as_many_sorters_are_drawn_as_there_are():
    strata = np.array([0] * 4 + [1] * 10)
    times = stability.resampled(14, strata, np.random.default_rng(0))

    assert times[:4].sum() == 4
    assert times[4:].sum() == 10
    assert np.all(times == np.round(times))


def test_replicates_lie_on_the_map(resampled):
    assert resampled.points.shape == (40, 16, 2)
    for points, r2 in zip(resampled.points, resampled.procrustes_r2, strict=True):
        assert procrustes.agreement(points, MAP.points) == pytest.approx(r2)
        # Already laid on: laying on once more moves nothing.
        assert np.allclose(procrustes.superimpose(points, MAP.points), points, atol=1e-9)


def test_sorters_who_all_did_the_same_leave_no_doubt():
    same = Sorts.from_piles(
        tuple("abcdef"), {f"s{i}": {1: "abc", 2: "de", 3: "f"} for i in range(6)}
    )
    points = scale(co_sort(same), starts=2).points
    found = stability.bootstrap(PileIndex(same), points, replicates=10)
    tree = cluster(same.statements, points=points)

    assert np.allclose(found.points, points, atol=1e-6)
    assert found.ari(tree, range(2, 4)) == {2: 1.0, 3: 1.0}
    assert found.stays(tree.cut(3)).tolist() == [1.0] * 6


def test_stays_and_agreement_are_shares(resampled):
    ari = resampled.ari(TREE, range(2, 8))
    stays = resampled.stays(TREE.cut(4))

    assert set(ari) == set(range(2, 8))
    assert all(-1 <= value <= 1 for value in ari.values())
    assert np.all((stays >= 0) & (stays <= 1))
    assert stays.mean() > 0.5


def test_an_ellipse_by_hand():
    """Replicates two to the left and right, one above and below: axes along x and y."""
    around = np.array([[2.0, 0], [-2, 0], [0, 1], [0, -1]])[:, None, :] + [5.0, 5.0]
    found = stability.ellipses(around, np.array([[5.0, 5.0]]))

    reach = math.sqrt(-2 * math.log(0.1))
    assert found.b[0] / found.a[0] == pytest.approx(0.5)
    assert found.a[0] >= reach * math.sqrt(2.0)
    assert math.sin(found.angle[0]) == pytest.approx(0, abs=1e-9)


def test_ellipses_turn_with_the_cloud():
    rng = np.random.default_rng(0)
    cloud = rng.normal(size=(500, 1, 2)) * [3.0, 1.0]
    turn = 0.5
    rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    straight = stability.ellipses(cloud, np.zeros((1, 2)))
    turned = stability.ellipses(cloud @ rotation, np.zeros((1, 2)))

    assert turned.a[0] == pytest.approx(straight.a[0])
    assert turned.angle[0] - straight.angle[0] == pytest.approx(turn, abs=1e-9)


def test_chance_keeps_pile_sizes_and_fits_worse_than_sense():
    stress = stability.chance(INDEX, permutations=15)

    assert len(stress) == 15
    assert stress.min() > MAP.stress


def test_larger_subsets_come_closer():
    rows = stability.beside(stability.subset_maps(INDEX, MAP.points, repeats=12), TREE.cut(4))

    assert [row.sorters for row in rows] == stability.subset_sizes(14)
    assert rows[0].procrustes_r2 < rows[-1].procrustes_r2 <= 1
    assert all(row.repeats == 12 for row in rows)


@given(st.integers(0, 300))
def test_subset_sizes_lie_between_a_handful_and_three_quarters(n):
    sizes = stability.subset_sizes(n)

    assert sizes == sorted(set(sizes))
    assert len(sizes) <= 8
    assert all(2 <= size <= 0.75 * n + 0.5 for size in sizes)


@pytest.mark.parametrize(("n", "every"), [(10, 126), (4, 3), (5, 10), (2, 1)])
def test_every_split_once_where_there_are_few(n, every):
    halves = reliability.splits_in_half(n, 200, seed=1)

    assert len(halves) == every
    whole = {frozenset([frozenset(half), frozenset(range(n)) - set(half)]) for half in halves}
    assert len(whole) == every
    assert whole == {
        frozenset([frozenset(half), frozenset(range(n)) - set(half)])
        for half in combinations(range(n), n // 2)
    }


def test_random_splits_differ_and_halve():
    halves = reliability.splits_in_half(21, 50, seed=1)

    assert len({tuple(half) for half in halves}) == 50
    assert {len(half) for half in halves} == {10}


def test_spearman_brown_by_hand():
    assert reliability.spearman_brown(0.5, 2) == pytest.approx(2 / 3)
    assert reliability.spearman_brown(0.3, 10) == pytest.approx(3 / 3.7)
    assert reliability.spearman_brown(-0.6, 3) == 0
    assert math.isnan(reliability.spearman_brown(math.nan, 3))


def test_sorters_who_all_did_the_same_are_perfectly_reliable():
    same = Sorts.from_piles(
        tuple("abcdef"), {f"s{i}": {1: "abc", 2: "de", 3: "f"} for i in range(6)}
    )
    points = scale(co_sort(same), starts=2).points
    found = reliability.reliability(same, PileIndex(same), points)

    assert found.splits == 10
    assert found.sorters_with_each_other == pytest.approx(1)
    assert found.sorters_with_others == pytest.approx(1)
    assert found.halves_of_totals == pytest.approx(1)
    assert found.halves_of_maps == pytest.approx(1)
    assert 0.9 < found.sorters_with_map <= 1


def two_minds(n_each: int) -> Sorts:
    """Half sort by the first hidden order, half by another."""
    one, other = random_sorts(n_each, 16, 1, noise=0.05), random_sorts(n_each, 16, 2, noise=0.05)
    order = np.random.default_rng(9).permutation(16)
    return Sorts(
        one.statements,
        tuple(f"s{i}" for i in range(2 * n_each)),
        np.vstack([one.piles, other.piles[:, order]]),
        (*one.labels, *other.labels),
        np.ones(2 * n_each),
        np.full(2 * n_each, np.nan),
    )


def compared(sorts: Sorts, inside, **settings) -> list[group_maps.GroupMap]:
    points = scale(co_sort(sorts), starts=3).points
    return group_maps.compare(PileIndex(sorts), points, {"one": inside}, **settings)


def test_a_group_of_another_mind_is_told_apart():
    (found,) = compared(two_minds(12), np.arange(24) < 12, permutations=40)

    assert found.p == pytest.approx(1 / 41)
    assert found.procrustes_r2 < 0.9
    assert found.sorters == 12
    assert found.moved.shape == (16,)


def test_a_random_half_is_not_told_apart():
    sorts = random_sorts(24, 16, 5, noise=0.08)
    (found,) = compared(sorts, np.arange(24) % 2 == 0, permutations=40)

    assert found.p > 0.05


def test_small_groups_are_not_tested_and_smaller_ones_not_shown():
    sorts = random_sorts(24, 16, 5)
    (shown,) = compared(sorts, np.arange(24) < 7, permutations=10)

    assert math.isnan(shown.p)
    assert shown.permutations == 0
    assert compared(sorts, np.arange(24) < 4, permutations=10) == []
    # The others can be too few just as well.
    assert compared(sorts, np.arange(24) < 21, permutations=10) == []


def test_sorters_of_two_minds_fall_apart_in_two():
    found = group_maps.logics(two_minds(8), parts=2)

    assert found is not None
    assert {frozenset(part) for part in found.parts} == {
        frozenset(f"s{i}" for i in range(8)),
        frozenset(f"s{i}" for i in range(8, 16)),
    }
    assert group_maps.logics(SORTS.select(["s0", "s1"])) is None


def test_progress_counts_up_to_the_whole():
    seen: list[tuple[str, int, int]] = []
    outcomes = work.run(
        lambda task: task * 2, range(5), stage="twice", progress=lambda *at: seen.append(at)
    )

    assert outcomes == [0, 2, 4, 6, 8]
    assert seen == [("twice", done, 5) for done in range(6)]
    assert work.run(lambda task: task, []) == []


def test_a_fault_in_a_task_is_not_swallowed():
    def fail(task):
        raise ZeroDivisionError(task)

    with pytest.raises(ZeroDivisionError):
        work.run(fail, range(3))
