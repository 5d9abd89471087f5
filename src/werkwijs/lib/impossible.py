"""What somebody asks and cannot be done now: raised where it is known, said on the next page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest

from werkwijs.lib.words import say


class Impossible(Exception):
    """It cannot be done so; ``words`` is the key of what is said."""

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(words)


@contextmanager
def told_when_impossible(request: HttpRequest, done: str = "") -> Iterator[None]:
    """What cannot be is said on the next page; and with ``done``, a key of words, what could too."""
    try:
        yield
    except Impossible as impossible:
        messages.error(request, say(impossible.words))
    else:
        if done:
            messages.success(request, say(done))
