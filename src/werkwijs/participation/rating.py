"""Somebody rates: one statement at a time, one scale after another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db import transaction
from django.utils import timezone

from werkwijs.participation import batches
from werkwijs.participation.acts import NotUnderstood, Refused
from werkwijs.participation.models import Help, Participant, Rating, Sitting
from werkwijs.studies.models import Scale, ScaleStep, Statement

DONT_KNOW = "weet ik niet"
SKIPPED = "overgeslagen"
REASONS = (DONT_KNOW, SKIPPED)
"""Why there is no value, as it stands in the study folder."""


@dataclass(frozen=True)
class Sheet:
    """One scale and everything one person rates on it."""

    number: int
    """1 for the first scale."""
    scale: Scale
    steps: list[ScaleStep]
    """As this person sees them: from low to high, or turned."""
    statements: list[Statement]
    """In this person's order."""
    given: dict[int, Rating]

    @property
    def n_given(self) -> int:
        return sum(s.pk in self.given for s in self.statements)

    @cached_property
    def first_open(self) -> int | None:
        """The place, counted from 1, of the first statement without an answer."""
        return next(
            (i for i, s in enumerate(self.statements, 1) if s.pk not in self.given),
            None,
        )

    def question(self, *, easy: bool) -> str:
        return (easy and self.scale.easy_question) or self.scale.question


@transaction.atomic
def begin(participant: Participant) -> Sitting:
    """Rating can start. Where scales are turned for half of the people, here it is decided for whom."""
    sitting, new = Sitting.objects.get_or_create(
        participant=participant, task=Help.Task.RATING, via=Sitting.Via.SCREEN
    )
    if new and participant.study.turns_scales:
        participant.turned = _turn(participant)
        participant.save(update_fields=["turned"])
    return sitting


def sitting_of(participant: Participant) -> Sitting | None:
    return participant.sittings.filter(task=Help.Task.RATING, via=Sitting.Via.SCREEN).first()


def sheets(participant: Participant) -> list[Sheet]:
    """Every scale of the study with what this person rates, and rated."""
    study = participant.study
    sitting = sitting_of(participant)
    statements = ordered(participant)
    given: dict[int, dict[int, Rating]] = {}
    for rating in sitting.ratings.all() if sitting else []:
        given.setdefault(rating.scale_id, {})[rating.statement_id] = rating
    return [
        Sheet(
            number=number,
            scale=scale,
            steps=steps(scale, turned=study.turns_scales and participant.turned),
            statements=statements,
            given=given.get(scale.pk, {}),
        )
        for number, scale in enumerate(study.scales.prefetch_related("steps"), 1)
    ]


def ordered(participant: Participant) -> list[Statement]:
    """All statements of the study in an order of this person's own, the same each time."""
    study = participant.study
    final = sorted(batches.final_set(study), key=lambda statement: statement.pk)
    return batches.shuffled(final, "rating", study.slug, participant.number)


def steps(scale: Scale, *, turned: bool) -> list[ScaleStep]:
    """The steps as they are shown. A value without a word shows its number."""
    worded = {step.value: step for step in scale.steps.all()}
    every = [
        worded.get(value) or ScaleStep(scale=scale, value=value, word=str(value))
        for value in range(scale.minimum, scale.maximum + 1)
    ]
    return every[::-1] if turned else every


def rate(
    participant: Participant,
    *,
    scale: int,
    statement: int,
    value: int | None,
    missing: str = "",
    at: datetime,
) -> None:
    """Give a value, or say why there is none. What was given last counts.

    Raises
    ------
    Refused
        Scale or statement is not of this study.
    NotUnderstood
        The value lies outside the scale, or there is neither a value nor a reason.
    """
    rate_several(participant, scale=scale, answers={statement: (value, missing)}, at=at)


@transaction.atomic
def rate_several(
    participant: Participant,
    *,
    scale: int,
    answers: Mapping[int, tuple[int | None, str]],
    at: datetime,
) -> None:
    """Do what `rate` does for several statements at once: all of them, or none.

    Parameters
    ----------
    answers
        Id of the statement -> the value, or why there is none.
    """
    study = participant.study
    asked = study.scales.filter(pk=scale).first()
    about = study.statements.filter(pk__in=answers, dropped_at=None)
    if asked is None or {statement.pk for statement in about} != set(answers):
        raise Refused("participation.refused_statement")
    for value, missing in answers.values():
        _check(asked, value, missing)
    sitting = begin(participant)
    there = {
        given.statement_id: given
        for given in sitting.ratings.filter(scale=asked, statement__in=answers)
    }
    new = []
    for statement, (value, missing) in answers.items():
        given = there.get(statement)
        if given is None:
            new.append(
                Rating(
                    sitting=sitting,
                    scale=asked,
                    statement_id=statement,
                    value=value,
                    missing=missing,
                    at=at,
                )
            )
        elif given.at <= at:
            given.value, given.missing, given.at = value, missing, at
            given.save(update_fields=["value", "missing", "at"])
    Rating.objects.bulk_create(new)


def _check(scale: Scale, value: int | None, missing: str) -> None:
    if (value is None) == (not missing):
        raise NotUnderstood("value")
    if missing and missing not in REASONS:
        raise NotUnderstood("missing")
    if value is not None and not scale.minimum <= value <= scale.maximum:
        raise NotUnderstood("value")


@transaction.atomic
def finish(participant: Participant) -> None:
    """Be done, also with statements left over. Being done twice keeps the first moment.

    Raises
    ------
    Refused
        Nothing was rated yet.
    """
    sitting = begin(participant)
    if sitting.finished_at:
        return
    if not sitting.ratings.exists():
        raise Refused("participation.refused_nothing_rated")
    sitting.finished_at = timezone.now()
    sitting.save(update_fields=["finished_at"])


def reopen(participant: Participant) -> None:
    """Something is to be changed after all."""
    participant.sittings.filter(task=Help.Task.RATING, via=Sitting.Via.SCREEN).update(
        finished_at=None
    )


def _turn(participant: Participant) -> bool:
    """Half of those who rate see the steps turned; where both are as many, the draw decides."""
    others = Participant.objects.filter(
        study=participant.study,
        withdrawn_at=None,
        sittings__task=Help.Task.RATING,
        sittings__via=Sitting.Via.SCREEN,
    ).exclude(pk=participant.pk)
    turned = others.filter(turned=True).count()
    straight = others.filter(turned=False).count()
    if turned != straight:
        return turned < straight
    draw: list[bool] = batches.shuffled(
        [False, True], "turned", participant.study.slug, participant.number
    )
    return draw[0]
