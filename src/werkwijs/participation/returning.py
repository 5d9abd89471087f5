"""Somebody comes back, on any device, with the card that is theirs: a link to scan, or eight digits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.audit import noting
from werkwijs.lib import codes
from werkwijs.participation import inviting
from werkwijs.participation.models import Access, JoinCode, Participant

PURPOSE = "return"
DIGITS = 8
LASTS = timedelta(days=365)
TRIES = 50


@dataclass(frozen=True)
class Card:
    """What stands on a return card."""

    address: str
    spoken: str
    site: str
    """Where the digits are typed in: "werkwijs.example/mee"."""


@transaction.atomic
def new_card(
    participant: Participant, *, salt: str = "", join_code: JoinCode | None = None
) -> Access:
    """A card that brings this person back; the card before it does so no more.

    Raises
    ------
    IntegrityError
        A card was made from this ``salt`` before.
    """
    Participant.objects.select_for_update().get(pk=participant.pk)
    revoke(participant)
    if salt:
        return _made(participant, salt, join_code)
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return _made(participant, codes.new_salt(), join_code)
        except IntegrityError:
            continue
    raise RuntimeError("No free code was found.")


@transaction.atomic
def start_over(participant: Participant, *, here: Access) -> None:
    """Somebody else may have the card: a new one, and every device but this one is closed."""
    new_card(participant)
    others = Access.objects.filter(participant=participant, kind=Access.Kind.DEVICE)
    others.filter(revoked_at=None).exclude(pk=here.pk).update(revoked_at=timezone.now())


def _made(participant: Participant, salt: str, join_code: JoinCode | None) -> Access:
    return Access.objects.create(
        participant=participant,
        kind=Access.Kind.RETURN,
        join_code=join_code,
        salt=salt,
        stored=codes.looked_up(PURPOSE, codes.link(PURPOSE, salt)),
        stored_spoken=codes.looked_up(PURPOSE, codes.spoken(PURPOSE, salt, DIGITS)),
        expires_at=timezone.now() + LASTS,
    )


def revoke(participant: Participant) -> None:
    """Nobody comes back with a card of this person any more; devices in use stay in use."""
    _cards(participant).update(revoked_at=timezone.now())


def card(participant: Participant) -> Card | None:
    """The card this person has now."""
    access = _cards(participant).order_by("-pk").first()
    if access is None:
        return None
    path = reverse("participation:back", args=[codes.link(PURPOSE, access.salt)])
    return Card(
        address=f"{settings.BASE_URL}{path}",
        spoken=codes.in_parts(_spoken(access), size=4),
        site=inviting.site(),
    )


def by_link(written: str) -> Participant | None:
    return _found(stored=codes.looked_up(PURPOSE, written))


def by_spoken(written: str) -> Participant | None:
    return _found(stored_spoken=codes.looked_up(PURPOSE, written))


@transaction.atomic
def print_again(participant: Participant, *, by: User) -> Card:
    """The card of a pseudonym, for who lost it; made where there is none."""
    if card(participant) is None:
        new_card(participant)
    _note("participation.card_printed", participant, by=by)
    found = card(participant)
    assert found is not None  # noqa: S101 - made above
    return found


@transaction.atomic
def replace(participant: Participant, *, by: User) -> None:
    """Somebody else may have seen the card: a new one, and the old one opens nothing."""
    new_card(participant)
    _note("participation.card_replaced", participant, by=by)


@transaction.atomic
def end_all(participant: Participant, *, by: User) -> None:
    """No card and no device of this pseudonym opens anything any more."""
    Access.objects.filter(participant=participant, revoked_at=None).update(
        revoked_at=timezone.now()
    )
    _note("participation.access_ended", participant, by=by)


def _cards(participant: Participant) -> QuerySet[Access]:
    return Access.objects.filter(
        participant=participant,
        kind=Access.Kind.RETURN,
        revoked_at=None,
        expires_at__gt=timezone.now(),
    )


def _found(**how: str) -> Participant | None:
    access = (
        Access.objects.filter(
            kind=Access.Kind.RETURN,
            revoked_at=None,
            expires_at__gt=timezone.now(),
            participant__withdrawn_at=None,
            **how,
        )
        .select_related("participant__study__organisation", "participant__group")
        .first()
    )
    return access.participant if access else None


def _spoken(access: Access) -> str:
    return codes.spoken(PURPOSE, access.salt, DIGITS)


def _note(event: str, participant: Participant, *, by: User) -> None:
    study = participant.study
    noting.note(
        event,
        by=by,
        about=participant,
        study=study.slug,
        organisation=study.organisation_id,
    )
