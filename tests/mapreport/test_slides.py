"""The presentation: shapes one can edit, words that stay in their box, notes on every slide."""

import io
import json
import re

import pytest
from document_factory import make_document
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Emu

from mapreport import slide_deck, slides
from mapreport.wording import words

FREEFORM, GROUP, BOX = (
    MSO_SHAPE_TYPE.FREEFORM,
    MSO_SHAPE_TYPE.GROUP,
    MSO_SHAPE_TYPE.TEXT_BOX,
)


def opened(document, language="nl"):
    return Presentation(io.BytesIO(slides.render(document, language)))


def every(shapes):
    for shape in shapes:
        yield shape
        if shape.shape_type == GROUP:
            yield from every(shape.shapes)


def said(slide):
    return "\n".join(s.text_frame.text for s in every(slide.shapes) if s.has_text_frame)


def titled(deck, title):
    return next(slide for slide in deck.slides if slide.shapes.title.text_frame.text == title)


def about(shape):
    return shape._element.xpath(".//p:cNvPr")[0]


CASES = {
    "plain": {"statements": 30, "clusters": 5, "named": 3},
    "awkward": {"statements": 40, "clusters": 5, "named": 3, "awkward": True},
    "bare": {"statements": 5, "clusters": 2, "groups": {}, "scales": {}, "bootstrap": 0},
    "suppressed": {"statements": 14, "suppressed": ["werkgever", "jongere"], "labelled": False},
    "crowd": {"statements": 70, "clusters": 13},
}


@pytest.fixture(scope="module", params=list(CASES))
def case(request):
    document = make_document(**CASES[request.param])
    return document, opened(document)


def test_every_slide_has_a_title_notes_and_no_empty_placeholder(case):
    _, deck = case
    for slide in deck.slides:
        assert slide.shapes.title.text_frame.text.strip()
        assert slide.notes_slide.notes_text_frame.text.strip()
        assert all(shape.text_frame.text.strip() for shape in slide.placeholders)


def test_the_title_is_read_first(case):
    _, deck = case
    for slide in deck.slides:
        assert slide.shapes[0].shape_id == slide.shapes.title.shape_id


def test_what_is_not_text_has_words_or_is_ornament(case):
    _, deck = case
    for slide in deck.slides:
        for shape in every(slide.shapes):
            named = about(shape)
            ornament = named.xpath(".//*[local-name()='decorative'][@val='1']")
            assert shape.name
            assert (
                (shape.has_text_frame and shape.text_frame.text) or named.get("descr") or ornament
            )


def test_text_stays_inside_its_box(case):
    _, deck = case
    for slide in deck.slides:
        for shape in every(slide.shapes):
            if not shape.has_text_frame or not shape.text_frame.text.strip():
                continue
            frame = shape.text_frame
            assert frame.word_wrap
            room = Emu(shape.width - frame.margin_left - frame.margin_right).inches
            tall = 0.0
            for paragraph in frame.paragraphs:
                sizes = [run.font.size.pt for run in paragraph.runs]
                if not sizes:
                    continue
                stands_in = int(paragraph._p.pPr.get("marL") or 0) / 914_400
                bold = any(run.font.bold for run in paragraph.runs)
                wide = (room - stands_in) * 72 / sizes[0] + 0.01
                runs = [(run.text, bool(run.font.bold)) for run in paragraph.runs]
                on_one_line = sum(slide_deck.measured(*run) for run in runs) <= wide
                lines = slide_deck.wrapped(paragraph.text, wide, bold=bold)
                tall += (1 if on_one_line else len(lines)) * sizes[0] * slide_deck.LINE
                tall += paragraph.space_after.pt
            assert tall / 72 <= Emu(shape.height).inches * 1.02 + 0.05, frame.text


def test_nothing_hangs_over_the_edge_of_a_slide(case):
    _, deck = case
    for slide in deck.slides:
        for shape in every(slide.shapes):
            if shape.rotation if hasattr(shape, "rotation") else 0:
                continue
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_letters_are_large_enough_to_read(case):
    _, deck = case
    least = min(
        run.font.size.pt
        for slide in deck.slides
        for shape in every(slide.shapes)
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if shape.name != "Footer"
    )

    assert least >= 7


