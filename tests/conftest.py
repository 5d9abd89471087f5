"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# Drawn alike on every machine, however slow: a check that fails, fails for everybody.
settings.register_profile("werkwijs", deadline=None, derandomize=True)
settings.load_profile("werkwijs")

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
