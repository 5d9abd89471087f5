import pytest

import plainlanguage as pl


def rules(text: str, **options: object) -> set[str]:
    return {a.rule for a in pl.advise(text, **options)}


def only(rule: str, text: str, **options: object) -> pl.Advice:
    (found,) = [a for a in pl.advise(text, **options) if a.rule == rule]
    return found


def marked(advice: pl.Advice) -> list[str]:
    return [m.text for m in advice.marks]


def test_an_easy_sentence_gets_no_advice():
    assert pl.advise("Je jobcoach gaat met je mee.") == []


# --- beginning ------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["dat iemand meegaat.", "Het helpt als als iemand meegaat."])
def test_a_statement_does_not_join_twice(text):
    advice = only("beginning", text, stem="Het helpt als …")

    assert [m.lower() for m in marked(advice)] == [text.removeprefix("Het helpt als ").split()[0]]
    assert "het helpt als" in advice.message("nl")


@pytest.mark.parametrize("stem", ["", "Wat helpt jou?"])
def test_without_a_stem_that_joins_any_beginning_is_fine(stem):
    assert "beginning" not in rules("Dat iemand meegaat.", stem=stem)


def test_what_follows_the_stem_is_fine():
    assert "beginning" not in rules("je baas weet dat je leert.", stem="Het helpt als")


# --- length ---------------------------------------------------------------------------

TEN = "een twee drie vier vijf zes zeven acht negen tien"


@pytest.mark.parametrize(
    ("extra", "severity"), [("", None), (" 11", "warn"), (" 11 12", "warn"), (" 11 12 13", "fail")]
)
def test_over_ten_words_warns_and_over_twelve_fails(extra, severity):
    found = [a.severity for a in pl.advise(TEN + extra) if a.rule == "sentence-length"]

    assert found == ([severity] if severity else [])


@pytest.mark.parametrize("stem", ["Het helpt als", "Het helpt als …", "het helpt als..."])
def test_words_that_begin_every_statement_are_not_counted(stem):
    text = "Het helpt als … " + TEN

    assert "sentence-length" in rules(text)
    assert "sentence-length" not in rules(text, stem=stem)
    assert "sentence-length" not in rules(TEN, stem=stem)


def test_words_that_begin_every_statement_are_not_judged():
    stem = "Men participeert als …"

    assert {"men", "hard-word"} <= rules(stem + " je rust hebt.")
    assert rules(stem + " je rust hebt.", stem=stem) == set()


def test_professionals_may_read_longer_sentences():
    assert "sentence-length" not in rules(TEN + " 11 12", rules=pl.PROFESSIONALS)


# --- what a sentence does -------------------------------------------------------------


def test_one_comma_is_enough():
    assert "commas" not in rules("Bel, als je ziek bent. Het kost 2,50 of 3,50.")
    assert marked(only("commas", "Bel, als je ziek bent, je baas.")) == [",", ","]


def test_no_is_worth_a_second_look():
    assert marked(only("negation", "De hulp stopt niet.")) == ["niet"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ik heb nooit geen hulp gehad.", ["nooit", "geen"]),
        ("Je mag niet geen pauze nemen.", ["niet", "geen"]),
        ("Niemand zegt niets.", ["Niemand", "niets"]),
        ("Werk lukt niet zonder hulp.", ["niet", "zonder"]),
        ("Dat is niet onbelangrijk.", ["niet", "onbelangrijk"]),
    ],
)
def test_no_twice_in_one_breath_fails(text, words):
    advice = only("double-negation", text)

    assert advice.severity == "fail"
    assert marked(advice) == words


def test_no_in_two_clauses_warns():
    assert only("double-negation", "Je werkt niet, als je niet kunt.").severity == "warn"


@pytest.mark.parametrize("text", ["Je werkt zonder stress.", "Je past onder de tafel."])
def test_without_alone_is_fine(text):
    assert rules(text) & {"negation", "double-negation"} == set()


