"""Real files, as their tools wrote them, say the same as the native files beside them."""

from __future__ import annotations

import numpy as np
import pytest

from conceptmapping.reading import read
from conceptmapping.sorting import UNPLACED


def same_pile(sorts) -> np.ndarray:
    """Shape (n_sorters, n_statements, n_statements), whatever the piles are called."""
    piles = sorts.piles
    return (piles[:, :, None] == piles[:, None, :]) & (piles[:, :, None] != UNPLACED)


@pytest.mark.golden
@pytest.mark.parametrize("name", ["rcmap_sample", "kardsort_toy"])
def test_raw_and_native_files_say_the_same(golden, name):
    native, raw = read(golden(name)), read(golden(name) / "raw")

    assert raw.ids == native.ids
    assert [s.text for s in raw.statements] == [s.text for s in native.statements]
    assert set(raw.sorts.sorters) == set(native.sorts.sorters)
    order = [raw.sorts.sorters.index(sorter) for sorter in native.sorts.sorters]
    np.testing.assert_array_equal(same_pile(raw.sorts)[order], same_pile(native.sorts))
    assert raw.ratings.keys() == native.ratings.keys()
    for scale, ratings in native.ratings.items():
        np.testing.assert_array_equal(raw.ratings[scale].values, ratings.values)
    assert raw.participants == native.participants


@pytest.mark.golden
@pytest.mark.parametrize("name", ["rcmap_sample", "kardsort_toy", "lawson2017", "dundun"])
def test_co_sorting_of_what_was_read_is_that_of_the_reference(golden, name):
    sorts = read(golden(name)).sorts
    wanted = np.loadtxt(golden(name) / "reference" / "similarity.csv", delimiter=",")

    np.testing.assert_array_equal(same_pile(sorts).sum(axis=0), wanted)


@pytest.mark.golden
def test_rcmap_sample_is_counted_as_published(golden):
    # method.md, section 11
    study = read(golden("rcmap_sample") / "raw")

    assert int(study.sorts.n_piles().sum()) == 126
    assert study.sorts.complete
    assert study.ratings["Feasibility"].values.mean() == pytest.approx(3.3275, abs=1e-9)
    assert study.ratings["Importance"].values.mean() == pytest.approx(3.04375, abs=1e-9)
