"""Facts about detention: in a field apart, with explicit consent, for the one coach (UAVG 31-33)."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.guidance import acting, granting, log, writing
from werkwijs.guidance.models import Client, Entry, Former, HouseRules, Kind, Trajectory
from werkwijs.lib.impossible import Impossible


def is_coach(trajectory: Trajectory, user: User) -> bool:
    """Whether it is the one coach: not who stands in, nor who comes in an emergency."""
    return acting.may(acting.Act.CRIMINAL, trajectory, user)


def opens(trajectory: Trajectory, user: User) -> bool:
    """Whether there is such a field: the organisation decided so, and it is the coach who asks."""
    allowed = HouseRules.objects.filter(organisation=trajectory.organisation, criminal=True)
    return allowed.exists() and is_coach(trajectory, user)


@transaction.atomic
def write(
    trajectory: Trajectory,
    words: str,
    *,
    agreed: str,
    by: User,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> Entry:
    """Write it down, with what the person said when they agreed. They read it, and can have it taken away.

    Raises
    ------
    Impossible
        The organisation does not keep such facts, it is not the coach, or nobody wrote what the person said.
    """
    rules = HouseRules.objects.filter(organisation=trajectory.organisation).first()
    if rules is None or not rules.criminal:
        raise Impossible("guidance.criminal_is_off")
    if not is_coach(trajectory, by):
        raise Impossible("guidance.only_the_coach")
    told = writing.tidy(agreed)
    entry = writing.write(
        trajectory, writing.Words(Kind.CRIMINAL, words), by=by, key=key, request=request
    )
    yes = writing.write(
        trajectory,
        writing.Words(Kind.CRIMINAL, told, facet="agreed", about=entry),
        by=by,
        request=request,
    )
    for one in (entry, yes):
        granting.show_person(one, by=by, request=request)
    return entry


@transaction.atomic
def wipe(entry: Entry, *, by: Client, request: HttpRequest | None = None) -> None:
    """The person takes their yes back: fact and yes are gone for good, and no undo brings back a word.

    Raises
    ------
    Impossible
        It is none of theirs.
    """
    acting.must(acting.Act.CLOSE, entry.trajectory, by)
    fact = entry.about_id or entry.pk  # also where they pressed beside the yes
    of_it = Q(pk=fact) | Q(about=fact)
    lines = Entry.objects.filter(of_it, trajectory=entry.trajectory_id, kind=Kind.CRIMINAL)
    lines = lines.exclude(sealed="")
    Former.objects.filter(entry__in=lines).delete()
    if lines.update(sealed="", struck_at=timezone.now()):
        log.note("guidance.struck", entry.trajectory, by=by, request=request)
