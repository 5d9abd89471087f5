"""A statement gets other words."""

from __future__ import annotations

import uuid

from django.db import transaction

from werkwijs.accounts.models import User
from werkwijs.participation.bench import resting, steps, wording
from werkwijs.participation.bench.obstacles import NotInTheSet
from werkwijs.participation.models import Became
from werkwijs.studies.models import Statement


@transaction.atomic
def edit(
    statement: Statement,
    *,
    text: str,
    by: User | None,
    reason: str = "",
    key: uuid.UUID | None = None,
) -> Statement:
    """Other words, the same ideas behind them. The same words are no step.

    Raises
    ------
    CannotDo
        It is not in the set, or the text does not fit.
    """
    step = steps.begin(statement.study, "edit", by=by, reason=reason, key=key)
    if step.done:
        return step.result()[0]
    fitting = wording.fitting(text, stem=step.study.stem)
    statement.refresh_from_db()
    if statement.dropped_at:
        raise NotInTheSet(statement)
    if fitting == statement.text:
        return statement
    step.touch(ideas=resting.ideas_of([statement]), statements=[statement])
    statement.text = fitting
    statement.save(update_fields=["text"])
    Became.objects.filter(statement=statement, decision="kept").update(decision="edited")
    step.finish([statement])
    return statement
