"""A sheet of paper to draw on: one unit is one point (1/72 inch), everywhere.

Drawing in points, rather than in the units of the data, lets labels be measured before
they are placed, and makes the height of title, body and small print add up.

Letters stay letters in the SVG: they can be searched, selected and read aloud, and files
are five times smaller. The layout is measured in DejaVu Sans; where a reader does not have
it, Verdana (from which it descends, and of the same width) or a narrower font takes over,
so nothing grows into anything else.
"""

from __future__ import annotations

import io
import re
import threading
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Drawing
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.patches import Ellipse, FancyBboxPatch, PathPatch, Polygon
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from numpy.typing import ArrayLike

from conceptmapping.geometry import rounded_hull
from mapreport.figures.ink import ACCENT, FAINT, INK, PAPER, SOFT

WIDTH = 453.6
"""160 mm: the text of an A4 page."""
MARGIN = 8.0
DOTS_PER_INCH = 220
"""1386 dots wide: sharp in print at 160 mm and on a projector of 1280."""

FONTS = "'DejaVu Sans', Verdana, 'Bitstream Vera Sans', Geneva, Arial, sans-serif"
P = ParamSpec("P")
R = TypeVar("R")

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_SETTINGS: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "werkwijs",
    "text.parse_math": False,  # a label may hold a dollar sign
    "font.family": ["DejaVu Sans"],
    "path.simplify": False,
    "hatch.linewidth": 0.5,
}

_drawing = threading.RLock()
"""Matplotlib keeps its settings for the whole process: one figure at a time."""


@dataclass(frozen=True)
class Figure:
    """A finished figure: the same picture as SVG and as PNG, and what it says in words."""

    name: str
    """Of the files, without ending: "point-map"."""
    title: str
    description: str
    """What is to be seen, for who cannot see it: plain words, real numbers."""
    svg: bytes
    png: bytes
    width: float
    """In points; ``height`` too."""
    height: float


def measure(text: str, size: float, weight: str = "normal") -> float:
    """How wide a line of text is at most, in points (kerning only makes it narrower)."""
    return sum(_advance(letter, weight) for letter in text) * size


@cache
def _advance(letter: str, weight: str) -> float:
    """How far a letter moves the pen at size 1."""
    font = FontProperties(family="DejaVu Sans", size=100, weight=weight)
    with _drawing:
        width, _, _ = text_to_path.get_text_width_height_descent(letter, font, ismath=False)
        pair, _, _ = text_to_path.get_text_width_height_descent(f"||{letter}||", font, False)
        bars, _, _ = text_to_path.get_text_width_height_descent("||||", font, False)
    # between bars a space has its width too, and an overhanging letter keeps its own
    return float(max(width, pair - bars)) / 100


def cropped(text: str, size: float, width: float, weight: str = "normal") -> str:
    """As much of a line as fits, with … where something is left out."""
    if measure(text, size, weight) <= width:
        return text
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        half = (fits + too_long) // 2
        if measure(text[:half].rstrip() + "…", size, weight) <= width:
            fits = half
        else:
            too_long = half
    return text[:fits].rstrip(" ,.;:") + "…"


def wrapped(
    text: str, size: float, width: float, lines: int | None = None, weight: str = "normal"
) -> list[str]:
    """Break text into lines that fit; a word too long for a line is cut with a hyphen.

    With ``lines``, the rest is left out and the last line ends in ….
    """
    found: list[str] = []
    line = ""
    waiting = text.split()[::-1]
    while waiting:
        word = waiting.pop()
        longer = f"{line} {word}" if line else word
        if measure(longer, size, weight) <= width:
            line = longer
        elif line:
            found.append(line)
            line = ""
            waiting.append(word)
        else:
            fits = max(
                1, sum(measure(word[:n] + "-", size, weight) <= width for n in range(1, len(word)))
            )
            if fits >= len(word):
                found.append(word)
                continue
            found.append(word[:fits] + "-")
            waiting.append(word[fits:])
    if line:
        found.append(line)
    if lines is not None and len(found) > lines:
        rest = " ".join(found[lines - 1 :])
        found = [*found[: lines - 1], cropped(rest + " …", size, width, weight)]
    return found


