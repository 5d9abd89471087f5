"""A step is taken back: everything stands as before it, as long as nothing later rests on it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.participation.bench import standing, steps
from werkwijs.participation.bench.obstacles import (
    ChangedElsewhere,
    HasMore,
    StandsInTheWay,
    WordsAreGone,
)
from werkwijs.participation.models import BenchStep
from werkwijs.studies.models import Statement, Study


@transaction.atomic
def undo(step: BenchStep, *, by: User | None) -> None:
    """Take one step back, the last or an earlier one. Twice is once.

    Raises
    ------
    CannotDo
        A later step rests on it, something changed outside the bench, or its words are gone.
    """
    steps.require_open(step.study)
    step.refresh_from_db()
    if step.undone_at:
        return
    if why := later_on_it(step, steps.standing_steps(step.study)):
        raise StandsInTheWay(why)
    _require_untouched(step)
    standing.bring_back(step.before)
    step.undone_at, step.undone_by = timezone.now(), by
    step.save(update_fields=["undone_at", "undone_by"])
    steps.noted_undone(step, by=by)


def undo_last(study: Study, *, by: User | None) -> BenchStep | None:
    """Take the last step back that still stands; None when there is none."""
    last = next(reversed(steps.standing_steps(study)), None)
    if last is not None:
        undo(last, by=by)
    return last


def later_on_it(step: BenchStep, every: list[BenchStep]) -> BenchStep | None:
    """The newest of the standing steps that came after this one and is about the same things."""
    own = steps.touched(step)
    later = (s for s in reversed(every) if s.pk > step.pk and steps.touched(s) & own)
    return next(later, None)


def _require_untouched(step: BenchStep) -> None:
    before, after = step.before["statements"], step.after["statements"]
    if step.act == "withdraw" or any(
        own is not None and not own["text"] for own in before.values()
    ):
        raise WordsAreGone
    now = standing.now(statements=map(int, after), ideas=map(int, step.after["ideas"]))
    there = {str(s.pk): s for s in Statement.objects.filter(pk__in=map(int, after))}
    for pk, own in after.items():
        if not standing.same(own, now["statements"][pk]):
            raise ChangedElsewhere(there.get(pk))
        if before.get(pk) is None and pk in there and _has_more(there[pk]):
            raise HasMore(there[pk])
    if any(step.after["ideas"][pk] != rows for pk, rows in now["ideas"].items()):
        raise ChangedElsewhere


def _has_more(statement: Statement) -> bool:
    return bool(statement.easy or statement.short or statement.picture or statement.sound)
