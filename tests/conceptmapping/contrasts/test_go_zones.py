import numpy as np
import pytest
from rating_tables import NAN, rated

from conceptmapping.go_zones import go_zone
from conceptmapping.rating_means import statement_means

X = [[1, 2, 4, 5, 3], [1, 2, 4, 5, 3], [1, 2, 4, 5, 3]]
Y = [[5, 1, 4, 2, NAN], [4, 1, 5, 2, NAN], [3, 1, 3, 2, NAN]]


def zone(x=X, y=Y, **settings):
    one, other = rated(x, "importance"), rated(y, "feasibility")
    return go_zone(
        ("importance", "feasibility"),
        (one.scale, other.scale),
        (statement_means(one), statement_means(other)),
        one.statements,
        **settings,
    )


def test_four_quadrants_by_hand():
    # The last statement has no feasibility. Lines: (1+2+4+5)/4 = 3 and (4+1+4+2)/4 = 2.75.
    found = zone()

    assert (found["x_line"], found["y_line"]) == (3.0, 2.75)
    assert {point["id"]: point["quadrant"] for point in found["points"]} == {
        "s0": "y-only",
        "s1": "neither",
        "s2": "both",
        "s3": "x-only",
    }
    assert found["counts"] == {"both": 1, "x-only": 1, "y-only": 1, "neither": 1}


def test_lines_can_lie_at_the_mean_of_all_or_at_the_midpoint():
    shown = np.array([False, True, True, True, True])

    assert zone(shown=shown)["x_line"] == pytest.approx(11 / 3)
    assert zone(shown=shown, lines="mean-all")["x_line"] == 3
    assert zone(shown=shown, lines="midpoint")["y_line"] == 3
    assert [p["id"] for p in zone(shown=shown)["points"]] == ["s1", "s2", "s3"]


def test_on_the_line_is_not_above_it_whatever_the_rounding():
    # Mean of six times 3.3 in floating point is not exactly 3.3.
    found = zone([[3.3] * 6] * 3, [[3.3] * 6] * 3)

    assert found["counts"]["neither"] == 6


def test_points_carry_their_intervals_where_there_are_any():
    point = zone()["points"][0]

    assert point["x_ci"] is None
    assert point["y_ci"][0] < point["y"] < point["y_ci"][1]


def test_no_zone_without_a_statement_that_has_both_means():
    assert zone([[1.0, NAN]] * 3, [[NAN, 2.0]] * 3) is None
