"""Studies with groups of any size, for tests of what may be said about them."""

from __future__ import annotations

import random
from collections.abc import Mapping

from tests.werkwijs.analysis.conftest import Answers, more_statements, piles, take_part

from werkwijs.accounts.models import User
from werkwijs.analysis import asking, drawing
from werkwijs.analysis.models import ConceptMap
from werkwijs.studies.models import Group, Scale, Study

FAST = {"bootstrap": 10, "permutations": 20, "split_halves": 2, "starts": 3}


def grouped(study: Study, sizes: Mapping[str, int], *, scales: int = 2, seed: int = 7) -> Study:
    """Twelve statements; so many people of each group sort them and rate them on every scale.

    Groups differ: each has statements of its own that it rates higher. "" is: no group.
    """
    more_statements(study)
    if scales == 2:
        Scale.objects.create(
            study=study, key="nu", question="Gebeurt het nu al?", minimum=1, maximum=5, order=2
        )
    study.groups.exclude(key__in=sizes).delete()
    if not scales:
        study.scales.all().delete()
    rng = random.Random(seed)  # noqa: S311 - invented behaviour
    groups: list[Group | None] = []
    given = []
    for place, (key, size) in enumerate(sizes.items()):
        group = None
        if key:
            group, _ = Group.objects.get_or_create(
                study=study, key=key, defaults={"name": key.title(), "order": place}
            )
        for _ in range(size):
            groups.append(group)
            given.append(Answers(piles(12, rng), _values(study, place, rng)))
    take_part(study, groups, given)
    return study


def _values(study: Study, place: int, rng: random.Random) -> dict[Scale, list[int]]:
    return {
        scale: [
            scale.maximum - rng.randrange(2)
            if (n + place) % 3 == 0
            else rng.randint(1, scale.maximum)
            for n in range(12)
        ]
        for scale in study.scales.all()
    }


def draw(study: Study, by: User, **settings: object) -> ConceptMap:
    """Its map, drawn here, with few redrawings."""
    made = asking.ask(study, by=by, **(FAST | settings))
    drawing.first(made.key)
    drawing.whole(made.key)
    made.refresh_from_db()
    assert made.state == ConceptMap.State.DRAWN, made.problem
    return made
