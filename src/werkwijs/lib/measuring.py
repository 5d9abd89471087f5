"""How much room words take on paper, measured with the font they are printed in."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache, lru_cache

from PIL import ImageFont

from werkwijs.lib import pdf

POINT = 25.4 / 72
"""In millimetres."""
LEADING = 1.3
"""From line to line, in sizes of the font."""
ELSEWHERE = 1.3
"""How wide a sign is taken to be that another font draws: another script, or an emoji."""
FILLED = 0.8
"""How far a line is filled at least that ends in a broken word."""
CAREFUL = 1.03
"""Words are taken to be a little wider than measured."""


def height(text: str, *, width: float, size: float, bold: bool = False) -> float:
    """Height in mm that a text takes in a column of this width in mm, at a size in points."""
    return lines(text, width=width, size=size, bold=bold) * size * LEADING * POINT


def lines(text: str, *, width: float, size: float, bold: bool = False) -> int:
    """How many lines a text takes. A word wider than the column is broken; hyphens can only make it fewer."""
    room = width / (size * POINT * CAREFUL)
    space = wide(" ", bold)
    count, used = 1, 0.0
    for word in text.split():
        needed = wide(word, bold)
        if used and used + space + needed <= room:
            used += space + needed
            continue
        if used:
            count += 1
        if needed > room:
            # Broken at syllables, a line is filled less than to its end.
            full = int(needed / (room * FILLED))
            count += full
            needed -= full * room * FILLED
        used = needed
    return count


def largest(
    sizes: Sequence[float], text: str, *, width: float, high: float, bold: bool = False
) -> float:
    """The first of the sizes (largest first) at which the text fits; the last where none does."""
    for size in sizes:
        if height(text, width=width, size=size, bold=bold) <= high:
            return size
    return sizes[-1]


def shortened(text: str, *, width: float, size: float, most: int, bold: bool = False) -> str:
    """At most so many lines of the text, with an ellipsis where words were left out."""
    if lines(text, width=width, size=size, bold=bold) <= most:
        return text
    words = text.split()
    while (
        len(words) > 1 and lines(f"{' '.join(words)} …", width=width, size=size, bold=bold) > most
    ):
        words.pop()
    shown = " ".join(words)
    while shown and lines(f"{shown}…", width=width, size=size, bold=bold) > most:
        shown = shown[:-1]
    return f"{shown} …" if len(words) > 1 else f"{shown}…"


@lru_cache(maxsize=20_000)
def wide(text: str, bold: bool) -> float:
    """How wide it is, in sizes of the font."""
    ours = "".join(sign for sign in text if pdf.draws(sign))
    return _font(bold).getlength(ours) / 100 + ELSEWHERE * (len(text) - len(ours))


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(pdf.font("Bold" if bold else "Regular")), 100)
