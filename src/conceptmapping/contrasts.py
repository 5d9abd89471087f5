"""Everything the document says about ratings, in one call.

Statements and clusters with their means, per group where the group is large enough; pattern
matches; go-zones; tested differences; how far raters agree. Each has its own module; this one
knows what a study asks for by default and in which order: first hide what is too small
(``small_groups``), then compute, so that nothing computed can tell what was hidden.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from conceptmapping.differences import (
    CORRECTIONS,
    Correction,
    between_clusters,
    between_groups,
)
from conceptmapping.document import Difference, GoZone, PatternMatch, RatingSummary
from conceptmapping.errors import GroupTooSmall, NobodyInGroup, ShapeMismatch, UnknownSetting
from conceptmapping.go_zones import LINES, Lines, go_zone
from conceptmapping.ladders import Axis, ladder
from conceptmapping.rater_agreement import rater_agreement
from conceptmapping.rating import Ratings
from conceptmapping.rating_means import Means, cluster_means, statement_means
from conceptmapping.small_groups import hide_small
from conceptmapping.study import Study

Summaries = dict[str, RatingSummary]
"""scale -> summary"""
GroupSummaries = dict[str, dict[str, RatingSummary]]
"""scale -> group -> summary"""


@dataclass(frozen=True)
class RatingParts:
    """What the document says about ratings, part by part.

    ``statements`` and ``statement_groups`` are in the order of the study's statements; the
    cluster parts are by cluster number. The rest has the shape of the document.
    """

    statements: list[Summaries]
    statement_groups: list[GroupSummaries]
    clusters: dict[int, Summaries]
    cluster_groups: dict[int, GroupSummaries]
    scales: dict[str, dict[str, Any]] = field(default_factory=dict)
    go_zone: list[GoZone] = field(default_factory=list)
    pattern_match: list[PatternMatch] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    r_RR: dict[str, float | None] = field(default_factory=dict)  # noqa: N815
    warnings: list[dict[str, Any]] = field(default_factory=list)
    """{"code", "scale", "group"}, code ``group-small`` (too few raters to show anything) or
    ``group-guards-others`` (hidden because its figures would give a small group away)."""


def rating_parts(
    study: Study,
    partition: Sequence[int] | NDArray[np.intp],
    *,
    column: str = "group",
    go_zones: Sequence[tuple[Axis, Axis]] | None = None,
    ladders: Mapping[str, Sequence[Axis]] | None = None,
    lines: Lines = "mean-shown",
    correction: Correction = "holm",
) -> RatingParts:
    """Summarise, compare and test the study's ratings for this partition into clusters.

    Parameters
    ----------
    study
        Its ratings, groups and minimum group sizes.
    partition
        Cluster number of each statement, in the order of ``study.ids``.
    column
        The column of the participants that holds their group.
    go_zones
        Pairs of axes. Default: every two scales, everybody together.
    ladders
        Name -> two or more axes. Default: all scales (everybody), and for each scale all groups
        that may be shown.
    lines, correction
        See ``go_zones`` and ``differences``.

    Raises
    ------
    UnknownSetting, NobodyInGroup, GroupTooSmall
        Something was asked for that does not exist, or may not be shown.
    ShapeMismatch
        The partition is not about the study's statements.
    """
    _check("lines", lines, LINES)
    _check("correction", correction, CORRECTIONS)
    if len(partition) != len(study.ids):
        raise ShapeMismatch(f"Clusters for {len(partition)} of {len(study.ids)} statements.")
    table = _Table(study, np.asarray(partition), column)
    wanted_zones = _scale_pairs(table) if go_zones is None else go_zones
    wanted_ladders = _usual_ladders(table) if ladders is None else ladders
    for axis in (a for axes in (*wanted_zones, *wanted_ladders.values()) for a in axes):
        table.check(axis)
    return RatingParts(
        statements=[
            {scale: table.statements[Axis(scale)].summary(i) for scale in table.scales}
            for i in range(len(study.ids))
        ],
        statement_groups=[table.by_group(table.statements, i) for i in range(len(study.ids))],
        clusters={
            cluster: {scale: table.clusters[Axis(scale)].summary(k) for scale in table.scales}
            for k, cluster in enumerate(table.numbers)
        },
        cluster_groups={
            cluster: table.by_group(table.clusters, k) for k, cluster in enumerate(table.numbers)
        },
        scales={scale: _described(ratings) for scale, ratings in table.scales.items()},
        go_zone=[zone for x, y in wanted_zones if (zone := _zone(table, x, y, lines)) is not None],
        pattern_match=[
            ladder(
                name,
                axes,
                {scale: ratings.scale for scale, ratings in table.scales.items()},
                table.clusters,
                table.raters,
                table.numbers,
            )
            for name, axes in wanted_ladders.items()
        ],
        differences=_differences(table, study.minimum_tested, correction),
        r_RR={
            scale: rater_agreement(table.shown[Axis(scale)]).reliability for scale in table.scales
        },
        warnings=table.left_out(),
    )


class _Table:
    """The study's ratings by axis, with what may not be shown blanked out."""

    def __init__(self, study: Study, partition: NDArray[np.intp], column: str) -> None:
        self.ids = study.ids
        self.partition = partition
        self.numbers = [int(number) for number in np.unique(partition)]
        self.minimum = study.minimum_shown
        self.groups = study.groups(column)
        self.column = column
        self.scales = {
            name: _aligned(ratings, study.ids) for name, ratings in study.ratings.items()
        }
        self.shown: dict[Axis, Ratings] = {}
        self.sizes: dict[str, dict[str, int]] = {}
        for name, ratings in self.scales.items():
            membership = [study.group_of(rater, column) for rater in ratings.raters]
            self.sizes[name] = _sizes(ratings, membership, self.groups)
            for group, own in hide_small(
                ratings, membership, self.groups, study.minimum_shown
            ).items():
                self.shown[Axis(name, group)] = own
        self.statements = {axis: statement_means(own) for axis, own in self.shown.items()}
        self.clusters = {
            axis: cluster_means(own, partition, self.numbers) for axis, own in self.shown.items()
        }
        self.raters = {
            axis: int((~np.isnan(own.values)).any(axis=1).sum()) for axis, own in self.shown.items()
        }

    def by_group(self, means: Mapping[Axis, Means], item: int) -> GroupSummaries:
        return {
            scale: {group: means[Axis(scale, group)].summary(item) for group in self.groups}
            for scale in self.scales
        }

    def visible_groups(self, scale: str) -> list[str]:
        """Groups with at least one cluster to show on this scale."""
        return [group for group in self.groups if self.visible(Axis(scale, group))]

    def visible(self, axis: Axis) -> bool:
        return not np.isnan(self.clusters[axis].mean).all()

    def left_out(self) -> list[dict[str, Any]]:
        """Groups with raters on a scale of which nothing can be shown there, and why."""
        return [
            {
                "code": "group-small"
                if self.sizes[scale][group] < self.minimum
                else "group-guards-others",
                "scale": scale,
                "group": group,
            }
            for scale in self.scales
            for group in self.groups
            if self.sizes[scale][group] and group not in self.visible_groups(scale)
        ]

    def check(self, axis: Axis) -> None:
        """May this axis be drawn?"""
        _check("scale", axis.scale, tuple(self.scales))
        if axis.group is not None and axis.group not in self.groups:
            raise NobodyInGroup(column=self.column, value=axis.group, choices=self.groups)
        if axis.group is not None and not self.raters[axis]:
            raise GroupTooSmall(group=axis.group, scale=axis.scale, minimum=self.minimum)


