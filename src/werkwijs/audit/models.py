"""One line per thing that somebody did or read, after NEN 7513; without content."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone


class Line(models.Model):
    """Who did what to which thing, when. Rows are added and never changed: the database refuses.

    People are named by id only, without a foreign key, so that a line stays when a person goes.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    event = models.CharField(max_length=60, db_index=True)
    """Room and act: ``studies.phase_changed``, ``participation.ideas_read``."""
    actor_kind = models.CharField(max_length=20)
    """``user``, ``participant`` or ``system`` (a command at the machine itself)."""
    actor = models.CharField(max_length=40, db_index=True)
    responsible = models.CharField(max_length=40, blank=True)
    """On whose behalf, where that is somebody else (a helper, a stand-in)."""
    role = models.CharField(max_length=60, blank=True)
    """The role or rule that allowed it."""
    organisation = models.BigIntegerField(null=True, db_index=True)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=60, blank=True, db_index=True)
    """About what: the kind and id of a row, or a pseudonym; never a name."""
    study = models.CharField(max_length=80, blank=True, db_index=True)
    reason = models.CharField(max_length=300, blank=True)
    """Why, where somebody had to say (exclusion, recovery)."""
    emergency = models.BooleanField(default=False)
    request = models.UUIDField(default=uuid.uuid4)
    """Lines of one request share it."""
    device = models.CharField(max_length=64, blank=True)
    """A fingerprint of the session, not the session itself."""
    origin = models.CharField(max_length=64, blank=True)
    """The network address, shortened."""

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.event} {self.pk}"
