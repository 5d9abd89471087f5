"""The raw ideas of a study, each with how far it is: not decided yet, in the set, or dropped."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models import CharField as Characters

from werkwijs.participation import release
from werkwijs.participation.models import Became, Idea
from werkwijs.studies.models import Study


class State(StrEnum):
    """What was decided about an idea so far."""

    UNDECIDED = "undecided"
    DECIDED = "decided"
    """It lives on in a statement of the set."""
    DROPPED = "dropped"
    """By itself, or with its statement."""


def ideas(study: Study) -> QuerySet[Any]:
    """Ideas of everybody whose answers count, in the order in which they came, each with its `state`."""
    rows = Became.objects.filter(idea=OuterRef("pk"))
    lives = rows.filter(statement__isnull=False, statement__dropped_at=None)
    return (
        Idea.objects.filter(participant__in=release.counted(study))
        .annotate(
            state=Case(
                When(Exists(lives), then=Value(State.DECIDED.value)),
                When(Exists(rows), then=Value(State.DROPPED.value)),
                default=Value(State.UNDECIDED.value),
                output_field=Characters(),
            )
        )
        .select_related("participant__group", "participant__study")
    )


def counts(study: Study) -> dict[str, int]:
    """How many ideas are how far, and all together."""
    found = dict(
        ideas(study)
        .order_by()
        .values_list("state")
        .annotate(n=Count("pk"))
        .values_list("state", "n")
    )
    each = {state.value: int(found.get(state.value, 0)) for state in State}
    return each | {"all": sum(each.values())}


def asked_for(study: Study, *, state: str = "", group: str = "", words: str = "") -> QuerySet[Any]:
    """Only some of them, as somebody asked."""
    found = ideas(study)
    wanted: dict[str, Any] = {}
    if state in set(State):
        wanted["state"] = state
    if group:
        wanted["participant__group__key"] = group
    found = found.filter(**wanted)
    for word in words.split()[:8]:
        found = found.filter(Q(text__icontains=word))
    return found
