"""What somebody chose to compare: it stands in the address, so that it can be sent to a colleague."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from conceptmapping.go_zones import LINES, Lines
from conceptmapping.ladders import Axis

PARTS = ("ladder", "zone", "kaarten", "verschillen")
RANGES = ("zelfde", "eigen")
"""All axes over one range, or each stretched over its own."""
MOST_AXES = 6


@dataclass(frozen=True)
class Offer:
    """An axis one can choose: a scale as rated by everybody, or by one group."""

    key: str
    """As it stands in the address: place of the scale, place of the group (0: everybody)."""
    axis: Axis


@dataclass(frozen=True)
class Offers:
    """All that can be compared on this map, and what is left out because it would tell too much."""

    axes: list[Offer]
    hidden: list[tuple[str, str]]
    """Scale and group of which too little may be shown."""
    maps: list[Mapping[str, Any]]
    """The groups whose own map may be shown."""
    unmapped: list[str]
    """The other groups."""

    def key(self, axis: Axis) -> str:
        return next((offer.key for offer in self.axes if offer.axis == axis), "")

    def axis(self, key: str) -> Axis | None:
        return next((offer.axis for offer in self.axes if offer.key == key), None)

    def ladders(self) -> list[list[Axis]]:
        """The usual ones: all scales, and on each scale all groups."""
        axes = [offer.axis for offer in self.axes]
        scales = [axis for axis in axes if axis.group is None]
        by_group = [[a for a in axes if a.scale == s.scale and a.group] for s in scales]
        return [row for row in (scales, *by_group) if len(row) > 1]


def offers(told: Mapping[str, Any], clusters: list[Mapping[str, Any]]) -> Offers:
    """Look what may be shown. A group whose number of sorters is hidden has no map here either."""
    groups = list(told["study"]["groups"])
    axes, hidden = [], []
    for place, scale in enumerate(told["scales"], start=1):
        if not _rated(c["ratings"].get(scale) for c in clusters):
            continue
        axes.append(Offer(f"{place}.0", Axis(scale)))
        for number, group in enumerate(groups, start=1):
            if _rated(c["group_ratings"].get(scale, {}).get(group) for c in clusters):
                axes.append(Offer(f"{place}.{number}", Axis(scale, group)))
            else:
                hidden.append((scale, group))
    counted = {g: n["sorters"] for g, n in told["study"]["groups"].items()}
    maps = [own for own in told["groups"] if counted.get(own["group"])]
    shown = {own["group"] for own in maps}
    return Offers(axes, hidden, maps, [group for group in groups if group not in shown])


def _rated(summaries: Any) -> bool:
    return any(summary and summary["mean"] is not None for summary in summaries)


@dataclass(frozen=True)
class Asked:
    """One look at the groups. What makes no sense is as if it was not asked."""

    part: str = PARTS[0]
    axes: tuple[str, ...] = ()
    range: str = ""
    cluster: int | None = None
    x: str = ""
    y: str = ""
    lines: Lines = "mean-shown"
    group: str = ""
    """Its place among the groups with a map."""
    overlay: bool = False
    scale: int = 1
    between: str = "groepen"
    statement: str = ""
    problem: str = ""
    """Words for who asked something that cannot be, or ""."""

    @classmethod
    def of(
        cls,
        query: QueryDict,
        told: Mapping[str, Any],
        clusters: list[Mapping[str, Any]],
        offer: Offers,
    ) -> Asked:
        keys = [o.key for o in offer.axes]
        chosen = tuple(key for key in keys if key in query.getlist("as"))
        usual = offer.ladders()
        first = tuple(offer.key(axis) for axis in usual[0][:MOST_AXES]) if usual else ()
        problem = ""
        if query.getlist("as") and len(chosen) < 2:
            problem, chosen = "analysis.groups_two_axes", first
        elif len(chosen) > MOST_AXES:
            problem, chosen = "analysis.groups_most_axes", chosen[:MOST_AXES]
        x, y = _pair(offer, query.get("x", ""), query.get("y", ""))
        if query.get("x") and query.get("x") == query.get("y"):
            problem = "analysis.groups_two_different"
        lines = query.get("lijnen", "")
        return cls(
            part=_one_of(query.get("toon", ""), PARTS),
            axes=chosen or first,
            range=query.get("bereik", "") if query.get("bereik", "") in RANGES else "",
            cluster=_number(query.get("cluster", ""), len(clusters)),
            x=x,
            y=y,
            lines=next((known for known in LINES if known == lines), LINES[0]),
            group=str(_number(query.get("groep", ""), len(offer.maps)) or 1),
            overlay=query.get("leg") == "op",
            scale=_number(query.get("schaal", ""), len(told["scales"])) or 1,
            between=_one_of(query.get("tussen", ""), ("groepen", "clusters")),
            statement=query.get("uitspraak", ""),
            problem=problem,
        )

    def address(self, **other: Any) -> str:
        """The query for this, or for the same with something else; None leaves it out."""
        own: dict[str, Any] = {"toon": self.part}
        if self.part == "ladder":
            own |= {"as": self.axes, "bereik": self.range, "cluster": self.cluster}
        if self.part == "zone":
            own |= {"x": self.x, "y": self.y, "lijnen": self.lines, "cluster": self.cluster}
            own |= {"uitspraak": self.statement}
        if self.part == "kaarten":
            own |= {"groep": self.group, "leg": "op" if self.overlay else None}
        if self.part == "verschillen":
            own |= {"schaal": self.scale, "tussen": self.between}
        own |= other
        return urlencode({name: at for name, at in own.items() if at}, doseq=True)


def _pair(offer: Offers, x: str, y: str) -> tuple[str, str]:
    """The two axes of a go-zone: as asked, or two scales, or else two groups on one."""
    keys = [o.key for o in offer.axes]
    usual = offer.ladders()
    if x in keys and y in keys and x != y:
        return x, y
    return (offer.key(usual[0][0]), offer.key(usual[0][1])) if usual else ("", "")


def _number(given: str, most: int) -> int | None:
    fits = given.isascii() and given.isdigit() and len(given) < 6 and 1 <= int(given) <= most
    return int(given) if fits else None


def _one_of(given: str, known: tuple[str, ...]) -> str:
    return given if given in known else known[0]
