import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating_tables import NAN, rated

from conceptmapping.rater_agreement import rater_agreement, rater_correlations

FOUR = [[1, 2, 3, 4, 5, 4], [2, 2, 3, NAN, 4, 5], [5, 1, 2, 3, NAN, 3], [3, 3, 3, 3, 3, 3]]


def test_correlations_of_raters_as_in_r():
    # R 4.2.2: cor(t(R), use = "pairwise.complete.obs")
    found = rater_correlations(np.array(FOUR))

    assert found[0, 1] == pytest.approx(0.848874687627165, abs=1e-12)
    assert found[0, 2] == pytest.approx(-0.284398229497261, abs=1e-12)
    assert found[1, 2] == pytest.approx(0, abs=1e-12)
    assert np.isnan(found[3]).all()


def test_spearman_brown_steps_up_to_the_raters_who_vary():
    # R 4.2.2: m <- mean of the three; 3 * m / (1 + 2 * m)
    found = rater_agreement(rated(FOUR))

    assert (found.raters, found.pairs) == (3, 3)
    assert found.mean_r == pytest.approx(0.188158819376635, abs=1e-12)
    assert found.reliability == pytest.approx(0.410135307603289, abs=1e-12)


def test_two_statements_in_common_are_no_evidence():
    found = rater_agreement(rated([[1, 2, 3, NAN], [NAN, 2, 4, 1]]))

    assert found.reliability is None


def test_raters_who_contradict_each_other_have_no_reliability_to_speak_of():
    # r = -1 for two raters: 1 + (2 - 1) * -1 = 0
    assert rater_agreement(rated([[1, 2, 3], [3, 2, 1]])).reliability is None


tables = st.integers(4, 8).flatmap(
    lambda statements: st.lists(
        st.lists(
            st.one_of(st.integers(1, 5).map(float), st.just(NAN)),
            min_size=statements,
            max_size=statements,
        ),
        min_size=2,
        max_size=7,
    )
)


@settings(max_examples=60, deadline=None)
@given(tables, st.integers(1, 5))
def test_a_rater_who_gives_everything_the_same_changes_nothing(values, always):
    without = rater_agreement(rated(values))
    with_one_more = rater_agreement(rated([*values, [float(always)] * len(values[0])]))

    assert with_one_more.raters == without.raters
    assert with_one_more.reliability == pytest.approx(without.reliability, abs=1e-9)


@settings(max_examples=50, deadline=None)
@given(tables)
def test_every_pair_is_what_numpy_makes_of_their_common_statements(values):
    table = np.array(values)
    found = rater_correlations(table)

    for a in range(len(table)):
        for b in range(a):
            both = ~np.isnan(table[a]) & ~np.isnan(table[b])
            x, y = table[a, both], table[b, both]
            if both.sum() < 3 or np.ptp(x) == 0 or np.ptp(y) == 0:
                assert np.isnan(found[a, b])
            else:
                assert found[a, b] == pytest.approx(np.corrcoef(x, y)[0, 1], abs=1e-9)
