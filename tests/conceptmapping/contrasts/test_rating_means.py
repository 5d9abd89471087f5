import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating_tables import NAN, rated

from conceptmapping.errors import ShapeMismatch
from conceptmapping.rating_means import cluster_means, cluster_scores, membership, statement_means

A = [[4, 5, 3], [3, 4, 4], [5, 5, 4], [2, 3, 3], [4, 4, 5], [3, 5, 4]]
B = [[2, 3, 1], [3, 3, 2], [4, 2, 3], [1, 2, 2], [3, 4, 3], [2, 2, 1], [5, 3, 4]]


def test_a_statement_has_the_t_interval_of_its_raters():
    # R 4.2.2: t.test(c(2,3,4,1,3,2,5)); sd(c(2,3,4,1,3,2,5))
    means = statement_means(rated(B))

    assert means.summary(0) == {
        "mean": pytest.approx(2.85714285714286, abs=1e-12),
        "sd": pytest.approx(1.34518541826910, abs=1e-12),
        "n": 7,
        "ci": pytest.approx([1.61305384235726, 4.10123187192846], abs=1e-12),
    }


def test_a_complete_cluster_has_the_t_interval_of_the_raters_own_means():
    # R 4.2.2: m <- rowMeans(a); t.test(m); sd(m)
    means = cluster_means(rated(A), [7, 7, 7], [7])

    assert means.summary(0) == {
        "mean": pytest.approx(3.888888888888889, abs=1e-12),
        "sd": pytest.approx(0.688530372659096, abs=1e-12),
        "n": 6,
        "ci": pytest.approx([3.166320576669569, 4.611457201108208], abs=1e-12),
    }


def test_a_cluster_mean_is_the_mean_of_its_statements_means_not_of_all_scores():
    # statement means 1 and 4: 2.5, whereas the pooled scores average (1 + 1 + 1 + 4) / 4
    means = cluster_means(rated([[1, 4], [1, NAN], [1, NAN]]), [1, 1], [1])

    assert means.mean[0] == pytest.approx(2.5)


def test_one_score_has_no_spread_and_equal_scores_no_interval():
    means = statement_means(rated([[2, 3, 3.3, NAN], [NAN, 3, 3.3, NAN], [NAN, 3, 3.3, NAN]]))

    assert means.summary(0) == {"mean": 2.0, "sd": None, "n": 1, "ci": None}
    assert means.summary(1) == {"mean": 3.0, "sd": 0.0, "n": 3, "ci": None}
    assert means.summary(2) == {"mean": pytest.approx(3.3), "sd": 0.0, "n": 3, "ci": None}
    assert means.summary(3) == {"mean": None, "sd": None, "n": None, "ci": None}


def test_a_cluster_of_which_less_than_half_was_rated_has_no_mean():
    ratings = rated([[4, NAN, NAN, 2, NAN], [5, NAN, NAN, 3, NAN]])

    means = cluster_means(ratings, [1, 1, 1, 2, 2], [1, 2])

    assert means.summary(0)["mean"] is None
    assert means.summary(1)["mean"] == 2.5


def test_the_partition_is_about_the_same_statements():
    with pytest.raises(ShapeMismatch):
        cluster_means(rated(A), [1, 2], [1, 2])


@pytest.mark.parametrize(("raters", "missing"), [(6, 0.25), (12, 0.6), (30, 0.6)])
def test_intervals_of_incomplete_ratings_cover_what_they_promise(raters, missing):
    """Raters differ in level and many scores are missing: 95 % should still hold about 95 %.

    With n - 1 degrees of freedom and no correction per statement it holds 90 % at 12 raters of
    whom each scored two fifths.
    """
    rng = np.random.default_rng(20)
    studies, statements = 2000, 8
    worth = np.linspace(2.5, 3.5, statements)
    covered = 0
    for _ in range(studies):
        values = worth + rng.normal(0, 0.5, (raters, 1)) + rng.normal(0, 0.8, (raters, statements))
        values[rng.random(values.shape) < missing] = np.nan
        means = cluster_means(rated(values), [1] * statements, [1])
        covered += bool(means.low[0] <= worth.mean() <= means.high[0])

    # three standard errors of a share of .95 in 2000 studies: .015
    assert covered / studies == pytest.approx(0.95, abs=0.015)