def test_without_takes_back_only_the_no_beside_it():
    assert "double-negation" not in rules("Zonder hulp lukt werken niet.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("je werk hebt en je huis houdt.", ["en"]),
        ("je minder gaat drinken of blowen.", ["of"]),
        ("je baas het uitlegt zodat je het snapt.", ["zodat"]),
        ("je werkt maar ook leert.", ["maar"]),
    ],
)
def test_two_ideas_in_one_statement_warn(text, words):
    advice = only("double-idea", text)

    assert advice.severity == "warn"
    assert marked(advice) == words


@pytest.mark.parametrize(
    "text",
    [
        "je af en toe pauze hebt.",
        "het meer of minder goed gaat.",
        "thuis en werk elkaar kunnen bellen.",
        "er rust is tussen werk en thuis.",
        "iemand vraagt of het gaat.",
        "je maar één taak hebt.",
        "En dan is er koffie.",
    ],
)
def test_one_idea_is_no_two_ideas(text):
    assert "double-idea" not in rules(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("er snel naar werk wordt gezocht.", ["wordt", "gezocht"]),
        ("je gebeld wordt.", ["gebeld", "wordt"]),
        ("de brief moet worden geschreven.", ["worden", "geschreven"]),
        ("Hij is geholpen door zijn coach.", ["is", "geholpen"]),
        ("je werd opgehaald.", ["werd", "opgehaald"]),
        ("je wordt ondersteund.", ["wordt", "ondersteund"]),
        ("jij werd aangenomen.", ["werd", "aangenomen"]),
        ("het wordt vaak vergeten.", ["wordt", "vergeten"]),
        ("de taken worden besproken en verdeeld.", ["worden", "besproken"]),
    ],
)
def test_nobody_does_it_in_a_passive_sentence(text, words):
    assert marked(only("passive", text)) == words


@pytest.mark.parametrize(
    "text",
    [
        "Je wordt blij van geld.",
        "Het wordt beter, als hij betaalt.",
        "Je bent door te oefenen gegroeid.",
        "Hij is gegaan.",
        "Het is gezond.",
        "Je wordt moe van gesprekken.",
        "Je wordt bekend met je werk.",
        "Het wordt leuk om te lezen.",
        "Je wordt gezond oud.",
        "Je gezondheid wordt beter.",
        "Dat is door ruzie misgegaan, vertelt hij.",
    ],
)
def test_not_every_becoming_is_passive(text):
    assert "passive" not in rules(text)


def test_brackets_hold_a_second_sentence():
    assert marked(only("brackets", "Bel je coach (ook als je boos bent).")) == [
        "(ook als je boos bent)"
    ]
    assert "brackets" not in rules("Goed gedaan :-) ( )")


# --- what a word does -----------------------------------------------------------------


def test_men_is_nobody():
    assert marked(only("men", "Men helpt je.")) == ["Men"]


def test_abbreviations_are_for_those_who_know_them():
    assert rules("Je belt het UWV.") == set()
    assert only("abbreviation", "Hulp, bijv. van je baas.").alternative == "bijvoorbeeld"
    assert only("abbreviation", "Vraag hulp m.b.t. je huis.").alternative == "over"
    assert marked(only("abbreviation", "Vraag de XYZ om hulp.")) == ["XYZ"]
    assert "abbreviation" not in rules("VRAAG JE BAAS OM HULP MET JE WERK")


@pytest.mark.parametrize(
    ("word", "figure"),
    [("elf", "11"), ("vijfentwintig", "25"), ("tweeëndertig", "32"), ("honderd", "100"),
     ("tweehonderdtien", "210"), ("duizend", "1000"), ("drieduizendvijf", "3005")],
)  # fmt: skip
def test_numbers_above_ten_are_figures(word, figure):
    assert only("number-word", f"Je werkt {word} uur.").alternative == figure


def test_numbers_up_to_ten_may_be_words():
    assert "number-word" not in rules("Je werkt drie uur in tien dagen.")


@pytest.mark.parametrize(
    ("text", "mark", "easy"),
    [
        ("Je krijgt 25% extra.", "25%", "1 van de 4"),
        ("Je krijgt 33 procent extra.", "33 procent", "33 van de 100"),
        ("Je krijgt 12,5 % extra.", "12,5 %", None),
        ("Het percentage is hoog.", "percentage", None),
    ],
)
def test_percentages_are_told_as_people_or_things(text, mark, easy):
    advice = only("percent", text)

    assert (marked(advice), advice.alternative, advice.severity) == ([mark], easy, "fail")


