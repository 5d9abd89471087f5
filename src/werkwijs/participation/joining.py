"""Somebody joins a study and becomes a pseudonym."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from werkwijs.participation.models import Participant
from werkwijs.studies.models import Group, Study

TRIES = 20


def join(study: Study, *, group: Group | None, **facts: Any) -> Participant:
    """A new participant with the next pseudonym; two who join at once get two."""
    for _ in range(TRIES):
        highest = Participant.objects.filter(study=study).aggregate(Max("number"))["number__max"]
        try:
            with transaction.atomic():
                return Participant.objects.create(
                    study=study,
                    group=group,
                    number=(highest or 0) + 1,
                    easy=facts.pop("easy", group is None or group.easy),
                    **facts,
                )
        except IntegrityError:
            continue
    raise RuntimeError("No free pseudonym was found.")
