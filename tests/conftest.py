"""What every test may ask for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# Drawn alike on every machine, however slow: a check that fails, fails for everybody.
settings.register_profile("werkwijs", deadline=None, derandomize=True)
settings.load_profile("werkwijs")

CHROMIUM = shutil.which("chromium")
REPOSITORY = Path(__file__).resolve().parent.parent


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
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's loop runs in this thread; we wait
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
