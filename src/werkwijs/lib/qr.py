"""Codes to scan with a phone."""

from __future__ import annotations

import io
import re

import numpy as np
import segno
from django.utils.safestring import SafeString, mark_safe
from PIL import Image


def svg(address: str, *, scale: int = 5) -> SafeString:
    """A QR code of an address as SVG, for a page or for paper. A quarter of it may be dirty."""
    written = io.BytesIO()
    segno.make(address, error="q", micro=False).save(
        written, kind="svg", scale=scale, border=4, xmldecl=False, svgns=True, light="#fff"
    )
    # With a view box it is made smaller as a whole, where it would be cut off.
    drawn = re.sub(
        r'width="(\d+)" height="(\d+)"',
        r'width="\1" height="\2" viewBox="0 0 \1 \2"',
        written.getvalue().decode(),
        count=1,
    )
    return mark_safe(drawn)  # noqa: S308 - drawn by segno, holds no text


def png(address: str, *, scale: int = 8) -> bytes:
    """A QR code of an address as black and white pixels, for many on paper. An eighth of it may be dirty.

    The mask is always the same: phones read all eight, and choosing among them is most of the work.
    """
    code = segno.make(address, error="m", micro=False, mask=3)
    light = np.pad(np.array(code.matrix, dtype=np.uint8) == 0, 4, constant_values=True)
    pixels = light.repeat(scale, axis=0).repeat(scale, axis=1)
    written = io.BytesIO()
    Image.fromarray(pixels).save(written, "PNG")
    return written.getvalue()
