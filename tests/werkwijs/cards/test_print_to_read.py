"""The deck from top to bottom: tagged, in order, with everything a screen reader needs."""

import io

import pdfua
import pikepdf
import pytest
from tests.werkwijs.cards import printed
from tests.werkwijs.cards.printed import poppler
from tests.werkwijs.cards.sample_edition import sample

from werkwijs.cards import printing


def address(number):
    return f"https://werkwijs.example/kaarten/abcd1234/{number or ''}"


@pytest.fixture(scope="module")
def made():
    return printing.pdf(*sample(), "young-person", "accessible", address=address)


def elements(thing):
    """Every structure element, in reading order."""
    if isinstance(thing, pikepdf.Array):
        for one in thing:
            yield from elements(one)
    elif isinstance(thing, pikepdf.Dictionary) and "/S" in thing:
        yield thing
        if "/K" in thing:
            yield from elements(thing.K)


def test_another_program_finds_it_tagged(made, tmp_path):
    path = tmp_path / "made.pdf"
    path.write_bytes(made)
    found = pdfua.validate(path)
    assert found.findings in ([], ())

    # And finds what is planted.
    with pikepdf.open(io.BytesIO(made)) as opened:
        del opened.Root.Lang
        del opened.Root.MarkInfo
        opened.save(path)
    assert len(pdfua.validate(path).findings) >= 2


def test_it_says_its_language_and_its_title(made):
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert str(opened.Root.Lang) == "nl"
        assert opened.Root.MarkInfo.Marked
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        assert str(opened.docinfo.Title) == "Sterk in Werk - Voor jongeren - Uitgave 1"
        assert b"pdfuaid" in opened.Root.Metadata.read_bytes()


def test_headings_and_bookmarks_go_by_card(made):
    document, _ = sample()
    cards = [
        f"Kaart {c['number']}: {c['texts']['young-person']['title']}"
        for c in document["cards"]
        if "young-person" in c["texts"]
    ]
    with pikepdf.open(io.BytesIO(made)) as opened, opened.open_outline() as outline:
        (root,) = outline.root
        assert root.title == "Sterk in Werk"
        assert [o.title for o in root.children if o.title.startswith("Kaart ")] == cards
        kinds = [str(e.S) for e in elements(opened.Root.StructTreeRoot.K)]
    headings = [k for k in kinds if k in {"/H1", "/H2", "/H3"}]
    assert headings[0] == "/H1"
    assert headings.count("/H1") == 1
    assert headings.count("/H3") == 3 * len(cards)
    assert "/H2" in headings[: headings.index("/H3")]


def test_every_picture_is_described_and_stands_in_its_card(made):
    with pikepdf.open(io.BytesIO(made)) as opened:
        told = list(elements(opened.Root.StructTreeRoot.K))
    figures = [e for e in told if e.S == "/Figure"]
    assert len(figures) == 6
    assert {str(e.Alt) for e in figures} == {"Een blauwe cirkel"}


@poppler
def test_it_is_read_in_the_order_in_which_it_is_meant(made, tmp_path):
    document, _ = sample()
    read = " ".join(printed.joined(page) for page in printed.words(made, tmp_path))
    at = 0
    for card in document["cards"]:
        text = card["texts"].get("young-person")
        if not text:
            continue
        first = f"Kaart {card['number']}: {text['title']} Onderwerp"
        for part in (
            first,
            text["easy"],
            "Waarom?",
            text["why"],
            *text["actions"],
            text["question"],
        ):
            words = " ".join(part.split())
            assert words in read[at:], words
            at = read.index(words, at)


@poppler
def test_all_letters_are_large(made, tmp_path):
    for page in printed.words(made, tmp_path):
        for _, y0, _, y1, word in page:
            assert (y1 - y0) * printed.MM / 1.24 >= 13.9, word


def test_all_fonts_are_inside(made):
    inside = printed.fonts(made)
    assert inside
    assert all(inside.values())


@poppler
def test_the_statements_stand_in_it_in_full(made, tmp_path):
    read = " ".join(printed.joined(page) for page in printed.words(made, tmp_path))
    assert "Uitspraak 1: het 1 keer per week goed gaat." in read
    assert "Uitspraak 3:" not in read


def test_every_link_says_where_it_leads_and_leads_there(made):
    document, _ = sample()
    document["cards"][0]["texts"]["young-person"]["title"] = '50 % "meer" & <beter>'
    odd = printing.pdf(document, {}, "young-person", "accessible")
    for one in (made, odd):
        with pikepdf.open(io.BytesIO(one)) as opened:
            links = [a for page in opened.pages for a in page.get("/Annots", [])]
            inside = [a for a in links if "/Dest" in a]
            names = {str(n) for n in list(opened.Root.Names.Dests.Names)[::2]}
            assert len(inside) == 6
            for link in inside:
                assert str(link.Contents).startswith("Kaart")
                assert str(link.Dest) in names
