"""What is alike on many pages is styled, drawn and packed once.

A deck has hundreds of sides that differ in their words only. WeasyPrint works each of them out anew wherever
it cannot see that; here it is shown. Nothing here changes what is printed.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import pydyf
from weasyprint import CSS, HTML
from weasyprint.images import SVGImage

_PLAIN = re.compile(r"[\w\s#%.,:;()+/-]*")
"""A style that can be taken apart at its semicolons."""
_OF_NOTES = re.compile(r"^::(?:foot)?note-[^{}]*\{[^{}]*\}$", re.MULTILINE)
_OF_MARKERS = re.compile(r"^::marker(?= )", re.MULTILINE)
_AT_EDGES = re.compile(r"^ +@((?:top|right|bottom|left)-[a-z-]+) *\{[^{}]*\}$", re.MULTILINE)
_EDGE = re.compile(r"@((?:top|right|bottom|left)-[a-z-]+)")

_PNG = b"\x89PNG\r\n\x1a\n"
_BITS = bytes((1, 0, 0, 0, 0))
"""Of a PNG: one bit a pixel, greys, packed and filtered as always, from top to bottom."""


class Alike(HTML):  # type: ignore[misc]
    """A page of which elements that look alike share what is worked out of their looks.

    Parameters
    ----------
    page
        A full HTML document.
    fetcher
        What gives its images and its fonts.
    """

    def __init__(self, page: str, fetcher: Any) -> None:
        super().__init__(string=page, url_fetcher=fetcher)
        self._edges = frozenset(_EDGE.findall(page))
        self.looks = _named(self.etree_element)
        """The rules for what stood in its attributes ``style``; they go with the page as a style sheet."""

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        """WeasyPrint's own rules, but for parts that elements and the edges of pages do not have."""
        return [_basics(self._edges), *super()._ua_stylesheets(forms)[1:]]


class Cache(dict[str, Any]):
    """The images of one document by address: drawings are drawn once, and bits go in as they are."""

    def __init__(self, images: Mapping[str, bytes]) -> None:
        super().__init__()
        for at, (address, image) in enumerate(images.items()):
            if bits := _bits(image):
                self[address] = _Bits(f"bits{at}-", *bits)

    def __setitem__(self, address: str, image: Any) -> None:
        """An address shows what WeasyPrint made of it, or a drawing that does not draw itself every time."""
        known = _Drawing(image, f"drawn{len(self)}-") if isinstance(image, SVGImage) else image
        super().__setitem__(address, known)


class _Drawing:
    """A drawing that is put into the file once for each size it has, and shown from there.

    One with a gradient or a mask is drawn at every place: Ghostscript, which many printers have inside, shows
    a pattern that is kept elsewhere as it stood at the first place.
    """

    def __init__(self, drawing: Any, name: str) -> None:
        self._drawing = drawing
        self._name = name
        self._made: dict[tuple[float, float], _Form] = {}
        self._everywhere = False

    def get_intrinsic_size(self, resolution: Any, font_size: Any) -> Any:
        return self._drawing.get_intrinsic_size(resolution, font_size)

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        size = (width, height)
        if size not in self._made and not self._everywhere:
            own = _form(stream)
            self._drawing.draw(own, width, height, style)
            self._everywhere = not _plain(own.extra["Resources"])
            self._made[size] = _Form(f"{self._name}{len(self._made)}-", own)
        if self._everywhere:
            self._drawing.draw(stream, width, height, style)
        else:
            stream.draw_x_object(stream.add_image(self._made[size], False, 1))


class _Form:
    """What a drawing became in the file, found there by its name as a picture is."""

    def __init__(self, name: str, form: Any) -> None:
        self.id = name
        self._form = form

    def get_x_object(self, _interpolate: bool, _ratio: float) -> Any:
        return self._form


def _plain(resources: Any) -> bool:
    """Whether what is drawn with these has neither patterns nor masks, nor has anything in it."""
    if resources["Pattern"] or resources["Shading"]:
        return False
    if any("SMask" in state for state in resources["ExtGState"].values()):
        return False
    inside = (part for part in resources["XObject"].values() if part is not None)
    return all(_plain(part.extra["Resources"]) for part in inside)


