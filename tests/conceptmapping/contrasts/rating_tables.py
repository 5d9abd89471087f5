"""Small studies of ratings, written as tables, for the tests in this folder."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from conceptmapping.rating import Ratings, Scale
from conceptmapping.sorting import Sorts
from conceptmapping.study import Statement, Study

NAN = float("nan")


def rated(values: Sequence[Sequence[float]], scale: str = "importance") -> Ratings:
    """Ratings from a table: one row per rater, one column per statement."""
    table = np.array(values, dtype=float)
    return Ratings(
        Scale(scale, 1, 5),
        tuple(f"s{j}" for j in range(table.shape[1])),
        tuple(f"r{i}" for i in range(table.shape[0])),
        table,
    )


def study_of(
    tables: Mapping[str, Sequence[Sequence[float]]], groups: Sequence[str | None], **settings: int
) -> Study:
    """A study with these ratings, and the group of each rater."""
    ratings = {scale: rated(values, scale) for scale, values in tables.items()}
    ids = next(iter(ratings.values())).statements
    return Study(
        statements=tuple(Statement(s, f"Statement {s}") for s in ids),
        sorts=Sorts.from_piles(ids, {}),
        ratings=ratings,
        participants={f"r{i}": {"group": g} if g else {} for i, g in enumerate(groups)},
        **settings,
    )


def sample_project(folder: Path) -> tuple[Study, dict[str, Any]]:
    """RCMap's synthetic sample project with its ratings, and the reference computed by R."""
    ids = [row["id"] for row in _rows(folder / "statements.csv")]
    scores: dict[str, dict[str, dict[str, float]]] = {}
    for row in _rows(folder / "ratings.csv"):
        rater = scores.setdefault(row["scale"], {}).setdefault(row["participant"], {})
        rater[row["statement"]] = float(row["value"])
    study = Study(
        statements=tuple(Statement(s, s) for s in ids),
        sorts=Sorts.from_piles(ids, {}),
        ratings={
            name: Ratings.from_scores(Scale(name, 1, 5), ids, own) for name, own in scores.items()
        },
        participants={
            row["participant"]: {"size": row["CompanySize"]}
            for row in _rows(folder / "participants.csv")
        },
    )
    return study, json.loads((folder / "reference" / "ratings.json").read_text())


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
