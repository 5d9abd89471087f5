"""Courses as they are made, versions of them that never change, and groups of people who learn."""

from __future__ import annotations

import json
import uuid
from typing import Any, ClassVar, Self

from django.conf import settings as website
from django.db import models
from django.db.models import Q
from django.utils import timezone

from werkwijs.accounts.models import Membership, Organisation, Role, User
from werkwijs.cards.models import Edition
from werkwijs.training.course_document import CourseDocument

TITLE = 120
SHORT = 240
LONG = 8_000
NAME = 80


def _file_path(file: CourseFile, filename: str) -> str:
    """Own name, so that what somebody called their file tells nothing."""
    ending = filename.rsplit(".", 1)[-1]
    return f"training/{file.course_id}/{uuid.uuid4().hex}.{ending}"


class Route(models.TextChoices):
    """For whom a lesson is. The values are those of editions: a route is the way of one audience."""

    JOB_COACH = "job-coach"
    EMPLOYER = "employer"
    SUPPORT = "support"


class OfOrganisation(models.QuerySet[Any]):
    """Rows with an organisation."""

    def visible_to(self, user: User) -> Self:
        """Those of organisations where one makes or gives courses, or reads along."""
        held = user.memberships.current().filter(
            role__in=[Role.FACILITATOR, Role.RESEARCHER, Role.TRAINER]
        )
        return self.filter(organisation__in=held.values("organisation"))


class Course(models.Model):
    """A course as it is being made. What learners see is a version of it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """Stays the same over versions, and in other organisations."""
    code = models.CharField(max_length=12, unique=True)
    """In addresses, and its fixed mark for who accredits: given once, never again."""
    title = models.CharField(max_length=TITLE)
    about = models.CharField(max_length=LONG, blank=True)
    language = models.CharField(max_length=5, default="nl")
    licence = models.CharField(max_length=60, default="CC-BY-SA-4.0")
    edition = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The cards it rests on; a later edition is chosen, never slipped in."""
    pass_mark = models.PositiveSmallIntegerField(default=80)
    """Per cent of the closing test."""
    invented = models.BooleanField(default=False)
    """Example material: every page and file says so."""
    next_lesson = models.PositiveSmallIntegerField(default=1)
    next_block = models.PositiveSmallIntegerField(default=1)
    """Numbers that were not given yet: a number is given once, also when its block is gone."""
    version = models.PositiveIntegerField(default=1)
    """Counts how often it became other: a form from an older page is noticed."""
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        website.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    archived_at = models.DateTimeField(null=True, blank=True)
    """Out of sight; nothing is lost, and it can be brought back."""
    made_with = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects: ClassVar[Any] = OfOrganisation.as_manager()

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return f"course {self.code}"


class Lesson(models.Model):
    """What is learnt in one go."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="lessons")
    number = models.PositiveSmallIntegerField()
    """1 to 99; learning systems know it by this."""
    place = models.PositiveSmallIntegerField(default=0)
    """The lowest comes first."""
    title = models.CharField(max_length=TITLE)
    aim = models.CharField(max_length=SHORT, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    """As planned; what it took is measured among learners."""
    test = models.BooleanField(default=False)
    routes = models.JSONField(default=list)
    """Of `Route`: for whom it is."""
    dropped_at = models.DateTimeField(null=True, blank=True)
    """Taken out; dropping can be undone."""
    version = models.PositiveIntegerField(default=1)
    made_with = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["place", "number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="a_lesson_has_its_own_number")
        ]

    def __str__(self) -> str:
        return f"lesson {self.number} of {self.course_id}"


class Block(models.Model):
    """Something to read, do or answer in a lesson."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="blocks")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    """Given once in the course."""
    place = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=12)
    """Of `coursepack.course.BLOCK_KINDS`."""
    content = models.JSONField(default=dict)
    """As `coursepack` has it, without kind and number. A card is looked up in the edition:
    {"card": 3, "audience": "employer", "lead": ""}; a file is {"file": pk of a `CourseFile`, "alt": ...}."""
    routes = models.JSONField(default=list)
    """Only for these; empty: for all that follow the lesson."""
    co_trainer = models.CharField(max_length=SHORT * 4, blank=True)
    """What the expert by experience does here."""
    dropped_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_with = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["place", "number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="a_block_has_its_own_number")
        ]

    def __str__(self) -> str:
        return f"block {self.number} of {self.course_id}"


class MeasureItem(models.Model):
    """A question asked before, after and three months later. Own words; nobody validated them."""

    class Kind(models.TextChoices):
        KNOWLEDGE = "knowledge"
        """A question with a right answer."""
        CONFIDENCE = "confidence"
        """How sure somebody is to act, from 1 to 5."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="measure_items")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    content = models.JSONField(default=dict)
    """Knowledge: a question of `coursepack`. Confidence: {"text": "Ik durf ..."}."""
    routes = models.JSONField(default=list)
    """Only for these; empty: for all."""
    dropped_at = models.DateTimeField(null=True, blank=True)
    made_with = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["kind", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "number"], name="a_measure_item_has_its_own_number"
            )
        ]