def test_a_hard_word_comes_with_an_easy_one():
    advice = only(
        "hard-word", "Je participeert met betrekking tot niets.".replace("met betrekking tot ", "")
    )

    assert (marked(advice), advice.alternative) == (["participeert"], "meedoen")


def test_several_words_may_be_one_hard_word():
    assert marked(only("hard-word", "Bel met betrekking tot je loon.")) == ["met betrekking tot"]


def test_a_word_gets_one_advice():
    assert rules("Je krijgt loonkostensubsidie.") == {"hard-word"}


def test_rare_words_warn_unless_they_are_words_of_practice():
    assert marked(only("rare-word", "Je bent knorrig.")) == ["knorrig"]
    assert rules("Je jobcoach belt je begeleider.") == set()
    assert rules("Je bent knorrig.", rules=pl.PARTICIPANTS.knowing("knorrig")) == set()


def test_professionals_know_the_words_of_their_trade():
    assert "hard-word" in rules("De deelnemers doen mee.")
    assert "hard-word" not in rules("De deelnemers doen mee.", rules=pl.PROFESSIONALS)
    assert "hard-word" in rules("De deelnemers participeren.", rules=pl.PROFESSIONALS)


def test_names_are_not_rare_words():
    assert rules("Vraag het aan Wubbo.") == set()


def test_long_words_are_shown_in_two_pieces():
    advice = only("long-word", "Je krijgt een woonkostenvergoeding.")

    assert advice.alternative == "woonkosten-vergoeding"


# --- what several sentences do --------------------------------------------------------


def test_je_and_u_are_not_mixed():
    assert marked(only("address", "Je belt je coach. U krijgt hulp.")) == ["U"]
    assert marked(only("address", "U belt uw coach. Je krijgt hulp.")) == ["Je"]
    assert rules("U belt. U werkt.") == set()


def test_one_thing_has_one_name_over_a_set():
    texts = {"a": "je baas helpt.", "b": "de baas weet het.", "c": "de werkgever belt."}
    advice = pl.advise_set(texts)

    assert advice["a"] == advice["b"] == []
    (clash,) = advice["c"]
    assert (clash.rule, marked(clash), clash.alternative) == ("synonyms", ["werkgever"], "baas")


def test_a_line_asks_one_thing():
    assert marked(only("questions", "Wil je werk? Wil je hulp?")) == ["?", "?"]
    assert "questions" not in rules("Wil je werk?\nWil je hulp?")
    assert "questions" not in rules("Zie werkwijs.nl/?a=1?")


# --- all advice -----------------------------------------------------------------------

HARD = (
    "U kunt (indien nodig) d.m.v. een beschikking, met 25% subsidie, participeren en werken.\n"
    "Er wordt je niet nooit geholpen door men? Twaalf werkgevers, een baas? 😀\n"
    "onvoorstelbaar knorrig"
)


def test_every_rule_can_be_broken():
    assert rules(HARD) | {"negation", "beginning"} == set(pl.PARTICIPANTS.keys)


def test_a_rule_can_be_left_out():
    assert "men" in rules(HARD)
    assert "men" not in rules(HARD, rules=pl.PARTICIPANTS.without("men"))


def test_advice_comes_in_the_order_of_the_text():
    starts = [a.start for a in pl.advise(HARD)]

    assert starts == sorted(starts)


def test_the_pieces_of_a_sentence_are_the_sentence():
    for advice in pl.advise(HARD):
        pieces = list(advice.pieces())
        assert "".join(piece for piece, _ in pieces) == advice.sentence
        assert [p for p, is_marked in pieces if is_marked] == marked(advice)
        assert HARD[advice.start : advice.end] == advice.sentence


def test_every_advice_speaks_two_languages():
    for advice in pl.advise(HARD):
        dutch, english = advice.message("nl"), advice.message("en")
        assert dutch != english
        assert "{" not in dutch + english


def test_no_message_gives_a_level():
    """No formula and no list can say that a text is B1."""
    for advice in pl.advise(HARD):
        assert "B1" not in advice.message("nl") + advice.message("en")
