"""The person, their way to work, who is around them, and the devices with which they come in."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings as website
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from werkwijs.accounts.models import Organisation, Role, User
from werkwijs.cards.models import Edition
from werkwijs.lib import sealing
from werkwijs.lib.codes import new_salt

NAME = 80
PLACE = 80
REASON = 300


class Part(models.TextChoices):
    """What somebody is to the person. Six kinds of representation stand apart: see `Representation`."""

    COACH = "coach"
    STAND_IN = "stand-in"
    SUPERVISOR = "supervisor"
    EMPLOYER = "employer"
    FAMILY = "family"
    RESIDENTIAL = "residential"
    DEBT = "debt"
    CONSULTANT = "consultant"
    REPRESENTATIVE = "representative"
    OTHER = "other"


STAFF = (Part.COACH, Part.STAND_IN, Part.SUPERVISOR)
"""Those who sign in; all others come by an invitation to this one trajectory."""


class Representation(models.TextChoices):
    """In what capacity somebody speaks for the person. A bewindvoerder is about money and nothing else."""

    MENTOR = "mentor"
    CURATOR = "curator"
    BEWINDVOERDER = "bewindvoerder"
    PARENT = "parent"
    PARTNER = "partner"
    PROXY = "proxy"


ABOUT_CARE = (
    Representation.MENTOR,
    Representation.CURATOR,
    Representation.PARENT,
    Representation.PARTNER,
    Representation.PROXY,
)
"""Who is asked where the person cannot decide something; never a bewindvoerder (BW 1:431, 7:465)."""


class HouseRules(models.Model):
    """What an organisation decided about its files. Without a row: the most careful of everything."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    criminal = models.BooleanField(default=False)
    """Whether facts about detention and the like may be kept at all, in a field of their own."""
    criminal_asked_by = models.ForeignKey(
        website.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """Who leads a team and wants so, while nobody else who does agreed: one alone does not decide it."""
    kept_years = models.PositiveSmallIntegerField(default=2)
    """Years a file stays after it was closed."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="files_are_kept_for_one_to_twenty_years",
                condition=Q(kept_years__gte=1) & Q(kept_years__lte=20),
            )
        ]

    def __str__(self) -> str:
        return f"house rules {self.pk}"


class Client(models.Model):
    """The person, known by a code; name and telephone number are sealed with a salt of theirs."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=8)
    """Letters and digits: "K4TP7". What stands in lists, logs, file names and calendars."""
    salt = models.CharField(max_length=32, default=new_salt)
    """Without it nothing that is sealed about them can be read: wiping it is forgetting them."""
    sealed_name = models.TextField(blank=True)
    sealed_called = models.TextField(blank=True)
    """What they want to be called."""
    sealed_reach = models.TextField(blank=True)
    picture = models.CharField(max_length=40, blank=True)
    """The picture they chose, to come in with their card."""
    card_salt = models.CharField(max_length=32, blank=True)
    stored_card = models.CharField(max_length=64, blank=True, db_index=True)
    """As what the code of their card looks up; "" when they have none."""
    card_tries = models.PositiveSmallIntegerField(default=0)
    """Wrong pictures since the last right one."""
    created_at = models.DateTimeField(default=timezone.now)
    made_with = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"], name="a_code_is_given_once_in_an_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"client {self.code}"

    def seal(self, words: str) -> str:
        return sealing.seal(f"guidance:{self.salt}", words)

    def unseal(self, sealed: str) -> str:
        """The words; "" where they cannot be read any more."""
        try:
            return sealing.unseal(f"guidance:{self.salt}", sealed)
        except sealing.Sealed:
            return ""

    @property
    def called(self) -> str:
        """What to call them; their code where nobody wrote it down."""
        return self.unseal(self.sealed_called) or self.unseal(self.sealed_name) or self.code


def works_at(user: User, *roles: str) -> models.QuerySet[Any, Any]:
    """Ids of organisations where somebody guides people, or leads who do."""
    held = user.memberships.current().filter(role__in=roles or (Role.COACH, Role.SUPERVISOR))
    return held.values("organisation")


class TrajectoryQuerySet(models.QuerySet["Trajectory"]):
    def guided_by(self, user: User, on: date | None = None) -> Self:
        """Those one guides now: as coach, stand-in, supervisor of it, or in an emergency.

        Only where one still works as such: who left an organisation opens none of its files.
        """
        mine = Member.objects.current(on).filter(user=user, part__in=STAFF)
        urgent = Emergency.objects.running().filter(user=user)
        return self.filter(
            Q(pk__in=mine.values("trajectory")) | Q(pk__in=urgent.values("trajectory")),
            organisation__in=works_at(user),
        )

    def supervised_by(self, user: User) -> Self:
        """Those of organisations where one leads a team: who guides whom, not what stands there."""
        return self.filter(organisation__in=works_at(user, Role.SUPERVISOR))

    def open(self) -> Self:
        return self.filter(closed_on=None)


class Trajectory(models.Model):
    """One way to work, from first meeting through aftercare; a restart is a new one that follows the old."""

    class Ended(models.TextChoices):
        WORKS = "works"
        OWN_WISH = "own-wish"
        STOPPED = "stopped"
        MOVED = "moved"
        OTHER_HELP = "other-help"
        OTHER = "other"

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="trajectories")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, unique=True)
    """In addresses; tells nothing."""
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by"
    )
    started_on = models.DateField()
    template = models.CharField(max_length=40, blank=True)
    phase = models.CharField(max_length=40, blank=True)
    phase_since = models.DateField(null=True, blank=True)
    paused_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    ended = models.CharField(max_length=12, choices=Ended, blank=True)
    edition = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The cards it began with; a later edition is chosen, never slipped in."""
    next_contact_on = models.DateField(null=True, blank=True)
    next_contact_why = models.CharField(max_length=20, blank=True)
    """Planned by hand, by the aftercare schedule, or because something changed: a member of words."""
    last_reached_on = models.DateField(null=True, blank=True)
    closer_until = models.DateField(null=True, blank=True)
    """Contacts are closer together until then, because something changed at work."""
    waits_since = models.DateField(null=True, blank=True)
    """No step is going on or planned since then, and nobody said why."""
    help_asked_at = models.DateTimeField(null=True, blank=True)
    """"Het gaat niet goed", and nobody has answered yet."""
    made_with = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects: ClassVar[Any] = TrajectoryQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="trajectory_closes_after_it_starts",
                condition=Q(closed_on=None) | Q(closed_on__gte=F("started_on")),
            ),
            models.CheckConstraint(
                name="closed_says_how_it_ended",
                condition=Q(closed_on=None, ended="") | (Q(closed_on__isnull=False) & ~Q(ended="")),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "closed_on"], name="trajectory_of_organisation")
        ]

    def __str__(self) -> str:
        return f"trajectory {self.code}"  # never the person: this ends up in logs


class Employer(models.Model):
    """Where somebody works or may work; once in an organisation, however often it is typed."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME)
    place = models.CharField(max_length=PLACE, blank=True)
    known_as = models.CharField(max_length=180)
    """Name and place as they are compared: small letters, without signs."""

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "known_as"],
                name="an_employer_stands_once_in_an_organisation",
            )
        ]

    def __str__(self) -> str:
        return f"employer {self.pk}"


