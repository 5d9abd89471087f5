"""A new statement at the end of the set, made by a step of the bench."""

from __future__ import annotations

from django.db.models import Max

from werkwijs.studies.models import Group, Statement, Study


def make(study: Study, text: str, *, origin: Group | None) -> Statement:
    """The step notes who did it; an easy text, a picture and sound come later."""
    last = study.statements.aggregate(n=Max("order"))["n"] or 0
    made: Statement = study.statements.create(text=text, origin=origin, order=last + 1)
    return made
