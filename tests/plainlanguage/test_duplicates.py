import time

import pytest
from said_twice import LOOKED_AT, UNSEEN

import plainlanguage as pl


def score(one: str, other: str) -> float:
    (pair,) = pl.likely_duplicates({"a": one, "b": other}, threshold=0.0)
    return pair.score


def test_the_same_idea_in_other_words_is_more_alike_than_another_idea():
    calm = "je baas rustig blijft als je een fout maakt"

    same = score(calm, "de baas niet boos wordt bij fouten")
    assert same > 0.5
    assert same > 2 * score(calm, "je baas elke week met je praat")
    assert same > 2 * score(calm, "je een vaste plek hebt om te wonen")


def test_a_subject_in_common_is_not_enough():
    assert score("je jobcoach je goed kent", "je jobcoach met de bus komt") < 0.3


def test_word_order_capitals_and_forms_do_not_matter():
    assert score("Je mag fouten maken!", "fout maken mag") == pytest.approx(1.0)


def test_a_slip_of_the_keyboard_hides_nothing():
    assert score("mijn jobcoach komt vaak langs", "mijn jopcoach komt vaak lnags") > 0.3


def test_texts_without_words_are_like_nothing():
    texts = {"a": "", "b": "…", "c": "😀", "d": "je werk"}

    assert pl.likely_duplicates(texts, threshold=0.01) == []
    assert pl.likely_duplicates({}) == []


def test_pairs_come_best_first_and_in_the_order_handed_in():
    texts = {"z": "hulp bij schulden", "a": "je hulp krijgt bij schulden", "m": "een vast ritme"}
    texts |= {"k": "hulp bij schulden"}
    pairs = pl.likely_duplicates(texts)

    assert (pairs[0].first, pairs[0].second, pairs[0].score) == ("z", "k", pytest.approx(1.0))
    assert [p.score for p in pairs] == sorted((p.score for p in pairs), reverse=True)
    assert all(list(texts).index(p.first) < list(texts).index(p.second) for p in pairs)


def test_the_three_doubles_of_the_example_are_found(starter_statements):
    pairs = pl.likely_duplicates(starter_statements)
    found = [(p.first, p.second) for p in pairs]

    meant = {("10", "11"), ("10", "12"), ("11", "12"), ("44", "45"), ("22", "62")}
    assert set(found[:4]) == meant - {("22", "62")}
    assert meant <= set(found)
    assert len(found) <= 12  # of 2016 pairs


def keyed(pairs: list[tuple[str, str]]) -> dict[str, str]:
    return {
        f"{which}{i}": t
        for i, both in enumerate(pairs)
        for which, t in zip("ab", both, strict=True)
    }


def is_right(pair: pl.Pair) -> bool:
    return pair.first[1:] == pair.second[1:]


def test_pointing_is_seldom_wrong_and_often_silent():
    # the README tells these numbers
    pairs = pl.likely_duplicates(keyed(UNSEEN))
    more = pl.likely_duplicates(keyed(UNSEEN), threshold=0.2)

    assert (sum(map(is_right, pairs)), len(pairs)) == (6, 7)
    assert (sum(map(is_right, more)), len(more)) == (12, 15)


@pytest.mark.parametrize(("said_twice", "least"), [(LOOKED_AT, 36), (UNSEEN, 21)])
def test_most_ideas_said_twice_are_the_most_alike_of_all(said_twice, least):
    partner: dict[str, str] = {}
    for pair in pl.likely_duplicates(keyed(said_twice), threshold=0.0):
        partner.setdefault(pair.first, pair.second)
        partner.setdefault(pair.second, pair.first)
    right = [
        i
        for i in range(len(said_twice))
        if partner[f"a{i}"] == f"b{i}" or partner[f"b{i}"] == f"a{i}"
    ]

    assert len(right) >= least


def test_a_thousand_ideas_take_no_time(starter_statements):
    said = list(starter_statements.values())
    ideas = {str(i): f"{said[i % 64]} {said[(i * 7 + i // 64) % 64]}" for i in range(1000)}
    begin = time.process_time()

    pl.likely_duplicates(ideas)

    assert time.process_time() - begin < 5
