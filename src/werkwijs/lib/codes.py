"""Secret codes that are handed out on paper, in links and aloud, and never stored.

A code is computed from the row it belongs to and a secret of the installation, so that it can be
printed again; the database only keeps what a code *looks up as*. Somebody who reads the database
learns no code, and somebody who knows a code finds no other.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets

from django.conf import settings

LINK_BYTES = 16
"""128 bits: nobody guesses a link."""


def new_salt() -> str:
    """What makes the codes of one row differ from those of another; change it to revoke them."""
    return secrets.token_hex(16)


def link(purpose: str, salt: str) -> str:
    """A code for links and QR codes: 26 letters and digits, safe in an address."""
    return base64.b32encode(_digest(purpose, salt)[:LINK_BYTES]).decode().rstrip("=").lower()


def spoken(purpose: str, salt: str, digits: int) -> str:
    """A code of digits, for saying aloud and typing: "482915"."""
    return str(int.from_bytes(_digest(f"{purpose}-spoken", salt)[:12], "big") % 10**digits).zfill(
        digits
    )


def looked_up(purpose: str, code: str) -> str:
    """What is stored of a code, 64 hexadecimal digits; the same for each way of writing it."""
    return hmac.new(_key(f"{purpose}-stored"), tidy(code).encode(), hashlib.sha256).hexdigest()


def tidy(code: str) -> str:
    """The code without what people put between its parts: "482 915" and "482-915" are one."""
    return re.sub(r"[\s\-.,·]+", "", code).lower()


def in_parts(code: str, size: int = 3) -> str:
    """For reading: "482 915"."""
    return " ".join(code[i : i + size] for i in range(0, len(code), size))


def _digest(purpose: str, salt: str) -> bytes:
    return hmac.new(_key(purpose), salt.encode(), hashlib.sha256).digest()


def _key(purpose: str) -> bytes:
    return hashlib.sha256(f"{purpose}:{settings.SECRET_KEY}".encode()).digest()
