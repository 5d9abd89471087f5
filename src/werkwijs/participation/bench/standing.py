"""How some statements and ideas stand now, small enough to keep, and enough to bring it back.

A statement stands with its text, its origin and whether it is in the set; an idea with what it
became. The words of ideas are not in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.dateparse import parse_datetime

from werkwijs.participation.models import Became, Idea
from werkwijs.studies.models import Group, Statement

Standing = dict[str, Any]
"""``{"statements": {id: {...} or None}, "ideas": {id: [[statement, decision, reason], ...]}}``."""


def now(*, statements: Iterable[int], ideas: Iterable[int]) -> Standing:
    """How they stand; None for a statement that does not exist, nothing for an idea that is gone."""
    wanted = sorted(set(statements))
    found = {s.pk: _statement(s) for s in Statement.objects.filter(pk__in=wanted)}
    there = Idea.objects.filter(pk__in=set(ideas)).values_list("pk", flat=True)
    rows: dict[int, list[list[Any]]] = defaultdict(list)
    for row in Became.objects.filter(idea__in=list(there)).order_by("pk"):
        rows[row.idea_id].append([row.statement_id, row.decision, row.reason])
    return {
        "statements": {str(pk): found.get(pk) for pk in wanted},
        "ideas": {str(pk): rows[pk] for pk in sorted(there)},
    }


def bring_back(standing: Standing) -> None:
    """Make it stand like this again. Ideas that are gone stay gone."""
    there = set(
        Idea.objects.filter(pk__in=map(int, standing["ideas"])).values_list("pk", flat=True)
    )
    Became.objects.filter(idea__in=there).delete()
    for pk, own in standing["statements"].items():
        if own is None:
            Statement.objects.filter(pk=pk).delete()
            continue
        origin = own["origin"]
        if origin and not Group.objects.filter(pk=origin).exists():
            origin = None
        Statement.objects.filter(pk=pk).update(
            text=own["text"], origin=origin, dropped_at=parse_datetime(own["dropped"] or "")
        )
    Became.objects.bulk_create(
        Became(idea_id=int(pk), statement_id=statement, decision=decision, reason=reason)
        for pk, rows in standing["ideas"].items()
        if int(pk) in there
        for statement, decision, reason in rows
    )


def same(one: Any, other: Any) -> bool:
    """Whether a statement stands the same, as far as people can see; its origin may be corrected."""
    if one is None or other is None:
        return one is other
    return one["text"] == other["text"] and bool(one["dropped"]) == bool(other["dropped"])


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "text": statement.text,
        "origin": statement.origin_id,
        "dropped": statement.dropped_at.isoformat() if statement.dropped_at else "",
    }
