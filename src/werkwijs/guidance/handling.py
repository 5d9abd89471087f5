"""Handles of a framework that a coach names with a line: three at most, and never asked for."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from werkwijs.accounts.models import User
from werkwijs.frameworks import choosing
from werkwijs.frameworks.choosing import Choice
from werkwijs.guidance import acting
from werkwijs.guidance.models import Entry, HandleUse, Trajectory

MOST = 3


def choices(trajectory: Trajectory) -> list[Choice]:
    """Those of the frameworks that the organisation offers."""
    return choosing.for_organisation(trajectory.organisation_id)


@transaction.atomic
def mark(entry: Entry, handles: Collection[int], *, by: User) -> None:
    """Name up to three with a line; what is no handle of the organisation is left out.

    Raises
    ------
    Impossible
        The line is somebody else's.
    """
    acting.must_change(entry, by)
    known = choosing.by_ids(entry.trajectory.organisation_id, handles)
    for one in known[:MOST]:
        HandleUse.objects.get_or_create(entry=entry, handle_id=one.id)


def named(entry: Entry) -> list[Choice]:
    """Those that were named with it, also of versions that are retired."""
    ids = list(entry.handle_uses.values_list("handle", flat=True))
    return choosing.by_ids(entry.trajectory.organisation_id, ids)
