"""The Word document: headings, contents, alt texts and tables that Word and people can use."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace

import pytest
from document_factory import make_document
from docx import Document
from docx.oxml.ns import qn
from drawn import FIGURES, png

from mapreport import story, word_document

SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module", params=["nl", "en"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def document():
    return make_document(statements=30, clusters=5, suppressed=["werkgever"], awkward=True)


@pytest.fixture(scope="module")
def told(document, language):
    return story.illustrated(story.tell(document, language), FIGURES)


@pytest.fixture(scope="module")
def written(document, language):
    return word_document.render(document, FIGURES, language)


@pytest.fixture(scope="module")
def opened(written):
    return Document(io.BytesIO(written))


def test_headings_are_the_storys_headings(opened, told):
    headings = [
        (p.style.name, p.text) for p in opened.paragraphs if p.style.name.startswith("Heading")
    ]
    expected = []
    for section in told.sections:
        expected.append(("Heading 1", section.heading))
        expected += [("Heading 2", inner.heading) for inner in section.sections]

    assert headings == expected


def test_the_contents_are_a_field_and_already_filled_in(opened, told):
    entries = [
        p
        for p in opened.element.body.iter(qn("w:p"))
        if p.pPr is not None and p.pPr.style in ("TOC1", "TOC2", "toc1", "toc2")
    ]
    texts = ["".join(t.text for t in p.iter(qn("w:t"))) for p in entries]
    instructions = [i.text for i in opened.element.iter(qn("w:instrText"))]
    marks = {b.get(qn("w:name")) for b in opened.element.iter(qn("w:bookmarkStart"))}
    links = [h.get(qn("w:anchor")) for p in entries for h in p.iter(qn("w:hyperlink"))]

    assert texts == [s.heading for section in told.sections for s in (section, *section.sections)]
    assert any(i.strip().startswith("TOC ") for i in instructions)
    assert len(links) == len(set(links)) == len(texts)
    assert set(links) <= marks


def test_fields_are_opened_and_closed(opened):
    kinds = [f.get(qn("w:fldCharType")) for f in opened.element.iter(qn("w:fldChar"))]

    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") > 5


def test_every_picture_has_its_alt_text(opened):
    described = [p.get("descr") for p in opened.element.body.iter(qn("wp:docPr"))]

    assert described == [f"{f.title}. {f.description}" for f in FIGURES]
    ids = [p.get("id") for p in opened.element.body.iter(qn("wp:docPr"))]
    assert len(ids) == len(set(ids))


def test_header_rows_repeat_and_rows_stay_whole(opened, told):
    tables = [b for s in told.everything for b in s.blocks if isinstance(b, story.Table)]

    assert len(opened.tables) == len(tables) > 10
    for drawn, table in zip(opened.tables, tables, strict=True):
        assert [c.text for c in drawn.rows[0].cells] == [c.label for c in table.columns]
        marked = [r._tr.trPr.find(qn("w:tblHeader")) is not None for r in drawn.rows]
        assert marked == [True] + [False] * len(table.rows)
        assert drawn._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == table.caption
        assert tuple(c.text for c in drawn.rows[-1].cells) == table.rows[-1]


def test_tables_fit_on_the_page(opened):
    section = opened.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for table in opened.tables:
        assert sum(column.width for column in table.columns) <= room * 1.001


def test_captions_are_counted_by_fields(opened, told):
    captions = [p.text for p in opened.paragraphs if p.style.name == "Caption"]
    tables = [b for s in told.everything for b in s.blocks if isinstance(b, story.Table)]

    assert len(captions) == len(tables) + len(FIGURES)
    assert sum(text.split()[0] in ("Tabel", "Table") for text in captions) == len(tables)
    first = next(text for text in captions if text.split()[0] in ("Tabel", "Table"))
    assert re.match(r"\w+ 1\. \w", first)


def test_the_language_is_set(opened, language):
    locale = {"nl": "nl-NL", "en": "en-GB"}[language]
    defaults = opened.styles.element.find(qn("w:docDefaults"))

    assert [lang.get(qn("w:val")) for lang in defaults.iter(qn("w:lang"))] == [locale]
    assert opened.core_properties.language == locale


def test_the_file_tells_the_title_and_nobodys_name_or_date(written, opened, document):
    core = opened.core_properties

    assert core.title == document["study"]["title"]
    assert core.author == core.last_modified_by == core.comments == ""
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        assert b"dcterms:created" not in package.read("docProps/core.xml")
        assert {m.date_time for m in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [n for n in package.namelist() if "thumbnail" in n or "app.xml" in n]


def test_word_does_not_speak_of_compatibility(opened):
    modes = [
        setting.get(qn("w:val"))
        for setting in opened.settings.element.iter(qn("w:compatSetting"))
        if setting.get(qn("w:name")) == "compatibilityMode"
    ]
    assert modes == ["15"]


def test_the_same_map_gives_the_same_bytes(document, written, language):
    assert word_document.render(document, FIGURES, language) == written


def test_every_page_of_invented_material_says_so():
    for invented, expected in ((True, "Verzonnen voorbeeld"), (False, "Sterk in werk")):
        opened = Document(
            io.BytesIO(word_document.render(make_document(invented=invented), [], "nl"))
        )
        assert opened.sections[0].header.paragraphs[0].text.startswith(expected)


def test_tall_figures_fit_on_the_page(document):
    tall = replace(FIGURES[0], png=png(10, 60))
    opened = Document(io.BytesIO(word_document.render(document, [tall], "nl")))
    (shape,) = opened.inline_shapes

    assert shape.height.cm <= 19.51
    assert shape.height / shape.width == pytest.approx(6, rel=0.01)


def test_control_characters_do_not_break_the_file():
    document = make_document()
    document["statements"][0]["text"] = "regel 1\nregel 2 \x0b\x07 <b>&"
    opened = Document(io.BytesIO(word_document.render(document, [], "nl")))

    cells = {c.text for t in opened.tables for r in t.rows for c in r.cells}
    assert any("regel 1" in c and "<b>&" in c for c in cells)


@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice on this machine to open it with")
def test_an_office_program_opens_it(document, tmp_path):
    file = tmp_path / "report.docx"
    file.write_bytes(word_document.render(document, FIGURES, "nl"))
    subprocess.run(  # noqa: S603
        [
            SOFFICE,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(file),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )

    pdf = (tmp_path / "report.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 8
