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
class Uncut:
    """What is the same however many clusters there are.

    Attributes
    ----------
    study
        The study as analysed: without who was excluded, of one group only if asked.
    nothing_placed
        Sorters whose sort is empty; they are left out.
    placers
        Shape (n_statements,): how many sorters placed each statement.
    redrawn
        How many bootstrap samples could be mapped; where fewer than half, ``bootstrap`` is None.
    direct
        The tree of the other way of clustering: straight from the sorts, or from the map.
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
    direct: Tree
    suggested_clusters: int
    silhouettes: dict[int, float]
    ari: dict[int, float]
    bridging: bridges.Bridging
    piles: pile_labels.NamedPiles
    chance: NDArray[np.float64]
    bootstrap: stability.Bootstrap | None
    ellipses: stability.Ellipses | None
    subset_maps: list[stability.SubsetMap]
    reliability: reliability.Reliability
    quality: list[SortQuality]
    flags: list[Flag]
    group_maps: list[GroupMap]
    logics: Logics | None
    by_statement: contrasts.ByStatement


@dataclass(frozen=True)
class Cut:
    """What rests on the clusters.

    Attributes
    ----------
    partition
        Shape (n_statements,): the cluster of each statement, counted from 0 (the document
        counts from 1), after what people moved. All the rest is of this partition.
    tree_partition
        The clusters as the tree has them, before anybody moved a statement.
    names
        Number of cluster, from 0 -> its name, and its name in easy words or None.
    """

    partition: Partition
    tree_partition: Partition
    names: dict[int, tuple[str, str | None]]
    labels: list[list[pile_labels.Suggestion]]
    disagreement: list[str]
    stays: NDArray[np.float64] | None
    by_sorters: list[stability.SubsetStability]
    ratings: contrasts.RatingParts


@dataclass(frozen=True)
class Parts(Uncut, Cut):
    """Every part of a finished concept map."""
