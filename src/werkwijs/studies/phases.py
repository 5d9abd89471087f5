"""Phases: from preparing to closed, in which order, and what each needs before it opens."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest

from werkwijs.accounts.models import User
from werkwijs.audit import noting
from werkwijs.lib.words import say
from werkwijs.studies import readiness
from werkwijs.studies.models import Phase, PhaseChange, Study
from werkwijs.studies.readiness import Missing

JOINING = {Phase.IDEAS, Phase.STATEMENTS, Phase.SORTING}
"""Phases in which people can join."""


class NotReady(Exception):
    """A phase cannot open yet. ``lacks``: what is missing, each with the page that mends it."""

    def __init__(self, lacks: list[Missing]) -> None:
        self.lacks = lacks
        super().__init__(" ".join(lack.said() for lack in lacks))


def phases(study: Study) -> list[Phase]:
    """The phases this study has, in order; those for what it does not ask are left out."""
    left_out: set[Phase] = set()
    if not study.asks_ideas:
        left_out |= {Phase.IDEAS, Phase.STATEMENTS}
    if not (study.asks_sorting or study.asks_rating):
        left_out |= {Phase.SORTING}
    return [p for p in Phase if p not in left_out or p == study.phase]


def following(study: Study) -> Phase | None:
    """The phase after this one; None after the last."""
    order = phases(study)
    at = order.index(Phase(study.phase))
    return order[at + 1] if at + 1 < len(order) else None


def earlier(study: Study) -> list[Phase]:
    """The phases one can go back to, the nearest first."""
    order = phases(study)
    return order[: order.index(Phase(study.phase))][::-1]


def goes_back(study: Study, to: Phase) -> bool:
    return list(Phase).index(to) < list(Phase).index(Phase(study.phase))


def problems(study: Study, to: Phase) -> list[Missing]:
    """What is missing before this phase may open; nothing when it may."""
    if to in {Phase.IDEAS, Phase.STATEMENTS}:
        lacks = readiness.missing_to_join(study)
        return lacks if study.asks_ideas else [Missing("asks_ideas", "studies:choices"), *lacks]
    if to == Phase.SORTING:
        return [*readiness.missing_to_join(study), *readiness.missing_to_sort(study)]
    return []


def consequences(study: Study, to: Phase) -> list[str]:
    """What will be different for people who take part, in sentences."""
    said = [say("studies.phase_opens", to)]
    if goes_back(study, to):
        said.append(say("studies.going_back"))
        if to in {Phase.PREPARING, Phase.STATEMENTS, Phase.IDEAS} and study.locked_at:
            said.append(say("studies.going_back_locked"))
        if study.phase == Phase.CLOSED:
            said.append(say("studies.opening_again"))
    elif to == Phase.MAP:
        if study.withdraw_until is None:
            said.append(say("studies.withdrawing_ends"))
        said.append(say("studies.who_is_busy"))
    return said


@transaction.atomic
def change(study: Study, to: str, *, by: User, request: HttpRequest | None = None) -> None:
    """Go to another phase. Going where one is already changes nothing; every change is kept.

    Raises
    ------
    NotReady
        Something is missing.
    """
    now = Study.objects.select_for_update().get(pk=study.pk)
    after, before = Phase(to), Phase(now.phase)
    if after == before:
        study.phase = after
        return
    if lacks := problems(now, after):
        raise NotReady(lacks)
    now.phase = study.phase = after
    now.save(update_fields=["phase"])
    PhaseChange.objects.create(study=study, before=before, after=after, by=by)
    noting.note(
        "studies.phase_changed",
        by=by,
        about=study,
        study=study.slug,
        organisation=study.organisation_id,
        reason=f"{before} -> {after}",
        request=request,
    )
