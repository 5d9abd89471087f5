"""Advice about cards: what is asked of each field, of the fields together, and of a deck."""

import time
import tomllib
from pathlib import Path

import pytest

import plainlanguage as pl
from plainlanguage import verbs

EXAMPLE = (
    Path(__file__).resolve().parents[2] / "src" / "werkwijs" / "cards" / "example" / "cards.toml"
)


def rules(audience: str, field: str, text: str) -> set[str]:
    return {found.advice.rule for found in pl.advise_card({field: text}, audience)}


def only(rule: str, audience: str, **texts: object) -> pl.CardAdvice:
    (found,) = [a for a in pl.advise_card(texts, audience) if a.advice.rule == rule]
    return found


def marked(found: pl.CardAdvice) -> list[str]:
    return [mark.text for mark in found.advice.marks]


@pytest.fixture(scope="module")
def example() -> dict[int, dict[str, pl.CardTexts]]:
    cards = tomllib.loads(EXAMPLE.read_text("utf-8"))["card"]
    return {
        card["number"]: {
            audience: {
                {"actions": "action"}.get(k, k): said
                for k, said in card[audience].items()
                if k != "statements"
            }
            for audience in pl.AUDIENCES
            if audience in card
        }
        for card in cards
    }  # fmt: skip


# --- by field -------------------------------------------------------------------------


def test_a_good_card_gets_no_advice():
    card = {
        "title": "Geef rust",
        "why": "Een vast moment geeft rust. U hoeft niet alles te weten.",
        "action": ["Kies een vast moment.", "Vraag: wat helpt jou?"],
        "question": "Wat vind je van je rooster?",
    }

    assert pl.advise_card(card, "employer") == []


def test_an_action_begins_with_what_the_reader_does():
    assert marked(only("action-verb", "support", action="Samen koken.")) == ["Samen"]
    assert rules("support", "action", "Kook samen.") == set()
    assert "action-verb" not in rules("support", "why", "Samen koken helpt.")


@pytest.mark.parametrize(
    "verb",
    ["kies", "vraag", "ken", "begin", "noteer", "ga", "laat", "schrijf", "zet", "breng",
     "bespreek", "onthoud", "druk", "spreek", "tel"],
)  # fmt: skip
def test_verbs_are_known_by_their_other_forms(verb):
    assert verbs.is_imperative(verb)


@pytest.mark.parametrize(
    "word", ["samen", "elke", "niet", "aandacht", "een", "rustig", "korte", "taken", "jobcoach",
             "tijd", "kan", "bellen", "x", ""]
)  # fmt: skip
def test_other_words_are_no_verbs(word):
    assert not verbs.is_imperative(word)


def test_an_action_may_open_with_a_question():
    assert rules("employer", "action", "Twijfelt u? Bel eerst de jobcoach.") == set()


def test_one_action_stands_on_a_line():
    found = only("double-action", "job-coach", action="Bel de baas en vraag hoe het gaat.")

    assert marked(found) == ["vraag"]


@pytest.mark.parametrize(
    "text",
    [
        "Laat uitrekenen wat je overhoudt. Doe dat voor je tekent.",
        "Praat met je jobcoach als je wilt stoppen. Stop niet meteen.",
        "Laat de jongere zelf bellen, blijf er wel bij.",
        "Vraag: wil je hulp of wil je het proberen?",
        "Zoek een plek voor werk en rust.",
        "Bel of app je jobcoach.",
    ],
)
def test_more_about_one_action_is_no_second_one(text):
    assert rules("support", "action", text) == set()


def test_an_action_orders_nobody():
    assert marked(only("must", "support", action="Zeg dat hij moet sparen.")) == ["moet"]
    assert "must" not in rules("support", "action", "Vraag wat je moet doen.")
    assert "must" not in rules("support", "question", "Welke zorg moet eerst weg?")


def test_titles_hold_seven_words():
    assert rules("support", "title", "een twee drie vier vijf zes zeven") == set()
    assert rules("support", "title", "een twee drie vier vijf zes zeven acht") == {"title-length"}


def test_family_does_not_know_the_words_of_the_trade():
    assert rules("job-coach", "why", "Nazorg helpt.") == set()
    assert rules("support", "why", "Nazorg helpt.") == {"hard-word"}


def test_only_cards_of_employers_are_searched_for_diagnoses():
    text = "Een medewerker met autisme wil rust."
    found = only("diagnosis", "employer", why=text)

    assert (marked(found), found.advice.severity) == (["autisme"], "fail")
    assert {"diagnosis"} == rules("employer", "why", text)  # and is not rare as well
    assert "diagnosis" not in rules("job-coach", "why", text)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Schrijf alleen afspraken op, geen ziekte of diagnose.", False),
        ("Vraag welke diagnose iemand heeft.", True),
        ("Niet elke medewerker met autisme wil rust.", True),
        ("Een autismespectrumstoornis is anders.", True),
        ("Lees de assen van de grafiek af.", False),
        ("Iemand met ASS wil rust.", True),
    ],
)
def test_a_card_may_say_not_to_ask_after_an_illness(text, is_one):
    assert ("diagnosis" in rules("employer", "why", text)) == is_one


