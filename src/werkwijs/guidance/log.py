"""The log is told who did or read what in whose file: by code, never by name, never with content."""

from __future__ import annotations

from django.http import HttpRequest

from werkwijs.accounts.models import User
from werkwijs.audit import noting
from werkwijs.guidance.models import Client, Member, Trajectory

Who = User | Client | Member
"""Whoever does something in a file: somebody who signs in, the person, or somebody outside."""


def note(
    event: str,
    trajectory: Trajectory,
    *,
    by: Who,
    reason: str = "",
    emergency: bool = False,
    request: HttpRequest | None = None,
) -> None:
    """One line about a file."""
    noting.note(
        event,
        by=actor(by),
        about=trajectory.code,
        organisation=trajectory.organisation_id,
        role=by.part if isinstance(by, Member) else "",
        reason=reason,
        emergency=emergency,
        request=request,
    )


def actor(by: Who) -> User | noting.Actor:
    """As the log knows them."""
    if isinstance(by, Client):
        return noting.Actor("client", by.code)
    if isinstance(by, Member):
        return noting.Actor("member", str(by.pk))
    return by
