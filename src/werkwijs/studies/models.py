"""What a study asks: focus prompt, groups, texts, consent, scales, statements; and how far it is."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from werkwijs.accounts.models import Organisation, Role

if TYPE_CHECKING:
    from werkwijs.accounts.models import User


class Phase(models.TextChoices):
    """How far a study is. Each phase opens its own tasks; going back is possible, and kept."""

    PREPARING = "preparing"
    IDEAS = "ideas"
    STATEMENTS = "statements"
    """The facilitator makes the final set from the ideas; participants wait."""
    SORTING = "sorting"
    """Sorting and rating."""
    MAP = "map"
    CLOSED = "closed"


class StudyQuerySet(models.QuerySet["Study"]):
    def visible_to(self, user: User) -> Self:
        """Studies of the organisations in which somebody runs or reads them. Every page starts here."""
        memberships = user.memberships.current().filter(
            role__in=[Role.FACILITATOR, Role.RESEARCHER]
        )
        return self.filter(organisation__in=memberships.values("organisation"))

    def run_by(self, user: User) -> Self:
        """Studies of the organisations in which somebody runs them: what they may take elsewhere."""
        memberships = user.memberships.current().filter(role=Role.FACILITATOR)
        return self.filter(organisation__in=memberships.values("organisation"))


class Study(models.Model):
    """One focus prompt, its statements, and what people said about them."""

    class Order(models.TextChoices):
        SORT_FIRST = "sort"
        RATE_FIRST = "rate"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    prompt = models.CharField(max_length=300)
    """The focus prompt as a question: "Wat helpt om werk te vinden en te houden?"."""
    stem = models.CharField(max_length=80, default="Het helpt als", blank=True)
    """How every statement begins."""
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="nl")
    phase = models.CharField(max_length=12, choices=Phase, default=Phase.PREPARING)
    order = models.CharField(max_length=4, choices=Order, default=Order.SORT_FIRST)
    asks_ideas = models.BooleanField(default=True)
    asks_sorting = models.BooleanField(default=True)
    asks_rating = models.BooleanField(default=True)
    batch_size = models.PositiveSmallIntegerField(null=True, blank=True)
    """How many statements one sorter is asked to sort; None: all of them."""
    round_size = models.PositiveSmallIntegerField(default=20)
    """A batch is sorted in rounds of at most so many."""
    names_piles = models.BooleanField(default=True)
    shows_pictures = models.BooleanField(default=True)
    shows_emoticons = models.BooleanField(default=False)
    """Beside the words of a scale. Opinions differ on whether they help: a choice."""
    shows_others_ideas = models.BooleanField(default=True)
    asks_practice = models.BooleanField(default=True)
    turns_scales = models.BooleanField(default=False)
    """Half of the people see the steps of a scale from high to low."""
    allows_minors = models.BooleanField(default=False)
    minimum_group = models.PositiveSmallIntegerField(default=5)
    """As the study chose; what holds is `smallest_shown`."""
    withdraw_until = models.DateField(null=True, blank=True)
    """The cut-off: until this day a participant can take back everything."""
    worry_reader = models.CharField(max_length=120, blank=True)
    """Who reads "this worries me", as people are told it: "Carla van het studieteam"."""
    worry_when = models.CharField(max_length=120, blank=True)
    worry_call = models.CharField(max_length=200, blank=True)
    """Whom to call now, with the number."""
    invented = models.BooleanField(default=False)
    facts = models.JSONField(default=dict, blank=True)
    """What else the researchers record, for the report (see docs/study-folder.md)."""
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    locked_at = models.DateTimeField(null=True, blank=True)
    """Since when the statements are final and numbered."""
    copied_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    """Counts changes to the set-up, so that a form filled in from an older page is noticed."""
    made_with = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    """Made by the page: the same form sent twice opens one study."""

    objects: ClassVar[Any] = StudyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "studies"
        constraints = [
            models.CheckConstraint(
                name="study_minimum_group_is_at_least_five", condition=Q(minimum_group__gte=5)
            ),
            models.CheckConstraint(
                name="study_batch_holds_statements",
                condition=Q(batch_size=None) | Q(batch_size__gte=3),
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def smallest_shown(self) -> int:
        """From so many people on a group is shown: never fewer than its organisation wants by now."""
        return max(self.minimum_group, self.organisation.minimum_group)


class PhaseChange(models.Model):
    """A study went to another phase."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="phase_changes")
    before = models.CharField(max_length=12, choices=Phase)
    after = models.CharField(max_length=12, choices=Phase)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)


