"""What people decided about a map, from a file: ``werkwijs map --decisions decisions.json``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from werkwijs.cli.faults import NoDecisions

MOVE = {"statement", "to"}
NAME = {"statements", "name"}


def read(path: Path) -> dict[str, Any]:
    """Settings for the engine: clusters, reason, moves, names; what else is in the file is left alone.

    Raises
    ------
    NoDecisions
        There is no such file, or it says something else.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise NoDecisions(path=str(path)) from None
    if not isinstance(told, dict) or not _sound(told):
        raise NoDecisions(path=str(path))
    return {key: told[key] for key in ("clusters", "reason", "moves", "names") if told.get(key)}


def _sound(told: dict[str, Any]) -> bool:
    clusters, reason = told.get("clusters"), told.get("reason")
    moves, names = told.get("moves") or [], told.get("names") or []
    return (
        (clusters is None or (isinstance(clusters, int) and not isinstance(clusters, bool)))
        and (reason is None or isinstance(reason, str))
        and _rows(moves, MOVE)
        and all(_texts(move, (*MOVE, "reason")) for move in moves)
        and _rows(names, NAME)
        and all(_texts(name, ("name", "easy")) for name in names)
        and all(_list_of_texts(name["statements"]) for name in names)
    )


def _rows(value: Any, needed: set[str]) -> bool:
    return isinstance(value, list) and all(
        isinstance(row, dict) and needed <= row.keys() for row in value
    )


def _texts(row: dict[str, Any], keys: tuple[str, ...]) -> bool:
    return all(isinstance(row.get(key) or "", str) for key in keys)


def _list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
