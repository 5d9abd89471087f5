"""Somebody asks for a map, or has it stopped."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.analysis import drawing
from werkwijs.analysis.models import ConceptMap
from werkwijs.audit import noting
from werkwijs.lib import jobs
from werkwijs.studies.models import Study


@transaction.atomic
def ask(
    study: Study, *, by: User, request: HttpRequest | None = None, **settings: Any
) -> ConceptMap:
    """Have a map drawn. The same that is being drawn already is not asked twice.

    Parameters
    ----------
    settings
        Those of `conceptmapping.settings.Settings` that are not as usual.

    Raises
    ------
    conceptmapping.errors.Fault
        A setting makes no sense.
    """
    drawing.settings(settings)
    Study.objects.select_for_update(of=("self",)).get(pk=study.pk)
    own = ConceptMap.objects.filter(study=study)
    for busy in own.filter(state__in=(ConceptMap.State.ASKED, ConceptMap.State.DRAWING)):
        if busy.settings == settings and busy.stop_asked_at is None:
            return busy  # type: ignore[no-any-return]
    number = (own.aggregate(n=Max("number"))["n"] or 0) + 1
    made: ConceptMap = ConceptMap.objects.create(
        study=study, number=number, settings=settings, asked_by=by
    )
    jobs.ask(drawing.JOB, made.key)
    _note("analysis.map_asked", made, by=by, request=request)
    return made


def stop(concept_map: ConceptMap, *, by: User, request: HttpRequest | None = None) -> None:
    """Leave off. What was drawn so far stays; stopping twice is once."""
    State = ConceptMap.State
    own = ConceptMap.objects.filter(pk=concept_map.pk, stop_asked_at=None)
    if own.filter(state__in=(State.ASKED, State.DRAWING)).update(stop_asked_at=timezone.now()):
        _note("analysis.map_stopped", concept_map, by=by, request=request)


def _note(
    event: str, concept_map: ConceptMap, *, by: User, request: HttpRequest | None = None
) -> None:
    study = concept_map.study
    noting.note(
        event,
        by=by,
        about=concept_map,
        study=study.slug,
        organisation=study.organisation_id,
        request=request,
    )
