"""Real sorts with numbers computed elsewhere.

Sources: ``reference/`` of each golden set, by R 4.2.2 (smacof 2.1-7, MASS 7.3, vegan 2.6)
and scikit-learn 1.9.1; the data from RCMap (synthetic), Lawson, Chang & Wills (2017), Fink et al.
(2023) and cardsort. Numbers are read from the golden folder, not copied here.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.cluster.hierarchy import cophenet
from scipy.spatial.distance import pdist, squareform

import conceptmapping as cm
from conceptmapping import clustering, procrustes, reliability, scaling
from conceptmapping.co_sorting import CoSorting, PileIndex

SETS = ("rcmap_sample", "lawson2017", "dundun", "kardsort_toy")
CONVENTIONS = {
    "ratio": "ratio",
    "interval": "interval",
    "ordinal-primary": "ordinal_primary",
    "ordinal-secondary": "ordinal_secondary",
}


@dataclass
class GoldenSet:
    folder: Path

    def reference(self, name: str) -> Any:
        return json.loads((self.folder / "reference" / f"{name}.json").read_text())

    def configuration(self, name: str) -> np.ndarray:
        with (self.folder / "reference" / f"{name}.csv").open() as rows:
            return np.array([[float(x) for x in row[-2:]] for row in list(csv.reader(rows))[1:]])

    @cached_property
    def study(self) -> cm.Study:
        return cm.read(self.folder)

    @cached_property
    def co(self) -> CoSorting:
        return cm.similarity(self.study.sorts)


@pytest.fixture(scope="module", params=SETS)
def known(request: pytest.FixtureRequest, golden: Callable[[str], Path]) -> GoldenSet:
    return GoldenSet(golden(request.param))


@pytest.fixture(scope="module")
def sample(golden: Callable[[str], Path]) -> GoldenSet:
    return GoldenSet(golden("rcmap_sample"))


def test_co_sorting_counts(known):
    with (known.folder / "reference" / "similarity.csv").open() as rows:
        table = list(csv.reader(rows))
    n = known.co.n_statements
    expected = np.array([[float(x) for x in row[-n:]] for row in table[-n:]])
    np.fill_diagonal(expected, 0)

    assert np.array_equal(known.co.matrix(known.co.together), expected)


def test_sums_of_the_co_sorting(known):
    numbers = known.reference("deterministic")
    together, n_sorters = known.co.together, known.study.sorts.n_sorters

    assert together.sum() == numbers["S_lower_sum"]
    assert (together**2).sum() == numbers["S_lower_sumsq"]
    assert together.max() == numbers["S_lower_max"]
    assert together.min() == numbers["S_lower_min"]
    assert (together == n_sorters).sum() == numbers["D_zero_offdiag"]
    assert known.co.placed.sum() == numbers["V_lower_sum"]


def test_classical_start_has_the_first_two_eigenvalues(known):
    """R: cmdscale(as.dist(D), k=2, eig=TRUE) on D = N - S. Ours stands upright at mean square 1."""
    eigenvalues = known.reference("deterministic")["cmdscale"]["eig"][:2]
    start = scaling.classical_start(known.co)

    spread = (start**2).sum(axis=0)
    assert spread / spread.sum() == pytest.approx(
        np.array(eigenvalues) / sum(eigenvalues), abs=1e-9
    )


@pytest.mark.parametrize("transform", CONVENTIONS)
def test_stress_of_a_given_configuration(known, transform):
    expected = known.reference("deterministic")["stress_of_fixed_config"][CONVENTIONS[transform]]

    found = cm.stress(known.configuration("fixed_config"), known.co, transform=transform)

    assert found == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("transform", CONVENTIONS)
def test_best_stress_is_as_low_as_the_best_known(known, transform):
    found = scaling.scale(known.co, transform=transform)
    best = known.reference("mds_best")["results"][f"smacof_{CONVENTIONS[transform]}"]

    assert found.stress <= best["own_stress_best"] + 0.001
    # What the descent says of its points is what an independent regression says of them.
    assert found.stress == pytest.approx(
        cm.stress(found.points, known.co, transform=transform), abs=1e-7
    )


def test_secondary_stress_is_never_above_scikit_learn(known):
    """Its best of 50 starts; its number s relates to stress-1 as s / sqrt(1 + s^2)."""
    runs = known.reference("crosscheck")["sklearn"]
    others = [
        runs[kind]["own_stress"] / math.sqrt(1 + runs[kind]["own_stress"] ** 2)
        for kind in ("nonmetric_shifted", "nonmetric_raw_zeros_missing")
    ]

    assert scaling.scale(known.co).stress <= min(others) + 1e-6


def test_stress_orders_by_how_much_the_transform_may_bend(known):
    best = {t: scaling.scale(known.co, transform=t, starts=10).stress for t in CONVENTIONS}

    assert best["ordinal-primary"] <= best["ordinal-secondary"] + 1e-9
    assert best["ordinal-secondary"] <= best["interval"] + 1e-9
    assert best["interval"] <= best["ratio"] + 1e-9


def test_ward_on_a_given_configuration(known):
    """R: hclust(dist(configuration), "ward.D2")."""
    expected = known.reference("hclust")["on_fixed_config"]["ward.D2"]
    points = known.configuration("fixed_config")
    tree = cm.cluster(known.co.statements, points=points)

    assert tree.merges[:, 2] == pytest.approx(np.array(expected["height"]), abs=1e-6)
    assert np.corrcoef(cophenet(tree.merges), pdist(points))[0, 1] == pytest.approx(
        expected["cophenetic_cor"], abs=1e-6
    )
    for k, clusters in expected["cutree"].items():
        assert tree.cut(int(k[1:])).tolist() == [c - 1 for c in clusters], k


def test_silhouettes_on_a_given_configuration(known):
    """R: cluster::silhouette."""
    expected = known.reference("hclust")["on_fixed_config"]["silhouette_ward.D2"]
    points = known.configuration("fixed_config")
    tree = cm.cluster(known.co.statements, points=points)
    partitions = {int(k[1:]): tree.cut(int(k[1:])) for k in expected}
    partitions = {k: p for k, p in partitions.items() if k < len(points)}

    found = clustering.silhouettes(points, partitions)

    for k, width in found.items():
        assert width == pytest.approx(expected[f"k{k}"], abs=1e-6)


def test_split_halves(known):
    numbers = known.reference("split_half")
    sorts = known.study.sorts
    index = PileIndex(sorts)
    position = {str(sorter): i for i, sorter in enumerate(sorts.sorters)}
    order = [position[str(sorter)] for sorter in numbers["sorter_order"]]
    for split in numbers["splits"]:
        half = np.array([order[i - 1] for i in split["half1"]])
        r = reliability.halves_correlate(index, half)

        assert r == pytest.approx(split["r_similarity"], abs=1e-9)
        assert reliability.spearman_brown(r, 2) == pytest.approx(split["spearman_brown"], abs=1e-9)


def test_procrustes(known):
    """R: vegan::procrustes(symmetric = TRUE)."""
    numbers = known.reference("procrustes")
    moved = known.configuration(numbers["rotated"].removesuffix(".csv"))
    target = known.configuration(numbers["target"].removesuffix(".csv"))

    r2 = float(procrustes.agreement(moved, target))
    assert 1 - r2 == pytest.approx(numbers["symmetric_ss"], abs=1e-6)
    left = np.sum((procrustes.superimpose(moved, target) - target) ** 2)
    assert left == pytest.approx(numbers["ss"], rel=1e-6)


def test_what_is_known_of_the_sample_project(sample):
    """The known answers of the method, section 11."""
    d = cm.concept_map(sample.study, bootstrap=0, permutations=20).document

    assert d["counts"]["piles"] == 126
    assert d["counts"]["pairs"] == 3160
    assert d["counts"]["placed_pairs_zero"] == 2021
    assert d["similarity"]["pair_sum"] == 2855
    assert d["similarity"]["max"] == 10
    assert {tuple(pair) for pair in d["similarity"]["max_pairs"]} == {
        ("17", "75"), ("21", "24"), ("28", "38"), ("34", "62"), ("36", "61"), ("43", "46"),
    }  # fmt: skip
    assert d["stress"]["value"] == pytest.approx(0.2920, abs=5e-5)
    assert d["reliability"]["r_II"] == pytest.approx(0.8107, abs=5e-5)
    assert d["reliability"]["r_IT"] == pytest.approx(0.9393, abs=5e-5)
    assert d["reliability"]["r_IT_loo"] == pytest.approx(0.904, abs=5e-4)
    assert d["reliability"]["r_SHT"] == pytest.approx(0.8018, abs=5e-5)
    assert d["reliability"]["split_halves"] == 126
    zone = d["go_zone"][0]
    swapped = zone["x"].lower().startswith("feasibility")
    assert zone["counts"]["both"] == 18
    assert zone["counts"]["y-only" if swapped else "x-only"] == 17
    assert zone["counts"]["x-only" if swapped else "y-only"] == 19
    assert zone["counts"]["neither"] == 26


def test_best_stress_of_the_sample_project_per_convention(sample):
    assert scaling.scale(sample.co).stress == pytest.approx(0.2920, abs=5e-5)
    assert scaling.scale(sample.co, transform="ordinal-primary").stress <= 0.0997 + 0.001
    assert scaling.scale(sample.co, transform="ratio").stress <= 0.3292 + 0.001


def test_sorters_with_the_best_ratio_map(sample):
    """r_IM .866 on the best ratio map."""
    points = sample.configuration("conf_smacof_ratio")
    sorts = sample.study.sorts
    found = reliability.reliability(sorts, PileIndex(sorts), points, split_halves=0)

    assert found.sorters_with_map == pytest.approx(0.866, abs=5e-4)


def test_noise_has_the_published_stress():
    """Mean ordinal stress of continuous random dissimilarities in two dimensions, n = 10..100.

    .190 .299 .339 .359 .371 .380 .386 .390 .394 .397: the figures behind the ".39 rule".
    """
    rng = np.random.default_rng(3)
    for n, expected in ((10, 0.190), (20, 0.299), (50, 0.371), (100, 0.397)):
        found = []
        for _ in range(10):
            apart = rng.random(n * (n - 1) // 2)
            co = CoSorting(tuple(map(str, range(n))), 1 - apart, np.ones_like(apart))
            found.append(scaling.scale(co, starts=5 if n < 50 else 1).stress)
        assert np.mean(found) == pytest.approx(expected, abs=0.02)


def test_map_json_is_the_same_on_one_core_and_on_two(sample, monkeypatch):
    few = {"starts": 6, "bootstrap": 6, "permutations": 4, "split_halves": 4}
    texts = set()
    for cores in (1, 2, 3):
        monkeypatch.setattr("conceptmapping.work.cores", lambda cores=cores: cores)
        texts.add(cm.concept_map(sample.study, **few).to_json())

    assert len(texts) == 1


def test_squareform_and_pairs_are_numbered_alike():
    pairs = np.arange(6.0)
    co = CoSorting(("a", "b", "c", "d"), pairs, np.full(6, 9.0))

    assert np.array_equal(co.matrix(pairs), squareform(pairs))
