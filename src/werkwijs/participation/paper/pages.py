"""What every page about the paper of one participant begins with."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from werkwijs.lib.words import say
from werkwijs.participation import consenting
from werkwijs.participation.models import Participant
from werkwijs.studies import pages
from werkwijs.studies.models import Phase, Study

View = Callable[..., HttpResponse]


def of_participant(view: View) -> View:
    """A page for who runs the study; the view is handed study and participant. Who withdrew is not found."""

    @pages.running
    @wraps(view)
    def page(request: HttpRequest, study: Study, number: int, **kwargs: Any) -> HttpResponse:
        found = (
            Participant.objects.staying()
            .filter(study=study, number=number)
            .select_related("study__organisation", "group")
            .first()
        )
        if found is None:
            raise Http404
        return view(request, study, found, **kwargs)

    return page


def agreed_first(view: View) -> View:
    """Nothing is typed in of somebody whose yes was not recorded: that comes first."""

    @of_participant
    @wraps(view)
    def page(
        request: HttpRequest, study: Study, participant: Participant, **kwargs: Any
    ) -> HttpResponse:
        if study.phase == Phase.CLOSED:
            messages.warning(request, say("participation.paper_closed"))
            return redirect("taking_part:paper_person", study.slug, participant.number)
        if lacking := consenting.lacks(participant):
            messages.warning(request, say("participation.paper_consent_first", lacking))
            return redirect("taking_part:paper_consent", study.slug, participant.number)
        return view(request, study, participant, **kwargs)

    return page


def key_of(request: HttpRequest) -> uuid.UUID | None:
    """The key of a form, by which sending it twice is seen."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return None
