"""Running the website and its commands as people do: as a program of its own, with a folder of its own."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]


def surroundings(data: Path, **more: str) -> dict[str, str]:
    """An environment without anything of the tests in it."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("WERKWIJS", "DJANGO", "DATABASE_URL"))
    }
    return kept | {"WERKWIJS_DATA": str(data), "WERKWIJS_DEBUG": "1", **more}


def werkwijs(data: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "werkwijs", *words],
        env=surroundings(data, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def manage(data: Path, *words: str, **more: str) -> str:
    run = subprocess.run(  # noqa: S603
        [sys.executable, REPOSITORY / "manage.py", *words],
        env=surroundings(data, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def with_tables(data: Path) -> Path:
    """The folder of a website with its tables and nothing else: made once, by whoever needs it first."""
    made = REPOSITORY / ".cache" / f"tables-{_version_of_tables()}"
    made.parent.mkdir(exist_ok=True)
    with (made.parent / "tables.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.is_dir():
            for old in made.parent.glob("tables-*"):
                shutil.rmtree(old)
            half = made.with_name(f"tables-half-{os.getpid()}")
            half.mkdir(mode=0o700)
            manage(half, "migrate")
            half.rename(made)
        return Path(shutil.copytree(made, data))


def _version_of_tables() -> str:
    """Every step that makes them, ours and those of the packages we use."""
    steps = [
        *sorted(REPOSITORY.glob("src/werkwijs/*/migrations/*.py")),
        REPOSITORY / "requirements.lock",
    ]
    return hashlib.sha256(b"".join(path.read_bytes() for path in steps)).hexdigest()[:16]


def founded_with(data: Path, study: Path) -> Path:
    """A website of an organisation, with the study in this folder; nobody serves it yet."""
    with_tables(data)
    who = ("--organisation=De Linde (verzonnen)", "--email=dewi@voorbeeld.example", "--name=Dewi")
    for words in (("admin", "create", *who), ("study", "import", str(study))):
        run = werkwijs(data, *words)
        assert run.returncode == 0, run.stderr
    return data


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def website(data: Path, **more: str) -> Iterator[str]:
    """The website while it runs; its address."""
    port = free_port()
    server = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "werkwijs", "serve", "--port", str(port)],
        env=surroundings(data, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_well(address, server)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
        server.communicate()


def wait_until_well(address: str, server: subprocess.Popen[str], seconds: float = 180) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if server.poll() is not None:
            raise AssertionError(server.communicate()[0])
        with (
            contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError),
            urllib.request.urlopen(f"{address}/health/", timeout=5) as answer,  # noqa: S310
        ):
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise AssertionError("The website did not start.")
