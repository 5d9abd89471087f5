"""The shape of ``map.json``: what a finished concept map says, schema 1.

The website freezes this document when a map is published, and figures, report and
slides are drawn from it, so that an old map can always be drawn again. Keys may be
added; none is renamed. Every list is in the study's own order unless it says otherwise.
Shares run from 0 to 1. Map units: centred, principal axes, mean squared distance to
the centre 1. ``None`` means "could not be computed" or "below the minimum group size".
"""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

SCHEMA = 1

Interval = list[float] | None
"""[lower, upper], 95 % unless said otherwise."""


class StudyPart(TypedDict):
    title: str
    prompt: str
    language: str
    invented: bool
    """True for example material: every page and figure must say so."""
    minimum_shown: int
    minimum_tested: int
    groups: dict[str, dict[str, int | None]]
    """{"jongere": {"sorters": 15, "raters": 22}}; None: fewer than ``minimum_shown``."""


class Counts(TypedDict):
    statements: int
    sorters: int
    piles: int
    raters: int
    placed_pairs_zero: int
    """Pairs of statements that nobody who placed both put together."""
    pairs: int
    pairs_never_placed: int
    """Pairs no sorter placed both of: missing, weight 0."""
    unplaced: int
    """Placements missing or "I don't know", over all sorters."""
    complete_sorters: int


class Excluded(TypedDict):
    participant: str
    """On the website "", without a reason, once they withdrew: how many were left out stays."""
    reason: str


class Flag(TypedDict):
    participant: str
    flag: str
    """one-pile, all-singletons, lumper, few-piles, chance-level, fast, unplaced."""
    detail: str


class SortQuality(TypedDict):
    participant: str
    group: str | None
    weight: float
    piles: int
    singletons: int
    largest_share: float
    placed: int
    correlation: float | None
    """With the other sorters together, this sorter left out."""
    chance_p: float | None
    """Share of own permutations that agree at least as well with the others, or with any one of
    them; doubled, because there are two ways to be like the others."""
    influence: float | None
    """1 - Procrustes R2 between the map with and without this sorter (refitted from the map)."""
    seconds: float | None
    flags: list[str]


class Similarity(TypedDict):
    pair_sum: float
    max: float
    max_pairs: list[list[str]]
    distinct: int
    """How many different dissimilarities there are: ties decide, see ``stress``."""


class Chance(TypedDict):
    mean: float
    min: float
    max: float
    permutations: int
    p: float
    """Share of permutations with stress at or below the observed, (b + 1) / (m + 1)."""


class Stress(TypedDict):
    value: float
    transform: str
    starts: int
    spread: float
    """Worst minus best over the starts."""
    at_best: int
    """Starts that ended within 1e-6 of the best."""
    classical: float
    """Stress reached from the Torgerson start."""
    chance: Chance | None
    by_transform: dict[str, float]
    """The same map's points under each convention, so that readers can compare."""


class Ellipse(TypedDict):
    a: float
    """Half the long axis, map units."""
    b: float
    angle: float
    """Radians from the x axis to the long axis."""


class RatingSummary(TypedDict):
    mean: float | None
    sd: float | None
    n: int | None
    ci: NotRequired[Interval]


class Together(TypedDict):
    id: str
    share: float
    """Similarity: share of the sorters who placed both that put them together."""


class StatementPart(TypedDict):
    id: str
    text: str
    short: str | None
    origin: str | None
    x: float
    y: float
    cluster: int
    tree_cluster: int
    """Where the tree puts it; the same as ``cluster`` unless people moved it by hand."""
    bridging: float | None
    bridging_raw: float | None
    stays: float | None
    """Share of bootstrap maps in which it stays with its cluster."""
    ellipse: Ellipse | None
    """Around (x, y): should hold the statement's place on everybody's map in 90 of 100 studies.
    None where fewer than four people placed the statement."""
    ratings: dict[str, RatingSummary]
    group_ratings: dict[str, dict[str, RatingSummary]]
    """scale -> group -> summary; groups below the minimum have mean None."""
    together: list[Together]
    """The statements it was most often sorted with, strongest first, at most six."""


class LabelSuggestion(TypedDict):
    label: str
    sorters: int
    overlap: float
    """Mean Jaccard overlap of these sorters' piles with the cluster."""


class ClusterPart(TypedDict):
    cluster: int
    statements: list[str]
    bridging: float | None
    stays: float | None
    """Mean over its statements."""
    x: float
    y: float
    labels: list[LabelSuggestion]
    """Best first, at most five."""
    name: str | None
    """Given by people; None until somebody names it."""
    easy: str | None
    """The name in easy words, where people gave one."""
    ratings: dict[str, RatingSummary]
    group_ratings: dict[str, dict[str, RatingSummary]]
    origins: dict[str, int]
    """How many of its statements each group brought in."""


class Tree(TypedDict):
    merges: list[list[float]]
    """SciPy linkage rows; leaf i is ``statements[i]``."""
    order: list[int]
    """Leaves from left to right."""


