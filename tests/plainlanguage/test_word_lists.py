"""The lists, as people keep them."""

import re
from dataclasses import replace

import plainlanguage as pl
from plainlanguage import lexicon, rules, word_lists


def test_there_are_many_hard_words():
    assert len(word_lists.hard_words()) >= 250


def test_an_easy_word_is_not_a_hard_one():
    hard = {
        easy: found.words
        for easy in word_lists.hard_words().values()
        for word in re.findall(r"[\w'-]+", easy.lower())
        if (found := lexicon.hard((word,)))
    }

    assert hard == {}


def test_easy_words_are_short():
    assert max(len(easy.split()) for easy in word_lists.hard_words().values()) <= 10


def test_hard_words_are_written_small():
    assert [hard for hard in word_lists.hard_words() if hard != hard.lower().strip()] == []


def test_no_expression_is_longer_than_we_look_ahead():
    assert max(len(h.split()) for h in word_lists.hard_words()) <= lexicon.LONGEST_EXPRESSION


def test_a_figure_says_what_is_meant_and_no_hard_words():
    figures = word_lists.figures()
    rules_of_words = replace(pl.PROFESSIONALS, keys=frozenset({"hard-word", "men", "abbreviation"}))

    assert len(figures) > 200
    assert [
        f for f, meant in figures.items() if not meant or pl.advise(meant, rules=rules_of_words)
    ] == []


def test_an_everyday_word_is_no_figure_of_speech():
    known = word_lists.words("everyday") | word_lists.words("practice")

    assert [figure for figure in word_lists.figures() if figure in known] == []


def test_a_verb_is_not_listed_as_none():
    assert word_lists.words("imperatives") & word_lists.words("no_imperatives") == set()


def test_a_near_word_stands_in_one_set():
    words = [word for together in word_lists.near() for word in together]

    assert len(words) == len(set(words))


def test_every_rule_speaks_two_languages():
    assert set(word_lists.wording()) == set(rules.ALL)
    assert all(set(said) == {"nl", "en"} for said in word_lists.wording().values())


def test_our_messages_follow_our_advice():
    """Editors read them: short, active, no hard words but those they are about."""
    for rule, said in word_lists.wording().items():
        text = re.sub(r"\{\w+\}", "werk", re.sub(r"‘[^’]*’", "werk", said["nl"]))
        advice = pl.advise(
            text,
            rules=pl.PROFESSIONALS.knowing(
                "komma's", "afkorting", "procenten", "cijfer", "haakjes"
            ),
        )
        assert [(rule, a.rule, a.marks) for a in advice] == []
