"""What an analysis finds, part by part."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from conceptmapping import bridges, contrasts, pile_labels, reliability, scaling, stability
from conceptmapping.clustering import Partition, Tree
from conceptmapping.co_sorting import CoSorting
from conceptmapping.group_maps import GroupMap, Logics
from conceptmapping.quality import Flag, SortQuality
from conceptmapping.settings import Settings
from conceptmapping.study import Study


@dataclass(frozen=True)
class Parts:
    """Every part of a finished concept map.

    Attributes
    ----------
    study
        The study as analysed: without who was excluded, of one group only if asked.
    partition
        Shape (n_statements,): the cluster of each statement, counted from 0 (the document
        counts from 1).
    nothing_placed
        Sorters whose sort is empty; they are left out.
    placers
        Shape (n_statements,): how many sorters placed each statement.
    redrawn
        How many bootstrap samples could be mapped; where fewer than half, ``bootstrap`` is None.
    chance
        Shape (permutations,): stress of maps of shuffled sorts.
    """

    study: Study
    settings: Settings
    nothing_placed: tuple[str, ...]
    placers: NDArray[np.int64]
    redrawn: int
    co_sorting: CoSorting
    scaling: scaling.Scaling
    tree: Tree
    partition: Partition
    suggested_clusters: int
    silhouettes: dict[int, float]
    ari: dict[int, float]
    bridging: bridges.Bridging
    labels: list[list[pile_labels.Suggestion]]
    disagreement: list[str]
    chance: NDArray[np.float64]
    bootstrap: stability.Bootstrap | None
    ellipses: stability.Ellipses | None
    stays: NDArray[np.float64] | None
    by_sorters: list[stability.SubsetStability]
    reliability: reliability.Reliability
    quality: list[SortQuality]
    flags: list[Flag]
    group_maps: list[GroupMap]
    logics: Logics | None
    ratings: contrasts.RatingParts
