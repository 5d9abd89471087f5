"""From a screen to a press: what is dark stays dark, what is grey takes one ink, and never too much."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from werkwijs.lib import inks
from werkwijs.lib.inks import Inks

PRESS = Inks(inks.bundled())
part = st.integers(0, 255)


@given(part, part, part)
def test_no_colour_takes_more_ink_than_the_limit(red, green, blue):
    made = PRESS.of(red, green, blue)
    assert all(0 <= ink <= 1 for ink in made)
    assert sum(made) <= inks.MOST


@pytest.mark.parametrize(
    ("colour", "inked"),
    [
        ("#ffffff", (0, 0, 0, 0)),
        ("#000000", (0, 0, 0, 1)),
        ("#1f2328", (0, 0, 0, 1)),
        ("#808080", (0, 0, 0, 0.498)),
    ],
)
def test_white_black_and_grey_take_black_ink_alone(colour, inked):
    assert PRESS.of(*(int(colour[i : i + 2], 16) for i in (1, 3, 5))) == pytest.approx(
        inked, abs=0.001
    )


def test_a_colour_looks_on_paper_as_it_did_on_screen():
    # Back from ink to screen through the profile: colours a press can print come back nearly the same.
    back = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(inks.bundled())),
        ImageCms.createProfile("sRGB"),
        "CMYK",
        "RGB",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )
    for colour in ((200, 180, 140), (150, 110, 90), (120, 140, 110), (90, 110, 150)):
        inked = tuple(round(255 * ink) for ink in PRESS.of(*colour))
        seen = ImageCms.applyTransform(Image.new("CMYK", (1, 1), inked), back).getpixel((0, 0))
        assert max(abs(a - b) for a, b in zip(colour, seen, strict=True)) < 12


def test_a_photo_becomes_inks_within_the_limit_and_no_larger_than_asked():
    rng = np.random.default_rng(1)
    pixels = (rng.integers(0, 256, (900, 600, 3)) // np.array([6, 1, 6])).astype(np.uint8)
    written = io.BytesIO()
    Image.fromarray(pixels, "RGB").save(written, "PNG")

    made = Image.open(io.BytesIO(PRESS.photo(written.getvalue(), longest=450)))

    assert made.mode == "CMYK"
    assert made.size == (300, 450)
    assert np.asarray(made).astype(int).sum(axis=2).max() <= inks.MOST * 255


def test_what_one_sees_through_lies_on_white_paper():
    written = io.BytesIO()
    Image.new("RGBA", (40, 40), (255, 0, 0, 0)).save(written, "PNG")
    made = Image.open(io.BytesIO(PRESS.photo(written.getvalue(), longest=450)))
    assert np.asarray(made).max() == 0


@pytest.mark.parametrize(
    ("colour", "written"),
    [
        ("white", "device-cmyk(0% 0% 0% 0%)"),
        ("rgb(0 0 0)", "device-cmyk(0% 0% 0% 100%)"),
        ("rgba(0, 0, 0, 0.5)", "device-cmyk(0% 0% 0% 100%)"),
        ("no colour", "device-cmyk(0% 0% 0% 100%)"),
        ("#00000080", "device-cmyk(0% 0% 0% 100% / 0.502)"),
    ],
)
def test_colours_of_css_are_written_in_inks(colour, written):
    assert PRESS.css(colour) == written


def test_a_drawing_keeps_no_colour_of_a_screen():
    drawn = PRESS.drawing(
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        b'<radialGradient id="a"><stop stop-color="#f00"/><stop stop-color="#00f"/></radialGradient>'
        b'<linearGradient id="b" xlink:href="#a"/><linearGradient id="loop" href="#loop"/>'
        b'<style>.x { fill: red; stroke : #0a0 }</style><rect class="x" style="fill:#123456; opacity: .5"/>'
        b'<path fill="url(#b)" stroke="currentColor"/><path fill="none" stroke="inherit"/>'
        b'<path fill="url(#loop)"/><image href="data:image/png;base64,xx"/></svg>'
    ).decode()
    for gone in ("#f00", "#0a0", "red", "#123456", "currentColor", "Gradient", "image", "url("):
        assert gone not in drawn.replace('fill="url(#loop)"', "")
    assert drawn.count("device-cmyk") == 6
    assert 'fill="none"' in drawn
    assert "opacity: .5" in drawn


@pytest.mark.parametrize("wrong", [b"", b"nothing", Image.new("RGB", (1, 1)).tobytes()])
def test_what_is_no_profile_is_refused(wrong):
    with pytest.raises(inks.NoPressProfile):
        Inks(wrong)


def test_the_bundled_profile_says_what_it_is_and_under_which_licence():
    from importlib.resources import files

    assert inks.condition(inks.bundled()) == "FOGRA39"
    notice = files("werkwijs.lib").joinpath("profiles/NOTICE.txt").read_text("utf-8")
    assert "zlib/libpng" in notice
    assert "FOGRA39L" in notice
