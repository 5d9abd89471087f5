"""Whoever signs in is staff, with a second factor and a current role; else no page opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from werkwijs.accounts import passing, sessions
from werkwijs.accounts.models import Membership, Notice, User
from werkwijs.lib.words import say

SETTING_UP = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "account_logout",
}
"""All that opens before there is a second factor (besides what is open to everybody)."""
UNINTERRUPTED = {
    "accounts:notices",
    "account_logout",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
}
"""Pages on which a notice waits."""


class StaffOnly:
    """Before a page opens: a current role, a second factor, shown since signing in, not too long ago.

    Who has no role any more, was away too long, or did not show the factor they have, is signed out
    and goes on as anybody. Who has no factor yet gets to the pages to set one up.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        user = request.user
        if not isinstance(user, User):
            return None
        is_open = not getattr(view, "login_required", True)
        name = request.resolver_match.view_name if request.resolver_match else ""
        works, has_factor, has_notice = _standing(user)
        passed = passing.has_passed(request, user)
        why = sessions.over(request.session)
        if not works:
            why = "left"
        elif has_factor and not passed:
            why = why or "factor"
        if why:
            logout(request)
            messages.warning(request, say("accounts.signed_out_because", why))
            return None if is_open else redirect_to_login(_way_back(request))
        if is_open:
            return None
        if not has_factor:
            return None if name in SETTING_UP else redirect("mfa_index")
        if has_notice and name not in UNINTERRUPTED and _looks_at_a_page(request):
            return redirect("accounts:notices")
        return None


def _standing(user: User) -> tuple[bool, bool, bool]:
    """Works somewhere, has a second factor, has a notice waiting: asked in one question."""
    mine = {"user": OuterRef("pk")}
    found: tuple[bool, bool, bool] = (
        User.objects.filter(pk=user.pk, is_active=True)
        .values_list(
            Exists(Membership.objects.current().filter(**mine)),
            Exists(Authenticator.objects.filter(**mine, type__in=passing.FACTORS)),
            Exists(Notice.objects.filter(**mine, seen_at=None)),
        )
        .first()
    ) or (False, False, False)
    return found


def _way_back(request: HttpRequest) -> str:
    """The page they were on. What a form did cannot be gone back to."""
    return request.get_full_path() if request.method == "GET" else "/"


def _looks_at_a_page(request: HttpRequest) -> bool:
    """Not a form that was sent, nor a script that asks something: nothing of theirs is lost."""
    return request.method == "GET" and "text/html" in request.headers.get("Accept", "text/html")
