"""Handles that somebody can name, from the newest version of each way of working of their organisation."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from werkwijs.frameworks.models import Framework, Handle


@dataclass(frozen=True)
class Choice:
    """A handle, with where it comes from."""

    id: int
    name: str
    pillar: str
    framework: str
    ours: bool


def in_use(organisations: Collection[int]) -> set[int]:
    """Of each way of working the version that was taken in last, of those that are not retired."""
    offered = Framework.objects.filter(organisation__in=organisations, retired_at=None)
    oldest_first = offered.order_by("imported_at", "pk")
    newest = {
        (organisation, key): pk
        for organisation, key, pk in oldest_first.values_list("organisation", "key", "pk")
    }
    return set(newest.values())


def for_organisation(organisation: int) -> list[Choice]:
    """Those that are offered, framework by framework. Two questions, however many there are."""
    return _told(Handle.objects.filter(pillar__framework__in=in_use([organisation])))


def by_ids(organisation: int, ids: Collection[int]) -> list[Choice]:
    """Those of the organisation with these ids, also of versions that are retired."""
    return _told(Handle.objects.filter(pk__in=ids, pillar__framework__organisation=organisation))


def _told(handles: QuerySet[Handle]) -> list[Choice]:
    found = handles.select_related("pillar__framework").order_by(
        "pillar__framework__title", "pillar__framework", "pillar__order", "order"
    )
    return [
        Choice(one.pk, one.name, one.pillar.name, one.pillar.framework.title, one.ours)
        for one in found
    ]
