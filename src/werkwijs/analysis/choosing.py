"""What somebody looks at on a map: it stands in the address, so that it can be sent to a colleague."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from werkwijs.lib.tidying import one_line

LAYERS = ("clusters", "bridging", "certain")
"""What the points tell; beside these every scale that was rated, as ``scale-1``."""
FEWEST = 2
MOST = 20
REPLAYS_TO = 4
"""So few clusters are the last in the replay."""
LONGEST_SEARCH = 60


@dataclass(frozen=True)
class Look:
    """Which clusters, which layer, which statement, which word. What makes no sense is as if not asked."""

    clusters: int
    layer: str = "clusters"
    statement: str = ""
    search: str = ""
    """Statements with this in them stand out."""
    usual: int = 0
    """The number of clusters that was decided, or else is proposed."""

    @classmethod
    def of(
        cls, asked: Mapping[str, str], told: Mapping[str, Any], decided: int | None = None
    ) -> Look:
        usual = decided or int(told["choice"]["clusters"])
        clusters = asked.get("clusters", "")
        fits = clusters.isascii() and clusters.isdigit() and len(clusters) < 4
        fits = fits and int(clusters) in numbers(told)
        layer, statement = asked.get("laag", ""), asked.get("uitspraak", "")
        return cls(
            clusters=int(clusters) if fits else usual,
            layer=layer if layer in layers(told) else LAYERS[0],
            statement=statement if any(s["id"] == statement for s in told["statements"]) else "",
            search=one_line(asked.get("zoek", ""), LONGEST_SEARCH),
            usual=usual,
        )

    def address(self, **other: Any) -> str:
        """The query for this, or for the same with something else."""
        own = {
            "clusters": self.clusters,
            "laag": self.layer,
            "uitspraak": self.statement,
            "zoek": self.search,
        } | other
        left_out = {"clusters": self.usual, "laag": LAYERS[0], "uitspraak": "", "zoek": ""}
        return urlencode({name: at for name, at in own.items() if at != left_out[name]})

    def finds(self, statement: Mapping[str, Any]) -> bool:
        """Whether the searched words are all in its text, or it has that number."""
        if not self.search:
            return False
        text = statement["text"].casefold()
        return self.search == statement["id"] or all(
            word in text for word in self.search.casefold().split()
        )


def numbers(told: Mapping[str, Any]) -> range:
    """Between how many clusters one can choose."""
    return range(FEWEST, min(MOST, len(told["statements"]) - 1) + 1)


def layers(told: Mapping[str, Any]) -> list[str]:
    return [*LAYERS, *(f"scale-{place}" for place, _ in enumerate(told["scales"], start=1))]


def scale(layer: str, told: Mapping[str, Any]) -> str:
    """The key of the scale a layer is about; "" for the other layers."""
    place = layer.removeprefix("scale-")
    return list(told["scales"])[int(place) - 1] if place != layer else ""
