"""What cards rest on: what a published map says of its statements and clusters, and who brought them in.

Everything comes from the published document, with what that hides: nobody is counted anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from werkwijs.analysis.models import Publication
from werkwijs.cards.edition_document import EditionMap, MapCluster, MapStatement, Rated
from werkwijs.studies.models import Study


def publications(study: Study) -> list[Publication]:
    """Published maps that new cards may rest on, the last one first."""
    return list(
        Publication.objects.filter(
            concept_map__study=study, state=Publication.State.READY, withdrawn_at=None
        )
    )


def chosen(published: list[Publication], asked: str) -> Publication | None:
    """The published map with this number; without a number the last one; None where there is no such map."""
    if asked:
        return next((p for p in published if str(p.number) == asked), None)
    return published[0] if published else None


def on(publication: Publication) -> EditionMap:
    """What the map says, in the shape of an edition."""
    study: Study = publication.concept_map.study
    told = publication.told
    names = dict(study.groups.values_list("key", "name"))
    groups = told["study"]["groups"]
    return {
        "study": study.title,
        "prompt": told["study"]["prompt"],
        "stem": study.stem,
        "version": publication.number,
        "published_on": _day(publication),
        "digest": hashlib.sha256(publication.content.encode()).hexdigest(),
        "sorters": told["counts"]["sorters"],
        "raters": told["counts"]["raters"],
        "scales": [
            {"name": name, "minimum": scale["minimum"], "maximum": scale["maximum"]}
            for name, scale in told["scales"].items()
        ],
        "groups": [
            {
                "key": key,
                "name": names.get(key, key),
                "sorters": n.get("sorters"),
                "raters": n.get("raters"),
            }
            for key, n in groups.items()
        ],
        "clusters": [_cluster(c) for c in told["clusters"]],
        "statements": [_statement(s) for s in told["statements"]],
    }


def letter(cluster: int) -> str:
    """What a cluster is called on a card: A to Z, then AA, AB."""
    said = ""
    while cluster > 0:
        cluster, own = divmod(cluster - 1, 26)
        said = chr(65 + own) + said
    return said


def clusters(resting: EditionMap, statements: Iterable[str]) -> list[int]:
    """The clusters these statements lie in, the one with most of them first."""
    wanted = set(statements)
    counted: dict[int, int] = {}
    for statement in resting["statements"]:
        if statement["id"] in wanted:
            counted[statement["cluster"]] = counted.get(statement["cluster"], 0) + 1
    return sorted(counted, key=lambda cluster: (-counted[cluster], cluster))


def in_order(resting: EditionMap, statements: Iterable[str]) -> list[str]:
    """These statements as the map lists them; what is not on the map is left out."""
    wanted = set(statements)
    return [s["id"] for s in resting["statements"] if s["id"] in wanted]


def _day(publication: Publication) -> str:
    return timezone.localdate(publication.finished_at or publication.asked_at).isoformat()


def _cluster(told: Mapping[str, Any]) -> MapCluster:
    return {
        "cluster": told["cluster"],
        "letter": letter(told["cluster"]),
        "name": told["name"] or "",
        "easy": told.get("easy") or "",
        "stays": told["stays"],
        "ratings": _rated(told),
    }


def _statement(told: Mapping[str, Any]) -> MapStatement:
    return {
        "id": told["id"],
        "text": told["text"],
        "cluster": told["cluster"],
        "origin": told["origin"],
        "stays": told["stays"],
        "bridging": told["bridging"],
        "ratings": _rated(told),
    }


def _rated(told: Mapping[str, Any]) -> dict[str, Rated]:
    groups = told["group_ratings"]
    return {
        scale: {
            "mean": summary["mean"],
            "n": summary["n"],
            "groups": {group: own["mean"] for group, own in groups.get(scale, {}).items()},
        }
        for scale, summary in told["ratings"].items()
    }
