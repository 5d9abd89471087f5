"""Who takes part on this device: a cookie of its own, apart from that of who signs in.

The cookie holds a secret that the database knows only as it looks up (`Access`). Ending the access ends it
at once, on every page, whatever the browser still remembers.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone, translation

from werkwijs.lib import codes
from werkwijs.participation import consenting
from werkwijs.participation.models import Access, JoinCode, Participant
from werkwijs.studies.models import Study

COOKIE = "__Host-meedoen" if settings.HTTPS else "meedoen"
OWN_DEVICE = timedelta(days=60)
SHARED_DEVICE = timedelta(hours=12)
PURPOSE = "device"
BEGUN = "begonnen"
"""The cookie that holds what somebody answered before they take part; see `draft`."""
CARD = "kaart"
"""The cookie of a return card that was scanned on a tablet that goes round; see `device`."""
ALSO_FORGOTTEN = (BEGUN, CARD, "messages")

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Participant, P], HttpResponse]


def page(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page for somebody who takes part and agreed to it; the view is handed the participant.

    Without a participant, a page leads to the start. Where a yes is lacking, it leads to the consent text, or
    tells what is waited for. A call of our own scripts is answered 401, or 403.
    """

    @wraps(view)
    def agreed(
        request: HttpRequest, participant: Participant, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if lacking := consenting.lacks(participant):
            if _by_script(request):
                return JsonResponse({"problem": f"lacks_{lacking}"}, status=403)
            return redirect(
                "participation:consent" if lacking == "yes" else "participation:waiting"
            )
        return view(request, participant, *args, **kwargs)

    return known(agreed)


def known(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page for somebody who takes part, whether they agreed yet or not: help, worry, stopping."""

    @login_not_required
    @wraps(view)
    def shown(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        access = access_of(request)
        if access is None:
            if _by_script(request):
                return JsonResponse({"problem": "nobody"}, status=401)
            return redirect("participation:start")
        request.access = access  # type: ignore[attr-defined]
        request.participant = access.participant  # type: ignore[attr-defined]
        speak(request, access.participant.study)
        return view(request, access.participant, *args, **kwargs)

    return shown


def _by_script(request: HttpRequest) -> bool:
    return "application/json" in (request.content_type, request.headers.get("Accept"))


def access_of(request: HttpRequest) -> Access | None:
    """The access of this device, where it still opens something; looked up once for a request."""
    secret = request.COOKIES.get(COOKIE, "")
    if not secret:
        return None
    if not hasattr(request, "access_found"):
        request.access_found = _access(secret)  # type: ignore[attr-defined]
    found: Access | None = request.access_found  # type: ignore[attr-defined]
    return found


def _access(secret: str) -> Access | None:
    now = timezone.now()
    found = Access.objects.filter(
        kind=Access.Kind.DEVICE,
        stored=codes.looked_up(PURPOSE, secret),
        revoked_at=None,
        expires_at__gt=now,
        participant__withdrawn_at=None,
    )
    return next(iter(found.select_related("participant__study")), None)


def speak(request: HttpRequest, study: Study) -> None:
    """The study's own language, where nobody chose one on this device."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(study.language)  # until the end of the request, see `lib.language`
        request.LANGUAGE_CODE = study.language  # type: ignore[attr-defined]


def let_in(
    response: HttpResponse,
    participant: Participant,
    *,
    shared: bool,
    join_code: JoinCode | None = None,
) -> Access:
    """From now on the device is the participant's; shared: until the next person, a day at most."""
    secret = secrets.token_urlsafe(24)
    lasts = SHARED_DEVICE if shared else OWN_DEVICE
    access = Access.objects.create(
        participant=participant,
        kind=Access.Kind.DEVICE,
        stored=codes.looked_up(PURPOSE, secret),
        join_code=join_code,
        expires_at=timezone.now() + lasts,
    )
    response.cookies.pop(COOKIE, None)  # a cookie that was deleted in the same answer stays deleted
    response.set_cookie(
        COOKIE,
        secret,
        max_age=None if shared else int(lasts.total_seconds()),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return access


def let_go(request: HttpRequest, response: HttpResponse) -> None:
    """Nothing of the participant can be reached from this device any more."""
    access = access_of(request)
    if access is not None:
        # not `save`: after a withdrawal its row is gone
        Access.objects.filter(pk=access.pk).update(revoked_at=timezone.now())
    for cookie in (COOKIE, *ALSO_FORGOTTEN):
        response.delete_cookie(cookie, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
