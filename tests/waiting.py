"""Waiting for what comes: as long as a busy machine needs, and no longer than it takes."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 90
"""Seconds. What is true after one on a quiet machine may take twenty where three others work."""


def until(true: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """Whether it became true. Ours, for Playwright's own way of waiting for words of a script needs `eval`,
    which the policy of our pages forbids."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
