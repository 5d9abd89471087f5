"""An edition in open formats: the same to the byte, readable for people, harmless for programs."""

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from copy import deepcopy

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image
from tests.werkwijs.cards.sample_edition import PICTURE, WHEEL, sample

from werkwijs.cards.edition_document import AUDIENCES
from werkwijs.cards.formats import canonical, card_images, packing, telling, unpacking
from werkwijs.cards.formats.table import table
from werkwijs.cards.formats.word_document import word_document

SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def made():
    return sample()


def rows(document):
    return list(csv.DictReader(io.StringIO(table(document).decode("utf-8-sig")), delimiter=";"))


# --- zip ------------------------------------------------------------------------------


def test_packed_unpacked_and_packed_again_is_the_same_to_the_byte(made):
    document, files = made
    packed = packing.edition_zip(document, files)

    found = unpacking.unpacked(packed)

    assert (found.document, found.files, found.left) == (document, files, ())
    assert packing.edition_zip(found.document, found.files) == packed


def test_what_we_do_not_know_yet_goes_along(made):
    document, files = deepcopy(made[0]), made[1]
    document["later"] = {"a key of": ["a later", 1, 2.5, None, True]}
    document["cards"][0]["colour"] = "ëê"
    packed = packing.edition_zip(document, files)

    found = unpacking.unpacked(packed)

    assert found.document == document
    assert packing.edition_zip(found.document, found.files) == packed


def test_the_zip_is_the_same_on_every_machine(made):
    """Nothing compressed, no dates, no user: only then can two organisations compare it."""
    with zipfile.ZipFile(io.BytesIO(packing.edition_zip(*made))) as opened:
        names = opened.namelist()
        for entry in opened.infolist():
            assert entry.compress_type == zipfile.ZIP_STORED
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.create_system == 3
        document = opened.read("edition.json")

    assert names == ["README.txt", "LICENCE.txt", "edition.json", "cards.csv", PICTURE]
    assert document == canonical.text(made[0]).encode()
    assert json.loads(document)["files"][PICTURE] == hashlib.sha256(WHEEL).hexdigest()


def test_who_opens_the_zip_reads_what_it_is_in_both_languages(made):
    with zipfile.ZipFile(io.BytesIO(packing.edition_zip(*made))) as opened:
        readme = opened.read("README.txt").decode()
        licence = opened.read("LICENCE.txt").decode()

    for words in (
        "VERZONNEN VOORBEELD",
        "INVENTED EXAMPLE",
        "12 kaarten",
        "12 cards",
        "jobcoaches",
    ):
        assert words in readme
    assert "sounds/" not in readme  # there are none in this one
    for words in (
        "Je mag deze kaarten",
        "You may use",
        "licenses/by-sa/4.0/deed.nl",
        "Eigen tekening",
    ):
        assert words in licence
    assert "De Verzonnen Werkplaats" in licence


def test_a_licence_nobody_told_us_of_is_named_by_its_identifier(made):
    document = {**made[0], "licence": "OGL-UK-3.0"}

    assert telling.licence(document, "nl") == "OGL-UK-3.0"
    assert "OGL-UK-3.0" in telling.licence_page(document, "en")


# --- table ----------------------------------------------------------------------------


def test_the_table_has_a_row_for_each_card_and_audience(made):
    document = made[0]
    found = rows(document)

    assert len(found) == sum(len(card["texts"]) for card in document["cards"])
    first = document["cards"][0]
    assert found[0]["title"] == first["texts"]["young-person"]["title"]
    assert found[0]["action_2"] == first["texts"]["young-person"]["actions"][1]
    assert found[0]["statements"] == "1 2 6 8"
    assert found[0]["clusters"] == "A"
    assert (found[0]["read_by"], found[0]["experts"]) == ("2", "1")
    assert {row["invented"] for row in found} == {"yes"}


def test_excel_reads_the_accents_and_takes_nothing_for_a_formula(made):
    document = deepcopy(made[0])
    text = document["cards"][0]["texts"]["young-person"]
    text["title"], text["why"] = "=1+1", "+31 6 é; @mij"
    text["actions"] = ["-2", "@SUM(A1)", "\tx"]

    written = table(document)
    row = rows(document)[0]

    assert written.startswith(b"\xef\xbb\xbf")
    assert (row["title"], row["why"]) == ("'=1+1", "'+31 6 é; @mij")
    assert (row["action_1"], row["action_2"], row["action_3"]) == ("'-2", "'@SUM(A1)", "x")


def test_a_line_break_in_a_text_does_not_break_the_table(made):
    document = deepcopy(made[0])
    document["cards"][0]["texts"]["young-person"]["why"] = 'een\nmet "regel"; en\r\nnog een'

    assert rows(document)[0]["why"] == 'een met "regel"; en nog een'


# --- Word document --------------------------------------------------------------------


def test_the_word_document_is_the_same_every_time(made):
    assert word_document(*made) == word_document(*made)


def test_every_card_of_every_audience_is_a_heading_of_the_word_document(made):
    document = made[0]
    opened = Document(io.BytesIO(word_document(*made)))
    found = [
        (p.style.name, p.text)
        for p in opened.paragraphs
        if p.style.name in ("Heading 1", "Heading 2")
    ]
    expected = []
    for audience, name in zip(
        AUDIENCES, ("jongeren", "werkgevers", "jobcoaches", "familie en steun"), strict=True
    ):
        expected.append(("Heading 1", f"Kaarten voor {name}"))
        expected += [
            ("Heading 2", f"{card['number']}. {card['texts'][audience]['title']}")
            for card in document["cards"]
            if audience in card["texts"]
        ]

    assert found == [*expected, ("Heading 1", "Colofon")]
    assert not opened.tables


