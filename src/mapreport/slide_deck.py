"""Slides with shapes people can edit, and text that stays inside its box.

All measures are inches from the top left corner of a 13.333 x 7.5 slide; sizes of letters
are points. What is drawn has a name and a text for people who do not see it, in the order
in which it should be read.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from matplotlib import get_data_path
from matplotlib.ft2font import FT2Font
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Emu, Pt

from mapreport.figures import ink
from mapreport.packing import steady

WIDTH, HEIGHT = 13.333, 7.5
LEFT, RIGHT = 0.6, 12.733
TOP, BOTTOM = 1.45, 6.85
"""Between title and footer."""

INK, QUIET, PAPER, RULE, WARNING = (
    colour.lstrip("#").upper() for colour in (ink.INK, ink.SOFT, ink.PAPER, ink.FAINT, ink.ACCENT)
)
WASH, ACCENT = "EEF3F5", "17495C"
FONT = "Arial"
LINE = 1.2
"""Height of a line, in letter sizes."""
_MADE = datetime(2000, 1, 1)
_LANGUAGES = {"nl": MSO_LANGUAGE_ID.DUTCH, "en": MSO_LANGUAGE_ID.ENGLISH_UK}
_ORNAMENT = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"


@dataclass(frozen=True)
class Run:
    text: str
    bold: bool = False
    colour: str = INK
    language: str | None = None
    """When it is not the language of the deck."""


@dataclass(frozen=True)
class Line:
    """A paragraph; ``hang`` is how far the lines after the first stand in, in inches."""

    runs: tuple[Run, ...]
    hang: float = 0.0
    space: float = 0.35
    """Free space after it, in letter sizes."""
    scale: float = 1.0
    """Its letters, as a share of the box's."""
    align: str = "left"

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def line(text: str, *, bold: bool = False, colour: str = INK, **options: Any) -> Line:
    return Line((Run(text, bold, colour),), **options)


# --- measuring ------------------------------------------------------------------------

_EM = 200  # measured once at this size
_UNKNOWN = 1.3
"""Emoji and signs of other scripts come from other letters, which may be wide."""
_SLACK = 0.95
"""DejaVu Sans is about a tenth wider than Arial: measuring with it leaves room to spare."""


@cache
def _letters(bold: bool) -> FT2Font:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    letters = FT2Font(str(Path(get_data_path()) / "fonts" / "ttf" / name))
    letters.set_size(_EM, 72)
    return letters


@cache
def _letter(sign: str, bold: bool) -> float:
    letters = _letters(bold)
    if not letters.get_char_index(ord(sign)):
        return _UNKNOWN
    return float(letters.load_char(ord(sign)).linearHoriAdvance) / 65_536 / _EM


def measured(text: str, bold: bool = False) -> float:
    """Width of a text on one line, in letter sizes; rather too wide than too narrow."""
    return sum(_letter(sign, bold) for sign in text) * _SLACK


