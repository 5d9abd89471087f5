"""The log is told of an act in this room."""

from __future__ import annotations

from django.db import models
from django.http import HttpRequest

from werkwijs.accounts.models import Organisation, User
from werkwijs.audit import noting


def note(
    event: str,
    organisation: Organisation,
    *,
    about: models.Model,
    by: User | noting.Actor,
    reason: str = "",
    request: HttpRequest | None = None,
) -> None:
    """Who did what, about which row."""
    noting.note(
        event, by=by, about=about, organisation=organisation.pk, reason=reason, request=request
    )
