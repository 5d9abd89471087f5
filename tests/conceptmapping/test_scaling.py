from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import random_sorts, studies_sorts
from scipy.spatial.distance import pdist
from sklearn.manifold import MDS

import conceptmapping as cm
from conceptmapping import descent, errors, procrustes, scaling
from conceptmapping.co_sorting import CoSorting, PileIndex, co_sort
from conceptmapping.scaling import TRANSFORMS, Descent
from conceptmapping.sorting import Sorts

every_transform = pytest.mark.parametrize("transform", TRANSFORMS)


def co_sorting(dissimilarity, weights=None):
    apart = np.asarray(dissimilarity, dtype=float)
    n = round((1 + np.sqrt(1 + 8 * len(apart))) / 2)
    weights = np.ones_like(apart) if weights is None else np.asarray(weights, dtype=float)
    return CoSorting(tuple(f"q{i}" for i in range(n)), (1 - apart) * weights, weights)


def test_stress_by_hand():
    # distances 3, 4, 5 with dissimilarities .3, .4, .6: the best line through 0 is 25/3.05... wide
    points = np.array([[0.0, 0.0], [3.0, 0.0], [0.0, 4.0]])
    wanted = np.array([0.3, 0.4, 0.6])
    slope = (0.9 + 1.6 + 3.0) / (0.09 + 0.16 + 0.36)
    misfit = (3 - 0.3 * slope) ** 2 + (4 - 0.4 * slope) ** 2 + (5 - 0.6 * slope) ** 2

    assert cm.stress(points, co_sorting(wanted), transform="ratio") == pytest.approx(
        np.sqrt(misfit / 50)
    )
    assert cm.stress(points, co_sorting(wanted)) == pytest.approx(0)


def test_ties_decide():
    # distances 3, 4, 5; the first two pairs are tied: equal disparities 3.5, or their own
    points = np.array([[0.0, 0.0], [3.0, 0.0], [0.0, 4.0]])
    tied = co_sorting([0.5, 0.5, 0.8])

    assert cm.stress(points, tied, transform="ordinal-primary") == pytest.approx(0)
    assert cm.stress(points, tied) == pytest.approx(np.sqrt(0.5 / 50))


def test_a_pair_nobody_placed_does_not_count():
    points = np.array([[0.0, 0.0], [3.0, 0.0], [0.0, 4.0]])

    assert cm.stress(points, co_sorting([0.3, 0.4, 0.0], [1, 1, 0])) == pytest.approx(0)
    assert cm.stress(points, co_sorting([0.3, 0.4, 0.0], [1, 1, 1])) > 0.1


@every_transform
@given(seed=st.integers(0, 1000), weighted=st.booleans())
@settings(max_examples=15, deadline=None)
def test_the_compiled_loss_is_stress_and_its_slope_is_right(transform, seed, weighted):
    """Against a plain regression, and against differences of the loss itself."""
    rng = np.random.default_rng(seed)
    apart = rng.integers(0, 5, 15) / 4
    apart[:2] = 0, 1
    co = co_sorting(apart, rng.integers(0, 3, 15) + (0 if weighted else 1) if weighted else None)
    if len(np.unique(apart[co.placed > 0])) < 2:
        return
    fitting = Descent(co, transform)
    points = rng.normal(size=(6, 2))

    def loss(row):
        slope = np.empty_like(row)
        return fitting._loss(row, *fitting.arguments()[:9], slope), slope

    row = points.T.reshape(-1).copy()
    here, slope = loss(row)
    assert here == pytest.approx(cm.stress(points, co, transform=transform) ** 2, abs=1e-12)
    for i in range(12):
        step = np.zeros(12)
        step[i] = 1e-6
        difference = (loss(row + step)[0] - loss(row - step)[0]) / 2e-6
        assert slope[i] == pytest.approx(difference, abs=2e-5)


@every_transform
def test_no_point_can_be_moved_for_the_better(transform):
    co = co_sort(random_sorts(12, 15, 4))
    found = scaling.scale(co, transform=transform, starts=5)
    rng = np.random.default_rng(0)

    for _ in range(200):
        nudged = found.points + rng.normal(0, 1e-3, found.points.shape)
        assert cm.stress(nudged, co, transform=transform) >= found.stress - 1e-9


