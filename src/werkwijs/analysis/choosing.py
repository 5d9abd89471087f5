"""What somebody looks at on a map: it stands in the address, so that it can be sent to a colleague."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

LAYERS = ("clusters", "bridging", "certain")
"""What the points tell; beside these every scale that was rated, as ``scale-1``."""
FEWEST = 2
MOST = 20


@dataclass(frozen=True)
class Look:
    """Which clusters, which layer, which statement. What makes no sense is as if it was not asked."""

    clusters: int
    layer: str = "clusters"
    statement: str = ""
    usual: int = 0
    """The number of clusters that was decided, or else is proposed."""

    @classmethod
    def of(
        cls, asked: Mapping[str, str], told: Mapping[str, Any], decided: int | None = None
    ) -> Look:
        usual = decided or int(told["choice"]["clusters"])
        clusters = asked.get("clusters", "")
        fits = clusters.isascii() and clusters.isdigit() and int(clusters) in numbers(told)
        layer, statement = asked.get("laag", ""), asked.get("uitspraak", "")
        return cls(
            clusters=int(clusters) if fits else usual,
            layer=layer if layer in layers(told) else LAYERS[0],
            statement=statement if any(s["id"] == statement for s in told["statements"]) else "",
            usual=usual,
        )

    def address(self, **other: Any) -> str:
        """The query for this, or for the same with something else."""
        own = {"clusters": self.clusters, "laag": self.layer, "uitspraak": self.statement} | other
        left_out = {"clusters": self.usual, "laag": LAYERS[0], "uitspraak": ""}
        return urlencode({name: at for name, at in own.items() if at != left_out[name]})


def numbers(told: Mapping[str, Any]) -> range:
    """Between how many clusters one can choose."""
    return range(FEWEST, min(MOST, len(told["statements"]) - 1) + 1)


def layers(told: Mapping[str, Any]) -> list[str]:
    return [*LAYERS, *(f"scale-{place}" for place, _ in enumerate(told["scales"], start=1))]


def scale(layer: str, told: Mapping[str, Any]) -> str:
    """The key of the scale a layer is about; "" for the other layers."""
    place = layer.removeprefix("scale-")
    return list(told["scales"])[int(place) - 1] if place != layer else ""
