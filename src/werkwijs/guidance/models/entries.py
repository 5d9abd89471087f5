"""What was written in a file: one row per line, of one kind, by one party, sealed; facts stand beside it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings as website
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from werkwijs.cards.models import Edition
from werkwijs.frameworks.models import Handle
from werkwijs.guidance.models.people import Employer, Member, Trajectory

WORDS = 4_000


class Party(models.TextChoices):
    """Whose a line is: it is read by its own party, until somebody of it shares it."""

    PERSON = "person"
    COACH = "coach"
    """The coach, who stands in, and the supervisor of this trajectory."""
    OUTSIDE = "outside"
    """Of one member: employers, family and helpers do not share a party."""


class Kind(models.TextChoices):
    """What a line is."""

    INTAKE = "intake"
    """In the person's own words."""
    PROFILE = "profile"
    """One half of one of the five pairs person - work."""
    GOAL = "goal"
    EVIDENCE = "evidence"
    """That a goal came nearer, or not."""
    STEP = "step"
    VIEW = "view"
    """What the person thinks of a step."""
    TALK = "talk"
    """A contact: what was said, or that nobody was reached."""
    CARD = "card"
    """What came out of talking about a card."""
    REFLECTION = "reflection"
    """Of one coach, for one coach."""
    NEED = "need"
    """What helps at work: what an employer may read."""
    AGREEMENT = "agreement"
    JOB = "job"
    AT_WORK = "at-work"
    """Something changed: a boss, a roster, tasks, hours."""
    CHANGE = "change"
    """The plan became other, and why; also who took over."""
    SETBACK = "setback"
    """Something went wrong, and what was learnt."""
    SIGN = "sign"
    """A line of the plan in three colours."""
    SIGNAL = "signal"
    """Somebody around the person noticed something."""
    HELP = "help"
    """"Het gaat niet goed"."""
    ANSWER = "answer"
    RUNG = "rung"
    """Where somebody stands on the participation ladder: noted, never enforced."""
    CRIMINAL = "criminal"
    """Detention and the like: only where the organisation allows it and the person agreed."""
    COMPLAINT = "complaint"


class Entry(models.Model):
    """A line in a file."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=12, choices=Kind)
    facet = models.CharField(max_length=24, blank=True)
    """Which question, pair, colour or sort of change it is about; each kind has its own: see `facets`."""
    about = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="followed"
    )
    """The line it belongs to: evidence to a goal, a view to a step, an agreement to a job."""
    party = models.CharField(max_length=8, choices=Party)
    by_user = models.ForeignKey(
        website.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.CASCADE, related_name="written"
    )
    on = models.DateField()
    """The day it is about."""
    sealed = models.TextField(blank=True)
    only_author = models.BooleanField(default=False)
    """Not even for the rest of the party."""
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True, blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    """Taken back: nobody reads it any more; that it was there stays."""
    made_with = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_line_from_outside_is_of_one_member",
                condition=Q(party="outside", by_member__isnull=False)
                | (~Q(party="outside") & Q(by_member=None)),
            ),
        ]
        indexes = [models.Index(fields=["trajectory", "kind", "on"], name="entry_of_file")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Former(models.Model):
    """How a line read before it was changed."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="former")
    version = models.PositiveIntegerField()
    sealed = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    by_user = models.ForeignKey(
        website.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["version"]

    def __str__(self) -> str:
        return f"former {self.pk}"


class Goal(models.Model):
    """A coaching goal, from a gap between person and work; three open at most: there are three places."""

    class Outcome(models.TextChoices):
        REACHED = "reached"
        PARTLY = "partly"
        DROPPED = "dropped"

    class Horizon(models.TextChoices):
        SHORT = "short"
        """Within six months."""
        LONG = "long"

    entry = models.OneToOneField(
        Entry, primary_key=True, on_delete=models.CASCADE, related_name="goal"
    )
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="goals")
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    """1, 2 or 3 while it is open."""
    gap = models.ForeignKey(
        Entry, null=True, blank=True, on_delete=models.SET_NULL, related_name="goals_from"
    )
    horizon = models.CharField(max_length=6, choices=Horizon, default=Horizon.SHORT)
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory", "place"],
                condition=Q(place__isnull=False),
                name="a_goal_has_a_place_of_its_own",
            ),
            models.CheckConstraint(
                name="three_open_goals_at_most",
                condition=Q(place__in=[1, 2, 3], ended_on=None, outcome="")
                | (Q(place=None, ended_on__isnull=False) & ~Q(outcome="")),
            ),
        ]

    def __str__(self) -> str:
        return f"goal {self.pk}"


class Step(models.Model):
    """Small enough to do; forward, sideways or back."""

    class Sort(models.TextChoices):
        TALK = "talk"
        VISIT = "visit"
        TRIAL_DAY = "trial-day"
        PRACTICE = "practice"
        SHELTERED = "sheltered"
        THRIFT_SHOP = "thrift-shop"
        VOLUNTARY = "voluntary"
        INTERNSHIP = "internship"
        COURSE = "course"
        APPLYING = "applying"
        TRIAL_PLACEMENT = "trial-placement"
        PAID_JOB = "paid-job"
        AT_HOME = "at-home"
        OTHER = "other"

    class Direction(models.TextChoices):
        FORWARD = "forward"
        SIDEWAYS = "sideways"
        BACK = "back"

    class State(models.TextChoices):
        PLANNED = "planned"
        GOING = "going"
        PAUSED = "paused"
        DONE = "done"
        STOPPED = "stopped"

    entry = models.OneToOneField(
        Entry, primary_key=True, on_delete=models.CASCADE, related_name="step"
    )
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    sort = models.CharField(max_length=16, choices=Sort)
    direction = models.CharField(max_length=8, choices=Direction, default=Direction.FORWARD)
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    employer = models.ForeignKey(
        Employer, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_step_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
            )
        ]
        indexes = [models.Index(fields=["trajectory", "state"], name="step_of_trajectory")]

    def __str__(self) -> str:
        return f"step {self.pk}"


