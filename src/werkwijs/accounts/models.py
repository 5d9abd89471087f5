"""People who sign in, their organisations, and the roles they have there."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from werkwijs.lib.codes import new_salt


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **facts: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **facts)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """Somebody who signs in. Participants and clients do not: they are not users."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_staff = False
    is_superuser = False
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return f"user {str(self.pk)[:8]}"

    @cached_property
    def guides(self) -> bool:
        """Whether somebody guides people to work anywhere, or leads who do: the menu shows it."""
        held = self.memberships.current().filter(role__in=[Role.COACH, Role.SUPERVISOR])
        return bool(held.exists())

    def has_role(self, organisation: Organisation, *roles: str) -> bool:
        return self.memberships.current().filter(organisation=organisation, role__in=roles).exists()


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: User) -> Self:
        """Those one works for now."""
        current = Membership.objects.current().filter(user=user)
        return self.filter(pk__in=current.values("organisation"))


class Organisation(models.Model):
    """A care organisation, a school, a research group. Organisations cannot see each other."""

    name = models.CharField(max_length=120)
    minimum_group = models.PositiveSmallIntegerField(default=5)
    """Groups are shown from so many people on; never below 5."""
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organisation_minimum_group_is_at_least_five",
                condition=Q(minimum_group__gte=5),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What somebody may do in an organisation; one person may have several."""

    FACILITATOR = "facilitator"
    RESEARCHER = "researcher"
    ADMINISTRATOR = "administrator"
    TRAINER = "trainer"
    COACH = "coach"
    SUPERVISOR = "supervisor"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> Self:
        """Of those who have not left."""
        return self.filter(ended_at=None)


class Membership(models.Model):
    """One role of one person in one organisation, from a date until they leave."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(ended_at=None),
                name="a_role_is_held_once",
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> Self:
        """Those whose link works now."""
        return self.filter(used_at=None, withdrawn_at=None, expires_at__gt=timezone.now())

    def visible_to(self, user: User) -> Self:
        """Those of organisations one administers."""
        administered = Membership.objects.current().filter(user=user, role=Role.ADMINISTRATOR)
        return self.filter(organisation__in=administered.values("organisation"))


class Invitation(models.Model):
    """A link that works once: to join an organisation, or to choose a new password."""

    class Kind(models.TextChoices):
        JOIN = "join"
        PASSWORD = "password"  # noqa: S105 - a kind of link

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.JOIN)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.CASCADE, related_name="invitations"
    )
    """None where somebody asked for a new password by themselves."""
    email = models.EmailField()
    roles = models.JSONField(default=list)
    salt = models.CharField(max_length=32, default=new_salt)
    stored = models.CharField(max_length=64, unique=True)
    """What the code of the link looks up as; see `werkwijs.lib.codes`."""
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def state(self) -> str:
        if self.used_at:
            return "used"
        if self.withdrawn_at:
            return "withdrawn"
        return "open" if self.expires_at > timezone.now() else "expired"


class RecoveryQuerySet(models.QuerySet["Recovery"]):
    def open(self) -> Self:
        """Those that wait for the second person."""
        return self.filter(confirmed_at=None, withdrawn_at=None, expires_at__gt=timezone.now())


class Recovery(models.Model):
    """Somebody lost their second factor; two colleagues together take it away, so that a new one can come."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recoveries"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="recoveries"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    reason = models.CharField(max_length=300)
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    confirmed_reason = models.CharField(max_length=300, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = RecoveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="nobody_recovers_themselves",
                condition=~Q(user=F("asked_by"))
                & (Q(confirmed_by=None) | ~Q(user=F("confirmed_by"))),
            ),
            models.CheckConstraint(
                name="recovery_takes_two_people",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("asked_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"recovery {self.pk}"


class Notice(models.Model):
    """Something that was done to somebody's account by others: shown until they have seen it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=30)
    facts = models.JSONField(default=dict)
    """What the words of this kind fill in; see ``accounts.notice``."""
    at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"notice {self.pk}"
