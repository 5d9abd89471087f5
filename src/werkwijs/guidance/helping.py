"""It does not go well: the coach hears it at once, the person hears who reads it and whom to call now."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import partial

from django.conf import settings as website
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts import letters
from werkwijs.accounts.models import User
from werkwijs.guidance import granting, log, writing
from werkwijs.guidance.models import STAFF, Client, Entry, Kind, Member, Part, Trajectory


@dataclass(frozen=True)
class Reads:
    """Who reads it, and in what role."""

    name: str
    part: str


def reads(trajectory: Trajectory) -> list[Reads]:
    """Who of the coach's party reads it: the coach, and who stands in now."""
    return [Reads(one.name, part) for one, part in _with_part(trajectory)]


def _with_part(trajectory: Trajectory) -> list[tuple[User, str]]:
    current = Member.objects.current().filter(
        trajectory=trajectory, part__in=(Part.COACH, Part.STAND_IN)
    )
    return [(one.user, one.part) for one in current.select_related("user") if one.user]


def _readers(trajectory: Trajectory) -> list[User]:
    return [user for user, _ in _with_part(trajectory)]


@transaction.atomic
def ask(
    trajectory: Trajectory,
    words: str,
    *,
    by: Client,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> Entry:
    """It does not go well. Words may stay away. Asked twice within one asking is one."""
    entry = writing.write(
        trajectory, writing.Words(Kind.HELP, words), by=by, key=key, empty=True, request=request
    )
    granting.tell_coach(entry, by=by, request=request)
    hurry(trajectory)
    return entry


@transaction.atomic
def answer(
    trajectory: Trajectory,
    words: str,
    *,
    by: User,
    about: Entry | None = None,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> Entry:
    """The coach answers; the person reads it. From then on it is no longer waiting."""
    entry = writing.write(
        trajectory,
        writing.Words(Kind.ANSWER, words, about=about),
        by=by,
        key=key,
        request=request,
    )
    granting.show_person(entry, by=by, request=request)
    Trajectory.objects.filter(pk=trajectory.pk).update(help_asked_at=None)
    trajectory.help_asked_at = None
    log.note("guidance.help_answered", trajectory, by=by, request=request)
    return entry


def to_call(trajectory: Trajectory) -> list[Member]:
    """Who is around the person and has a number, the coach's side first."""
    around = Member.objects.current().filter(trajectory=trajectory)
    found = list(around.select_related("user", "contact__employer"))
    return sorted(found, key=lambda one: (one.part not in STAFF, one.pk))


def hurry(trajectory: Trajectory) -> None:
    """It waits for an answer, since now; who reads it gets a letter without content."""
    waits = Trajectory.objects.filter(pk=trajectory.pk, help_asked_at=None)
    if waits.update(help_asked_at=timezone.now()):
        address = f"{website.BASE_URL}/begeleiding/"
        for one in _readers(trajectory):
            transaction.on_commit(partial(letters.send, one.email, address))
    trajectory.refresh_from_db()
