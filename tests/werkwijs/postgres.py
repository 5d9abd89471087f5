"""A PostgreSQL of one's own, for as long as it is needed: in a folder that is thrown away.

``with cluster() as url:`` gives the address for ``DATABASE_URL``. It listens on this machine only, and needs
the programs of PostgreSQL (Debian: ``postgresql``), not a running server. It refuses to run as root, so root
lends it to the user ``postgres``.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


class NoPostgres(Exception):
    """There is no PostgreSQL here; the message says what is missing."""


def programs() -> Path:
    """The folder of ``initdb`` and ``postgres``, newest version first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if on_path := shutil.which("initdb"):
        found.insert(0, Path(on_path).resolve())
    whole = [one.parent for one in found if (one.parent / "pg_isready").exists()]
    if not whole:
        raise NoPostgres("No PostgreSQL here (Debian: apt-get install postgresql).")
    return whole[-1]


def _somebody_else() -> dict[str, str]:
    """As whom to run: ourselves, unless we are root."""
    if os.getuid():
        return {}
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        raise NoPostgres(
            "PostgreSQL does not run as root, and there is no user postgres."
        ) from None
    return {"user": "postgres", "group": "postgres"}


@contextlib.contextmanager
def cluster(*, durable: bool = True) -> Iterator[str]:
    """A cluster with an empty database ``werkwijs``; gives its address.

    ``durable=False`` does not wait for the disk: quicker, for tests that kill nothing.

    Raises
    ------
    NoPostgres
        The programs are missing, or did not start; the message says why.
    """
    bin_, who = programs(), _somebody_else()
    # Not in the folder of a test: its path may be closed to the user postgres, or too long for a socket.
    folder = Path(tempfile.mkdtemp(prefix="werkwijs-pg-"))
    try:
        if who:
            shutil.chown(folder, "postgres", "postgres")
        data = folder / "data"
        _run([bin_ / "initdb", "-D", data, "-U", "werkwijs", "-A", "trust", "-E", "UTF8",
              "--locale", "C.UTF-8", "--no-sync"], folder, who)  # fmt: skip
        port = _free_port()
        settings = {
            "listen_addresses": "localhost",
            "port": str(port),
            "unix_socket_directories": str(folder),
            "max_connections": "200",
            **({} if durable else {"fsync": "off", "full_page_writes": "off"}),
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(  # noqa: S603
                [bin_ / "postgres", "-D", data, *options], stdout=log, stderr=log, cwd=folder, **who
            )
        try:
            _wait(bin_, server, port, folder)
            _run([bin_ / "createdb", "-h", "localhost", "-p", str(port), "-U", "werkwijs",
                  "werkwijs"], folder, who)  # fmt: skip
            yield f"postgres://werkwijs@localhost:{port}/werkwijs"
        finally:
            server.send_signal(2)  # a quick end: connections are closed
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[object], folder: Path, who: dict[str, str]) -> None:
    done = subprocess.run(  # noqa: S603
        [str(part) for part in command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        **who,
    )
    if done.returncode:
        raise NoPostgres(f"{Path(str(command[0])).name}: {done.stderr.strip()[-400:]}")


def _wait(bin_: Path, server: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        ready = subprocess.run(  # noqa: S603
            [bin_ / "pg_isready", "-q", "-h", "localhost", "-p", str(port)], check=False
        )
        if not ready.returncode:
            return
        time.sleep(0.1)
    raise NoPostgres(f"PostgreSQL did not start: {(folder / 'log').read_text()[-400:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port: int = probe.getsockname()[1]
        return port


def run_tests(url: str, *asked: str) -> subprocess.CompletedProcess[str]:
    """The same tests once more, on the database at ``url``, in a process of their own."""
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *asked],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "WERKWIJS_ON": "postgresql"},
        capture_output=True,
        text=True,
        check=False,
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Only what another database can change: what has one in it. A browser sees the same on both."""
    here = [item for item in items if _asks_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(here)])
    items[:] = here


def _asks_the_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    asks = item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db"}
    return bool(asks) and "browser" not in fixtures


def main(asked: list[str]) -> int:
    """The tests once more on PostgreSQL: ``python -m tests.werkwijs.postgres -n 2 tests/werkwijs``."""
    try:
        with cluster(durable=False) as url:
            return subprocess.run(  # noqa: S603
                [sys.executable, "-m", "pytest", "-q", "-p", "tests.werkwijs.postgres", *asked],
                cwd=ROOT,
                env={**os.environ, "DATABASE_URL": url, "WERKWIJS_ON": "postgresql"},
                check=False,
            ).returncode
    except NoPostgres as missing:
        print(missing, file=sys.stderr)  # noqa: T201
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
