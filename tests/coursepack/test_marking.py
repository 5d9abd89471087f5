"""What is right, and how much of the test."""

import pytest

import coursepack as cp
from coursepack.questions import shown


def asked(course, number):
    return next(block.question for block in course.blocks if block.number == number)


@pytest.mark.parametrize(
    ("number", "answer", "right"),
    [
        (7, "+", None),
        (8, "1", True),
        (8, "0", False),
        (8, "2", False),  # there is no third
        (8, "", False),
        (9, "02", True),
        (9, "0", False),
        (9, "012", False),
        (9, "20", False),  # not ascending: no answer at all
        (9, "-", False),
        (10, "012", True),
        (10, "102", False),
        (10, "00", False),
        (11, "012", True),
        (11, "000", False),
        (12, "6", True),
        (12, "8", True),
        (12, "9", False),
        (12, "+7", False),
        (12, "11", False),
    ],
)
def test_right_and_wrong(course, number, answer, right):
    assert cp.is_right(asked(course, number), answer) is right


def test_the_score_is_what_is_right_of_the_test_rounded_down(course):
    assert cp.score(course, {}) == 0
    assert cp.score(course, {8: "1", 9: "02", 7: "+", 10: "102"}) == 40
    assert cp.score(course, {8: "1", 9: "02", 10: "012", 11: "012", 12: "7"}) == 100


def test_without_a_test_there_is_no_score(course):
    from dataclasses import replace

    assert cp.score(replace(course, lessons=course.lessons[:1]), {7: "+"}) is None


@pytest.mark.parametrize("n", range(2, 13))
def test_items_are_never_shown_in_the_right_order(n):
    order = cp.Order(prompt="?", items=tuple(str(i) for i in range(n)))

    assert sorted(shown(order)) == list(range(n))
    assert shown(order) != tuple(range(n))
