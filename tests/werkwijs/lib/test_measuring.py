"""How much room words take: rather too much than too little."""

import pytest
from PIL import ImageFont

from werkwijs.lib import measuring, pdf


def test_a_line_is_as_wide_as_the_font_says(tmp_path):
    face = tmp_path / "face.ttf"
    face.write_bytes(pdf.font("Bold"))
    wide = ImageFont.truetype(str(face), 100).getlength("Werk dat past") / 100

    assert measuring.wide("Werk dat past", True) == pytest.approx(wide)
    one = wide * 12 * measuring.POINT * measuring.CAREFUL
    assert measuring.lines("Werk dat past", width=one + 0.1, size=12, bold=True) == 1
    assert measuring.lines("Werk dat past", width=one - 0.1, size=12, bold=True) == 2


def test_lines_are_as_high_as_their_leading():
    assert measuring.height("een twee", width=80, size=10) == pytest.approx(10 * 1.3 * 25.4 / 72)


def test_a_word_wider_than_the_column_takes_more_lines():
    assert measuring.lines("verzekeringsregels", width=20, size=12) in {2, 3}
    assert measuring.lines("a verzekeringsregels", width=20, size=12) in {3, 4}


def test_what_does_not_fit_ends_in_an_ellipsis():
    assert measuring.shortened("een twee drie", width=80, size=10, most=1) == "een twee drie"
    assert measuring.shortened("een twee drie", width=18, size=10, most=1) == "een twee …"
    cut = measuring.shortened("arbeidsongeschiktheid", width=20, size=10, most=1)
    assert cut.startswith("arb")
    assert cut.endswith("…")


def test_a_sign_of_another_font_is_taken_to_be_wide():
    assert measuring.wide("語", False) == measuring.ELSEWHERE
