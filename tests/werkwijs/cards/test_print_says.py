"""What stands on printed cards: for whom, which number, where it comes from, that examples are examples."""

import pytest
from tests.werkwijs.cards import printed
from tests.werkwijs.cards.printed import poppler
from tests.werkwijs.cards.sample_edition import NAMES, sample

from mapreport.figures import ink
from werkwijs.cards import printing
from werkwijs.cards.printing import marks


@poppler
@pytest.mark.parametrize("kind", printing.KINDS)
@pytest.mark.parametrize(
    ("language", "mark"), [("nl", "Voorbeeldmateriaal"), ("en", "Example material")]
)
def test_invented_cards_say_so_on_every_page_and_every_card(kind, language, mark, tmp_path):
    document, files = sample()
    document["language"] = language
    for page in printed.words(printing.pdf(document, files, "employer", kind), tmp_path):
        said = printed.joined(page).count(mark)
        assert said >= 1
        if kind.startswith("home"):
            assert said in {1, 2, 3, 4}
    document["invented"] = False
    for page in printed.words(printing.pdf(document, files, "employer", kind), tmp_path):
        assert mark not in printed.joined(page)


@poppler
def test_a_card_says_all_it_has_to(tmp_path):
    document, files = sample()
    made = printing.pdf(document, files, "young-person", "printer")
    pages = [printed.joined(page) for page in printed.words(made, tmp_path)]
    cards = [c for c in document["cards"] if "young-person" in c["texts"]]
    for at, card in enumerate(cards):
        front, back = pages[4 + 2 * at : 6 + 2 * at]
        text = card["texts"]["young-person"]
        cluster = document["map"]["clusters"][card["clusters"][0] - 1]
        assert front.split()[0] == cluster["letter"]
        for part in (
            cluster["name"],
            str(card["number"]),
            text["title"],
            text["easy"],
            "Voor jongeren",
        ):
            assert part in front
        told = f"Berust op uitspra{'ken' if len(text['statements']) > 1 else 'ak'}"
        for part in (
            text["title"],
            text["why"],
            *text["actions"],
            text["question"],
            told,
            "Uitgave 1",
        ):
            assert part in back
        for statement in text["statements"]:
            assert statement in back.replace(",", "").split()
    whole = " ".join(pages)
    for part in (
        "Zo gebruik je de kaarten", "Alle kaarten", "Mijn eigen kaart", "Colofon", "CC BY-SA 4.0",
        "versie 1 van de conceptkaart", "60 mensen", "90 mensen", "Eigen tekening, CC0-1.0", *NAMES,
    ):  # fmt: skip
        assert part in whole


def test_a_code_is_printed_only_when_there_is_an_address():
    document, files = sample()
    asked = []

    def address(number):
        asked.append(number)
        return f"https://werkwijs.example/k/abcd1234/{number or ''}"

    without = printing.pdf(document, files, "employer", "printer")
    with_codes = printing.pdf(document, files, "employer", "printer", address=address)

    assert b"/Image" not in without
    assert with_codes.count(b"/Image") == 7
    assert set(asked) == {None} | {
        c["number"] for c in document["cards"] if "employer" in c["texts"]
    }


@poppler
def test_a_large_deck_has_all_its_cards_in_the_list(tmp_path):
    document, files = sample(60)
    made = printing.pdf(document, files, "support", "home-long")
    whole = " ".join(printed.joined(page) for page in printed.words(made, tmp_path))
    listed = whole[whole.index("Alle kaarten") : whole.index("Mijn eigen kaart")]
    assert "(vervolg)" in listed
    for card in document["cards"]:
        assert str(card["number"]) in listed.split()


def test_a_file_has_a_name_every_computer_can_write():
    document, _ = sample()
    assert printing.name(document, "young-person", "printer") == (
        "sterk-in-werk-uitgave-1-jongeren-drukker.pdf"
    )
    document |= {"title": "Żółć & Ñandú / 2", "language": "en", "number": 3}
    assert printing.name(document, "job-coach", "home-short") == (
        "zoc-nandu-2-edition-3-job-coaches-home-short-edge.pdf"
    )
    document["title"] = "العمل"
    assert printing.name(document, "support", "accessible").isascii()
    names = {
        printing.name(document, a, k) for a in document["cards"][0]["texts"] for k in printing.KINDS
    }
    assert len(names) == 4 * len(document["cards"][0]["texts"])


def test_clusters_have_the_colours_of_the_map_and_no_two_look_the_same():
    document, _ = sample()
    told = document["map"]["clusters"]
    document["map"]["clusters"] = [
        told[0] | {"cluster": n, "letter": chr(64 + n)} for n in range(1, 21)
    ]
    found = marks.of(document)
    assert len({(m.colour, m.place) for m in found.values()}) == 20
    for n, mark in found.items():
        style = ink.cluster_style(n)
        assert (mark.colour, mark.place) == (style.colour, ink.MARKERS.index(style.marker))


@pytest.mark.parametrize("colour", marks.COLOURS)
def test_white_letters_on_a_colour_can_be_read(colour):
    def light(part):
        value = int(part, 16) / 255
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (light(colour[i : i + 2]) for i in (1, 3, 5))
    assert 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.5
