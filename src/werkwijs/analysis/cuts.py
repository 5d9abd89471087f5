"""What is known of the clusters, whichever the group chooses: computed ahead for every number of them.

Where statements were moved by hand it is computed when it is asked for, beside the website; until then a page
shows what is known of the tree's own clusters.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

import conceptmapping as cm
from conceptmapping.errors import Fault, UnsoundStudy
from werkwijs.analysis import choosing, computing, cutting
from werkwijs.analysis.cutting import Move
from werkwijs.analysis.deciding import Decided
from werkwijs.analysis.models import ConceptMap, Cut, Document
from werkwijs.lib import jobs
from werkwijs.participation import release
from werkwijs.studies.models import Study

JOB = "analysis.cut"


def every(found: cm.ConceptMap) -> dict[int, dict[str, Any]]:
    """Number of clusters -> what is known of them, for every number somebody can choose."""
    told = {"statements": found.study.statements}
    return {n: dict(found.recut(n).cut_part) for n in choosing.numbers(told)}


def keep(concept_map: ConceptMap, parts: Mapping[int, dict[str, Any]]) -> None:
    """Keep what is known of the tree's own clusters, in place of what was known."""
    Cut.objects.filter(concept_map=concept_map, clusters__in=parts, moves="").delete()
    Cut.objects.bulk_create(
        Cut(concept_map=concept_map, clusters=clusters, content=Document.written(told))
        for clusters, told in parts.items()
    )


def part(
    concept_map: ConceptMap, told: Mapping[str, Any], clusters: int, moves: Iterable[Move] = ()
) -> tuple[dict[str, Any], bool]:
    """What is known of these clusters, and whether that is of just these.

    It is not while what follows from a move is being computed, or cannot be any more; then it is of the
    clusters as the tree has them.
    """
    _, effective = cutting.cut(told, clusters, moves)
    digest = _digest(effective)
    rows = {row.moves: row for row in _rows(concept_map, clusters, digest)}
    own, tree = rows.get(digest), rows.get("")
    if own is not None and own.content:
        return own.told, True
    if tree is not None and tree.content:
        return tree.told, False
    fits = not effective and clusters == told["choice"]["clusters"]
    return dict(told) | {"stays": {s["id"]: s["stays"] for s in told["statements"]}}, fits


@transaction.atomic
def ask(concept_map: ConceptMap, told: Mapping[str, Any], decided: Decided) -> None:
    """Have computed what follows from what was moved by hand; asked twice it is done once."""
    clusters = decided.clusters or told["choice"]["clusters"]
    _, effective = cutting.cut(told, clusters, decided.moves)
    if not effective:
        return
    made, new = Cut.objects.get_or_create(
        concept_map=concept_map,
        clusters=clusters,
        moves=_digest(effective),
        defaults={"made": [move.told() for move in effective]},
    )
    if new:
        jobs.ask(JOB, made.key)


def waiting() -> Iterable[uuid.UUID]:
    """Those that were asked and are not there."""
    asked = Cut.objects.filter(content="", changed=False)
    return asked.values_list("key", flat=True)  # type: ignore[no-any-return]


def make(key: uuid.UUID) -> None:
    """Compute one; the map is drawn anew for it, from the same answers, so every number is the same."""
    own = Cut.objects.filter(key=key)
    asked = own.select_related("concept_map__study").first()
    if asked is None or asked.content or asked.changed:
        return
    concept_map = asked.concept_map
    gone = release.n_withdrawn(concept_map.study)
    try:
        collected = release.study(concept_map.study)
        if computing.digest(concept_map, collected) != concept_map.drawn_from:
            own.update(changed=True)
            return
        found = computing.compute(
            concept_map, collected, clusters=asked.clusters, moves=asked.made, permutations=0
        )
    except (Fault, UnsoundStudy):
        own.update(changed=True)
        return
    with transaction.atomic():
        Study.objects.select_for_update(of=("self",)).get(pk=concept_map.study_id)
        told: dict[str, Any] = dict(found.cut_part)
        if release.n_withdrawn(concept_map.study) != gone:  # somebody withdrew meanwhile
            computing.without_labels(told)
        own.update(content=Document.written(told))


def forget_labels(study: Study) -> None:
    """No suggested name is left."""
    for cut in Cut.objects.filter(concept_map__study=study).exclude(content=""):
        told = cut.told
        computing.without_labels(told)
        Cut.objects.filter(pk=cut.pk).update(content=Document.written(told))


def _rows(concept_map: ConceptMap, clusters: int, digest: str) -> Iterable[Cut]:
    found: Iterable[Cut] = Cut.objects.filter(
        concept_map=concept_map, clusters=clusters, moves__in={"", digest}
    )
    return found


def _digest(moves: Sequence[Move]) -> str:
    if not moves:
        return ""
    pairs = [[move.statement, move.to] for move in moves]
    return hashlib.sha256(json.dumps(pairs).encode()).hexdigest()
