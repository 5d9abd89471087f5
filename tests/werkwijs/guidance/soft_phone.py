"""A phone made of software: it makes passkeys and signs with them, rightly or as told otherwise."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestedCredentialData, AuthenticatorData

FLAG = AuthenticatorData.FLAG
SURE = FLAG.UP | FLAG.UV


@dataclass
class Phone:
    """One passkey, and how often it signed."""

    origin: str
    rp: str
    counts: bool = False
    """Whether it counts how often it signs; most phones do not, and say 0."""
    flags: int = SURE
    counter: int = 0
    id: bytes = field(default_factory=lambda: secrets.token_bytes(20))
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def makes(self, begun: dict[str, Any]) -> dict[str, Any]:
        """Its answer to `passkeys.begin`."""
        key = AttestedCredentialData.create(
            Aaguid.NONE, self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        told = self._said(FLAG.AT, bytes(key))
        response = {
            "clientDataJSON": self._client("webauthn.create", begun),
            "attestationObject": websafe_encode(
                cbor.encode({"fmt": "none", "attStmt": {}, "authData": told})
            ),
        }
        return self._answer(response)

    def signs(self, begun: dict[str, Any]) -> dict[str, Any]:
        """Its answer to `passkeys.begin_coming_in`."""
        self.counter += self.counts
        told = self._said(FLAG(0))
        client = self._raw("webauthn.get", begun)
        signed = told + hashlib.sha256(client).digest()
        response = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(told),
            "signature": websafe_encode(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
        }
        return self._answer(response)

    def _said(self, more: FLAG, key: bytes = b"") -> bytes:
        rp = hashlib.sha256(self.rp.encode()).digest()
        return bytes(AuthenticatorData.create(rp, FLAG(self.flags) | more, self.counter, key))

    def _raw(self, sort: str, begun: dict[str, Any]) -> bytes:
        challenge = dict(begun["options"]["publicKey"])["challenge"]
        said = {"type": sort, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _client(self, sort: str, begun: dict[str, Any]) -> str:
        return websafe_encode(self._raw(sort, begun))

    def _answer(self, response: dict[str, Any]) -> dict[str, Any]:
        own = websafe_encode(self.id)
        return {"id": own, "rawId": own, "type": "public-key", "response": response}
