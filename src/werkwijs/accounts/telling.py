"""What happened in this room is told to whoever listens: the log does, and stands above us.

``audit`` knows ``accounts`` and not the other way round. So this room tells, and the log, when it opens,
hands in its `note`. With nobody listening nothing is done: what cannot be logged may not happen.
"""

from __future__ import annotations

from typing import Any, Protocol

from django.db.models import Model
from django.http import HttpRequest

from werkwijs.accounts.models import User


class NobodyListens(Exception):
    """Something happened that the log should know, and there is no log."""


class Listener(Protocol):
    def __call__(
        self,
        event: str,
        *,
        by: User | None,
        about: Model | str,
        organisation: int | None,
        reason: str,
        request: HttpRequest | None,
    ) -> Any: ...


_LISTENERS: list[Listener] = []


def listen(listener: Listener) -> None:
    """Called by a room above, when it opens."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)


def tell(
    event: str,
    *,
    by: User | None,
    about: Model | str = "",
    organisation: int | None = None,
    reason: str = "",
    request: HttpRequest | None = None,
) -> None:
    """Say who did what to whom. ``by`` is None for a command at the machine itself.

    Raises
    ------
    NobodyListens
        There is no log.
    """
    if not _LISTENERS:
        raise NobodyListens(f"{event} could not be written down.")
    for listener in _LISTENERS:
        listener(
            f"accounts.{event}",
            by=by,
            about=about,
            organisation=organisation,
            reason=reason,
            request=request,
        )
