import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating_tables import NAN, rated
from scipy import stats

from conceptmapping.differences import (
    between_clusters,
    between_groups,
    corrected,
    hedges_g,
    paired_d,
)

A = [[4, 5, 3], [3, 4, 4], [5, 5, 4], [2, 3, 3], [4, 4, 5], [3, 5, 4]]
B = [[2, 3, 1], [3, 3, 2], [4, 2, 3], [1, 2, 2], [3, 4, 3], [2, 2, 1], [5, 3, 4]]


def test_two_groups_are_compared_with_welchs_test_on_their_raters():
    # R 4.2.2: t.test(rowMeans(a), rowMeans(b))
    (found,) = between_groups({"a": rated(A), "b": rated(B)}, [1, 1, 1], [1], minimum_tested=5)

    assert found["difference"] == pytest.approx(3.8888888888888889 - 2.6190476190476191)
    assert found["p"] == pytest.approx(0.0146798853188631, abs=1e-12)
    assert found["ci"] == pytest.approx([0.3035216696208197, 2.2361608700617195], abs=1e-12)
    assert (found["n_a"], found["n_b"], found["cluster"]) == (6, 7, 1)
    assert (found["test"], found["correction"]) == ("welch-t", "holm")


def test_two_clusters_are_compared_within_raters():
    # R 4.2.2: t.test(rowMeans(a[, 1:2]), a[, 3], paired = TRUE)
    (found,) = between_clusters(rated(A), [1, 1, 2], [1, 2], minimum_tested=5)

    assert found["difference"] == pytest.approx(0.0833333333333333)
    assert found["p"] == pytest.approx(0.8416967031104018, abs=1e-12)
    assert found["ci"] == pytest.approx([-0.9350338783429524, 1.1017005450096191], abs=1e-12)
    assert (found["a"], found["b"], found["cluster"]) == ("1", "2", None)
    assert (found["n_a"], found["n_b"], found["test"]) == (6, 6, "paired-t")


def test_hedges_g_and_its_interval_by_bonett():
    # statpsych (Bonett's R package), ci.stdmean2(.05, 20.9, 19.1, 3.85, 3.19, 50, 50): weighted
    found = hedges_g(20.9 - 19.1, (3.85, 3.19), (50, 50))

    assert found.size == pytest.approx(0.5052, abs=5e-5)
    assert found.ci == pytest.approx([0.1107, 0.9076], abs=5e-5)


def test_paired_d_and_its_interval_by_bonett():
    # statpsych, ci.stdmean.ps(.05, 110.4, 102.1, 15.3, 14.6, .75, 25): unweighted
    found = paired_d(110.4 - 102.1, (15.3, 14.6), 0.75, 25)

    assert found.size == pytest.approx(0.5433457, abs=5e-8)
    assert found.ci == pytest.approx([0.2394905, 0.8705732], abs=5e-8)


def test_corrections_as_in_r():
    # R 4.2.2: p.adjust(p, "holm"); p.adjust(p, "BH")
    p = [0.001, 0.04, 0.03, 0.02, 0.2, 0.02]

    assert corrected(p, "holm") == pytest.approx([0.006, 0.1, 0.1, 0.1, 0.2, 0.1])
    assert corrected(p, "benjamini-hochberg") == pytest.approx(
        [0.006, 0.048, 0.045, 0.04, 0.2, 0.04]
    )


@given(st.lists(st.floats(0, 1), max_size=12))
def test_false_discoveries_as_scipy_corrects_them(p):
    expected = stats.false_discovery_control(p) if p else []

    assert corrected(p, "benjamini-hochberg") == pytest.approx(np.asarray(expected))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_correcting_never_makes_a_p_value_smaller_nor_changes_the_order(p):
    for correction in ("holm", "benjamini-hochberg"):
        adjusted = corrected(p, correction)
        assert (adjusted >= np.array(p) - 1e-15).all()
        assert (adjusted <= 1).all()
        assert (np.diff(adjusted[np.argsort(p)]) >= 0).all()