@given(studies_sorts(complete=True))
@settings(max_examples=6, deadline=None)
def test_never_worse_than_scikit_learn(sorts):
    """Zeros are lifted: scikit-learn takes a dissimilarity of zero for a missing one."""
    co = co_sort(sorts)
    lifted = co.matrix(co.dissimilarity + 1.0)
    other = MDS(
        metric_mds=False, metric="precomputed", init="random", n_init=2, max_iter=300,
        eps=1e-9, random_state=1, normalized_stress=True,
    ).fit(lifted)  # fmt: skip

    assert scaling.scale(co).stress <= cm.stress(other.embedding_, co) + 1e-6


@given(studies_sorts(complete=True))
@settings(max_examples=15, deadline=None)
def test_doubling_every_sorter_changes_nothing(sorts):
    twice = PileIndex(sorts).count(np.full(sorts.n_sorters, 2.0))
    once = scaling.scale(co_sort(sorts), starts=1)
    again = scaling.scale(twice, starts=1)

    assert np.array_equal(once.points, again.points)
    assert once.stress == again.stress


@given(studies_sorts(complete=True))
@settings(max_examples=15, deadline=None)
def test_a_sorter_of_all_singletons_leaves_the_ordinal_map_alone(sorts):
    n = sorts.n_statements
    more = Sorts(
        sorts.statements,
        (*sorts.sorters, "apart"),
        np.vstack([sorts.piles, np.arange(n, dtype=np.int32)]),
        (*sorts.labels, ("",) * n),
        np.ones(sorts.n_sorters + 1),
        np.full(sorts.n_sorters + 1, np.nan),
    )
    start = scaling.classical_start(co_sort(sorts))
    before = Descent(co_sort(sorts)).fit(start)
    after = Descent(co_sort(more)).fit(start)

    assert after[1] == pytest.approx(before[1], abs=1e-12)
    assert np.allclose(after[0], before[0], atol=1e-9)


@given(studies_sorts(complete=True), st.integers(0, 100))
@settings(max_examples=15, deadline=None)
def test_renaming_statements_turns_up_the_same_map(sorts, seed):
    order = np.random.default_rng(seed).permutation(sorts.n_statements)
    co = co_sort(sorts)
    square = co.matrix(co.together)[np.ix_(order, order)]
    rows, columns = np.triu_indices(len(order), 1)
    shuffled = CoSorting(tuple(co.statements[i] for i in order), square[rows, columns], co.placed)
    start = scaling.classical_start(co)
    before, after = Descent(co).fit(start), Descent(shuffled).fit(start[order])

    assert after[1] == pytest.approx(before[1], abs=1e-7)
    assert procrustes.agreement(after[0], before[0][order]) == pytest.approx(1, abs=1e-4)


def test_coordinates_stand_upright():
    points = scaling.scale(co_sort(random_sorts(10, 20, 2)), starts=3).points

    assert points.mean(axis=0) == pytest.approx([0, 0], abs=1e-12)
    assert np.mean(np.sum(points**2, axis=1)) == pytest.approx(1)
    covariance = points.T @ points
    assert covariance[0, 1] == pytest.approx(0, abs=1e-9)
    assert covariance[0, 0] >= covariance[1, 1]
    for axis in (0, 1):
        assert points[np.abs(points[:, axis]).argmax(), axis] > 0


@given(
    st.integers(0, 1000),
    st.floats(-3, 3),
    st.floats(0.1, 10),
    st.booleans(),
)
def test_turning_mirroring_scaling_and_shifting_is_undone(seed, turn, size, mirror):
    points = np.random.default_rng(seed).normal(size=(9, 2))
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    moved = size * points @ rotation * ([1, -1] if mirror else [1, 1]) + [4, -7]

    assert procrustes.agreement(moved, points) == pytest.approx(1, abs=1e-12)
    assert np.allclose(procrustes.superimpose(moved, points), points, atol=1e-9)
    assert np.allclose(procrustes.upright(moved), procrustes.upright(points), atol=1e-7)


@given(st.integers(0, 1000), st.floats(-3, 3), st.booleans())
def test_a_recomputed_map_lies_as_the_one_people_know(seed, turn, mirror):
    rng = np.random.default_rng(seed)
    points = procrustes.upright(rng.normal(size=(9, 2)))
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    known = 3 * points @ rotation * ([1, -1] if mirror else [1, 1])
    known[4] = np.nan  # a statement the known map did not have

    found = cm.turned_like(points, known)
    rest = np.arange(9) != 4
    assert np.allclose(3 * found[rest], known[rest], atol=1e-8)
    assert pdist(found) == pytest.approx(pdist(points))


