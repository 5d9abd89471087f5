"""Cards as they are written, what readers say of them, and editions: frozen, numbered, never changed."""

from __future__ import annotations

import json
import uuid
from typing import Any, ClassVar

from django.conf import settings as website
from django.db import models
from django.utils import timezone

from werkwijs.accounts.models import Organisation
from werkwijs.analysis.models import Publication
from werkwijs.cards.edition_document import (
    ACTION,
    ALT,
    CREDIT,
    EASY,
    QUESTION,
    THEME,
    TITLE,
    WHY,
    EditionDocument,
)
from werkwijs.studies.models import Study


def _media_path(text: Text, filename: str) -> str:
    """Own name, so that what somebody called their file tells nothing."""
    ending = filename.rsplit(".", 1)[-1]
    return f"cards/{text.card.study_id}/{uuid.uuid4().hex}.{ending}"


class Audience(models.TextChoices):
    """For whom a card is written. The values are those of the command line and of open files."""

    YOUNG_PERSON = "young-person"
    EMPLOYER = "employer"
    JOB_COACH = "job-coach"
    SUPPORT = "support"


class Card(models.Model):
    """One thing that helps, with one number for all its readers, resting on statements of a published map."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="+")
    """The published map it rests on; a later one is chosen, never slipped in."""
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """Stays the same over editions and organisations."""
    number = models.PositiveSmallIntegerField()
    """Printed on it; the same for all readers, so that they can lay the same card on the table."""
    theme = models.CharField(max_length=THEME)
    """What it is about, for who makes cards."""
    dropped_at = models.DateTimeField(null=True, blank=True)
    """Not for a next edition; its number is not given again, and dropping can be undone."""
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        website.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_with = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    """Made by the page: the same form sent twice makes one card."""

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="a_card_has_its_own_number")
        ]

    def __str__(self) -> str:
        return f"card {self.number}"


class Text(models.Model):
    """What a card says to one audience, with its picture and sound."""

    class State(models.TextChoices):
        DRAFT = "draft"
        APPROVED = "approved"
        """Read by people of this audience, and found good by who makes the cards."""

    class SoundKind(models.TextChoices):
        RECORDED = "recorded"
        """Somebody read it aloud."""
        VOICE = "voice"
        """Made by the voice of the machine."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="texts")
    audience = models.CharField(max_length=12, choices=Audience)
    title = models.CharField(max_length=TITLE, blank=True)
    why = models.CharField(max_length=WHY, blank=True)
    action_1 = models.CharField(max_length=ACTION, blank=True)
    action_2 = models.CharField(max_length=ACTION, blank=True)
    action_3 = models.CharField(max_length=ACTION, blank=True)
    question = models.CharField(max_length=QUESTION, blank=True)
    easy = models.CharField(max_length=EASY, blank=True)
    """The same in a few very easy words; for young people."""
    pictogram = models.CharField(max_length=80, blank=True)
    """Name of one of `werkwijs.cards.pictograms`; "" for none."""
    picture = models.FileField(upload_to=_media_path, blank=True)
    """An own one, in place of a pictogram."""
    picture_alt = models.CharField(max_length=ALT, blank=True)
    picture_credit = models.CharField(max_length=CREDIT, blank=True)
    """Who made an own picture, and what others may do with it."""
    sound = models.FileField(upload_to=_media_path, blank=True)
    sound_kind = models.CharField(max_length=10, choices=SoundKind, blank=True)
    sound_of = models.CharField(max_length=64, blank=True)
    """Digest of the words it says: other words, and the sound is out of date."""
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        website.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    """Counts how often its words, picture or sources became others: a form from an older page is noticed."""
    changed_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["card__number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["card", "audience"], name="a_card_speaks_to_an_audience_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.card}, {self.audience}"

    @property
    def actions(self) -> list[str]:
        return [a for a in (self.action_1, self.action_2, self.action_3) if a]


