"""What somebody can do in a study: give ideas, sort, rate; in the order the study chose."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from werkwijs.participation.models import Help, Participant, Sitting
from werkwijs.studies.models import Phase, Study

PAGES = {
    Help.Task.IDEAS: "participation:ideas",
    Help.Task.SORTING: "participation:sort",
    Help.Task.RATING: "participation:rate",
}
"""Where each task begins."""
SYMBOLS = {Help.Task.IDEAS: "idea", Help.Task.SORTING: "piles", Help.Task.RATING: "scale"}
PHASES = {
    Help.Task.IDEAS: Phase.IDEAS,
    Help.Task.SORTING: Phase.SORTING,
    Help.Task.RATING: Phase.SORTING,
}


@dataclass(frozen=True)
class Task:
    """One thing to do, as it stands for one participant now."""

    key: str
    """``ideas``, ``sorting`` or ``rating``."""
    open: bool
    """Whether the study is in the phase for it."""
    begun: bool
    done: bool
    address: str
    """Where it begins, or goes on."""
    symbol: str


def asked(study: Study) -> list[Help.Task]:
    """The tasks of a study, in its order."""
    both = [Help.Task.SORTING, Help.Task.RATING]
    if study.order == Study.Order.RATE_FIRST:
        both.reverse()
    wanted = {
        Help.Task.IDEAS: study.asks_ideas,
        Help.Task.SORTING: study.asks_sorting,
        Help.Task.RATING: study.asks_rating,
    }
    return [task for task in [Help.Task.IDEAS, *both] if wanted[task]]


def tasks_for(participant: Participant) -> list[Task]:
    """What one participant did, can do now, and can do later."""
    sittings = {
        sitting.task: sitting
        for sitting in participant.sittings.exclude(via=Sitting.Via.SECOND).order_by("finished_at")
    }
    found = []
    for key in asked(participant.study):
        sitting = sittings.get(key)
        found.append(
            Task(
                key=key.value,
                open=participant.study.phase == PHASES[key],
                begun=sitting is not None,
                done=sitting is not None and sitting.finished_at is not None,
                address=reverse(PAGES[key]),
                symbol=SYMBOLS[key],
            )
        )
    return found


def next_of(tasks: list[Task]) -> Task | None:
    """What to do now: the first that is open and not done."""
    return next((task for task in tasks if task.open and not task.done), None)
