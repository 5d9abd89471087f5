"""Facts about detention: in a field apart, with explicit consent, for the one coach (UAVG 31-33)."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.http import HttpRequest

from werkwijs.accounts.models import User
from werkwijs.guidance import granting, writing
from werkwijs.guidance.models import Entry, HouseRules, Kind, Member, Part, Trajectory
from werkwijs.lib.impossible import Impossible


def is_coach(trajectory: Trajectory, user: User) -> bool:
    """Whether it is the one coach: not who stands in, nor who comes in an emergency."""
    current = Member.objects.current().filter(trajectory=trajectory, user=user)
    return current.filter(part=Part.COACH).exists()


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
