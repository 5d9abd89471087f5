"""Handles of a framework that a coach names with a line: three at most, and never asked for."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from werkwijs.guidance.models import Entry, Trajectory


class Choice(NamedTuple):
    """A handle one can name."""

    id: int
    name: str
    pillar: str


def choices(trajectory: Trajectory) -> list[Choice]:
    """Those of the frameworks of the organisation."""
    return []


def mark(entry: Entry, handles: Collection[int]) -> None:
    """Name up to three with a line."""
