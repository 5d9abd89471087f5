"""The statements of the example study, by number."""

import csv
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "sterk-in-werk" / "statements.csv"


@pytest.fixture(scope="session")
def starter_statements() -> dict[str, str]:
    with EXAMPLE.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["text"] for row in csv.DictReader(file)}
