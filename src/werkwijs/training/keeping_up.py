"""What a learner did is kept, from a form or from the player; the score is made here, from answers."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

import coursepack as cp
from coursepack import playing
from coursepack import state as states
from werkwijs.lib import sealing
from werkwijs.lib.tidying import without_signs
from werkwijs.training import frozen
from werkwijs.training.models import HandIn, Learner, Writing
from werkwijs.training.progressing import state_of

WORDS = 4_000
"""Characters of own words."""
PURPOSE = "writing"

Act = Callable[[cp.Course, states.State], states.State]


def save(learner: Learner, sent: str) -> states.State:
    """Keep the state a device sends, joined with what was kept; the same twice changes nothing.

    Raises
    ------
    UnreadableState
        It is no state.
    """
    read = states.read(sent[: states.MOST_CHARACTERS + 1])
    return do(learner, lambda course, kept: playing.merged(course, kept, read))


@transaction.atomic
def do(learner: Learner, act: Act) -> states.State:
    """One act, on what is kept now; of who stopped meanwhile nothing is kept."""
    own = held(learner)
    if own is None:
        return states.State()
    course = frozen.of_group(own.group)
    before = state_of(own)
    after = _of(course, act(course, before))
    text = states.write(after)
    now = timezone.now()
    changed = {"state": text, "score": after.best, "seen_on": timezone.localdate(now)}
    if own.started_at is None:
        changed["started_at"] = now
    if own.finished_at is None and playing.complete(course, after):
        changed["finished_at"] = now
    if own.passed_at is None and playing.passed(course, after):
        changed["passed_at"] = now
    if {name: getattr(own, name) for name in changed} != changed:
        Learner.objects.filter(pk=own.pk).update(**changed)
        for name, value in changed.items():
            setattr(learner, name, value)
    return after


def held(learner: Learner) -> Learner | None:
    """Their row, of which nothing changes until the transaction ends; None where they stopped meanwhile."""
    found: Learner | None = (
        Learner.objects.select_for_update(of=("self",))
        .select_related("group__version")
        .defer("group__version__content")
        .filter(pk=learner.pk, stopped_at=None)
        .first()
    )
    return found


def _of(course: cp.Course, state: states.State) -> states.State:
    """Only what is of this course: nobody keeps other things in a state."""
    blocks = {block.number for block in course.blocks}
    lessons = {lesson.number for lesson in course.lessons}
    return states.State(
        at=state.at if state.at in blocks else 0,
        done=state.done & blocks,
        answers={n: a for n, a in state.answers.items() if n in blocks},
        best=state.best,
        tries=state.tries,
        seconds={n: s for n, s in state.seconds.items() if n in lessons},
    )


# --- own words --------------------------------------------------------------------------------


@transaction.atomic
def write(learner: Learner, block: int, words: str) -> bool:
    """Keep what somebody wrote for themselves; "" takes it away. True: something was taken away."""
    told = without_signs(words).strip()[:WORDS]
    if held(learner) is None:
        return False
    if not told:
        return Writing.objects.filter(learner=learner, block=block).delete()[0] > 0
    Writing.objects.update_or_create(
        learner=learner,
        block=block,
        defaults={"sealed": sealing.seal(PURPOSE, told), "at": timezone.now()},
    )
    return False


def words_of(learner: Learner) -> dict[int, str]:
    """Number of the block -> what they wrote for themselves. Only for their own pages."""
    return {
        row.block: sealing.unseal(PURPOSE, row.sealed)
        for row in Writing.objects.filter(learner=learner)
    }


@transaction.atomic
def hand_in(learner: Learner, block: int, words: str) -> bool:
    """Tell the trainer of a practice task; "" takes it back. False: there is a reply, so it stays."""
    told = without_signs(words).strip()[:WORDS]
    if held(learner) is None:
        return True
    mine = HandIn.objects.select_for_update().filter(learner=learner, block=block).first()
    if mine is None:
        if told:
            HandIn.objects.create(learner=learner, block=block, text=told)
    elif mine.text == told:
        return True
    elif mine.replied_at is not None:
        return False
    elif not told:
        mine.delete()
    else:
        mine.text, mine.version, mine.at = told, mine.version + 1, timezone.now()
        mine.save(update_fields=["text", "version", "at"])
    return True


def handed_in(learner: Learner) -> dict[int, HandIn]:
    """Number of the block -> what was handed in, with its reply."""
    return {row.block: row for row in learner.hand_ins.all()}
