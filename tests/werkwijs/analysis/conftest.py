"""A study that was sorted: twelve people of two groups, twelve statements, three things they are about."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from django.utils import timezone
from tests.werkwijs.analysis.once import computed_once

from werkwijs.analysis import asking, drawing
from werkwijs.analysis.models import ConceptMap
from werkwijs.participation import consenting
from werkwijs.participation.models import (
    Consent,
    Help,
    OnPile,
    Participant,
    Pile,
    Rating,
    Sitting,
)
from werkwijs.studies.models import Group, Scale, Statement, Study

QUICK = {"bootstrap": 40, "permutations": 20, "split_halves": 20}
"""Enough for whatever is not about how certain a map is."""
MORE = ["een baas", "een bus", "een bed", "een kamer", "een klok", "een kopje koffie"]


def more_statements(study: Study) -> None:
    """Twelve in all."""
    Statement.objects.bulk_create(
        Statement(study=study, number=number, text=text, order=number)
        for number, text in enumerate(MORE, start=7)
    )


@dataclass(frozen=True)
class Answers:
    """What one person did: for every statement its pile, and on every scale the value it got."""

    piles: list[int]
    """0, 1 or 2."""
    values: dict[Scale, list[int]] = field(default_factory=dict)


def piles(n_statements: int, rng: random.Random) -> list[int]:
    """On three piles by what statements are about; one in six goes elsewhere."""
    return [
        rng.randrange(3) if rng.random() < 1 / 6 else place % 3 for place in range(n_statements)
    ]


def values(n_statements: int, rng: random.Random) -> list[int]:
    return [rng.randint(1, 3) for _ in range(n_statements)]


def take_part(study: Study, groups: Sequence[Group | None], given: Sequence[Answers]) -> None:
    """People of these groups join, agree, sort and rate: at once, for so many tests begin with them."""
    here = Participant.objects.filter(study=study).count()
    people = Participant.objects.bulk_create(
        Participant(study=study, group=group, number=number, easy=group is None or group.easy)
        for number, group in enumerate(groups, start=here + 1)
    )
    text = consenting.current(study)
    Consent.objects.bulk_create(Consent(participant=p, text=text, easy=True) for p in people)
    keep(people, given)


def keep(people: Sequence[Participant], given: Sequence[Answers]) -> None:
    """Their piles and values."""
    statements = list(Statement.objects.filter(study=people[0].study))
    sorters = [(p, own.piles) for p, own in zip(people, given, strict=True) if own.piles]
    sittings = Sitting.objects.bulk_create(
        Sitting(participant=p, task=Help.Task.SORTING, finished_at=timezone.now())
        for p, _ in sorters
    )
    heaps = Pile.objects.bulk_create(
        Pile(sitting=sitting, order=n, label=f"ding {n}") for sitting in sittings for n in (1, 2, 3)
    )
    OnPile.objects.bulk_create(
        OnPile(sitting=sitting, statement=statement, pile=heaps[3 * nth + pile], at=timezone.now())
        for nth, (sitting, (_, own)) in enumerate(zip(sittings, sorters, strict=True))
        for statement, pile in zip(statements, own, strict=True)
    )
    raters = [(p, own.values) for p, own in zip(people, given, strict=True) if own.values]
    sittings = Sitting.objects.bulk_create(
        Sitting(participant=p, task=Help.Task.RATING) for p, _ in raters
    )
    Rating.objects.bulk_create(
        Rating(sitting=sitting, scale=scale, statement=statement, value=value)
        for sitting, (_, own) in zip(sittings, raters, strict=True)
        for scale, on_it in own.items()
        for statement, value in zip(statements, on_it, strict=True)
    )


def sort(participant: Participant, rng: random.Random) -> None:
    """This person too."""
    keep([participant], [Answers(piles(_count(participant), rng))])


def rate(participant: Participant, rng: random.Random) -> None:
    scale = participant.study.scales.get()
    keep([participant], [Answers([], {scale: values(_count(participant), rng)})])


def _count(participant: Participant) -> int:
    return Statement.objects.filter(study=participant.study).count()


@pytest.fixture
def sorted_study(study) -> Study:
    more_statements(study)
    rng = random.Random(4)  # noqa: S311 - invented behaviour
    groups, scale = list(study.groups.all()) * 6, study.scales.get()
    take_part(study, groups, [Answers(piles(12, rng), {scale: values(12, rng)}) for _ in groups])
    return study


def draw(study: Study, ana, **settings) -> ConceptMap:
    """A map, with everything in it; drawn here, not by the worker."""
    made = asking.ask(study, by=ana, **settings)
    drawing.whole(made.key)
    made.refresh_from_db()
    return made


@pytest.fixture
def drawn(sorted_study, ana) -> ConceptMap:
    with computed_once():
        return draw(sorted_study, ana, **QUICK)


@pytest.fixture
def usual(sorted_study, ana) -> ConceptMap:
    """A map with the settings nobody touched."""
    with computed_once():
        return draw(sorted_study, ana)
