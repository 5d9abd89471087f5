"""From raw ideas to statements: what became of what, and every step of the way."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from werkwijs.participation.models.giving import Idea
from werkwijs.studies.models import Statement, Study


class Became(models.Model):
    """An idea became a statement, or part of it; or was dropped, with a reason."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="became")
    statement = models.ForeignKey(
        Statement, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decision = models.CharField(max_length=20)
    """``kept``, ``merged``, ``split``, ``edited`` or ``dropped``; as in ideas.csv."""
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "statement"], name="became_it_once")]


class BenchStep(models.Model):
    """One decision at the synthesis bench, with what is needed to take it back."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=12)
    """``take``, ``merge``, ``split``, ``edit``, ``drop`` or ``restore``; ``withdraw`` when words went
    with the person who said them."""
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    """Made by the page: the same form sent twice is one step."""
    reason = models.CharField(max_length=300, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-id"]
