"""How far people are with sorting and rating: for their own pages and for who runs the study."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from werkwijs.participation import batches
from werkwijs.participation.models import Batched, Help, Participant, Sitting
from werkwijs.studies.models import Study


@dataclass(frozen=True)
class Progress:
    """How far one person is with one task."""

    done: int
    """Statements placed (or "I don't know"), or answers given on all scales together."""
    asked: int
    started_at: datetime | None = None
    finished_at: datetime | None = None


def of_sorting(participant: Participant) -> Progress:
    return sorting(participant.study, [participant])[participant.pk]


def of_rating(participant: Participant) -> Progress:
    return rating(participant.study, [participant])[participant.pk]


def sorting(study: Study, participants: Collection[Participant]) -> dict[int, Progress]:
    """For each of these participants of one study, by id; in three queries for all of them."""
    final = {s.pk for s in batches.final_set(study)}
    dealt = dict(
        Batched.objects.filter(participant__in=participants, statement__in=final)
        .values_list("participant")
        .annotate(n=Count("id"))
    )
    everything = study.batch_size is None or study.batch_size >= len(final)
    size = len(final) if everything else min(study.batch_size or 0, len(final))
    sittings = _sittings(participants, Help.Task.SORTING, "placed", Q(placed__statement__in=final))
    return {
        p.pk: _progress(sittings.get(p.pk), size if everything else dealt.get(p.pk, size))
        for p in participants
    }


def rating(study: Study, participants: Collection[Participant]) -> dict[int, Progress]:
    """For each of these participants of one study, by id."""
    final = {s.pk for s in batches.final_set(study)}
    asked = len(final) * study.scales.count()
    sittings = _sittings(participants, Help.Task.RATING, "ratings", Q(ratings__statement__in=final))
    return {p.pk: _progress(sittings.get(p.pk), asked) for p in participants}


def _sittings(
    participants: Collection[Participant], task: str, what: str, counted: Q
) -> dict[int, Sitting]:
    found = (
        Sitting.objects.filter(participant__in=participants, task=task)
        .exclude(via=Sitting.Via.SECOND)
        .annotate(n=Count(what, filter=counted))
        .defer("steps")  # long, and of everybody
        .order_by("n")
    )
    return {sitting.participant_id: sitting for sitting in found}


def _progress(sitting: Sitting | None, asked: int) -> Progress:
    if sitting is None:
        return Progress(0, asked)
    return Progress(sitting.n, asked, sitting.started_at, sitting.finished_at)  # type: ignore[attr-defined]
