"""Where somebody is, in few signs, and found back in a later version."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coursepack as cp
from coursepack import state as states

numbers = st.integers(1, 1000)
anywhere = st.builds(
    cp.State,
    at=st.integers(0, 1000),
    done=st.frozensets(numbers),
    answers=st.dictionaries(numbers, st.from_regex("[0-9a-z]{1,12}", fullmatch=True)),
    seconds=st.dictionaries(st.integers(1, 99), st.integers(0, states.MOST_SECONDS)),
)


@given(anywhere)
def test_a_state_comes_back_as_it_was_written(state):
    assert states.read(states.write(state)) == state


def test_a_state_in_signs_as_it_is_described():
    state = cp.State(
        at=4,
        done=frozenset({1, 2, 3, 4, 34, 36, 37}),
        answers={5: "2", 7: "013"},
        best=85,
        tries=2,
        seconds={1: 100, 2: 400},
    )

    assert states.write(state) == "1|4|f.1a|5:2,7:013|85.2|1:2s,2:b4"


def test_nothing_yet_is_the_beginning():
    assert states.read("") == cp.State()
    assert states.read(states.write(cp.State())) == cp.State()


@pytest.mark.parametrize(
    "text",
    ["2|0||||", "1|0|||", "1|0||5:2,|", "1|0|||101.1|", "1|0||5:<b>||", "x" * 5000, "1|0||||\n"],
)
def test_what_is_no_state_is_told(text):
    with pytest.raises(cp.UnreadableState):
        states.read(text)


def test_the_longest_state_is_never_shorter_than_a_real_one(course):
    everything = cp.State(
        at=12,
        done=frozenset(range(1, 13)),
        answers={3: "0", 7: "+", 8: "1", 9: "012", 10: "201", 11: "000", 12: "10"},
        best=100,
        tries=35,
        seconds={1: states.MOST_SECONDS, 2: states.MOST_SECONDS},
    )

    assert len(states.write(everything)) <= states.longest(course) < 120
