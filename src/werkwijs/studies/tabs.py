"""The pages of a study, as tabs: every room that has one adds its own, so that none knows the others.

They stand in two rows: what the study is, and the people who take part.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

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
    people: bool = False
    """In the row about the people who take part, instead of the one about the study."""
    under: tuple[str, ...] = ()
    """Pages that belong to it, though their addresses do not begin with its own."""
    new: Callable[[Study], int] | None = None
    """How much there waits to be read; shown at the tab, on every page of the study."""


_TABS: list[Tab] = []


def register(*tabs: Tab) -> None:
    """Called by a room when it opens."""
    for tab in tabs:
        if tab not in _TABS:
            _TABS.append(tab)
    _TABS.sort(key=lambda tab: (tab.people, tab.order))


Shown = tuple[str, str, int]
"""Address, key of words, how much is new."""


def tabs(study: Study, *, running: bool) -> list[Shown]:
    """Every tab somebody may open."""
    return [_shown(tab, study) for tab in _open_to(running)]


def rows(study: Study, *, running: bool) -> list[tuple[str, list[Shown]]]:
    """The same in rows, each with the key of what it is called."""
    return [
        ("people" if people else "study", [_shown(tab, study) for tab in row])
        for people, row in groupby(_open_to(running), key=lambda tab: tab.people)
    ]


def nearest(study: Study, path: str) -> str:
    """The address of the tab a page belongs to: the longest with which its own begins."""
    begins = {
        reverse(name, args=[study.slug]): reverse(tab.address, args=[study.slug])
        for tab in _TABS
        for name in (tab.address, *tab.under)
    }
    found = [begin for begin in begins if path.startswith(begin)]
    return begins[max(found, key=len)] if found else ""


def _open_to(running: bool) -> list[Tab]:
    return [tab for tab in _TABS if running or not tab.runs]


def _shown(tab: Tab, study: Study) -> Shown:
    return (
        reverse(tab.address, args=[study.slug]),
        tab.words,
        tab.new(study) if tab.new else 0,
    )