class Source(models.Model):
    """A statement a text rests on, by its id in the published map. A card rests on those of all its texts."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="sources")
    statement = models.CharField(max_length=20)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "statement"], name="a_text_rests_on_a_statement_once"
            )
        ]


class Reader(models.Model):
    """Somebody of an audience who was asked to read cards, by a link of their own. No name is kept."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=12, choices=Audience)
    number = models.PositiveSmallIntegerField()
    """Counts from 1 in each study: "proeflezer 3"."""
    expert = models.BooleanField(default=False)
    """Knows it from their own life: an expert by experience."""
    salt = models.CharField(max_length=32)
    """Of their link."""
    stored_link = models.CharField(max_length=64, db_index=True)
    until = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        website.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["study", "number"], name="a_reader_has_their_own_number"
            )
        ]

    def __str__(self) -> str:
        return f"reader {self.number}"


class Remark(models.Model):
    """What a reader, or a colleague, said of a text. It is answered, never deleted."""

    class Answer(models.TextChoices):
        YES = "yes"
        PARTLY = "partly"
        NO = "no"

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="remarks")
    reader = models.ForeignKey(
        Reader, null=True, blank=True, on_delete=models.PROTECT, related_name="remarks"
    )
    by = models.ForeignKey(
        website.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """A colleague, where it was no reader."""
    clear = models.CharField(max_length=6, choices=Answer, blank=True)
    """Do you understand this card?"""
    right = models.CharField(max_length=6, choices=Answer, blank=True)
    """Is it true for you?"""
    words = models.CharField(max_length=500, blank=True)
    of = models.CharField(max_length=64)
    """Digest of what they read: after a change it is about an earlier text."""
    at = models.DateTimeField(default=timezone.now)
    made_with = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        website.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answer = models.CharField(max_length=300, blank=True)
    """What was done with it, and why."""

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["at", "pk"]


class Edition(models.Model):
    """Cards as they were frozen: of our own study, of another organisation, or in another language."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    study = models.ForeignKey(
        Study, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """None: it came from another organisation."""
    publication = models.ForeignKey(
        Publication, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The map it rests on: that one can be withdrawn, never deleted."""
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    """Stays the same in other organisations."""
    number = models.PositiveIntegerField()
    """Counts from 1 in each study; that of another organisation keeps its own."""
    title = models.CharField(max_length=120)
    language = models.CharField(max_length=5)
    content = models.TextField()
    """The document (`edition_document`), as text: what is frozen stays the same to the byte."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the content."""
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        website.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    translation_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="translations"
    )
    code = models.CharField(max_length=12, unique=True)
    """In the address of its public pages, and in the QR codes on its cards: given once, never again."""
    published_at = models.DateTimeField(null=True, blank=True)
    """Since when everybody may see it; None: only colleagues."""
    made_with = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    """Made by the page: the same form sent twice freezes one edition."""
    received_at = models.DateTimeField(null=True, blank=True)
    received_from = models.CharField(max_length=120, blank=True)
    """Who handed it over, where it came from another organisation."""

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "key"], name="an_organisation_has_an_edition_once"
            )
        ]

    def __str__(self) -> str:
        return f"edition {self.code}"

    @property
    def told(self) -> EditionDocument:
        """The document; read anew every time, so keep it where it is used more than once."""
        found: EditionDocument = json.loads(self.content)
        return found


class EditionFile(models.Model):
    """A picture or sound of an edition, as it was then."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    """As the document calls it: ``pictures/9f2c….svg``."""
    content = models.BinaryField()

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "name"], name="a_file_of_an_edition_has_its_own_name"
            )
        ]


class Translation(models.Model):
    """An edition on its way to another language: finished, it becomes an edition of its own."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=5)
    texts = models.JSONField(default=dict)
    """"3/employer/title" -> the words in the other language."""
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    became = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "language"], name="an_edition_is_translated_once_to_a_language"
            )
        ]
