"""Words kept so that a copy of the database alone tells nothing: sealed with the installation's secret."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class Sealed(ValueError):
    """It was sealed with another secret, or is damaged."""


def seal(purpose: str, words: str) -> str:
    """The words, unreadable; "" stays ""."""
    return _lock(purpose, settings.SECRET_KEY).encrypt(words.encode()).decode() if words else ""


def unseal(purpose: str, sealed: str) -> str:
    """What was sealed for the same purpose.

    Raises
    ------
    Sealed
        If the secret of the installation is another than it was.
    """
    if not sealed:
        return ""
    try:
        return _lock(purpose, settings.SECRET_KEY).decrypt(sealed.encode()).decode()
    except InvalidToken as fault:
        raise Sealed from fault


@lru_cache(maxsize=16)
def _lock(purpose: str, secret: str) -> Fernet:
    key = hashlib.sha256(f"{purpose}:{secret}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
