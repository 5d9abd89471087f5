"""Somebody says that something worries them; whom the study names for it reads it, and nobody else."""

from __future__ import annotations

import uuid

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.audit import noting
from werkwijs.participation import consenting
from werkwijs.participation.models import Participant, Worry
from werkwijs.studies.models import Study

LONGEST = 5_000


def say(participant: Participant, *, key: uuid.UUID, text: str) -> Worry:
    """Tell it, with or without words. The same form sent twice tells it once; with other words, those too."""
    try:
        with transaction.atomic():
            worry = Worry.objects.create(
                study=participant.study, participant=participant, key=key, text=text
            )
            noting.note(
                "participation.worry_told",
                by=consenting.actor(participant),
                about=worry,
                study=participant.study.slug,
                organisation=participant.study.organisation_id,
            )
            return worry
    except IntegrityError:
        there = Worry.objects.filter(key=key, participant=participant, text=text).first()
        return there or say(participant, key=uuid.uuid5(key, text), text=text)


def told(study: Study) -> QuerySet[Worry]:
    """Everything that worries somebody: what waits first, the newest above."""
    return (
        Worry.objects.filter(study=study)
        .select_related("participant__group", "read_by")
        .order_by(F("handled_at").asc(nulls_first=True), "-at")
    )


def unread(study: Study) -> int:
    return Worry.objects.filter(study=study, read_at=None).count()


@transaction.atomic
def read(worry: Worry, *, by: User) -> None:
    """Somebody read it. The first reader stays on record; every reading stands in the log."""
    if worry.read_at is None:
        worry.read_at, worry.read_by = timezone.now(), by
        worry.save(update_fields=["read_at", "read_by"])
    _note("participation.worry_read", worry, by=by)


@transaction.atomic
def handle(worry: Worry, *, by: User) -> None:
    """What could be done was done. Twice keeps the first time."""
    if worry.handled_at is None:
        worry.handled_at = timezone.now()
        worry.save(update_fields=["handled_at"])
        _note("participation.worry_handled", worry, by=by)


@transaction.atomic
def reopen(worry: Worry, *, by: User) -> None:
    """It was not handled after all."""
    if worry.handled_at is not None:
        worry.handled_at = None
        worry.save(update_fields=["handled_at"])
        _note("participation.worry_reopened", worry, by=by)


def _note(event: str, worry: Worry, *, by: User) -> None:
    noting.note(
        event,
        by=by,
        about=worry,
        study=worry.study.slug,
        organisation=worry.study.organisation_id,
    )
