"""Starting the website: folder, tables, static files, then the server: one command, nothing beside it."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.urls import get_resolver

from werkwijs.config import keeping, working
from werkwijs.lib import jobs

WORKERS = 2
"""Python uses one core at a time; with a second worker a full room got a third more answers.
Nothing is kept in a worker that the other must know: limits and sessions are in files and tables."""
BACKUPS_KEPT = 3
"""So many of those that are made before tables change: in older ones stand people who withdrew since."""
GOODBYE = 60
"""Seconds for what was being answered when somebody stops the website."""
THREADS = 32
"""So many requests can be arriving at once; how many a worker works on is said in `turns`."""


def prepare() -> Path | None:
    """Everything ready to serve: tables as this version needs them, styles and scripts gathered.

    Returns
    -------
    The backup that was made first, where tables had to change and there was something to lose.
    """
    data = Path(settings.DATA)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    Path(settings.MEDIA_ROOT).mkdir(exist_ok=True, mode=0o700)
    made = migrate()
    jobs.prepare()
    call_command("collectstatic", verbosity=0, interactive=False, clear=False)
    return made


def migrate() -> Path | None:
    """Bring the tables up to date, after a backup of what is there."""
    plan, kept = _plan()
    if not plan:
        return None
    backup = None
    if kept:
        stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S}"
        backup = Path(settings.DATA) / "backups" / f"before-{version('werkwijs')}-{stamp}.zip"
        keeping.back_up(backup)
        for old in sorted(backup.parent.glob("before-*.zip"), key=_made)[:-BACKUPS_KEPT]:
            old.unlink()
    call_command("migrate", verbosity=0, interactive=False)
    return backup


def _made(backup: Path) -> float:
    return backup.stat().st_mtime


def pending() -> list[str]:
    """Changes of tables that were not made yet."""
    return _plan()[0]


def _plan() -> tuple[list[str], bool]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _ in plan], bool(executor.loader.applied_migrations)


def serve(address: str, port: int) -> None:
    """Serve until somebody stops it."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    # All rooms once, before there are workers: they share what is there, and answer from the first moment.
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
    os.register_at_fork(after_in_child=_listen_anew)
    connections.close_all()  # a worker does not share the one that made the tables
    with _known_to_run(), working.beside():
        Granian(
            "werkwijs.config.wsgi:application",
            address=address,
            port=port,
            interface=Interfaces.WSGI,
            workers=min(WORKERS, os.cpu_count() or 1),
            blocking_threads=THREADS,
            backlog=2048,
            respawn_failed_workers=True,
            workers_kill_timeout=GOODBYE,
            log_enabled=True,
            log_level=LogLevels.error,
        ).serve()


def _listen_anew() -> None:
    """A worker has the ears of the server that made it, and does not hear that it must stop.

    Until Granian gives it its own, the server would wait for it for ever.
    """
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, signal.SIG_DFL)


@contextlib.contextmanager
def _known_to_run() -> Iterator[None]:
    """Leaves our number in the data folder, so that nobody puts a backup back under our feet."""
    place = Path(settings.DATA) / "serving"
    place.write_text(str(os.getpid()))
    try:
        yield
    finally:
        place.unlink(missing_ok=True)
