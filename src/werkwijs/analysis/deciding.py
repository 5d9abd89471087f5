"""The group decides about its map: how many clusters, their names, which statement belongs elsewhere.

Every decision is kept.

Two who decide at the same moment lose nothing: both decisions are there, and the last one counts. Taking a
decision back brings back what was decided before it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.analysis import choosing, cutting
from werkwijs.analysis.cutting import Move
from werkwijs.analysis.models import ConceptMap, Decision
from werkwijs.lib.impossible import Impossible
from werkwijs.lib.tidying import one_line
from werkwijs.studies import log

LONGEST_NAME = 80


@dataclass(frozen=True)
class Name:
    """What the group calls a cluster, in ordinary and in easy words."""

    name: str
    easy: str


@dataclass(frozen=True)
class Decided:
    """What counts now."""

    clusters: int | None = None
    reason: str = ""
    names: dict[frozenset[str], Name] = field(default_factory=dict)
    """Ids of the statements the tree puts in a cluster -> its name. Another number of clusters keeps the
    names of those that stay as they are."""
    moves: list[Move] = field(default_factory=list)
    """In the order in which they were decided."""


def now(concept_map: ConceptMap) -> Decided:
    """All that was decided and not taken back, the last word on each thing."""
    clusters, reason = None, ""
    names: dict[frozenset[str], Name] = {}
    moves: list[Move] = []
    for decision in concept_map.decisions.filter(taken_back_at=None):
        data = decision.data
        if decision.kind == Decision.Kind.CLUSTERS:
            clusters, reason = data["clusters"], decision.reason
        elif decision.kind == Decision.Kind.MOVE:
            moves.append(Move(data["statement"], data["to"], decision.reason))
        else:
            names[frozenset(data["statements"])] = Name(data["name"], data["easy"])
    return Decided(clusters, reason, names, moves)


@transaction.atomic
def choose(
    concept_map: ConceptMap,
    clusters: int,
    *,
    reason: str,
    by: User,
    request: HttpRequest | None = None,
) -> Decision:
    """So many clusters, and why.

    Raises
    ------
    Impossible
        There is nothing to cut yet, it cannot be cut in so many, or nobody said why.
    """
    if clusters not in choosing.numbers(_told(concept_map)):
        raise Impossible("analysis.impossible_number")
    reason = one_line(reason, 300)
    if not reason:
        raise Impossible("analysis.impossible_reason")
    data = {"clusters": clusters}
    return _decide(concept_map, Decision.Kind.CLUSTERS, data, reason, by=by, request=request)


@transaction.atomic
def name(
    concept_map: ConceptMap,
    statements: Collection[str],
    *,
    name: str,
    easy: str = "",
    by: User,
    request: HttpRequest | None = None,
) -> Decision:
    """What the cluster is called in which the tree puts just these statements.

    Raises
    ------
    Impossible
        At no number of clusters there is such a cluster, or there is no name.
    """
    name, easy = one_line(name, LONGEST_NAME), one_line(easy, LONGEST_NAME)
    if not name:
        raise Impossible("analysis.impossible_name")
    told = _told(concept_map)
    if not _is_cluster(told, frozenset(statements)):
        raise Impossible("analysis.impossible_cluster")
    data = {"statements": sorted(statements), "name": name, "easy": easy}
    return _decide(concept_map, Decision.Kind.NAME, data, "", by=by, request=request)


@transaction.atomic
def move(
    concept_map: ConceptMap,
    statement: str,
    *,
    to: str,
    clusters: int,
    reason: str,
    by: User,
    request: HttpRequest | None = None,
) -> Decision:
    """Say that a statement belongs with that other one, and why.

    Parameters
    ----------
    to
        A statement of the cluster it goes to.
    clusters
        At which number of clusters somebody saw it in the wrong place.

    Raises
    ------
    Impossible
        There is no such statement, they are together already, its own cluster would be left with nothing, or
        nobody said why.
    """
    told = _told(concept_map)
    if clusters not in choosing.numbers(told):
        raise Impossible("analysis.impossible_number")
    reason = one_line(reason, 300)
    ids = {s["id"] for s in told["statements"]}
    if not {statement, to} <= ids:
        raise Impossible("analysis.impossible_statement")
    if not reason:
        raise Impossible("analysis.impossible_move_reason")
    before = now(concept_map).moves
    own = next(c for c in cutting.sets(told, clusters, before) if statement in c)
    if to in own:
        raise Impossible("analysis.impossible_together")
    if len(own) == 1:
        raise Impossible("analysis.impossible_empty")
    data = {"statement": statement, "to": to}
    return _decide(concept_map, Decision.Kind.MOVE, data, reason, by=by, request=request)


@transaction.atomic
def take_back(decision: Decision, *, by: User, request: HttpRequest | None = None) -> None:
    """It counts no more; what was decided before it does. Taking back twice is once."""
    own = Decision.objects.filter(pk=decision.pk, taken_back_at=None)
    if own.update(taken_back_at=timezone.now()):
        log.note(
            "analysis.decision_taken_back",
            decision.concept_map.study,
            about=decision,
            by=by,
            request=request,
        )


def named_since(concept_map: ConceptMap, statements: Collection[str], at: datetime) -> bool:
    """Whether the cluster in which the tree puts these statements was named after that moment."""
    own = frozenset(statements)
    later = concept_map.decisions.filter(
        kind=Decision.Kind.NAME, at__gte=at, taken_back_at=None
    ).values_list("data", flat=True)
    return any(frozenset(data["statements"]) == own for data in later)


def _decide(
    concept_map: ConceptMap,
    kind: Decision.Kind,
    data: dict[str, Any],
    reason: str,
    *,
    by: User,
    request: HttpRequest | None,
) -> Decision:
    made: Decision = Decision.objects.create(
        concept_map=concept_map, kind=kind, data=data, reason=reason, by=by
    )
    log.note("analysis.decided", made.concept_map.study, about=made, by=by, request=request)
    return made


def _told(concept_map: ConceptMap) -> dict[str, Any]:
    document = getattr(concept_map, "document", None)
    if document is None:
        raise Impossible("analysis.impossible_yet")
    told: dict[str, Any] = document.told
    return told


def _is_cluster(told: dict[str, Any], statements: frozenset[str]) -> bool:
    return any(statements in cutting.sets(told, n) for n in choosing.numbers(told))
