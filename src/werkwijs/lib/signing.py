"""What others can verify without asking us: JSON, signed with a key of this installation.

The key is made once and kept beside the data, sealed with the secret of the installation. It signs RS256,
the one algorithm every verifier of Open Badges knows.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from django.conf import settings
from jwt.algorithms import RSAAlgorithm

from werkwijs.lib import sealing

NAME = "signing.key"
PURPOSE = "signing"
ALGORITHM = "RS256"
BITS = 3072


def public_key() -> dict[str, str]:
    """The public half as a JSON web key; ``kid`` is its thumbprint (RFC 7638)."""
    return dict(_public(_place()))


def sign(payload: Mapping[str, Any], *, address: str) -> str:
    """A compact JWS. ``address`` is where the public key is found: a verifier fetches it there."""
    return jwt.encode(dict(payload), _key(_place()), ALGORITHM, headers={"kid": address})


def _place() -> Path:
    return Path(settings.DATA) / NAME


@lru_cache(maxsize=2)
def _public(place: Path) -> dict[str, str]:
    told = RSAAlgorithm.to_jwk(_key(place).public_key(), as_dict=True)
    needed = {name: str(told[name]) for name in ("e", "kty", "n")}
    shortest = json.dumps(needed, separators=(",", ":"), sort_keys=True)
    digest = hashlib.sha256(shortest.encode()).digest()
    thumbprint = jwt.utils.base64url_encode(digest).decode()
    return needed | {"kid": thumbprint, "alg": ALGORITHM, "use": "sig"}


@lru_cache(maxsize=2)
def _key(place: Path) -> RSAPrivateKey:
    """Made when it is not there yet; of two processes that make one, the first is kept."""
    if not place.exists():
        _make(place)
    text = sealing.unseal(PURPOSE, place.read_text("ascii"))
    found = serialization.load_pem_private_key(text.encode(), password=None)
    if not isinstance(found, RSAPrivateKey):
        raise TypeError(f"{place.name} holds a key of another kind.")
    return found


def _make(place: Path) -> None:
    made = generate_private_key(public_exponent=65_537, key_size=BITS)
    text = made.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{NAME}-")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(sealing.seal(PURPOSE, text))
            file.flush()
            os.fsync(file.fileno())
        os.link(name, place)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink()
