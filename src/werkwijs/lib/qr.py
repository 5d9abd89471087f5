"""Codes to scan with a phone."""

from __future__ import annotations

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def svg(address: str, *, scale: int = 5) -> SafeString:
    """A QR code of an address as SVG, for a page or for paper. A quarter of it may be dirty."""
    written = io.BytesIO()
    segno.make(address, error="q", micro=False).save(
        written, kind="svg", scale=scale, border=4, xmldecl=False, svgns=True, light="#fff"
    )
    return mark_safe(written.getvalue().decode())  # noqa: S308 - drawn by segno, holds no text
