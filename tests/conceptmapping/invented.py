"""Small invented sorts, for tests whose numbers a reader can redo by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from conceptmapping.sorting import Sorts

STATEMENTS = ("a", "b", "c", "d")


def four_statements() -> Sorts:
    """Three sorters; a and b are always together, d is once left unplaced."""
    return Sorts.from_piles(
        STATEMENTS,
        {
            "s1": {"x": ["a", "b"], "y": ["c", "d"]},
            "s2": {"x": ["a", "b", "c"], "y": ["d"]},
            "s3": {"x": ["a", "b"], "y": ["c"]},
        },
    )


def random_sorts(
    n_sorters: int,
    n_statements: int,
    seed: int,
    *,
    piles: int = 5,
    unplaced: float = 0.0,
    noise: float = 0.15,
) -> Sorts:
    """Sorters who share a hidden order of the statements and each cut it their own way."""
    rng = np.random.default_rng(seed)
    ids = tuple(f"q{i}" for i in range(n_statements))
    heaps: dict[str, dict[int, list[str]]] = {}
    for s in range(n_sorters):
        place = np.linspace(0, 1, n_statements) + rng.normal(0, noise, n_statements)
        pile = np.digitize(
            place, np.sort(rng.random(piles - 1)) * 0.5 + np.arange(1, piles) / piles / 2
        )
        heaps[f"s{s}"] = {}
        for i, p in enumerate(pile):
            if rng.random() >= unplaced:
                heaps[f"s{s}"].setdefault(int(p), []).append(ids[i])
    return Sorts.from_piles(ids, heaps)


@st.composite
def studies_sorts(draw: st.DrawFn, *, complete: bool = False) -> Sorts:
    """Any small sorts from which a map can be drawn."""
    return random_sorts(
        draw(st.integers(4, 10)),
        draw(st.integers(5, 12)),
        draw(st.integers(0, 10_000)),
        piles=draw(st.integers(2, 5)),
        unplaced=0.0 if complete else draw(st.sampled_from([0.0, 0.1])),
    )
