"""What people decide about a finished map: a statement belongs elsewhere, a cluster has a name.

A move names another statement and not a number of cluster, for numbers change with how many clusters there
are. A name is for the cluster that has just these statements, after all moves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from conceptmapping.clustering import Partition
from conceptmapping.errors import (
    EmptyName,
    LeavesClusterEmpty,
    MovesNowhere,
    NamedTwice,
    NameFitsNoCluster,
    UnknownStatement,
)


def moved(
    partition: Partition, statements: Sequence[str], moves: Sequence[Mapping[str, str]]
) -> Partition:
    """The partition with statements moved by hand, one after the other; its numbers stay.

    Parameters
    ----------
    moves
        [{"statement": "4", "to": "7", "reason": ...}]: 4 joins the cluster 7 is in by then.

    Raises
    ------
    UnknownStatement, MovesNowhere, LeavesClusterEmpty
    """
    place = {statement: i for i, statement in enumerate(statements)}
    after = partition.copy()
    for move in moves:
        for named in (move["statement"], move["to"]):
            if named not in place:
                raise UnknownStatement(statement=named)
        own, other = place[move["statement"]], place[move["to"]]
        if after[own] == after[other]:
            raise MovesNowhere(statement=move["statement"], to=move["to"])
        if (after == after[own]).sum() == 1:
            raise LeavesClusterEmpty(statement=move["statement"])
        after[own] = after[other]
    return after


def named(
    partition: Partition, statements: Sequence[str], names: Sequence[Mapping[str, Any]]
) -> dict[int, tuple[str, str | None]]:
    """Number of cluster, from 0 -> its name and its name in easy words.

    Parameters
    ----------
    names
        [{"statements": ["4", "7"], "name": ..., "easy": ...}]

    Raises
    ------
    NameFitsNoCluster, EmptyName, NamedTwice
    """
    clusters: dict[frozenset[str], int] = {}
    for number in range(int(partition.max()) + 1):
        own = (s for s, at in zip(statements, partition, strict=True) if at == number)
        clusters[frozenset(own)] = number
    found: dict[int, tuple[str, str | None]] = {}
    for given in names:
        name = " ".join(str(given.get("name") or "").split())
        if not name:
            raise EmptyName(statements=list(given["statements"]))
        cluster = clusters.get(frozenset(given["statements"]))
        if cluster is None:
            raise NameFitsNoCluster(name=name)
        if cluster in found:
            raise NamedTwice(name=name, other=found[cluster][0])
        found[cluster] = name, " ".join(str(given.get("easy") or "").split()) or None
    return found
