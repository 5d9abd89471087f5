"""How far work is that takes longer than a page: written down now and then, where the page reads it."""

from __future__ import annotations

import time
from typing import Any

from django.db.models import QuerySet

TELLS_EVERY = 0.5
"""Seconds between two times of writing down."""


class Stopped(Exception):
    """Somebody had it stopped."""


class Watch:
    """Called as the engine tells how far it is.

    Raises
    ------
    Stopped
        The row is no longer among those it may go on with.
    """

    def __init__(self, own: QuerySet[Any]) -> None:
        self.own = own
        self.told = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self.told < TELLS_EVERY:
            return
        self.told = now
        if not self.own.update(stage=stage, done=done, total=total):
            raise Stopped
