"""What takes longer than a page is done by a real worker beside a real website, once, also when killed."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.waiting import until
from tests.werkwijs.config.running import manage, surroundings, website

ASK = """
from werkwijs.accounts.models import User
from werkwijs.analysis import asking
from werkwijs.studies.models import Study
study = Study.objects.get()
user = User.objects.create_user("ana@voorbeeld.example", "een lang wachtwoord", name="Ana")
asking.ask(study, by=user)
"""


@pytest.fixture
def data(example_website) -> Path:
    return example_website


def asked(data: Path, question: str) -> list[tuple]:
    """Opened for writing too: the first to look after a killed worker has its log to mend, or is refused."""
    path = f"file:{data / 'werkwijs.sqlite3'}?mode=rw"
    with contextlib.closing(sqlite3.connect(path, uri=True, timeout=20)) as file:
        return file.execute(question).fetchall()


def state(data: Path) -> str:
    return asked(data, "SELECT state FROM analysis_conceptmap")[0][0]


def worker_of(server: int) -> list[int]:
    told = subprocess.run(  # noqa: S603
        ["pgrep", "-P", str(server), "-f", "werkwijs.config.working"],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    return [int(pid) for pid in told.stdout.split()]


def test_a_worker_that_is_killed_is_there_again_and_the_map_is_drawn_once(data):
    with website(data):
        manage(data, "shell", "--command", ASK)
        assert until(lambda: asked(data, "SELECT 1 FROM analysis_document"))  # the points are there
        assert state(data) == "drawing"
        server = int((data / "serving").read_text())
        before = worker_of(server)
        assert len(before) == 1
        os.kill(before[0], signal.SIGKILL)

        assert until(lambda: state(data) == "drawn")

        assert worker_of(server) != before
        assert asked(data, "SELECT COUNT(*), SUM(whole) FROM analysis_document") == [(1, 1)]
    assert until(lambda: not worker_of(server))  # it leaves with the website


def test_what_was_asked_while_nobody_worked_is_done_when_the_website_starts(data):
    """Somebody pulled the plug between the row and the list of jobs: the row still says that it waits."""
    manage(
        data, "shell", "--command", ASK
    )  # the list of jobs has no tables yet: asking is noted in the row only
    assert state(data) == "asked"

    with website(data):
        assert until(lambda: state(data) == "drawn")


@pytest.mark.parametrize("after", [0, 8])
def test_a_worker_whose_website_was_killed_leaves(data, after):
    """Also when that happens while it is still starting. Whoever started it can tell it nothing any more."""
    starts = "import os, subprocess, sys, time\n"
    starts += "told = [sys.executable, '-m', 'werkwijs.config.working', str(os.getpid())]\n"
    starts += "print(subprocess.Popen(told).pid, flush=True)\ntime.sleep(600)"
    website = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", starts], env=surroundings(data), stdout=subprocess.PIPE, text=True
    )
    assert website.stdout is not None
    worker = int(website.stdout.readline())
    time.sleep(after)
    assert _runs(worker)  # it does not leave by itself

    website.kill()
    website.wait()

    assert until(lambda: not _runs(worker))
    website.stdout.close()


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
