"""What one does in a course changes where one is, and nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coursepack.conftest import sample

from coursepack import State, forms, playing

RIGHT = {8: "1", 9: "02", 10: "012", 11: "012", 12: "7"}
EVERY = frozenset(range(1, 13))


def with_test(state, course, **other):
    for number, answer in {**RIGHT, **{int(n[1:]): a for n, a in other.items()}}.items():
        state = playing.answered(course, state, number, answer)
    return state


def test_a_block_that_is_not_there_changes_nothing(course):
    assert playing.did(course, State(), 99) == State()
    assert playing.did(course, State(), 2) == State(at=2, done=frozenset({2}))


def test_a_question_of_a_lesson_may_be_answered_again(course):
    state = playing.answered(course, State(), 7, "+")

    assert playing.answered(course, state, 7, "+") == state
    assert playing.answered(course, state, 7, "3") == state


def test_the_test_counts_when_its_last_question_is_answered(course):
    state = with_test(State(), course, _8="0")

    assert (state.best, state.tries) == (80, 1)
    assert playing.passed(course, state) is True


def test_a_marked_test_changes_only_when_taken_again_and_the_best_stays(course):
    state = with_test(State(), course)

    assert playing.answered(course, state, 8, "0") == state
    worse = with_test(playing.again(course, state), course, _8="0", _9="-")
    assert (worse.best, worse.tries) == (100, 2)
    assert worse.answers[9] == "-"


def test_everything_is_done_when_all_blocks_are_and_the_test_was_taken(course):
    almost = replace(State(), done=EVERY)

    assert not playing.complete(course, almost)
    assert playing.complete(course, with_test(almost, course))


@pytest.mark.parametrize(
    ("way", "told", "ended"),
    [
        ("", ["start"], False),
        ("0", ["start", "bus"], True),
        ("1", ["start"], True),
        ("9", ["start"], False),
        ("000", ["start", "bus"], True),
    ],
)
def test_a_story_is_told_as_far_as_somebody_chose(course, way, told, ended):
    case = next(block for block in course.blocks if block.kind == "case")

    assert [step.key for step, _ in playing.walk(case, way)] == told
    assert playing.story_ended(case, way) is ended


def test_a_story_is_done_at_its_end(course):
    assert playing.answered(course, State(), 3, "1").done == {3}
    assert playing.answered(course, State(), 3, "2") == State()


@pytest.mark.parametrize(
    ("fields", "way"),
    [
        ({"way": [""], "choice": ["1"]}, "1"),
        ({"choice": ["0"]}, "0"),
        ({"way": ["0"], "choice": ["0"]}, ""),
        ({"way": ["0"]}, ""),
        ({"again": ["1"]}, ""),
        ({"way": [""], "choice": ["7"]}, ""),
    ],
)
def test_a_button_of_a_story_goes_one_step_on(course, fields, way):
    case = next(block for block in course.blocks if block.kind == "case")

    assert forms.way(case, fields) == way


def test_a_score_that_is_sent_counts_for_nothing(course):
    boast = State(best=100, tries=3, answers={8: "1"})

    assert playing.merged(course, State(), boast).best is None
    assert playing.merged(course, State(), with_test(State(), course)).best == 100


def test_a_test_begun_anew_is_not_mixed_with_the_old_answers(course):
    kept = with_test(State(), course, _8="0")
    anew = playing.answered(course, playing.again(course, kept), 8, "1")

    together = playing.merged(course, kept, anew)

    assert {n for n in together.answers if n in RIGHT} == {8}
    assert (together.best, together.tries) == (80, 1)


acts = st.lists(
    st.tuples(st.integers(1, 13), st.sampled_from(["", "0", "1", "02", "012", "210", "7", "+"])),
    max_size=25,
)


def played(course, deeds):
    state = State()
    for number, answer in deeds:
        if answer == "":
            state = playing.did(course, state, number)
        elif number == 13:
            state = playing.again(course, state)
        else:
            state = playing.answered(course, state, number, answer)
    return state


@given(acts, acts)
def test_sending_twice_is_sending_once_whatever_two_devices_did(one, other):
    course = sample()
    kept, sent = played(course, one), played(course, other)
    once = playing.merged(course, kept, sent)

    assert playing.merged(course, once, sent) == once
    assert once.done == kept.done | sent.done
    assert (once.best or 0) >= (kept.best or 0)


@given(st.integers(1, 100).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_how_many_were_right_is_found_back_from_the_score(right_of):
    right, n = right_of

    assert playing.least(100 * right // n, n) == right
