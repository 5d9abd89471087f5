from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score, silhouette_score

import conceptmapping as cm
from conceptmapping import cluster_choice, clustering, errors

SQUARE = np.array([[0.0, 0], [0, 1], [5, 0], [5, 1], [9, 9]])
"""Two couples and one alone."""


def tree_of(points, linkage="ward-map"):
    ids = tuple(f"q{i}" for i in range(len(points)))
    return cm.cluster(ids, points=points, linkage_of=linkage)


partitions = st.integers(2, 30).flatmap(
    lambda n: st.tuples(*[st.lists(st.integers(0, 4), min_size=n, max_size=n).map(np.array)] * 2)
)


def test_couples_join_first():
    tree = tree_of(SQUARE)

    assert tree.merges[0].tolist() == [0, 1, 1, 2]
    assert tree.merges[1].tolist() == [2, 3, 1, 2]
    assert tree.cut(3).tolist() == [0, 0, 1, 1, 2]


def test_average_linkage_by_hand():
    # a-b .1; c joins them at the mean of .4 and .6
    tree = cm.cluster(
        ("a", "b", "c"), dissimilarity=np.array([0.1, 0.4, 0.6]), linkage_of="average-direct"
    )

    assert tree.merges[:, 2].tolist() == pytest.approx([0.1, 0.5])


def test_ward_straight_on_dissimilarity_by_hand():
    # Ward: d(ab, c)^2 = (2 (.4^2 + .6^2) - .1^2) / 3
    tree = cm.cluster(
        ("a", "b", "c"), dissimilarity=np.array([0.1, 0.4, 0.6]), linkage_of="ward-direct"
    )

    assert tree.merges[1, 2] == pytest.approx(np.sqrt((2 * (0.16 + 0.36) - 0.01) / 3))


@given(st.integers(0, 1000), st.integers(3, 25))
def test_every_cut_refines_the_one_before(seed, n):
    tree = tree_of(np.random.default_rng(seed).normal(size=(n, 2)))
    for k in range(2, n + 1):
        coarse, fine = tree.cut(k - 1), tree.cut(k)
        assert len(np.unique(fine)) == k
        assert all(len(np.unique(coarse[fine == c])) == 1 for c in range(k))


@given(st.integers(0, 1000), st.integers(3, 25))
def test_clusters_are_stretches_of_the_order_and_numbered_by_first_statement(seed, n):
    tree = tree_of(np.random.default_rng(seed).normal(size=(n, 2)))
    cut = tree.cut(min(4, n))

    assert sorted(tree.order) == list(range(n))
    assert np.sum(np.diff(cut[tree.order]) != 0) == len(np.unique(cut)) - 1
    assert [int(np.argmax(cut == c)) for c in range(len(np.unique(cut)))] == sorted(
        int(np.argmax(cut == c)) for c in range(len(np.unique(cut)))
    )


@pytest.mark.parametrize("k", [0, 6])
def test_a_cut_that_cannot_be(k):
    with pytest.raises(errors.SettingOutOfRange, match="from 1 to 5"):
        tree_of(SQUARE).cut(k)


def test_an_unknown_linkage_is_named():
    with pytest.raises(errors.UnknownSetting, match="ward-map"):
        tree_of(SQUARE, "single")


@given(partitions)
def test_agreement_is_the_adjusted_rand_index(pair):
    assert clustering.agreement(*pair) == pytest.approx(adjusted_rand_score(*pair))


@given(st.integers(0, 1000), st.integers(3, 6))
@settings(deadline=None)
def test_silhouettes_are_scikit_learns(seed, k):
    points = np.random.default_rng(seed).normal(size=(14, 2))
    cut = tree_of(points).cut(k)

    assert clustering.silhouettes(points, {k: cut})[k] == pytest.approx(
        silhouette_score(points, cut)
    )


def test_who_stays_with_their_cluster_by_hand():
    before = np.array([0, 0, 0, 1, 1])
    after = np.array([1, 1, 0, 0, 0])  # numbered otherwise; the third has moved over

    assert clustering.matched(after, before).tolist() == [True, True, False, True, True]


@given(partitions)
def test_everybody_stays_in_the_same_partition_under_other_numbers(pair):
    first = pair[0]

    assert clustering.matched(4 - first, first).all()


def test_the_replay_tells_each_merge():
    steps = cluster_choice.replay(tree_of(SQUARE))

    assert [step.clusters for step in steps] == [4, 3, 2]
    assert sorted(map(sorted, steps[0].joins)) == [["q0"], ["q1"]] or sorted(
        map(sorted, steps[0].joins)
    ) == [["q2"], ["q3"]]
    assert sorted(map(sorted, steps[-1].joins)) == [["q0", "q1"], ["q2", "q3"]]


def test_the_suggestion_is_the_number_that_stands_out():
    falling = {k: 1.0 - k / 30 for k in range(2, 21)}
    clear = {**falling, 8: falling[8] + 0.1}

    assert cluster_choice.suggest(64, falling, clear) == 8
    assert cluster_choice.suggest(64, clear, falling) == 8


@pytest.mark.parametrize("n", [3, 4, 5, 7, 12, 64])
def test_there_is_always_a_suggestion(n):
    assert 2 <= cluster_choice.suggest(n, {}, {}) < n


def test_clusters_are_paired_with_those_they_share_most_with():
    one = np.array([0, 0, 0, 1, 1, 2])
    other = np.array([1, 1, 2, 0, 0, 0])

    assert clustering.partners(other, one).tolist() == [1, 0, 2]
    assert clustering.partners(np.array([0, 1, 2, 2]), np.array([0, 0, 1, 1])).tolist() == [
        0,
        -1,
        1,
    ]
