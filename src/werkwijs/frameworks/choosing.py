"""Handles that somebody can name, from the newest version of each way of working of their organisation."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from werkwijs.frameworks.models import Framework, Handle


@dataclass(frozen=True)
class Choice:
    """A handle, with where it comes from."""

    id: int
    name: str
    pillar: str
    framework: str
    ours: bool


def for_organisation(organisation: int) -> list[Choice]:
    """Those that are offered, framework by framework. Two questions, however many there are."""
    offered = Framework.objects.filter(organisation=organisation, retired_at=None)
    oldest_first = offered.order_by("imported_at", "pk").values_list("key", "pk")
    newest: dict[str, int] = dict(oldest_first)
    return _told(Handle.objects.filter(pillar__framework__in=newest.values()))


def by_ids(organisation: int, ids: Collection[int]) -> list[Choice]:
    """Those of the organisation with these ids, also of versions that are retired."""
    return _told(Handle.objects.filter(pk__in=ids, pillar__framework__organisation=organisation))


def _told(handles: object) -> list[Choice]:
    found = handles.select_related("pillar__framework").order_by(  # type: ignore[attr-defined]
        "pillar__framework__title", "pillar__order", "order"
    )
    return [
        Choice(one.pk, one.name, one.pillar.name, one.pillar.framework.title, one.ours)
        for one in found
    ]
