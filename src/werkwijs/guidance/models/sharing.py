"""That a line is read by somebody outside its party: each an act of somebody, with a ground, until a day."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings as website
from django.db import models
from django.db.models import Q
from django.utils import timezone

from werkwijs.guidance.models.entries import Entry, Party
from werkwijs.guidance.models.people import Member, Trajectory


class Basis(models.TextChoices):
    """Why a line may be read by somebody else."""

    OWN = "own"
    """It is about themselves, or they shared it themselves."""
    CONSENT = "consent"
    TASK = "task"
    """A task or duty by law, of which the person was told: a report to who pays, for example."""


class ConsentQuerySet(models.QuerySet["Consent"]):
    def holding(self, on: date | None = None) -> Self:
        """Given, not taken back, not over."""
        day = on or timezone.localdate()
        return self.filter(given_at__isnull=False, withdrawn_at=None, expires_on__gte=day)


class Consent(models.Model):
    """What the person answered when they were asked whether one reader may know some kinds of lines."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="consents")
    reader = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="consents")
    kinds = models.JSONField(default=list)
    """Of `Kind`: each kind of line that reader may be shown."""
    text_version = models.CharField(max_length=20)
    """Of the words with which it was asked."""
    sealed_asked = models.TextField()
    """The words with which it was asked, as the person heard them."""
    read_aloud = models.BooleanField(default=False)
    sealed_back = models.TextField(blank=True)
    """What the person said in their own words that it means (teach-back)."""
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        website.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    given_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField()
    on_own_page = models.BooleanField(default=False)
    """The person answered on a device of their own."""
    through = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """Who decided for them, where they could not: a representative, and never a bewindvoerder."""

    objects: ClassVar[Any] = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_consent_is_given_or_refused",
                condition=Q(given_at=None) | Q(refused_at=None),
            ),
            models.UniqueConstraint(
                fields=["reader"],
                condition=Q(withdrawn_at=None, refused_at=None),
                name="one_consent_of_a_reader_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"

    @property
    def state(self) -> str:
        """``asked``, ``given``, ``over``, ``refused`` or ``withdrawn``."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        if self.refused_at is not None:
            return "refused"
        if self.given_at is None:
            return "asked"
        return "given" if self.expires_on >= timezone.localdate() else "over"


class ShareQuerySet(models.QuerySet["Share"]):
    def holding(self, on: date | None = None) -> Self:
        """Those that open their line now, whatever is the matter with the reader: see `reading`."""
        day = on or timezone.localdate()
        consents = Consent.objects.holding(day)
        return self.filter(
            Q(until_on=None) | Q(until_on__gte=day),
            Q(consent=None) | Q(consent__in=consents.values("pk")),
            withdrawn_at=None,
        )


class Share(models.Model):
    """A line was shared with the person, with the coach's party, or with one member."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="shares")
    to_party = models.CharField(max_length=8, choices=Party)
    reader = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.CASCADE, related_name="shown"
    )
    """The member, where it is somebody outside."""
    basis = models.CharField(max_length=8, choices=Basis)
    consent = models.ForeignKey(
        Consent, null=True, blank=True, on_delete=models.CASCADE, related_name="shares"
    )
    at = models.DateTimeField(default=timezone.now)
    by_user = models.ForeignKey(
        website.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    until_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = ShareQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_share_has_one_reader",
                condition=Q(to_party="outside", reader__isnull=False)
                | (~Q(to_party="outside") & Q(reader=None)),
            ),
            models.CheckConstraint(
                name="consent_where_it_rests_on_it",
                condition=Q(basis="consent", consent__isnull=False)
                | (~Q(basis="consent") & Q(consent=None)),
            ),
            models.UniqueConstraint(
                fields=["entry", "reader"],
                condition=Q(withdrawn_at=None, reader__isnull=False),
                name="a_line_is_shared_once_with_a_member",
            ),
            models.UniqueConstraint(
                fields=["entry", "to_party"],
                condition=Q(withdrawn_at=None, reader=None),
                name="a_line_is_shared_once_with_a_party",
            ),
        ]

    def __str__(self) -> str:
        return f"share {self.pk}"
