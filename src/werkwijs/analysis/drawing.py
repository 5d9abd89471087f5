"""What the job does: the points first, so that there is something to look at, then how certain they are.

Every step may be cut off and begun anew: it writes what it found once, at its end, and begins from the study.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

import conceptmapping as cm
from conceptmapping.errors import Fault, UnsoundStudy
from conceptmapping.settings import Settings
from werkwijs.analysis import forgetting
from werkwijs.analysis.models import ConceptMap, Document
from werkwijs.lib.words import LANGUAGES
from werkwijs.participation import release
from werkwijs.studies.models import Study

JOB = "analysis.draw"
TAKES_LONGER = {"bootstrap": 0, "permutations": 0, "split_halves": 0}
"""Left out at first."""
ABOUT_ONE_PERSON: dict[str, Any] = {
    "flags": [],
    "quality": [],
    "logics": {"merges": [], "participants": [], "groups": []},
}
"""Parts with a line for each sorter. They are not kept: who withdraws would stand there still."""
TELLS_EVERY = 0.5
"""Seconds between two times of writing down how far it is."""


class Stopped(Exception):
    """Somebody had it stopped."""


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


def settings(chosen: Mapping[str, Any]) -> Settings:
    """The settings of a map, complete.

    Raises
    ------
    conceptmapping.errors.Fault
        One of them makes no sense.
    """
    told = dict(chosen)
    if told.get("group"):
        told["group"] = tuple(told["group"])
    return Settings(**told)


def _draw(key: uuid.UUID, *, whole: bool) -> None:
    State = ConceptMap.State
    concept_map = ConceptMap.objects.select_related("study").get(key=key)
    if not concept_map.goes_on:
        return
    pk = concept_map.pk
    own = ConceptMap.objects.filter(pk=pk)
    own.update(state=State.DRAWING)
    chosen = dict(concept_map.settings) | ({} if whole else TAKES_LONGER)
    gone = release.n_withdrawn(concept_map.study)
    try:
        told = _tell(concept_map.study, chosen, _Watch(pk))
    except Stopped:
        own.update(state=State.STOPPED, finished_at=timezone.now())
    except (Fault, UnsoundStudy) as wrong:
        own.update(state=State.FAILED, finished_at=timezone.now(), problem=_said(wrong))
    else:
        _keep(concept_map, told, whole=whole, gone=gone)


def _tell(study: Study, chosen: Mapping[str, Any], watch: _Watch) -> dict[str, Any]:
    watch("read", 0, 0)
    found = cm.concept_map(release.study(study), progress=watch, **vars(settings(chosen)))
    return dict(found.document) | ABOUT_ONE_PERSON


@transaction.atomic
def _keep(concept_map: ConceptMap, told: dict[str, Any], *, whole: bool, gone: int) -> None:
    Study.objects.select_for_update(of=("self",)).get(pk=concept_map.study_id)
    if release.n_withdrawn(concept_map.study) != gone:  # somebody withdrew while it was drawn
        forgetting.without_labels(told)
    Document.objects.update_or_create(
        concept_map=concept_map, defaults={"content": Document.written(told), "whole": whole}
    )
    if whole:
        ConceptMap.objects.filter(pk=concept_map.pk).update(
            state=ConceptMap.State.DRAWN, stage="", done=0, total=0, finished_at=timezone.now()
        )


def _said(wrong: Fault | UnsoundStudy) -> dict[str, str]:
    faults = wrong.faults if isinstance(wrong, UnsoundStudy) else [wrong]
    return {
        language: " ".join(f"{f.what(language)} {f.remedy(language)}".strip() for f in faults[:3])
        for language in LANGUAGES
    }


class _Watch:
    """Writes down how far it is, and looks whether somebody had it stopped."""

    def __init__(self, pk: int) -> None:
        self.own = ConceptMap.objects.filter(pk=pk)
        self.told = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self.told < TELLS_EVERY:
            return
        self.told = now
        if not self.own.filter(stop_asked_at=None).update(stage=stage, done=done, total=total):
            raise Stopped
