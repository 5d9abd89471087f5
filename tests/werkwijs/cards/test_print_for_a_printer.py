"""A press gets what it asks for: read back by other programs than the one that made it."""

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageCms
from tests.werkwijs.cards import printed
from tests.werkwijs.cards.printed import ghostscript, poppler
from tests.werkwijs.cards.sample_edition import sample

from werkwijs.cards import printing
from werkwijs.lib import inks

COLOURFUL = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">
<defs><linearGradient id="g">
<stop offset="0" stop-color="#f00"/><stop offset="1" style="stop-color: blue"/></linearGradient>
<linearGradient id="again" href="#g"/></defs>
<style>.leaf { fill: rgb(0, 128, 0) }</style><rect width="50" height="50" fill="url(#g)"/>
<rect x="50" width="50" height="50" style="fill:url(#again);stroke:#123"/>
<path class="leaf" d="M0 60h40v40z"/>
<g color="red" opacity=".5"><circle cx="70" cy="75" r="20" fill="currentColor"/></g>
<text x="10" y="90" fill="hsl(300, 100%, 30%)">hallo</text></svg>"""


def photo(kind):
    """As colourful and restless as can be: noise over all colours, the darkest too."""
    rng = np.random.default_rng(3)
    pixels = rng.integers(0, 256, (700, 700, 4), dtype=np.uint8)
    pixels[:350, :, :3] //= 6
    written = io.BytesIO()
    if kind == "png":
        Image.fromarray(pixels, "RGBA").save(written, "PNG")
    else:
        Image.fromarray(pixels[..., :3], "RGB").save(written, "JPEG", quality=85)
    return written.getvalue()


def with_pictures(document, files):
    """The first three cards with a photo, a photo one can see through, and a drawing full of colours."""
    pictures = {
        "pictures/photo.jpg": photo("jpg"),
        "pictures/through.png": photo("png"),
        "pictures/leaf.svg": COLOURFUL,
    }
    for card, name in zip(document["cards"], pictures, strict=False):
        for text in card["texts"].values():
            text["picture"]["file"] = name
    return document, files | pictures


def address(number):
    return f"https://werkwijs.example/kaarten/abcd1234/{number or ''}"


@pytest.fixture(scope="module")
def made():
    document, files = with_pictures(*sample())
    return printing.pdf(document, files, "employer", "printer", address=address)


def test_every_card_is_two_pages_with_three_millimetres_to_cut_off(made):
    document, _ = sample()
    cards = [c for c in document["cards"] if "employer" in c["texts"]]
    around = 2 + 1 + 2 + 1  # title and instructions, index, two empty ones, colophon

    with pikepdf.open(io.BytesIO(made)) as opened:
        assert len(opened.pages) == 2 * (len(cards) + around)
        for page in opened.pages:
            media, bleed, trim = (
                [float(n) for n in b] for b in (page.mediabox, page.bleedbox, page.trimbox)
            )
            assert trim[2] - trim[0] == pytest.approx(105 * printed.MM, abs=0.01)
            assert trim[3] - trim[1] == pytest.approx(148 * printed.MM, abs=0.01)
            assert media == bleed
            for cut, end in zip(trim, bleed, strict=True):
                assert abs(end - cut) == pytest.approx(3 * printed.MM, abs=0.01)


def test_it_says_which_press_it_is_for(made):
    with pikepdf.open(io.BytesIO(made)) as opened:
        (intent,) = opened.Root.OutputIntents
        assert intent.S == "/GTS_PDFX"
        assert str(intent.OutputConditionIdentifier) == "FOGRA39"
        inside = intent.DestOutputProfile.read_bytes()
        told = ImageCms.ImageCmsProfile(io.BytesIO(inside)).profile
        assert told.xcolor_space.strip() == "CMYK"
        assert told.device_class == "prtr"
        assert inside == inks.bundled()
        xmp = opened.Root.Metadata.read_bytes()
        assert b"PDF/X-4" in xmp
        assert b"2026-11-27" in xmp
        assert opened.docinfo.Trapped == "/False"
        assert "Sterk in Werk" in str(opened.docinfo.Title)
        assert all("/Annots" not in page for page in opened.pages)


def test_no_colour_of_a_screen_is_left(made):
    assert printed.not_in_inks(made) == set()
    # The same look finds it where there is some.
    at_home = printing.pdf(*with_pictures(*sample()), "employer", "home-long")
    assert {"rg", "RG", "/ColorSpace /DeviceRGB"} <= printed.not_in_inks(at_home)


def test_no_colour_is_named_that_takes_too_much_ink(made):
    most = 0.0
    for operator, operands in printed.operators(made):
        if operator in {"k", "K"} or (
            operator in {"sc", "SC", "scn", "SCN"} and len(operands) == 4
        ):
            most = max(most, sum(map(float, operands)))
    assert 1 < most <= inks.MOST


@ghostscript
def test_nowhere_on_the_paper_is_more_than_280_per_cent_of_ink(made, tmp_path):
    (tmp_path / "made.pdf").write_bytes(made)
    out = tmp_path / "page-%03d.tif"
    subprocess.run(  # noqa: S603
        ["gs", "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiff32nc", "-r100", "-dLastPage=16",  # noqa: S607
         "-dUseFastColor=true", f"-sOutputFile={out}", str(tmp_path / "made.pdf")],
        check=True,
    )  # fmt: skip
    most = 0.0
    for page in sorted(tmp_path.glob("page-*.tif")):
        inked = np.asarray(Image.open(page)).astype(int).sum(axis=2)
        most = max(most, inked.max() / 255)
    assert 1.5 < most <= 2.8


@poppler
def test_letters_keep_away_from_the_cut_and_can_be_read(made, tmp_path):
    for page in printed.words(made, tmp_path):
        assert page
        for x0, y0, x1, y1, word in page:
            assert min(x0, y0, 105 - x1, 148 - y1) >= 5, word
            assert (y1 - y0) * printed.MM / 1.24 >= 6, word


def test_all_fonts_are_inside(made):
    inside = printed.fonts(made)
    assert any("Atkinson" in name for name in inside)
    assert all(inside.values())


def test_the_same_edition_gives_the_same_bytes(tmp_path):
    one = """
