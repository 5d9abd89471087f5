"""What a published map says, for those who took part: in few words, the most important first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werkwijs.analysis import contrasting, sheet
from werkwijs.analysis.choosing import Look
from werkwijs.analysis.cutting import Move
from werkwijs.analysis.sheet import Sheet

FIRST = 3
"""So many statements of a cluster are shown before "show all"."""
UNSURE = 0.6
"""A statement that stays with its cluster in a smaller share of the maps is one people did not agree on."""
MOST_UNSURE = 3


@dataclass(frozen=True)
class Theme:
    """A cluster, as a reader meets it."""

    number: int
    name: str
    longer: str
    """The ordinary name where ``name`` is the easy one, else ""."""
    colour: str
    first: list[str]
    rest: list[str]
    mean: float | None
    most: bool
    """It was rated higher than every other, by more than chance explains."""


@dataclass(frozen=True)
class Told:
    themes: list[Theme]
    sheet: Sheet
    look: Look
    people: int
    statements: int
    scale: str
    """The question by which they are ordered, or "" when nothing was rated."""
    groups: list[tuple[str, str]]
    """Group and the theme it found most important; only groups that may be shown."""
    unsure: list[str]


def told(document: Mapping[str, Any]) -> Told:
    """The result, from the published document alone."""
    scale = next(iter(document["scales"]), "")
    names = {c["cluster"]: c.get("easy") or c["name"] or "" for c in document["clusters"]}
    statements = {s["id"]: s for s in document["statements"]}
    first = contrasting.clearly_first(document["clusters"], document["differences"], scale)
    look = Look(document["choice"]["clusters"], usual=document["choice"]["clusters"])
    drawn = _drawn(document, look, names)
    colours = {c.number: c.colour for c in drawn.clusters}
    themes = [
        _theme(c, names, statements, scale, first == c["cluster"], colours[c["cluster"]])
        for c in document["clusters"]
    ]
    themes.sort(key=lambda t: (-(t.mean if t.mean is not None else -1e9), t.number))
    counts = document["counts"]
    return Told(
        themes=themes,
        sheet=drawn,
        look=look,
        people=max(counts["sorters"], counts["raters"]),
        statements=counts["statements"],
        scale=scale,
        groups=_groups(document, scale, names),
        unsure=_unsure(document),
    )


def _drawn(document: Mapping[str, Any], look: Look, names: Mapping[int, str]) -> Sheet:
    moves = [
        Move(m["statement"], m["to"], m.get("reason", ""))
        for m in document["settings"].get("moves") or []
    ]
    plain = sheet.draw(document, look, moves=moves)
    called = {c.tree: names.get(c.number, "") for c in plain.clusters}
    return sheet.draw(document, look, called, moves=moves)


def _theme(
    cluster: Mapping[str, Any],
    names: Mapping[int, str],
    statements: Mapping[str, Any],
    scale: str,
    most: bool,
    colour: str,
) -> Theme:
    name = names[cluster["cluster"]]
    own = [statements[i] for i in cluster["statements"]]
    own.sort(key=lambda s: -(_mean(s["ratings"].get(scale)) or 0.0))
    mean = _mean(cluster["ratings"].get(scale))
    texts = [s["text"] for s in own]
    return Theme(
        number=cluster["cluster"],
        name=name,
        longer=cluster["name"] if cluster["name"] and cluster["name"] != name else "",
        colour=colour,
        first=texts[:FIRST],
        rest=texts[FIRST:],
        mean=mean,
        most=most,
    )


def _groups(
    document: Mapping[str, Any], scale: str, names: Mapping[int, str]
) -> list[tuple[str, str]]:
    found = []
    for group in document["study"]["groups"]:
        own = {
            c["cluster"]: _mean(c["group_ratings"].get(scale, {}).get(group))
            for c in document["clusters"]
        }
        known = {number: mean for number, mean in own.items() if mean is not None}
        if len(known) == len(own) and known:
            found.append((group, names[max(known, key=lambda n: known[n])]))
    return found


def _unsure(document: Mapping[str, Any]) -> list[str]:
    loose = [s for s in document["statements"] if s["stays"] is not None and s["stays"] < UNSURE]
    loose.sort(key=lambda s: s["stays"])
    return [s["text"] for s in loose[:MOST_UNSURE]]


def _mean(summary: Mapping[str, Any] | None) -> float | None:
    return None if summary is None else summary["mean"]
