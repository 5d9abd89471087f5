"""Roles of colleagues in an organisation: giving, taking, and leaving."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts import sessions, telling
from werkwijs.accounts.models import Invitation, Membership, Organisation, Role, User


class LastAdministrator(Exception):
    """Nobody would be left to invite colleagues and let them go; make somebody else administrator first."""


def colleagues(organisation: Organisation) -> QuerySet[User]:
    """Who works here now, by name."""
    current = Membership.objects.current().filter(organisation=organisation)
    return User.objects.filter(pk__in=current.values("user")).order_by("name", "email")


def leavers(organisation: Organisation) -> QuerySet[User]:
    """Who worked here, and does not any more."""
    once = Membership.objects.filter(organisation=organisation)
    return (
        User.objects.filter(pk__in=once.values("user"))
        .exclude(pk__in=once.filter(ended_at=None).values("user"))
        .order_by("name", "email")
    )


def roles_of(user: User, organisation: Organisation) -> list[str]:
    held = Membership.objects.current().filter(user=user, organisation=organisation)
    return sorted(held.values_list("role", flat=True))


def works_elsewhere_too(user: User, organisation: Organisation) -> bool:
    """Then one organisation alone may not open their account for them."""
    return bool(
        Membership.objects.current().filter(user=user).exclude(organisation=organisation).exists()
    )


@transaction.atomic
def change_roles(
    user: User,
    organisation: Organisation,
    roles: Collection[str],
    *,
    by: User,
    request: HttpRequest | None = None,
) -> None:
    """Somebody has exactly these roles from now on; none is leaving. Twice is once.

    Raises
    ------
    LastAdministrator
        The organisation would be left without one.
    """
    # One change at a time, so that two administrators cannot take the role from each other at once.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    now = timezone.now()
    wanted, held = {Role(role) for role in roles}, set(roles_of(user, organisation))
    if Role.ADMINISTRATOR in held - wanted and not (
        Membership.objects.current()
        .filter(organisation=organisation, role=Role.ADMINISTRATOR)
        .exclude(user=user)
        .exists()
    ):
        raise LastAdministrator
    Membership.objects.current().filter(
        user=user, organisation=organisation, role__in=held - wanted
    ).update(ended_at=now)
    Membership.objects.bulk_create(
        Membership(user=user, organisation=organisation, role=role, started_at=now)
        for role in sorted(wanted - held)
    )
    for role in sorted(wanted - held):
        _tell(f"role_given_{role}", user, organisation, by, request)
    for taken in sorted(held - wanted):
        _tell(f"role_taken_{taken}", user, organisation, by, request)


@transaction.atomic
def let_go(
    user: User, organisation: Organisation, *, by: User, request: HttpRequest | None = None
) -> None:
    """Somebody leaves: no page opens any more, and their sessions end where they work nowhere else.

    Links for colleagues they invited keep working: the invitation is the organisation's. Links
    they could use themselves stop.
    """
    if not roles_of(user, organisation):
        return
    change_roles(user, organisation, [], by=by, request=request)
    Invitation.objects.open().filter(email=user.email, organisation=organisation).update(
        withdrawn_at=timezone.now()
    )
    if not Membership.objects.current().filter(user=user).exists():
        sessions.end(user)
    _tell("left", user, organisation, by, request)


def _tell(
    event: str, user: User, organisation: Organisation, by: User, request: HttpRequest | None
) -> None:
    telling.tell(event, by=by, about=user, organisation=organisation.pk, request=request)
