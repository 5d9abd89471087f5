"""From an edition to what its pages show."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from tests.werkwijs.cards.sample_edition import sample

from mapreport.figures.ink import COLOURS
from werkwijs.cards import deck


@pytest.fixture
def document():
    return sample()[0]


def test_a_deck_holds_the_cards_that_have_a_text_for_that_audience(document):
    numbers = [c.number for c in deck.cards(document, "young-person")]

    assert numbers == [1, 2, 4, 6, 8, 9]
    assert dict(deck.audiences(document)) == {
        "young-person": 6, "employer": 6, "job-coach": 6, "support": 6,
    }  # fmt: skip


def test_why_is_told_sentence_by_sentence(document):
    first = deck.cards(document, "young-person")[0]

    assert first.why == [
        "Werk dat bij je past, houd je langer vol.",
        "Niemand is goed in alles.",
        "Iedereen is goed in iets.",
    ]


def test_a_card_has_a_neighbour_on_either_side_but_not_beyond_the_ends(document):
    cards = deck.cards(document, "young-person")

    before, chosen, after = deck.beside(cards, 1)
    assert (before, chosen, after) == (None, cards[0], cards[1])
    before, chosen, after = deck.beside(cards, 9)
    assert (before, chosen, after) == (cards[-2], cards[-1], None)
    assert deck.beside(cards, 3) == (None, None, None)


def test_young_people_read_the_easy_name_of_a_cluster_where_there_is_one(document):
    document["map"]["clusters"][0]["easy"] = "Werk dat bij je past"

    assert deck.cards(document, "young-person")[0].cluster.name == "Werk dat bij je past"
    assert deck.cards(document, "employer")[0].cluster.name == "Werk dat past"


@pytest.mark.parametrize(
    ("words", "letter", "numbers"),
    [
        ("", "", [1, 2, 4, 6, 8, 9]),
        ("GELD", "", [6]),
        ("geld tekent", "", [6]),
        ("géld", "", [6]),
        ("geld spanning", "", []),
        ("", "E", [6]),
        ("jobcoach", "C", [4, 9]),
    ],
)
def test_all_words_and_the_cluster_must_fit(document, words, letter, numbers):
    found = deck.cards(document, "young-person")

    assert [c.number for c in found if deck.fits(c, words, letter)] == numbers


@pytest.mark.parametrize(
    ("stays", "said"),
    [(None, "unknown"), (1.0, "sure"), (0.8, "sure"), (0.79, "fairly"), (0.6, "fairly"), (0.59, "unsure")],
)  # fmt: skip
def test_certainty_in_words(stays, said):
    assert deck.how_sure(stays) == said


def test_the_grounds_of_a_card_say_what_the_map_says(document):
    """By hand: 2.2 on a scale from 1 to 3 lies at 60 of 100."""
    told = document["map"]["statements"][0]
    told["stays"] = 0.874
    told["ratings"] = {
        "belang": {"mean": 2.2, "n": 80, "groups": {"jongere": 2.2, "steunsysteem": None}}
    }
    first = deck.grounds(document, deck.cards(document, "young-person")[0])[0]

    assert (first.text, first.origin, first.sure, first.of_hundred) == (
        "het 1 keer per week goed gaat.", "werkgever", "sure", 87,
    )  # fmt: skip
    rating = first.ratings[0]
    assert (rating.everybody.mean, rating.everybody.n, rating.everybody.drawn) == (2.2, 80, "60.0")
    assert [(g.who, g.mean, g.n) for g in rating.groups] == [
        ("jongere", 2.2, 22),
        ("steunsysteem", None, None),
    ]


def test_a_statement_leads_to_the_other_cards_that_rest_on_it(document):
    """Statement 63 lies under card 9 for young people and for job coaches: no other card."""
    cards = {c.number: c for c in deck.cards(document, "employer")}
    led = {
        g.id: [(c.number, c.audience) for c in g.cards] for g in deck.grounds(document, cards[8])
    }

    assert led["19"] == [(3, "job-coach")]
    assert all(n != 8 for found in led.values() for n, _ in found)


def test_a_statement_the_map_does_not_know_is_left_out(document):
    document["cards"][0]["texts"]["young-person"]["statements"].append("999")
    card = deck.cards(document, "young-person")[0]

    assert [g.id for g in deck.grounds(document, card)] == ["1", "2", "6", "8"]


def test_the_colours_of_cards_are_those_of_the_map():
    style = files("werkwijs.cards").joinpath("static/cards/deck.css").read_text("utf-8")
    written = dict(re.findall(r"\.hue-(\d+) \{ --hue: (#\w+);", style))

    assert written == {str(n): colour for n, colour in enumerate(COLOURS, start=1)}


def test_the_ninth_cluster_has_the_first_colour_and_its_own_letter(document):
    ninth = {**document["map"]["clusters"][0], "cluster": 9, "letter": "I", "name": "Later"}
    document["map"]["clusters"].append(ninth)
    document["cards"][0]["clusters"] = [9]
    card = deck.cards(document, "young-person")[0]

    assert (card.cluster.hue, card.cluster.letter) == (1, "I")
