"""What the room below tells is written down: who came in, who did not, whose factors and roles changed.

Signals are used here and nowhere else: signing in happens inside allauth, which knows neither of our rooms,
and tells of it by signals only. What our own room ``accounts`` does, it tells by `werkwijs.accounts.telling`.
"""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as factors
from django.contrib.auth import signals as auth
from django.db.models import Model
from django.http import HttpRequest

from werkwijs.accounts.models import User
from werkwijs.audit.noting import NOBODY, SYSTEM, note


def hear(
    event: str,
    *,
    by: User | None,
    about: Model | str,
    organisation: int | None,
    reason: str,
    request: HttpRequest | None,
) -> None:
    """An act of ``accounts``. Without an organisation it is written for each the person works for.

    Nobody in particular did it on a page that is open to all; without a page it was a command.
    """
    if organisation is not None or not isinstance(about, User):
        organisations: list[int | None] = [organisation]
    else:
        organisations = _organisations(about)
    for one in organisations:
        note(
            event,
            by=by or (SYSTEM if request is None else NOBODY),
            about=about,
            organisation=one,
            reason=reason,
            request=request,
        )


def listen() -> None:
    """Called once, when the room opens. Django keeps weak references: the functions are the module's."""
    account.user_logged_in.connect(_signed_in)
    auth.user_logged_out.connect(_signed_out)
    auth.user_login_failed.connect(_failed)
    account.password_changed.connect(_password_changed)
    account.password_set.connect(_password_changed)
    factors.authenticator_added.connect(_factor_added)
    factors.authenticator_removed.connect(_factor_removed)
    factors.authenticator_reset.connect(_codes_made)
    factors.authentication_failed.connect(_factor_failed)


def _signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    _write("accounts.signed_in", user, request)


def _signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    if isinstance(user, User):
        _write("accounts.signed_out", user, request)


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """Whose address it was is known only where an account has it; the address itself is not kept."""
    email = str(credentials.get("email") or "").lower()
    user = User.objects.filter(email=email).first()
    for organisation in _organisations(user):
        note(
            "accounts.sign_in_failed",
            by=NOBODY,
            about=user or "",
            organisation=organisation,
            request=request,
        )


def _password_changed(request: HttpRequest, user: User, **_: Any) -> None:
    _write("accounts.password_changed", user, request)


def _factor_added(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    _write(f"accounts.factor_added_{authenticator.type}", user, request)


def _factor_removed(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    _write(f"accounts.factor_removed_{authenticator.type}", user, request)


def _codes_made(request: HttpRequest, user: User, **_: Any) -> None:
    _write("accounts.codes_made", user, request)


def _factor_failed(request: HttpRequest, user: User, **_: Any) -> None:
    for organisation in _organisations(user):
        note(
            "accounts.factor_failed",
            by=NOBODY,
            about=user,
            organisation=organisation,
            request=request,
        )


def _write(event: str, user: User, request: HttpRequest) -> None:
    for organisation in _organisations(user):
        note(event, by=user, about=user, organisation=organisation, request=request)


def _organisations(user: User | None) -> list[int | None]:
    """Where a line about somebody can be read: at each organisation they work for, or have last."""
    if user is None:
        return [None]
    current: list[int | None] = list(
        user.memberships.current().values_list("organisation", flat=True).distinct().order_by()
    )
    if current:
        return current
    last = user.memberships.order_by("-ended_at").values_list("organisation", flat=True).first()
    return [last]