def test_every_statement_is_on_the_map_and_told(case):
    document, deck = case
    page = titled(deck, words("slides", "nl")("title", "map"))
    groups = [shape for shape in page.shapes if shape.shape_type == GROUP]

    assert len(groups) == len(document["clusters"])
    for group, cluster in zip(groups, document["clusters"], strict=True):
        names = {shape.name for shape in group.shapes}
        assert {f"Uitspraak {i}" for i in cluster["statements"]} <= names
        assert {f"Nummer {i}" for i in cluster["statements"]} <= names
        assert sum(shape.shape_type == FREEFORM for shape in group.shapes) == 1
        assert about(group).get("descr").endswith(f"{', '.join(cluster['statements'])}.")
    if len(document["clusters"]) <= slides.MOST_CLUSTER_SLIDES:
        whole = "\n".join(map(said, deck.slides))
        assert all(s["text"] in whole for s in document["statements"])


def test_the_map_keeps_its_shape(case):
    """One scale for both axes, up is up: distances on the slide are those on the map."""
    document, deck = case
    page = titled(deck, words("slides", "nl")("title", "map"))
    at = {
        shape.name: (shape.left + shape.width / 2, shape.top + shape.height / 2)
        for shape in every(page.shapes)
    }
    a, b, c = document["statements"][:3]

    def ratio(p, q, r):
        def far(u, v):
            return ((u[0] - v[0]) ** 2 + (u[1] - v[1]) ** 2) ** 0.5

        return far(p, q) / far(q, r)

    on_map = ratio(*((s["x"], s["y"]) for s in (a, b, c)))
    on_slide = ratio(*(at[f"Uitspraak {s['id']}"] for s in (a, b, c)))
    highest = max(document["statements"], key=lambda s: s["y"])
    lowest = min(document["statements"], key=lambda s: s["y"])

    assert on_slide == pytest.approx(on_map, rel=0.01)
    assert at[f"Uitspraak {highest['id']}"][1] < at[f"Uitspraak {lowest['id']}"][1]


def test_nothing_is_a_picture_and_colours_come_with_shapes(case):
    document, deck = case
    kinds = {shape.shape_type for slide in deck.slides for shape in every(slide.shapes)}
    looks = [slide_deck.look(cluster["cluster"]) for cluster in document["clusters"]]

    assert MSO_SHAPE_TYPE.PICTURE not in kinds
    assert len({(look.colour, look.shape) for look in looks}) == len(looks)


SMALL = {"statements": 9, "clusters": 2}


@pytest.fixture(scope="module")
def small():
    return {language: opened(make_document(**SMALL), language) for language in ("nl", "en")}


def test_a_go_zone_tells_its_quadrants_and_lists_what_is_high_on_both():
    document = make_document(statements=20, clusters=3)
    zone = document["go_zone"][0]
    deck = opened(document)
    both = [p["id"] for p in zone["points"] if p["quadrant"] == "both"]
    listed = "\n".join(
        said(s) for s in deck.slides if s.shapes.title.text_frame.text.startswith("Hoog op allebei")
    )
    texts = {s["id"]: s["text"] for s in document["statements"]}
    page = titled(deck, "Go-zone: haalbaarheid en belang")
    drawn = next(shape for shape in page.shapes if shape.shape_type == GROUP)

    assert f"Hoog op allebei: {', '.join(both)}." in about(drawn).get("descr")
    assert all(f"{i}\t{texts[i]}" in listed for i in both)


def test_a_ladder_tells_every_mean():
    document = make_document(statements=12, clusters=3, named=3)
    page = titled(opened(document, "en"), "Comparison: belang and haalbaarheid")
    told = next(about(s).get("descr") for s in page.shapes if s.shape_type == GROUP)
    axes = document["pattern_match"][0]["axes"]

    for cluster in document["clusters"]:
        for axis in axes:
            assert f"{axis['clusters'][str(cluster['cluster'])]:.2f}" in told


