"""Somebody asks for a map, or has it stopped."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.analysis import computing, drawing, sorters
from werkwijs.analysis.models import ConceptMap, Decision
from werkwijs.lib import jobs
from werkwijs.participation import release
from werkwijs.studies import log
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
        A setting makes no sense, or a group it speaks of is too small.
    """
    computing.settings(settings)
    Study.objects.select_for_update(of=("self",)).get(pk=study.pk)
    settings = computing.of_who_is_here(settings, release.pseudonyms(study))
    sorters.check(settings, sorters.of(study))
    own = ConceptMap.objects.filter(study=study)
    for busy in own.filter(state__in=(ConceptMap.State.ASKED, ConceptMap.State.DRAWING)):
        if busy.settings == settings and busy.stop_asked_at is None:
            return busy  # type: ignore[no-any-return]
    number = (own.aggregate(n=Max("number"))["n"] or 0) + 1
    made: ConceptMap = ConceptMap.objects.create(
        study=study, number=number, settings=settings, asked_by=by
    )
    jobs.ask(drawing.JOB, made.key)
    log.note("analysis.map_asked", made.study, about=made, by=by, request=request)
    return made


@transaction.atomic
def again(concept_map: ConceptMap, *, by: User, request: HttpRequest | None = None) -> ConceptMap:
    """Have the map drawn anew from the answers there are now; what was decided goes along.

    A name stays with a cluster of the same statements, a move with its statements; what no longer fits stays
    in the history and does nothing.
    """
    made = ask(concept_map.study, by=by, request=request, **concept_map.settings)
    if made.pk != concept_map.pk and not made.decisions.exists():
        Decision.objects.bulk_create(
            Decision(
                concept_map=made,
                kind=decision.kind,
                data=decision.data,
                reason=decision.reason,
                by_id=decision.by_id,
            )
            for decision in concept_map.decisions.filter(taken_back_at=None)
        )
    return made


def stop(concept_map: ConceptMap, *, by: User, request: HttpRequest | None = None) -> None:
    """Leave off. What was drawn so far stays; stopping twice is once."""
    State = ConceptMap.State
    own = ConceptMap.objects.filter(pk=concept_map.pk, stop_asked_at=None)
    if own.filter(state__in=(State.ASKED, State.DRAWING)).update(stop_asked_at=timezone.now()):
        log.note(
            "analysis.map_stopped", concept_map.study, about=concept_map, by=by, request=request
        )
