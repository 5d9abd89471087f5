"""What participants give: ideas, piles, ratings; each saved at once, and once."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from werkwijs.participation.models.people import Help, Participant
from werkwijs.studies.models import Scale, Statement


class Idea(models.Model):
    """What somebody answered, in their own words; never edited, gone when they withdraw."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="ideas")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    """Made by the page: the same idea sent twice is one idea."""
    text = models.TextField()
    typed_by_helper = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    order = models.PositiveIntegerField(default=0)
    hidden_at = models.DateTimeField(null=True, blank=True)
    """Since when other participants do not see it live; it is worked with like every other idea."""

    class Meta:
        ordering = ["at", "id"]


class Sitting(models.Model):
    """One participant's work on one task, from first touch to "I am done"; it may take days."""

    class Via(models.TextChoices):
        SCREEN = "screen"
        PAPER = "paper"
        SECOND = "second"
        """Paper entered a second time, to compare; it counts in nothing."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="sittings")
    task = models.CharField(max_length=8, choices=Help.Task)
    via = models.CharField(max_length=6, choices=Via, default=Via.SCREEN)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.UUIDField(null=True, blank=True)
    """The user who typed in paper."""
    steps = models.JSONField(default=list, blank=True)
    """The last acts of sorting with what takes them back, the newest last."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "task", "via"], name="a_task_is_sat_once"
            )
        ]


class Batched(models.Model):
    """A statement that one sorter is asked to sort, and when in the order of their cards."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="batch")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "statement"], name="batched_once"),
        ]


class Pile(models.Model):
    """Statements one sorter put together, with the words they gave it."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="piles")
    key = models.UUIDField(default=uuid.uuid4)
    """Made by the page, so that a pile made without a network is the same pile later."""
    label = models.CharField(max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    mark = models.CharField(max_length=20, blank=True)
    """In the study folder an imported pile keeps its own key."""
    split_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "key"], name="a_pile_is_made_once")
        ]


class OnPile(models.Model):
    """Where one sorter put one statement: on a pile, or on none ("I don't know")."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="placed")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    pile = models.ForeignKey(
        Pile, null=True, blank=True, on_delete=models.CASCADE, related_name="placed"
    )
    seconds = models.FloatField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)
    counter = models.PositiveIntegerField(default=0)
    """Of the device: of two devices at once, what was done last counts."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "statement"], name="on_one_pile_or_none")
        ]


class Rating(models.Model):
    """What one rater gave one statement on one scale; or why there is no value."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="ratings")
    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    value = models.SmallIntegerField(null=True, blank=True)
    missing = models.CharField(max_length=40, blank=True)
    """Why there is no value: "weet ik niet", "overgeslagen"."""
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "scale", "statement"], name="rated_once"),
            models.CheckConstraint(
                name="a_value_or_a_reason", condition=Q(value=None) | Q(missing="")
            ),
        ]


class Received(models.Model):
    """An act that arrived, by the key its page gave it: arriving again changes nothing."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "key"], name="an_act_arrives_once")
        ]
