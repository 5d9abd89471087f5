import pytest

from plainlanguage import lexicon


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("werk", 1), ("avond", 2), ("baas", 1), ("eeuw", 1), ("nieuwe", 2), ("jobcoach", 2),
        ("energie", 3), ("ideeën", 3), ("begeleider", 4), ("loonkostensubsidie", 6), ("z'n", 1),
        ("auto's", 2), ("vrijheid", 2), ("behandeling", 4), ("cliënt", 2), ("10", 1), ("gemeente", 3),
        ("leidinggevende", 5), ("re-integratie", 5),
    ],
)  # fmt: skip
def test_syllables_by_hand(word, count):
    assert lexicon.syllables(word) == count


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("plaagt", "plagen"), ("gerealiseerde", "realiseren"), ("huizen", "huis"), ("stopte", "stoppen"),
        ("schrijft", "schrijven"), ("taken", "taak"), ("aangevraagd", "aanvragen"), ("complexe", "complex"),
        ("bazen", "baas"), ("appjes", "app"), ("beschikkingen", "beschikking"), ("criteria's", "criteria"),
    ],
)  # fmt: skip
def test_a_form_leads_to_its_word(form, base):
    assert base in lexicon.family(form)


def test_who_knows_the_parts_knows_the_whole():
    assert lexicon.zipf("meedenkt") < 4 < lexicon.ease("meedenkt")
    assert lexicon.zipf("werkplek") < 4 < lexicon.ease("werkplek")
    assert lexicon.compound("werkplek") == ("werk", "plek")
    assert lexicon.ease("tegenindicatie") < 4


@pytest.mark.parametrize(
    ("said", "easy"),
    [
        ("participeerde", "meedoen"),
        ("geparticipeerd", "meedoen"),
        ("doelgroepen", "mensen voor wie het is"),
        ("in het kader van", "voor of door"),
        ("gefaciliteerd", "helpen"),
    ],
)
def test_hard_words_are_found_in_every_form(said, easy):
    found = lexicon.hard(tuple(said.split()))

    assert found is not None
    assert found.easy == easy


@pytest.mark.parametrize(
    "word",
    [
        "links",
        "indienen",
        "serveren",
        "handen",
        "werkte",
        "behandeling",
        "wetten",
        "leeft",
        "vergeten",
        "dienst",
    ],
)
def test_easy_words_are_not_taken_for_hard_ones(word):
    assert lexicon.hard((word,)) is None
