"""The first organisation and its first administrator: by who runs the machine, not by a page."""

from __future__ import annotations

from urllib.parse import urlencode

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction
from django.utils import timezone

from werkwijs.accounts import inviting, telling
from werkwijs.accounts.models import Membership, Organisation, Role, User


@transaction.atomic
def found(organisation_name: str, email: str, name: str = "") -> str:
    """An organisation, and a link with which its first administrator and facilitator comes in.

    An organisation of that name is used as it is. Returns the whole address of the link; it works once,
    for seven days. ``name`` is filled in already on the page it opens.
    """
    organisation, made = Organisation.objects.get_or_create(name=organisation_name)
    if made:
        telling.tell("founded", by=None, about=organisation, organisation=organisation.pk)
    invitation = inviting.invite(
        email=email,
        roles=[Role.ADMINISTRATOR, Role.FACILITATOR],
        organisation=organisation,
        by=None,
    )
    return inviting.address_of(invitation) + (f"?{urlencode({'naam': name})}" if name else "")


@transaction.atomic
def demo_user(
    organisation: Organisation, *, email: str, name: str, password: str, roles: list[str]
) -> str:
    """Somebody invented, with a password and a real second factor; returns its secret, to be printed.

    The secret goes into an app for codes like any other: nothing is let through without one.
    """
    user = User.objects.create_user(email, password, name=name)
    Membership.objects.bulk_create(
        Membership(user=user, organisation=organisation, role=role, started_at=timezone.now())
        for role in roles
    )
    secret: str = generate_totp_secret()
    TOTP.activate(user, secret)
    telling.tell("demo_user_made", by=None, about=user, organisation=organisation.pk)
    return secret
