"""Numbers as people type them from paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkwijs.participation.paper.number_lines import in_short, read_lines, read_numbers, written
from werkwijs.participation.paper.sorts import Pile, Sort, check

numbers = st.lists(st.integers(1, 300), unique=True, max_size=40)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("3 7 12", [3, 7, 12]),
        ("3,7,12", [3, 7, 12]),
        ("3, 7; 12.", [3, 7, 12]),
        ("3 7 12-15", [3, 7, 12, 13, 14, 15]),
        ("12 - 15", [12, 13, 14, 15]),
        ("12–14 en", [12, 13, 14]),
        ("12 t/m 14", [12, 13, 14]),
        ("  ", []),
        ("007", [7]),
    ],
)
def test_numbers_are_read_as_people_type_them(typed, numbers):
    assert read_numbers(typed)[0] == numbers


@pytest.mark.parametrize(
    "typed", ["drie", "12-", "15-12", "3a", "١٢", "99999", "1-2-3", "<script>"]
)
def test_what_is_no_number_is_handed_back_as_it_was_typed(typed):
    assert read_numbers(typed) == ([], [typed])


def test_a_short_text_never_becomes_millions_of_numbers():
    many = "1-9999 " * 100_000

    numbers, strange = read_numbers(many)
    lines = read_lines("1-9999\n" * 300)

    assert len(numbers) < 40_000
    assert strange == ["1-9999"]
    assert sum(len(line.numbers) for line in lines) < 40_000
    assert lines[-1].strange == ("1-9999",)


def test_a_label_comes_after_a_colon_and_may_hold_anything():
    (line,) = read_lines("1 2: hulp: van 3 anderen 🙂")

    assert (line.numbers, line.label) == ((1, 2), "hulp: van 3 anderen 🙂")


def test_lines_are_counted_as_they_stand_on_the_page():
    assert [line.at for line in read_lines("1 2\n\n3\r\n4")] == [1, 3, 4]


@given(numbers)
def test_what_is_written_in_short_is_read_back(numbers):
    assert read_numbers(in_short(numbers)) == (sorted(numbers), [])


@given(st.text(max_size=80), st.lists(st.integers(1, 300), unique=True, min_size=1, max_size=40))
def test_a_pile_written_as_a_line_is_one_line_and_the_same_pile(label, numbers):
    (line,) = read_lines(written(label, numbers))

    assert line.numbers == tuple(sorted(numbers))
    assert line.label == " ".join(label.split())


@given(st.text(max_size=2000))
def test_anything_may_be_typed(text):
    for line in read_lines(text):
        assert line.numbers or line.strange or line.label or ":" in text


@given(st.data())
def test_a_sound_sort_is_found_sound_and_nothing_is_lost(data):
    every = data.draw(st.lists(st.integers(1, 99), unique=True, min_size=1))
    place = data.draw(st.lists(st.integers(0, 5), min_size=len(every), max_size=len(every)))
    piles = [
        Pile("", tuple(sorted(n for n, p in zip(every, place, strict=True) if p == at)))
        for at in range(1, 5)
    ]
    unknown = tuple(sorted(n for n, p in zip(every, place, strict=True) if p == 5))
    sort = Sort(tuple(pile for pile in piles if pile.numbers), unknown)
    if not sort.named:
        return

    checked = check(read_lines(sort.lines), sort.unknown_line, numbers=every, batch=None)

    assert checked.sound() == sort
    assert checked.missing == sorted(set(every) - sort.named)


def said(lines, unknown="", *, numbers=range(1, 11), batch=None):
    checked = check(read_lines(lines), unknown, numbers=numbers, batch=batch)
    return [str(fault) for fault in checked.faults]


def test_a_number_on_two_piles_is_named_with_both_lines():
    assert said("1 2 3\n4 2") == ["Nummer 2 staat meer dan een keer: op regel 1 en regel 2."]


def test_a_number_twice_on_one_line_is_named_too():
    assert said("1 2 2") == ["Nummer 2 staat meer dan een keer: op regel 1."]


def test_a_number_on_a_pile_and_not_known_is_named():
    (told,) = said("1 2", "2")

    assert told == "Nummer 2 staat meer dan een keer: op regel 1 en de regel ‘weet ik niet’."


def test_numbers_that_do_not_exist_are_named_together():
    assert said("1 11-13 20") == ["Deze nummers bestaan niet: 11‑13, 20. Kijk op regel 1."]


def test_a_number_of_somebody_elses_batch_is_named():
    (told,) = said("1 2 3", batch=[1, 2])

    assert told == "Deze nummers horen niet bij deze portie: 3. Kijk op regel 1."


def test_a_pile_without_numbers_is_no_pile():
    assert said(": hulp") == ["Op regel 1 staat geen nummer."]


def test_an_empty_paper_is_no_sort():
    assert said("") == ["Er staat nog niets. Vul minstens één stapel in."]


def test_what_is_missing_is_allowed_and_told():
    checked = check(read_lines("1 2\n5-8"), "9", numbers=range(1, 11), batch=None)

    assert not checked.faults
    assert checked.missing == [3, 4, 10]
