"""What the story looks up in a map document, and how it names things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from conceptmapping.document import ClusterPart, MapDocument, RatingSummary, StatementPart
from conceptmapping.errors import Language
from mapreport.wording import NOTHING, Words, words

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

RARELY = 0.5
"""A statement that stays with its cluster in fewer bootstrap maps than this is uncertain."""
USUALLY = 0.8
"""From this share on, it stays with its cluster nearly always."""
BRIDGE = 0.75
"""Bridging, scaled 0 to 1 in the study, from which a statement is worth talking about."""
SIGNIFICANT = 0.05


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def raters(ratings: Mapping[str, RatingSummary], scale: str) -> int | None:
    """How many people rated something on this scale, as far as that may be told."""
    return ratings[scale]["n"] if scale in ratings else None


def mean(ratings: Mapping[str, RatingSummary], scale: str) -> float | None:
    """The mean, as far as it is known and may be shown."""
    value = ratings[scale]["mean"] if scale in ratings else None
    return None if value is None else float(value)


def _printable(part: Any) -> Any:
    """The same, without the control characters that no page or document can hold."""
    if isinstance(part, str):
        return _CONTROL.sub(" ", part)
    if isinstance(part, dict):
        return {_printable(key): _printable(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_printable(item) for item in part]
    return part


class Facts:
    """A map document with its words."""

    def __init__(self, document: MapDocument, language: Language) -> None:
        self.document: MapDocument = _printable(document)
        self.language: Language = language
        self.w: Words = words("story", language)

    @cached_property
    def statements(self) -> dict[str, StatementPart]:
        return {statement["id"]: statement for statement in self.document["statements"]}

    @cached_property
    def scales(self) -> tuple[str, ...]:
        """Scales somebody used, in the study's order."""
        return tuple(
            scale
            for scale in self.document["scales"]
            if any(raters(s["ratings"], scale) for s in self.document["statements"])
        )

    @cached_property
    def groups(self) -> tuple[str, ...]:
        return tuple(self.document["study"]["groups"])

    @property
    def k(self) -> int:
        return self.document["choice"]["clusters"]

    @property
    def bootstraps(self) -> int:
        return self.document["stability"]["bootstrap"]

    def scale(self, name: str) -> str:
        """A scale's name, as the study has it; in quotes where it is more than one word."""
        return self.w.quoted(name) if " " in name else name

    def scale_heading(self, name: str) -> str:
        """A scale's name above a column."""
        return capital(name)

    def axis(self, name: str) -> str:
        """An axis: a scale, or a scale and a group."""
        scale, _, group = name.partition(": ")
        return self.w("axis", scale=self.scale(scale), group=group) if group else self.scale(scale)

    def axis_heading(self, name: str) -> str:
        """An axis above a column."""
        scale, _, group = name.partition(": ")
        heading = self.scale_heading(scale)
        return self.w("axis", scale=heading, group=group) if group else heading

    @property
    def of_people(self) -> bool:
        """Whether it says how single people sorted; a published map does not."""
        return bool(self.document["quality"])

    def cluster(self, number: int) -> str:
        return self.w("cluster", number=number)

    def cluster_inside(self, number: int) -> str:
        """The same inside a sentence."""
        return self.w("cluster_inside", number=number)

    def cluster_mentioned(self, cluster: ClusterPart) -> str:
        """``cluster 3 (‘help at work’)``, inside a sentence."""
        called = self.called(cluster)
        name = self.cluster_inside(cluster["cluster"])
        return f"{name} ({called})" if called else name

    def called(self, cluster: ClusterPart) -> str:
        """The name people gave it, or else the label sorters used most, or nothing."""
        if cluster["name"]:
            return cluster["name"]
        return self.w.quoted(cluster["labels"][0]["label"]) if cluster["labels"] else ""

    def cluster_called(self, cluster: ClusterPart) -> str:
        """``Cluster 3: Help at work`` or as much of it as there is."""
        called = self.called(cluster)
        name = self.cluster(cluster["cluster"])
        return f"{name}: {called}" if called else name

    def rated(self, summary: RatingSummary | None, group: str | None = None) -> str:
        """A mean, with its interval where there is one; words where it may not be shown.

        A group that is large enough may be hidden too: with its means, those of a small group
        could be worked out.
        """
        if summary is None or summary["n"] == 0:
            return NOTHING
        if summary["mean"] is None:
            sizes = self.document["study"]["groups"]
            guards = group is not None and sizes.get(group, {}).get("raters") is not None
            return self.w("not_shown") if guards else self.few
        written = self.w.number(float(summary["mean"]))
        bounds = summary.get("ci")
        return f"{written} ({self.w.interval(bounds)})" if bounds else written

    @cached_property
    def few(self) -> str:
        """What stands in a cell that counts too few people."""
        return self.w("few", minimum=self.document["study"]["minimum_shown"])

    def people(self, n: int | None) -> str:
        return self.few if n is None else self.w.number(n)

    def range(self, numbers: Iterable[int | None]) -> str:
        """``88``, or ``85–88`` where statements differ."""
        known = sorted(n for n in numbers if n is not None)
        if not known:
            return NOTHING
        first, last = self.w.number(known[0]), self.w.number(known[-1])
        return first if first == last else f"{first}–{last}"

    def ids(self, statements: Sequence[str], most: int = 0) -> str:
        """Statement numbers in a row; with ``most``, no more than that and how many more."""
        shown = list(statements[:most] if most else statements)
        written = ", ".join(shown)
        more = len(statements) - len(shown)
        return f"{written} {self.w('and_more', n=more)}" if more else written

    def listed(self, statements: Sequence[str]) -> str:
        """Statements with number and text, in one sentence."""
        return self.w.listed(
            f"{self.w.quoted(self.short(s))} ({s})" for s in statements if s in self.statements
        )

    def short(self, statement: str) -> str:
        part = self.statements[statement]
        return (part["short"] or part["text"]).strip().rstrip(".")

    def number(self, value: float | None, decimals: int = 2) -> str:
        """A number, or that it could not be computed."""
        return self.w("not_computed") if value is None else self.w.number(float(value), decimals)

    @cached_property
    def ranked(self) -> list[tuple[ClusterPart, float]]:
        """Clusters with their mean on the first scale, highest first."""
        if not self.scales:
            return []
        means = [
            (cluster, value)
            for cluster in self.document["clusters"]
            if (value := mean(cluster["ratings"], self.scales[0])) is not None
        ]
        return sorted(means, key=lambda pair: -pair[1])

    @cached_property
    def least_certain(self) -> list[str]:
        """Statements that stay with their cluster least often, least first, at most five."""
        known = [
            (s["stays"], s["id"]) for s in self.document["statements"] if s["stays"] is not None
        ]
        return [statement for stays, statement in sorted(known) if stays < USUALLY][:5]

    @cached_property
    def firm(self) -> int:
        """How many statements stay with their cluster nearly always."""
        return sum((s["stays"] or 0) >= USUALLY for s in self.document["statements"])

    @property
    def chance(self) -> str:
        """How the map fits beside shuffled piles: better, same, or too few shuffles to tell."""
        chance = self.document["stress"]["chance"]
        if chance is None:
            return "absent"
        if chance["p"] <= SIGNIFICANT:
            return "better"
        least = 1 / (chance["permutations"] + 1)  # p when no shuffle fits as well
        return "few" if chance["p"] < 1.5 * least else "same"

    @property
    def ari(self) -> float | None:
        """Of the chosen number of clusters."""
        return self.document["stability"]["ari"].get(str(self.k))
