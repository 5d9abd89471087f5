"""Statements that people put in another cluster than the tree does, and why."""

from __future__ import annotations

from dataclasses import dataclass

from conceptmapping.document import MapDocument, StatementPart


@dataclass(frozen=True)
class Moved:
    """One statement; ``came`` and ``went`` are numbers of clusters."""

    statement: StatementPart
    came: int
    went: int
    reasons: tuple[str, ...]
    """Of every time it was moved, as far as somebody gave one."""


def moved(document: MapDocument) -> list[Moved]:
    """Each statement once, first moved first; not those that came back to where the tree has them."""
    reasons: dict[str, list[str]] = {}
    for move in document["settings"].get("moves") or []:
        own = reasons.setdefault(move["statement"], [])
        if move.get("reason"):
            own.append(move["reason"])
    statements = {statement["id"]: statement for statement in document["statements"]}
    return [
        Moved(one, one["tree_cluster"], one["cluster"], tuple(why))
        for one, why in ((statements[s], why) for s, why in reasons.items())
        if one["tree_cluster"] != one["cluster"]
    ]
