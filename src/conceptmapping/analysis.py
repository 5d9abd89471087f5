"""The whole analysis in one call, and its result."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from conceptmapping import (
    bridges,
    cluster_choice,
    clustering,
    contrasts,
    cutting,
    group_maps,
    one_group,
    pile_labels,
    quality,
    reliability,
    scaling,
    stability,
    work,
)
from conceptmapping.co_sorting import PileIndex, check_mappable
from conceptmapping.document import CutPart, MapDocument
from conceptmapping.errors import (
    GroupTooSmallToBalance,
    NobodyInGroup,
    UnknownParticipant,
)
from conceptmapping.map_document import compose, compose_cut
from conceptmapping.parts import Parts, Uncut
from conceptmapping.settings import Settings
from conceptmapping.sorting import Sorts
from conceptmapping.study import Study


class ConceptMap(Parts):
    """A finished concept map: every part of the analysis, and the document that tells it."""

    @cached_property
    def document(self) -> MapDocument:
        """All of it in the shape of ``map.json``."""
        return compose(self)

    @cached_property
    def cut_part(self) -> CutPart:
        """What of the document rests on which statements form a cluster."""
        return compose_cut(self)

    def recut(
        self,
        clusters: int,
        moves: Sequence[Mapping[str, str]] = (),
        names: Sequence[Mapping[str, Any]] = (),
        reason: str | None = None,
    ) -> ConceptMap:
        """The same map with other clusters; nothing is fitted again, so it takes no time to speak of.

        It is all that ``concept_map`` gives for the same study with the same settings but these:
        maps of samples and of subsets of sorters keep their trees, which are cut anew.

        Raises
        ------
        Fault
            It cannot be cut so, a move makes no sense, or a name fits no cluster.
        """
        chosen = replace(self.settings, clusters=clusters, moves=moves, names=names, reason=reason)
        with work.steady_numbers():
            return replace(self, settings=chosen, **vars(cutting.cut(self, chosen)))

    def to_json(self) -> str:
        """``map.json``: the same text for the same map, whatever the number of cores."""
        return json.dumps(self.document, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def concept_map(
    study: Study,
    *,
    progress: work.Progress | None = None,
    each_sorter: bool = True,
    **settings: Any,
) -> ConceptMap:
    """Draw the concept map of a study, and say how certain it is.

    Parameters
    ----------
    each_sorter
        Whether every sort is looked at by itself (``quality``, ``flags``); nothing else rests on that.
    settings
        See ``Settings``.
    progress
        Called as ``progress(stage, done, total)``.

    Raises
    ------
    Fault
        The study cannot be mapped, or a setting makes no sense; says what and what to do.
    """
    chosen = Settings(**settings)
    with work.steady_numbers():
        return _analyse(_prepared(study, chosen), chosen, progress, each_sorter=each_sorter)


def _prepared(study: Study, settings: Settings) -> Study:
    """The study without who is excluded, and of one group only where that was asked."""
    everyone = {*study.participants, *study.sorts.sorters}
    everyone.update(rater for ratings in study.ratings.values() for rater in ratings.raters)
    for participant in settings.exclude:
        if participant not in everyone:
            raise UnknownParticipant(participant=participant)
    study = study.without(settings.exclude)
    if settings.group:
        study = one_group.alone(study, *settings.group)
    return study


def _without_empty_sorts(study: Study) -> tuple[Study, tuple[str, ...]]:
    sorts = study.sorts
    empty = np.all(sorts.piles < 0, axis=1)
    nothing = tuple(s for s, none in zip(sorts.sorters, empty, strict=True) if none)
    return replace(study, sorts=sorts.select(set(sorts.sorters) - set(nothing))), nothing


def _balanced(study: Study, column: str) -> Sorts:
    """Weights under which each group counts the same in total, 1 a sorter on average.

    People without a group keep their own weight.
    """
    sorts = study.sorts
    groups = [study.group_of(sorter, column) for sorter in sorts.sorters]
    people = Counter(group for group in groups if group)
    if not people:
        raise NobodyInGroup(column=column, value=column, choices=_columns(study))
    for name, size in people.items():
        if size < study.minimum_shown:
            raise GroupTooSmallToBalance(group=name, sorters=size, minimum=study.minimum_shown)
    totals: Counter[str] = Counter()
    for group, weight in zip(groups, sorts.weights, strict=True):
        if group:
            totals[group] += weight
    share = sum(people.values()) / len(totals)
    return sorts.weighted(
        {
            sorter: float(weight * share / totals[group] if group else weight)
            for sorter, group, weight in zip(sorts.sorters, groups, sorts.weights, strict=True)
        }
    )


def _columns(study: Study) -> list[str]:
    return sorted({column for facts in study.participants.values() for column in facts})


def _analyse(
    study: Study, settings: Settings, progress: work.Progress | None, *, each_sorter: bool
) -> ConceptMap:
    study, nothing_placed = _without_empty_sorts(study)
    if settings.balance:
        study = replace(study, sorts=_balanced(study, settings.balance))
    sorts, seed, transform = study.sorts, settings.seed, settings.transform
    # The study keeps what people did; the counts see it through the chosen convention.
    counted = sorts.with_singletons() if settings.unplaced == "singletons" else sorts
    index = PileIndex(counted)
    co = index.count()
    check_mappable(sorts, co)
    n = co.n_statements
    cutting.check_number(settings, n)

    scaled = scaling.scale(
        co, transform=transform, starts=settings.starts, seed=seed, progress=progress
    )
    points = scaled.points
    tree = clustering.cluster(
        co.statements, points=points, dissimilarity=co.filled, linkage_of=settings.linkage
    )
    direct = clustering.cluster(
        co.statements,
        points=points,
        dissimilarity=co.filled,
        linkage_of="ward-direct" if settings.linkage == "ward-map" else "ward-map",
    )
    if settings.clusters is not None:
        cutting.decided(tree, settings.clusters, settings)  # what is wrong in it is told at once
    ks = range(2, cluster_choice.most_clusters(n) + 1)
    silhouettes = clustering.silhouettes(points, {k: tree.cut(k) for k in ks})

    resampled = None
    if settings.bootstrap:
        resampled = stability.bootstrap(
            index,
            points,
            transform=transform,
            linkage=settings.linkage,
            replicates=settings.bootstrap,
            seed=seed,
            strata=_strata(study, settings.balance),
            optima=scaled.optima,
            progress=progress,
        )
    redrawn = len(resampled.trees) if resampled else 0
    if redrawn < settings.bootstrap / 2:
        resampled = None  # what is left would flatter: only samples with the same few sorters
    ari = resampled.ari(tree, ks) if resampled else {}
    suggested = cluster_choice.suggest(n, silhouettes, ari)
    placers = np.sum(sorts.piles >= 0, axis=0)
    known = placers >= stability.FEW_PLACERS

    rows = (
        quality.assess(sorts, index, points, transform=transform, seed=seed, progress=progress)
        if each_sorter
        else []
    )
    members = {
        group: np.array([study.group_of(s) == group for s in sorts.sorters])
        for group in study.groups()
    }
    uncut = Uncut(
        study=study,
        settings=settings,
        nothing_placed=nothing_placed,
        placers=placers,
        redrawn=redrawn,
        co_sorting=co,
        scaling=scaled,
        tree=tree,
        direct=direct,
        suggested_clusters=suggested,
        silhouettes=silhouettes,
        ari=ari,
        bridging=bridges.bridging(points, co, known=known),
        piles=pile_labels.named_piles(sorts, points),
        chance=stability.chance(
            index,
            transform=transform,
            permutations=settings.permutations,
            seed=seed,
            progress=progress,
        ),
        bootstrap=resampled,
        ellipses=stability.ellipses(resampled.points, points, stability.sorters_each(counted))
        if resampled
        else None,
        subset_maps=stability.subset_maps(
            index,
            points,
            transform=transform,
            linkage=settings.linkage,
            repeats=min(20, settings.bootstrap),
            seed=seed,
            optima=scaled.optima,
            progress=progress,
        )
        if settings.bootstrap
        else [],
        reliability=reliability.reliability(
            counted,
            index,
            points,
            transform=transform,
            split_halves=settings.split_halves,
            seed=seed,
            progress=progress,
        ),
        quality=rows,
        flags=quality.flags(rows),
        group_maps=group_maps.compare(
            index,
            points,
            members,
            transform=transform,
            permutations=settings.permutations,
            minimum_shown=study.minimum_shown,
            minimum_tested=study.minimum_tested,
            seed=seed,
            progress=progress,
        ),
        logics=group_maps.logics(sorts),
        by_statement=contrasts.ByStatement(study),
    )
    return ConceptMap(**vars(uncut), **vars(cutting.cut(uncut, settings)))


def _strata(study: Study, balance: str | None) -> NDArray[np.int64] | None:
    """Groups balanced by design are resampled each by itself."""
    if balance is None:
        return None
    groups = [study.group_of(s, balance) or "" for s in study.sorts.sorters]
    _, stratum = np.unique(groups, return_inverse=True)
    return stratum.astype(np.int64)
