"""An idea becomes a statement, in the same words or in others."""

from __future__ import annotations

import uuid

from django.db import transaction

from werkwijs.accounts.models import User
from werkwijs.participation.bench import making, resting, steps, wording
from werkwijs.participation.bench.obstacles import LivesOn
from werkwijs.participation.models import Idea
from werkwijs.studies.models import Statement


@transaction.atomic
def take(
    idea: Idea,
    *,
    by: User | None,
    text: str | None = None,
    reason: str = "",
    key: uuid.UUID | None = None,
) -> Statement:
    """A statement with the words of the idea, without the stem if the idea repeats it; or with ``text``.

    Raises
    ------
    CannotDo
        It became a statement already, or its words are too many for one.
    """
    step = steps.begin(idea.participant.study, "take", by=by, reason=reason, key=key)
    if step.done:
        return step.result()[0]
    if there := resting.lives_in(idea):
        raise LivesOn(there)
    own = wording.from_idea(idea, step.study.stem)
    fitting = wording.fitting(own if text is None else text, stem=step.study.stem)
    step.touch(ideas=[idea])
    made = making.make(step.study, fitting, origin=resting.origin([idea]))
    decision = "kept" if wording.alike(fitting, own) else "edited"
    resting.rest(made, [idea], decision=decision, reason=step.reason)
    step.finish([made])
    return made
