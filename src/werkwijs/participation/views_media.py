"""Pictures and recordings of statements, for those who take part in the study."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from werkwijs.participation import person
from werkwijs.participation.models import Participant
from werkwijs.studies import media
from werkwijs.studies.models import Statement


@require_safe
@person.page
def picture(request: HttpRequest, participant: Participant, statement: int) -> HttpResponse:
    return _handed(request, participant, statement, media.picture)


@require_safe
@person.page
def sound(request: HttpRequest, participant: Participant, statement: int) -> HttpResponse:
    return _handed(request, participant, statement, media.sound)


def _handed(
    request: HttpRequest,
    participant: Participant,
    statement: int,
    read: Callable[[Statement], media.Found | None],
) -> HttpResponse:
    about = get_object_or_404(Statement, pk=statement, study=participant.study, dropped_at=None)
    found = read(about)
    if found is None:
        raise Http404
    return media.answer(request, found)