class Sheet:
    """Paper with study and title above, small print below, and the body in between to draw in.

    ``left``, ``right``, ``bottom`` and ``top`` bound the body, in points from the lower
    left corner of the sheet.
    """

    def __init__(
        self,
        body: float,
        *,
        title: str,
        study: str = "",
        subtitle: str = "",
        notes: Iterable[str] = (),
        mark: str = "",
    ) -> None:
        self.title = title
        self.left, self.right = MARGIN, WIDTH - MARGIN
        room = self.right - self.left
        mark_width = measure(mark, 7, "bold") + 10 if mark else 0.0
        above = 15.0 if mark or study else 0.0
        title_lines = wrapped(title, 12, room, 2, "bold")
        said = wrapped(subtitle, 8, room) if subtitle else []
        small = [line for note in notes for line in wrapped(note, 6.5, room)]
        head = MARGIN + above + 14.5 * len(title_lines) + 11 * len(said) + 5
        foot = MARGIN + 8.6 * len(small) + (6 if small else 0)
        self.height = head + body + foot
        self.bottom, self.top = foot, foot + body

        self.drawing = Drawing(figsize=(WIDTH / 72, self.height / 72), dpi=72, facecolor=PAPER)
        FigureCanvasAgg(self.drawing)
        self.axes = self.drawing.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, WIDTH)
        self.axes.set_ylim(0, self.height)

        y = self.height - MARGIN
        if mark:
            self._mark(mark, mark_width, self.right, y)
        if study:
            line = cropped(study, 7.5, room - mark_width - 10)
            self.text(self.left, y - 8.5, line, size=7.5, colour=SOFT)
        y -= above
        for line in title_lines:
            self.text(self.left, y - 10.5, line, size=12, weight="bold")
            y -= 14.5
        for line in said:
            self.text(self.left, y - 9, line, size=8, colour=SOFT)
            y -= 11
        y = foot - 6
        if small:
            self.line([(self.left, y + 2), (self.right, y + 2)], colour=FAINT, width=0.6)
        for line in small:
            y -= 8.6
            self.text(self.left, y + 2, line, size=6.5, colour=SOFT)

    def _mark(self, mark: str, width: float, right: float, y: float) -> None:
        box = FancyBboxPatch(
            (right - width + 1, y - 12.5),
            width - 2,
            12.5,
            boxstyle="round,pad=0,rounding_size=2.5",
            facecolor=PAPER,
            edgecolor=ACCENT,
            linewidth=0.9,
            clip_on=False,
        )
        self.axes.add_patch(box)
        self.text(right - width / 2, y - 9, mark, size=7, weight="bold", colour=ACCENT, at="middle")

    @property
    def body(self) -> tuple[float, float, float, float]:
        return (self.left, self.bottom, self.right, self.top)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 7.5,
        weight: str = "normal",
        colour: str = INK,
        at: str = "start",
        turned: bool = False,
        layer: float = 6,
    ) -> None:
        """Write one line; ``y`` is where the letters stand, ``at`` start, middle or end."""
        side = {"start": "left", "middle": "center", "end": "right"}[at]
        self.axes.text(
            x,
            y,
            text,
            fontsize=size,
            fontweight=weight,
            color=colour,
            ha=side,
            va="baseline",
            rotation=90 if turned else 0,
            rotation_mode="anchor",
            zorder=layer,
            clip_on=False,
        )

    def line(
        self,
        points: ArrayLike,
        *,
        colour: str = INK,
        width: float = 0.8,
        dash: Sequence[float] = (),
        alpha: float = 1.0,
        layer: float = 2,
    ) -> None:
        xy = np.asarray(points, dtype=np.float64)
        stroke = Line2D(
            xy[:, 0],
            xy[:, 1],
            color=colour,
            linewidth=width,
            alpha=alpha,
            zorder=layer,
            solid_capstyle="butt",
            clip_on=False,
        )
        if dash:
            stroke.set_linestyle((0, tuple(d / width for d in dash)))  # dashes in points
        self.axes.add_line(stroke)

    def lines(
        self,
        strokes: Sequence[ArrayLike],
        *,
        colour: str = INK,
        width: float = 0.8,
        alpha: float = 1.0,
        layer: float = 2,
    ) -> None:
        """Many lines of one look, as one shape."""
        if not strokes:
            return
        vertices = np.concatenate([np.asarray(s, dtype=np.float64) for s in strokes])
        codes = [
            c for s in strokes for c in [Path.MOVETO] + [Path.LINETO] * (len(np.asarray(s)) - 1)
        ]
        self.axes.add_patch(
            PathPatch(
                Path(vertices, codes),
                facecolor="none",
                edgecolor=colour,
                linewidth=width,
                alpha=alpha,
                zorder=layer,
                clip_on=False,
            )
        )

    def area(
        self,
        points: ArrayLike,
        *,
        fill: str = "none",
        edge: str = "none",
        width: float = 0.8,
        dash: Sequence[float] = (),
        alpha: float | None = None,
        layer: float = 1,
    ) -> None:
        shape = Polygon(
            np.asarray(points, dtype=np.float64),
            closed=True,
            facecolor=mpl.colors.to_rgba(fill, alpha) if fill != "none" else "none",
            edgecolor=edge,
            linewidth=width,
            joinstyle="round",
            zorder=layer,
            clip_on=False,
        )
        if dash:
            shape.set_linestyle((0, tuple(d / width for d in dash)))
        self.axes.add_patch(shape)

    def box(self, left: float, bottom: float, right: float, top: float, **look: Any) -> None:
        self.area([(left, bottom), (right, bottom), (right, top), (left, top)], **look)

    def ellipse(
        self,
        centre: tuple[float, float],
        half: tuple[float, float],
        angle: float,
        *,
        fill: str = "none",
        edge: str = "none",
        width: float = 0.5,
        alpha: float = 1.0,
        layer: float = 1,
    ) -> None:
        """``angle`` in radians, from the x axis to the first half axis."""
        self.axes.add_patch(
            Ellipse(
                centre,
                2 * half[0],
                2 * half[1],
                angle=float(np.degrees(angle)),
                facecolor=mpl.colors.to_rgba(fill, alpha) if fill != "none" else "none",
                edgecolor=edge,
                linewidth=width,
                zorder=layer,
                clip_on=False,
            )
        )

    def marks(
        self,
        points: ArrayLike,
        *,
        marker: str = "o",
        size: float | ArrayLike = 5.0,
        fill: str | Sequence[str] = INK,
        edge: str | Sequence[str] = INK,
        width: float = 0.7,
        layer: float = 4,
    ) -> None:
        """Put down shapes of one kind; ``size`` is how wide, in points."""
        xy = np.asarray(points, dtype=np.float64).reshape(-1, 2)
        if not len(xy):
            return
        self.axes.scatter(
            xy[:, 0],
            xy[:, 1],
            s=np.square(np.asarray(size, dtype=np.float64)),
            marker=MarkerStyle(marker),
            c=fill if isinstance(fill, str) else list(fill),
            edgecolors=edge if isinstance(edge, str) else list(edge),
            linewidths=width,
            zorder=layer,
            clip_on=False,
        )

    def badge(
        self, x: float, y: float, text: str, *, colour: str, radius: float = 6.5, layer: float = 7
    ) -> None:
        """A number in a filled circle, or in a longer pill where it needs the room."""
        size = radius * 1.15
        extra = max(0.0, measure(text, size, "bold") - 1.45 * radius) / 2
        shape = rounded_hull([(x - extra, y), (x + extra, y)], radius)
        self.area(shape, fill=colour, edge=PAPER, width=0.8, layer=layer)
        self.text(
            x, y - 0.365 * size, text, size=size, weight="bold", colour=PAPER, at="middle",
            layer=layer + 0.1,
        )  # fmt: skip

    def finish(self, name: str, description: str) -> Figure:
        """Print the sheet, twice."""
        svg = io.BytesIO()
        self.drawing.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        return Figure(
            name=name,
            title=self.title,
            description=description,
            svg=_tidy(svg.getvalue(), name, self.title, description),
            png=self._png(description),
            width=WIDTH,
            height=self.height,
        )

    def _png(self, description: str) -> bytes:
        png = io.BytesIO()
        about = {"Software": None, "Title": self.title, "Description": description}
        self.drawing.savefig(png, format="png", dpi=DOTS_PER_INCH, metadata=about)
        return png.getvalue()


