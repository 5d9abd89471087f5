"""That somebody took everything back: how much it was, never what it said."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from werkwijs.participation.models.people import Participant


class Withdrawal(models.Model):
    """What went when somebody withdrew, in counts, so that the facilitator sees its effect."""

    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ideas = models.PositiveIntegerField(default=0)
    placed = models.PositiveIntegerField(default=0)
    rated = models.PositiveIntegerField(default=0)
    unread_worries = models.PositiveIntegerField(default=0)
    bare = models.JSONField(default=list, blank=True)
    """Ids of statements that rested on this person's ideas alone. They stay; the facilitator decides."""
