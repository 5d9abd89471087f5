"""The bundled pictograms: what is in the set, what it may hold, and how somebody finds one."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest
from lxml import etree

from werkwijs.cards import pictograms
from werkwijs.cards.edition_document import ALT, AUDIENCES, CREDIT
from werkwijs.cards.models import Text

SUBJECTS = {
    "work", "help", "feelings", "money", "home", "time", "people", "travel", "body", "talk",
    "learning", "rules", "celebrating",
}  # fmt: skip
ATTRIBUTES = {
    "viewBox", "d", "cx", "cy", "r", "rx", "ry", "transform", "fill", "fill-rule", "stroke",
    "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray",
}  # fmt: skip
EVERY = [p.name for p in pictograms.all()]
every = pytest.mark.parametrize("name", EVERY)


def test_there_are_enough_to_choose_from_in_every_subject():
    by_subject = pictograms.subjects()

    assert 150 <= len(EVERY) <= 220
    assert set(by_subject) == SUBJECTS
    assert min(len(found) for found in by_subject.values()) >= 10


def test_every_drawing_has_its_row_and_every_row_its_drawing():
    folder = files(pictograms).joinpath("mulberry")
    drawn = {f.name.removesuffix(".svg") for f in folder.iterdir() if f.name.endswith(".svg")}

    assert drawn == set(EVERY)


@every
def test_a_drawing_is_shapes_with_flat_colours_and_nothing_else(name):
    """What a browser may show under our policy, and what print can recolour."""
    drawing = pictograms.svg(name)
    root = etree.fromstring(drawing)
    tags = {etree.QName(e).localname for e in root.iter()}
    used = {key for e in root.iter() for key in e.attrib}
    colours = {e.get(key) for e in root.iter() for key in ("fill", "stroke") if e.get(key)}

    assert tags <= {"svg", "g", "path", "circle", "ellipse"}
    assert used <= ATTRIBUTES
    assert all(colour == "none" or re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in colours)
    assert root.get("fill")  # nothing is black only because nobody said so
    _, _, width, height = map(float, root.get("viewBox").split())
    assert width == height
    assert len(drawing) < 45_000


@every
def test_what_is_said_of_it_fits_a_card(name):
    pictogram = pictograms.get(name)

    for said in pictogram.said.values():
        assert 0 < len(said.alt) <= ALT
        assert said.alt.endswith(".")
        assert said.label
    assert len(name) <= Text._meta.get_field("pictogram").max_length
    assert 0 < len(pictograms.credit(name)) <= CREDIT


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_two_have_the_same_label(language):
    labels = [p.said[language].label for p in pictograms.all()]

    assert len(labels) == len(set(labels))


def test_the_licence_stands_beside_the_drawings_and_in_the_credit():
    notice = files(pictograms).joinpath("mulberry", "LICENSE.txt").read_text()

    assert "Creative Commons Attribution-ShareAlike 4.0" in notice
    assert "Garry Paxton" in notice
    assert pictograms.credit("help") == (
        "Mulberry Symbols (mulberrysymbols.org), Garry Paxton, Steve Lee, CC BY-SA 4.0, bewerkt"
    )
    assert pictograms.credit("help", "en").endswith("CC BY-SA 4.0, adapted")
    assert pictograms.get("help").source == "mulberry:help"


def test_a_name_nobody_gave_is_refused():
    for asked in ("", "../secret", "helP"):
        with pytest.raises(pictograms.NoSuchPictogram):
            pictograms.svg(asked)


# --- finding ----------------------------------------------------------------------------


def names(words: str, language: str = "nl") -> list[str]:
    return [p.name for p in pictograms.find(words, language)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("praten", "talk"),
        ("PRATEN!", "talk"),
        ("stoplicht", "traffic-lights"),
        ("boos", "angry-woman"),  # a word beside the label
        ("huizen", "house"),  # another form
        ("fietst", "bicycle"),
        ("loonbrief", "envelope"),  # the end of a compound
        ("vergaderng", "meeting"),  # a slip
        ("geld overhouden", "calculator"),  # two words point at it
        ("hulp vragen", "ask"),
    ],
)
def test_somebody_finds_it_with_words_of_their_own(typed, first):
    assert names(typed)[0] == first


@pytest.mark.parametrize(
    ("title", "among_the_first"),
    [
        ("Werk dat bij mij past", "choose-what-fits"),
        ("Als ik te veel spanning voel", "too-loud"),
        ("Kijk terug op jezelf", "look-in-mirror"),
        ("Merkt u iets? Bel vroeg", "phone-woman"),
        ("Geld en werk", "money"),
        ("Op tijd komen", "clock"),
    ],
)
def test_the_title_of_a_card_finds_something_that_fits(title, among_the_first):
    assert among_the_first in names(title)[:8]


def test_english_words_find_it_in_english():
    assert names("traffic lights", "en")[0] == "traffic-lights"
    assert names("money", "en")[0] == "money"


@pytest.mark.parametrize("typed", ["", "   ", "de het een", "qwrtpl", "?!", "x" * 10_000, "\0"])
def test_words_that_point_nowhere_find_nothing(typed):
    assert names(typed) == []


# --- on the example cards ---------------------------------------------------------------


def on_the_cards(file: str) -> dict[tuple[int, str], dict[str, str]]:
    told = tomllib.loads(files("werkwijs.cards").joinpath("example", file).read_text("utf-8"))
    return {
        (card["number"], audience): card[audience]
        for card in told["card"]
        for audience in AUDIENCES
        if audience in card
    }


def test_every_text_of_the_example_has_a_pictogram_and_no_other_card_has_the_same():
    chosen = on_the_cards("pictures.toml")

    assert set(chosen) == set(on_the_cards("cards.toml"))
    assert len({c["pictogram"] for c in chosen.values()}) == len(chosen)
    for own in chosen.values():
        assert pictograms.get(own["pictogram"])
        assert 10 < len(own["alt"]) <= ALT
