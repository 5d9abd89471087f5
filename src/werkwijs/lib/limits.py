"""How often something may go wrong before we ask people to wait: who guesses codes gets nowhere.

Counted in the cache that all threads share, in windows of time. Only wrong answers count, and the same wrong
answer counts once: who types one wrong code five times made one mistake. What is counted is kept
as digests, until the window ends.
"""

from __future__ import annotations

import hashlib
import ipaddress
import threading
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class Limit:
    """So many different mistakes in so many seconds."""

    name: str
    times: int
    seconds: int

    def reached(self, who: str = "all") -> bool:
        return len(cache.get(self._key(who), ())) >= self.times

    def wrong(self, what: str, who: str = "all") -> None:
        """One more mistake, if it was not made before in this window."""
        key = self._key(who)
        mistake = _digest(f"{who}:{what}")
        with _ONE_AT_A_TIME:
            made = cache.get(key, ())
            if mistake not in made and len(made) < self.times:
                cache.set(key, (*made, mistake), self.seconds)

    def seconds_left(self) -> int:
        """Until the window ends."""
        return self.seconds - int(time.time()) % self.seconds

    def _key(self, who: str) -> str:
        return f"limit-{self.name}-{int(time.time()) // self.seconds}-{_digest(who)}"


def address_of(request: HttpRequest) -> str:
    """Where a request came from: behind our proxies, what the outermost says; of IPv6 the home's network."""
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    proxies: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if proxies and forwarded != [""]:
        address = forwarded[-min(proxies, len(forwarded))].strip()
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:20]
