"""What is alike is worked out once, and comes out as WeasyPrint alone would make it."""

import io
import shutil
import subprocess

import numpy as np
import pikepdf
import pytest
import weasyprint
from PIL import Image
from weasyprint import css

from werkwijs.lib import alike, pdf, qr

poppler = pytest.mark.skipif(
    not shutil.which("pdftoppm"), reason="Poppler makes the pages visible."
)

WHEEL = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><circle cx="50" cy="50" r="40" '
    b'fill="#1b6ca8"/><text x="50" y="60" text-anchor="middle" fill="#fff">A</text></svg>'
)
EVERYTHING = """<!doctype html><html lang="nl"><head><title>Van alles</title><style>
@page { size: A5; @top-right-corner { content: "x" } }
@page { @bottom-center { content: counter(page) " van " counter(pages) } }
.told { color: #333 } .told.told { font-size: 9pt }</style></head><body><h1 id="een">Een</h1>
<ol style="margin-left: 20mm"><li>een<li style="color: rgb(200, 0, 0)">twee<ul><li>drie</ul></ol>
<p class="told" style="font-size: 30pt; color: #0060a8"><a href="#een">Naar boven</a>, <q>zegt zij</q></p>
<p class="told" style="font-size: 30pt; color: #0060a8" dir="rtl">Nog eens<br>groot</p>
<p style="font-family: 'Atkinson Hyperlegible'">letters</p><details open><summary>Samen</summary>uit</details>
<table style="width: 100%"><tr><td style="padding: 1mm">1<td>2</table>
<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40">
<rect style="fill: #c00" width="80" height="40"/></svg>
</body></html>"""


class Nothing(weasyprint.urls.URLFetcher):
    def fetch(self, url, headers=None):
        raise ValueError(url)


def seen(made, tmp_path):
    """The pages as pixels."""
    path = tmp_path / "made.pdf"
    path.write_bytes(made)
    told = subprocess.run(  # noqa: S603
        ["pdftoppm", "-r", "60", str(path)],  # noqa: S607
        check=True,
        capture_output=True,
    )
    return told.stdout


def page(body):
    return (
        f'<!doctype html><html lang="nl"><head><title>Een</title></head><body>{body}</body></html>'
    )


@poppler
def test_a_page_looks_as_weasyprint_alone_makes_it(tmp_path):
    alone = weasyprint.HTML(string=EVERYTHING, url_fetcher=Nothing()).write_pdf()
    told = alike.Alike(EVERYTHING, Nothing())
    with_looks = told.write_pdf(
        stylesheets=[css_of(told.looks)],
        cache=alike.Cache({}),
    )
    # What is compared has something in it.
    assert len(set(np.frombuffer(seen(alone, tmp_path)[-200_000:], np.uint8))) > 20
    assert told.looks.count("!important") == 6
    assert seen(with_looks, tmp_path) == seen(alone, tmp_path)


def css_of(rules):
    return weasyprint.CSS(string=rules, url_fetcher=Nothing())


@pytest.mark.parametrize("kind", ["style", "class"])
def test_twice_as_many_that_look_alike_are_as_much_work(kind, monkeypatch):
    made = []
    real = css.ComputedStyle.__init__

    def counted(self, *told):
        made.append(1)
        real(self, *told)

    monkeypatch.setattr(css.ComputedStyle, "__init__", counted)
    worked = []
    for n in (100, 200):
        made.clear()
        look = 'style="position: absolute; top: 3mm"' if kind == "style" else 'class="own"'
        rule = "<style>.own { position: absolute; top: 3mm }</style>"
        pdf.render(page(rule + f"<p {look}>Een <b>twee</b></p>" * n), variant="plain")
        worked.append(len(made))
    assert worked[0] == worked[1] < 50


