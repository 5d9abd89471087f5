from __future__ import annotations

import numpy as np
import pytest
from invented import random_sorts

from conceptmapping import procrustes, quality, sorter_agreement
from conceptmapping.co_sorting import PileIndex, co_sort
from conceptmapping.scaling import QUICK, Descent, scale
from conceptmapping.sorting import Sorts


def assessed(sorts: Sorts) -> dict[str, quality.SortQuality]:
    points = scale(co_sort(sorts), starts=2).points
    return {row.sorter: row for row in quality.assess(sorts, PileIndex(sorts), points)}


def flagged(sorts: Sorts) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {s: set() for s in sorts.sorters}
    rows = list(assessed(sorts).values())
    for flag in quality.flags(rows):
        found[flag.sorter].add(flag.flag)
        assert flag.detail("nl")
        assert flag.detail("en")
    return found


def with_one_more(sorter: str, piles, *, seconds: float = np.nan) -> Sorts:
    """Twelve sensible sorters of 20 statements, and one whose piles are given."""
    sorts = random_sorts(12, 20, 1, noise=0.08)
    row = np.asarray(piles, dtype=np.int32)
    return Sorts(
        sorts.statements,
        (*sorts.sorters, sorter),
        np.vstack([sorts.piles, row]),
        (*sorts.labels, ("",) * (int(row.max()) + 1)),
        np.ones(13),
        np.append(np.full(12, 600.0), seconds),
    )


def test_piles_by_hand():
    row = quality.shapes(Sorts.from_piles("abcde", {"s": {1: "abc", 2: "d"}}, seconds={"s": 90.0}))[
        0
    ]

    assert (row.piles, row.singletons, row.placed) == (2, 1, 4)
    assert row.largest_share == 0.75
    assert row.seconds == 90


@pytest.mark.parametrize(
    ("flag", "piles"),
    [
        ("one-pile", [0] * 20),
        ("all-singletons", list(range(20))),
        ("few-piles", [0] * 10 + [1] * 10),
        ("lumper", [0] * 8 + [1, 2, 3, 4] * 3),
        ("unplaced", [-1] * 12 + [0, 0, 1, 1, 2, 2, 3, 3]),
    ],
)
def test_what_stands_out_is_flagged(flag, piles):
    found = flagged(with_one_more("odd", piles))

    assert flag in found["odd"]
    assert all(flag not in flags for s, flags in found.items() if s != "odd") or flag == "lumper"


def test_exactly_a_third_is_not_yet_a_lumper():
    piles = [0] * 4 + [1] * 4 + [2] * 4
    row = quality.shapes(Sorts.from_piles(
        tuple(f"q{i}" for i in range(12)),
        {"s": {p: [f"q{i}" for i in range(12) if piles[i] == p] for p in range(3)}},
    ))[0]  # fmt: skip

    assert quality.flags([row]) == []


def test_who_deals_at_random_is_flagged_and_who_looks_is_not():
    chance = np.random.default_rng(7).integers(0, 5, 20)
    found = flagged(with_one_more("blind", chance))

    assert "chance-level" in found["blind"]
    assert sum("chance-level" in flags for s, flags in found.items() if s != "blind") == 0


def test_too_fast_to_have_read():
    sensible = random_sorts(12, 20, 1).piles[0]

    assert "fast" in flagged(with_one_more("quick", sensible, seconds=39))["quick"]
    assert "fast" not in flagged(with_one_more("calm", sensible, seconds=41))["calm"]


def test_agreement_with_the_others_is_not_inflated_by_oneself():
    sorts = with_one_more("blind", np.random.default_rng(7).integers(0, 5, 20))
    co = co_sort(sorts)
    with_self = sorter_agreement.with_total(sorts, co, leave_out=False)
    without = sorter_agreement.with_total(sorts, co, leave_out=True)

    assert np.all(without < with_self)
    rest = co_sort(sorts.select(sorts.sorters[:-1]))
    together, _ = sorter_agreement.own_pairs(sorts, 12)
    assert without[12] == pytest.approx(np.corrcoef(together, rest.similarity)[0, 1])


def test_influence_is_how_far_the_map_moves_without_the_sorter():
    sorts = with_one_more("blind", np.random.default_rng(7).integers(0, 5, 20))
    points = scale(co_sort(sorts), starts=2).points
    row = quality.assess(sorts, PileIndex(sorts), points)[12]
    without, _ = Descent(co_sort(sorts.select(sorts.sorters[:12]))).fit(points, QUICK)

    assert row.influence == pytest.approx(1 - procrustes.agreement(without, points), abs=1e-9)
    assert 0 < row.influence < 1


@pytest.mark.parametrize("unplaced", [0.0, 0.2])
def test_sorters_correlate_as_their_pairs_do(unplaced):
    sorts = random_sorts(6, 15, 2, unplaced=unplaced)
    found = sorter_agreement.pair_correlations(sorts)

    for s in range(6):
        for t in range(s):
            mine, seen = sorter_agreement.own_pairs(sorts, s)
            theirs, also = sorter_agreement.own_pairs(sorts, t)
            both = seen & also
            assert found[s, t] == pytest.approx(np.corrcoef(mine[both], theirs[both])[0, 1])
            assert found[s, t] == found[t, s]


def test_a_sorter_of_one_pile_correlates_with_nobody():
    found = sorter_agreement.pair_correlations(with_one_more("all", [0] * 20))

    assert np.isnan(found[12, :12]).all()