class Job(models.Model):
    """A place where somebody works; several, one after the other or at the same time."""

    class Sort(models.TextChoices):
        SHELTERED = "sheltered"
        VOLUNTARY = "voluntary"
        INTERNSHIP = "internship"
        TRIAL_PLACEMENT = "trial-placement"
        PAID = "paid"

    class Contract(models.TextChoices):
        TEMPORARY = "temporary"
        PERMANENT = "permanent"
        ON_CALL = "on-call"
        AGENCY = "agency"
        NONE = "none"

    class Ended(models.TextChoices):
        """Facts, never a cause that is about health."""

        CONTRACT = "contract"
        OWN_WISH = "own-wish"
        EMPLOYER = "employer"
        BETTER_JOB = "better-job"
        TRIAL_OVER = "trial-over"
        OTHER = "other"

    entry = models.OneToOneField(
        Entry, primary_key=True, on_delete=models.CASCADE, related_name="job"
    )
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="jobs")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="jobs")
    sort = models.CharField(max_length=16, choices=Sort)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended = models.CharField(max_length=12, choices=Ended, blank=True)
    contract = models.CharField(max_length=10, choices=Contract, default=Contract.NONE)
    contract_ends_on = models.DateField(null=True, blank=True)
    hours = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    """A week."""
    four_hours_on = models.DateField(null=True, blank=True)
    """When four paid hours were worked: from then on it counts as a job start (IPS Grow, data reporting)."""

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_job_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="a_week_has_at_most_sixty_hours",
                condition=Q(hours=None) | (Q(hours__gt=0) & Q(hours__lte=60)),
            ),
            models.CheckConstraint(
                name="four_paid_hours_come_after_the_start",
                condition=Q(four_hours_on=None)
                | (Q(four_hours_on__gte=F("starts_on")) & Q(sort="paid")),
            ),
        ]
        indexes = [models.Index(fields=["trajectory", "ends_on"], name="job_of_trajectory")]

    def __str__(self) -> str:
        return f"job {self.pk}"

    def runs_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


class Wage(models.Model):
    """What a job pays an hour from a day on."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="wages")
    from_on = models.DateField()
    cents = models.PositiveIntegerField()
    """Euro cents an hour, before tax."""

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.UniqueConstraint(fields=["job", "from_on"], name="a_wage_begins_once_a_day")
        ]

    def __str__(self) -> str:
        return f"wage {self.pk}"


class Talk(models.Model):
    """A contact, or a try: who, how, reached or not, how long."""

    class How(models.TextChoices):
        PHONE = "phone"
        MESSAGE = "message"
        AT_WORK = "at-work"
        AT_HOME = "at-home"
        TOGETHER = "together"
        """Done together: travelled, called, tried out."""
        OFFICE = "office"
        THREE_WAY = "three-way"
        VIDEO = "video"

    class Whom(models.TextChoices):
        PERSON = "person"
        EMPLOYER = "employer"
        FAMILY = "family"
        RESIDENTIAL = "residential"
        DEBT = "debt"
        CONSULTANT = "consultant"
        OTHER = "other"

    class Reached(models.TextChoices):
        YES = "yes"
        NOT = "not"
        NO_SHOW = "no-show"
        CANCELLED = "cancelled"

    entry = models.OneToOneField(
        Entry, primary_key=True, on_delete=models.CASCADE, related_name="talk"
    )
    how = models.CharField(max_length=10, choices=How)
    whom = models.CharField(max_length=12, choices=Whom)
    reached = models.CharField(max_length=10, choices=Reached)
    minutes = models.PositiveSmallIntegerField(default=0)
    goal = models.ForeignKey(
        Goal, null=True, blank=True, on_delete=models.SET_NULL, related_name="talks"
    )

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_contact_takes_a_day_at_most", condition=Q(minutes__lte=600)
            )
        ]

    def __str__(self) -> str:
        return f"talk {self.pk}"


class CardUse(models.Model):
    """A card was on the table; what came out stands in its entry."""

    entry = models.OneToOneField(
        Entry, primary_key=True, on_delete=models.CASCADE, related_name="card_use"
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    """The number printed on it."""

    objects: ClassVar[Any] = models.Manager()

    def __str__(self) -> str:
        return f"card use {self.pk}"


class HandleUse(models.Model):
    """A handle of a framework that a coach named with a line."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="handle_uses")
    handle = models.ForeignKey(Handle, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "handle"], name="a_handle_is_named_once_with_a_line"
            )
        ]

    def __str__(self) -> str:
        return f"handle use {self.pk}"


class Draft(models.Model):
    """What somebody is typing, kept while they type: a session that ends takes nothing with it."""

    user = models.ForeignKey(website.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=20)
    sealed = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "trajectory", "form"], name="one_draft_of_a_form_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"
