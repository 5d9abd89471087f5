"""Hulls hold their points, labels keep apart, and both can be measured."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conceptmapping import procrustes
from conceptmapping.geometry import (
    around,
    boxes,
    covered_area,
    hull,
    inside,
    overlap,
    place_labels,
    rounded_hull,
    spread,
)

coordinate = st.integers(-1000, 1000).map(lambda v: v / 100)
points = st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=30)


def test_the_hull_of_a_square_leaves_out_its_middle():
    corners = hull([(0, 0), (1, 1), (2, 2), (2, 0), (0, 2), (1, 0)])

    assert corners.tolist() == [[0, 0], [2, 0], [2, 2], [0, 2]]


@pytest.mark.parametrize(
    ("given_points", "corners"),
    [
        ([(1, 2)], [[1, 2]]),
        ([(1, 2), (1, 2)], [[1, 2]]),
        ([(1, 2), (0, 0)], [[0, 0], [1, 2]]),
        ([(2, 2), (0, 0), (1, 1), (3, 3)], [[0, 0], [3, 3]]),
    ],
)
def test_few_points_and_points_on_a_line_are_ordinary(given_points, corners):
    assert hull(given_points).tolist() == corners


def area(outline):
    x, y = outline.T
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2


def test_one_point_gives_a_circle_and_two_give_a_capsule():
    assert area(rounded_hull([(5, 5)], 2.0, steps=400)) == pytest.approx(np.pi * 4, rel=1e-3)
    assert area(rounded_hull([(0, 0), (3, 0)], 1.0, steps=400)) == pytest.approx(
        np.pi + 6, rel=1e-3
    )


@given(points)
def test_a_rounded_hull_holds_every_point_and_keeps_its_distance(places):
    outline = rounded_hull(places, 0.5)
    gaps = np.hypot(*(outline[:, None, :] - np.array(places)).transpose(2, 0, 1))

    assert inside(outline, places).all()
    assert gaps.min() >= 0.5 - 1e-9
    assert not inside(outline, [(100, 100)]).any()


@given(points)
def test_the_order_of_points_does_not_matter(places):
    assert hull(places).tolist() == hull(places[::-1]).tolist()


def test_overlap_by_hand():
    # 2x2 at the origin and 2x2 one step up and right share 1x1
    these = boxes([(0, 0)], [(2, 2)])
    those = boxes([(1, 1), (2, 0), (0, 0)], [(2, 2), (2, 2), (1, 1)])

    assert overlap(these, those).tolist() == [[1.0, 0.0, 1.0]]


@given(points, points)
def test_looking_only_nearby_finds_all_that_is_covered(these, those):
    own, others = boxes(np.array(these), (1.5, 0.7)), boxes(np.array(those), (0.9, 2.0))

    assert covered_area(own, others) == pytest.approx(overlap(own, others).sum(axis=1))


def test_spread_by_hand():
    # two at 1 with gap 1: half a step each; 5 stays where it is
    assert spread([1, 1, 5], 1, 0, 10).tolist() == [0.5, 1.5, 5]
    assert spread([0, 0, 0], 1, 0, 10).tolist() == [0, 1, 2]
    assert spread([4, 4, 4], 1, 0, 1).tolist() == [0, 0.5, 1]
    assert spread([], 1, 0, 1).tolist() == []


@given(st.lists(st.integers(0, 100), min_size=1, max_size=20), st.integers(1, 5))
def test_spread_values_are_apart_in_order_and_in_range(values, gap):
    moved = spread(values, gap, 0, 100)
    steps = np.diff(np.sort(moved))

    assert (steps >= gap - 1e-9).all()
    assert moved.min() >= -1e-9
    assert moved.max() <= 100 + 1e-9
    assert np.argsort(moved, kind="stable").tolist() == np.argsort(values, kind="stable").tolist()


@given(st.lists(st.integers(0, 100), min_size=2, max_size=20, unique=True))
def test_values_already_apart_stay(values):
    assert spread(values, 1, 0, 100).tolist() == pytest.approx(values)


@given(points, st.tuples(st.integers(1, 20), st.integers(1, 8)))
def test_candidates_never_cover_their_anchor(places, size):
    sizes = np.tile(np.array(size, dtype=float), (len(places), 1))
    centres = around(places, sizes, [1.0, 4.0])
    anchors = boxes(np.array(places), np.full((len(places), 2), 0.4))

    shared = np.stack(
        [overlap(boxes(c, s), [a])[:, 0] for c, s, a in zip(centres, sizes, anchors, strict=True)]
    )
    assert shared.max() <= 1e-12
    assert centres.shape == (len(places), 32, 2)


def test_labels_of_ten_statements_on_one_place_do_not_lie_on_each_other():
    sizes = np.tile([12.0, 8.0], (10, 1))
    candidates = around(np.zeros((10, 2)), sizes, [4, 16, 32])
    placement = place_labels(candidates, sizes, bounds=(-100, -100, 100, 100))

    assert placement.covered.max() == 0


def test_a_label_avoids_an_obstacle_and_the_edge():
    sizes = np.array([[10.0, 4.0]])
    candidates = np.array([[[10.0, 0.0], [-10.0, 0.0], [0.0, 10.0]]])
    placement = place_labels(
        candidates, sizes, bounds=(-12, -20, 20, 20), obstacles=[(8, -1, 12, 1)]
    )

    assert placement.choice.tolist() == [2]
    assert placement.covered.tolist() == [0]


def test_what_cannot_be_free_says_how_much_is_covered():
    # both must stand on the same spot: each is covered wholly by the other
    placement = place_labels(np.zeros((2, 1, 2)), np.ones((2, 2)), bounds=(-5, -5, 5, 5))

    assert placement.covered.tolist() == [1, 1]


def test_no_labels_is_fine():
    assert place_labels(np.zeros((0, 3, 2)), [], bounds=(0, 0, 1, 1)).centres.shape == (0, 2)


def test_a_map_is_laid_on_one_that_lacks_some_of_its_points():
    rng = np.random.default_rng(3)
    points = rng.normal(size=(8, 2))
    known = points @ np.array([[0.0, 2.0], [2.0, 0.0]]) + [3.0, -1.0]  # mirrored, twice as large
    assert procrustes.laid_on(points, known) == pytest.approx(known)

    moved = known + rng.normal(size=(8, 2))
    assert procrustes.laid_on(points, moved) == pytest.approx(procrustes.superimpose(points, moved))

    known[[1, 5]] = np.nan
    laid = procrustes.laid_on(points, known)
    assert laid == pytest.approx(points @ np.array([[0.0, 2.0], [2.0, 0.0]]) + [3.0, -1.0])
