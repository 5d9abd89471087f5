"""Private words are found where they stand, and what only looks so is left alone."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainlanguage import private_words

LABELLED = tomllib.loads(
    (Path(__file__).parent / "labelled" / "private_words.toml").read_text("utf-8")
)


@pytest.mark.parametrize(
    ("sentences", "recall", "alarms"), [("tuning", 0.95, 0.05), ("held_out", 0.8, 0.1)]
)
def test_most_private_sentences_are_noticed_and_few_others(sentences, recall, alarms):
    told = LABELLED[sentences]
    missed = [one for one in told["private"] if not private_words.find(one)]
    wrong = [one for one in told["fine"] if private_words.find(one)]

    assert 1 - len(missed) / len(told["private"]) >= recall, missed
    assert len(wrong) / len(told["fine"]) <= alarms, wrong


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("Ze heeft ADHD.", "health", "ADHD"),
        ("Hij is SUÏCIDAAL.", "health", "SUÏCIDAAL"),
        ("dru\u200bgs", "health", "dru\u200bgs"),
        ("dépressief", "health", "dépressief"),
        ("Een licht verstandelijke beperking.", "health", "verstandelijke beperking"),
        ("Hij zat in detentie", "crime", "detentie"),
        ("gokschulden", "debt", "gokschulden"),
        ("Ze woont beschermd.", "care", "woont beschermd"),
    ],
)
def test_a_word_is_shown_as_it_stands_there(text, kind, word):
    [found] = private_words.find(text)

    assert (found.kind, found.word) == (kind, word)
    assert text[found.start : found.end] == word
    assert found.instead.endswith(".")


@given(some.text())
def test_any_text_is_read_and_places_are_right(text):
    for one in private_words.find(text):
        assert text[one.start : one.end] == one.word


def test_a_hundred_thousand_signs_take_no_longer_than_ten_times_ten_thousand():
    def seconds(n: int) -> float:
        text = "drugsachtige-" * (n // 13)
        began = time.perf_counter()
        private_words.find(text)
        return time.perf_counter() - began

    seconds(1_000)
    assert seconds(100_000) < 60 * max(seconds(10_000), 0.002)
