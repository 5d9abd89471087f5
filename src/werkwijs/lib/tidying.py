"""What somebody typed, as it is kept: on one line, without the sign no database wants, not too long."""

from __future__ import annotations

import re

_NO_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)


def without_signs(typed: str) -> str:
    """Without the signs no text holds: machines stumble over them, or they turn our own words around."""
    return _NO_TEXT.sub("", typed)


def one_line(typed: str, longest: int) -> str:
    return " ".join(without_signs(typed).split())[:longest]
