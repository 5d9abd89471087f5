"""The person, and people outside, come in with a device; a lost phone dies at once.

A device holds a secret in a cookie; the database knows only as what it looks up. The person comes in with a
card (a QR code and the picture they chose), or with the passkey of their own phone. The coach is the way
back.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings as website
from django.db import transaction
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.guidance import acting, log
from werkwijs.guidance.acting import Act
from werkwijs.guidance.models import Client, Contact, Device, Member, Passkey, Trajectory
from werkwijs.lib import codes

CARD = "own-card"
DEVICE = "own-device"
LASTS = timedelta(days=180)
"""So long a device opens something after it was last there."""
TRIES = 3
"""Wrong pictures, after which a card works no more until the coach gives a new one. Who finds a card has one
chance in four, of twelve pictures; the person sees that somebody tried, and that another device came in."""
PICTURES = (
    "sun",
    "tree",
    "cat",
    "dog",
    "bike",
    "bus",
    "house",
    "apple",
    "ball",
    "flower",
    "cup",
    "key",
)
"""Names of what somebody chooses one of: things anybody can say aloud."""


def latest(client: Client) -> Trajectory:
    """The way to work that is going on, or the last there was."""
    found: Trajectory = client.trajectories.order_by("-started_on", "-pk")[0]
    return found


@transaction.atomic
def give_card(
    client: Client, picture: str, *, by: User, request: HttpRequest | None = None
) -> None:
    """A new card with the picture the person chose. The old card works no more; devices go on.

    Raises
    ------
    ValueError
        There is no such picture.
    Impossible
        It is not theirs to give.
    """
    acting.must(Act.CARD, latest(client), by)
    if picture not in PICTURES:
        raise ValueError(picture)
    salt = codes.new_salt()
    Client.objects.filter(pk=client.pk).update(
        card_salt=salt,
        stored_card=codes.looked_up(CARD, codes.link(CARD, salt)),
        card_tries=0,
        picture=picture,
    )
    client.refresh_from_db()
    log.note("guidance.card_given", latest(client), by=by, request=request)


@transaction.atomic
def lost_phone(client: Client, *, by: User | Client, request: HttpRequest | None = None) -> int:
    """Every device and passkey of the person works no more, from now on; how many there were.

    Devices go last: whoever comes in at this moment with a card or a passkey holds the row of it, and the
    device they get is ended too.
    """
    acting.must(Act.LOST, latest(client), by)
    now = timezone.now()
    Client.objects.filter(pk=client.pk).update(card_salt="", stored_card="", card_tries=0)
    ended = Passkey.objects.filter(client=client, revoked_at=None).update(revoked_at=now)
    ended += Device.objects.filter(client=client, revoked_at=None).update(revoked_at=now)
    client.refresh_from_db()
    log.note("guidance.access_ended", latest(client), by=by, request=request)
    return ended


def card_address(client: Client) -> str:
    """What the QR code of the card opens; "" where there is no card."""
    if not client.stored_card:
        return ""
    return f"{website.BASE_URL}/mijn/kaart/{codes.link(CARD, client.card_salt)}/"


def by_card(link: str) -> Client | None:
    """Whose card it is; None for one that works no more."""
    found: Client | None = (
        Client.objects.filter(stored_card=codes.looked_up(CARD, link), card_tries__lt=TRIES)
        .exclude(stored_card="")
        .first()
    )
    return found


@transaction.atomic
def with_picture(client: Client, picture: str, *, request: HttpRequest | None = None) -> str | None:
    """The secret of a new device, where it is the right picture; None where it is not."""
    rows = Client.objects.filter(
        pk=client.pk, stored_card=client.stored_card, card_tries__lt=TRIES
    ).exclude(stored_card="")
    if rows.select_for_update().first() is None:  # twelve pictures at once are twelve tries
        return None
    if not secrets.compare_digest(picture.encode(), client.picture.encode()):
        rows.update(card_tries=F("card_tries") + 1)
        log.note("guidance.wrong_picture", latest(client), by=client, request=request)
        return None
    rows.update(card_tries=0)
    return let_in(client, "card", request=request)


@transaction.atomic
def let_in(
    whose: Client | Member,
    how: str,
    *,
    passkey: Passkey | None = None,
    on: str = "",
    request: HttpRequest | None = None,
) -> str:
    """A device is theirs from now on; its secret, for the cookie.

    Who comes along opens the way they were invited to, and what the device with the secret ``on``, which they
    came with before, opened for them; this one takes its place.
    """
    secret = secrets.token_urlsafe(24)
    made = Device.objects.create(
        client=whose if isinstance(whose, Client) else None,
        contact=whose.contact if isinstance(whose, Member) else None,
        stored=codes.looked_up(DEVICE, secret),
        how=how,
        came_with=passkey,
        expires_at=timezone.now() + LASTS,
    )
    if isinstance(whose, Member):
        before = device(on)
        if before is not None and before.contact_id == whose.contact_id:
            made.members.set(before.members.all())
        made.members.add(whose)
    if on:
        leave(on)
    trajectory = latest(whose) if isinstance(whose, Client) else whose.trajectory
    event = "guidance.passkey_used" if how == "passkey" else "guidance.device_in"
    log.note(event, trajectory, by=whose, request=request)
    return secret


def device(secret: str) -> Device | None:
    """The device of that secret, where it still opens something."""
    if not secret:
        return None
    found: Device | None = (
        Device.objects.working()
        .filter(stored=codes.looked_up(DEVICE, secret))
        .select_related("client__organisation", "contact__organisation")
        .first()
    )
    today = timezone.localdate()
    if found is not None and found.seen_on != today:
        Device.objects.filter(pk=found.pk).update(seen_on=today, expires_at=timezone.now() + LASTS)
    return found


def leave(secret: str) -> None:
    """The device opens nothing any more."""
    Device.objects.filter(stored=codes.looked_up(DEVICE, secret), revoked_at=None).update(
        revoked_at=timezone.now()
    )


@transaction.atomic
def end_device(
    found: Device,
    *,
    by: User | Client | Member,
    here: int | None = None,
    request: HttpRequest | None = None,
) -> int:
    """One device of theirs works no more, nor do the passkeys on it; how many those were. Twice is once.

    Whoever came in with such a passkey is out too, but not who does this ``here``.

    Raises
    ------
    Impossible
        It is somebody else's.
    """
    if found.client is not None:
        acting.must(Act.LOST, latest(found.client), by)
    elif not isinstance(by, Member) or by.contact_id != found.contact_id:
        raise acting.NotTheirs("guidance.not_in_this_file")
    keys = Passkey.objects.filter(Q(made_on=found) | Q(pk=found.came_with_id))
    ended = end_with_keys(list(keys.filter(client=found.client_id)), here=here)
    if not Device.objects.filter(pk=found.pk, revoked_at=None).update(revoked_at=timezone.now()):
        return ended
    if found.client is not None:
        log.note("guidance.access_ended", latest(found.client), by=by, request=request)
    return ended


def end_with_keys(keys: Sequence[Passkey], *, here: int | None) -> int:
    """These passkeys open nothing any more, nor does a device that is on one phone with them.

    Devices go last, as when a phone is lost. Gives how many passkeys worked until now.
    """
    now, ids = timezone.now(), [one.pk for one in keys]
    ended: int = Passkey.objects.filter(pk__in=ids, revoked_at=None).update(revoked_at=now)
    beside = Q(came_with__in=ids) | Q(pk__in=[one.made_on_id for one in keys if one.made_on_id])
    Device.objects.filter(beside, revoked_at=None).exclude(pk=here or 0).update(revoked_at=now)
    return ended


def contacts_device(contact: Contact) -> bool:
    """Whether somebody outside can come in with a device now."""
    return Device.objects.working().filter(contact=contact).exists()