@pytest.mark.parametrize(("language", "code"), [("nl", "nl-NL"), ("en", "en-GB")])
def test_words_say_which_language_they_are_in(small, language, code):
    document, deck = make_document(**SMALL), small[language]
    languages = {}
    for slide in deck.slides:
        for shape in every(slide.shapes):
            for run in shape._element.xpath(".//a:r"):
                text = run.find("{*}t").text
                languages.setdefault(text, run.find("{*}rPr").get("lang"))

    assert set(languages.values()) <= {"nl-NL", "en-GB"}
    assert languages[words("slides", language)("map", "caption")] == code
    assert languages[document["statements"][0]["text"]] == "nl-NL"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_invented_material_says_so_on_every_slide(small, language):
    mark = words("slides", language)("mark")
    deck = small[language]
    real = opened(make_document(**SMALL, invented=False), language)

    assert all(mark in said(slide) for slide in deck.slides)
    assert not any(mark in said(slide) for slide in real.slides)
    assert words("slides", language)("notes", "invented") in (
        deck.slides[0].notes_slide.notes_text_frame.text
    )


def test_every_slide_carries_convention_seed_and_version(small):
    for slide in small["nl"].slides:
        told = next(s for s in slide.shapes if s.name == "Footer").text_frame.text
        assert re.search(r"werkwijs 0\.1\.0 · startgetal 1 · 60 .* 0,273 \(ordinaal, sec", told)


def test_nobody_who_sorted_is_on_a_slide():
    document = make_document(**SMALL)
    document["excluded"] = [{"participant": "zz-unmistakable", "reason": "reden-unmistakable"}]
    document["flags"] = [{"participant": "zz-unmistakable", "flag": "lumper", "detail": "0.5"}]
    told = "\n".join(said(s) + s.notes_slide.notes_text_frame.text for s in opened(document).slides)

    assert "unmistakable" not in told


def test_signs_a_presentation_cannot_hold_do_no_harm():
    document = make_document(statements=6, clusters=2)
    document["statements"][0]["text"] = "Een\x00 bel\x07 en \ud800 een 🙂 teken"
    document["study"]["title"] = "<b>&amp;</b>\x0b"

    deck = opened(json.loads(json.dumps(document)))

    assert "een 🙂 teken" in "\n".join(map(said, deck.slides))
    assert deck.slides[0].shapes.title.text_frame.text.startswith("<b>&amp;</b>")


def test_the_same_map_gives_the_same_bytes():
    document = make_document(**SMALL)

    assert slides.render(document, "nl") == slides.render(document, "nl")


def test_the_file_tells_no_maker_and_no_hour(small):
    about_it = small["nl"].core_properties
    parts = {str(part.partname) for part in small["nl"].part.package.iter_parts()}

    assert not [name for name in parts if "printer" in name or "thumbnail" in name]

    assert about_it.title == "Sterk in werk"
    assert about_it.author == "werkwijs"
    assert about_it.created.year == about_it.modified.year == 2000


def test_a_long_text_is_divided_over_boxes_and_nothing_is_lost():
    lines = [slide_deck.line(f"Regel {n} met een paar woorden erbij.") for n in range(60)]
    boxes = slide_deck.pages(lines, 6.0, 4.0, 20, 14)

    assert len(boxes) > 1
    assert [one.text for _, box in boxes for one in box] == [one.text for one in lines]
    assert all(slide_deck.height(box, 6.0, size) <= 4.0 for size, box in boxes)
    assert len({size for size, _ in boxes}) == 1


def test_a_word_longer_than_the_line_is_cut():
    lines = slide_deck.wrapped("arbeidsongeschiktheidsverzekeringspapieren", 8.0)

    assert "".join(lines) == "arbeidsongeschiktheidsverzekeringspapieren"
    assert all(slide_deck.measured(one) <= 8.0 for one in lines)
