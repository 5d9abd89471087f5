"""The group decides about its map: how many clusters, and what they are called. Every decision is kept.

Two who decide at the same moment lose nothing: both decisions are there, and the last one counts. Taking a
decision back brings back what was decided before it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.analysis import choosing, sheet
from werkwijs.analysis.models import ConceptMap, Decision
from werkwijs.audit import noting

LONGEST_NAME = 80


class Impossible(Exception):
    """It cannot be decided so; ``words`` is the key of what is said."""

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(words)


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
    """Ids of the statements of a cluster -> its name. Another number of clusters keeps the names of those
    that stay as they are."""


def now(concept_map: ConceptMap) -> Decided:
    """All that was decided and not taken back, the last word on each thing."""
    clusters, reason = None, ""
    names: dict[frozenset[str], Name] = {}
    for decision in concept_map.decisions.filter(taken_back_at=None):
        data = decision.data
        if decision.kind == Decision.Kind.CLUSTERS:
            clusters, reason = data["clusters"], decision.reason
        else:
            names[frozenset(data["statements"])] = Name(data["name"], data["easy"])
    return Decided(clusters, reason, names)


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
    reason = _words(reason, 300)
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
    """What the cluster with just these statements is called.

    Raises
    ------
    Impossible
        At no number of clusters there is such a cluster, or there is no name.
    """
    name, easy = _words(name, LONGEST_NAME), _words(easy, LONGEST_NAME)
    if not name:
        raise Impossible("analysis.impossible_name")
    told = _told(concept_map)
    if not _is_cluster(told, frozenset(statements)):
        raise Impossible("analysis.impossible_cluster")
    data = {"statements": sorted(statements), "name": name, "easy": easy}
    return _decide(concept_map, Decision.Kind.NAME, data, "", by=by, request=request)


@transaction.atomic
def take_back(decision: Decision, *, by: User, request: HttpRequest | None = None) -> None:
    """It counts no more; what was decided before it does. Taking back twice is once."""
    own = Decision.objects.filter(pk=decision.pk, taken_back_at=None)
    if own.update(taken_back_at=timezone.now()):
        _note("analysis.decision_taken_back", decision, by=by, request=request)


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
    _note("analysis.decided", made, by=by, request=request)
    return made


def _told(concept_map: ConceptMap) -> dict[str, Any]:
    document = getattr(concept_map, "document", None)
    if document is None:
        raise Impossible("analysis.impossible_yet")
    told: dict[str, Any] = document.told
    return told


def _is_cluster(told: dict[str, Any], statements: frozenset[str]) -> bool:
    ids = [s["id"] for s in told["statements"]]
    for clusters in choosing.numbers(told):
        cut = sheet.cuts(told, clusters)
        own = {number for number, key in zip(cut, ids, strict=True) if key in statements}
        if len(own) == 1 and cut.count(*own) == len(statements):
            return True
    return False


def _words(given: str, longest: int) -> str:
    return " ".join(given.replace("\0", "").split())[:longest]


def _note(event: str, decision: Decision, *, by: User, request: HttpRequest | None) -> None:
    study = decision.concept_map.study
    noting.note(
        event,
        by=by,
        about=decision,
        study=study.slug,
        organisation=study.organisation_id,
        request=request,
    )
