"""Who was forgotten: a list beside the database, so that a backup put back does not bring people back.

A room that forgets people registers how it does so; `replay` is called after a backup was put back. The list
holds ids and pseudonyms only, and is not part of a backup.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

NAME = "forgotten.jsonl"
Act = Callable[[dict[str, Any]], None]
_ACTS: dict[str, Act] = {}


def register(kind: str, act: Act) -> None:
    """Say how somebody of this kind is forgotten, given what was written down; twice must be harmless."""
    _ACTS[kind] = act


def write_down(kind: str, **ids: Any) -> None:
    """Remember that somebody was forgotten, once the transaction is through."""
    line = json.dumps({"kind": kind, "at": datetime.now(UTC).isoformat(timespec="seconds"), **ids})
    transaction.on_commit(lambda: _append(line))


def replay() -> int:
    """Forget everybody of the list once more; returns how many lines there were.

    Raises
    ------
    KeyError
        The list has a kind that no room knows: a newer version wrote it.
    """
    lines = _lines()
    for line in lines:
        _ACTS[line["kind"]](line)
    return len(lines)


def _append(line: str) -> None:
    handle = os.open(_place(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


def _lines() -> list[dict[str, Any]]:
    place = _place()
    if not place.exists():
        return []
    return [json.loads(line) for line in place.read_text("utf-8").splitlines() if line.strip()]


def _place() -> Path:
    return Path(settings.DATA) / NAME
