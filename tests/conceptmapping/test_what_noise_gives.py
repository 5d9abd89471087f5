"""Indices that look good whatever people did: what ``docs/methods/README.md`` says of noise."""

from __future__ import annotations

import numpy as np
import pytest

from conceptmapping import clustering, reliability, scaling, stability
from conceptmapping.co_sorting import PileIndex
from conceptmapping.sorting import Sorts


def noise(n_sorters: int, n_statements: int, piles: int, seed: int) -> Sorts:
    """Everybody puts every statement on a pile at random."""
    dealt = np.random.default_rng(seed).integers(0, piles, (n_sorters, n_statements))
    ids = [f"q{i}" for i in range(n_statements)]
    return Sorts.from_piles(
        ids,
        {
            f"s{s}": {p: [ids[i] for i in np.flatnonzero(row == p)] for p in range(piles)}
            for s, row in enumerate(dealt)
        },
    )


@pytest.fixture(scope="module")
def found() -> dict[str, float]:
    rows = []
    for seed in range(3):
        sorts = noise(10, 40, 6, seed)
        index = PileIndex(sorts)
        scaled = scaling.scale(index.count(), starts=10)
        points = scaled.points
        tree = clustering.cluster(sorts.statements, points=points)
        again = stability.bootstrap(index, points, replicates=30, optima=scaled.optima)
        said = reliability.reliability(sorts, index, points, split_halves=20)
        rows.append(
            {
                "r_IT": said.sorters_with_total,
                "r_IM": said.sorters_with_map,
                "r_II": said.sorters_with_each_other,
                "r_SHT": said.halves_of_totals,
                "r_SHM": said.halves_of_maps,
                "procrustes_r2": float(again.procrustes_r2.mean()),
                "ari": again.ari(tree, range(8, 9))[8],
                "stays": float(again.stays(tree.cut(8)).mean()),
            }
        )
    return {name: float(np.mean([row[name] for row in rows])) for name in rows[0]}


@pytest.mark.parametrize(
    ("index", "about", "within"),
    [
        ("r_IT", 0.83, 0.02),
        ("r_IM", 0.67, 0.04),
        ("procrustes_r2", 0.39, 0.06),
        ("ari", 0.18, 0.04),
        ("stays", 0.49, 0.04),
        ("r_II", 0.0, 0.12),
        ("r_SHT", 0.0, 0.12),
        ("r_SHM", 0.0, 0.12),
    ],
)
def test_what_noise_gives(found, index, about, within):
    assert found[index] == pytest.approx(about, abs=within)
