"""The invented sorts everything is measured on."""

from __future__ import annotations

from pathlib import Path

import numpy as np

import conceptmapping as cm
from conceptmapping.simulation import mixed_population


def study(n_statements: int, n_sorters: int, *, seed: int = 1) -> cm.Study:
    """Sorters of many kinds, all complete, of so many statements."""
    rng = np.random.default_rng(seed)
    sorts = (
        mixed_population(n_statements, rng, themes=max(8, n_statements // 12))
        .draw(n_sorters, rng)
        .sorts
    )
    return cm.Study(
        statements=tuple(cm.Statement(s, f"Uitspraak {s}") for s in sorts.statements),
        sorts=sorts,
        title=f"Benchmark {n_statements} x {n_sorters}",
        invented=True,
    )


def folder(n_statements: int, n_sorters: int, where: Path) -> Path:
    """The same as a study folder."""
    cm.write(study(n_statements, n_sorters), where)
    return where