def wrapped(text: str, room: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines of at most ``room`` letter sizes; words too long are cut."""
    lines: list[str] = []
    for given in text.split("\n"):
        current = ""
        for word in given.split():
            wider = f"{current} {word}" if current else word
            if measured(wider, bold) <= room:
                current = wider
                continue
            if current:
                lines.append(current)
            while measured(word, bold) > room and len(word) > 1:
                cut = next(
                    n
                    for n in range(len(word) - 1, 0, -1)
                    if n == 1 or measured(word[:n], bold) <= room
                )
                lines.append(word[:cut])
                word = word[cut:]
            current = word
        lines.append(current)
    return lines


def height(lines: Sequence[Line], width: float, size: float) -> float:
    """Inches these paragraphs take in a box of ``width`` at letter size ``size``."""
    total = 0.0
    for number, one in enumerate(lines):
        letters = size * one.scale
        room = (width - one.hang) * 72 / letters
        rows = len(wrapped(one.text, room, bold=any(run.bold for run in one.runs)))
        total += rows * letters * LINE
        if number < len(lines) - 1:
            total += one.space * letters
    return total / 72


def fitting(lines: Sequence[Line], width: float, tall: float, largest: int, least: int) -> int:
    """The largest letter size at which these paragraphs fit; ``least`` where none does."""
    for size in range(largest, least, -1):
        if height(lines, width, size) <= tall:
            return size
    return least


def pages(
    lines: Sequence[Line], width: float, tall: float, largest: int, least: int
) -> list[tuple[int, list[Line]]]:
    """Divide paragraphs over as few boxes as needed, as evenly as that allows.

    Returns letter size and paragraphs per box. A paragraph that does not fit by itself is
    shortened, with an ellipsis.
    """
    whole = [shortened(one, width, tall, least) for one in lines]
    if height(whole, width, least) <= tall:
        return [(fitting(whole, width, tall, largest, least), whole)]
    boxes: list[list[Line]] = [[]]
    for one in whole:
        if boxes[-1] and height([*boxes[-1], one], width, least) > tall:
            boxes.append([])
        boxes[-1].append(one)
    share = -(-len(whole) // len(boxes))
    even = [whole[i : i + share] for i in range(0, len(whole), share)]
    if all(height(box, width, least) <= tall for box in even):
        boxes = even
    size = min(fitting(box, width, tall, largest, least) for box in boxes)
    return [(size, box) for box in boxes]


def shortened(one: Line, width: float, tall: float, size: float) -> Line:
    """The paragraph as it is where it fits in the box, and cut off with an ellipsis otherwise."""
    if height([one], width, size) <= tall:
        return one
    runs = list(one.runs)
    while runs and height([Line(tuple(runs), one.hang, 0, one.scale)], width, size) > tall:
        last = runs.pop()
        words = last.text.rstrip("…").rstrip().rsplit(" ", 1)
        kept = words[0] if len(words) > 1 else last.text[: len(last.text.rstrip("…")) // 2]
        if kept:
            runs.append(Run(f"{kept}…", last.bold, last.colour, last.language))
    return Line(tuple(runs), one.hang, one.space, one.scale, one.align)


# --- drawing --------------------------------------------------------------------------


class Deck:
    """A presentation that is being made."""

    def __init__(self, title: str, language: str, footer: str, mark: str = "") -> None:
        self.language = language
        self._footer = footer
        self._mark = mark
        self._made = Presentation()
        self._prepare(title)

    def opening(self, title: str, subtitle: Sequence[Line], notes: str) -> Page:
        """The first slide."""
        page = Page(self, self._made.slides.add_slide(self._made.slide_layouts[0]))
        page.title(title, 1.75, 1.75, 48, 28, anchor="bottom")
        box = page.slide.placeholders[1]
        _place(box, LEFT, 3.85, 10.5, 2.6)
        page.write(box, subtitle, fitting(subtitle, 10.5, 2.5, 26, 14))
        page.box("Band", (LEFT, 3.62, 1.6, 0.07), WARNING if self._mark else ACCENT)
        page.finish(notes, self._footer, self._mark)
        return page

    @contextmanager
    def slide(self, title: str, notes: str) -> Iterator[Page]:
        """One slide with a title; what is drawn on it inside the ``with`` is read after it."""
        page = Page(self, self._made.slides.add_slide(self._made.slide_layouts[1]))
        page.title(title, 0.35, 1.0, 30, 20)
        yield page
        page.finish(notes, self._footer, self._mark)

    def save(self) -> bytes:
        """The presentation; the same content gives the same bytes."""
        file = io.BytesIO()
        self._made.save(file)
        return steady(file.getvalue())

    def _prepare(self, title: str) -> None:
        """Wide slides, our letters and colours, and only the layouts in use."""
        made = self._made
        made.slide_width, made.slide_height = _emu(WIDTH), _emu(HEIGHT)
        keep = {"Title Slide", "Title Only"}
        for layout in list(made.slide_layouts):
            if layout.name not in keep:
                made.slide_layouts.remove(layout)
        for holder in (made.slide_master, *made.slide_layouts):
            for shape in list(holder.placeholders):
                kind = shape.placeholder_format.type.name
                if kind in {"DATE", "FOOTER", "SLIDE_NUMBER"}:
                    shape._element.getparent().remove(shape._element)
                elif kind in {"TITLE", "CENTER_TITLE"}:
                    opening = kind == "CENTER_TITLE"
                    _place(
                        shape, LEFT, 1.9 if opening else 0.35, RIGHT - LEFT, 1.75 if opening else 1
                    )
                else:
                    _place(shape, LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP)
        theme = made.slide_master.part.part_related_by(RT.THEME)
        theme._blob = _themed(theme.blob)
        for holder in (made.part.package._rels, made.part.rels):
            for name, relation in list(holder.items()):
                if relation.reltype in {RT.THUMBNAIL, RT.PRINTER_SETTINGS}:
                    holder.pop(name)  # somebody else's first page, and their printer
        about = made.core_properties
        about.title, about.language = (
            readable(title),
            _LANGUAGES[self.language].xml_value or self.language,
        )
        about.author = about.last_modified_by = "werkwijs"
        about.subject, about.comments, about.keywords = readable(self._footer), self._mark, ""
        about.created = about.modified = _MADE
        about.revision = 1


@dataclass
class Page:
    """A slide that is being drawn on."""

    deck: Deck
    slide: Any

    def __post_init__(self) -> None:
        self.shapes = self.slide.shapes
        self.shapes.turbo_add_enabled = True  # numbers shapes by counting on

    def title(
        self,
        text: str,
        top: float,
        tall: float,
        largest: int,
        least: int,
        *,
        anchor: str = "middle",
    ) -> None:
        said = shortened(line(text, bold=True), RIGHT - LEFT - 0.2, tall, least)
        size = fitting([said], RIGHT - LEFT - 0.2, tall, largest, least)
        shape = self.slide.shapes.title
        _place(shape, LEFT, top, RIGHT - LEFT, tall)
        self.write(shape, [line(said.text, bold=True, colour=ACCENT)], size, anchor=anchor)

    def text(
        self,
        name: str,
        lines: Sequence[Line],
        box: tuple[float, float, float, float],
        size: float,
        *,
        anchor: str = "top",
        fill: str | None = None,
        margin: float = 0.0,
    ) -> Any:
        """A text box: left, top, width, height."""
        shape = self.shapes.add_textbox(*map(_emu, box))
        shape.name = readable(name)
        if fill:
            shape.fill.solid()
            shape.fill.fore_color.rgb = _colour(fill)
        self.write(shape, lines, size, anchor=anchor, margin=margin)
        return shape

    def write(
        self,
        shape: Any,
        lines: Sequence[Line],
        size: float,
        *,
        anchor: str = "top",
        margin: float = 0.0,
    ) -> None:
        frame = shape.text_frame
        frame.word_wrap = True
        frame.auto_size = MSO_AUTO_SIZE.NONE
        frame.vertical_anchor = getattr(MSO_ANCHOR, anchor.upper())
        frame.margin_left = frame.margin_right = _emu(margin)
        frame.margin_top = frame.margin_bottom = _emu(margin / 2)
        for number, one in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.alignment = getattr(PP_ALIGN, one.align.upper())
            paragraph.line_spacing = 1.0
            paragraph.space_before = Pt(0)
            last = number == len(lines) - 1
            paragraph.space_after = Pt(0 if last else round(one.space * size * one.scale, 1))
            if one.hang:
                told = paragraph._p.get_or_add_pPr()
                told.set("marL", str(_emu(one.hang)))
                told.set("indent", str(-_emu(one.hang)))
                stops = _inside(told, "a:tabLst")
                _inside(stops, "a:tab", pos=str(_emu(one.hang)), algn="l")
            for run in one.runs:
                self._run(paragraph, run, size * one.scale)

    def _run(self, paragraph: Any, run: Run, size: float) -> None:
        written = paragraph.add_run()
        written.text = readable(run.text)
        written.font.size = Pt(round(size, 1))
        written.font.bold = run.bold
        written.font.color.rgb = _colour(run.colour)
        written.font.language_id = _LANGUAGES.get(
            run.language or self.deck.language, _LANGUAGES[self.deck.language]
        )

    def box(
        self, name: str, box: tuple[float, float, float, float], fill: str, *, told: str = ""
    ) -> Any:
        shape = self.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(_emu, box))
        _ink(shape, fill, None)
        return _named(shape, name, told)

    def marker(self, name: str, kind: str, x: float, y: float, wide: float, fill: str) -> Any:
        """A small shape with its middle at (x, y)."""
        corner = (x - wide / 2, y - wide / 2, wide, wide)
        shape = self.shapes.add_shape(getattr(MSO_SHAPE, kind), *map(_emu, corner))
        _ink(shape, fill, PAPER, 0.75)
        return _named(shape, name, "")

    def outline(
        self, name: str, corners: Sequence[tuple[float, float]], colour: str, *, see_through: float
    ) -> Any:
        """A closed shape through these corners, filled lightly."""
        points = [(_emu(x), _emu(y)) for x, y in corners]
        builder = self.shapes.build_freeform(*points[0], scale=1.0)
        builder.add_line_segments(points[1:], close=True)
        shape = builder.convert_to_shape()
        _ink(shape, colour, colour, 1.5)
        solid = shape._element.spPr.find(qn("a:solidFill"))[0]
        _inside(solid, "a:alpha", val=str(round((1 - see_through) * 100_000)))
        return _named(shape, name, "")

    def stroke(
        self,
        name: str,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: str,
        width: float = 1.0,
        *,
        dashed: bool = False,
    ) -> Any:
        shape = self.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(_emu, (*start, *end)))
        shape.line.color.rgb = _colour(colour)
        shape.line.width = Pt(width)
        if dashed:
            shape.line.dash_style = MSO_LINE.DASH
        return _named(shape, name, "")

    @contextmanager
    def group(self, name: str, told: str) -> Iterator[Page]:
        """Shapes that move together; ``told`` says what they show."""
        group = self.shapes.add_group_shape()
        _named(group, name, told)
        yield self
        # Drawn on the slide and moved in afterwards: drawn in the group, every shape would
        # have the whole group measured again.
        for element in list(group._element.itersiblings()):
            group._element.append(element)
        group._element.recalculate_extents()

    def finish(self, notes: str, footer: str, mark: str) -> None:
        """Footer, number, mark of example material, and the notes of who presents it."""
        if mark:
            self.text(
                "Mark",
                [line(mark, bold=True, colour=WARNING)],
                (LEFT, 6.98, 5.2, 0.3),
                11,
                anchor="middle",
            )
        self.text(
            "Footer",
            [line(footer, colour=QUIET, align="right")],
            (LEFT + 5.2, 6.98, RIGHT - LEFT - 5.8, 0.3),
            fitting([line(footer)], RIGHT - LEFT - 5.8, 0.2, 10, 8),
            anchor="middle",
        )
        number = self.text(
            "Number", [line(" ", align="right")], (RIGHT - 0.5, 6.98, 0.5, 0.3), 11, anchor="middle"
        )
        _count(number, self.deck.language)
        told = self.slide.notes_slide.notes_text_frame
        told.text = readable(notes)
        for paragraph in told.paragraphs:
            for run in paragraph.runs:
                run.font.language_id = _LANGUAGES[self.deck.language]


def readable(text: str) -> str:
    """The text without signs a presentation cannot hold."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]", " ", text)


