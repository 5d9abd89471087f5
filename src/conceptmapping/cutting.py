"""From a map to clusters: everything that rests on how many there are, and on what people moved.

Quick, because nothing is fitted: trees are cut anew. So it can be asked for every number of
clusters in turn.
"""

from __future__ import annotations

import numpy as np

from conceptmapping import clustering, decisions, pile_labels, stability
from conceptmapping.clustering import Partition, Tree
from conceptmapping.errors import SettingOutOfRange
from conceptmapping.parts import Cut, Uncut
from conceptmapping.settings import Settings


def check_number(settings: Settings, statements: int) -> None:
    """Can so many statements be in so many clusters?

    Raises
    ------
    SettingOutOfRange
        No.
    """
    clusters = settings.clusters
    if clusters is not None and not 2 <= clusters <= statements:
        raise SettingOutOfRange(setting="clusters", value=clusters, minimum=2, maximum=statements)


def decided(
    tree: Tree, clusters: int, settings: Settings
) -> tuple[Partition, dict[int, tuple[str, str | None]]]:
    """The clusters after what people moved, and what they are called.

    Raises
    ------
    Fault
        A move or a name makes no sense with so many clusters.
    """
    partition = decisions.moved(tree.cut(clusters), tree.statements, settings.moves)
    return partition, decisions.named(partition, tree.statements, settings.names)


def cut(uncut: Uncut, settings: Settings) -> Cut:
    """Cut the map in clusters, and say what they are like.

    Raises
    ------
    Fault
        There cannot be so many clusters, or a move or a name makes no sense.
    """
    check_number(settings, uncut.co_sorting.n_statements)
    clusters = settings.clusters or uncut.suggested_clusters
    partition, names = decided(uncut.tree, clusters, settings)
    stay_put = clustering.matched(uncut.direct.cut(clusters), partition)
    known = uncut.placers >= stability.FEW_PLACERS
    return Cut(
        partition=partition,
        tree_partition=uncut.tree.cut(clusters),
        names=names,
        labels=pile_labels.suggest(uncut.piles, uncut.scaling.points, partition),
        disagreement=[
            s for s, same in zip(uncut.tree.statements, stay_put, strict=True) if not same
        ],
        stays=np.where(known, uncut.bootstrap.stays(partition), np.nan)
        if uncut.bootstrap
        else None,
        by_sorters=stability.beside(uncut.subset_maps, partition),
        ratings=uncut.by_statement.parts(partition + 1),
    )