def test_the_contents_of_the_word_document_lead_to_its_headings(made):
    opened = Document(io.BytesIO(word_document(*made)))
    links = [h.get(qn("w:anchor")) for h in opened.element.iter(qn("w:hyperlink"))]
    marks = [b.get(qn("w:name")) for b in opened.element.iter(qn("w:bookmarkStart"))]
    kinds = [f.get(qn("w:fldCharType")) for f in opened.element.iter(qn("w:fldChar"))]
    instructions = [i.text.strip() for i in opened.element.iter(qn("w:instrText"))]

    assert links == marks
    assert len(set(links)) == len(links) > 20
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")
    assert instructions[0].startswith("TOC ")


def test_pictures_of_the_word_document_are_described(made):
    opened = Document(io.BytesIO(word_document(*made)))
    described = [p.get("descr") for p in opened.element.iter(qn("wp:docPr"))]

    assert len(described) == sum(len(card["texts"]) for card in made[0]["cards"])
    assert set(described) == {"Een blauwe cirkel"}
    assert len(opened.part.package.image_parts._image_parts) == 1  # the same picture is in it once


def test_the_word_document_says_its_language_its_licence_and_that_it_is_invented(made):
    written = word_document(*made)
    opened = Document(io.BytesIO(written))
    languages = {
        e.get(qn("w:val"))
        for e in opened.styles.element.find(qn("w:docDefaults")).iter(qn("w:lang"))
    }
    texts = "\n".join(p.text for p in opened.paragraphs)

    assert languages == {"nl-NL"}
    assert "VERZONNEN VOORBEELD" in opened.sections[0].header.paragraphs[0].text
    assert "CC BY-SA 4.0" in opened.sections[0].footer.paragraphs[0].text
    assert "Gemaakt door De Verzonnen Werkplaats op 2026-11-27." in texts


def test_arabic_is_written_from_right_to_left_and_our_own_words_are_not(made):
    document = {**made[0], "language": "ar"}
    opened = Document(io.BytesIO(word_document(document, made[1])))
    turned = [
        p
        for p in opened.paragraphs
        if p._p.pPr is not None and p._p.pPr.find(qn("w:bidi")) is not None
    ]

    assert any(p.text == "1. Werk dat bij mij past" for p in turned)
    assert not any(p.text in ("Do", "Colophon", "Contents") for p in turned)


@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice on this machine")
def test_libreoffice_opens_the_word_document(made, tmp_path):
    (tmp_path / "cards.docx").write_bytes(word_document(*made))
    asked = ["--convert-to", "txt:Text", "--outdir", tmp_path, tmp_path / "cards.docx"]
    subprocess.run(  # noqa: S603
        [SOFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", *asked],
        check=True,
        capture_output=True,
        timeout=180,
    )
    text = (tmp_path / "cards.txt").read_text("utf-8-sig")

    assert "Eén vast gezicht" in text
    assert text.count("Praat erover") == sum(len(card["texts"]) for card in made[0]["cards"])


# --- images ---------------------------------------------------------------------------


def test_there_is_an_image_of_every_front_of_an_audience():
    document, files = sample(2)
    packed = card_images.images(document, files, "employer")

    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        names = opened.namelist()
        svg = opened.read("cards/01-employer.svg").decode()
        png = opened.read("cards/01-employer.png")
    assert names == [
        "LICENCE.txt",
        *[f"cards/{n:02d}-employer.{kind}" for n in (1, 2) for kind in ("svg", "png")],
        PICTURE,
    ]
    assert "<title>Kies de taken samen</title>" in svg
    assert "Een blauwe cirkel" in svg
    assert "VERZONNEN VOORBEELD" in svg
    with Image.open(io.BytesIO(png)) as shown:
        assert shown.size == (630, 888)
        assert shown.convert("RGB").getpixel((315, 20)) == (0, 96, 168)  # the colour of cluster A
        assert shown.convert("RGB").getpixel((315, 250)) == (27, 108, 168)  # the picture itself


def test_images_are_the_same_every_time():
    document, files = sample(1)

    assert card_images.images(document, files, "support") == card_images.images(
        document, files, "support"
    )


@pytest.mark.parametrize(
    "title", ["W" * 60, "kort", "een " * 15, "arbeidsongeschiktheidsverzekering " * 2]
)
def test_a_title_stays_on_the_card(title):
    document, files = sample(1)
    card = document["cards"][0]
    card["texts"]["employer"]["title"] = title[:60].strip()

    svg = card_images.front(document, files, card, "employer").decode()

    lines = re.findall(
        r'y="(\d+)" [^>]*font-size="(\d+)" font-weight="700" fill="#1b2730"[^>]*>([^<]+)<', svg
    )
    assert "".join(words for _, _, words in lines).replace(" ", "") == title[:60].replace(" ", "")
    assert all(850 < int(y) < 1280 for y, _, _ in lines)
    assert all(card_images._wide(words, int(size)) <= 910 for _, size, words in lines)


def test_what_is_written_on_a_card_is_text_and_no_markup():
    document, files = sample(1)
    card = document["cards"][0]
    card["texts"]["employer"]["title"] = '<script>alert(1)</script> & "zo"'

    svg = card_images.front(document, files, card, "employer").decode()

    assert "<script" not in svg
    assert "&lt;script&gt;" in svg
    assert card_images.pixels(svg.encode()).startswith(b"\x89PNG")
