"""An idea or a statement stays out of the set, with the reason; and comes back."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.participation.bench import resting, steps
from werkwijs.participation.bench.obstacles import LivesOn, WentInto, WentWith
from werkwijs.participation.models import Became, BenchStep, Idea
from werkwijs.studies.models import Statement


def drop(
    source: Idea | Statement, *, reason: str, by: User | None, key: uuid.UUID | None = None
) -> None:
    """Out of the set, and kept. Twice is once.

    Raises
    ------
    CannotDo
        There is no reason; or the idea lives on in a statement.
    """
    if isinstance(source, Statement):
        _drop_statement(source, reason=reason, by=by, key=key)
    else:
        _drop_idea(source, reason=reason, by=by, key=key)


def restore(source: Idea | Statement, *, by: User | None, key: uuid.UUID | None = None) -> None:
    """Back to where it was before it was dropped. Twice is once.

    Raises
    ------
    CannotDo
        It was not dropped by itself: it was merged or split, or went with its statement.
    """
    if isinstance(source, Statement):
        _restore_statement(source, by=by, key=key)
    else:
        _restore_idea(source, by=by, key=key)


@transaction.atomic
def _drop_idea(idea: Idea, *, reason: str, by: User | None, key: uuid.UUID | None) -> None:
    step = steps.begin(idea.participant.study, "drop", by=by, reason=reason, key=key)
    if there := resting.lives_in(idea):
        raise LivesOn(there)
    if step.done or Became.objects.filter(idea=idea).exists():
        return
    step.touch(ideas=[idea])
    Became.objects.create(idea=idea, decision="dropped", reason=step.reason)
    step.finish()


@transaction.atomic
def _drop_statement(
    statement: Statement, *, reason: str, by: User | None, key: uuid.UUID | None
) -> None:
    step = steps.begin(statement.study, "drop", by=by, reason=reason, key=key)
    statement.refresh_from_db()
    if step.done or statement.dropped_at:
        return
    step.touch(ideas=resting.ideas_of([statement]), statements=[statement])
    statement.dropped_at = timezone.now()
    statement.save(update_fields=["dropped_at"])
    Became.objects.filter(statement=statement).update(decision="dropped", reason=step.reason)
    step.finish()


@transaction.atomic
def _restore_idea(idea: Idea, *, by: User | None, key: uuid.UUID | None) -> None:
    step = steps.begin(idea.participant.study, "restore", by=by, key=key)
    dropped = Became.objects.filter(idea=idea, statement=None)
    if step.done or not (dropped.exists() or Became.objects.filter(idea=idea).exists()):
        return
    if there := resting.lives_in(idea):
        raise LivesOn(there)
    if not dropped.exists():
        went = Statement.objects.filter(pk__in=Became.objects.filter(idea=idea).values("statement"))
        raise WentWith(went[0])
    step.touch(ideas=[idea])
    dropped.delete()
    step.finish()


@transaction.atomic
def _restore_statement(statement: Statement, *, by: User | None, key: uuid.UUID | None) -> None:
    step = steps.begin(statement.study, "restore", by=by, key=key)
    statement.refresh_from_db()
    if step.done or not statement.dropped_at:
        return
    last = _last_about(statement)
    if last is not None and last.act in ("merge", "split", "withdraw"):
        raise WentInto(last)
    step.touch(ideas=resting.ideas_of([statement]), statements=[statement])
    statement.dropped_at = None
    statement.save(update_fields=["dropped_at"])
    _decisions_back(statement, last)
    step.finish()


def _last_about(statement: Statement) -> BenchStep | None:
    about = ("statement", str(statement.pk))
    found = (
        s for s in reversed(steps.standing_steps(statement.study)) if about in steps.touched(s)
    )
    return next(found, None)


def _decisions_back(statement: Statement, drop: BenchStep | None) -> None:
    """What was decided about its ideas before it was dropped."""
    before = drop.before.get("ideas", {}) if drop is not None and drop.act == "drop" else {}
    for row in Became.objects.filter(statement=statement, decision="dropped"):
        own = (r for r in before.get(str(row.idea_id), []) if r[0] == statement.pk)
        _, row.decision, row.reason = next(own, (None, "kept", ""))
        row.save(update_fields=["decision", "reason"])