def _colour(code: str) -> Any:
    return RGBColor.from_string(code)  # type: ignore[no-untyped-call]


def _inside(parent: Any, tag: str, **attributes: str) -> Any:
    """A new last child."""
    child: Any = OxmlElement(tag)
    for name, value in attributes.items():
        child.set(name, value)
    parent.append(child)
    return child


def _emu(inches: float) -> Any:
    return Emu(round(inches * 914_400))


def _place(shape: Any, left: float, top: float, width: float, tall: float) -> None:
    shape.left, shape.top, shape.width, shape.height = map(_emu, (left, top, width, tall))


def _ink(shape: Any, fill: str, edge: str | None, width: float = 1.0) -> None:
    shape.shadow.inherit = False
    shape.fill.solid()
    shape.fill.fore_color.rgb = _colour(fill)
    if edge is None:
        shape.line.fill.background()
    else:
        shape.line.color.rgb = _colour(edge)
        shape.line.width = Pt(width)


def _named(shape: Any, name: str, told: str) -> Any:
    """Name a shape; without words for it, it is ornament to a screen reader."""
    shape.name = readable(name)
    for effect in shape._element.xpath(".//p:style/a:effectRef"):
        effect.set("idx", "0")  # no shadows, also where an empty effect list is not honoured
    about = shape._element.xpath(".//p:cNvPr")[0]
    if told:
        about.set("descr", readable(told))
        return shape
    extension = _inside(_inside(about, "a:extLst"), "a:ext", uri=_ORNAMENT)
    extension.append(parse_xml(f'<adec:decorative xmlns:adec="{_DECORATIVE}" val="1"/>'))
    return shape


