"""Somebody takes back everything they gave. What is left is a number without a person.

Everything that points at a participant goes, also what other parts of the room kept; what stays is said in
`STAYS`: that there was a yes and that it was taken back, and counts for the facilitator.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from werkwijs.audit import noting
from werkwijs.lib import forgotten
from werkwijs.participation import consenting, release
from werkwijs.participation.bench import forgetting
from werkwijs.participation.models import (
    Became,
    Consent,
    Idea,
    OnPile,
    Participant,
    Rating,
    Withdrawal,
    Worry,
)
from werkwijs.studies.models import Group, Phase, Statement, Study

STAYS = (Consent, Withdrawal)
KIND = "participant"


def may_withdraw(study: Study) -> bool:
    """Until the day the study names; where it names none, until a map is made."""
    if study.withdraw_until is not None:
        return timezone.localdate() <= study.withdraw_until
    return study.phase not in (Phase.MAP, Phase.CLOSED)


@transaction.atomic
def withdraw(participant: Participant) -> None:
    """Take everything back: nothing of it is left. Twice is once."""
    participant = Participant.objects.select_for_update().get(pk=participant.pk)
    if participant.withdrawn_at:
        return
    Withdrawal.objects.create(
        participant=participant,
        ideas=Idea.objects.filter(participant=participant).count(),
        placed=OnPile.objects.filter(sitting__participant=participant).count(),
        rated=Rating.objects.filter(sitting__participant=participant).count(),
        unread_worries=Worry.objects.filter(participant=participant, read_at=None).count(),
        bare=_rest_on_nothing_else(participant),
    )
    forgetting.forget_words(participant)
    consenting.take_back_all(participant)
    _empty(participant)
    participant.withdrawn_at = timezone.now()
    participant.save(update_fields=["withdrawn_at"])
    release.tell_withdrawn(participant.study)
    forgotten.write_down(KIND, study=participant.study.slug, number=participant.number)
    noting.note(
        "participation.withdrawn",
        by=consenting.actor(participant),
        about=participant,
        study=participant.study.slug,
        organisation=participant.study.organisation_id,
    )


def again(line: dict[str, Any]) -> None:
    """After a backup was put back: who withdrew since then is forgotten once more.

    Their number may be somebody else's by now, who joined after it was put back.
    """
    then = datetime.fromisoformat(line["at"]) + timedelta(
        seconds=1
    )  # it is written in whole seconds
    for participant in Participant.objects.filter(
        study__slug=line["study"], number=line["number"], withdrawn_at=None, joined_at__lt=then
    ):
        withdraw(participant)


def _empty(participant: Participant) -> None:
    for relation in Participant._meta.get_fields(include_hidden=True):
        model: Any = relation.related_model
        if (relation.one_to_many or relation.one_to_one) and model not in STAYS:
            model.objects.filter(**{relation.field.name: participant}).delete()  # type: ignore[union-attr]
    participant.facts = {}
    participant.weight = None
    participant.minor = participant.turned = False
    participant.people = 1
    participant.save(update_fields=["facts", "weight", "minor", "turned", "people"])


def _rest_on_nothing_else(participant: Participant) -> list[int]:
    """Ids of statements that no idea of anybody else became."""
    own = Became.objects.filter(idea__participant=participant).exclude(statement=None)
    mine = set(own.values_list("statement", flat=True))
    others = Became.objects.filter(statement__in=mine).exclude(idea__participant=participant)
    return sorted(mine - set(others.values_list("statement", flat=True)))


# --- what the facilitator sees --------------------------------------------------------------


@dataclass(frozen=True)
class Gone:
    """One withdrawal, in counts."""

    pseudonym: str
    group: str
    took: Withdrawal


@dataclass(frozen=True)
class Left:
    """What is left of one group."""

    group: Group | None
    people: int
    sorters: int
    raters: int
    too_few: bool
    """Fewer than the minimum group size: not shown by itself."""


@dataclass(frozen=True)
class Effects:
    gone: list[Gone]
    left: list[Left]
    bare: list[Statement]
    """Statements in the set that now rest on nobody's idea; the facilitator decides."""


def effects(study: Study) -> Effects:
    """What withdrawals took from a study, and what is left."""
    taken = Withdrawal.objects.filter(participant__study=study).select_related("participant__group")
    bare = {pk for withdrawal in taken for pk in withdrawal.bare}
    rests = Became.objects.filter(statement__in=bare).values_list("statement", flat=True)
    return Effects(
        gone=[
            Gone(
                pseudonym=w.participant.pseudonym,
                group=w.participant.group.name if w.participant.group else "",
                took=w,
            )
            for w in taken.order_by("at")
        ],
        left=[_left(study, group) for group in study.groups.all()],
        bare=list(study.statements.filter(pk__in=bare - set(rests), dropped_at=None)),
    )


def _left(study: Study, group: Group) -> Left:
    staying = Participant.objects.staying().filter(study=study, group=group)
    people = staying.count()
    return Left(
        group=group,
        people=people,
        sorters=staying.filter(sittings__placed__pile__isnull=False).distinct().count(),
        raters=staying.filter(sittings__ratings__value__isnull=False).distinct().count(),
        too_few=people < study.smallest_shown,
    )
