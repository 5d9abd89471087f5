"""Backups: everything that is kept, in one file, made while people go on working; and back again.

A backup is a zip with the database (SQLite: a whole copy, taken in one step; PostgreSQL: a dump), the
uploads, and a list of what is in it with checksums. The secret of the installation and the list of who was
forgotten are *not* in it: without the secret nobody can use a code from a stolen backup, and forgotten
people stay forgotten.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections

from werkwijs.lib import forgotten
from werkwijs.lib.zips import SPOILT

MANIFEST = "werkwijs-backup.json"
COPY = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
SCHEMA = 1
_TOLD = {"schema", "made_at", "version", "vendor", "rows", "sha256", "size"}


class BackupWrong(Exception):
    """Something stands in the way of a backup, or of putting one back. ``code`` says what."""

    def __init__(self, code: str, **facts: Any) -> None:
        self.code = code
        self.facts = facts
        super().__init__(f"{code}: {facts}")


@dataclass(frozen=True)
class Kept:
    """What is in a backup."""

    made_at: str
    version: str
    vendor: str
    files: int
    size: int
    rows: dict[str, int]


def back_up(to: Path) -> Kept:
    """Write a backup; ``to`` is there as a whole or not at all, readable by its owner only.

    Raises
    ------
    BackupWrong
        ``exists``, ``no_room``, ``no_tool`` (pg_dump is missing), ``damaged`` (the copy is not sound).
    """
    if to.exists():
        raise BackupWrong("exists", path=str(to))
    to.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=to.parent, prefix=".werkwijs-backup-")
    os.close(handle)
    half = Path(name)
    try:
        with tempfile.TemporaryDirectory(dir=to.parent) as folder:
            copy = Path(folder) / COPY[connection.vendor]
            _copy_database(copy)
            rows = _rows_in(copy) if connection.vendor == "sqlite" else _rows()
            kept = _pack(half, copy, rows)
        half.replace(to)
    except OSError as error:
        raise BackupWrong("no_room", path=str(to), reason=error.strerror or str(error)) from None
    finally:
        half.unlink(missing_ok=True)
    return kept


def look(backup: Path) -> Kept:
    """What is in a backup, after checking every byte of it against its checksums.

    Raises
    ------
    BackupWrong
        ``missing``, ``no_backup`` (another kind of file), ``damaged``, ``newer``.
    """
    with _opened(backup) as (pack, manifest):
        for name, digest in manifest["sha256"].items():
            if _digest_of(pack, name) != digest:
                raise BackupWrong("damaged", path=str(backup), name=name)
        return _kept(manifest)


def put_back(backup: Path) -> tuple[Kept, Path | None, int]:
    """Replace what is kept now by a backup. Nobody else may be using the database.

    Returns
    -------
    What was put back; where what was there before now lies (None where there was nothing, or where it is
    PostgreSQL, which keeps nothing aside: make a backup first); how many people were forgotten once more.
    """
    kept = look(backup)
    if kept.vendor != connection.vendor:
        raise BackupWrong("other_database", vendor=kept.vendor, here=connection.vendor)
    with tempfile.TemporaryDirectory(dir=_data()) as folder, _opened(backup) as (pack, manifest):
        fresh = Path(folder)
        for name in manifest["sha256"]:
            place = (fresh / name).resolve()
            if not place.is_relative_to(fresh.resolve()):
                raise BackupWrong("damaged", path=str(backup), name=name)
            place.parent.mkdir(parents=True, exist_ok=True)
            with pack.open(name) as source, place.open("wb") as target:
                shutil.copyfileobj(source, target)
        copy = fresh / COPY[kept.vendor]
        aside = None
        if kept.vendor == "sqlite":
            aside = _replace_sqlite(copy)
        else:
            _replace_postgresql(copy)
        _replace_media(fresh / "media", aside)
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    _end_sessions()
    return kept, aside, forgotten.replay()


def soundness(path: Path) -> list[str]:
    """What is wrong with an SQLite file; nothing when it is sound."""
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as opened:
        try:
            said = [row[0] for row in opened.execute("PRAGMA integrity_check")]
            broken = opened.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError as error:
            return [str(error)]
    found = [line for line in said if line != "ok"]
    return found + [f"{row[0]}: row {row[1]} points at nothing" for row in broken]


# --- making one ---------------------------------------------------------------------------


def _copy_database(copy: Path) -> None:
    if connection.vendor == "sqlite":
        # One step: a copy in several begins anew whenever somebody writes in between.
        with (
            contextlib.closing(sqlite3.connect(_sqlite(), timeout=60)) as source,
            contextlib.closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target, pages=-1)
        if wrong := soundness(copy):
            raise BackupWrong("damaged", path=str(_sqlite()), name=wrong[0])
        return
    _postgresql("pg_dump", "--format=custom", "--no-owner", f"--file={copy}")


def _pack(to: Path, copy: Path, rows: dict[str, int]) -> Kept:
    digests: dict[str, str] = {}
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as pack:
        for name, path in _contents(copy):
            try:
                with path.open("rb") as file:
                    digests[name] = _digest(file)
                pack.write(path, name)
            except FileNotFoundError:
                digests.pop(name, None)  # an upload that was taken away meanwhile
        manifest = {
            "schema": SCHEMA,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "version": version("werkwijs"),
            "vendor": connection.vendor,
            "rows": rows,
            "sha256": digests,
            "size": sum(info.file_size for info in pack.infolist()),
        }
        pack.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return _kept(manifest)


def _contents(copy: Path) -> Iterator[tuple[str, Path]]:
    yield copy.name, copy
    media = Path(settings.MEDIA_ROOT)
    for path in sorted(media.rglob("*")):
        if path.is_file():
            yield f"media/{path.relative_to(media).as_posix()}", path


def _rows() -> dict[str, int]:
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names(cursor) if "_" in name]
        counts = {}
        for name in names:
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608
            counts[name] = cursor.fetchone()[0]
    return counts


def _rows_in(path: Path) -> dict[str, int]:
    """Of the copy, not of the database that goes on: the counts belong to what is in the file."""
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as opened:
        tables = [
            row[0]
            for row in opened.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
        ]
        return {
            name: opened.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for name in tables
        }


# --- putting one back ---------------------------------------------------------------------


def _replace_sqlite(copy: Path) -> Path | None:
    if wrong := soundness(copy):
        raise BackupWrong("damaged", path=copy.name, name=wrong[0])
    place = Path(_sqlite())
    connections.close_all()
    aside = None
    if place.exists():
        _expect_nobody(place)
        aside = _data() / f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S}"
        aside.mkdir()
        for rest in (place, *(place.with_name(place.name + end) for end in ("-wal", "-shm"))):
            if rest.exists():
                shutil.move(rest, aside / rest.name)
    os.chmod(copy, 0o600)  # noqa: PTH101
    shutil.move(copy, place)
    return aside


def _end_sessions() -> None:
    """Who signed out, left, or was signed out by colleagues since, does not come back in with the backup."""
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.models import Session

    UserSession.objects.all().delete()
    Session.objects.all().delete()


def _expect_nobody(place: Path) -> None:
    """A server that runs keeps its connections: whoever holds one would go on writing in the old file."""
    beat = _data() / "serving"
    if beat.exists():
        with contextlib.suppress(ValueError, OSError):
            os.kill(int(beat.read_text()), 0)
            raise BackupWrong("in_use", path=str(place))


def _replace_postgresql(copy: Path) -> None:
    connections.close_all()
    _postgresql(
        "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", str(copy)
    )


def _replace_media(fresh: Path, aside: Path | None) -> None:
    media = Path(settings.MEDIA_ROOT)
    if media.exists():
        if aside is not None:
            shutil.move(media, aside / "media")
        else:
            shutil.rmtree(media)
    if fresh.exists():
        shutil.move(fresh, media)


# --- small things --------------------------------------------------------------------------


@contextlib.contextmanager
def _opened(backup: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, Any]]]:
    if not backup.is_file():
        raise BackupWrong("missing", path=str(backup))
    with contextlib.ExitStack() as opened:
        try:
            pack = opened.enter_context(zipfile.ZipFile(backup))
            manifest = json.loads(pack.read(MANIFEST))
        except (*SPOILT, KeyError) as error:
            raise BackupWrong("no_backup", path=str(backup), reason=str(error)) from None
        if not isinstance(manifest, dict) or not manifest.keys() >= _TOLD:
            raise BackupWrong("no_backup", path=str(backup), reason=MANIFEST)
        if manifest["schema"] > SCHEMA:
            raise BackupWrong("newer", path=str(backup), version=manifest["version"])
        yield pack, manifest


def _kept(manifest: dict[str, Any]) -> Kept:
    return Kept(
        made_at=manifest["made_at"],
        version=manifest["version"],
        vendor=manifest["vendor"],
        files=len(manifest["sha256"]),
        size=manifest["size"],
        rows=manifest["rows"],
    )


def _digest(file: Any) -> str:
    digest = hashlib.sha256()
    while part := file.read(1 << 20):
        digest.update(part)
    return digest.hexdigest()


def _digest_of(pack: zipfile.ZipFile, name: str) -> str:
    """Nothing where it cannot be read."""
    try:
        with pack.open(name) as file:
            return _digest(file)
    except (*SPOILT, KeyError):
        return ""


def _postgresql(tool: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own tools on our database; the password goes by environment."""
    program = shutil.which(tool)
    if program is None:
        raise BackupWrong("no_tool", tool=tool)
    told = connection.settings_dict
    surroundings = os.environ | {
        "PGHOST": str(told["HOST"] or ""),
        "PGPORT": str(told["PORT"] or ""),
        "PGUSER": str(told["USER"] or ""),
        "PGPASSWORD": str(told["PASSWORD"] or ""),
        "PGDATABASE": str(told["NAME"]),
    }
    target = ["--dbname", str(told["NAME"])] if tool == "pg_restore" else []
    done = subprocess.run(  # noqa: S603
        [program, *target, *arguments],
        env={k: v for k, v in surroundings.items() if v},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupWrong("tool_failed", tool=tool, reason=done.stderr.strip().splitlines()[-1:])


def _sqlite() -> str:
    return str(connection.settings_dict["NAME"])


def _data() -> Path:
    return Path(settings.DATA)
