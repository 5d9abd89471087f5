"""Everybody's answers by pseudonym, for a researcher who has to compute it all again.

Made on request, with a reason that is logged; gone after a day, or as soon as anybody withdraws. Who withdrew
is never in it: once the answers are others than those the map was drawn from, there is no bundle of that map.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

import mapreport.bundle
from conceptmapping.errors import Fault, Language, UnsoundStudy
from werkwijs.accounts.models import User
from werkwijs.analysis import computing
from werkwijs.analysis.models import ConceptMap, Publication, RowsBundle
from werkwijs.lib import jobs
from werkwijs.lib.impossible import Impossible
from werkwijs.lib.tidying import one_line
from werkwijs.participation import release
from werkwijs.studies import log
from werkwijs.studies.models import Study

JOB = "analysis.bundle"
LASTS = timedelta(days=1)


@transaction.atomic
def ask(
    publication: Publication, *, reason: str, by: User, request: HttpRequest | None = None
) -> RowsBundle:
    """Have it made.

    Raises
    ------
    Impossible
        Nobody said what it is for, or the publication is not ready.
    """
    reason = one_line(reason, 300)
    if not reason:
        raise Impossible("analysis.bundle_needs_reason")
    if publication.state != Publication.State.READY:
        raise Impossible("analysis.share_not_ready")
    made: RowsBundle = RowsBundle.objects.create(
        publication=publication, reason=reason, asked_by=by
    )
    jobs.ask(JOB, made.key)
    log.note(
        "analysis.bundle_asked",
        made.publication.concept_map.study,
        about=made,
        by=by,
        reason=made.reason,
        request=request,
    )
    return made


def waiting() -> Iterable[uuid.UUID]:
    """Those that were asked and not made; looked at now and then, so old ones go on the way."""
    tidy()
    asked = RowsBundle.objects.filter(content=None, problem={}, asked_at__gt=timezone.now() - LASTS)
    return asked.values_list("key", flat=True)  # type: ignore[no-any-return]


def make(key: uuid.UUID) -> None:
    """Compute the map again, and pack it with the answers it was computed from."""
    tidy()
    bundle = RowsBundle.objects.select_related("publication__concept_map__study").filter(key=key)
    asked = bundle.first()
    if asked is None or asked.content is not None:
        return
    publication = asked.publication
    concept_map: ConceptMap = publication.concept_map
    study = concept_map.study
    gone = release.n_withdrawn(study)
    try:
        collected = release.study(study)
        if computing.digest(concept_map, collected) != concept_map.drawn_from:
            bundle.update(problem=computing.in_each_language("publish_changed"))
            return
        found = computing.compute(concept_map, collected, each_sorter=True, **publication.decided)
        language: Language = "en" if publication.language == "en" else "nl"
        packed = mapreport.bundle.render(found, language, rows=True)
    except (Fault, UnsoundStudy) as wrong:
        bundle.update(problem=computing.said(wrong))
        return
    with transaction.atomic():
        Study.objects.select_for_update(of=("self",)).get(pk=study.pk)
        if release.n_withdrawn(study) != gone:  # somebody withdrew while it was made
            bundle.delete()
        else:
            bundle.update(content=packed)


def tidy() -> None:
    """Those of more than a day ago are gone."""
    RowsBundle.objects.filter(asked_at__lte=timezone.now() - LASTS).delete()


def forget(study: Study) -> None:
    """Somebody withdrew: no bundle holds their answers any more."""
    RowsBundle.objects.filter(publication__concept_map__study=study).delete()


def fetch(bundle: RowsBundle, *, by: User, request: HttpRequest | None = None) -> bytes:
    """What is in it; every time it is fetched is logged.

    Raises
    ------
    Impossible
        It is not there yet.
    """
    if bundle.content is None:
        raise Impossible("analysis.bundle_not_yet")
    log.note(
        "analysis.bundle_fetched",
        bundle.publication.concept_map.study,
        about=bundle,
        by=by,
        reason=bundle.reason,
        request=request,
    )
    return bytes(bundle.content)
