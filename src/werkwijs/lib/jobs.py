"""Work that takes longer than a page: asked for in a page, done beside the website, finished once.

A room registers what it does, in `apps.py`, as steps that each take the key of a row::

    jobs.register("analysis.draw", drawing.first, drawing.whole, waiting=drawing.waiting)

and asks for it in the transaction that makes the row: ``jobs.ask("analysis.draw", row.key)``. A step that was
done is not done again; one that was cut off, by a power cut or by somebody who pulls a plug, is begun anew,
so a step must be harmless when done twice. A key is a UUID, because numbers of rows come back with a backup
that is put back: what was done about the old row was not done about the new one.

Underneath is DBOS (docs/decisions/0014-jobs.md): on SQLite in a file beside the database, on PostgreSQL in a
schema of its own.
"""

from __future__ import annotations

import os
import threading
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import close_old_connections, transaction

if TYPE_CHECKING:
    from dbos import DBOSClient

QUEUE = "werk"
WORK = "work"
VERSION = "1"
"""Of what stands in the tables of DBOS: raised when steps of a job change so much that a job that was begun
cannot be gone on with."""
SCHEMA = "werkwijs_jobs"
LOOKS_EVERY = 0.2
"""Seconds between two looks whether something was asked."""
SWEEPS_EVERY = 30.0

Step = Callable[[uuid.UUID], None]


@dataclass(frozen=True)
class Job:
    """What is done about a row, in steps, and which rows still wait for it."""

    steps: tuple[Step, ...]
    waiting: Callable[[], Iterable[uuid.UUID]]
    warm: Callable[[], object] | None
    """Called once in the worker before anything is asked: what takes long to load is loaded then."""


_JOBS: dict[str, Job] = {}


def register(
    kind: str,
    *steps: Step,
    waiting: Callable[[], Iterable[uuid.UUID]],
    warm: Callable[[], object] | None = None,
) -> None:
    """Say what is done about a row of this kind; ``waiting`` gives the rows that were asked and not begun."""
    _JOBS[kind] = Job(steps, waiting, warm)


def ask(kind: str, key: uuid.UUID) -> None:
    """Have it done once this transaction is through. Asking twice is once.

    Where the list of jobs cannot be reached just then, the row still says that it waits, and is found.
    """
    transaction.on_commit(lambda: _ask(kind, key), robust=True)


def prepare() -> None:
    """Make the tables in which jobs are kept, or bring them up to date."""
    from dbos import DBOS

    DBOS.migrate(address(), schema=SCHEMA)
    _for_its_owner_alone()


def work(until: threading.Event) -> None:
    """Do what is asked, one thing after the other, until told to stop. What was cut off goes on first."""
    from dbos import DBOS

    DBOS(
        config={
            "name": "werkwijs",
            "system_database_url": address(),
            "dbos_system_schema": SCHEMA,
            "application_version": VERSION,
            "executor_id": os.environ.get("WERKWIJS_WORKER", "werkwijs"),
            "log_level": "ERROR",
        }
    )

    @DBOS.step(name="step")
    def step(kind: str, number: int, key: str) -> None:
        close_old_connections()
        try:
            _JOBS[kind].steps[number](uuid.UUID(key))
        finally:
            close_old_connections()

    @DBOS.workflow(name=WORK)
    def whole(kind: str, key: str) -> None:
        for number in range(len(_JOBS[kind].steps)):
            step(kind, number, key)

    for job in _JOBS.values():
        if job.warm:
            job.warm()
    DBOS.launch()
    DBOS.register_queue(QUEUE, worker_concurrency=1, polling_interval_sec=LOOKS_EVERY)
    try:
        sweep()
        while not until.wait(SWEEPS_EVERY):
            sweep()
    finally:
        DBOS.destroy(destroy_registry=True)


def sweep() -> None:
    """Ask once more for whatever waits: somebody stopped us between the row and the list of jobs."""
    close_old_connections()
    for kind, job in _JOBS.items():
        for key in job.waiting():
            _ask(kind, key)


def address() -> str:
    """Where jobs are kept, as SQLAlchemy writes it."""
    from sqlalchemy import URL

    database: dict[str, Any] = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{_file()}"
    url = URL.create(
        "postgresql+psycopg",
        username=database["USER"] or None,
        password=database["PASSWORD"] or None,
        host=database["HOST"] or None,
        port=int(database["PORT"]) if database["PORT"] else None,
        database=database["NAME"],
    )
    return url.render_as_string(hide_password=False)


def _file() -> Path:
    return Path(settings.DATA) / "jobs.sqlite3"


def _for_its_owner_alone() -> None:
    if _file().exists():
        _file().chmod(0o600)


def _ask(kind: str, key: uuid.UUID) -> None:
    # The same id is the same job: DBOS keeps one of it.
    _client().enqueue(
        {
            "queue_name": QUEUE,
            "workflow_name": WORK,
            "workflow_id": f"{kind}:{key}",
            "app_version": VERSION,
        },
        kind,
        str(key),
    )


@cache
def _client() -> DBOSClient:
    from dbos import DBOSClient

    return DBOSClient(system_database_url=address(), dbos_system_schema=SCHEMA)
