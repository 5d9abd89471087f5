"""Many people in one room: the facilitator's page, the projector, and the pause on everybody's own device."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkwijs.accounts.who import signed_in
from werkwijs.lib import qr
from werkwijs.participation import inviting, meetings, person
from werkwijs.participation.models import Participant
from werkwijs.studies import pages
from werkwijs.studies.models import Study

ACTS = {
    "start": meetings.start,
    "pause": meetings.pause,
    "resume": meetings.resume,
    "end": meetings.end,
}


@require_safe
@pages.running
def meeting(request: HttpRequest, study: Study) -> HttpResponse:
    """The facilitator's page: what to press, who is in, who is busy."""
    found = meetings.current(study)
    return pages.show(
        request,
        study,
        "participation/meeting/facilitator.html",
        meeting=found,
        state=meetings.state(found),
        room=meetings.room(found) if found else None,
        tasks=meetings.task_now(study),
        open_phase=study.phase in inviting.OPEN_PHASES,
    )


@require_POST
@pages.running
def act(request: HttpRequest, study: Study) -> HttpResponse:
    """Open the room, start, pause, go on, end. An act that no longer fits changes nothing."""
    found, wanted = meetings.current(study), request.POST.get("act", "")
    if wanted == "open" and study.phase in inviting.OPEN_PHASES:
        meetings.open_room(study, by=signed_in(request), request=request)
    elif found is not None and wanted in ACTS:
        ACTS[wanted](found, by=signed_in(request), request=request)
    return redirect("taking_part:meeting", study.slug)


@require_safe
@pages.running
def projector(request: HttpRequest, study: Study) -> HttpResponse:
    """For the wall: how to come in, how many are in, how many are busy. Nobody's pseudonym, no groups."""
    found = meetings.latest(study)
    if found is None or found.join_code is None:
        return redirect("taking_part:meeting", study.slug)
    invitation = inviting.shown(found.join_code)
    room = meetings.room(found)
    return render(
        request,
        "participation/meeting/projector.html",
        {
            "study": study,
            "state": meetings.state(found),
            "invitation": invitation,
            "site": inviting.site(),
            "qr": qr.svg(invitation.address, scale=8),
            "people": len(room.people),
            "busy": len(room.busy),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@person.known
def pause(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Does this page have to wait? Asked by the device of who is in a room; or told: I am at home."""
    found = meetings.of_participant(participant)
    if request.method == "POST":
        answer = redirect("participation:home")
        if found is not None and meetings.may_be_at_home(found, participant):
            answer.set_cookie(
                meetings.AT_HOME,
                str(found.pk),
                secure=settings.HTTPS,
                httponly=True,
                samesite="Lax",
            )
        return answer
    if found is not None and meetings.said_at_home(request, found, participant):
        found = None
    return JsonResponse({"state": meetings.state(found)})