class Group(models.Model):
    """A stakeholder group of a study: young people, employers, job coaches, support system."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="groups")
    key = models.SlugField(max_length=30)
    """As it stands in the study folder: ``jongere``."""
    name = models.CharField(max_length=60)
    """As people choose it: "Ik ben een jongere"."""
    easy = models.BooleanField(default=False)
    """Members see easy texts first."""
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["study", "key"], name="a_group_is_named_once")
        ]

    def __str__(self) -> str:
        return self.key


class Text(models.Model):
    """Something participants are told, in two levels. Keys: see `werkwijs.studies.texts`."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="texts")
    key = models.SlugField(max_length=30)
    easy = models.TextField(blank=True)
    ordinary = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "key"], name="a_text_stands_once")]


class ConsentText(models.Model):
    """What people agree to. A version somebody agreed to is never changed; a new one is made."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="consent_texts")
    version = models.PositiveSmallIntegerField()
    easy = models.TextField()
    ordinary = models.TextField()
    question = models.CharField(max_length=200)
    """Teach-back: a question whose answer shows that the text was understood."""
    answers = models.JSONField(default=list)
    """The choices, as texts."""
    right_answer = models.PositiveSmallIntegerField(default=0)
    explanation = models.CharField(max_length=300, blank=True)
    """Shown after another answer: never "wrong", but how it is."""
    published_at = models.DateTimeField(null=True, blank=True)
    """From then on it is shown, and frozen."""
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(
                fields=["study", "version"], name="a_consent_version_stands_once"
            )
        ]


class Scale(models.Model):
    """What is rated, from where to where, with a word for every step."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="scales")
    key = models.CharField(max_length=30)
    """As it stands in the study folder: ``belang``."""
    question = models.CharField(max_length=200)
    easy_question = models.CharField(max_length=200, blank=True)
    minimum = models.SmallIntegerField(default=1)
    maximum = models.SmallIntegerField(default=3)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["study", "key"], name="a_scale_is_named_once"),
            models.CheckConstraint(
                name="a_scale_ends_after_it_begins", condition=Q(maximum__gt=F("minimum"))
            ),
        ]

    def __str__(self) -> str:
        return self.key


class ScaleStep(models.Model):
    """One step of a scale: its value, one or two words, and a picture for who wants one."""

    scale = models.ForeignKey(Scale, on_delete=models.CASCADE, related_name="steps")
    value = models.SmallIntegerField()
    word = models.CharField(max_length=40)
    picture = models.CharField(max_length=20, blank=True)
    """Name of a drawn symbol of `werkwijs.design.symbols` (``blocks-1``, ``face-sad`` ...)."""

    class Meta:
        ordering = ["value"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "value"], name="a_step_stands_once")
        ]


class PracticeItem(models.Model):
    """Something to try a scale with; its answer is known, and does not count."""

    scale = models.ForeignKey(Scale, on_delete=models.CASCADE, related_name="practice_items")
    text = models.CharField(max_length=200)
    expected = models.SmallIntegerField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]


def _media_path(statement: Statement, name: str) -> str:
    return f"statements/{statement.study_id}/{uuid.uuid4().hex}.{name.rsplit('.', 1)[-1].lower()}"


class Statement(models.Model):
    """An idea as it is sorted and rated: curated, one idea each; numbered once the set is locked."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    """Its id in the study folder. None until the set is locked."""
    text = models.CharField(max_length=300)
    """What comes after the stem."""
    easy = models.CharField(max_length=300, blank=True)
    short = models.CharField(max_length=60, blank=True)
    origin = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.SET_NULL, related_name="statements"
    )
    """The group that brought it in; hidden while people sort and rate."""
    picture = models.FileField(upload_to=_media_path, blank=True)
    picture_alt = models.CharField(max_length=200, blank=True)
    sound = models.FileField(upload_to=_media_path, blank=True)
    order = models.PositiveIntegerField(default=0)
    dropped_at = models.DateTimeField(null=True, blank=True)
    """Not in the final set; kept, so that every idea stays traceable and dropping can be undone."""
    created_at = models.DateTimeField(default=timezone.now)
    made_with = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    """Made by the page: the same form sent twice adds one statement."""

    class Meta:
        ordering = ["number", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["study", "number"],
                condition=~Q(number=None),
                name="a_number_is_given_once",
            )
        ]

    def __str__(self) -> str:
        return f"statement {self.number or '-'}"
