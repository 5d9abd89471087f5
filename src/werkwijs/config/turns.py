"""Requests take turns: a few at a time are worked on, and only once all of it has arrived.

Python works on one thing at a time. Where many threads work at once, each holds the database's write lock
for as long as all of them take together, and everybody waits for everybody: at two hundred people answers
took seconds. With a few at a time the others wait at the door, and the lock is held for milliseconds.

What is sent slowly, by a phone that loses its network or by somebody who means harm, is taken in before its
turn comes, so that it holds up nobody.
"""

from __future__ import annotations

import contextlib
import io
import re
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable
from typing import IO, Any

PAGES = {"sqlite": 1, "postgresql": 2}
"""So many pages and acts at once in one worker, per database. Measured: benchmarks/RESULTS.md, "The website".
With SQLite a second one mostly waits for the first one's write, by looking again now and then."""
LONG = re.compile(r"/(afdrukken|studiemap|stem)/$")
"""What takes longer than a page: printing, study folders out and in, sound. It waits for its own kind."""
EVERYBODY = re.compile(r"/monitor/$")
"""A list of all who take part costs as much as a dozen pages; nobody with a slip in hand waits behind it.
Not so with SQLite: it would be read row by row between what others do, and so long nobody could write."""
IN_MEMORY = 1_000_000
"""Bytes of a request that are kept in memory; a larger one goes to a file that is thrown away."""
LARGEST = 80_000_000
"""Bytes. More than any page takes in; the views have smaller limits of their own, with words."""

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Line:
    """People in a line: so many are helped at once, and who came first is next.

    A semaphore lets whoever asks just then go before those who wait; at two hundred people somebody
    waited half a minute (`scripts/prove load`). Here the one who leaves hands the place
    to the one who waited longest.
    """

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: deque[threading.Lock] = deque()
        self._door = threading.Lock()

    def __enter__(self) -> None:
        with self._door:
            if self._free:
                self._free -= 1
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()  # until somebody leaves

    def __exit__(self, *error: object) -> None:
        with self._door:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1


class Turns:
    """A WSGI application in front of another."""

    def __init__(self, application: Application, pages: int) -> None:
        self.application = application
        self.pages = Line(pages)
        self.others = [(LONG, Line(1))]
        if pages > 1:
            self.others.append((EVERYBODY, Line(1)))

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        try:
            length = int(environ.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = 0
        if length > LARGEST:
            start_response("413 Content Too Large", [("Content-Length", "0")])
            return [b""]
        with contextlib.ExitStack() as whole:
            if length > 0:
                arrived = whole.enter_context(taken_in(environ["wsgi.input"], length))
                environ["wsgi.input"] = arrived
            with self._line(environ.get("PATH_INFO", "")):
                return self.application(environ, start_response)

    def _line(self, path: str) -> Line:
        return next((line for which, line in self.others if which.search(path)), self.pages)


def taken_in(arriving: Any, length: int) -> IO[bytes]:
    """All of a request, however slowly it comes."""
    kept: IO[bytes] = (
        io.BytesIO() if length <= IN_MEMORY else tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
    )
    left = length
    while left > 0:
        part = arriving.read(min(left, 65_536))
        if not part:
            break
        kept.write(part)
        left -= len(part)
    kept.seek(0)
    return kept
