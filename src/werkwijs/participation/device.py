"""A device changes hands: it opens for somebody, is wiped after them, or waits for the next person."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from werkwijs.participation import draft, inviting, person
from werkwijs.participation.models import JoinCode, Participant

TABLET = "tablet"
"""The cookie of a tablet that goes round: which join code it serves, never whom."""
MONTH = 30 * 24 * 3600
CARD_SECONDS = 120
"""So long a tablet that goes round remembers which card was scanned, until somebody presses the button."""


def serves(request: HttpRequest) -> JoinCode | None:
    """The join code of a tablet that goes round, where people can still join with it."""
    try:
        pk = signing.loads(request.COOKIES.get(TABLET, ""), salt=TABLET, max_age=MONTH)
    except signing.BadSignature:
        return None
    code = inviting.by_id(pk)
    return code if code is not None and code.shared_device else None


def is_shared(request: HttpRequest) -> bool:
    """Whether the present person uses a tablet that goes round."""
    access = person.access_of(request)
    return bool(access and access.join_code and access.join_code.shared_device)


def begin(request: HttpRequest, code: JoinCode) -> HttpResponse:
    """Somebody new begins here with a join code; who was here before can no longer be reached."""
    response = redirect("participation:question_next")
    if person.access_of(request) is not None:
        person.let_go(request, response)
    if code.shared_device:
        response.set_cookie(
            TABLET,
            signing.dumps(code.pk, salt=TABLET),
            max_age=MONTH,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )
    response.delete_cookie(person.CARD, samesite="Lax")
    return draft.keep(response, draft.begin(code))


def hold(response: HttpResponse, written: str) -> HttpResponse:
    """Remember a scanned card for as long as it takes to press the button."""
    response.set_cookie(
        person.CARD,
        signing.dumps(written, salt=person.CARD),
        max_age=CARD_SECONDS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def held(request: HttpRequest) -> str:
    """The code of the card that was scanned just now; "" where none was."""
    try:
        found: str = signing.loads(
            request.COOKIES.get(person.CARD, ""), salt=person.CARD, max_age=CARD_SECONDS
        )
    except signing.BadSignature:
        return ""
    return found


def open_for(request: HttpRequest, participant: Participant, page: str) -> HttpResponse:
    """The device is this person's now: on a tablet until the next person, else for as long as they wish."""
    response = redirect(page)
    if person.access_of(request) is not None:
        person.let_go(request, response)
    draft.forget(response)
    response.delete_cookie(person.CARD, samesite="Lax")
    tablet = serves(request)
    Participant.objects.filter(pk=participant.pk).update(seen_at=timezone.now())
    person.let_in(response, participant, shared=tablet is not None, join_code=tablet)
    return response


def wipe(request: HttpRequest) -> HttpResponse:
    """Nothing of the person is left on this device; it waits for the next."""
    response = redirect("participation:start")
    if is_shared(request):
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    person.let_go(request, response)
    return response
