"""How much room words take on paper, measured with the font they are printed in."""

from __future__ import annotations

import io
from functools import cache

from PIL import ImageFont

from werkwijs.lib import pdf

POINT = 25.4 / 72
"""In millimetres."""
LEADING = 1.25
"""From line to line, in sizes of the font."""
ELSEWHERE = 1.3
"""How wide a letter of another script is taken to be, or an emoji; another font draws it."""
CAREFUL = 1.04
"""Words are taken to be a little wider than measured."""


def height(text: str, *, width: float, size: float, bold: bool = True) -> float:
    """Height in mm that a text takes in a column of this width in mm, at a size in points."""
    return lines(text, width=width, size=size, bold=bold) * size * LEADING * POINT


def lines(text: str, *, width: float, size: float, bold: bool = True) -> int:
    """How many lines a text takes; a word that is wider than the column is broken."""
    room = width / (size * POINT * CAREFUL)
    count, used = 1, 0.0
    space = _wide(" ", bold)
    for word in text.split():
        wide = _wide(word, bold)
        if used and used + space + wide <= room:
            used += space + wide
            continue
        if used:
            count += 1
        if wide > room:
            count += int(wide // room)
            wide %= room
        used = wide
    return count


def longest_word(text: str, *, size: float, bold: bool = True) -> float:
    """Width in mm of the widest word."""
    widest = max((_wide(word, bold) for word in text.split()), default=0.0)
    return widest * size * POINT * CAREFUL


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(pdf.font("Bold" if bold else "Regular")), 100)


def _wide(text: str, bold: bool) -> float:
    """In sizes of the font."""
    ours = "".join(sign for sign in text if _ours(sign))
    return _font(bold).getlength(ours) / 100 + ELSEWHERE * (len(text) - len(ours))


def _ours(sign: str) -> bool:
    """Whether our font draws it: Latin letters and their punctuation."""
    return sign < "\u0180" or "\u2010" <= sign <= "\u2026"
