"""Somebody who runs a study says to leave a sort out of the map, or to let it count again; with a reason.

It is advice: the sort stays, and the map decides and prints the reason.
"""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.participation.models import Exclusion, Participant
from werkwijs.studies import log


@transaction.atomic
def exclude(
    participant: Participant, *, reason: str, by: User, request: HttpRequest | None = None
) -> Exclusion:
    """Advise against this sort. Advised against already: the first reason stays."""
    Participant.objects.select_for_update().get(pk=participant.pk)
    standing: Exclusion | None = participant.exclusions.filter(lifted_at=None).first()
    if standing is not None:
        return standing
    exclusion = Exclusion.objects.create(participant=participant, reason=reason, by=by)
    log.note("participation.excluded", participant.study, about=participant, by=by, request=request)
    return exclusion


@transaction.atomic
def include(
    participant: Participant, *, reason: str, by: User, request: HttpRequest | None = None
) -> None:
    """The sort counts again. What was said before is kept."""
    lifted = participant.exclusions.filter(lifted_at=None).update(
        lifted_at=timezone.now(), lifted_reason=reason
    )
    if lifted:
        log.note(
            "participation.included", participant.study, about=participant, by=by, request=request
        )
