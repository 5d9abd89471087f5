"""Everything the document says about ratings, in one call.

Statements and clusters with their means, per group where the group is large enough; pattern
matches; go-zones; tested differences; how far raters agree. Each has its own module; this one
knows what a study asks for by default and in which order: first hide what is too small
(``small_groups``), then compute, so that nothing computed can tell what was hidden.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
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

    ``ByStatement(study, column).parts(partition, ...)``, for one partition only.
    """
    return ByStatement(study, column).parts(
        partition, go_zones=go_zones, ladders=ladders, lines=lines, correction=correction
    )


class ByStatement:
    """The study's ratings by axis, with what may not be shown blanked out.

    What is said of statements is the same for every partition, and is computed once.

    Parameters
    ----------
    study
        Its ratings, groups and minimum group sizes.
    column
        The column of the participants that holds their group.
    """

    def __init__(self, study: Study, column: str = "group") -> None:
        self.ids = study.ids
        self.minimum = study.minimum_shown
        self.minimum_tested = study.minimum_tested
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
        self.means = {axis: statement_means(own) for axis, own in self.shown.items()}
        self.raters = {
            axis: int((~np.isnan(own.values)).any(axis=1).sum()) for axis, own in self.shown.items()
        }

    def parts(
        self,
        partition: Sequence[int] | NDArray[np.intp],
        *,
        go_zones: Sequence[tuple[Axis, Axis]] | None = None,
        ladders: Mapping[str, Sequence[Axis]] | None = None,
        lines: Lines = "mean-shown",
        correction: Correction = "holm",
    ) -> RatingParts:
        """All of it, with the clusters of this partition.

        Parameters
        ----------
        partition
            Cluster number of each statement, in the order of ``study.ids``.
        go_zones
            Pairs of axes. Default: every two scales, everybody together.
        ladders
            Name -> two or more axes. Default: all scales (everybody), and for each scale all
            groups that may be shown.
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
        if len(partition) != len(self.ids):
            raise ShapeMismatch(f"Clusters for {len(partition)} of {len(self.ids)} statements.")
        cut = _ByCluster(self, np.asarray(partition))
        wanted_zones = self._scale_pairs if go_zones is None else go_zones
        wanted_ladders = cut.usual_ladders() if ladders is None else ladders
        for axis in (a for axes in (*wanted_zones, *wanted_ladders.values()) for a in axes):
            self.check(axis)
        usual = go_zones is None and lines == LINES[0]
        return RatingParts(
            statements=self.statements,
            statement_groups=self.statement_groups,
            clusters={
                cluster: {scale: cut.means[Axis(scale)].summary(k) for scale in self.scales}
                for k, cluster in enumerate(cut.numbers)
            },
            cluster_groups={
                cluster: self.by_group(cut.means, k) for k, cluster in enumerate(cut.numbers)
            },
            scales=self.described,
            go_zone=self.usual_zones if usual else self.zones(wanted_zones, lines),
            pattern_match=[
                ladder(
                    name,
                    axes,
                    {scale: ratings.scale for scale, ratings in self.scales.items()},
                    cut.means,
                    self.raters,
                    cut.numbers,
                )
                for name, axes in wanted_ladders.items()
            ],
            differences=cut.differences(correction),
            r_RR=self.r_RR,
            warnings=cut.left_out(),
        )

    @cached_property
    def statements(self) -> list[Summaries]:
        return [
            {scale: self.means[Axis(scale)].summary(i) for scale in self.scales}
            for i in range(len(self.ids))
        ]

    @cached_property
    def statement_groups(self) -> list[GroupSummaries]:
        return [self.by_group(self.means, i) for i in range(len(self.ids))]

    @cached_property
    def described(self) -> dict[str, dict[str, Any]]:
        return {scale: _described(ratings) for scale, ratings in self.scales.items()}

    @cached_property
    def r_RR(self) -> dict[str, float | None]:  # noqa: N802
        return {
            scale: rater_agreement(self.shown[Axis(scale)]).reliability for scale in self.scales
        }

    @cached_property
    def usual_zones(self) -> list[GoZone]:
        return self.zones(self._scale_pairs, LINES[0])

    @property
    def _scale_pairs(self) -> list[tuple[Axis, Axis]]:
        return [(Axis(x), Axis(y)) for x, y in combinations(self.scales, 2)]

    def zones(self, wanted: Sequence[tuple[Axis, Axis]], lines: Lines) -> list[GoZone]:
        found = (
            go_zone(
                (str(x), str(y)),
                (self.scales[x.scale].scale, self.scales[y.scale].scale),
                (self.means[x], self.means[y]),
                self.ids,
                lines=lines,
            )
            for x, y in wanted
        )
        return [zone for zone in found if zone is not None]

    def by_group(self, means: Mapping[Axis, Means], item: int) -> GroupSummaries:
        return {
            scale: {group: means[Axis(scale, group)].summary(item) for group in self.groups}
            for scale in self.scales
        }

    def check(self, axis: Axis) -> None:
        """May this axis be drawn?"""
        _check("scale", axis.scale, tuple(self.scales))
        if axis.group is not None and axis.group not in self.groups:
            raise NobodyInGroup(column=self.column, value=axis.group, choices=self.groups)
        if axis.group is not None and not self.raters[axis]:
            raise GroupTooSmall(group=axis.group, scale=axis.scale, minimum=self.minimum)


class _ByCluster:
    """The same ratings, for the clusters of one partition."""

    def __init__(self, ratings: ByStatement, partition: NDArray[np.intp]) -> None:
        self.of = ratings
        self.partition = partition
        self.numbers = [int(number) for number in np.unique(partition)]
        self.means = {
            axis: cluster_means(own, partition, self.numbers) for axis, own in ratings.shown.items()
        }

    def visible_groups(self, scale: str) -> list[str]:
        """Groups with at least one cluster to show on this scale."""
        return [group for group in self.of.groups if self.visible(Axis(scale, group))]

    def visible(self, axis: Axis) -> bool:
        return not np.isnan(self.means[axis].mean).all()

    def left_out(self) -> list[dict[str, Any]]:
        """Groups with raters on a scale of which nothing can be shown there, and why."""
        return [
            {
                "code": "group-small"
                if self.of.sizes[scale][group] < self.of.minimum
                else "group-guards-others",
                "scale": scale,
                "group": group,
            }
            for scale in self.of.scales
            for group in self.of.groups
            if self.of.sizes[scale][group] and group not in self.visible_groups(scale)
        ]

    def usual_ladders(self) -> dict[str, list[Axis]]:
        usual: dict[str, list[Axis]] = {}
        scales = [Axis(scale) for scale in self.of.scales if self.visible(Axis(scale))]
        if len(scales) > 1:
            usual["scales"] = scales
        for scale in self.of.scales:
            groups = self.visible_groups(scale)
            if len(groups) > 1:
                usual[f"groups: {scale}"] = [Axis(scale, group) for group in groups]
        return usual

    def differences(self, correction: Correction) -> list[Difference]:
        found: list[Difference] = []
        for scale in self.of.scales:
            groups = {g: self.of.shown[Axis(scale, g)] for g in self.visible_groups(scale)}
            found += between_groups(
                groups,
                self.partition,
                self.numbers,
                minimum_tested=self.of.minimum_tested,
                correction=correction,
            )
            found += between_clusters(
                self.of.shown[Axis(scale)],
                self.partition,
                self.numbers,
                minimum_tested=self.of.minimum_tested,
                correction=correction,
            )
        return found


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
