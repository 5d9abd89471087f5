"""The report as one page: no network, no scripts, readable on a phone, on paper and aloud."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from xml.etree import ElementTree

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from conceptmapping.document import MapDocument
from conceptmapping.errors import Language
from mapreport import story
from mapreport.figures.ink import cluster_style
from mapreport.wording import words

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_PLAIN_NUMBERS = re.compile(r"[^a-z]+( (tot|to) [^a-z]+)?")
"""A cell that is a number with its interval, not words."""
_MARKS = {
    "o": "M-.8 0a.8.8 0 1 0 1.6 0a.8.8 0 1 0-1.6 0",
    "s": "M-.7-.7h1.4v1.4h-1.4z",
    "^": "M0-.85L.85.7h-1.7z",
    "v": "M0 .85L.85-.7h-1.7z",
    "D": "M0-.9L.9 0L0 .9L-.9 0z",
    "P": "M-.3-.9h.6v.6h.6v.6h-.6v.6h-.6v-.6h-.6v-.6h.6z",
    "X": "M-.85-.42l.43-.43.42.43.42-.43.43.43-.43.42.43.42-.43.43-.42-.43-.42.43-.43-.43.43-.42z",
    "p": "M0-.9L.86-.28L.53.73h-1.06L-.86-.28z",
}
"""The shapes of the map's points, drawn within -1 to 1."""
_UNWANTED = {"metadata", "script", "foreignObject"}


def render(document: MapDocument, figures: Sequence[story.Drawn], language: Language) -> str:
    """Draw up the page.

    Everything is inside it: styles, and the figures as SVG. Text from the study is escaped;
    the page's own policy forbids scripts and any connection besides.
    """
    told = story.illustrated(story.tell(document, language), figures)
    return (
        _environment()
        .get_template("report.html.j2")
        .render(story=told, w=words("story", language), css=_styles(), kind=_kind)
    )


def inlined(svg: bytes | str, prefix: str) -> Markup:
    """An SVG file as part of a page: its ids made unique, nothing in it that runs or loads.

    ``prefix`` comes before every id. The picture is one image to a screen reader, named by
    its own title and description.
    """
    root = ElementTree.fromstring(svg)  # noqa: S314 our own figures
    ids = {element.get("id") for element in root.iter()} - {None}
    for parent in list(root.iter()):
        for child in list(parent):
            if _local(child.tag) in _UNWANTED:
                parent.remove(child)
    for element in root.iter():
        element.tag = _local(element.tag)
        for name, value in list(element.attrib.items()):
            del element.attrib[name]
            if not _local(name).startswith("on"):
                element.set(name.replace(_XLINK, ""), _pointing(value, ids, prefix, name))
    for size in ("width", "height"):
        root.attrib.pop(size, None)
    root.set("role", "img")
    root.set("focusable", "false")
    named = [e for e in root if e.tag in ("title", "desc")]
    for element in named:
        element.set("id", f"{prefix}{element.tag}")
    root.attrib.pop("aria-describedby", None)
    root.set("aria-labelledby", " ".join(f"{prefix}{e.tag}" for e in named if e.tag == "title"))
    return Markup(ElementTree.tostring(root, encoding="unicode"))  # noqa: S704 serialised XML


def _pointing(value: str, ids: set[str | None], prefix: str, name: str) -> str:
    """An attribute's value, with every id in it made unique."""
    if name == "id":
        return prefix + value
    if value.startswith("#") and value[1:] in ids:
        return f"#{prefix}{value[1:]}"
    return value.replace("url(#", f"url(#{prefix}")


def _local(tag: str) -> str:
    return tag.removeprefix(_SVG) if isinstance(tag, str) else ""


def units(cell: str) -> tuple[str, ...]:
    """The parts of a cell that must not be broken over lines; () where words may flow."""
    if not _PLAIN_NUMBERS.fullmatch(cell):
        return ()
    mean, bracket, interval = cell.partition(" (")
    return (mean, f"({interval}") if bracket else (mean,)


def shape(table: story.Table) -> str:
    """``close`` for a small table, ``stacked`` where intervals need a line of their own."""
    if len(table.columns) <= 4 and all(column.kind != "long" for column in table.columns):
        return "close"
    intervals = {i for row in table.rows for i, cell in enumerate(row) if len(units(cell)) > 1}
    return "stacked" if len(table.columns) > 4 and len(intervals) > 1 else ""


def mark(cluster: int) -> dict[str, str]:
    """The colour and the outline with which the map draws this cluster's points."""
    style = cluster_style(cluster)
    return {"colour": style.colour, "outline": _MARKS.get(style.marker, _MARKS["o"])}


def _kind(block: story.Block) -> str:
    return type(block).__name__.lower()


@cache
def _styles() -> Markup:
    source = files("mapreport").joinpath("templates", "report.css")
    return Markup(source.read_text(encoding="utf-8"))  # noqa: S704 our own stylesheet


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("mapreport", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(inlined=inlined, units=units, mark=mark, shape=shape)
    return environment
