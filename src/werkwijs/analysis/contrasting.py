"""Differences between groups, or between clusters: the engine's tests, in the order one reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

CERTAIN = 0.05
"""Corrected p below which we say that chance does not explain it."""
WHAT = {"groepen": "groups", "clusters": "clusters"}


@dataclass(frozen=True)
class Contrast:
    """One comparison, told from the lower to the higher side."""

    cluster: int | None
    low: str
    high: str
    n_low: int
    n_high: int
    difference: float
    ci: tuple[float, float] | None
    effect: float | None
    effect_ci: tuple[float, float] | None
    p: float | None
    """Corrected; None: not tested."""
    correction: str

    @property
    def certain(self) -> bool:
        return self.p is not None and self.p < CERTAIN

    @property
    def says(self) -> str:
        """Which words go with it."""
        if self.p is None:
            return "untested"
        return "certain" if self.certain else "chance"


def contrasts(differences: Sequence[Mapping[str, Any]], scale: str, between: str) -> list[Contrast]:
    """Those on one scale: what chance does not explain first, and the largest first."""
    found = [
        _told(one) for one in differences if one["scale"] == scale and one["what"] == WHAT[between]
    ]
    return sorted(found, key=lambda one: (not one.certain, -one.difference))


def _told(one: Mapping[str, Any]) -> Contrast:
    """The engine says a - b; people say that one is higher than the other."""
    up = one["difference"] >= 0
    high, low = ("a", "b") if up else ("b", "a")
    return Contrast(
        cluster=one["cluster"],
        low=one[low],
        high=one[high],
        n_low=one[f"n_{low}"],
        n_high=one[f"n_{high}"],
        difference=abs(one["difference"]),
        ci=_turned(one["ci"], up),
        effect=None if one["effect"] is None else abs(one["effect"]),
        effect_ci=_turned(one["effect_ci"], up),
        p=one["p_corrected"],
        correction=one["correction"],
    )


def _turned(interval: list[float] | None, up: bool) -> tuple[float, float] | None:
    if interval is None:
        return None
    return (interval[0], interval[1]) if up else (-interval[1], -interval[0])


def clearly_first(
    clusters: Iterable[Mapping[str, Any]], differences: Iterable[Mapping[str, Any]], scale: str
) -> int | None:
    """Number of the cluster that was rated higher than every other by more than chance explains."""
    means = {c["cluster"]: (c["ratings"].get(scale) or {}).get("mean") for c in clusters}
    rated = {number: mean for number, mean in means.items() if mean is not None}
    if len(rated) < 2:
        return None
    first = max(rated, key=lambda number: rated[number])
    apart = {
        frozenset((_digits(d["a"]), _digits(d["b"])))
        for d in differences
        if d["what"] == "clusters"
        and d["scale"] == scale
        and d["p_corrected"] is not None
        and d["p_corrected"] < CERTAIN
    }
    others = [number for number in rated if number != first]
    return first if all(frozenset((first, other)) in apart for other in others) else None


def _digits(text: str) -> int:
    return int("".join(c for c in str(text) if c.isdigit()) or 0)
