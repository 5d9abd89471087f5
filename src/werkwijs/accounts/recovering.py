"""Somebody lost their second factor: two colleagues together take it away.

Both are administrators of the organisation. Where there are not two besides the person, one of the two may
be a facilitator. Nobody does it for themselves, and the second is another than the first. Within a day, or
it starts over. Both must be known here for a week, or since the organisation began: else one administrator
could invite a second self. Somebody who works for several organisations is helped at the machine only, so
that no organisation can open the door of another.
"""

from __future__ import annotations

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts import notices, sessions, telling
from werkwijs.accounts.models import Membership, Organisation, Recovery, Role, User
from werkwijs.accounts.staffing import roles_of, works_elsewhere_too

LASTS = timedelta(days=1)
KNOWN_AFTER = timedelta(days=7)


class MayNotRecover(Exception):
    """Somebody may not help; ``why`` is a member of the words ``recovery_refused``."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def open_for(user: User, organisation: Organisation) -> Recovery | None:
    """What a colleague asked and still stands for; who left meanwhile does not count as one of the two."""
    here = Membership.objects.current().filter(organisation=organisation)
    found: Recovery | None = (
        Recovery.objects.open()
        .select_related("asked_by")
        .filter(user=user, organisation=organisation, asked_by__in=here.values("user"))
        .first()
    )
    return found


def refusal(helper: User, user: User, organisation: Organisation) -> str:
    """Why ``helper`` may not help ``user``: a member of ``recovery_refused``, or "" when they may."""
    if helper.pk == user.pk:
        return "yourself"
    if not roles_of(user, organisation):
        return "not_here"
    if works_elsewhere_too(user, organisation):
        return "elsewhere"
    roles = roles_of(helper, organisation)
    if roles and not _known_here(helper, organisation):
        return "new_here"
    if Role.ADMINISTRATOR in roles:
        return _same_person(helper, user, organisation)
    if Role.FACILITATOR not in roles:
        return "role"
    others = (
        Membership.objects.current()
        .filter(organisation=organisation, role=Role.ADMINISTRATOR)
        .exclude(user=user)
    )
    if others.count() != 1:
        return "role"
    asked = open_for(user, organisation)
    if asked and not asked.asked_by.has_role(organisation, Role.ADMINISTRATOR):
        return "administrator_needed"
    return _same_person(helper, user, organisation)


def _known_here(helper: User, organisation: Organisation) -> bool:
    """For a week already, or since the organisation began; else one person could invite a second self."""
    first = (
        Membership.objects.current()
        .filter(user=helper, organisation=organisation)
        .order_by("started_at")
        .first()
    )
    if first is None:
        return False
    began_with_it = first.started_at <= organisation.created_at + KNOWN_AFTER
    return began_with_it or first.started_at <= timezone.now() - KNOWN_AFTER


def _same_person(helper: User, user: User, organisation: Organisation) -> str:
    asked = open_for(user, organisation)
    return "same_person" if asked and asked.asked_by_id == helper.pk else ""


@transaction.atomic
def help_back(
    user: User,
    organisation: Organisation,
    *,
    by: User,
    reason: str,
    request: HttpRequest | None = None,
) -> Recovery:
    """The first person asks, the second confirms; then the factors are gone and every session ends.

    Raises
    ------
    MayNotRecover
        For themselves, twice the same, or without the role for it.
    """
    User.objects.select_for_update().get(pk=user.pk)
    if why := refusal(by, user, organisation):
        raise MayNotRecover(why)
    asked = open_for(user, organisation)
    if asked is None:
        made: Recovery = Recovery.objects.create(
            user=user,
            organisation=organisation,
            asked_by=by,
            reason=reason[:300],
            expires_at=timezone.now() + LASTS,
        )
        _tell("recovery_asked", made, by, reason, request)
        return made
    asked.confirmed_by, asked.confirmed_reason = by, reason[:300]
    asked.confirmed_at = timezone.now()
    asked.save(update_fields=["confirmed_by", "confirmed_reason", "confirmed_at"])
    _take_away(user)
    notices.give(user, "factors_removed", first=asked.asked_by.name, second=by.name)
    _tell("recovery_confirmed", asked, by, reason, request)
    return asked


@transaction.atomic
def withdraw(recovery: Recovery, *, by: User, request: HttpRequest | None = None) -> None:
    """It was a mistake, or the phone was found. After it was confirmed this changes nothing."""
    if Recovery.objects.open().filter(pk=recovery.pk).update(withdrawn_at=timezone.now()):
        _tell("recovery_withdrawn", recovery, by, "", request)


@transaction.atomic
def at_the_machine(user: User, *, reason: str) -> None:
    """Whoever runs the server takes the factors away, for who has nobody to do so."""
    _take_away(user)
    notices.give(user, "factors_removed_at_machine")
    telling.tell("recovered_at_machine", by=None, about=user, reason=reason)


def _take_away(user: User) -> None:
    Authenticator.objects.filter(user=user).delete()
    sessions.end(user)


def _tell(
    event: str, recovery: Recovery, by: User, reason: str, request: HttpRequest | None
) -> None:
    telling.tell(
        event,
        by=by,
        about=recovery.user,
        organisation=recovery.organisation_id,
        reason=reason,
        request=request,
    )
