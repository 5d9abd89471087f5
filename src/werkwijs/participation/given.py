"""What people gave, table by table, as rows of a study folder; of those whose answers leave by `release`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from conceptmapping.reading.answers import (
    IdeaRow,
    PersonRow,
    Place,
    RatingRow,
    ScaleRow,
    SortRow,
    StatementRow,
)
from conceptmapping.reading.tables import as_read
from conceptmapping.study_folder import LABEL_SEPARATOR
from conceptmapping.writing import number
from werkwijs.participation import person_columns as columns
from werkwijs.participation.models import (
    Became,
    Help,
    Idea,
    OnPile,
    Participant,
    Pile,
    Rating,
    Sitting,
)
from werkwijs.studies.models import Scale, Statement, Study

TWO_EQUAL = 0.001
"""Seconds. Equal times on every row would be read as one total; the first gets so much more."""


def statements(study: Study, ids: dict[int, str]) -> list[StatementRow]:
    found = Statement.objects.filter(study=study, pk__in=ids).select_related("origin")
    return [
        StatementRow(
            _at("statements.csv", line),
            ids[row.pk],
            one_line(row.text),
            row.origin.key if row.origin else "",
            one_line(row.short),
            one_line(row.easy),
        )
        for line, row in enumerate(found, start=2)
    ]


@dataclass(frozen=True)
class _Placed:
    statement: int
    pile: int | None
    seconds: float | None


def sorts(people: list[Participant], ids: dict[int, str]) -> list[SortRow]:
    """Sorter by sorter, pile by pile; then what they did not know."""
    sittings = counting(people, Help.Task.SORTING)
    placed: dict[int, list[_Placed]] = defaultdict(list)
    of_study = {"sitting__participant__in": people, "sitting__task": Help.Task.SORTING}
    for sitting, statement, pile_key, seconds in OnPile.objects.filter(**of_study).values_list(
        "sitting", "statement", "pile", "seconds"
    ):
        if statement in ids:
            placed[sitting].append(_Placed(statement, pile_key, seconds))
    piles: dict[int, list[Pile]] = defaultdict(list)
    for pile in Pile.objects.filter(**of_study):
        piles[pile.sitting_id].append(pile)
    order = {key: place for place, key in enumerate(ids)}
    found: list[SortRow] = []
    for person in people:
        if person.pk not in sittings:
            continue
        sitting = sittings[person.pk].pk
        own = sorted(placed[sitting], key=lambda row: order[row.statement])
        used = {row.pile for row in own}
        kept = [pile for pile in piles[sitting] if pile.pk in used]
        names = _pile_names(kept)
        labels = {pile.pk: one_line(pile.label) for pile in kept}
        in_order = [row for pile in kept for row in own if row.pile == pile.pk]
        in_order += [row for row in own if row.pile is None]
        times = [None if row.seconds is None else round(row.seconds, 3) for row in in_order]
        if len(times) > 1 and times[0] is not None and len(set(times)) == 1:
            times[0] = round(times[0] + TWO_EQUAL, 3)
        for row, seconds in zip(in_order, times, strict=True):
            found.append(
                SortRow(
                    _at("sorts.csv", len(found) + 2),
                    person.pseudonym,
                    ids[row.statement],
                    names[row.pile] if row.pile else "",
                    labels[row.pile] if row.pile else "",
                    "" if seconds is None else number(seconds),
                )
            )
    return found


def _pile_names(piles: list[Pile]) -> dict[int, str]:
    """The name a pile came with, or its number in order; no two piles of a sorter share one."""
    taken = {pile.mark for pile in piles if pile.mark}
    names: dict[int, str] = {}
    at = 0
    for place, pile in enumerate(piles, start=1):
        at = max(at + 1, place)
        if not pile.mark:
            while str(at) in taken:
                at += 1
        names[pile.pk] = pile.mark or str(at)
    return names


def counting(people: Iterable[Participant], task: str) -> dict[int, Sitting]:
    """Key of a participant -> the sitting that counts: of screen and paper the one that holds more."""
    found: dict[int, Sitting] = {}
    many = Sitting.objects.filter(participant__in=people, task=task).exclude(via=Sitting.Via.SECOND)
    for sitting in (
        many.annotate(holds=Count("placed", distinct=True), scores=Count("ratings", distinct=True))
        .defer("steps")  # long, and of everybody
        .order_by("pk")
    ):
        best = found.get(sitting.participant_id)
        if best is None or _worth(sitting) > _worth(best):
            found[sitting.participant_id] = sitting
    return found


def _worth(sitting: Sitting) -> tuple[int, bool]:
    return sitting.holds + sitting.scores, sitting.finished_at is not None  # type: ignore[attr-defined]


def ratings(people: list[Participant], study: Study, ids: dict[int, str]) -> list[RatingRow]:
    """Scale by scale, rater by rater."""
    sittings = {sitting.pk for sitting in counting(people, Help.Task.RATING).values()}
    names = {person.pk: person.pseudonym for person in people}
    scales = {scale.pk: (place, scale.key) for place, scale in enumerate(study.scales.all())}
    order = {key: place for place, key in enumerate(ids)}
    place_of = {person.pk: place for place, person in enumerate(people)}
    given = [
        (scale, person, statement, value, missing)
        for sitting, person, scale, statement, value, missing in Rating.objects.filter(
            sitting__participant__in=people, sitting__task=Help.Task.RATING
        ).values_list("sitting", "sitting__participant", "scale", "statement", "value", "missing")
        if sitting in sittings and statement in ids
    ]
    given.sort(key=lambda row: (scales[row[0]][0], place_of[row[1]], order[row[2]]))
    return [
        RatingRow(
            _at("ratings.csv", line),
            names[person],
            ids[statement],
            one_line(scales[scale][1]),
            "" if value is None else str(value),
            one_line(missing),
        )
        for line, (scale, person, statement, value, missing) in enumerate(given, start=2)
    ]


def people(counted: list[Participant]) -> list[PersonRow]:
    facts = {
        person.pk: {name: one_line(str(fact)) for name, fact in person.facts.items()}
        for person in counted
    }
    extra = {name for own in facts.values() for name, fact in own.items() if fact} - columns.NAMES
    return [
        PersonRow(
            _at("participants.csv", line),
            person.pseudonym,
            columns.cells(person)
            | {name: facts[person.pk].get(name, "") for name in sorted(extra)},
        )
        for line, person in enumerate(counted, start=2)
    ]


def scales(study: Study) -> list[ScaleRow]:
    return [
        ScaleRow(
            _at("scales.csv", line),
            one_line(scale.key),
            str(scale.minimum),
            str(scale.maximum),
            _labels(scale),
        )
        for line, scale in enumerate(study.scales.prefetch_related("steps"), start=2)
    ]


def _labels(scale: Scale) -> str:
    """A word for every step, or none at all."""
    words = {step.value: step.word for step in scale.steps.all()}
    told = [
        one_line(words.get(value, "")).replace(LABEL_SEPARATOR, "/")
        for value in range(scale.minimum, scale.maximum + 1)
    ]
    return LABEL_SEPARATOR.join(told) if any(told) else ""


def ideas(people: list[Participant], ids: dict[int, str]) -> list[IdeaRow]:
    """Idea by idea as they came; one that became several statements has a row for each."""
    names = {person.pk: person.pseudonym for person in people}
    became: dict[int, list[Became]] = defaultdict(list)
    for step in Became.objects.filter(idea__participant__in=people).order_by("pk"):
        became[step.idea_id].append(step)
    found: list[IdeaRow] = []
    for place, idea in enumerate(ideas_of(people), start=1):
        for step in became[idea.pk] or [Became()]:
            found.append(
                IdeaRow(
                    _at("ideas.csv", len(found) + 2),
                    f"i{place}",
                    as_read(idea.text),
                    names[idea.participant_id],
                    ids.get(step.statement_id or 0, ""),
                    one_line(step.decision) if _in_the_set(step, ids) else "dropped",
                    one_line(step.reason),
                )
            )
    return found


def _in_the_set(step: Became, ids: dict[int, str]) -> bool:
    """Not for an idea whose statement was dropped afterwards, with whatever was decided before."""
    return step.statement_id is None or step.statement_id in ids


def ideas_of(people: Iterable[Participant]) -> list[Idea]:
    """Ideas in the order in which they came: the n-th is ``i{n}`` outside."""
    return list(Idea.objects.filter(participant__in=people))


def _at(file: str, line: int) -> Place:
    return Place(file, line)


def one_line(text: str) -> str:
    """The same words on one line, without invisible signs; as they would be read back."""
    return " ".join(as_read(text).split())
