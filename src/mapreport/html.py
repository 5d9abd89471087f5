"""The report as one page: no network, no scripts, readable on a phone, on paper and aloud."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from xml.etree import ElementTree

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from conceptmapping.document import MapDocument
from conceptmapping.errors import Language
from mapreport import story
from mapreport.wording import words

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"
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
    environment.globals["inlined"] = inlined
    return environment