class CourseFile(models.Model):
    """A picture, sound or film somebody uploaded for a course."""

    class Kind(models.TextChoices):
        IMAGE = "image"
        AUDIO = "audio"
        VIDEO = "video"
        CAPTIONS = "captions"

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=10, choices=Kind)
    file = models.FileField(upload_to=_file_path)
    shown_as = models.CharField(max_length=TITLE)
    """How makers know it."""
    alt = models.CharField(max_length=SHORT, blank=True)
    credit = models.CharField(max_length=TITLE, blank=True)
    digest = models.CharField(max_length=64)
    """SHA-256 of the content."""
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["pk"]


class Version(models.Model):
    """A course as it was frozen: what groups learn, and packages are made of."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="versions")
    edition = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveIntegerField()
    """Counts from 1 in each course."""
    content = models.TextField()
    """The document (`course_document`), as text: what is frozen stays the same to the byte."""
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        website.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_with = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects: ClassVar[Any] = OfOrganisation.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "number"], name="a_version_has_its_own_number"
            )
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.course_id}"

    @property
    def told(self) -> CourseDocument:
        """The document; read anew every time, so keep it where it is used more than once."""
        found: CourseDocument = json.loads(self.content)
        return found


class VersionFile(models.Model):
    """A file of a version, as it was then."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    """As the document calls it: ``media/9f2c….png``."""
    content = models.BinaryField()

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "name"], name="a_file_of_a_version_has_its_own_name"
            )
        ]


class GroupQuerySet(models.QuerySet["Group"]):
    def visible_to(self, user: User) -> Self:
        """Those one gives, and those of organisations whose courses one runs."""
        runs = Membership.objects.current().filter(user=user, role=Role.FACILITATOR)
        gives = Membership.objects.current().filter(user=user, role=Role.TRAINER)
        return self.filter(
            Q(organisation__in=runs.values("organisation"))
            | Q(organisation__in=gives.values("organisation"), trainer=user)
        )


class Group(models.Model):
    """People who follow one version of a course together, along one route."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    route = models.CharField(max_length=12, choices=Route)
    name = models.CharField(max_length=NAME)
    trainer = models.ForeignKey(
        website.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    code = models.CharField(max_length=12, unique=True)
    """In addresses of its pages."""
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    """Nobody joins any more; who learnt keeps what is theirs."""
    made_with = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects: ClassVar[Any] = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"group {self.code}"


class CoTrainer(models.Model):
    """An expert by experience who gives the course along with the trainer, by a link of their own."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="co_trainers")
    salt = models.CharField(max_length=32)
    stored_link = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(default=timezone.now)
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["pk"]


class Learner(models.Model):
    """Somebody who follows a course, by a link of their own: a number, until they want a proof."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="learners")
    number = models.PositiveIntegerField()
    """Counts from 1 in each group: "deelnemer 7"."""
    salt = models.CharField(max_length=32)
    stored_link = models.CharField(max_length=64, unique=True)
    state = models.TextField(blank=True)
    """What they did and where they are, as `coursepack.state` writes it."""
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    """Best score of the closing test, as marked here."""
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    """The last day they did something; no time of day."""
    finished_at = models.DateTimeField(null=True, blank=True)
    """All blocks done."""
    passed_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    """They left: their link works no more."""

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="a_learner_has_their_number")
        ]

    def __str__(self) -> str:
        return f"learner {self.number} of group {self.group_id}"


