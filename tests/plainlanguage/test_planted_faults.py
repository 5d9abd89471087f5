"""Sentences with planted faults, and sound ones: how many the desk for cards tells apart.

The figures stand in `benchmarks/RESULTS.md`; how they came about in `docs/decisions/0020-planted-faults.md`.
"""

from collections import Counter

import pytest
from benchmarks.language import FRESH, HALVES, labelled, measured

import plainlanguage as pl

halves = pytest.mark.parametrize("half", HALVES)


@halves
def test_nine_planted_faults_in_ten_are_found(half):
    counted = measured(half)

    assert counted.share_found >= 0.9, counted.missed


@halves
def test_one_sound_sentence_in_ten_at_most_is_remarked_on(half):
    counted = measured(half)

    assert counted.share_alarmed <= 0.1, counted.alarms


@halves
def test_most_faults_of_every_kind_are_found(half):
    """Not only the kinds of which there are many."""
    counted = measured(half)
    poor = {r for r, n in counted.planted.items() if counted.found[r] < n / 2}

    assert poor == set()


@halves
def test_every_rule_for_cards_is_planted_for_every_reader_it_holds_for(half):
    planted = Counter(rule for _, _, _, faults, *_ in labelled(half)["planted"] for rule in faults)
    asked = {r for a in pl.AUDIENCES for f in pl.FIELDS for r in pl.card_rules(a, f).keys}

    assert set(planted) == asked
    assert min(planted.values()) >= 3


def test_the_fresh_sentences_come_near():
    """Written last, in the voice of first drafts, and measured once: 37 of 42, and 2 of 41."""
    counted = measured(FRESH)

    assert counted.share_found >= 0.85, counted.missed
    assert counted.share_alarmed <= 0.1, counted.alarms


def test_no_sentence_stands_in_two_places():
    texts = [
        row[2] for half in (*HALVES, FRESH) for rows in labelled(half).values() for row in rows
    ]

    assert len(texts) == len(set(texts)) > 200


def test_sound_sentences_and_faulty_ones_are_about_as_many():
    for half in (*HALVES, FRESH):
        sizes = [len(rows) for rows in labelled(half).values()]
        assert max(sizes) < 1.25 * min(sizes)
