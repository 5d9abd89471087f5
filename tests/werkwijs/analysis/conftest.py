"""A study that was sorted: twelve people of two groups, twelve statements, three things they are about."""

from __future__ import annotations

import random

import pytest
from django.utils import timezone

from werkwijs.analysis import asking, drawing
from werkwijs.analysis.models import ConceptMap
from werkwijs.participation import consenting
from werkwijs.participation.joining import join
from werkwijs.participation.models import Help, OnPile, Participant, Pile, Rating, Sitting
from werkwijs.studies.models import Statement, Study

MORE = ["een baas", "een bus", "een bed", "een kamer", "een klok", "een kopje koffie"]


def sort(participant: Participant, rng: random.Random) -> None:
    """On three piles by what statements are about; one in six goes elsewhere."""
    sitting = Sitting.objects.create(
        participant=participant, task=Help.Task.SORTING, finished_at=timezone.now()
    )
    piles = [Pile.objects.create(sitting=sitting, order=n, label=f"ding {n}") for n in (1, 2, 3)]
    for place, statement in enumerate(Statement.objects.filter(study=participant.study)):
        own = rng.randrange(3) if rng.random() < 1 / 6 else place % 3
        OnPile.objects.create(
            sitting=sitting, statement=statement, pile=piles[own], at=timezone.now()
        )


def rate(participant: Participant, rng: random.Random) -> None:
    sitting = Sitting.objects.create(participant=participant, task=Help.Task.RATING)
    scale = participant.study.scales.get()
    for statement in Statement.objects.filter(study=participant.study):
        Rating.objects.create(
            sitting=sitting, scale=scale, statement=statement, value=rng.randint(1, 3)
        )


@pytest.fixture
def sorted_study(study) -> Study:
    for number, text in enumerate(MORE, start=7):
        Statement.objects.create(study=study, number=number, text=text, order=number)
    rng = random.Random(4)  # noqa: S311 - invented behaviour
    text = consenting.current(study)
    for group in list(study.groups.all()) * 6:
        participant = join(study, group=group)
        consenting.agree(participant, text=text, easy=True)
        sort(participant, rng)
        rate(participant, rng)
    return study


@pytest.fixture
def drawn(sorted_study, ana) -> ConceptMap:
    """A map, with everything in it; drawn here, not by the worker."""
    made = asking.ask(sorted_study, by=ana)
    drawing.first(made.key)
    drawing.whole(made.key)
    made.refresh_from_db()
    return made