def test_agreement_works_on_many_maps_at_once():
    rng = np.random.default_rng(0)
    maps, target = rng.normal(size=(5, 7, 2)), rng.normal(size=(7, 2))

    one_by_one = [float(procrustes.agreement(one, target)) for one in maps]
    assert procrustes.agreement(maps, target).tolist() == pytest.approx(one_by_one)
    assert np.all((np.array(one_by_one) >= 0) & (np.array(one_by_one) <= 1))


def test_the_starts_are_told():
    found = scaling.scale(co_sort(random_sorts(10, 20, 2)), starts=7)

    assert len(found.start_stresses) == 7
    assert found.stress == pytest.approx(found.start_stresses.min(), abs=1e-9)
    assert found.spread == pytest.approx(found.start_stresses.max() - found.stress, abs=1e-9)


def test_another_seed_other_starts_the_same_seed_the_same():
    co = co_sort(random_sorts(10, 20, 2))
    first, same, other = (scaling.scale(co, starts=4, seed=seed) for seed in (1, 1, 2))

    assert np.array_equal(first.start_stresses, same.start_stresses)
    assert not np.array_equal(first.start_stresses[1:], other.start_stresses[1:])


def test_a_perfect_map_is_found():
    points = np.random.default_rng(5).random((12, 2))
    apart = pdist(points)
    co = co_sorting(apart / apart.max())

    found = scaling.scale(co, transform="ratio", starts=5)

    assert found.stress < 1e-5
    assert procrustes.agreement(found.points, points) == pytest.approx(1, abs=1e-8)


def test_an_unknown_transform_is_named():
    with pytest.raises(errors.UnknownSetting, match="ordinal-secondary"):
        scaling.scale(co_sort(random_sorts(4, 6, 1)), transform="cubic")


def test_points_for_another_study_are_refused():
    with pytest.raises(errors.ShapeMismatch):
        cm.stress(np.zeros((3, 2)), co_sort(random_sorts(4, 6, 1)))


@given(st.integers(3, 12), st.integers(0, 1000), st.booleans())
@settings(deadline=None)
def test_pairs_are_sorted_by_block_and_then_by_distance(n, seed, crowded):
    """Crowded: nearly all points in one place, so that distances agree in their first digits."""
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(n, 2)) * np.where(rng.random((n, 1)) < 0.7 * crowded, 1e-11, 1)
    co = co_sorting(rng.integers(0, 3, n * (n - 1) // 2) / 2, rng.integers(0, 3, n * (n - 1) // 2))
    if not co.placed.any() or np.nanmin(co.dissimilarity) == 1:
        return
    fitting = Descent(co, "ordinal-primary")
    arguments = fitting.arguments()[:9]
    fitting._loss(points.T.reshape(-1).copy(), *arguments, np.empty(2 * n))
    order = arguments[3][n * (n - 1) // 2 :]
    known = order[: int((co.placed > 0).sum())]

    assert sorted(order) == list(range(len(order)))
    assert set(known) == set(np.flatnonzero(co.placed > 0))
    keys = list(zip(co.dissimilarity[known], pdist(points)[known], strict=True))
    assert all(
        a[0] < b[0] or (a[0] == b[0] and a[1] <= b[1] * (1 + 1e-12) + 1e-300)
        for a, b in itertools.pairwise(keys)
    )


def test_descent_keeps_what_it_was_given():
    co = co_sort(random_sorts(6, 9, 3))
    start = np.random.default_rng(0).normal(size=(9, 2))
    kept = start.copy()
    Descent(co).fit(start)

    assert np.array_equal(start, kept)
    assert descent.COMPILED["nogil"]


@every_transform
def test_where_things_lie_in_memory_does_not_matter(transform):
    """Sums that a compiler may reorder come out differently when arrays lie close together."""
    rng = np.random.default_rng(0)
    start = np.random.default_rng(1).normal(size=(14, 2))
    found = set()
    for _ in range(20):
        held = [np.empty(rng.integers(1, 400)) for _ in range(20)]  # moves what comes next
        co = co_sort(random_sorts(9, 14, 1))
        found.add(Descent(co, transform).fit(start)[0].tobytes())
        del held[::2]

    assert len(found) == 1