class Contact(models.Model):
    """Somebody outside: an employer's person, a mother, a debt counsellor. Once in an organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(
        Employer, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts"
    )
    sealed_name = models.TextField()
    sealed_reach = models.TextField(blank=True)
    """A telephone number, mostly."""
    known_as = models.CharField(max_length=64)
    """As what name and reach look up: the same person typed twice is one; nobody reads a name in it."""
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "known_as"], name="a_contact_stands_once_in_an_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"contact {self.pk}"

    @property
    def name(self) -> str:
        return self._unsealed(self.sealed_name)

    @property
    def reach(self) -> str:
        return self._unsealed(self.sealed_reach)

    def _unsealed(self, sealed: str) -> str:
        try:
            return sealing.unseal(f"guidance:contact:{self.organisation_id}", sealed)
        except sealing.Sealed:
            return ""


class MemberQuerySet(models.QuerySet["Member"]):
    def current(self, on: date | None = None) -> Self:
        """Those who are in now: they came, nobody ended it, and their time is not over."""
        day = on or timezone.localdate()
        return self.filter(
            Q(until_on=None) | Q(until_on__gte=day),
            from_on__lte=day,
            ended_at=None,
            accepted_at__isnull=False,
        )

    def invited(self) -> Self:
        """Those who were asked and did not answer yet."""
        return self.filter(accepted_at=None, ended_at=None)


class Member(models.Model):
    """Somebody in the team around the person: in a role, in this trajectory, until a date."""

    class Gone(models.TextChoices):
        """Why somebody is no longer in."""

        WITHDRAWN = "withdrawn"
        """The coach took the invitation or the access back."""
        PERSON = "person"
        """The person did."""
        NOT_ME = "not-me"
        """It reached somebody else."""
        DECLINED = "declined"
        OWN_WISH = "own-wish"
        HANDED_OVER = "handed-over"
        LEFT = "left"
        """They left the organisation."""
        EXPIRED = "expired"
        """Nobody answered in time."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="members")
    part = models.CharField(max_length=14, choices=Part)
    user = models.ForeignKey(
        website.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    job = models.ForeignKey(
        "guidance.Job", null=True, blank=True, on_delete=models.SET_NULL, related_name="members"
    )
    """For an employer: the placement it is about; their access ends with it."""
    represents = models.CharField(max_length=14, choices=Representation, blank=True)
    evidence_on = models.DateField(null=True, blank=True)
    """When somebody saw the paper that says so."""
    from_on = models.DateField(default=date.today)
    until_on = models.DateField(null=True, blank=True)
    salt = models.CharField(max_length=32, blank=True)
    stored_link = models.CharField(max_length=64, blank=True, db_index=True)
    """As what the link of the invitation looks up; it works once."""
    invited_at = models.DateTimeField(default=timezone.now)
    invited_by = models.ForeignKey(
        website.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    expires_at = models.DateTimeField(null=True, blank=True)
    """Until when the invitation can be answered."""
    accepted_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    """When somebody who signs in last opened the file: what came in since is new to them."""
    ended_at = models.DateTimeField(null=True, blank=True)
    gone = models.CharField(max_length=12, choices=Gone, blank=True)
    made_with = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects: ClassVar[Any] = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_member_signs_in_or_is_invited",
                condition=Q(user__isnull=False, contact=None) | Q(user=None, contact__isnull=False),
            ),
            models.CheckConstraint(
                name="who_represents_says_how_and_since_when",
                condition=~Q(part="representative")
                | (~Q(represents="") & Q(evidence_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="membership_of_a_team_ends_after_it_begins",
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
            ),
            models.UniqueConstraint(
                fields=["trajectory"],
                condition=Q(part="coach", ended_at=None),
                name="one_coach_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["user", "part", "ended_at"], name="member_of_user")]

    def __str__(self) -> str:
        return f"member {self.pk}"

    @property
    def state(self) -> str:
        """``invited``, ``expired``, ``in``, ``later``, ``over`` or ``gone``."""
        if self.ended_at is not None:
            return "gone"
        if self.accepted_at is None:
            late = self.expires_at is not None and self.expires_at <= timezone.now()
            return "expired" if late else "invited"
        today = timezone.localdate()
        if self.from_on > today:
            return "later"
        return "over" if self.until_on is not None and self.until_on < today else "in"


class DeviceQuerySet(models.QuerySet["Device"]):
    def working(self) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class Device(models.Model):
    """A phone or computer with which the person, or somebody outside, comes in."""

    client = models.ForeignKey(
        Client, null=True, blank=True, on_delete=models.CASCADE, related_name="devices"
    )
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.CASCADE, related_name="devices"
    )
    members = models.ManyToManyField(
        Member, through="guidance.Answered", blank=True, related_name="devices"
    )
    """Of somebody outside: the invitations that were answered on it. It opens these ways and no other,
    whoever else was invited under the same name and number."""
    stored = models.CharField(max_length=64, unique=True)
    """As what its secret looks up; the secret is in a cookie and nowhere else."""
    how = models.CharField(max_length=10)
    """``link``, ``card`` or ``passkey``: how it came in."""
    came_with = models.ForeignKey(
        "guidance.Passkey", null=True, blank=True, on_delete=models.SET_NULL, related_name="devices"
    )
    """The passkey it came in with: both are on one phone, and end together."""
    made_at = models.DateTimeField(default=timezone.now)
    seen_on = models.DateField(default=date.today)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = DeviceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_device_is_of_one_person",
                condition=Q(client__isnull=False, contact=None)
                | Q(client=None, contact__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"device {self.pk}"


class Answered(models.Model):
    """An invitation that was answered on a device."""

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["device", "member"], name="an_invitation_once_a_device")
        ]

    def __str__(self) -> str:
        return f"answered {self.pk}"


class Passkey(models.Model):
    """With which the person comes in on a phone of their own: a finger, a face, the lock of the phone."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="passkeys")
    credential = models.CharField(max_length=512, unique=True)
    """Its id, in hexadecimal digits."""
    data = models.BinaryField()
    """What is needed to check a signature: a public key."""
    made_on = models.ForeignKey(
        Device, null=True, blank=True, on_delete=models.SET_NULL, related_name="passkeys"
    )
    """The device that was there when it was made; None where it was made before this was kept."""
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    def __str__(self) -> str:
        return f"passkey {self.pk}"


class Reach(models.Model):
    """How a coach can be called: what the person and people around them are told."""

    user = models.OneToOneField(
        website.AUTH_USER_MODEL, primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    phone = models.CharField(max_length=40)
    when = models.CharField(max_length=80, blank=True)
    """On which days and hours: "ma t/m do, 9 tot 17 uur"."""

    objects: ClassVar[Any] = models.Manager()

    def __str__(self) -> str:
        return f"reach {self.pk}"


class EmergencyQuerySet(models.QuerySet["Emergency"]):
    def running(self) -> Self:
        now = timezone.now()
        return self.filter(ended_at=None, from_at__lte=now, until_at__gt=now)


class Emergency(models.Model):
    """Somebody of the organisation opened a file that is not theirs, because it could not wait."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="emergencies")
    user = models.ForeignKey(website.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=REASON)
    from_at = models.DateTimeField(default=timezone.now)
    until_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = EmergencyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_emergency_has_a_reason_and_an_end",
                condition=~Q(reason="") & Q(until_at__gt=F("from_at")),
            )
        ]

    def __str__(self) -> str:
        return f"emergency {self.pk}"
