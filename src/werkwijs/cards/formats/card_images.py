"""The front of every card as an image, for slides, letters and websites: SVG to scale, PNG to paste.

The letters are measured in the font we print with. Elsewhere another font may stand in for it, so that a line
never runs to the very edge.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import as_file, files
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from PIL import ImageFont

from mapreport.figures.ink import cluster_style
from werkwijs.cards.edition_document import CardText, EditionCard, EditionDocument
from werkwijs.cards.formats import drawings, packing, telling
from werkwijs.lib import pdf

WIDTH, HEIGHT = 1050, 1480
"""A card of A6, ten to a millimetre."""
_EDGE = 70
_INNER = WIDTH - 2 * _EDGE
_TITLE_SIZES = (104, 92, 80, 70, 60, 52)
_TITLE_LINES = 4
_BAND = 150
_PIXELS = 630
"""Six to a millimetre: sharp on a slide and in a letter. Drawing more takes most of the time."""
_FAMILY = "Atkinson Hyperlegible, Verdana, Arial, sans-serif"
_INK, _SOFT = "#1b2730", "#4c5a66"
_OURS = frozenset("–—‘’“”…•€ĄąĆćĘęŁłŃńŚśŹźŻżČčŘřŠšŽžŒœŞşĞğıŐőŰű")
"""Beyond Latin-1, what our font certainly has."""
_KINDS = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg"}

Face = Literal["Regular", "Bold"]


def images(document: EditionDocument, given: Mapping[str, bytes], audience: str) -> bytes:
    """A zip: every front of one audience as SVG and PNG in ``cards/``, the pictures in ``pictures/``."""
    made: dict[str, bytes] = {}
    for name, drawn in fronts(document, given, audience):
        made[f"cards/{name}.svg"] = drawn
        made[f"cards/{name}.png"] = pixels(drawn)
    shown = {
        name: given[name] for name in sorted(document["files"]) if name.startswith("pictures/")
    }
    licence = "\n\n".join(telling.licence_page(document, language) for language in ("nl", "en"))
    return packing.packed({"LICENCE.txt": f"{licence}\n".encode(), **made, **shown})


def fronts(
    document: EditionDocument, given: Mapping[str, bytes], audience: str
) -> Iterator[tuple[str, bytes]]:
    """Name and drawing: ``03-employer``, by number."""
    for card in _of(document, audience):
        yield f"{card['number']:02d}-{audience}", front(document, given, card, audience)


def _of(document: EditionDocument, audience: str) -> list[EditionCard]:
    return [card for card in document["cards"] if audience in card["texts"]]


def front(
    document: EditionDocument, given: Mapping[str, bytes], card: EditionCard, audience: str
) -> bytes:
    """One front as SVG, with its title and description for who does not see it."""
    text = card["texts"][audience]
    language = telling.language_of(document)
    w = telling.words(language)
    cluster = card["clusters"][0] if card["clusters"] else None
    letter = next((c["letter"] for c in document["map"]["clusters"] if c["cluster"] == cluster), "")
    colour = cluster_style(cluster).colour if cluster else _SOFT
    picture = text["picture"]
    about = " ".join(
        [
            w(
                "formats_front",
                number=str(card["number"]),
                audience=telling.audience(audience, language),
            )
        ]
        + ([picture["alt"]] if picture and picture["alt"] else [])
    )
    foot = w("formats_title", title=document["title"], edition=str(document["number"]))
    by = f"{document['organisation']}  ·  {telling.licence(document, language, short=True)}"
    invented = w("formats_invented_short") if document["invented"] else ""
    parts = [
        f"<title>{escape(text['title'])}</title><desc>{escape(about)}</desc>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<rect width="{WIDTH}" height="{_BAND}" fill="{colour}"/>',
        _line(f"{letter}{card['number']}", _EDGE, 102, 84, "Bold", "#ffffff"),
        _line(
            telling.audience(audience, language), WIDTH - _EDGE, 96, 46, "Regular", "#ffffff", "end"
        ),
        *_picture(text, given),
        *_title(text["title"]),
        *([_line(invented, _EDGE, 1300, 36, "Bold", "#a3134a")] if invented else []),
        _line(_fitting(foot, 34), _EDGE, 1370, 34, "Regular", _SOFT),
        _line(_fitting(by, 26), _EDGE, 1415, 26, "Regular", _SOFT),
        f'<rect x="1" y="1" width="{WIDTH - 2}" height="{HEIGHT - 2}" fill="none" stroke="{colour}"/>',
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="105mm" height="148mm" role="img" lang={quoteattr(document["language"])}>'
    )
    return "\n".join([head, *parts, "</svg>\n"]).encode()


def pixels(drawn: bytes) -> bytes:
    """A front as PNG."""
    others = any(letter > "\xff" and letter not in _OURS for letter in drawn.decode())
    folder = files("werkwijs.lib").joinpath("fonts")
    with (
        as_file(folder.joinpath("AtkinsonHyperlegible-Regular.ttf")) as regular,
        as_file(folder.joinpath("AtkinsonHyperlegible-Bold.ttf")) as bold,
    ):
        return drawings.pixels(drawn, _PIXELS, fonts=(str(regular), str(bold)), others=others)


def _picture(text: CardText, given: Mapping[str, bytes]) -> Iterator[str]:
    picture = text["picture"]
    if picture is None:
        return
    name = picture["file"]
    kind = _KINDS[name.rsplit(".", 1)[-1]]
    inside = base64.b64encode(given[name]).decode()
    yield (
        f'<image x="{_EDGE}" y="{_BAND + 50}" width="{_INNER}" height="560" '
        f'preserveAspectRatio="xMidYMid meet" href="data:{kind};base64,{inside}"/>'
    )


def _title(title: str) -> Iterator[str]:
    """As large as it fits between picture and foot."""
    for size in _TITLE_SIZES:
        lines = _wrapped(title, size)
        if len(lines) <= _TITLE_LINES and len(lines) * size * 1.15 <= 420:
            break
    top = 850 + size
    for place, line in enumerate(lines):
        yield _line(line, _EDGE, round(top + place * size * 1.15), size, "Bold", _INK)


def _wrapped(text: str, size: int) -> list[str]:
    """In lines that fit; a word that is too wide by itself is cut."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _wide(longer, size) <= _INNER:
            lines[-1] = longer
            continue
        while _wide(word, size) > _INNER and len(word) > 1:
            cut = next(
                n for n in range(len(word) - 1, 0, -1) if n == 1 or _wide(word[:n], size) <= _INNER
            )
            lines.append(word[:cut])
            word = word[cut:]
        lines.append(word)
    return lines


def _fitting(text: str, size: int) -> str:
    """On one line, cut off where it does not fit."""
    if _wide(text, size, "Regular") <= _INNER:
        return text
    while text and _wide(f"{text}…", size, "Regular") > _INNER:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _wide(text: str, size: int, face: Face = "Bold") -> float:
    """With a little to spare, for another font may stand in."""
    return _font(face).getlength(text) * size / 100 * 1.05


@cache
def _font(face: Face) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(pdf.font(face)), 100, layout_engine=ImageFont.Layout.BASIC)


def _line(
    text: str, x: int, y: int, size: int, face: Face, colour: str, anchor: str = "start"
) -> str:
    weight = "700" if face == "Bold" else "400"
    return (
        f'<text x="{x}" y="{y}" font-family="{_FAMILY}" font-size="{size}" font-weight="{weight}" '
        f'fill="{colour}" text-anchor="{anchor}">{escape(text)}</text>'
    )
