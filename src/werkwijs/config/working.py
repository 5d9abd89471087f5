"""The worker beside the website: a process of its own that does what takes longer than a page.

``werkwijs serve`` starts it, and starts it again when it falls; it leaves when the website does. So there is
one command, and computing never holds up a page.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

GIVES_WAY = 10
"""How much it lets others go first (nice)."""
AGAIN_AFTER = 2.0
"""Seconds before one that fell is started again."""
LEAVES_WITHIN = 5.0
LOOKS_EVERY = 0.5


@contextlib.contextmanager
def beside() -> Iterator[None]:
    """A worker is there as long as the website is."""
    until = threading.Event()
    keeper = threading.Thread(target=_keep, args=(_start(), until), name="worker", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        until.set()
        keeper.join(2 * LEAVES_WITHIN)


def _start() -> subprocess.Popen[bytes]:
    # Not closing what is open lets Python spawn instead of fork. Forked, it waits until every copy of a pipe
    # is closed, and the server, which forks at the same time, would hold one for ever. Nothing is handed on.
    told = [sys.executable, "-m", __name__, str(os.getpid())]
    return subprocess.Popen(told, close_fds=False)  # noqa: S603 - ourselves


def _keep(worker: subprocess.Popen[bytes], until: threading.Event) -> None:
    while True:
        while worker.poll() is None and not until.wait(LOOKS_EVERY):
            pass
        if worker.poll() is None:
            worker.terminate()
            try:
                worker.wait(LEAVES_WITHIN)
            except subprocess.TimeoutExpired:
                worker.kill()
        if until.wait(AGAIN_AFTER):
            return
        worker = _start()


def run(website: int) -> None:
    """Work until told to stop, or until who started us is gone. What was begun goes on next time."""
    os.umask(0o077)
    with contextlib.suppress(OSError):
        os.nice(GIVES_WAY)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkwijs.config.settings")
    import django

    django.setup()
    from werkwijs.lib import jobs

    until = threading.Event()
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: until.set())
    threading.Thread(target=_leave_with, args=(website, until), daemon=True).start()
    jobs.work(until)
    sys.stdout.flush()
    os._exit(0)  # not waiting for what is being computed


def _leave_with(website: int, until: threading.Event) -> None:
    """Without the website nobody would ever stop us; it may be gone before we are quite there."""
    while os.getppid() == website and not until.wait(LOOKS_EVERY):
        pass
    until.set()


if __name__ == "__main__":
    run(int(sys.argv[1]))
