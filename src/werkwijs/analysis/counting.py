"""The clusters that count for this page, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkwijs.analysis import cuts, cutting
from werkwijs.analysis.deciding import Decided
from werkwijs.analysis.models import ConceptMap


def parts(
    concept_map: ConceptMap, told: Mapping[str, Any], decided: Decided
) -> tuple[dict[str, Any], bool]:
    """What is known of the clusters the group chose, and whether that is of just these."""
    chosen = decided.clusters or int(told["choice"]["clusters"])
    return cuts.part(concept_map, told, chosen, decided.moves)


def names(
    told: Mapping[str, Any], clusters: list[dict[str, Any]], decided: Decided
) -> dict[int, tuple[str, bool]]:
    """Number of a cluster -> its name, and whether the group gave it; "" where nobody called it anything."""
    n = len(clusters)
    before, after = cutting.sets(told, n), cutting.sets(told, n, decided.moves)
    given: dict[frozenset[str], str] = {}
    for tree, moved in zip(before, after, strict=True):
        if name := decided.names.get(tree):
            given |= {tree: name.name, moved: name.name}
    found = {}
    for cluster in clusters:
        own = given.get(frozenset(cluster["statements"]), "") or cluster["name"] or ""
        labels = cluster["labels"] or []
        found[cluster["cluster"]] = (own or (labels[0]["label"] if labels else ""), bool(own))
    return found
