"""A study in which ideas came in and the set is still open."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest

from werkwijs.participation.models import Idea, Participant
from werkwijs.studies.models import Group, Phase, Study


@pytest.fixture
def open_study(study) -> Study:
    """Without statements yet: they are made from the ideas."""
    study.statements.all().delete()
    study.phase = Phase.STATEMENTS
    study.save()
    return study


@pytest.fixture
def other_study(organisation, ana) -> Study:
    made = Study.objects.create(
        organisation=organisation,
        slug="anders",
        title="Een andere studie",
        prompt="Wat helpt?",
        phase=Phase.STATEMENTS,
        created_by=ana,
    )
    Group.objects.create(study=made, key="jongere", name="Jongere")
    return made


@pytest.fixture
def who(open_study, takes_part) -> Callable[..., Participant]:
    """``who("jongere")``: somebody of that group who said yes; the same one each time."""
    known: dict[tuple[int, str], Participant] = {}

    def somebody(group: str = "jongere", *, of: Study | None = None, nth: int = 1) -> Participant:
        study = of or open_study
        key = (study.pk, f"{group}{nth}")
        if key not in known:
            known[key] = takes_part(group, of=study)[1]
        return known[key]

    return somebody


@pytest.fixture
def idea(who) -> Callable[..., Idea]:
    """``idea("je baas rustig blijft", "jongere")``: somebody gave it."""

    def given(text: str, group: str = "jongere", *, of: Study | None = None, nth: int = 1) -> Idea:
        return Idea.objects.create(
            participant=who(group, of=of, nth=nth), key=uuid.uuid4(), text=text
        )

    return given
