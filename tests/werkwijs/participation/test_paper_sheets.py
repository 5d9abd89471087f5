"""What is printed fits, whatever was written: seen in the PDF, where every word lies."""

import io
import re
import shutil
import subprocess

import pikepdf
import pytest
from PIL import Image

from werkwijs.participation.paper import handing_out, sheets, slips
from werkwijs.participation.paper.sheets import Kind, Wish
from werkwijs.participation.paper.slips import Slip
from werkwijs.studies import media
from werkwijs.studies.models import PracticeItem, Scale, ScaleStep, Statement

MM = 72 / 25.4
LONG_WORD = "arbeidsongeschiktheidsverzekeringsregels"
"""Forty letters."""
LONGEST = ("je jobcoach met je meegaat naar de eerste gesprekken en daarna " * 6)[:300].strip()
poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="Poppler reads the PDFs.")


def words(made: bytes, tmp_path):
    """Per page, its size and every word with where it lies, in points from the top left."""
    pdf = tmp_path / "made.pdf"
    pdf.write_bytes(made)
    told = subprocess.run(  # noqa: S603
        ["pdftotext", "-bbox", str(pdf), "-"],  # noqa: S607
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for page in told.split("<page ")[1:]:
        size = tuple(float(n) for n in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        found = re.findall(
            r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>',
            page,
        )
        yield size, [(*map(float, box), word) for *box, word in found]


def slip_of(x, y, rows):
    """Column and row of the slip in which a place lies."""
    return int((x / MM - 8) // 97), int((y / MM - 8.5) // (280 / rows))


@poppler
@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        (["je werk doet dat je leuk vindt"] * 9, 4),
        ([f"je weet hoe het zit met {LONG_WORD}", "kort"], 4),
        ([LONG_WORD * 2, "je hulp krijgt"], 4),
        ([LONGEST] * 5, 3),
        ([LONGEST[:150], "W" * 120, "je baas rustig blijft als je een fout maakt"], 4),
        (["W" * 300, LONGEST], 2),
        (["שלום לכולם " * 8, "🙂 " * 20, "<b>&amp;</b>"], 4),
    ],
)
@pytest.mark.parametrize(
    "stem",
    [
        "Het helpt als",
        "Wat mij helpt om werk te vinden en te houden, ook in een moeilijke tijd, is dat",
    ],
)
def test_nothing_runs_outside_its_slip(study, tmp_path, texts, rows, stem):
    study.statements.all().delete()
    study.stem = stem
    study.save()
    for number, text in enumerate(texts, start=96):
        Statement.objects.create(study=study, number=number, text=text[:300], order=number)

    made = sheets.document(study, Kind.SLIPS, [None], Wish(), inside=True).as_pdf()

    told = [Slip(n, stem, text[:300]) for n, text in enumerate(texts, start=96)]
    plan = slips.layout(told)
    assert plan.rows <= rows
    seen: dict[tuple[int, int, int], set[str]] = {}
    for page, ((width, height), found) in enumerate(words(made, tmp_path)):
        assert (round(width), round(height)) == (595, 842)
        for x0, y0, x1, y1, word in found:
            if y1 < 8.5 * MM:  # the edge, that is cut away
                continue
            here = slip_of(x0, y0, plan.rows)
            assert here == slip_of(x1, y1, plan.rows), word
            column, row = here
            left, top = 8 + 97 * column, 8.5 + 280 / plan.rows * row
            assert left + 4 < x0 / MM, word
            assert x1 / MM < left + 97 - 4, word
            assert top + 4 < y0 / MM, word
            assert y1 / MM < top + 280 / plan.rows - 3, word
            seen.setdefault((page, column, row), set()).add(word)
    numbers = {word for slip in seen.values() for word in slip if word.isdigit()}
    assert numbers >= {str(n) for n in range(96, 96 + len(texts))}


@poppler
def test_words_of_a_slip_do_not_lie_on_each_other(study, tmp_path):
    study.statements.update(text=LONGEST)
    made = sheets.document(study, Kind.SLIPS, [None], Wish(), inside=True).as_pdf()

    for _, found in words(made, tmp_path):
        for i, a in enumerate(found):
            for b in found[i + 1 :]:
                wide = min(a[2], b[2]) - max(a[0], b[0])
                high = min(a[3], b[3]) - max(a[1], b[1])
                # Lines share a little of their height: ascenders and descenders.
                assert wide < 1 or high < 0.45 * min(a[3] - a[1], b[3] - b[1]), (a, b)


def test_short_texts_are_large_and_all_slips_are_alike():
    short = [Slip(n, "Het helpt als", "je hulp krijgt bij je schulden") for n in range(20)]

    assert (slips.layout(short).rows, slips.layout(short).size) == (4, 24)
    assert slips.layout([*short, Slip(21, "Het helpt als", LONGEST)]).size >= 14


def test_a_word_in_pieces_is_avoided_where_a_smaller_type_does():
    word = "Participatiewetregelingen"
    plan = slips.layout([Slip(1, "", word)])

    assert not plan.hyphens
    assert plan.size < 24


def test_backs_lie_behind_their_fronts_when_the_paper_is_turned():
    cards = [Slip(n, "", "tekst") for n in range(1, 6)]
    plan = slips.layout(cards)
    (sheet,) = slips.sheets(cards, plan)

    turned = [slip.number if slip else None for slip in slips.back(sheet, plan)]

    assert turned == [2, 1, 4, 3, None, 5, None, None]


@pytest.fixture
def everything(study, ana):
    """A study with all that makes sheets long: practice, five steps with long words, eighty statements."""
    study.statements.all().delete()
    for number in range(1, 81):
        text = (
            LONGEST
            if number % 20 == 0
            else f"je hulp krijgt bij {LONG_WORD if number % 7 == 0 else 'je werk'}"
        )
        Statement.objects.create(study=study, number=number, text=text, order=number)
    scale = Scale.objects.create(
        study=study,
        key="kan",
        question="Hoe goed gaat dit nu al bij jou op je werk?",
        maximum=7,
        order=2,
    )
    for value in range(1, 8):
        ScaleStep.objects.create(
            scale=scale, value=value, word="onbelangrijkste", picture="face-flat"
        )
    for scale in study.scales.all():
        PracticeItem.objects.create(scale=scale, text="Ik vind ijs lekker")
    study.shows_emoticons = study.allows_minors = True
    study.worry_call = "Bel je begeleider op 06 12 34 56 78. Is er gevaar? Bel 112. " * 3
    study.save()
    return study


@poppler
@pytest.mark.parametrize("kind", [k for k in Kind if k != Kind.SLIPS])
def test_nothing_runs_off_any_sheet(everything, ana, tmp_path, kind):
    n = 7 if kind == Kind.CODES else 1
    handout = handing_out.hand_out(everything, group=everything.groups.first(), n=n, by=ana)
    people = handing_out.participants(handout)

    made = sheets.document(everything, kind, people, Wish(), inside=True).as_pdf()

    pages = list(words(made, tmp_path))
    for (width, height), found in pages:
        for x0, y0, x1, y1, word in found:
            if word == "Werkwijs" or y1 - y0 < 2:  # the unseen title
                continue
            assert x0 > 4 * MM, word
            assert y0 > 2 * MM, word
            assert x1 < width - 4 * MM, word
            assert y1 < height - 4 * MM, word
    assert all(found for _, found in pages), "a sheet is empty"


@poppler
def test_every_page_of_a_rating_sheet_says_question_steps_and_code(everything, ana, tmp_path):
    handout = handing_out.hand_out(everything, group=None, n=1, by=ana)
    people = handing_out.participants(handout)

    made = sheets.document(everything, Kind.RATINGS, people, Wish(), inside=True).as_pdf()

    pages = [[word for *_, word in found] for _, found in words(made, tmp_path)]
    for page in pages:
        if any(word.isdigit() and 3 < int(word) < 81 for word in page):
            assert "s1" in page
            assert "Hoe" in page
            assert "weet" in page


@poppler
def test_type_is_large(everything, ana, tmp_path):
    """14 points or more, but for what only the facilitator needs: values below boxes, the edge."""
    handout = handing_out.hand_out(everything, group=None, n=1, by=ana)
    for kind in (Kind.RATINGS, Kind.IDEAS, Kind.PILES, Kind.CONSENT):
        made = sheets.document(
            everything, kind, handing_out.participants(handout), Wish(), inside=True
        ).as_pdf()
        for _, found in words(made, tmp_path):
            for _, y0, _, y1, word in found:
                if len(word) > 1 and y1 - y0 > 2:
                    assert y1 - y0 > 14, (kind, word)


def test_a_turned_scale_is_printed_from_high_to_low_with_its_values(study, ana):
    page = sheets.document(study, Kind.RATINGS, [None], Wish(turned=True)).page()

    assert page.index("veel") < page.index("een beetje") < page.index(">niet<")
    assert re.findall(r'class="step">(\d)', page)[:3] == ["3", "2", "1"]


def test_easy_texts_are_printed_for_who_reads_easy(study, ana):
    study.statements.filter(number=1).update(easy="je leuk werk hebt")

    def slips_for(wish, people):
        return sheets.document(study, Kind.SLIPS, people, wish).page()

    assert "je leuk werk hebt" in slips_for(Wish(easy=True), [None])
    assert "je leuk werk hebt" not in slips_for(Wish(easy=False), [None])
    for key, simple in (("jongere", True), ("werkgever", False)):
        handout = handing_out.hand_out(study, group=study.groups.get(key=key), n=1, by=ana)
        assert (
            "je leuk werk hebt" in slips_for(Wish(), handing_out.participants(handout))
        ) is simple


def test_who_gets_a_batch_gets_those_slips_only_with_the_code_on_the_edge(study, ana):
    study.batch_size = 3
    study.save()
    handout = handing_out.hand_out(study, group=None, n=2, by=ana)
    for person in handing_out.participants(handout):
        page = sheets.document(study, Kind.SLIPS, [person], Wish()).page()
        printed = {int(n) for n in re.findall(r'class="number">(\d+)', page)}
        assert printed == {b.statement.number for b in person.batch.all()}
        assert f"· {person.pseudonym} ·" in page


def test_an_english_study_is_printed_in_english_whatever_the_reader_speaks(study):
    study.language = "en"
    study.save()
    page = sheets.document(study, Kind.CONSENT, [None], Wish()).page()

    assert '<html lang="en">' in page
    assert "Do you want to take part?" in page


def test_script_in_a_statement_is_text_on_paper(study):
    study.statements.filter(number=1).update(text="<script>alert(1)</script>")

    assert "<script>alert" not in sheets.document(study, Kind.SLIPS, [None], Wish()).page()
    assert "<script>alert" not in sheets.document(study, Kind.RATINGS, [None], Wish()).page()


def test_the_text_on_paper_says_who_reads_a_worry_and_whom_to_call(study):
    for kind in (Kind.CONSENT, Kind.IDEAS):
        page = sheets.document(study, kind, [None], Wish()).page()
        assert "Ana van het studieteam" in page
        assert "112" in page


@poppler
def test_a_picture_stands_on_its_slip_below_the_words_and_says_what_it_is(
    study, tmp_path, settings
):
    settings.MEDIA_ROOT = tmp_path
    drawn = io.BytesIO()
    Image.new("RGB", (2000, 1500), "#0b5355").save(drawn, "PNG")
    statement = study.statements.get(number=1)
    media.set_picture(statement, drawn.getvalue(), "een blauwe vlag")
    study.statements.filter(number__gt=1).delete()

    made = sheets.document(study, Kind.SLIPS, [None], Wish(), inside=True)

    with pikepdf.open(io.BytesIO(made.as_pdf())) as opened:
        figures = [
            str(f.Alt)
            for f in opened.objects
            if isinstance(f, pikepdf.Dictionary) and f.get("/S") == "/Figure"
        ]
    assert figures == ["een blauwe vlag"]
    assert len(made.images[f"statement-{statement.pk}"]) < 20_000
    ((_, found),) = words(made.as_pdf(), tmp_path)
    lowest = max(y1 for *_, y1, word in found if word != "1") / MM
    assert lowest < 8.5 + 70 - 5 - 19
    assert (
        'src="data:image/png;base64,' in sheets.document(study, Kind.SLIPS, [None], Wish()).page()
    )
    assert "<img" not in sheets.document(study, Kind.SLIPS, [None], Wish(pictures=False)).page()