def test_a_figure_of_speech_comes_with_what_is_meant():
    found = only("figurative", "job-coach", why="Soms raakt hij snel de draad weer kwijt.")

    assert (marked(found), found.advice.alternative) == (
        ["draad weer kwijt"],
        "het niet meer snappen",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Zet je fiets op slot.", "Was je handen.", "Doe een schone broek aan.", "Ga op de stoel zitten.",
        "Haal de emmer uit de kast.", "De deuren openen om 8 uur.", "Snijd de appel met het mes.",
        "Leer je taken uit je hoofd.", "De trein staat op het spoor.", "Druk op de knop om te stoppen.",
    ],
)  # fmt: skip
def test_what_is_meant_as_it_stands_is_no_figure_of_speech(text):
    assert "figurative" not in rules("employer", "why", text)


def test_easy_words_come_in_short_sentences():
    text = "een twee drie vier vijf zes zeven acht negen"

    assert "sentence-length" in rules("young-person", "easy", text)
    assert "sentence-length" not in rules("young-person", "why", text)


def test_a_card_may_say_no():
    assert rules("young-person", "why", "Je hoeft niet alles alleen te doen.") == set()


def test_no_field_and_no_audience_of_ours_is_said_plainly():
    with pytest.raises(ValueError, match="'parents' is none of young-person, employer"):
        pl.advise_card({}, "parents")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="'back' is none of title, why, action"):
        pl.advise_card({"back": "Hoi."}, "support")  # type: ignore[dict-item]


# --- the fields together --------------------------------------------------------------


def test_advice_says_which_action_it_is_about():
    actions = ["Bel vroeg.", "Samen eten.", "", "Rustig blijven."]
    found = pl.advise_card({"action": actions}, "support")

    assert [(a.field, a.place, a.advice.sentence) for a in found] == [
        ("action", 1, "Samen eten."),
        ("action", 3, "Rustig blijven."),
    ]


def test_je_and_u_are_not_mixed_over_the_fields():
    found = only("address", "employer", why="U weet veel. U mag bellen.", action=["Bel je coach."])

    assert (found.field, marked(found)) == ("action", ["je"])


@pytest.mark.parametrize(
    "action", ["Vraag: wat helpt jou?", "Zeg: “Ik help je.”", 'Zeg "ik help je".']
)
def test_what_the_reader_says_to_another_is_spoken_to_the_other(action):
    assert pl.advise_card({"why": "U weet veel.", "action": [action]}, "employer") == []


def test_a_question_may_be_put_to_the_young_person():
    card = {"why": "U weet veel.", "question": "Wat helpt jou?"}

    assert pl.advise_card(card, "employer") == []
    assert [a.advice.rule for a in pl.advise_card(card, "young-person")] == ["address"]


def test_one_thing_has_one_name_over_the_fields():
    found = only("synonyms", "employer", title="De chef", why="De leidinggevende en de chef.")

    assert (found.field, found.advice.alternative) == ("why", "chef")


# --- a deck ---------------------------------------------------------------------------


def test_over_a_deck_one_thing_has_one_name_for_each_audience():
    deck = pl.advise_cards(
        {
            1: {
                "employer": {"why": "De chef belt. De chef praat."},
                "support": {"why": "De baas."},
            },
            2: {"employer": {"why": "De baas belt."}},
        }
    )

    assert deck.cards[1] == {"employer": [], "support": []}
    (clash,) = deck.cards[2]["employer"]
    assert (clash.advice.rule, clash.advice.alternative) == ("synonyms", "chef")


def test_a_few_things_have_one_name_for_all():
    deck = pl.advise_cards(
        {
            "a": {"young-person": {"why": "Je jobcoach belt. Je jobcoach helpt."}},
            "b": {"support": {"why": "De trajectbegeleider helpt."}},
        }
    )

    assert "synonyms" in {a.advice.rule for a in deck.cards["b"]["support"]}


def test_a_deck_speaks_to_a_reader_in_one_way():
    deck = pl.advise_cards(
        {1: {"employer": {"why": "U belt. U praat."}}, 2: {"employer": {"why": "Je belt."}}}
    )

    assert [a.advice.rule for a in deck.cards[2]["employer"]] == ["address"]


def test_a_deck_is_scored_by_audience_and_only_with_enough_text(example):
    deck = pl.advise_cards(example)
    short = {
        "why": "Werk dat bij je past, houd je langer vol.",
        "action": "Vraag eerst wat iemand wil.",
    }
    few = pl.advise_cards({1: {"support": short, "employer": short}})

    assert set(deck.readability) == set(pl.AUDIENCES)
    assert all(found and found.flesch_douma > 80 for found in deck.readability.values())
    assert few.readability["support"] is None
    assert few.readability["employer"] is None


def test_the_example_cards_do_not_fail_and_warn_seldom(example):
    deck = pl.advise_cards(example)
    given = [a.advice for of in deck.cards.values() for found in of.values() for a in found]

    assert [a for a in given if a.severity == "fail"] == []
    assert len(given) <= sum(map(len, example.values()))


def test_a_deck_of_a_hundred_cards_takes_no_time(example):
    pl.advise_cards(example)  # word lists are read once
    many = {(i, n): of for i in range(9) for n, of in example.items()}
    begin = time.process_time()

    pl.advise_cards(many)

    assert time.process_time() - begin < 5.0


def test_what_was_handed_in_comes_back_unchanged(example):
    before = repr(example)

    pl.advise_cards(example)

    assert repr(example) == before
