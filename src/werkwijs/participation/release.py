"""The only way out of this room: what people gave, by pseudonym, for who draws the map.

What leaves: piles, ratings and ideas of everybody who said yes and did not withdraw. What never
leaves: who withdrew, who did not say yes, paper that was entered a second time, codes, worries,
and what was seen as evidence of consent. Advice to leave a sort out goes along as advice: the map decides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from conceptmapping.reading import put_together
from conceptmapping.reading.about import SMALLEST_TESTED, About
from conceptmapping.reading.answers import Answers
from conceptmapping.reading.tables import as_read
from conceptmapping.study import Study as Collected
from werkwijs.participation import given
from werkwijs.participation.given import one_line
from werkwijs.participation.models import (
    Consent,
    Exclusion,
    Help,
    Idea,
    OnPile,
    Participant,
    Sitting,
)
from werkwijs.studies.models import Study

_AFTER: list[Callable[[Study], None]] = []


def when_withdrawn(forget: Callable[[Study], None]) -> None:
    """A room that keeps words of participants says how it forgets them; called in the same transaction.

    It is told of the study only: whose words they were is not known there.
    """
    _AFTER.append(forget)


_RESULTS: list[Callable[[Study], str]] = []


def result_is_told_by(where: Callable[[Study], str]) -> None:
    """A room that shows who took part what came of it says where; "" while there is nothing to see."""
    _RESULTS.append(where)


def result_address(study: Study) -> str:
    """Where those who took part can see what came of it, or ""."""
    return next((found for where in _RESULTS if (found := where(study))), "")


def n_withdrawn(study: Study) -> int:
    """How many withdrew so far; it only grows. Whoever keeps words looks before reading and keeping."""
    return Participant.objects.filter(study=study).exclude(withdrawn_at=None).count()


def tell_withdrawn(study: Study) -> None:
    for forget in _AFTER:
        forget(study)


@dataclass(frozen=True)
class Counts:
    """How many people take part and are how far. Counts of a whole study, never of a group."""

    people: int
    ideas: int
    sorted: int
    rated: int


def counts(study: Study) -> Counts:
    """For the first page of who runs or reads the study."""
    staying = Participant.objects.staying().filter(study=study)
    done = (
        Sitting.objects.filter(participant__in=staying)
        .exclude(finished_at=None)
        .exclude(via=Sitting.Via.SECOND)
        .values("task")
        .annotate(n=Count("participant", distinct=True))
        .values_list("task", "n")
    )
    finished = dict(done)
    return Counts(
        people=staying.count(),
        ideas=Idea.objects.filter(participant__in=staying).count(),
        sorted=finished.get(Help.Task.SORTING, 0),
        rated=finished.get(Help.Task.RATING, 0),
    )


def study(study: Study) -> Collected:
    """Everything the map is drawn from; the same as is read from the study folder.

    Raises
    ------
    UnsoundStudy
        There are no statements or no sorts yet.
    """
    return put_together(rows(study, ideas=False), about(study))


def counted(study: Study) -> QuerySet[Participant]:
    """Those whose answers count: they said yes, whoever represents them did too, and nobody took it back."""
    agreed = Consent.objects.filter(participant=OuterRef("pk"), withdrawn_at=None).filter(
        Q(representation="") | ~Q(evidence="")
    )
    found: QuerySet[Participant] = Participant.objects.filter(study=study).staying()
    return found.filter(Exists(agreed))


def participants(study: Study) -> list[Participant]:
    """The same, with what is told about them."""
    return list(
        counted(study)
        .select_related("group")
        .prefetch_related("consents__text", "help", "sittings")
    )


def pseudonyms(study: Study) -> frozenset[str]:
    """Of everybody whose answers count: who withdrew is not among them."""
    return frozenset(person.pseudonym for person in counted(study))


def sorters(study: Study) -> dict[str, str]:
    """Pseudonym -> key of the group, "" for none, of everybody who put something on a pile."""
    people = list(counted(study).select_related("group"))
    counting = given.counting(people, Help.Task.SORTING)
    placed = set(
        OnPile.objects.filter(
            sitting__in=[sitting.pk for sitting in counting.values()],
            statement__in=statement_ids(study),
        )
        .exclude(pile=None)
        .values_list("sitting", flat=True)
        .distinct()
    )
    return {
        person.pseudonym: person.group.key if person.group else ""
        for person in people
        if person.pk in counting and counting[person.pk].pk in placed
    }


def advice(study: Study) -> dict[str, str]:
    """Pseudonym -> why a sort had better be left out of the map."""
    return {
        exclusion.participant.pseudonym: one_line(exclusion.reason)
        for exclusion in Exclusion.objects.filter(participant__in=participants(study))
        .filter(lifted_at=None)
        .order_by("participant__number")
        .select_related("participant")
    }


def about(study: Study) -> About:
    """Title, prompt and what else stands at the top of ``study.toml``."""
    facts = dict(study.facts)
    return About(
        title=one_line(study.title),
        prompt=one_line(study.prompt),
        language=study.language,
        minimum_shown=study.smallest_shown,
        minimum_tested=max(study.smallest_shown, int(facts.pop("minimum_tested", SMALLEST_TESTED))),
        invented=study.invented,
        facts=_as_text(facts),
    )


def statement_ids(study: Study) -> dict[int, str]:
    """Key of each statement of the set -> its id outside: the number, or until then its place."""
    kept = study.statements.filter(dropped_at=None)
    if study.locked_at is None and not kept.exclude(number=None).exists():
        return {row.pk: str(place) for place, row in enumerate(kept, start=1)}
    return {row.pk: str(row.number) for row in kept.exclude(number=None)}


def rows(study: Study, *, ideas: bool = True) -> Answers:
    """Everything, row by row, as it stands in a study folder."""
    people = participants(study)
    ids = statement_ids(study)
    return Answers(
        statements=given.statements(study, ids) or None,
        sorts=given.sorts(people, ids) or None,
        ratings=given.ratings(people, study, ids),
        people=given.people(people) or None,
        scales=given.scales(study) or None,
        ideas=given.ideas(people, ids) if ideas else [],
    )


def _as_text(fact: Any) -> Any:
    """Facts with their texts as they would be read back."""
    if isinstance(fact, dict):
        return {as_read(key): _as_text(value) for key, value in fact.items()}
    if isinstance(fact, list):
        return [_as_text(value) for value in fact]
    return as_read(fact) if isinstance(fact, str) else fact