def test_all_comparisons_on_a_scale_are_one_family():
    groups = {"a": rated(A), "b": rated(B)}

    found = between_groups(groups, [1, 2, 3], [1, 2, 3], minimum_tested=5)

    p = [one["p"] for one in found]
    assert [one["p_corrected"] for one in found] == pytest.approx(corrected(p, "holm").tolist())
    assert min(found, key=lambda one: one["p"])["p_corrected"] == pytest.approx(3 * min(p))


def test_small_groups_are_compared_but_not_tested():
    (found,) = between_groups({"a": rated(A), "b": rated(B)}, [1, 1, 1], [1], minimum_tested=7)

    assert found["p"] is None
    assert found["p_corrected"] is None
    assert found["ci"] is not None
    (within,) = between_clusters(rated(A), [1, 1, 2], [1, 2], minimum_tested=7)
    assert within["p"] is None
    assert within["difference"] == pytest.approx(0.0833333333333333)


def test_where_nothing_varies_there_is_a_difference_and_no_test():
    (found,) = between_groups(
        {"a": rated([[4, 4]] * 6), "b": rated([[3, 3]] * 6)}, [1, 1], [1], minimum_tested=5
    )

    assert found["difference"] == 1
    assert (found["ci"], found["p"], found["effect"]) == (None, None, None)


def test_statements_hidden_for_one_group_are_compared_for_neither():
    a = [[1, 5, NAN], [2, 4, NAN], [1, 5, NAN], [2, 5, NAN], [1, 4, NAN]]
    b = [[2, 4, 1], [1, 5, 1], [2, 4, 1], [1, 4, 2], [1, 5, 2]]

    (found,) = between_groups({"a": rated(a), "b": rated(b)}, [1, 1, 1], [1], minimum_tested=5)

    # a: 1.4 and 4.6; b: 1.4 and 4.4 on the first two statements
    assert found["difference"] == pytest.approx((1.4 + 4.6) / 2 - (1.4 + 4.4) / 2)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(3, 12), st.integers(3, 12))
def test_complete_ratings_give_the_textbook_tests(seed, m, n):
    rng = np.random.default_rng(seed)
    a, b = rng.integers(1, 6, (m, 4)).astype(float), rng.integers(1, 6, (n, 4)).astype(float)
    b[:, 0] += 0.25  # never all the same
    a[0, :2], b[0, 2:] = [1, 2], [4, 2]
    x, y = a.mean(axis=1), b.mean(axis=1)
    if min(np.ptp(x), np.ptp(y)) == 0:
        return

    (found,) = between_groups({"a": rated(a), "b": rated(b)}, [1] * 4, [1], minimum_tested=2)

    expected = stats.ttest_ind(x, y, equal_var=False)
    assert found["p"] == pytest.approx(expected.pvalue, rel=1e-9)
    interval = expected.confidence_interval()
    assert found["ci"] == pytest.approx([interval.low, interval.high], rel=1e-7, abs=1e-9)


def test_missing_scores_keep_the_promise_of_the_tests():
    """No difference in truth, a quarter of the scores missing: 5 % false alarms, not more."""
    rng = np.random.default_rng(3)
    studies, alarms = 1500, np.zeros(2)
    for _ in range(studies):
        groups = {}
        for group in ("a", "b"):
            level, each = rng.normal(0, 0.6, (14, 1)), rng.normal(0, 0.8, (14, 8))
            values = 3 + level + each
            values[rng.random(values.shape) < 0.25] = np.nan
            groups[group] = rated(values)
        (between, *_) = between_groups(groups, [1] * 8, [1], minimum_tested=5)
        (within,) = between_clusters(groups["a"], [1] * 4 + [2] * 4, [1, 2], minimum_tested=5)
        alarms += [between["p"] < 0.05, within["p"] < 0.05]

    assert alarms / studies == pytest.approx([0.05, 0.05], abs=0.017)
