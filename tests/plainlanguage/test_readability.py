import pytest

import plainlanguage as pl

FIVE = "Wij gaan nu naar huis."  # 5 words of 1 syllable


def test_by_hand():
    # 10 sentences of 5 words of 1 syllable: 206.84 - 0.93 * 5 - 77 and 195 - 2 * 5 - 200 / 3
    found = pl.readability([FIVE] * 10)

    assert found == pl.Readability(
        50, 10, 50, pytest.approx(125.19), pytest.approx(118.3333, abs=1e-4)
    )


def test_longer_words_and_sentences_are_harder():
    easy = pl.readability([FIVE] * 12)
    long_words = pl.readability(
        ["Verantwoordelijke medewerkers organiseren vergaderingen samen."] * 12
    )
    long_sentences = pl.readability(["Wij gaan nu naar huis en zij gaan ook naar huis toe."] * 12)

    for harder in (long_words, long_sentences):
        assert harder.flesch_douma < easy.flesch_douma
        assert harder.brouwer < easy.brouwer


@pytest.mark.parametrize("texts", [[], "", [FIVE] * 9, ["werk " * 200], ["werk " * 100] * 2])
def test_too_little_text_has_no_score(texts):
    assert pl.readability(texts) is None


def test_one_text_and_its_parts_score_alike():
    assert pl.readability(" ".join([FIVE] * 10)) == pl.readability([FIVE] * 10)