def _count(shape: Any, language: str) -> None:
    """Turn the first run into the number of the slide, which follows when slides move."""
    paragraph = shape.text_frame.paragraphs[0]._p
    run = paragraph.find(qn("a:r"))
    counted: Any = OxmlElement("a:fld")
    counted.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    counted.set("type", "slidenum")
    for part in list(run):
        counted.append(part)
    counted.find(qn("a:t")).text = "‹#›"
    counted.find(qn("a:rPr")).set("lang", str(_LANGUAGES[language].xml_value))
    paragraph.replace(run, counted)


def _themed(theme: bytes) -> bytes:
    """The theme with our letters and colours, so that what people add fits in."""
    text = theme.decode("utf-8")
    text = re.sub(r'(<a:latin typeface=")[^"]*(")', rf"\g<1>{FONT}\g<2>", text)
    colours = {
        "dk2": ACCENT,
        "lt2": WASH,
    } | {
        f"accent{n}": colour
        for n, colour in enumerate((look(n).colour for n in range(1, 7)), start=1)
    }
    for name, colour in colours.items():
        text = re.sub(
            rf"(<a:{name}>).*?(</a:{name}>)",
            rf'\g<1><a:srgbClr val="{colour}"/>\g<2>',
            text,
            flags=re.DOTALL,
        )
    return text.encode("utf-8")


SHAPES = {
    "o": "OVAL",
    "s": "RECTANGLE",
    "^": "ISOSCELES_TRIANGLE",
    "D": "DIAMOND",
    "v": "FLOWCHART_MERGE",
    "P": "CROSS",
    "X": "MATH_MULTIPLY",
    "p": "REGULAR_PENTAGON",
}
"""The markers of the figures, as shapes a presentation knows."""


@dataclass(frozen=True)
class Look:
    """How a cluster is drawn: the same colour and marker as in the figures."""

    colour: str
    shape: str
    room: float


def look(cluster: int) -> Look:
    style = ink.cluster_style(cluster)
    return Look(style.colour.lstrip("#").upper(), SHAPES[style.marker], style.room)


def tint(colour: str, share: float = 0.14) -> str:
    """A colour thinned with paper."""
    return ink.blend(share, dark=f"#{colour}").lstrip("#").upper()


def bullets(texts: Iterable[str], **options: Any) -> list[Line]:
    """Paragraphs with a dot in front."""
    return [line(f"•\t{text}", hang=0.3, **options) for text in texts]
