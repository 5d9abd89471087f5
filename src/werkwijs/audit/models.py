"""One line per thing that somebody did or read, after NEN 7513; without content."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone

from werkwijs.accounts.models import Membership, Role, User


class LineQuerySet(models.QuerySet["Line"]):
    def visible_to(self, user: User) -> Self:
        """Those of organisations one administers now."""
        administered = Membership.objects.current().filter(user=user, role=Role.ADMINISTRATOR)
        return self.filter(organisation__in=administered.values("organisation"))


class Line(models.Model):
    """Who did what to which thing, when. Rows are added and never changed: the database refuses.

    People are named by id only, without a foreign key, so that a line stays when a person goes.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    event = models.CharField(max_length=60, db_index=True)
    """Room and act: ``studies.phase_changed``, ``participation.ideas_read``."""
    actor_kind = models.CharField(max_length=20)
    """``user``, ``participant``, ``system`` (a command at the machine itself) or ``nobody``."""
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

    objects: ClassVar[Any] = LineQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.event} {self.pk}"
