"""What somebody who takes part can do now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from werkwijs.participation import device, person, release, tasks
from werkwijs.participation.models import Participant
from werkwijs.studies import texts
from werkwijs.studies.models import Phase, Study

TOLD = {
    Phase.IDEAS: "thanks",
    Phase.STATEMENTS: "wait",
    Phase.SORTING: "thanks",
    Phase.MAP: "result",
    Phase.CLOSED: "closed",
}
"""What is told in each phase to who has nothing to do."""


@person.page
def home(request: HttpRequest, participant: Participant) -> HttpResponse:
    every = tasks.tasks_for(participant)
    now = tasks.next_of(every)
    study = participant.study
    return render(
        request,
        "participation/home.html",
        {
            "tasks": every,
            "now": now,
            "study": study,
            "told": [] if now else _told(study, easy=participant.easy),
            "result": release.result_address(study),
            "shared": device.is_shared(request),
        },
    )


def _told(study: Study, *, easy: bool) -> list[str]:
    """What the study says to who has nothing to do now, line by line."""
    key = TOLD.get(Phase(study.phase))
    return texts.text(study, key, easy).splitlines() if key else []
