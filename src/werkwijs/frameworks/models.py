"""A way of working, as its owner tells it, and what of it is only a placeholder of ours."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings as website
from django.db import models
from django.utils import timezone

from werkwijs.accounts.models import Organisation, User

KEY = 40
TITLE = 120
LINE = 300
REMARK = 1000
VERSION = 20


class FrameworkQuerySet(models.QuerySet["Framework"]):
    def visible_to(self, user: User) -> Self:
        """Those of organisations one works for."""
        return self.filter(organisation__in=Organisation.objects.visible_to(user))


class Framework(models.Model):
    """A version of a way of working, as it was taken in; a later version stands beside it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=KEY)
    version = models.CharField(max_length=VERSION)
    title = models.CharField(max_length=TITLE)
    owner = models.CharField(max_length=TITLE)
    licence = models.CharField(max_length=LINE)
    source = models.CharField(max_length=LINE, blank=True)
    remark = models.CharField(max_length=REMARK, blank=True)
    imported_at = models.DateTimeField(default=timezone.now)
    imported_by = models.ForeignKey(
        website.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    retired_at = models.DateTimeField(null=True, blank=True)
    """No longer offered; notes that name its handles keep them."""

    objects: ClassVar[Any] = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["title", "-imported_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "key", "version"], name="a_version_is_taken_in_once"
            )
        ]

    def __str__(self) -> str:
        return f"framework {self.key} {self.version}"


class Pillar(models.Model):
    """A part of it. The order is that of the page, and no order in time."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="pillars")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=TITLE)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "name"], name="a_pillar_stands_once_in_a_framework"
            )
        ]

    def __str__(self) -> str:
        return f"pillar {self.pk}"


class Handle(models.Model):
    """Something to hold on to."""

    pillar = models.ForeignKey(Pillar, on_delete=models.CASCADE, related_name="handles")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=TITLE)
    line = models.CharField(max_length=LINE, blank=True)
    guidelines = models.JSONField(default=list)
    aids = models.JSONField(default=list)
    ours = models.BooleanField(default=False)
    """The label is a placeholder of Werkwijs, not one that the owner published."""

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["pillar", "name"], name="a_handle_stands_once_in_a_pillar"
            )
        ]

    def __str__(self) -> str:
        return f"handle {self.pk}"