def test_what_a_style_says_stays_with_its_element_where_it_cannot_be_taken_apart():
    odd = alike.Alike(
        page(
            '<p style="font-family: \'A; b\'">a</p><p style="background: url(x;y)">b</p>'
            '<p style="color: red } p { color: blue">c</p><p style="color: red">d</p>'
            '<p class="told" style="color: red">e</p>'
        ),
        Nothing(),
    )
    one, two, three, four, five = odd.etree_element.iter("p")
    assert all("style" in p.attrib for p in (one, two, three))
    assert not any("style" in p.attrib for p in (four, five))
    assert five.get("class") == f"told {four.get('class')}"
    assert odd.looks == f".{four.get('class')} {{ color: red !important }}"


def test_a_drawing_stands_in_the_file_once_for_each_of_its_sizes():
    shown = '<img src="image:w" alt="" style="width: 30mm"> <img src="image:w" alt="" style="width: 40mm">'
    sizes = []
    for n in (5, 50):
        made = pdf.render(page(shown * n), images={"w": WHEEL}, variant="plain")
        opened = pikepdf.open(io.BytesIO(made))
        circles = [
            thing
            for thing in opened.objects
            if isinstance(thing, pikepdf.Stream)
            and thing.get("/Subtype") == "/Form"
            and " c\n" in thing.read_bytes().decode("latin-1") + "\n"
        ]
        sizes.append(len(circles))
    assert sizes == [2, 2]


@pytest.mark.parametrize(
    "fades",
    [
        b'<rect width="100" height="100" fill="url(#g)"/>',
        b'<g opacity=".5"><rect width="100" height="100" fill="url(#g)"/></g>',
        b'<rect width="100" height="100" fill="#1b6ca8" mask="url(#m)"/>',
        b'<rect width="100" height="100" fill="url(#p)"/>',
    ],
    ids=["gradient", "inside", "mask", "pattern"],
)
def test_a_drawing_that_fades_is_drawn_at_every_place(fades):
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><defs><linearGradient id="g">'
        b'<stop offset="0" stop-color="#f00"/><stop offset="1" stop-color="#0f0"/></linearGradient>'
        b'<mask id="m"><rect width="50" height="50" fill="#fff"/></mask><pattern id="p" width="10" '
        b'height="10" patternUnits="userSpaceOnUse"><circle cx="5" cy="5" r="3"/></pattern></defs>'
        b"%s</svg>" % fades
    )
    shown = '<img src="image:f" alt="" style="width: 20mm"> '
    found = []
    for n in (2, 6):
        made = pdf.render(page(shown * n), images={"f": drawing}, variant="plain")
        opened = pikepdf.open(io.BytesIO(made))
        found.append(sum(_fading(thing) for thing in opened.objects))
    assert found[1] == 3 * found[0] > 0


def _fading(thing):
    """How many patterns and masks an object of a file is or has."""
    if isinstance(thing, pikepdf.Stream):
        return int("/PatternType" in thing)
    states = thing.get("/ExtGState", {}) if isinstance(thing, pikepdf.Dictionary) else {}
    return sum("/SMask" in state for state in dict(states).values())


def test_a_code_goes_into_the_file_as_it_is():
    code = qr.png("https://werkwijs.example/k/abcd/1")
    made = pdf.render(page('<img src="image:c" alt="">'), images={"c": code}, variant="plain")
    opened = pikepdf.open(io.BytesIO(made))
    (image,) = (
        thing
        for thing in opened.objects
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
    )
    assert image.BitsPerComponent == 1
    back = pikepdf.PdfImage(image).as_pil_image().convert("L")
    with Image.open(io.BytesIO(code)) as opened_code:
        assert np.array_equal(np.asarray(back), np.asarray(opened_code.convert("L")))


def test_what_only_begins_as_bits_is_left_to_weasyprint():
    code = qr.png("https://werkwijs.example/k/abcd/1")
    with Image.open(io.BytesIO(code)) as opened:
        grey, told = io.BytesIO(), io.BytesIO()
        opened.convert("L").save(grey, "PNG")
        opened.save(told, "PNG", transparency=0)

    assert list(alike.Cache({"code": code})) == ["code"]
    for other in (code[:-12], code[:40], code[:26], grey.getvalue(), told.getvalue(), b"", WHEEL):
        assert dict(alike.Cache({"other": other})) == {}
