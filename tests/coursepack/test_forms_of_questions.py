"""What a page without a script sends is an answer, or nothing."""

import pytest

from coursepack import forms


def asked(course, number):
    return next(block.question for block in course.blocks if block.number == number)


@pytest.mark.parametrize(
    ("number", "fields", "answer"),
    [
        (8, {"answer": ["1"]}, "1"),
        (8, {"answer": ["1", "0"]}, "1"),
        (8, {"answer": ["9"]}, ""),
        (8, {"answer": ["x"]}, ""),
        (8, {}, ""),
        (9, {"answer": ["2", "0", "2"]}, "02"),
        (9, {"answered": ["1"]}, "-"),
        (9, {}, ""),
        (10, {"answer-0": ["2"], "answer-1": ["0"], "answer-2": ["1"]}, "201"),
        (10, {"answer-0": ["2"], "answer-1": ["2"], "answer-2": ["1"]}, ""),
        (10, {"answer-0": ["2"], "answer-1": [""]}, ""),
        (11, {"answer-0": ["1"], "answer-1": ["1"], "answer-2": ["0"]}, "110"),
        (12, {"answer": [" 07 "]}, "7"),
        (12, {"answer": ["7,5"]}, ""),
        (12, {"answer": ["11"]}, ""),
        (7, {"words": ["  "]}, ""),
        (7, {"words": ["Fijn."]}, "+"),
    ],
)
def test_fields_become_an_answer(course, number, fields, answer):
    assert forms.answer(asked(course, number), fields) == answer