def _sizes(
    ratings: Ratings, membership: Sequence[str | None], groups: Sequence[str]
) -> dict[str, int]:
    """How many raters of each group scored anything."""
    took_part = np.flatnonzero((~np.isnan(ratings.values)).any(axis=1))
    own = [membership[rater] for rater in took_part.tolist()]
    return {group: own.count(group) for group in groups}


def _aligned(ratings: Ratings, ids: Sequence[str]) -> Ratings:
    """The same ratings with their columns in the study's order."""
    if ratings.statements == tuple(ids):
        return ratings
    position = {statement: i for i, statement in enumerate(ratings.statements)}
    values = np.full((len(ratings.raters), len(ids)), np.nan)
    for i, statement in enumerate(ids):
        if statement in position:
            values[:, i] = ratings.values[:, position[statement]]
    return Ratings(ratings.scale, tuple(ids), ratings.raters, values)


def _scale_pairs(table: _Table) -> list[tuple[Axis, Axis]]:
    return [(Axis(x), Axis(y)) for x, y in combinations(table.scales, 2)]


def _usual_ladders(table: _Table) -> dict[str, list[Axis]]:
    usual: dict[str, list[Axis]] = {}
    scales = [Axis(scale) for scale in table.scales if table.visible(Axis(scale))]
    if len(scales) > 1:
        usual["scales"] = scales
    for scale in table.scales:
        groups = table.visible_groups(scale)
        if len(groups) > 1:
            usual[f"groups: {scale}"] = [Axis(scale, group) for group in groups]
    return usual


def _zone(table: _Table, x: Axis, y: Axis, lines: Lines) -> GoZone | None:
    return go_zone(
        (str(x), str(y)),
        (table.scales[x.scale].scale, table.scales[y.scale].scale),
        (table.statements[x], table.statements[y]),
        table.ids,
        lines=lines,
    )


def _differences(table: _Table, minimum_tested: int, correction: Correction) -> list[Difference]:
    found: list[Difference] = []
    for scale in table.scales:
        groups = {g: table.shown[Axis(scale, g)] for g in table.visible_groups(scale)}
        found += between_groups(
            groups,
            table.partition,
            table.numbers,
            minimum_tested=minimum_tested,
            correction=correction,
        )
        found += between_clusters(
            table.shown[Axis(scale)],
            table.partition,
            table.numbers,
            minimum_tested=minimum_tested,
            correction=correction,
        )
    return found


def _described(ratings: Ratings) -> dict[str, Any]:
    """``missing`` counts the blanks of those who scored anything at all."""
    given = ~np.isnan(ratings.values)
    took_part = given.any(axis=1)
    return {
        "minimum": ratings.scale.minimum,
        "maximum": ratings.scale.maximum,
        "labels": list(ratings.scale.labels),
        "raters": int(took_part.sum()),
        "missing": int((~given[took_part]).sum()),
    }


def _check(setting: str, value: str, choices: Sequence[str]) -> None:
    if value not in choices:
        raise UnknownSetting(setting=setting, value=value, choices=choices)
