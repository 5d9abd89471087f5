"""The second factor: who has one, and whether it was shown since signing in. There is no way around it."""

from __future__ import annotations

import time

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest

from werkwijs.accounts.models import User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts: an app with codes, or a passkey. Recovery codes come with one of these."""


def factors(user: User) -> QuerySet[Authenticator]:
    return Authenticator.objects.filter(user=user, type__in=FACTORS)


def has_passed(request: HttpRequest, user: User) -> bool:
    """Was a second factor of this person shown since signing in?"""
    return any(
        record.get("method") == "mfa" for record in get_authentication_records(request, user)
    )


def pass_with(request: HttpRequest, user: User, factor: Authenticator) -> None:
    """They set it up just now, with a code of it: that was showing it."""
    record_authentication(request, user, "mfa", id=factor.pk, type=factor.type)


def recently(request: HttpRequest, user: User) -> bool:
    """Did they prove just now who they are, with the factor where they have one?"""
    wanted = {"mfa"} if factors(user).exists() else {"mfa", "password", "socialaccount"}
    proofs = [r["at"] for r in get_authentication_records(request, user) if r["method"] in wanted]
    return bool(proofs) and time.time() - max(proofs) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def may_remove(factor: Authenticator) -> bool:
    """The last one stays: whoever wants another adds that first."""
    if factor.type not in FACTORS:
        return True
    return Authenticator.objects.filter(user_id=factor.user_id, type__in=FACTORS).count() > 1
