"""The passkey of the person's own phone: a finger, a face or the lock of the phone, and they are in.

Nothing is kept between the halves of an exchange: what the first must remember goes along with the page,
signed, for five minutes, and is taken once.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings as website
from django.core import signing
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from werkwijs.guidance import letting_in, log
from werkwijs.guidance.models import Client, Passkey
from werkwijs.lib.impossible import Impossible

SECONDS = 300
MOST = 10
"""Passkeys of one person."""


def _server() -> Fido2Server:
    host = urlsplit(website.BASE_URL).hostname or "localhost"
    return Fido2Server(PublicKeyCredentialRpEntity(name="Werkwijs", id=host))


def begin(client: Client) -> dict[str, Any]:
    """What a browser needs to make a passkey, and the state to send back."""
    known = [
        AttestedCredentialData(bytes(one.data))
        for one in Passkey.objects.filter(client=client, revoked_at=None)
    ]
    options, state = _server().register_begin(
        PublicKeyCredentialUserEntity(
            name="Mijn weg naar werk",
            id=secrets.token_bytes(32),  # says nothing, not even to the phone
            display_name="Mijn weg naar werk",
        ),
        credentials=known,
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return {
        "options": dict(options),
        "state": signing.dumps([client.pk, state], salt="passkey-new"),
    }


@transaction.atomic
def finish(
    client: Client, state: str, response: dict[str, Any], *, request: HttpRequest | None = None
) -> Passkey:
    """The phone made one: from now on it opens the person's pages.

    Raises
    ------
    Impossible
        It took too long, was used already, is of somebody else, or the answer is not right.
    """
    whose, told = _state(state, "passkey-new")
    if whose != client.pk or Passkey.objects.filter(client=client, revoked_at=None).count() >= MOST:
        raise Impossible("guidance.passkey_wrong")
    try:
        made = _server().register_complete(told, response).credential_data
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise Impossible("guidance.passkey_wrong") from fault
    if made is None:
        raise Impossible("guidance.passkey_wrong")
    passkey: Passkey = Passkey.objects.create(
        client=client, credential=made.credential_id.hex(), data=bytes(made)
    )
    log.note("guidance.passkey_added", letting_in.latest(client), by=client, request=request)
    return passkey


def begin_coming_in() -> dict[str, Any]:
    """What a browser needs to ask the phone, whoever it is."""
    options, state = _server().authenticate_begin(
        user_verification=UserVerificationRequirement.REQUIRED
    )
    return {"options": dict(options), "state": signing.dumps([0, state], salt="passkey-in")}


@transaction.atomic
def come_in(state: str, response: dict[str, Any], *, request: HttpRequest | None = None) -> str:
    """The secret of a new device, for a passkey that is known and was not ended.

    Raises
    ------
    Impossible
        It took too long, was used already, or is none we know.
    """
    _, told = _state(state, "passkey-in")
    try:
        credential = AuthenticationResponse.from_dict(response).raw_id.hex()
        passkey = (
            Passkey.objects.filter(credential=credential, revoked_at=None)
            .select_related("client")
            .first()
        )
        if passkey is None:
            raise Impossible("guidance.passkey_unknown")
        _server().authenticate_complete(
            told, [AttestedCredentialData(bytes(passkey.data))], response
        )
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise Impossible("guidance.passkey_wrong") from fault
    Passkey.objects.filter(pk=passkey.pk).update(used_at=timezone.now())
    return letting_in.let_in(passkey.client, "passkey", request=request)


def _state(state: str, salt: str) -> tuple[int, Any]:
    try:
        whose, told = signing.loads(state, salt=salt, max_age=SECONDS)
    except (signing.BadSignature, ValueError, TypeError) as fault:
        raise Impossible("guidance.passkey_late") from fault
    once = hashlib.sha256(state.encode()).hexdigest()
    if not cache.add(f"passkey:{once}", 1, SECONDS):
        raise Impossible("guidance.passkey_late")
    return whose, told