def _form(stream: Any) -> Any:
    """A place to draw on, of which nothing is cut off that could be seen on the page."""
    x, y, width, height = stream.page_rectangle
    far = 2 * (abs(x) + abs(y) + width + height)
    resources = pydyf.Dictionary(
        {kind: pydyf.Dictionary() for kind in ("ExtGState", "XObject", "Pattern", "Shading")}
        | {"ColorSpace": stream._resources["ColorSpace"], "Font": None}
    )
    extra = pydyf.Dictionary(
        {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array((-far, -far, far, far)),
            "Resources": resources,
        }
    )
    return stream.clone(resources=resources, extra=extra, tags=None)


class _Bits:
    """A picture of black and white pixels, as it stands in its PNG: packed once, and never unpacked here."""

    def __init__(self, name: str, width: int, height: int, packed: bytes) -> None:
        self.id = name
        self._width, self._height, self._packed = width, height, packed

    def get_intrinsic_size(self, resolution: float, _font_size: Any) -> tuple[float, float, float]:
        return self._width / resolution, self._height / resolution, self._width / self._height

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        name = stream.add_image(self, style["image_rendering"] == "auto", 1)
        stream.transform(width, 0, 0, -height, 0, height)
        stream.draw_x_object(name)

    def get_x_object(self, interpolate: bool, _ratio: float) -> Any:
        return pydyf.Stream(
            [self._packed],
            pydyf.Dictionary(
                {
                    "Type": "/XObject",
                    "Subtype": "/Image",
                    "Width": self._width,
                    "Height": self._height,
                    "ColorSpace": "/DeviceGray",
                    "BitsPerComponent": 1,
                    "Interpolate": "true" if interpolate else "false",
                    "Filter": "/FlateDecode",
                    "DecodeParms": pydyf.Dictionary(
                        {
                            "Predictor": 15,
                            "Columns": self._width,
                            "Colors": 1,
                            "BitsPerComponent": 1,
                        }
                    ),
                }
            ),
        )


def _bits(image: bytes) -> tuple[int, int, bytes] | None:
    """Width, height and packed pixels of a PNG of one bit a pixel; None of anything else."""
    if not image.startswith(_PNG) or image[24:29] != _BITS:
        return None
    width, height = struct.unpack(">II", image[16:24])
    chunks = list(_chunks(image))
    if not width or not height or {kind for kind, _ in chunks} != {b"IHDR", b"IDAT", b"IEND"}:
        return None
    return width, height, b"".join(content for kind, content in chunks if kind == b"IDAT")


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at + 8 <= len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _named(root: Any) -> str:
    """Rules for the looks elements give themselves; each gets the name of its look, the same as all like it.

    Two elements share what is worked out when the same rules hold for them and for all around them. What
    stands in an attribute ``style`` holds for one element only.
    """
    names: dict[str, str] = {}
    for element in root.iter():
        style = element.get("style", "")
        # What is drawn inside the page says its own.
        ours = isinstance(element.tag, str) and not element.tag.startswith("{")
        if style and ours and _PLAIN.fullmatch(style) and "url(" not in style:
            name = names.setdefault(style, f"alike-{len(names)}")
            del element.attrib["style"]
            element.set("class", f"{element.get('class', '')} {name}".strip())
    return "".join(f".{name} {{ {_above_all(style)} }}" for style, name in names.items())


def _above_all(style: str) -> str:
    """Declarations that go before those of every rule, as those of an element itself do."""
    return "; ".join(f"{said.strip()} !important" for said in style.split(";") if said.strip())


@lru_cache(maxsize=8)
def _basics(edges: frozenset[str]) -> Any:
    """How HTML looks by itself, to WeasyPrint, with these edges of a page.

    Its rules for notes and markers hold for every element, and each is given their looks. We have no notes,
    and only items of a list have a marker.
    """
    told = files("weasyprint.css").joinpath("html5_ua.css").read_text("utf-8")
    told = _OF_MARKERS.sub("li::marker, summary::marker", _OF_NOTES.sub("", told))
    return CSS(string=_AT_EDGES.sub(lambda edge: edge[0] if edge[1] in edges else "", told))
