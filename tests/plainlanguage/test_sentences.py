import pytest

from plainlanguage.sentences import split


def sentences(text: str) -> list[str]:
    return [s.text for s in split(text)]


def words(text: str) -> list[str]:
    return [w.text for s in split(text) for w in s.words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Je krijgt hulp. Dat helpt.", ["Je krijgt hulp.", "Dat helpt."]),
        ("Je krijgt hulp, bijv. van je baas.", ["Je krijgt hulp, bijv. van je baas."]),
        ("Bel het UWV. Zij helpen.", ["Bel het UWV.", "Zij helpen."]),
        ("Pauze, lunch enz. Dan weer werk.", ["Pauze, lunch enz.", "Dan weer werk."]),
        ("Het helpt als … je rust hebt.", ["Het helpt als … je rust hebt."]),
        ("Je wacht... Dan mag het.", ["Je wacht...", "Dan mag het."]),
        ('"Kom je?" vraagt de baas.', ['"Kom je?" vraagt de baas.']),
        ("“Kom mee.” Dat zegt ze.", ["“Kom mee.”", "Dat zegt ze."]),
        ("Goed gedaan! 😀 Tot morgen.", ["Goed gedaan! 😀", "Tot morgen."]),
        ("je hebt rust. je hebt werk.", ["je hebt rust.", "je hebt werk."]),
        ("Dhr. Jansen is de baas.", ["Dhr. Jansen is de baas."]),
        ("Begin om 8.30 uur. Stop om 3.", ["Begin om 8.30 uur.", "Stop om 3."]),
        (
            "Kijk op www.werkwijs.nl. Daar staat het.",
            ["Kijk op www.werkwijs.nl.", "Daar staat het."],
        ),
        ("geen punt\nnieuwe regel", ["geen punt", "nieuwe regel"]),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text, expected):
    assert sentences(text) == expected


def test_bullets_and_numbers_of_a_list_belong_to_no_sentence():
    assert sentences("- rust\n• een plan\n1. doe dit\n2) doe dat") == [
        "rust",
        "een plan",
        "doe dit",
        "doe dat",
    ]


def test_a_long_line_that_goes_on_with_a_small_letter_was_only_wrapped():
    text = "Je jobcoach gaat de eerste keer altijd met je mee naar het\ngesprek met je nieuwe baas."

    assert len(sentences(text)) == 2  # 58 characters: too short to tell
    assert sentences("Daarom: " + text) == ["Daarom: " + text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("z'n foto’s", ["z'n", "foto’s"]),
        ("'s avonds", ["'s", "avonds"]),
        ("LVB-jongeren in re-integratie", ["LVB-jongeren", "in", "re-integratie"]),
        ("m.b.t. werk t/m vrijdag", ["m.b.t.", "werk", "t/m", "vrijdag"]),
        ("3,5 uur, 20% en 1.500 euro", ["3,5", "uur", "20", "en", "1.500", "euro"]),
        ("fijn,leuk.goed", ["fijn", "leuk", "goed"]),
        ("en/of", ["en", "of"]),
        ("mail a.b@werkwijs.nl!", ["mail", "a.b@werkwijs.nl"]),
        ("zie https://werkwijs.nl/a?b=1,2.", ["zie", "https://werkwijs.nl/a?b=1,2"]),
        ("één ideee\u0308n", ["één", "ideee\u0308n"]),
        ("😀 … ?! ()", []),
    ],
)
def test_a_word_is_what_a_reader_would_call_one(text, expected):
    assert words(text) == expected


def test_places_are_those_of_the_text():
    text = "  - Eén: z'n baas.\n\nTwee"

    for sentence in split(text):
        assert text[sentence.start : sentence.end] == sentence.text
        for word in sentence.words:
            assert text[word.start : word.end] == word.text
