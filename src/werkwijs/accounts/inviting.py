"""Links that work once: to join an organisation, or to choose a new password.

The code of a link is computed, never stored (see `werkwijs.lib.codes`), so that an administrator can print
it again as long as it works. A letter can bring it; so can a piece of paper.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from werkwijs.accounts import sessions, telling
from werkwijs.accounts.models import Invitation, Membership, Organisation, Role, User
from werkwijs.lib import codes

PURPOSE = "invitation"
JOINING_LASTS = timedelta(days=7)
PASSWORD_LASTS = timedelta(days=1)


class LinkIsSpent(Exception):
    """The link was used, withdrawn or too old at the moment somebody wanted to use it."""


def tidy(email: str) -> str:
    return email.strip().lower()


def code_of(invitation: Invitation) -> str:
    return codes.link(PURPOSE, invitation.salt)


def address_of(invitation: Invitation) -> str:
    """The whole address, for copying, printing and scanning."""
    return settings.BASE_URL + reverse("accounts:welcome", args=[code_of(invitation)])


def find(code: str) -> Invitation | None:
    """The invitation of a code, while it works."""
    found: Invitation | None = (
        Invitation.objects.open()
        .select_related("organisation")
        .filter(stored=codes.looked_up(PURPOSE, code))
        .first()
    )
    return found


@transaction.atomic
def invite(
    *,
    email: str,
    roles: Collection[str],
    organisation: Organisation,
    by: User | None,
    request: HttpRequest | None = None,
) -> Invitation:
    """Invite somebody. Invited before and not come yet: the older link stops working."""
    email = tidy(email)
    Invitation.objects.open().filter(
        kind=Invitation.Kind.JOIN, organisation=organisation, email=email
    ).update(withdrawn_at=timezone.now())
    made = _make(
        kind=Invitation.Kind.JOIN,
        organisation=organisation,
        email=email,
        roles=sorted(Role(role) for role in roles),
        invited_by=by,
        expires_at=timezone.now() + JOINING_LASTS,
    )
    telling.tell("invited", by=by, about=made, organisation=organisation.pk, request=request)
    return made


@transaction.atomic
def let_choose_password(
    user: User,
    *,
    organisation: Organisation | None,
    by: User | None,
    request: HttpRequest | None = None,
) -> Invitation:
    """A link with which somebody chooses a new password. The second factor stays as it is."""
    Invitation.objects.open().filter(kind=Invitation.Kind.PASSWORD, email=user.email).update(
        withdrawn_at=timezone.now()
    )
    made = _make(
        kind=Invitation.Kind.PASSWORD,
        organisation=organisation,
        email=user.email,
        invited_by=by,
        expires_at=timezone.now() + PASSWORD_LASTS,
    )
    telling.tell(
        "password_link_made",
        by=by,
        about=user,
        organisation=organisation.pk if organisation else None,
        request=request,
    )
    return made


def _make(**facts: object) -> Invitation:
    salt = codes.new_salt()
    made: Invitation = Invitation.objects.create(
        salt=salt, stored=codes.looked_up(PURPOSE, codes.link(PURPOSE, salt)), **facts
    )
    return made


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User, request: HttpRequest | None = None) -> None:
    """The link stops working. Withdrawing twice, or after it was used, changes nothing."""
    changed = Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    )
    if changed:
        telling.tell(
            "invitation_withdrawn",
            by=by,
            about=invitation,
            organisation=invitation.organisation_id,
            request=request,
        )


@transaction.atomic
def join(invitation: Invitation, user: User, *, request: HttpRequest | None = None) -> None:
    """Somebody gets the roles of the invitation. A role they have already stays one role.

    Raises
    ------
    LinkIsSpent
        Somebody was faster, or the link was withdrawn meanwhile.
    """
    _spend(invitation)
    organisation = invitation.organisation
    if organisation is None:
        raise LinkIsSpent
    has = set(
        Membership.objects.current()
        .filter(user=user, organisation=organisation)
        .values_list("role", flat=True)
    )
    Membership.objects.bulk_create(
        Membership(user=user, organisation=organisation, role=role)
        for role in invitation.roles
        if role not in has
    )
    telling.tell("joined", by=user, about=user, organisation=organisation.pk, request=request)


@transaction.atomic
def join_as_new(
    invitation: Invitation, *, name: str, password: str | None, request: HttpRequest | None = None
) -> User:
    """Somebody makes an account with the invitation, with or without a password, and joins."""
    user = User.objects.create_user(invitation.email, password, name=name)
    join(invitation, user, request=request)
    return user


@transaction.atomic
def choose_password(
    invitation: Invitation, *, password: str, request: HttpRequest | None = None
) -> User:
    """The new password holds from now on; whoever was signed in with the old one is not any more."""
    _spend(invitation)
    user = User.objects.get(email=invitation.email)
    user.set_password(password)
    user.save(update_fields=["password"])
    sessions.end(user)
    telling.tell(
        "password_chosen",
        by=user,
        about=user,
        organisation=invitation.organisation_id,
        request=request,
    )
    return user


def _spend(invitation: Invitation) -> None:
    """It works once: of two at the same moment, one is the first."""
    if not Invitation.objects.open().filter(pk=invitation.pk).update(used_at=timezone.now()):
        raise LinkIsSpent
