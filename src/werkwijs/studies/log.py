"""The log is told of an act that is about something of a study."""

from __future__ import annotations

from django.db import models
from django.http import HttpRequest

from werkwijs.accounts.models import User
from werkwijs.audit import noting
from werkwijs.studies.models import Study


def note(
    event: str,
    study: Study,
    *,
    about: models.Model,
    by: User,
    reason: str = "",
    request: HttpRequest | None = None,
) -> None:
    """Who did what, about which row of which study."""
    noting.note(
        event,
        by=by,
        about=about,
        study=study.slug,
        organisation=study.organisation_id,
        reason=reason,
        request=request,
    )
