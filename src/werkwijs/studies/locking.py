"""The final set: its statements are numbered, and stay as they are while people sort and rate them.

Studies do not know who took part. A room that does hands in a hindrance when it opens::

    locking.register_hindrance(sorted_or_rated)     # (study) -> why not, in words; or None
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.audit import noting
from werkwijs.lib.words import say
from werkwijs.studies.models import Phase, Statement, Study

FEWEST = 3
"""Fewer statements make no map."""
ENDED = {Phase.MAP, Phase.CLOSED}
BEING_SORTED = {Phase.SORTING, *ENDED}

Hindrance = Callable[[Study], str | None]
_HINDRANCES: list[Hindrance] = []


class CannotLock(Exception):
    """The set cannot be locked or unlocked now; the message says why, to whoever asked."""


def register_hindrance(hindrance: Hindrance) -> None:
    """Called by a room when it opens: it says why statements and scales may not change, or None."""
    if hindrance not in _HINDRANCES:
        _HINDRANCES.append(hindrance)


def hindrance(study: Study) -> str | None:
    """Why what people sorted and rated may not change any more; None while nobody did."""
    return next((why for ask in _HINDRANCES if (why := ask(study))), None)


def locked(study: Study) -> bool:
    """Whether the texts of statements stay as they are."""
    return study.locked_at is not None or study.phase in BEING_SORTED


def final(study: Study) -> list[Statement]:
    """The statements of the set, in order; dropped ones are not among them."""
    return list(study.statements.filter(dropped_at=None))


@transaction.atomic
def lock(study: Study, *, by: User) -> None:
    """Number the statements 1 to n, in their order. Locking twice keeps the first numbers.

    Raises
    ------
    CannotLock
        There are too few statements.
    """
    _fresh(study)
    if study.locked_at:
        return
    statements = list(study.statements.filter(dropped_at=None).order_by("order", "id"))
    if len(statements) < FEWEST:
        raise CannotLock(say("studies.too_few_to_lock", n=len(statements), fewest=FEWEST))
    study.statements.exclude(number=None).update(number=None)
    for number, statement in enumerate(statements, start=1):
        statement.number = number
    Statement.objects.bulk_update(statements, ["number"])
    study.locked_at = timezone.now()
    study.save(update_fields=["locked_at"])
    _noted("studies.statements_locked", study, by)


@transaction.atomic
def unlock(study: Study, *, by: User) -> None:
    """Open the set again, while nobody sorted or rated. Twice is once.

    Raises
    ------
    CannotLock
        People are sorting, or did.
    """
    _fresh(study)
    if why := why_not_unlock(study):
        raise CannotLock(why)
    if not study.locked_at:
        return
    study.statements.exclude(number=None).update(number=None)
    study.locked_at = None
    study.save(update_fields=["locked_at"])
    _noted("studies.statements_unlocked", study, by)


def why_not_unlock(study: Study) -> str:
    """What stands in the way of unlocking; "" when nothing does."""
    if why := hindrance(study):
        return why
    if study.phase in BEING_SORTED:
        return say("studies.unlock_goes_back_first")
    return ""


def _fresh(study: Study) -> None:
    """What is decided here is decided on how things are now, one after the other."""
    now = Study.objects.select_for_update().get(pk=study.pk)
    study.locked_at, study.phase = now.locked_at, now.phase


def _noted(event: str, study: Study, by: User) -> None:
    noting.note(event, by=by, about=study, study=study.slug, organisation=study.organisation_id)
