import numpy as np
import pytest

from conceptmapping.correlations import pearson, ranks, spearman

U = np.array([3.1, 2.9, 3.6, 3.6, 2.2, 4.1, 3.3, 3.0])
V = np.array([2.7, 3.4, 3.8, 3.6, 3.2, 3.3, 2.5, 2.9])


def test_pearson_and_its_interval_as_in_r():
    # R 4.2.2: cor.test(u, v)
    found = pearson(U, V)

    assert found.r == pytest.approx(0.266634170299307, abs=1e-12)
    assert found.ci == pytest.approx([-0.539383450858632, 0.817674360035912], abs=1e-12)


def test_spearman_with_ties_as_in_r():
    # R 4.2.2: cor(u, v, method = "spearman")
    assert spearman(U, V).r == pytest.approx(0.32335909071658, abs=1e-12)


def test_spearman_interval_of_bonett_and_wright():
    # Worked example of ci.spear in the R package statpsych, whose author is Bonett.
    y = np.array([21, 4, 9, 12, 35, 18, 10, 22, 24, 1, 6, 8, 13, 16, 19], dtype=float)
    x = np.array([67, 28, 30, 28, 52, 40, 25, 37, 44, 10, 14, 20, 28, 40, 51], dtype=float)

    found = spearman(y, x)

    assert found.r == pytest.approx(0.8699639, abs=5e-8)
    assert found.ci == pytest.approx([0.5840951, 0.9638297], abs=5e-8)


def test_ties_share_their_rank_and_rounding_makes_no_order():
    assert ranks(np.array([0.1 + 0.2, 5.0, 0.3, 1.0])).tolist() == [1.5, 4.0, 1.5, 3.0]


@pytest.mark.parametrize("correlate", [pearson, spearman])
def test_three_clusters_are_too_few_to_say(correlate):
    assert correlate(U[:3], V[:3]).r is None
    assert correlate(U[:4], V[:4]).r is not None


@pytest.mark.parametrize("correlate", [pearson, spearman])
def test_no_correlation_with_a_flat_row_and_no_interval_on_a_straight_line(correlate):
    flat = np.full(8, 0.1) * 3

    assert correlate(U, flat) == correlate(flat, U)
    assert correlate(U, flat).r is None
    assert correlate(U, 2 * U - 1).r == pytest.approx(1)
    assert correlate(U, 2 * U - 1).ci is None
