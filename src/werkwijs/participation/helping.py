"""Somebody gets help with a task: who they are to the participant, and how much they help. Never a name."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models, transaction

from werkwijs.participation.models import Help, Participant


class Helper(models.TextChoices):
    """As it stands in the study folder."""

    SUPPORTER = "begeleider"
    JOBCOACH = "jobcoach"
    FAMILY = "familie"
    FRIEND = "vriend"
    COLLEAGUE = "collega"
    FACILITATOR = "studieteam"
    OTHER = "iemand-anders"


@transaction.atomic
def record(participant: Participant, task: str, role: str, how: Iterable[str]) -> None:
    """Keep who helps with this task, and how. Said again, it is one help; another way is added."""
    Participant.objects.select_for_update().get(pk=participant.pk)
    for way in how:
        Help.objects.get_or_create(
            participant=participant, task=task, role=role, how=Help.How(way).value
        )


@transaction.atomic
def nobody_helps(participant: Participant, task: str) -> None:
    """It was a mistake: this task is done alone."""
    Help.objects.filter(participant=participant, task=task).delete()


def help_with(participant: Participant, task: str) -> list[Help]:
    """Every help with this task so far."""
    return list(Help.objects.filter(participant=participant, task=task).order_by("pk"))
