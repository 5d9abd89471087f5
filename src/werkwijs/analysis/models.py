"""Maps of a study. Who sorted is not in here: what is kept counts people and names none."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings as website
from django.db import models
from django.utils import timezone

from werkwijs.studies.models import Study


class ConceptMap(models.Model):
    """A map as somebody asked for it. It is drawn once; other settings are another map."""

    class State(models.TextChoices):
        ASKED = "asked"
        DRAWING = "drawing"
        DRAWN = "drawn"
        STOPPED = "stopped"
        FAILED = "failed"

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """By which the job knows it."""
    number = models.PositiveIntegerField()
    """Counts from 1 in each study."""
    settings = models.JSONField(default=dict)
    """What differs from `conceptmapping.settings.Settings`."""
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    stage = models.CharField(max_length=40, blank=True)
    """What the engine is busy with, by its own name."""
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    """Of this stage; 0 where it cannot be told."""
    problem = models.JSONField(default=dict)
    """Language -> why it could not be drawn, and what to do."""
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        website.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    stop_asked_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="a_map_has_its_own_number")
        ]

    def __str__(self) -> str:
        return f"{self.study_id}/{self.number}"

    @property
    def goes_on(self) -> bool:
        return self.state in (self.State.ASKED, self.State.DRAWING)


class Document(models.Model):
    """What came out, in the shape of ``map.json``: first the points, later with how certain they are."""

    concept_map = models.OneToOneField(
        ConceptMap, on_delete=models.CASCADE, related_name="document"
    )
    content = models.TextField()
    """As text, not as JSON: scales stand in the order of the study; PostgreSQL has an order of its own."""
    whole = models.BooleanField(default=False)
    """Whether what takes longer is in it: ellipses, stability, chance, reliability."""

    @staticmethod
    def written(told: Mapping[str, Any]) -> str:
        """As it is kept."""
        return json.dumps(told, ensure_ascii=False, allow_nan=False)

    @property
    def told(self) -> dict[str, Any]:
        """The document; read anew every time, so keep it where it is used more than once."""
        found: dict[str, Any] = json.loads(self.content)
        return found


class Decision(models.Model):
    """Something the group decided about a map. It is never changed: who decides otherwise adds another."""

    class Kind(models.TextChoices):
        CLUSTERS = "clusters"
        """How many; ``data``: {"clusters": 7}."""
        NAME = "name"
        """What a cluster is called; ``data``: {"statements": ["1", "4"], "name": ..., "easy": ...}."""

    concept_map = models.ForeignKey(ConceptMap, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=10, choices=Kind)
    data = models.JSONField()
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        website.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["at", "pk"]