class Merge(TypedDict):
    """One step of the replay: going from ``clusters`` + 1 to ``clusters``."""

    clusters: int
    joins: list[list[str]]
    """The two lists of statement ids that become one."""
    silhouette: float | None
    """Of the partition after the merge, on the map."""
    ari: float | None
    """Mean adjusted Rand index of bootstrap partitions with this one."""


class Choice(TypedDict):
    clusters: int
    suggested: int
    by: str
    """"engine" or "person"."""
    reason: str | None
    """A person's own words."""


class BySorters(TypedDict):
    sorters: int
    procrustes_r2: float
    ari: float
    repeats: int


class Stability(TypedDict):
    bootstrap: int
    procrustes_r2: float | None
    ari: dict[str, float]
    """Clusters (as text) -> mean adjusted Rand index over bootstrap maps."""
    by_sorters: list[BySorters]
    """Ascending; subsets drawn without replacement, compared with the whole map."""
    still_moving: bool | None
    """True when dropping a quarter of the sorters still changes the map noticeably."""


class Reliability(TypedDict):
    """Trochim (1993); None where it cannot be computed."""

    r_II: float | None
    r_RR: dict[str, float | None]
    r_IT: float | None
    r_IT_loo: float | None
    r_IM: float | None
    r_SHT: float | None
    r_SHM: float | None
    split_halves: int


class GoZonePoint(TypedDict):
    id: str
    """Statement id."""
    x: float
    y: float
    x_ci: Interval
    y_ci: Interval
    quadrant: str
    """both, x-only, y-only, neither (above the line: strictly greater)."""


class GoZone(TypedDict):
    x: str
    """Axis: "importance" or "importance: employer"."""
    y: str
    x_line: float
    y_line: float
    lines: str
    """mean-shown, mean-all or midpoint."""
    r: float | None
    counts: dict[str, int]
    points: list[GoZonePoint]


class LadderAxis(TypedDict):
    axis: str
    scale: str
    group: str | None
    n: int
    """Raters."""
    minimum: float
    """Of the scale."""
    maximum: float
    clusters: dict[str, float]
    """Cluster number as text -> mean."""


class LadderPair(TypedDict):
    left: str
    right: str
    pearson: float | None
    pearson_ci: Interval
    spearman: float | None
    spearman_ci: Interval
    clusters: int


class PatternMatch(TypedDict):
    name: str
    axes: list[LadderAxis]
    pairs: list[LadderPair]
    """Every axis with every later one."""


class Difference(TypedDict):
    """One comparison of rater-level means."""

    scale: str
    what: str
    """"clusters" (within raters) or "groups" (between raters)."""
    cluster: int | None
    a: str
    b: str
    n_a: int
    n_b: int
    difference: float
    ci: Interval
    effect: float | None
    """Standardised by the spread between raters: Hedges' g (groups) or paired d (clusters)."""
    effect_ci: Interval
    p: float | None
    p_corrected: float | None
    test: str
    correction: str
    """holm or benjamini-hochberg."""


class GroupMap(TypedDict):
    """One group's own map beside the whole."""

    group: str
    sorters: int
    stress: float | None
    procrustes_r2: float | None
    """With the map of all other sorters."""
    p: float | None
    """Permutation of group membership, sizes kept; None below ``minimum_tested``."""
    permutations: int
    others: dict[str, float]
    """Procrustes R2 with the map of each other group that is shown."""
    moves: list[dict[str, Any]]
    """[{"id": "12", "distance": 0.8}], most moved first, at most ten."""
    points: dict[str, list[float]]
    """Statement id -> its place on the group's own map, laid on the whole."""


class Logic(TypedDict):
    """Sorters who sorted alike: average linkage on 1 - correlation of their sorts."""

    merges: list[list[float]]
    participants: list[str]
    groups: list[list[str]]
    """A cut into at most three; shown, never used to exclude."""


class CutPart(TypedDict):
    """What rests on which statements form a cluster, for one number of clusters."""

    clusters: list[ClusterPart]
    stays: dict[str, float | None]
    """Statement id -> share of bootstrap maps in which it stays with its cluster."""
    disagreement: list[str]
    pattern_match: list[PatternMatch]
    differences: list[Difference]


class MapDocument(TypedDict):
    schema: int
    engine: str
    study: StudyPart
    settings: dict[str, Any]
    counts: Counts
    excluded: list[Excluded]
    flags: list[Flag]
    quality: list[SortQuality]
    similarity: Similarity
    stress: Stress
    statements: list[StatementPart]
    tree: Tree
    choice: Choice
    replay: list[Merge]
    """From many clusters to few."""
    clusters: list[ClusterPart]
    stability: Stability
    reliability: Reliability
    scales: dict[str, dict[str, Any]]
    """scale -> {"minimum", "maximum", "labels", "raters", "missing"}."""
    go_zone: list[GoZone]
    pattern_match: list[PatternMatch]
    differences: list[Difference]
    groups: list[GroupMap]
    logics: Logic | None
    disagreement: list[str]
    """Statement ids on which map and direct clustering differ."""
    warnings: list[dict[str, Any]]
    """[{"code": "few-sorters", ...facts}], put into words by the report."""
    conmapt: dict[str, Any]
    """Facts for the ConMapT list that only the study knows."""
