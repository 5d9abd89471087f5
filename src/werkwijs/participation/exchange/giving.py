"""What people gave, out of a study folder: piles, ratings, ideas, batches, and advice about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from conceptmapping.reading import Written
from conceptmapping.reading.answers import SortRow
from werkwijs.participation.exchange import set_up
from werkwijs.participation.exchange.people import NOBODY
from werkwijs.participation.models import (
    Batched,
    Became,
    Exclusion,
    Help,
    Idea,
    OnPile,
    Participant,
    Pile,
    Rating,
    Sitting,
)
from werkwijs.studies.models import Scale, Statement, Study

Statements = Mapping[str, Statement]
People = Mapping[str, Participant]


def take_in(
    study: Study, found: Written, told: Mapping[str, Any], statements: Statements, who: People
) -> None:
    """Everything the rows say, once: a row that stands there twice is one."""
    _sorts(found.answers.sorts or [], statements, who)
    _ratings(study, found, statements, who)
    _ideas(found, told, statements, who)
    _batches(told, statements, who)
    _advice(told, who)


def _sorts(rows: list[SortRow], statements: Statements, who: People) -> None:
    by_sorter: dict[str, dict[str, SortRow]] = {}
    labels: dict[tuple[str, str], str] = {}
    for row in rows:
        by_sorter.setdefault(row.participant, {}).setdefault(row.statement, row)
        if row.pile and row.label:
            labels.setdefault((row.participant, row.pile), row.label)
    placed: list[OnPile] = []
    for sorter, own in by_sorter.items():
        sitting = _sitting(who[sorter], Help.Task.SORTING)
        names = list(dict.fromkeys(row.pile for row in own.values() if row.pile))
        numbered = names == [str(place) for place, _ in enumerate(names, start=1)]
        piles = {
            name: Pile.objects.create(
                sitting=sitting,
                label=labels.get((sorter, name), ""),
                order=place,
                mark="" if numbered or len(name) > 20 else name,
            )
            for place, name in enumerate(names)
        }
        times = _times([row.seconds for row in own.values()])
        for row, seconds in zip(own.values(), times, strict=True):
            placed.append(
                OnPile(
                    sitting=sitting,
                    statement=statements[row.statement],
                    pile=piles.get(row.pile),
                    seconds=seconds,
                )
            )
    OnPile.objects.bulk_create(placed, batch_size=500)


def _times(written: list[str]) -> list[float | None]:
    """Seconds of each row. One total, the same on every row, stands on the first only."""
    times = [float(one.replace(",", ".")) if one else None for one in written]
    if len(times) > 1 and times[0] is not None and len(set(times)) == 1:
        return [times[0], *[None] * (len(times) - 1)]
    return times


def _ratings(study: Study, found: Written, statements: Statements, who: People) -> None:
    scales = {scale.key: scale for scale in study.scales.all()}
    folded = {key.casefold(): scale for key, scale in scales.items()}
    if found.study is not None:
        for name, ratings in found.study.ratings.items():
            if name.casefold() not in folded:
                folded[name.casefold()] = Scale.objects.create(
                    study=study,
                    key=name,
                    question=name,
                    minimum=int(ratings.scale.minimum),
                    maximum=int(ratings.scale.maximum),
                    order=len(folded),
                )
    seen: set[tuple[str, str, str]] = set()
    given: list[Rating] = []
    sittings: dict[str, Sitting] = {}
    for row in found.answers.ratings:
        name = row.scale.casefold()
        if name not in folded or (row.participant, row.statement, name) in seen:
            continue
        seen.add((row.participant, row.statement, name))
        if row.participant not in sittings:
            sittings[row.participant] = _sitting(who[row.participant], Help.Task.RATING)
        given.append(
            Rating(
                sitting=sittings[row.participant],
                scale=folded[name],
                statement=statements[row.statement],
                value=int(float(row.value)) if row.value else None,
                missing="" if row.value else row.missing,
            )
        )
    Rating.objects.bulk_create(given, batch_size=500)


def _sitting(person: Participant, task: str) -> Sitting:
    """The sitting the folder told of; one that is finished where it told of none."""
    found = Sitting.objects.filter(participant=person, task=task).first()
    if found is not None:
        return found
    return Sitting.objects.create(participant=person, task=task, finished_at=timezone.now())


def _ideas(found: Written, told: Mapping[str, Any], statements: Statements, who: People) -> None:
    typed = told.get("typed_by_helper")
    helped = set(map(str, typed)) if isinstance(typed, list) else set()
    made: dict[str, Idea] = {}
    for row in found.answers.ideas:
        if row.id not in made:
            made[row.id] = Idea.objects.create(
                participant=who[row.participant or NOBODY],
                text=row.text,
                typed_by_helper=row.id in helped,
                order=len(made) + 1,
            )
        if row.decision or row.statement or row.reason:
            Became.objects.create(
                idea=made[row.id],
                statement=statements.get(row.statement),
                decision=row.decision,
                reason=row.reason,
            )


def _batches(told: Mapping[str, Any], statements: Statements, who: People) -> None:
    batches = told.get("batches")
    rows = [
        Batched(participant=who[pseudonym], statement=statements[key], position=place)
        for pseudonym, keys in (batches.items() if isinstance(batches, Mapping) else ())
        if pseudonym in who and isinstance(keys, list)
        for place, key in enumerate(dict.fromkeys(map(str, keys)))
        if key in statements
    ]
    Batched.objects.bulk_create(rows, batch_size=500)


def _advice(told: Mapping[str, Any], who: People) -> None:
    advice = told.get("advice")
    standing: set[str] = set()
    for own in advice.values() if isinstance(advice, Mapping) else ():
        if not isinstance(own, Mapping) or own.get("participant") not in who:
            continue
        pseudonym = str(own["participant"])
        lifted = set_up.moment(own.get("lifted_at"))
        if lifted is None and pseudonym in standing:
            continue
        standing |= set() if lifted else {pseudonym}
        Exclusion.objects.create(
            participant=who[pseudonym],
            reason=str(own.get("reason", ""))[:300],
            at=set_up.moment(own.get("at")) or timezone.now(),
            lifted_at=lifted,
            lifted_reason=str(own.get("lifted_reason", ""))[:300],
        )
