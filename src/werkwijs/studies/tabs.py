"""The pages of a study, as tabs: every room that has one adds its own, so that none knows the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from werkwijs.studies.models import Study


@dataclass(frozen=True)
class Tab:
    """A page about one study."""

    order: int
    address: str
    """Name of its address; it takes the slug of the study."""
    words: str
    """Key of its words: ``participation.monitor``."""
    runs: bool = False
    """Only for those who run the study, not for those who only read it."""
    new: Callable[[Study], int] | None = None
    """How much there waits to be read; shown at the tab, on every page of the study."""


_TABS: list[Tab] = []


def register(*tabs: Tab) -> None:
    """Called by a room when it opens."""
    for tab in tabs:
        if tab not in _TABS:
            _TABS.append(tab)
    _TABS.sort(key=lambda tab: tab.order)


def tabs(study: Study, *, running: bool) -> list[tuple[str, str, int]]:
    """(address, key of words, how much is new) of every tab somebody may open."""
    return [
        (
            reverse(tab.address, args=[study.slug]),
            tab.words,
            tab.new(study) if tab.new else 0,
        )
        for tab in _TABS
        if running or not tab.runs
    ]
