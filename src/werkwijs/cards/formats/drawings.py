"""Drawings (SVG): whether one only draws, and what it looks like in pixels.

A drawing may hold shapes, colours and letters. Whatever acts or fetches is refused by name; what we do not
know is refused as well, so that something new in browsers is no way in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import resvg_py

LARGEST = 2_000_000
_MOST_PARTS = 20_000
"""Also when everything that is used more than once is counted as often as it is drawn."""
_DEEPEST = 40
"""Parts in parts, patterns of patterns. What draws them walks down, and below some depth falls over without a
word: with it the whole server."""
_TALLEST = 10
"""Times as tall as wide; what is taller is drawn smaller, and not on a sheet of any size."""
_SVG = "http://www.w3.org/2000/svg"
_DRAWS = frozenset(
    {"svg", "g", "defs", "symbol", "use", "switch", "title", "desc", "metadata", "style"}
    | {
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "textPath",
    }
    | {"linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "marker", "image"}
    | {
        "filter",
        "feGaussianBlur",
        "feOffset",
        "feBlend",
        "feFlood",
        "feComposite",
        "feMerge",
        "feMergeNode",
    }
    | {
        "feColorMatrix",
        "feComponentTransfer",
        "feFuncR",
        "feFuncG",
        "feFuncB",
        "feFuncA",
        "feDropShadow",
    }
)
_EDITORS = (
    "http://www.inkscape.org/",
    "http://sodipodi.sourceforge.net/",
    "http://creativecommons.org/ns",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns",
    "http://ns.adobe.com/",
    "http://www.serif.com/",
    "http://www.bohemiancoding.com/",
    "http://www.figma.com/",
)
"""What drawing programs leave behind: remarks about the drawing, which no browser acts upon."""
_INSIDE = re.compile(r"#|data:image/(png|jpeg);base64,[A-Za-z0-9+/=\s]*\Z")
_FETCHES = re.compile(
    r"@import|expression\s*\(|javascript:|\\|url\(\s*['\"]?\s*(?!['\"#\s])", re.IGNORECASE
)

_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SELECTED = re.compile(r"[.#]?[\w-]+|\*")
_USED = re.compile(r"url\(\s*['\"]?#([^)'\"]+?)['\"]?\s*\)")
"""Of styles: what a rule is about, and which parts its facts use."""


class NotADrawing(Exception):
    """What should be a drawing is none, or is more than one. ``found``: the part that is too much, or ""."""

    def __init__(self, found: str = "") -> None:
        self.found = found
        super().__init__(found)


def check(svg: bytes) -> None:
    """Pass it when all it does is draw.

    Raises
    ------
    NotADrawing
        It is no SVG, or there is something in it that acts, fetches, or is unknown to us.
    """
    if len(svg) > LARGEST:
        raise NotADrawing
    for sign in (b"<!DOCTYPE", b"<!ENTITY", b"<?xml-stylesheet"):
        if sign in svg or sign.lower() in svg.lower():
            raise NotADrawing(sign.decode().strip("<!?"))
    try:
        # Entities cannot be declared without a DOCTYPE, and without them nothing unfolds.
        root = ElementTree.fromstring(svg.decode("utf-8-sig"))  # noqa: S314
    except (ElementTree.ParseError, UnicodeDecodeError, ValueError):
        raise NotADrawing from None
    if root.tag != f"{{{_SVG}}}svg":
        raise NotADrawing
    for place, element in enumerate(root.iter()):
        if place > _MOST_PARTS:
            raise NotADrawing
        for found in _too_much(element):
            raise NotADrawing(found[:40])
    _Unfolded(root).look(root)
    pixels(svg, 8)


def pixels(svg: bytes, width: int, *, fonts: tuple[str, ...] = (), others: bool = False) -> bytes:
    """The drawing as PNG, so many pixels wide, on nothing.

    Parameters
    ----------
    fonts
        Paths of fonts for its letters; without, they are not drawn.
    others
        Whether fonts of this computer may help out: slower, and not the same on every machine.

    Raises
    ------
    NotADrawing
        It cannot be drawn.
    """
    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg.decode("utf-8-sig"),
                width=width,
                height=width * _TALLEST,
                dpi=96,  # without it, sizes in millimetres count as none
                font_files=list(fonts) or None,
                skip_system_fonts=not others,
            )
        )
    except (ValueError, UnicodeDecodeError):
        raise NotADrawing from None


class _Unfolded:
    """A drawing as whoever draws it meets it: what a part uses, or is filled with, stands inside it."""

    def __init__(self, root: ElementTree.Element) -> None:
        self.named = {name: one for one in root.iter() if (name := one.get("id"))}
        self.rules = [
            (_SELECTED.findall(selector), _USED.findall(facts))
            for style in root.iter(f"{{{_SVG}}}style")
            for selector, facts in _RULE.findall("".join(style.itertext()))
            if "url" in facts
        ]
        self.seen: dict[int, tuple[int, int]] = {}

    def look(self, element: ElementTree.Element, depth: int = 0) -> tuple[int, int]:
        """How deep it goes below this part, and how many parts that is.

        Raises
        ------
        NotADrawing
            Too deep, in a circle, or too many.
        """
        found = self.seen.get(id(element))
        if depth > _DEEPEST or (found and depth + found[0] > _DEEPEST):
            raise NotADrawing("<g><g><g>…")
        if found is None:
            inside = [self.look(one, depth + 1) for one in (*element, *self._used(element))]
            found = (max((1 + own for own, _ in inside), default=0), 1 + sum(n for _, n in inside))
            self.seen[id(element)] = found
        if found[1] > _MOST_PARTS:
            raise NotADrawing("<use><use><use>…")
        return found

    def _used(self, element: ElementTree.Element) -> Iterator[ElementTree.Element]:
        names = [name for value in element.attrib.values() for name in _USED.findall(value)]
        for key, value in element.attrib.items():
            if key.rpartition("}")[2].lower() == "href" and value.strip().startswith("#"):
                names.append(value.strip()[1:])
        kind = str(element.tag).rpartition("}")[2]
        own = {kind, "*", f"#{element.get('id')}"}
        own |= {f".{name}" for name in element.get("class", "").split()}
        for selected, used in self.rules:
            if own & set(selected):
                names += used
        yield from (self.named[name] for name in names if name in self.named)


def _too_much(element: ElementTree.Element) -> Iterator[str]:
    space, _, name = str(element.tag).rpartition("}")
    space = space.removeprefix("{")
    if space == _SVG:
        if name not in _DRAWS:
            yield f"<{name}>"
        if name == "style" and _FETCHES.search("".join(element.itertext())):
            yield "<style>"
    elif not space.startswith(_EDITORS):
        yield f"<{name}>"
    for key, value in element.attrib.items():
        own = key.rpartition("}")[2]
        if own.lower().startswith("on"):
            yield own
        elif own.lower() in {"href", "src"} and space == _SVG:
            if not _INSIDE.match(value.strip()):
                yield f"{own}={value[:30]}"
        elif _FETCHES.search(value) and own not in {"d", "points"} and space == _SVG:
            yield f"{own}={value[:30]}"
