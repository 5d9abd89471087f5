"""Where rows are kept: SQLite in the data folder, or PostgreSQL at ``DATABASE_URL``.

Settings of SQLite follow measurements in ``docs/decisions/0010-sqlite.md``: every transaction begins
as a writer (otherwise a read that becomes a write is refused while another writes), and the
write-ahead log is used only by versions without the bug that can lose it.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import dj_database_url

from werkwijs.config.surroundings import Misconfigured

WAL_MENDED = (3, 51, 3)
"""From this version on a checkpoint cannot race with a commit (sqlite.org/wal.html, WAL-reset bug)."""
WAIT_SECONDS = 20
PREPARED = {"server_side_binding": True, "prepare_threshold": 3}
"""PostgreSQL plans a question once for each connection instead of every time, and reads its values by itself.
At two hundred people it took a third less of the processor for it, and Python a tenth less."""


def journal(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """The journal this SQLite may be trusted with."""
    return "WAL" if version >= WAL_MENDED else "TRUNCATE"


def database(url: str, data: Path) -> dict[str, Any]:
    """Django's settings of the one database.

    Raises
    ------
    Misconfigured
        The address is of another kind of database, or cannot be read.
    """
    if not url:
        return embedded(data / "werkwijs.sqlite3")
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=None))
    except (ValueError, KeyError) as error:
        raise Misconfigured(
            f"DATABASE_URL is not understood ({error}). "
            "Write it as postgres://user:password@host:5432/name."
        ) from None
    if found.get("ENGINE") == "django.db.backends.sqlite3":
        return embedded(Path(found["NAME"]))
    if found.get("ENGINE") != "django.db.backends.postgresql":
        raise Misconfigured("DATABASE_URL must begin with postgres:// or sqlite:///.")
    found["CONN_HEALTH_CHECKS"] = True
    found["OPTIONS"] = PREPARED | found.get("OPTIONS", {})
    return found


def embedded(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": WAIT_SECONDS,
            "init_command": (
                f"PRAGMA journal_mode={journal()}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA secure_delete=ON;"  # what is taken back is overwritten in the file too
            ),
        },
    }