def test_what_rests_on_each_rater_by_hand():
    # Both scored the first statement, one the second: weights (1/2 + 1)/2 and (1/2)/2.
    ratings = rated([[1, 4], [2, NAN]])

    scores = cluster_scores(ratings, membership([1, 1], [1], ratings))

    assert scores.weights[:, 0] == pytest.approx([0.75, 0.25])
    assert scores.effective[0] == pytest.approx(1 / (0.75**2 + 0.25**2))
    assert scores.free[0] == pytest.approx((0.75**2 + 0.25**2) ** 2 / (0.75**4 + 0.25**4) - 1)
    assert scores.n[0] == 2


scores = st.one_of(st.integers(1, 5).map(float), st.just(NAN))


@st.composite
def tables(draw):
    raters, statements = draw(st.integers(2, 9)), draw(st.integers(2, 7))
    row = st.lists(scores, min_size=statements, max_size=statements)
    values = draw(st.lists(row, min_size=raters, max_size=raters))
    clusters = draw(st.lists(st.integers(1, 3), min_size=statements, max_size=statements))
    order = draw(st.permutations(range(statements))), draw(st.permutations(range(raters)))
    return np.array(values), np.array(clusters), order


@settings(max_examples=60, deadline=None)
@given(tables())
def test_the_order_of_statements_and_raters_does_not_matter(drawn):
    values, partition, (columns, rows) = drawn
    shuffled = values[np.ix_(rows, columns)]

    before, after = statement_means(rated(values)), statement_means(rated(shuffled))
    np.testing.assert_allclose(after.mean, before.mean[list(columns)], atol=1e-12)
    np.testing.assert_allclose(after.low, before.low[list(columns)], atol=1e-9)

    before = cluster_means(rated(values), partition, [1, 2, 3])
    after = cluster_means(rated(shuffled), partition[list(columns)], [1, 2, 3])
    np.testing.assert_allclose(after.mean, before.mean, atol=1e-12)
    np.testing.assert_allclose(after.high, before.high, atol=1e-9)
    np.testing.assert_array_equal(after.n, before.n)


@settings(max_examples=60, deadline=None)
@given(tables(), st.floats(-3, 3), st.floats(0.1, 4))
def test_another_unit_moves_everything_along(drawn, shift, stretch):
    values, partition, _ = drawn

    before = cluster_means(rated(values), partition, [1, 2, 3])
    after = cluster_means(rated(shift + stretch * values), partition, [1, 2, 3])

    np.testing.assert_allclose(after.mean, shift + stretch * before.mean, atol=1e-9)
    np.testing.assert_allclose(after.low, shift + stretch * before.low, atol=1e-7)
    np.testing.assert_allclose(after.sd, stretch * before.sd, atol=1e-8)


@settings(max_examples=60, deadline=None)
@given(tables())
def test_somebody_who_scored_nothing_changes_nothing(drawn):
    values, partition, _ = drawn
    silent = np.vstack([values, np.full(values.shape[1], NAN)])

    before = cluster_means(rated(values), partition, [1, 2, 3])
    after = cluster_means(rated(silent), partition, [1, 2, 3])

    np.testing.assert_allclose(after.high, before.high, atol=1e-9)
    np.testing.assert_array_equal(after.n, before.n)


@settings(max_examples=60, deadline=None)
@given(tables())
def test_raters_count_for_what_they_scored_and_together_for_one(drawn):
    values, partition, _ = drawn
    ratings = rated(values)

    scores = cluster_scores(ratings, membership(partition, [1, 2, 3], ratings))

    known = ~np.isnan(scores.mean)
    np.testing.assert_allclose(scores.weights.sum(axis=0)[known], 1)
    assert (scores.effective <= scores.n + 1e-9).all()
    assert (scores.free <= scores.n - 1 + 1e-9).all()
