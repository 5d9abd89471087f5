"""Colours, shapes and lines that stay apart without colour vision, and on a grey print.

A cluster is told by its number first, then by shape, then by colour. Every colour has at
least 4.5 to 1 contrast with paper (WCAG 2.2, 1.4.3), so that white letters on it, and its
letters on white, can be read. Hues follow Okabe and Ito (2008), darkened to that contrast.
"""

from __future__ import annotations

from dataclasses import dataclass

PAPER = "#ffffff"
INK = "#1f2328"
SOFT = "#4d545c"
"""Small print and axes."""
LINE = "#767d85"
"""Lines that mean something: 3 to 1 and more."""
FAINT = "#d5d9dd"
"""Grids and frames, which mean nothing by themselves."""
ACCENT = "#a3134a"
"""The chosen thing, and the mark on invented material."""

COLOURS = (
    "#0060a8",
    "#b34700",
    "#00704f",
    "#8f3b86",
    "#7a5c00",
    "#0b6a80",
    "#a3134a",
    "#4a4f57",
)
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "p")
_ROOM = {"o": 1.0, "s": 0.88, "^": 1.1, "D": 0.82, "v": 1.1, "P": 1.12, "X": 1.12, "p": 1.08}
DASHES: tuple[tuple[float, ...], ...] = ((), (5, 2), (1.2, 1.8), (6, 2, 1.2, 2), (2.6, 1.6))

STEPS = ("#eef4f8", "#c9dfeb", "#95c1d8", "#4f93b8", "#155e85")
"""Light to dark, for five steps; in grey they keep their order."""


@dataclass(frozen=True)
class Style:
    """How one cluster is drawn, wherever it is drawn."""

    colour: str
    marker: str
    dash: tuple[float, ...]
    room: float
    """Makes shapes look equally large."""


def cluster_style(number: int) -> Style:
    """The first 64 clusters each have their own pair of colour and shape."""
    turn, place = divmod(number - 1, len(COLOURS))
    marker = MARKERS[(place + 3 * turn) % len(MARKERS)]
    dash = DASHES[(place + turn) % len(DASHES)]
    return Style(COLOURS[place], marker, dash, _ROOM[marker])


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, of ``#rrggbb``."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def blend(share: float, light: str = PAPER, dark: str = INK) -> str:
    """``light`` at 0, ``dark`` at 1, evenly in between."""
    pairs = [(int(light[i : i + 2], 16), int(dark[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * min(max(share, 0), 1)):02x}" for a, b in pairs)
