"""Is this installation well? One finding per thing that can be wrong, with what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.db import DatabaseError, connection

from werkwijs.audit import append_only
from werkwijs.config import databases, keeping, serving
from werkwijs.lib import pdf

NETWORK = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "fuse.sshfs",
    "fuse.rclone",
    "9p",
    "afs",
    "ncpfs",
}
"""Kinds of disk on which SQLite's locks do not hold."""
SYNCED = ("OneDrive", "Dropbox", "Google Drive", "iCloud", "Nextcloud")
ROOM = 500_000_000
OLD_BACKUP_DAYS = 8


@dataclass(frozen=True)
class Finding:
    """``code`` names the sentence (in the words of the command line), ``facts`` fill it in."""

    code: str
    state: Literal["ok", "note", "wrong"]
    facts: dict[str, Any] = field(default_factory=dict)


def examine() -> list[Finding]:
    return [finding for look in _LOOKS for finding in look()]


def _python() -> Iterator[Finding]:
    yield Finding("python", "ok", {"version": ".".join(map(str, sys.version_info[:3]))})


def _folder() -> Iterator[Finding]:
    data = Path(settings.DATA)
    if not data.is_dir() or not os.access(data, os.W_OK):
        yield Finding("folder_closed", "wrong", {"path": str(data)})
        return
    yield Finding("folder", "ok", {"path": str(data)})
    if data.stat().st_mode & 0o007:
        yield Finding("folder_open_to_all", "wrong", {"path": str(data)})
    secret = data / "secret.key"
    if secret.exists() and secret.stat().st_mode & 0o077:
        yield Finding("secret_open", "wrong", {"path": str(secret)})
    free = shutil.disk_usage(data).free
    yield Finding(
        "room" if free > ROOM else "little_room",
        "ok" if free > ROOM else "wrong",
        {"mb": free // 10**6},
    )
    kind = disk_kind(data)
    if connection.vendor == "sqlite" and (
        kind in NETWORK or any(name in str(data) for name in SYNCED)
    ):
        yield Finding("network_disk", "wrong", {"kind": kind})


def disk_kind(path: Path, mounts: str | None = None) -> str:
    """The kind of file system a path lies on, as Linux tells it; "" where it does not tell."""
    if mounts is None:
        try:
            mounts = Path("/proc/mounts").read_text()
        except OSError:
            return ""
    best, kind = "", ""
    for line in mounts.splitlines():
        _, point, name, *_ = line.split()
        inside = point == "/" or path == Path(point) or path.is_relative_to(point)
        if inside and len(point) >= len(best):
            best, kind = point, name
    return kind


def _database() -> Iterator[Finding]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        yield Finding("database_silent", "wrong", {"reason": str(error).splitlines()[0]})
        return
    if connection.vendor == "sqlite":
        facts = {"version": sqlite3.sqlite_version, "journal": databases.journal()}
        yield Finding("sqlite", "ok", facts)
        if wrong := keeping.soundness(Path(connection.settings_dict["NAME"])):
            yield Finding("database_damaged", "wrong", {"reason": wrong[0], "n": len(wrong)})
        else:
            yield Finding("database_sound", "ok")
    else:
        yield Finding("postgresql", "ok", {"version": connection.pg_version // 10000})  # type: ignore[attr-defined]
        if shutil.which("pg_dump") is None:
            yield Finding("no_pg_dump", "wrong")
    if waiting := serving.pending():
        yield Finding("tables_behind", "wrong", {"n": len(waiting)})
    else:
        yield Finding("tables", "ok")
        yield from _triggers()


def _triggers() -> Iterator[Finding]:
    """The log refuses changes: the database itself must still do so."""
    guarded = append_only.is_guarded(connection)
    yield Finding("log_guarded" if guarded else "log_unguarded", "ok" if guarded else "wrong")


def _backups() -> Iterator[Finding]:
    made = sorted((Path(settings.DATA) / "backups").glob("*.zip"), key=lambda p: p.stat().st_mtime)
    if not made:
        yield Finding("no_backup_here", "note")
        return
    days = (datetime.now(UTC).timestamp() - made[-1].stat().st_mtime) / 86400
    old = days > OLD_BACKUP_DAYS
    yield Finding(
        "old_backup" if old else "backup_here", "note" if old else "ok", {"days": int(days)}
    )


def _outside() -> Iterator[Finding]:
    local = any(name in settings.BASE_URL for name in ("localhost", "127.0.0.1", "[::1]"))
    if settings.HTTPS:
        yield Finding("https", "ok", {"url": settings.BASE_URL})
    else:
        yield Finding("no_https", "note" if local else "wrong", {"url": settings.BASE_URL})
    yield Finding(
        "mail" if settings.EMAIL_HOST else "no_mail", "ok" if settings.EMAIL_HOST else "note"
    )


def _helpers() -> Iterator[Finding]:
    missing = pdf.why_not()
    yield Finding("no_pdf" if missing else "pdf", "note" if missing else "ok")
    speaks = shutil.which("espeak-ng") is not None
    yield Finding("speech" if speaks else "no_speech", "ok" if speaks else "note")


_LOOKS = (_python, _folder, _database, _backups, _outside, _helpers)