import hashlib, os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "werkwijs.config.settings"
django.setup()
from tests.werkwijs.cards.test_print_for_a_printer import address, with_pictures
from tests.werkwijs.cards.sample_edition import sample
from werkwijs.cards import printing
document, files = with_pictures(*sample())
for kind in printing.KINDS:
    made = printing.pdf(document, files, "employer", kind, address=address)
    print(hashlib.sha256(made).hexdigest())
"""
    told = [
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", one],
            check=True,
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[3],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout.split()
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    assert len(told[0]) == len(printing.KINDS)
    assert told[0] == told[1]


def test_an_organisation_may_hand_in_the_profile_of_its_press():
    theirs = Path("/usr/share/color/icc/ghostscript/default_cmyk.icc")
    if not theirs.exists():
        pytest.skip("No other profile here.")

    document, files = sample()
    made = printing.pdf(document, files, "support", "printer", profile=theirs.read_bytes())

    with pikepdf.open(io.BytesIO(made)) as opened:
        inside = opened.Root.OutputIntents[0].DestOutputProfile.read_bytes()
    assert hashlib.sha256(inside).digest() == hashlib.sha256(theirs.read_bytes()).digest()
    assert printed.not_in_inks(made) == set()


SCREEN = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize("wrong", [b"no profile", SCREEN])
def test_a_profile_that_is_of_no_press_is_refused(wrong):
    with pytest.raises(inks.NoPressProfile):
        printing.pdf(*sample(), "support", "printer", profile=wrong)
