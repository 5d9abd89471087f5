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

    drawn_from = models.CharField(max_length=64, blank=True)
    """What it was drawn from, as a digest: whether the answers changed since can be told, not which."""
    on_screen = models.JSONField(default=dict)
    """What the screen in the room shows: {"statement": "12"}, the cluster of that statement; {}: all."""
    voting_salt = models.CharField(max_length=32, blank=True)
    """Of the digits people type on their phone to vote on a name; "" while nobody was asked to vote."""
    voting_stored = models.CharField(max_length=64, blank=True, db_index=True)
    voting_until = models.DateTimeField(null=True, blank=True)

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


class Cut(models.Model):
    """What is known of the clusters at one number of them: labels, means, differences.

    In the shape of `conceptmapping.document.CutPart`.
    """

    concept_map = models.ForeignKey(ConceptMap, on_delete=models.CASCADE, related_name="cuts")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """By which the job knows it."""
    clusters = models.PositiveSmallIntegerField()
    moves = models.CharField(max_length=64, blank=True)
    """Digest of what was moved by hand; "" for the tree's own clusters."""
    made = models.JSONField(default=list)
    """What was moved by hand, as the engine takes it."""
    changed = models.BooleanField(default=False)
    """It cannot be computed any more: the answers are not those the map was drawn from."""
    content = models.TextField(blank=True)
    """"" while it still has to be computed."""

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["concept_map", "clusters", "moves"], name="a_map_is_cut_so_once"
            )
        ]

    @property
    def told(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.content)
        return found


class Decision(models.Model):
    """Something the group decided about a map. It is never changed: who decides otherwise adds another."""

    class Kind(models.TextChoices):
        CLUSTERS = "clusters"
        """How many; ``data``: {"clusters": 7}."""
        NAME = "name"
        """What a cluster is called; ``data``: {"statements": ["1", "4"], "name": ..., "easy": ...}.

        The statements are those the tree puts in it, so that it keeps its name when one is moved by hand.
        """
        MOVE = "move"
        """A statement belongs with another one; ``data``: {"statement": "4", "to": "7"}."""

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


class Ballot(models.Model):
    """A vote in the room about what a cluster is to be called. It decides nothing: the group does."""

    concept_map = models.ForeignKey(ConceptMap, on_delete=models.CASCADE, related_name="ballots")
    statements = models.JSONField()
    """The cluster, by the statements the tree puts in it."""
    options = models.JSONField()
    """The names one can choose from."""
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["concept_map"],
                condition=models.Q(closed_at=None),
                name="one_vote_at_a_time_about_a_map",
            )
        ]


class Vote(models.Model):
    """Somebody's choice. Who it was is not known: a number their phone drew at random, for this map alone."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="votes")
    voter = models.CharField(max_length=64)
    option = models.PositiveSmallIntegerField()

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "voter"], name="one_vote_each_on_a_ballot")
        ]


class Publication(models.Model):
    """A map as it was published: frozen, with what the group decided. A later one stands beside it."""

    class State(models.TextChoices):
        ASKED = "asked"
        MAKING = "making"
        READY = "ready"
        FAILED = "failed"

    concept_map = models.ForeignKey(
        ConceptMap, on_delete=models.PROTECT, related_name="publications"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """By which the job knows it."""
    number = models.PositiveIntegerField()
    """Counts from 1 in each study: version 1, version 2."""
    language = models.CharField(max_length=5)
    """Of the report and what goes with it."""
    remark = models.CharField(max_length=300, blank=True)
    """What is different about this version."""
    decided = models.JSONField(default=dict)
    """Settings that people decided: clusters, reason, moves, names."""
    history = models.JSONField(default=list)
    """Every decision up to here, also those that were taken back; without who wrote them down."""
    content = models.TextField(blank=True)
    """The document, in the shape of ``map.json``, with nothing in it about one person."""
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    stage = models.CharField(max_length=40, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.JSONField(default=dict)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        website.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    n_withdrawn = models.PositiveIntegerField(default=0)
    """How many had withdrawn when it was made; whether more did since is told to who runs the study."""
    finished_at = models.DateTimeField(null=True, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    """Since when everybody with the address may see the result; None: nobody else."""
    salt = models.CharField(max_length=32, blank=True)
    """Of that address; another one makes the old address worth nothing."""
    stored_link = models.CharField(max_length=64, blank=True, db_index=True)
    files_shared = models.BooleanField(default=False)
    """Whether the report and what goes with it may be fetched there too."""
    files_first_shared_at = models.DateTimeField(null=True, blank=True)
    """Somebody may have kept them since, whether or not they are shared now."""
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    """Nothing new may rest on it; what rests on it already stays, and says so. It is never deleted."""
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.concept_map_id}: {self.number}"

    @property
    def goes_on(self) -> bool:
        return self.state in (self.State.ASKED, self.State.MAKING)

    @property
    def told(self) -> dict[str, Any]:
        """The document; read anew every time."""
        found: dict[str, Any] = json.loads(self.content)
        return found


class PublishedFile(models.Model):
    """The report, slides, tables and the rest of a publication, as they were made then."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    """With its folder: ``figures/cluster-map.svg``."""
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "name"], name="a_file_of_a_publication_has_its_own_name"
            )
        ]


class RowsBundle(models.Model):
    """What a researcher needs to compute it all again, with everybody's answers by pseudonym.

    Made when it is asked for, and gone after a day or as soon as anybody withdraws.
    """

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="bundles")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reason = models.CharField(max_length=300)
    """For what it is needed."""
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        website.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    content = models.BinaryField(null=True)
    problem = models.JSONField(default=dict)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["-asked_at"]
