"""What the job does: the points first, so that there is something to look at, then how certain they are.

Every step may be cut off and begun anew: it writes what it found once, at its end, and begins from the study.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

import conceptmapping as cm
from conceptmapping.errors import Fault, UnsoundStudy
from conceptmapping.without_people import NOBODY, counted
from werkwijs.analysis import computing, cuts
from werkwijs.analysis.models import ConceptMap, Document
from werkwijs.analysis.watching import Stopped, Watch
from werkwijs.participation import release
from werkwijs.studies.models import Study

JOB = "analysis.draw"
TAKES_LONGER: dict[str, Any] = {"bootstrap": 0, "permutations": 0, "split_halves": 0}
"""Left out at first."""


def waiting() -> Iterable[uuid.UUID]:
    """Maps that were asked and not begun."""
    asked = ConceptMap.objects.filter(state=ConceptMap.State.ASKED)
    return asked.values_list("key", flat=True)  # type: ignore[no-any-return]


def warm() -> None:
    """Load the engine: the first map need not wait for that."""
    _ = cm.concept_map


def first(key: uuid.UUID) -> None:
    """The points, the tree and the clusters."""
    _draw(key, whole=False)


def whole(key: uuid.UUID) -> None:
    """All of it: what `werkwijs map` says of the same study with the same settings."""
    _draw(key, whole=True)


def _draw(key: uuid.UUID, *, whole: bool) -> None:
    State = ConceptMap.State
    concept_map = ConceptMap.objects.select_related("study").filter(key=key).first()
    if concept_map is None or not concept_map.goes_on:
        return
    own = ConceptMap.objects.filter(pk=concept_map.pk)
    own.update(state=State.DRAWING)
    gone = release.n_withdrawn(concept_map.study)
    try:
        watch = Watch(own.filter(stop_asked_at=None))
        found = _found(concept_map, watch, whole=whole)
    except Stopped:
        own.update(state=State.STOPPED, finished_at=timezone.now())
    except (Fault, UnsoundStudy) as wrong:
        own.update(state=State.FAILED, finished_at=timezone.now(), problem=computing.said(wrong))
    except (
        Exception
    ):  # ours; said, so that it can be asked again, and told to who keeps the website
        problem = computing.in_each_language("our_mistake")
        own.update(state=State.FAILED, finished_at=timezone.now(), problem=problem)
        raise
    else:
        _keep(concept_map, found, whole=whole, gone=gone)


def _found(concept_map: ConceptMap, watch: Watch, *, whole: bool) -> _Found:
    watch("read", 0, 0)
    collected = release.study(concept_map.study)
    found = computing.compute(concept_map, collected, watch, **({} if whole else TAKES_LONGER))
    told = dict(found.document) | NOBODY
    told["warnings"] = [counted(warning) for warning in found.document["warnings"]]
    watch("cuts", 0, 0)
    return _Found(
        told, cuts.every(found) if whole else {}, computing.digest(concept_map, collected)
    )


@dataclass(frozen=True)
class _Found:
    told: dict[str, Any]
    parts: dict[int, dict[str, Any]]
    """Number of clusters -> what is known of them."""
    drawn_from: str


@transaction.atomic
def _keep(concept_map: ConceptMap, found: _Found, *, whole: bool, gone: int) -> None:
    Study.objects.select_for_update(of=("self",)).get(pk=concept_map.study_id)
    if release.n_withdrawn(concept_map.study) != gone:  # somebody withdrew while it was drawn
        for told in (found.told, *found.parts.values()):
            computing.without_labels(told)
        computing.without_gone(found.told, release.pseudonyms(concept_map.study))
    Document.objects.update_or_create(
        concept_map=concept_map, defaults={"content": Document.written(found.told), "whole": whole}
    )
    cuts.keep(concept_map, found.parts)
    own = ConceptMap.objects.filter(pk=concept_map.pk)
    own.update(drawn_from=found.drawn_from)
    if whole:
        own.update(
            state=ConceptMap.State.DRAWN, stage="", done=0, total=0, finished_at=timezone.now()
        )
