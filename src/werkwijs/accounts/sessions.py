"""How long somebody stays signed in, where, and how that ends."""

from __future__ import annotations

import re
import time

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet
from django.utils import timezone

from werkwijs.accounts.models import User

IDLE_SECONDS = 30 * 60
LONGEST_SECONDS = 12 * 3600
NOTED_EVERY = 60
"""Being there is written down once a minute, not with every page."""

SINCE = "signed_in_since"
SEEN = "last_seen"


def over(session: SessionBase) -> str:
    """Why the session is over: ``idle``, ``long``, or "" when it goes on. Notes that somebody was there."""
    now = time.time()
    since, seen = session.get(SINCE), session.get(SEEN)
    if since is not None and now - since > LONGEST_SECONDS:
        return "long"
    if seen is not None and now - seen > IDLE_SECONDS:
        return "idle"
    if since is None:
        session[SINCE] = now
    if seen is None or now - seen > NOTED_EVERY:
        session[SEEN] = now
        UserSession.objects.filter(session_key=session.session_key).update(
            last_seen_at=timezone.now()
        )
    return ""


def of(user: User) -> list[UserSession]:
    """Where somebody is signed in now, newest first."""
    there: list[UserSession] = UserSession.objects.purge_and_list(user)
    return sorted(there, key=lambda session: session.last_seen_at, reverse=True)


def end(user: User, *, but: str | None = None, only: int | None = None) -> int:
    """End somebody's sessions: all, all but the one with key ``but``, or ``only`` one.

    Returns how many ended.
    """
    chosen: QuerySet[UserSession] = UserSession.objects.filter(user=user)
    if but is not None:
        chosen = chosen.exclude(session_key=but)
    if only is not None:
        chosen = chosen.filter(pk=only)
    ended = 0
    for session in chosen:
        session.end()
        ended += 1
    return ended


BROWSERS = [
    ("Edge", r"Edg"),
    ("Firefox", r"Firefox|FxiOS"),
    ("Samsung Internet", r"SamsungBrowser"),
    ("Chrome", r"Chrom|CriOS"),
    ("Safari", r"Safari"),
]
MACHINES = [
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("Mac", r"Macintosh|Mac OS"),
    ("Linux", r"Linux|X11"),
]


def device(user_agent: str) -> str:
    """What the device calls itself, as people call it: "Chrome, Android". "" when it does not say."""
    named = [
        next((name for name, sign in signs if re.search(sign, user_agent)), "")
        for signs in (BROWSERS, MACHINES)
    ]
    return ", ".join(filter(None, named))
