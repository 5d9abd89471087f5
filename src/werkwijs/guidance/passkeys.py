"""The passkey of the person's own phone: a finger, a face or the lock of the phone, and they are in.

Nothing is kept between the halves of an exchange: what the first must remember goes along with the page,
signed, for five minutes. Each half is taken once: a passkey stands here once, and after it let somebody in,
whatever was asked of it earlier is over.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings as website
from django.core import signing
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from werkwijs.guidance import acting, letting_in, log
from werkwijs.guidance.models import Client, Device, Passkey
from werkwijs.lib import codes
from werkwijs.lib.impossible import Impossible

SECONDS = 300
MOST = 10
"""Passkeys of one person."""
LONGEST = 256
"""Bytes of the id of a passkey; those of phones are a tenth of that."""
NAME = "Mijn weg naar werk"
"""As what it stands in the list of a phone, where others may look too."""


@dataclass(frozen=True)
class _Begun:
    """What the first half remembers for the second."""

    whose: int
    at: datetime
    told: Any


def _server() -> Fido2Server:
    """Answers are taken from our own pages only: with https, or else from this very computer."""
    own = urlsplit(website.BASE_URL)
    host = own.hostname or "localhost"
    entity = PublicKeyCredentialRpEntity(name="Werkwijs", id=host)
    if host == "localhost":
        return Fido2Server(entity)

    def is_ours(origin: str) -> bool:
        return own.scheme == "https" and origin == f"https://{own.netloc}".lower()

    return Fido2Server(entity, verify_origin=is_ours)


def _working(client: Client) -> Any:
    return Passkey.objects.filter(client=client, revoked_at=None)


def begin(client: Client) -> dict[str, Any]:
    """What a browser needs to make a passkey, and the state to send back.

    Raises
    ------
    Impossible
        There are as many as there may be.
    """
    known = [_read(one).credential_data for one in _working(client)]
    if len(known) >= MOST:
        raise Impossible("guidance.passkey_enough")
    options, state = _server().register_begin(
        # The same for each passkey of this person: on one phone a new one takes the place of an ended one,
        # and they never have to choose between two that are called alike. It says nothing of who they are.
        PublicKeyCredentialUserEntity(
            name=NAME, id=codes.link("passkey-handle", client.code).encode(), display_name=NAME
        ),
        credentials=[one for one in known if one is not None],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return {"options": dict(options), "state": _signed(client.pk, state, "passkey-new")}


@transaction.atomic
def finish(
    client: Client,
    state: str,
    response: dict[str, Any],
    *,
    on: Device | None = None,
    request: HttpRequest | None = None,
) -> Passkey:
    """The phone made one: from now on it opens the person's pages. The same answer twice makes one.

    Raises
    ------
    Impossible
        It took too long, is of somebody else, or the answer is not right; or there are enough.
    """
    begun = _begun(state, "passkey-new")
    if begun.whose != client.pk:
        raise Impossible("guidance.passkey_wrong")
    with _a_strangers_answer():
        made = _server().register_complete(begun.told, response)
        key = made.credential_data
        if (
            key is None
            or not 0 < len(key.credential_id) <= LONGEST
            or key.public_key.get(3) not in CoseKey.supported_algorithms()
        ):
            raise Impossible("guidance.passkey_wrong")
    credential = key.credential_id.hex()
    Client.objects.select_for_update().get(pk=client.pk)
    if (known := Passkey.objects.filter(credential=credential).first()) is not None:
        if known.client_id != client.pk or known.revoked_at is not None:
            raise Impossible("guidance.passkey_wrong")
        return known  # type: ignore[no-any-return]
    if _working(client).count() >= MOST:
        raise Impossible("guidance.passkey_enough")
    passkey: Passkey = Passkey.objects.create(
        client=client, credential=credential, data=_written(key, made), made_on=on
    )
    log.note("guidance.passkey_added", letting_in.latest(client), by=client, request=request)
    return passkey


def begin_coming_in() -> dict[str, Any]:
    """What a browser needs to ask the phone, whoever it is."""
    options, state = _server().authenticate_begin(
        user_verification=UserVerificationRequirement.REQUIRED
    )
    return {"options": dict(options), "state": _signed(0, state, "passkey-in")}


@transaction.atomic
def come_in(state: str, response: dict[str, Any], *, request: HttpRequest | None = None) -> str:
    """The secret of a new device, for a passkey that is known and was not ended.

    Raises
    ------
    Impossible
        It took too long, was used already, or is none we know; or a copy of it was used.
    """
    begun = _begun(state, "passkey-in")
    with _a_strangers_answer():
        answer = AuthenticationResponse.from_dict(response)
        credential = answer.raw_id.hex()
    passkey = (
        Passkey.objects.select_for_update(of=("self",))
        .filter(credential=credential, revoked_at=None)
        .select_related("client")
        .first()
        if len(credential) <= 2 * LONGEST
        else None
    )
    if passkey is None:
        raise Impossible("guidance.passkey_unknown")
    known = _read(passkey)
    if (key := known.credential_data) is None:
        raise Impossible("guidance.passkey_unknown")
    with _a_strangers_answer():
        _server().authenticate_complete(begun.told, [key], answer)
    if passkey.used_at is not None and passkey.used_at >= begun.at:
        raise Impossible("guidance.passkey_late")
    said = answer.response.authenticator_data
    if (said.counter or known.counter) and said.counter <= known.counter:
        raise Impossible("guidance.passkey_copied")  # two phones count, so one of them is a copy
    passkey.used_at = timezone.now()
    passkey.data = _written(key, said)
    passkey.save(update_fields=["used_at", "data"])
    return letting_in.let_in(passkey.client, "passkey", passkey=passkey, request=request)


@transaction.atomic
def end(
    passkey: Passkey,
    *,
    by: Client,
    here: int | None = None,
    request: HttpRequest | None = None,
) -> None:
    """One passkey opens nothing any more, nor does its phone, unless it is the one ``here``. Twice is once.

    Raises
    ------
    Impossible
        It is somebody else's.
    """
    acting.must(acting.Act.LOST, letting_in.latest(passkey.client), by)
    if letting_in.end_with_keys([passkey], here=here):
        trajectory = letting_in.latest(passkey.client)
        log.note("guidance.passkey_ended", trajectory, by=by, request=request)


def working(client: Client) -> list[tuple[int, date, date | None]]:
    """Passkeys that open the person's pages: id, when it was made, when it was last used."""
    return [
        (
            one.pk,
            timezone.localdate(one.made_at),
            timezone.localdate(one.used_at) if one.used_at else None,
        )
        for one in _working(client).order_by("pk")
    ]


def _read(passkey: Passkey) -> AuthenticatorData:
    return AuthenticatorData(bytes(passkey.data))


def _written(key: AttestedCredentialData, said: AuthenticatorData) -> bytes:
    """As it is kept: the public key, and how often the phone said that it signed."""
    kept = said.flags & ~AuthenticatorData.FLAG.ED | AuthenticatorData.FLAG.AT
    return bytes(AuthenticatorData.create(said.rp_id_hash, kept, said.counter, bytes(key)))


def _signed(whose: int, told: Any, salt: str) -> str:
    return signing.dumps([whose, timezone.now().isoformat(), told], salt=salt)


def _begun(state: str, salt: str) -> _Begun:
    try:
        whose, at, told = signing.loads(state, salt=salt, max_age=SECONDS)
    except (signing.BadSignature, ValueError, TypeError) as fault:
        raise Impossible("guidance.passkey_late") from fault
    return _Begun(whose, datetime.fromisoformat(at), told)


@contextmanager
def _a_strangers_answer() -> Iterator[None]:
    """Anybody can send any bytes: whatever reading them stumbles over, it is an answer that is not right."""
    try:
        yield
    except Impossible:
        raise
    except Exception as fault:
        raise Impossible("guidance.passkey_wrong") from fault