def drawn_alone(draw: Callable[P, R]) -> Callable[P, R]:
    """Decorate a function that draws: our settings while it does, and nobody else drawing."""

    @wraps(draw)
    def alone(*args: P.args, **kwargs: P.kwargs) -> R:
        with _drawing, mpl.rc_context(), warnings.catch_warnings():
            # letters DejaVu Sans lacks stay whole in the SVG, and are boxes in the PNG
            warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from font")
            mpl.rcdefaults()
            for setting, value in _SETTINGS.items():
                mpl.rcParams[setting] = value  # type: ignore[index]
            return draw(*args, **kwargs)

    return alone


def _tidy(svg: bytes, name: str, title: str, description: str) -> bytes:
    """Make a drawing fit to stand in a page among others.

    Title and description come first; ids start with the name of the figure; looks are
    attributes, so that a page that forbids inline styles still shows them; the style sheet
    Matplotlib adds would change every other drawing in the page, and goes.
    """
    for prefix, space in (("", _SVG), ("xlink", _XLINK)):
        ElementTree.register_namespace(prefix, space)
    root = ElementTree.fromstring(svg)  # noqa: S314 (we wrote it ourselves a moment ago)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in {f"{{{_SVG}}}metadata", f"{{{_SVG}}}style"}:
                parent.remove(child)
        if parent.tag == f"{{{_SVG}}}defs" and not len(parent):
            parent.set("empty", "1")
    for parent in list(root.iter()):
        for child in [c for c in parent if c.get("empty")]:
            parent.remove(child)
    used = set(re.findall(rb"#([\w-]+)", svg))
    for element in root.iter():
        for declaration in element.attrib.pop("style", "").split(";"):
            key, _, value = declaration.partition(":")
            if key.strip() and key.strip() != "font-family":
                element.set(key.strip(), value.strip())
        own = element.get("id")
        if own and own.encode() in used:
            element.set("id", f"{name}-{own}")
        elif own:
            del element.attrib["id"]
        for key, value in element.attrib.items():
            if key == "d":
                element.set(key, " ".join(value.split()))
            elif "#" in value and ("url(" in value or key.endswith("href")):
                element.set(key, re.sub(r"#([\w-]+)", rf"#{name}-\1", value))
            elif key == "transform" and value.startswith("rotate(-0 "):
                element.set(key, "")
        if element.get("transform") == "":
            del element.attrib["transform"]
        if element.tag == f"{{{_SVG}}}g" or len(element):
            element.text = element.text if element.text and element.text.strip() else None
        if element.tail and not element.tail.strip():
            element.tail = "\n"
    for place, (tag, words) in enumerate((("title", title), ("desc", description))):
        element = ElementTree.Element(f"{{{_SVG}}}{tag}", {"id": f"{name}-{tag}"})
        element.text = words
        element.tail = "\n"
        root.insert(place, element)
    for key, value in {
        "role": "img",
        "aria-labelledby": f"{name}-title {name}-desc",
        "font-family": FONTS,
        "stroke-linejoin": "round",
    }.items():
        root.set(key, value)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=False))
