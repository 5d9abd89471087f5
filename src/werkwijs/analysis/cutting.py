"""Which statements form a cluster: the tree cut at a number, with what the group moved by hand.

A move says with which other statement a statement belongs, not to which number of cluster: numbers change
with how many clusters there are. At a number of clusters where it changes nothing, or would leave a cluster
empty, a move does nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from conceptmapping.clustering import Tree


@dataclass(frozen=True)
class Move:
    """The group puts a statement with another one."""

    statement: str
    to: str
    reason: str = ""

    def told(self) -> dict[str, str]:
        """As the engine takes it."""
        return {"statement": self.statement, "to": self.to, "reason": self.reason}


def by_tree(told: Mapping[str, Any], clusters: int) -> list[int]:
    """The number of each statement's cluster, counted from 1, before anything is moved."""
    ids = tuple(s["id"] for s in told["statements"])
    merges = np.array(told["tree"]["merges"], dtype=np.float64)
    tree = Tree(ids, merges, told["settings"]["linkage"])
    return [int(number) + 1 for number in tree.cut(clusters)]


def cut(
    told: Mapping[str, Any], clusters: int, moves: Iterable[Move] = ()
) -> tuple[list[int], list[Move]]:
    """The number of each statement's cluster, and the moves that make a difference here."""
    numbers = by_tree(told, clusters)
    place = {s["id"]: i for i, s in enumerate(told["statements"])}
    effective = []
    for move in moves:
        if not {move.statement, move.to} <= place.keys():
            continue  # decided on a map of other statements
        own, other = place[move.statement], place[move.to]
        if numbers[own] != numbers[other] and numbers.count(numbers[own]) > 1:
            numbers[own] = numbers[other]
            effective.append(move)
    return numbers, effective


def sets(
    told: Mapping[str, Any], clusters: int, moves: Iterable[Move] = ()
) -> list[frozenset[str]]:
    """The ids of the statements of each cluster, in the order of their numbers."""
    numbers, _ = cut(told, clusters, moves)
    found: list[set[str]] = [set() for _ in range(clusters)]
    for number, statement in zip(numbers, told["statements"], strict=True):
        found[number - 1].add(statement["id"])
    return [frozenset(own) for own in found]
