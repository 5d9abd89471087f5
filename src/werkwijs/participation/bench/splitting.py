"""An idea or statement says more than one thing, and becomes a statement for each."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.participation.bench import making, resting, steps, wording
from werkwijs.participation.bench.obstacles import LivesOn, NotInTheSet, TooFew
from werkwijs.participation.models import Became, Idea
from werkwijs.studies.models import Statement


@transaction.atomic
def split(
    source: Idea | Statement,
    texts: Sequence[str],
    *,
    reason: str,
    by: User | None,
    key: uuid.UUID | None = None,
) -> list[Statement]:
    """A statement for each text. A statement that is split is kept as a dropped one.

    Raises
    ------
    CannotDo
        There are fewer than two different texts, or one does not fit; the idea became a statement
        already, or the statement is not in the set.
    """
    whole = source if isinstance(source, Statement) else None
    study = source.study if isinstance(source, Statement) else source.participant.study
    step = steps.begin(study, "split", by=by, reason=reason, key=key)
    if step.done:
        return step.result()
    parts = [wording.fitting(text, stem=step.study.stem) for text in texts]
    if len(parts) < 2 or any(
        wording.alike(a, b) for n, a in enumerate(parts) for b in parts[n + 1 :]
    ):
        raise TooFew("split")
    if whole is not None:
        whole.refresh_from_db()
        if whole.dropped_at:
            raise NotInTheSet(whole)
        ideas = resting.ideas_of([whole])
        step.touch(ideas=ideas, statements=[whole])
        origin = whole.origin
        Became.objects.filter(statement=whole).delete()
        Statement.objects.filter(pk=whole.pk).update(dropped_at=timezone.now())
    else:
        assert isinstance(source, Idea)  # noqa: S101 - for the type checker
        if there := resting.lives_in(source):
            raise LivesOn(there)
        ideas = [source]
        step.touch(ideas=ideas)
        origin = resting.origin(ideas)
    made = [making.make(step.study, part, origin=origin) for part in parts]
    for statement in made:
        resting.rest(statement, ideas, decision="split", reason=step.reason)
    step.finish(made)
    return made
