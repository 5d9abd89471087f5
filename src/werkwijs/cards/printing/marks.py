"""How clusters are told apart on paper: a colour, a letter and a shape; never by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from werkwijs.cards.edition_document import EditionDocument, MapCluster
from werkwijs.lib import pdf

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
"""Those of the map, in its order."""
PALES = (
    "#e6f0f8",
    "#fbece0",
    "#e2f3ec",
    "#f5e9f4",
    "#f7f0da",
    "#e1f1f4",
    "#fae7ed",
    "#ececec",
)
"""The same as a ground for words and pictures."""
NONE = "#4a4f57"
PALE_NONE = "#ececec"

# Those of the map, in its order; each with where its letter stands and how large that may be, in hundredths.
_SHAPES = (
    ('<circle cx="50" cy="50" r="46"/>', 70, 56),
    ('<rect x="7" y="7" width="86" height="86" rx="8"/>', 70, 56),
    ('<path d="M50 6 96 91H4Z" stroke-width="6" stroke-linejoin="round"/>', 83, 46),
    ('<path d="M50 4 96 50 50 96 4 50Z" stroke-width="5" stroke-linejoin="round"/>', 67, 48),
    ('<path d="M50 94 4 9H96Z" stroke-width="6" stroke-linejoin="round"/>', 52, 46),
    (
        '<path d="M30 6h40v24h24v40H70v24H30V70H6V30h24Z" stroke-width="4" stroke-linejoin="round"/>',
        69,
        52,
    ),
    (
        '<path d="M27 5 50 24 73 5 95 27 76 50 95 73 73 95 50 76 27 95 5 73 24 50 5 27Z" '
        'stroke-width="4" stroke-linejoin="round"/>',
        67,
        48,
    ),
    ('<path d="M50 5 95 39 78 93H22L5 39Z" stroke-width="5" stroke-linejoin="round"/>', 75, 54),
)


@dataclass(frozen=True)
class Mark:
    """Of one cluster."""

    cluster: MapCluster | None
    colour: str
    pale: str
    place: int
    """In the list of shapes."""

    @property
    def letter(self) -> str:
        return self.cluster["letter"] if self.cluster else ""

    @property
    def name(self) -> str:
        return self.cluster["name"] if self.cluster else ""

    @property
    def image(self) -> str:
        """Name of the badge: white letter on the colour."""
        return f"badge-{int(self.cluster['cluster']) if self.cluster else 0}"

    @property
    def on_colour(self) -> str:
        """Name of the badge that stands on the colour: white, with a letter in the colour."""
        return f"{self.image}-white"

    @property
    def tick(self) -> str:
        """Name of the empty box before an action."""
        return f"{self.image}-tick"

    def images(self) -> dict[str, bytes]:
        """Both badges and the empty box, as SVG."""
        return {
            self.tick: _box(self.colour),
            self.image: badge(self.place, self.letter, self.colour, "#ffffff"),
            self.on_colour: badge(self.place, self.letter, "#ffffff", self.colour),
        }


def badge(place: int, letter: str, ground: str, ink: str) -> bytes:
    """A shape with a letter in it, as SVG."""
    shape, foot, size = _SHAPES[place]
    if len(letter) > 1:
        size = round(size * 0.7)
        foot -= 8
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        f'<g fill="{ground}" stroke="{ground}" stroke-width="0">{shape}</g>'
        f'<text x="50" y="{foot}" font-size="{size}" font-weight="700" text-anchor="middle" '
        f'font-family="{pdf.FAMILY}" fill="{ink}">{escape(letter)}</text></svg>'
    ).encode()


def _box(colour: str) -> bytes:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        f'<rect x="6" y="6" width="88" height="88" rx="20" fill="none" stroke="{colour}" stroke-width="10"/>'
        "</svg>"
    ).encode()


def of(document: EditionDocument, *, easy: bool = False) -> dict[int, Mark]:
    """Cluster -> its mark, the same as on the map. After eight a colour comes back, with another shape.

    With ``easy`` it is called by its easy name, where people gave it one.
    """
    found = {}
    for told in document["map"]["clusters"]:
        cluster = told
        if easy and told["easy"]:
            cluster = {**told, "name": told["easy"]}
        turn, place = divmod(cluster["cluster"] - 1, len(COLOURS))
        shape = (place + 3 * turn) % len(_SHAPES)
        found[cluster["cluster"]] = Mark(cluster, COLOURS[place], PALES[place], shape)
    return found


PLAIN = Mark(None, NONE, PALE_NONE, 0)
"""Of a card whose cluster is not on the map."""
