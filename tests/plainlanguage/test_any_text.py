"""Whatever people type, there is an answer, and quickly."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import plainlanguage as pl
from plainlanguage.sentences import split

PIECES = st.sampled_from(
    [
        *("niet", "geen", "wordt", "gezocht", "door", "en", "of", "men", "12%", "procent", "elf"),
        *("bijv.", "UWV.", "m.b.t.", "z'n", "…", "...", "?", "!", ",", "(", ")", "“", "\n", "\r\n"),
        *(
            "- ",
            "1. ",
            "😀",
            "www.a.nl",
            "a@b.nl",
            "http://",
            "één",
            "e\u0301",
            "\ud800",
            "\x00",
            "ß",
            "İ",
        ),
        *(
            "in het kader van",
            "op basis",
            "u",
            "je",
            "baas",
            "werkgever",
            "-",
            "'",
            "’s",
            "١٢",
            "½",
            "²",
        ),
    ]
)
texts = st.one_of(
    st.text(), st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES).map("".join)
)


@settings(deadline=None, max_examples=300)
@given(texts, texts)
def test_no_text_is_too_odd(text, stem):
    for advice in pl.advise(text, stem=stem):
        assert text[advice.start : advice.end] == advice.sentence
        assert "".join(piece for piece, _ in advice.pieces()) == advice.sentence
        assert all(text[m.start : m.end] == m.text for m in advice.marks)
        assert advice.message("nl")
        assert advice.message("en")


@settings(deadline=None)
@given(st.lists(texts, max_size=6))
def test_no_set_of_texts_is_too_odd(several):
    keyed = {str(i): text for i, text in enumerate(several)}
    found = pl.readability(several)

    assert list(pl.advise_set(keyed)) == list(keyed)
    assert all(0 <= pair.score <= 1.0001 for pair in pl.likely_duplicates(keyed, threshold=0.0))
    assert found is None or (found.words >= 50 and found.sentences >= 3)


cards = st.dictionaries(
    st.sampled_from(pl.FIELDS), st.one_of(texts, st.lists(texts, max_size=3)), max_size=4
)


@settings(deadline=None, max_examples=100)
@given(
    st.sampled_from(pl.AUDIENCES),
    st.dictionaries(st.sampled_from(pl.FIELDS), st.one_of(texts, st.lists(texts, max_size=3))),
)
def test_no_card_is_too_odd(audience, card):
    for found in pl.advise_card(card, audience):
        said = card[found.field]
        text = said if isinstance(said, str) else said[found.place]
        advice = found.advice
        assert text[advice.start : advice.end] == advice.sentence
        assert all(text[m.start : m.end] == m.text for m in advice.marks)
        assert "{" not in advice.message("nl") + advice.message("en") or "{" in text
    assert list(pl.advise_cards({0: {audience: card}}).cards) == [0]


ODD = {
    "right-to-left": "\u202eשלום עולם\u202c مرحبا بالعالم. ",
    "smileys": "😀👩‍👩‍👧‍👦🇳🇱 ok? ",
    "one word": "hulp ",
    "control characters": "a\x00\x07\x1b[31m\x7f\u200b\ufeff b\u2028",
    "markup": "<b onclick=\"x('y')\">Bel</b> &amp; {{ x }} {% y %} [a](b) <!-- ",
    "letters far apart": "a\u0301\u0301\u0301 ",
    "verbs": "bel en vraag, ",
    "figures": "op de uit het in de ",
    "quotes": '“‘"„«',
    "speech": "Vraag: ",
    "orders": "moet wat ",
    "diagnoses": "geen diagnose autisme ",
    "one long word": "x",
    "line breaks": "\r\n\n",
    "lone halves": "\ud83d\udc00 ",
}


@pytest.mark.parametrize("field", ["title", "action"])
@pytest.mark.parametrize("piece", ODD.values(), ids=ODD)
def test_no_odd_card_takes_long(piece, field):
    text = (piece * 5000)[:5000]
    pl.advise_card({field: piece}, "employer")  # word lists are read once
    begin = time.process_time()

    for found in pl.advise_card({field: text}, "employer"):
        assert found.advice.message("nl")

    assert time.process_time() - begin < 1.0


@settings(deadline=None)
@given(texts)
def test_every_word_stands_in_one_sentence(text):
    places = [(w.start, w.end) for s in split(text) for w in s.words]

    assert places == sorted(set(places))
    assert all(before[1] <= after[0] for before, after in pairwise(places))


@pytest.mark.parametrize(
    "piece",
    ["a", "a.", "a'", "ge", "niet ", "en ", "(", "()", "?", "a@", "@.", "1.", ",", "-", "\n", "e\u0301",
     "worden ", "http://", "honderd", "duizend", "a-b", "onder ", "12% ", "voor", "in het kader "],
)  # fmt: skip
def test_five_thousand_characters_take_no_time(piece):
    pl.advise(piece)  # word lists are read once
    text = (piece * 5000)[:5000]
    begin = time.process_time()

    pl.advise(text)

    assert time.process_time() - begin < 1.0