class Writing(models.Model):
    """What a learner wrote for themselves: a reflection, or an answer in own words. Nobody else reads it."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="writings")
    block = models.PositiveSmallIntegerField()
    """Number of the block in the course."""
    sealed = models.TextField(blank=True)
    """`werkwijs.lib.sealing`, purpose "writing"."""
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "block"], name="one_writing_for_a_block")
        ]


class HandIn(models.Model):
    """What a learner told the trainer of a practice task, and what the trainer said to it."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="hand_ins")
    block = models.PositiveSmallIntegerField()
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    """Counts how often it was changed."""
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by = models.ForeignKey(
        website.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reply_seen_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "block"], name="one_hand_in_for_a_task")
        ]


class Meeting(models.Model):
    """When the group meets."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="meetings")
    lesson = models.PositiveSmallIntegerField(null=True, blank=True)
    """Number of the lesson it is about, where it is about one."""
    at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=120)
    place = models.CharField(max_length=TITLE, blank=True)
    remark = models.CharField(max_length=SHORT, blank=True)
    made_with = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["at", "pk"]


class Attendance(models.Model):
    """Somebody was at a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attended")
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="attended")

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "learner"], name="somebody_is_at_a_meeting_once"
            )
        ]


class Moment(models.TextChoices):
    """When the measure is asked."""

    BEFORE = "before"
    AFTER = "after"
    LATER = "later"
    """Three months after the course."""


class Measured(models.Model):
    """What somebody answered to the measure at one moment. Only means of groups leave the room."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="measured")
    moment = models.CharField(max_length=8, choices=Moment)
    answers = models.JSONField(default=dict)
    """Number of the item -> answer; what was passed over is absent."""
    at = models.DateField()

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "moment"], name="measured_once_a_moment")
        ]


class ClassSession(models.Model):
    """A lesson in a room: one block on the wall at a time, answered on phones."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="sessions")
    salt = models.CharField(max_length=32, blank=True)
    """Of the digits that let a phone in."""
    stored_code = models.CharField(max_length=64, db_index=True, blank=True)
    until = models.DateTimeField(null=True)
    """When the digits stop working."""
    lesson = models.PositiveSmallIntegerField()
    block = models.PositiveSmallIntegerField(null=True, blank=True)
    """What is on the wall; None: nothing yet."""
    opened = models.BooleanField(default=False)
    """Phones may answer."""
    revealed = models.BooleanField(default=False)
    """Answers are on the wall."""
    version = models.PositiveIntegerField(default=1)
    """Counts the changes: screens and phones look whether it moved."""
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["-started_at"]


class ClassAnswer(models.Model):
    """What one phone answered; which one is nobody."""

    session = models.ForeignKey(ClassSession, on_delete=models.CASCADE, related_name="answers")
    block = models.PositiveSmallIntegerField()
    device = models.CharField(max_length=64)
    """A mark of the phone in this session only."""
    answer = models.CharField(max_length=200)
    """As `coursepack.marking` has it; own words of an open question or a discussion."""
    shown = models.BooleanField(default=False)
    """Own words that the trainer read, and put on the wall."""
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "block", "device"], name="a_phone_answers_a_block_once"
            )
        ]


class Certificate(models.Model):
    """Proof that somebody followed a course: theirs to show, to be verified by its code."""

    learner = models.OneToOneField(Learner, on_delete=models.PROTECT, related_name="certificate")
    code = models.CharField(max_length=26, unique=True)
    sealed_name = models.TextField()
    """As the learner wrote it; `werkwijs.lib.sealing`, purpose "certificate"."""
    sealed_register = models.TextField(blank=True)
    """Number in a register of their profession, where they gave one."""
    minutes = models.PositiveIntegerField()
    """Net time of study and meetings, as measured."""
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    on = models.DateField()

    objects: ClassVar[Any] = models.Manager()

    def __str__(self) -> str:
        return f"certificate {self.pk}"


class TakenBack(models.Model):
    """The code of a proof that was taken back: who has the paper is told so. Who it was is gone."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=26, unique=True)
    on = models.DateField()

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["pk"]
