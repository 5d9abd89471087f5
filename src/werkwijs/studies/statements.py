"""Making the set by hand: adding, editing, dropping, ordering, while it is not locked."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.audit import noting
from werkwijs.lib.words import say
from werkwijs.studies import locking
from werkwijs.studies.models import Group, Statement, Study

LONGEST = 300
AT_ONCE = 500
"""Lines that may be pasted at once."""


class SetIsLocked(Exception):
    """The set is locked; the message says so, to whoever asked."""

    def __init__(self) -> None:
        super().__init__(say("studies.set_is_locked"))


@transaction.atomic
def add(
    study: Study,
    text: str,
    *,
    by: User,
    easy: str = "",
    short: str = "",
    origin: Group | None = None,
    key: uuid.UUID | None = None,
) -> Statement:
    """A statement at the end of the list. A second call with the same key gives the first one.

    Raises
    ------
    SetIsLocked
        People sort the set, or are about to.
    """
    if key and (there := study.statements.filter(made_with=key).first()):
        return there
    require_open(study)
    last = study.statements.aggregate(n=Max("order"))["n"] or 0
    made: Statement = Statement.objects.create(
        study=study,
        text=text,
        easy=easy,
        short=short,
        origin=origin,
        order=last + 1,
        made_with=key,
    )
    _noted("studies.statement_added", made, by)
    return made


@transaction.atomic
def add_lines(
    study: Study, lines: Iterable[str], *, by: User, origin: Group | None, key: uuid.UUID
) -> list[Statement]:
    """A statement per line; lines that are in the set already are passed over."""
    there = {_alike(s.text) for s in locking.final(study)}
    added = []
    for n, line in enumerate(lines):
        own = uuid.uuid5(key, str(n))
        if _alike(line) in there and not study.statements.filter(made_with=own).exists():
            continue
        there.add(_alike(line))
        added.append(add(study, line, by=by, origin=origin, key=own))
    return added


@transaction.atomic
def drop(statement: Statement, *, by: User) -> None:
    """Take it out of the set; it is kept, and can be put back. Twice is once."""
    if statement.dropped_at:
        return
    require_open(statement.study)
    statement.dropped_at = timezone.now()
    statement.save(update_fields=["dropped_at"])
    _noted("studies.statement_dropped", statement, by)


@transaction.atomic
def restore(statement: Statement, *, by: User) -> None:
    """Put it back where it was, unless its words are gone. Twice is once."""
    if not statement.dropped_at or not statement.text:
        return
    require_open(statement.study)
    statement.dropped_at = None
    statement.save(update_fields=["dropped_at"])
    _noted("studies.statement_restored", statement, by)


@transaction.atomic
def move(statement: Statement, to: int) -> None:
    """Make it the ``to``-th of the list (from 1); past either end it goes to the end."""
    require_open(statement.study)
    others = [
        s
        for s in statement.study.statements.filter(dropped_at=None).order_by("order", "id")
        if s.pk != statement.pk
    ]
    others.insert(max(0, min(to - 1, len(others))), statement)
    for order, each in enumerate(others, start=1):
        each.order = order
    Statement.objects.bulk_update(others, ["order"])


def lines_of(pasted: str) -> list[str]:
    """The statements in what was pasted: one a line, without numbers, bullets and empty lines."""
    stripped = (line.strip().lstrip("-•*–·").strip() for line in pasted.splitlines())
    return [line for line in (_without_number(line) for line in stripped) if line]


def require_open(study: Study) -> None:
    """Raise `SetIsLocked` where the texts stay as they are."""
    if locking.locked(study):
        raise SetIsLocked


def _without_number(line: str) -> str:
    head, point, rest = line.partition(" ")
    return rest.strip() if point and head.rstrip(".):").isdigit() and head[-1] in ".):" else line


def _alike(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _noted(event: str, statement: Statement, by: User) -> None:
    noting.note(
        event,
        by=by,
        about=statement,
        study=statement.study.slug,
        organisation=statement.study.organisation_id,
    )
