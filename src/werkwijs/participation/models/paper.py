"""Paper: who got it, what stood there before it was corrected, and whether it was entered twice."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from werkwijs.participation.models.people import Help, Participant
from werkwijs.studies.models import Group, Study


class Handout(models.Model):
    """Participants made at once, whose papers are printed and handed out together."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    """Made by the page: pressing twice hands out once."""
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="+")
    numbers = models.JSONField(default=list)
    """Of the participants: 7 is "s7"."""
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]


class EarlierEntry(models.Model):
    """What an entered paper said before it was corrected or removed, so that it can be put back."""

    class Why(models.TextChoices):
        CORRECTED = "corrected"
        REMOVED = "removed"
        CHECKED = "checked"
        """The second entry was right about something."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    task = models.CharField(max_length=8, choices=Help.Task)
    content = models.JSONField(default=dict)
    """Piles as labels and numbers, or values per scale; never ideas."""
    entered_by = models.UUIDField(null=True, blank=True)
    why = models.CharField(max_length=9, choices=Why)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]


class EntryCheck(models.Model):
    """A paper was entered twice and compared; its differences were settled."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    task = models.CharField(max_length=8, choices=Help.Task)
    compared = models.PositiveIntegerField()
    """Statements that were placed, or cells that were rated."""
    differences = models.PositiveIntegerField()
    first_by = models.UUIDField(null=True, blank=True)
    second_by = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]

    @property
    def same(self) -> int:
        return self.compared - self.differences

    @property
    def agreement(self) -> float:
        """Share of what was compared that was the same both times."""
        return 1 - self.differences / self.compared if self.compared else 1.0
