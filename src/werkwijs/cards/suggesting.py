"""Which statements deserve a card for whom. The map suggests, with the reason; a person decides.

A statement is suggested for an audience because

* that group finds it important, more than most other statements,
* it is important and hardly happens yet (where there are two scales), or
* that group thinks otherwise of it than everybody together.

Statements with little certainty about where they belong are not held back: it is said beside them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from werkwijs.cards.edition_document import AUDIENCES, EditionMap, MapStatement, Rated

Reason = Literal["important", "not_yet", "more_than_others", "less_than_others"]

TOP = 0.25
"""Share of the statements that counts as important."""
APART = 0.15
"""How far a group must differ from everybody, as a share of the length of the scale."""

BEGINS: dict[str, tuple[str, ...]] = {
    "young-person": ("jong", "young", "youth", "client", "deelnemer"),
    "employer": ("werkg", "employ", "baas", "leiding"),
    "job-coach": ("jobc", "job-c", "coach", "traject"),
    "support": ("steun", "support", "netw", "famil", "naast", "begeleid", "ouder"),
}
"""How keys of groups begin that are of an audience."""


@dataclass(frozen=True)
class Suggestion:
    """A statement for an audience, and why."""

    statement: MapStatement
    audience: str
    reasons: tuple[Reason, ...]
    mean: float | None
    """What this group gave it on the first scale."""
    weight: float
    """By which suggestions are ordered: the larger, the sooner."""


def group_of(audience: str, groups: Iterable[str]) -> str | None:
    """The group of a study that is this audience; None where there is none."""
    return next((g for g in groups if g.startswith(BEGINS[audience])), None)


def suggestions(
    resting: EditionMap, audience: str, taken: Collection[str] = ()
) -> list[Suggestion]:
    """Statements that may deserve a card for this audience, best first; without those in ``taken``.

    Raises
    ------
    KeyError
        There is no such audience.
    """
    if not resting["scales"]:
        return []
    first = resting["scales"][0]
    length = (first["maximum"] - first["minimum"]) or 1
    group = group_of(audience, (g["key"] for g in resting["groups"]))
    said = [(s, _mean(s["ratings"].get(first["name"]), group)) for s in resting["statements"]]
    line = _line([mean for _, mean in said if mean is not None])
    now = resting["scales"][1]["name"] if len(resting["scales"]) > 1 else None
    middle = _average(
        [m for s, _ in said if now and (m := _mean(s["ratings"].get(now), group)) is not None]
    )
    important = _average([mean for _, mean in said if mean is not None])
    found = []
    for statement, mean in said:
        if statement["id"] in taken or mean is None or line is None:
            continue
        reasons: list[Reason] = []
        weight = (mean - first["minimum"]) / length
        if mean >= line:
            reasons.append("important")
        happens = _mean(statement["ratings"].get(now), group) if now else None
        if None not in (happens, middle, important) and _wanted(mean, happens, important, middle):
            reasons.append("not_yet")
            weight += 0.5
        apart = _apart(statement["ratings"].get(first["name"]), group)
        if abs(apart) >= APART * length:
            reasons.append("more_than_others" if apart > 0 else "less_than_others")
            weight += abs(apart) / length
        if reasons:
            found.append(Suggestion(statement, audience, tuple(reasons), mean, weight))
    return sorted(found, key=lambda s: -s.weight)


def _wanted(
    mean: float, happens: float | None, important: float | None, middle: float | None
) -> bool:
    """More important than usual, and less so now than usual: the go-zone turned round."""
    return (
        happens is not None
        and important is not None
        and middle is not None
        and mean > important
        and happens < middle
    )


def _mean(rated: Rated | None, group: str | None) -> float | None:
    """What the group gave it; of everybody where the study has no such group."""
    if rated is None:
        return None
    return rated["mean"] if group is None else rated["groups"].get(group)


def _apart(rated: Rated | None, group: str | None) -> float:
    """How much more this group gave it than everybody; 0 where it cannot be told."""
    if rated is None or group is None:
        return 0.0
    own, all_together = rated["groups"].get(group), rated["mean"]
    return own - all_together if own is not None and all_together is not None else 0.0


def _line(means: list[float]) -> float | None:
    """From here on a mean is among the highest."""
    if not means:
        return None
    high = sorted(means, reverse=True)
    return high[max(0, round(len(high) * TOP) - 1)]


def _average(means: list[float]) -> float | None:
    return sum(means) / len(means) if means else None


def by_audience(
    resting: EditionMap, taken: Mapping[str, Collection[str]]
) -> dict[str, list[Suggestion]]:
    """For every audience."""
    return {a: suggestions(resting, a, taken.get(a, ())) for a in AUDIENCES}
