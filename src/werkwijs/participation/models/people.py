"""Participants, known by a pseudonym: how they came, what they agreed to, who helped them."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from werkwijs.lib.codes import new_salt
from werkwijs.studies.models import ConsentText, Group, Study


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def staying(self) -> Self:
        """Those who did not withdraw."""
        return self.filter(withdrawn_at=None)


class Participant(models.Model):
    """Somebody who takes part, alone, as a duo or as a small group that does everything together."""

    class Way(models.TextChoices):
        OWN = "own"
        """On their own phone or computer."""
        SHARED = "shared"
        """On a tablet that several people use one after another."""
        PAPER = "paper"

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    """With the study it makes the pseudonym: 7 is "s7"."""
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=6, choices=Way, default=Way.OWN)
    people = models.PositiveSmallIntegerField(default=1)
    """2 for a duo, more for a small group; together they count as one sorter."""
    weight = models.FloatField(null=True, blank=True)
    """As in participants.csv; None: 1."""
    minor = models.BooleanField(default=False)
    easy = models.BooleanField(default=True)
    """Whether texts are shown in easy language."""
    pictures = models.BooleanField(default=True)
    turned = models.BooleanField(default=False)
    """Whether this person sees the steps of scales from high to low."""
    facts = models.JSONField(default=dict, blank=True)
    """Further columns of an imported participants.csv."""
    joined_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="a_pseudonym_is_given_once")
        ]

    def __str__(self) -> str:
        return self.pseudonym

    @property
    def pseudonym(self) -> str:
        return str(self.facts.get("pseudonym") or f"s{self.number}")


class JoinCode(models.Model):
    """A link, QR code and spoken code with which people join a study, for all or for one group."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    salt = models.CharField(max_length=32, default=new_salt)
    stored_link = models.CharField(max_length=64, unique=True)
    stored_spoken = models.CharField(max_length=64, unique=True)
    shared_device = models.BooleanField(default=False)
    """For a tablet that goes round: after each person it asks for the next."""
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"join code {self.pk}"


class Access(models.Model):
    """A way in for one participant: a device they use now, or the card with which they return."""

    class Kind(models.TextChoices):
        DEVICE = "device"
        RETURN = "return"
        """Link and spoken code on the return card; ``stored_spoken`` is set."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind)
    stored = models.CharField(max_length=64, unique=True)
    stored_spoken = models.CharField(max_length=64, null=True, unique=True)
    salt = models.CharField(max_length=32, default=new_salt)
    """A return card is computed from this, and can be printed again; see `werkwijs.lib.codes`."""
    join_code = models.ForeignKey(JoinCode, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)


class Representation(models.TextChoices):
    """Who may say yes for somebody else. A bewindvoerder is not among them: that is money only."""

    PARENT = "parent"
    GUARDIAN = "guardian"
    CURATOR = "curator"
    MENTOR = "mentor"
    PROXY = "proxy"
    """Authorised in writing."""
    RELATIVE = "relative"


class Consent(models.Model):
    """A yes to one version of the consent text; with the person's own yes where another gave it."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="consents")
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    own_yes = models.BooleanField(default=True)
    """The person's own yes; without it there is no consent, whoever represents them."""
    easy = models.BooleanField(default=True)
    read_aloud = models.BooleanField(default=False)
    on_paper = models.BooleanField(default=False)
    asked_by = models.CharField(max_length=40, blank=True)
    """On paper: in what role somebody asked the teach-back question; never a name."""
    attempts = models.PositiveSmallIntegerField(default=1)
    """Answers to the teach-back question until it was right."""
    understood = models.BooleanField(default=True)
    representation = models.CharField(max_length=10, choices=Representation, blank=True)
    evidence = models.CharField(max_length=120, blank=True)
    """What was seen of it ("signed form, seen by the facilitator"), never a name."""
    evidence_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="nobody_takes_part_without_own_yes", condition=Q(own_yes=True)
            )
        ]


class Help(models.Model):
    """Somebody helped a participant with a task: in what role, and how much."""

    class Task(models.TextChoices):
        IDEAS = "ideas"
        SORTING = "sorting"
        RATING = "rating"

    class How(models.TextChoices):
        READING = "reading"
        DEVICE = "device"
        TYPING = "typing"
        """Typed literally what was said."""
        EXPLAINING = "explaining"
        THINKING = "thinking"
        """Thought along: the answer may be partly the helper's."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="help")
    task = models.CharField(max_length=8, choices=Task)
    role = models.CharField(max_length=40)
    """As in the study folder: "jobcoach", "begeleider", "familie"; never a name."""
    how = models.CharField(max_length=12, choices=How)
    at = models.DateTimeField(default=timezone.now)


class Worry(models.Model):
    """Something worries somebody: read by the person the study names for it, and by nobody else."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(
        Participant, null=True, on_delete=models.CASCADE, related_name="+"
    )
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    text = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    handled_at = models.DateTimeField(null=True, blank=True)


class Exclusion(models.Model):
    """Advice to leave a sort out of the map, with the reason. The map itself decides."""

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="exclusions"
    )
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant"], condition=Q(lifted_at=None), name="excluded_once_at_a_time"
            )
        ]


class Meeting(models.Model):
    """Many people in one room: the facilitator starts, pauses and ends for all."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    join_code = models.ForeignKey(JoinCode, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["study"], condition=Q(ended_at=None), name="one_meeting_at_a_time"
            )
        ]
