"""What every test may ask for."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from tests.slowly import waits_long
from tests.waiting import PATIENCE

# Drawn alike on every machine, however slow: a check that fails, fails for everybody.
settings.register_profile("werkwijs", deadline=None, derandomize=True)
settings.load_profile("werkwijs")

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
"""Without its windows, where there is one: the same pages in half the time of the processor."""
SHORT_LIVED = "--no-opt --no-maglev --min-semi-space-size=32"
"""A page lives for a second: to compile what runs often once more takes longer than it gives."""
REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first, shared out among the workers; what is short fills up the rest.

    Every worker begins at its own stretch of the list; a long story begun last would be waited for.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    shares = {
        name: nth % workers for nth, name in enumerate(dict.fromkeys(map(_takes_long, items)))
    }
    own: list[list[pytest.Item]] = [[] for _ in range(workers)]
    short = []
    for item in items:
        name = _takes_long(item)
        (own[shares[name]] if name else short).append(item)
    left = len(items)
    items.clear()
    for nth, long in enumerate(own):
        n_short = max(0, left // (workers - nth) - len(long))
        items += long + short[:n_short]
        del short[:n_short]
        left -= len(long) + n_short


def pytest_collection_finish() -> None:
    """What is there now stays, as in the website: to look through it for what can go takes long each time."""
    gc.collect()
    gc.freeze()


def _takes_long(item: pytest.Item) -> str:
    """The name under which it is shared out: a story in a browser by itself; where Werkwijs runs as a program
    of its own, with tables to make first, the whole file. "" for what is short."""
    if item.get_closest_marker("journey"):
        return item.nodeid
    return str(item.path) if {"config", "demo"} & set(item.path.parts) else ""


@pytest.fixture(scope="session")
def golden() -> Callable[[str], Path]:
    """Folder of a golden set by name; the test is skipped where there is none."""
    folder = Path(os.environ.get("WERKWIJS_GOLDEN", REPOSITORY.parent / "shared" / "golden"))

    def find(name: str) -> Path:
        if not (folder / name).is_dir():
            pytest.skip(f"No golden set {name} in {folder} (WERKWIJS_GOLDEN).")
        return folder / name

    return find


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium. Rows may be looked at while it is open."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine to look with")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE * 1000)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's loop runs in this thread; we wait
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", f"--js-flags={SHORT_LIVED}"],
        )
        waits_long(opened)
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(autouse=True)
def no_tab_stays_open(request: pytest.FixtureRequest) -> Iterator[None]:
    """A page that was left open would go on asking for news until the last test."""
    yield
    if "browser" in request.fixturenames and CHROMIUM is not None:
        for device in request.getfixturevalue("browser").contexts:
            device.close()
