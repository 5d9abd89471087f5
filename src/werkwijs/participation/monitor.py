"""Who takes part, how far they are, and what about their sorts deserves a look; for who runs the study."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import Count, Max, Q, Sum

from werkwijs.lib.words import language, say, words
from werkwijs.participation import consenting, progress, remarks
from werkwijs.participation.models import (
    Consent,
    Exclusion,
    Help,
    Idea,
    OnPile,
    Participant,
    Rating,
    Sitting,
)
from werkwijs.participation.progress import Progress
from werkwijs.participation.remarks import Remark
from werkwijs.studies.models import Group, Study


@dataclass(frozen=True)
class Row:
    """One participant, or several who do everything together."""

    person: Participant
    pseudonym: str
    group: str
    ideas: int
    ideas_done: bool
    sorting: Progress
    rating: Progress
    seen: datetime
    helped: list[tuple[str, str]]
    """Role and how, each once, in order of the first time."""
    remarks: list[Remark]
    excluded: Exclusion | None
    waits_for: str
    """``yes`` or ``evidence``, where consent is not complete."""

    @property
    def way(self) -> str:
        """How they take part; of who came from elsewhere what was recorded there."""
        told = self.person.facts.get("way")
        return str(told) if told is not None else say("participation.monitor_way", self.person.way)

    def help_said(self) -> list[str]:
        """Who helped how, in the words of the reader where we know them: "jobcoach: uitleggen"."""
        own = words("participation", language())
        return [
            f"{own.get('monitor_role', role, role)}: {own.get('monitor_help', how, how)}".rstrip(
                ": "
            )
            for role, how in self.helped
        ]

    @property
    def begun(self) -> bool:
        return bool(self.ideas or self.sorting.started_at or self.rating.started_at)


@dataclass(frozen=True)
class OfGroup:
    """How many there are of one group, and whether that is enough to show it by itself."""

    group: Group | None
    people: int
    sorted: int
    """Finished sorting."""
    rated: int
    ideas: int
    enough: bool


@dataclass(frozen=True)
class Summary:
    """A study in figures, for its overview and the first page."""

    people: int
    ideas: int
    sorting: int
    """Busy sorting."""
    sorted: int
    rating: int
    rated: int
    helped: int
    excluded: int
    withdrawn: int
    groups: list[OfGroup]


def rows(study: Study) -> list[Row]:
    """Everybody who takes part and did not withdraw, by number."""
    people = _people(study)
    ideas = _ideas(study)
    done = set(
        Sitting.objects.filter(participant__study=study, task=Help.Task.IDEAS)
        .exclude(finished_at=None)
        .values_list("participant", flat=True)
    )
    sorting, rating = progress.sorting(study, people), progress.rating(study, people)
    told = remarks.of_study(study)
    excluded = {
        exclusion.participant_id: exclusion
        for exclusion in Exclusion.objects.filter(participant__study=study, lifted_at=None)
    }
    lacking = _lacking(study, people)
    return [
        Row(
            person=person,
            pseudonym=person.pseudonym,
            group=person.group.name if person.group else "",
            ideas=ideas.get(person.pk, 0),
            ideas_done=person.pk in done,
            sorting=sorting[person.pk],
            rating=rating[person.pk],
            seen=person.seen_at,
            helped=_helped(person),
            remarks=told.get(person.pseudonym, []),
            excluded=excluded.get(person.pk),
            waits_for=lacking.get(person.pk, ""),
        )
        for person in people
    ]


def summary(study: Study) -> Summary:
    """How many of everything; a handful of questions to the database, however many people."""
    everybody = Participant.objects.filter(study=study)
    staying = everybody.staying()
    state = _states(study)
    ideas = _ideas(study)
    members = dict(staying.values_list("pk", "group"))
    groups: dict[int | None, list[int]] = defaultdict(list)
    for person, group in members.items():
        groups[group].append(person)

    def of_group(group: Group | None, own: list[int]) -> OfGroup:
        return OfGroup(
            group=group,
            people=len(own),
            sorted=sum(person in state["sorted"] for person in own),
            rated=sum(person in state["rated"] for person in own),
            ideas=sum(ideas.get(person, 0) for person in own),
            enough=len(own) >= study.smallest_shown,
        )

    counted = [of_group(group, groups[group.pk]) for group in study.groups.all()]
    if groups[None]:
        counted.append(of_group(None, groups[None]))
    return Summary(
        people=len(members),
        ideas=sum(ideas.values()),
        helped=Help.objects.filter(participant__in=staying)
        .values("participant")
        .distinct()
        .count(),
        excluded=Exclusion.objects.filter(participant__in=staying, lifted_at=None).count(),
        withdrawn=everybody.exclude(withdrawn_at=None).count(),
        groups=counted,
        **{name: len(own) for name, own in state.items()},
    )


def version(study: Study) -> str:
    """Changes whenever anything on the monitor would; cheap to ask for every few seconds."""
    people = Participant.objects.filter(study=study).aggregate(
        n=Count("pk"), seen=Max("seen_at"), gone=Count("withdrawn_at"), groups=Sum("group")
    )
    advice = Exclusion.objects.filter(participant__study=study).aggregate(
        n=Count("pk"), lifted=Count("lifted_at")
    )
    consent = Consent.objects.filter(participant__study=study).aggregate(
        n=Count("pk"), seen=Count("pk", filter=~Q(evidence="")), back=Count("withdrawn_at")
    )
    helped = Help.objects.filter(participant__study=study).count()
    told = (people, advice, consent, helped, _data(study), _sittings(study), study.version)
    return sha256(repr(told).encode()).hexdigest()[:20]


def _people(study: Study) -> list[Participant]:
    """With their group, the study itself and who helped them: one of each, however many people."""
    groups: dict[int | None, Group] = {group.pk: group for group in study.groups.all()}
    people = list(Participant.objects.staying().filter(study=study).prefetch_related("help"))
    for person in people:
        person.study, person.group = study, groups.get(person.group_id)
    return people


def _data(study: Study) -> str:
    """Changes with every placement, rating and idea, and when one is taken back."""
    placed = OnPile.objects.filter(sitting__participant__study=study).aggregate(
        n=Count("pk"), at=Max("at"), piles=Sum("pile"), last=Max("pk")
    )
    rated = Rating.objects.filter(sitting__participant__study=study).aggregate(
        n=Count("pk"), at=Max("at"), last=Max("pk")
    )
    ideas = Idea.objects.filter(participant__study=study).aggregate(n=Count("pk"), last=Max("pk"))
    gone = Participant.objects.filter(study=study).exclude(withdrawn_at=None).count()
    yes = Consent.objects.filter(participant__study=study, withdrawn_at=None).count()
    told = (placed, rated, ideas, gone, yes, study.locked_at)
    return sha256(repr(told).encode()).hexdigest()[:20]


def _sittings(study: Study) -> dict[str, Any]:
    return Sitting.objects.filter(participant__study=study).aggregate(
        n=Count("pk"), done=Count("finished_at")
    )


def _ideas(study: Study) -> dict[int, int]:
    given = Idea.objects.filter(participant__study=study, participant__withdrawn_at=None)
    return Counter(given.values_list("participant", flat=True))


def _states(study: Study) -> dict[str, set[int]]:
    """Who is busy with, and who finished, sorting and rating."""
    found: dict[str, set[int]] = {
        "sorting": set(),
        "sorted": set(),
        "rating": set(),
        "rated": set(),
    }
    names = {
        Help.Task.SORTING.value: ("sorting", "sorted"),
        Help.Task.RATING.value: ("rating", "rated"),
    }
    for person, task, finished in (
        Sitting.objects.filter(participant__study=study, participant__withdrawn_at=None)
        .exclude(via=Sitting.Via.SECOND)
        .exclude(task=Help.Task.IDEAS)
        .values_list("participant", "task", "finished_at")
    ):
        busy, done = names[task]
        found[done if finished else busy].add(person)
    found["sorting"] -= found["sorted"]
    found["rating"] -= found["rated"]
    return found


def _lacking(study: Study, people: Iterable[Participant]) -> dict[int, str]:
    """Whose consent is not complete, as `consenting.lacks` tells of one."""
    text = consenting.current(study)
    if text is None:
        return {}
    first: dict[int, tuple[str, str]] = {}
    for key, stands_in, evidence in (
        Consent.objects.filter(participant__study=study, text=text, withdrawn_at=None)
        .order_by("pk")
        .values_list("participant", "representation", "evidence")
    ):
        first.setdefault(key, (stands_in, evidence))
    lacking = {}
    for person in people:
        if person.pk not in first:
            lacking[person.pk] = "yes"
        elif first[person.pk][0] and not first[person.pk][1]:
            lacking[person.pk] = "evidence"
    return lacking


def _helped(person: Participant) -> list[tuple[str, str]]:
    if elsewhere := person.facts.get("helper"):
        return [(str(elsewhere), str(person.facts.get("help", "")))]
    given = sorted(person.help.all(), key=lambda row: (row.at, row.pk))
    return list(dict.fromkeys((row.role, row.how) for row in given))
