"""Writing a line in the log: ``noting.note("studies.phase_changed", by=user, about=study)``."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.db import models
from django.http import HttpRequest

from werkwijs.accounts.models import User
from werkwijs.audit.models import Line


@dataclass(frozen=True)
class Actor:
    """Who did it, for rooms that know others than users: ``Actor("participant", "werk:s7")``."""

    kind: str
    id: str


NOBODY = Actor("nobody", "")
"""Somebody who did not get in: who it was is not known."""
SYSTEM = Actor("system", "command")
"""A command that somebody gave at the machine itself."""


def note(
    event: str,
    *,
    by: User | Actor,
    about: models.Model | str = "",
    study: str = "",
    organisation: int | None = None,
    role: str = "",
    responsible: str = "",
    reason: str = "",
    emergency: bool = False,
    request: HttpRequest | None = None,
) -> Line:
    """Write who did what to which thing. Never hand in content or a name.

    Parameters
    ----------
    event
        Room and act in the past tense: ``participation.ideas_read``.
    about
        The row it was done to, or a pseudonym.
    study
        The slug of the study it happened in.
    """
    actor = Actor("user", str(by.pk)) if isinstance(by, User) else by
    kind, subject = ("", about) if isinstance(about, str) else (about._meta.label, str(about.pk))
    return Line.objects.create(
        event=event,
        actor_kind=actor.kind,
        actor=actor.id,
        responsible=responsible,
        role=role or _roles(by, organisation),
        organisation=organisation,
        subject_kind=kind,
        subject=subject,
        study=study,
        reason=reason[:300],
        emergency=emergency,
        **(_circumstances(request) if request is not None else {}),
    )


def _roles(by: User | Actor, organisation: int | None) -> str:
    """The roles that person has there now: what allowed it, where the caller names no rule."""
    if not isinstance(by, User) or organisation is None:
        return ""
    held = by.memberships.current().filter(organisation=organisation)
    return ",".join(sorted(held.values_list("role", flat=True)))[:60]


def _circumstances(request: HttpRequest) -> dict[str, object]:
    if not hasattr(request, "audit_id"):
        request.audit_id = uuid.uuid4()  # type: ignore[attr-defined]
    session = getattr(request, "session", None)
    key = session.session_key if session is not None else ""
    address = get_adapter().get_client_ip(request)
    return {
        "request": request.audit_id,  # type: ignore[attr-defined]
        "device": hashlib.sha256((key or "").encode()).hexdigest()[:16] if key else "",
        "origin": _shortened(address),
    }


def _shortened(address: str) -> str:
    """Enough to see that it was another place, not enough to find a home."""
    if ":" in address:
        return ":".join(address.split(":")[:3]) + "::"
    return ".".join(address.split(".")[:3]) + ".0" if address.count(".") == 3 else address
