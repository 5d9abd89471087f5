"""Writing a finished concept map down in the shape of ``map.json``."""

from __future__ import annotations

import math
from collections import Counter
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np

from conceptmapping import bridges, cluster_choice, document, group_maps, scaling, stability
from conceptmapping.parts import Parts
from conceptmapping.small_groups import shown_counts
from conceptmapping.sorting import UNPLACED

_DIGITS = 12
"""Digits after the point: far beyond what matters, short of what two processors disagree on."""
MOVING = 0.90
"""Below this Procrustes R2 at three quarters of the sorters a map is called still moving."""


def engine_version() -> str:
    """The version that drew the map."""
    try:
        return version("werkwijs")
    except PackageNotFoundError:  # run from a source tree
        return "0.1.0"


def compose(result: Parts) -> document.MapDocument:
    """Everything in one document; numbers rounded, what cannot be told ``None``."""
    counts, stress, steadiness = _counts(result), _stress(result), _stability(result)
    tidied: document.MapDocument = _tidy(
        {
            "schema": document.SCHEMA,
            "engine": engine_version(),
            "study": _study(result),
            "settings": result.settings.as_used(),
            "counts": counts,
            "excluded": [
                {"participant": participant, "reason": reason}
                for participant, reason in result.settings.exclude.items()
            ],
            "flags": [
                {
                    "participant": flag.sorter,
                    "flag": flag.flag,
                    "detail": flag.detail(result.study.language),
                }
                for flag in result.flags
            ],
            "quality": _quality(result),
            "similarity": _similarity(result),
            "stress": stress,
            "statements": _statements(result),
            "tree": {"merges": result.tree.merges.tolist(), "order": result.tree.order.tolist()},
            "choice": {
                "clusters": _k(result),
                "suggested": result.suggested_clusters,
                "by": "engine" if result.settings.clusters is None else "person",
                "reason": result.settings.reason,
            },
            "replay": [
                {
                    "clusters": step.clusters,
                    "joins": list(step.joins),
                    "silhouette": result.silhouettes.get(step.clusters),
                    "ari": result.ari.get(step.clusters),
                }
                for step in cluster_choice.replay(result.tree)
            ],
            "clusters": _clusters(result),
            "stability": steadiness,
            "reliability": _reliability(result),
            "scales": result.ratings.scales,
            "go_zone": result.ratings.go_zone,
            "pattern_match": result.ratings.pattern_match,
            "differences": result.ratings.differences,
            "groups": _groups(result),
            "logics": None
            if result.logics is None
            else {
                "merges": result.logics.merges.tolist(),
                "participants": list(result.logics.sorters),
                "groups": result.logics.parts,
            },
            "disagreement": result.disagreement,
            "warnings": _warnings(result, counts, stress, steadiness),
            "conmapt": dict(result.study.facts),
        }
    )
    return tidied


def compose_cut(result: Parts) -> document.CutPart:
    """Only what rests on which statements form a cluster."""
    stays = result.stays
    tidied: document.CutPart = _tidy(
        {
            "clusters": _clusters(result),
            "stays": {
                statement: None if stays is None else stays[i]
                for i, statement in enumerate(result.study.ids)
            },
            "disagreement": result.disagreement,
            "pattern_match": result.ratings.pattern_match,
            "differences": result.ratings.differences,
        }
    )
    return tidied


def _k(result: Parts) -> int:
    return int(result.partition.max()) + 1


def _study(result: Parts) -> dict[str, Any]:
    study = result.study
    raters = {rater for ratings in study.ratings.values() for rater in ratings.raters}
    sorter_groups = Counter(study.group_of(s) for s in study.sorts.sorters)
    rater_groups = Counter(study.group_of(r) for r in raters)

    def shown(counts: Counter[str | None], total: int) -> dict[str, int | None]:
        own = {group: counts.get(group, 0) for group in study.groups()}
        return shown_counts(own, total, study.minimum_shown)

    sorters, rated = shown(sorter_groups, study.sorts.n_sorters), shown(rater_groups, len(raters))
    return {
        "title": study.title,
        "prompt": study.prompt,
        "language": study.language,
        "invented": study.invented,
        "minimum_shown": study.minimum_shown,
        "minimum_tested": study.minimum_tested,
        "groups": {
            group: {"sorters": sorters[group], "raters": rated[group]} for group in study.groups()
        },
    }


def _counts(result: Parts) -> dict[str, int]:
    sorts, co = result.study.sorts, result.co_sorting
    known = co.placed > 0
    return {
        "statements": sorts.n_statements,
        "sorters": sorts.n_sorters,
        "piles": int(sorts.n_piles().sum()),
        "raters": len({r for ratings in result.study.ratings.values() for r in ratings.raters}),
        "placed_pairs_zero": int(np.sum(co.together[known] == 0)),
        "pairs": len(co.together),
        "pairs_never_placed": int(np.sum(~known)),
        "unplaced": int(np.sum(sorts.piles == UNPLACED)),
        "complete_sorters": int(np.sum((sorts.piles != UNPLACED).all(axis=1))),
    }


def _quality(result: Parts) -> list[dict[str, Any]]:
    # With whom is whom known, a small group is counted: its people have no group here.
    shown = {g for g, part in _study(result)["groups"].items() if part["sorters"] is not None}
    raised: dict[str, list[str]] = {}
    for flag in result.flags:
        raised.setdefault(flag.sorter, []).append(flag.flag)
    return [
        {
            "participant": row.sorter,
            "group": group if (group := result.study.group_of(row.sorter)) in shown else None,
            "weight": row.weight,
            "piles": row.piles,
            "singletons": row.singletons,
            "largest_share": row.largest_share,
            "placed": row.placed,
            "correlation": row.correlation,
            "chance_p": row.chance_p,
            "influence": row.influence,
            "seconds": row.seconds,
            "flags": raised.get(row.sorter, []),
        }
        for row in result.quality
    ]


def _similarity(result: Parts) -> dict[str, Any]:
    co = result.co_sorting
    most = float(co.together.max())
    rows, columns = np.triu_indices(co.n_statements, 1)
    at_most = np.flatnonzero(co.together >= most - 1e-9)
    return {
        "pair_sum": float(co.together.sum()),
        "max": most,
        "max_pairs": [[co.statements[rows[p]], co.statements[columns[p]]] for p in at_most[:200]],
        "distinct": len(np.unique(np.round(co.dissimilarity[co.placed > 0], 12))),
    }


def _stress(result: Parts) -> dict[str, Any]:
    scaled, chance = result.scaling, result.chance
    part: dict[str, Any] = {
        "value": scaled.stress,
        "transform": scaled.transform,
        "starts": len(scaled.start_stresses),
        "spread": scaled.spread,
        "at_best": scaled.at_best,
        "classical": float(scaled.start_stresses[0]),
        "chance": None,
        "by_transform": {
            transform: scaling.stress(scaled.points, result.co_sorting, transform=transform)
            for transform in scaling.TRANSFORMS
        },
    }
    if len(chance):
        as_good = int(np.sum(chance <= scaled.stress))
        part["chance"] = {
            "mean": float(chance.mean()),
            "min": float(chance.min()),
            "max": float(chance.max()),
            "permutations": len(chance),
            "p": (as_good + 1) / (len(chance) + 1),
        }
    return part


def _statements(result: Parts) -> list[dict[str, Any]]:
    points, ellipses, stays = result.scaling.points, result.ellipses, result.stays
    known = result.placers >= stability.FEW_PLACERS
    return [
        {
            "id": statement.id,
            "text": statement.text,
            "short": statement.short,
            "origin": statement.origin,
            "x": points[i, 0],
            "y": points[i, 1],
            "cluster": int(result.partition[i]) + 1,
            "tree_cluster": int(result.tree_partition[i]) + 1,
            "bridging": result.bridging.scaled[i],
            "bridging_raw": result.bridging.raw[i],
            "stays": None if stays is None else stays[i],
            "ellipse": {"a": ellipses.a[i], "b": ellipses.b[i], "angle": ellipses.angle[i]}
            if ellipses is not None and known[i]
            else None,
            "ratings": result.ratings.statements[i],
            "group_ratings": result.ratings.statement_groups[i],
            "together": [
                {"id": other, "share": share}
                for other, share in bridges.spanning(result.co_sorting, statement.id)[:6]
            ],
        }
        for i, statement in enumerate(result.study.statements)
    ]


def _clusters(result: Parts) -> list[dict[str, Any]]:
    bridging = result.bridging.of_clusters(result.partition)
    rows = []
    for c in range(_k(result)):
        members = np.flatnonzero(result.partition == c)
        centre = result.scaling.points[members].mean(axis=0)
        origins = Counter(result.study.statements[i].origin for i in members)
        rows.append(
            {
                "cluster": c + 1,
                "statements": [result.study.statements[i].id for i in members],
                "bridging": bridging[c],
                "stays": None
                if result.stays is None
                else bridges.mean_of_known(result.stays[members]),
                "x": centre[0],
                "y": centre[1],
                "labels": [vars(suggestion) for suggestion in result.labels[c]],
                "name": result.names.get(c, (None, None))[0],
                "easy": result.names.get(c, (None, None))[1],
                "ratings": result.ratings.clusters[c + 1],
                "group_ratings": result.ratings.cluster_groups[c + 1],
                "origins": {origin: count for origin, count in origins.items() if origin},
            }
        )
    return rows


def _stability(result: Parts) -> dict[str, Any]:
    resampled = result.bootstrap
    rows = [vars(row) for row in result.by_sorters]
    return {
        "bootstrap": len(resampled.trees) if resampled else 0,
        "procrustes_r2": None if resampled is None else float(resampled.procrustes_r2.mean()),
        "ari": {str(k): value for k, value in result.ari.items()},
        "by_sorters": rows,
        "still_moving": rows[-1]["procrustes_r2"] < MOVING if rows else None,
    }


def _reliability(result: Parts) -> dict[str, Any]:
    found = result.reliability
    return {
        "r_II": found.sorters_with_each_other,
        "r_RR": result.ratings.r_RR,
        "r_IT": found.sorters_with_total,
        "r_IT_loo": found.sorters_with_others,
        "r_IM": found.sorters_with_map,
        "r_SHT": found.halves_of_totals,
        "r_SHM": found.halves_of_maps,
        "split_halves": found.splits,
    }


def _groups(result: Parts) -> list[dict[str, Any]]:
    rows = []
    each_other = group_maps.between(result.group_maps)
    for group in result.group_maps:
        farthest = np.argsort(-group.moved, kind="stable")[:10]
        rows.append(
            {
                "group": group.group,
                "sorters": group.sorters,
                "stress": group.stress,
                "procrustes_r2": group.procrustes_r2,
                "p": group.p,
                "permutations": group.permutations,
                "others": each_other[group.group],
                "moves": [
                    {"id": result.study.statements[i].id, "distance": group.moved[i]}
                    for i in farthest
                ],
                "points": {
                    statement: group.points[i].tolist()
                    for i, statement in enumerate(result.study.ids)
                },
            }
        )
    return rows


FEW_SORTERS = 15
"""Below this we call sorters few: our own rule of thumb; ``by_sorters`` shows what it rests on."""


def _warnings(
    result: Parts, counts: dict[str, int], stress: dict[str, Any], steadiness: dict[str, Any]
) -> list[dict[str, Any]]:
    study = result.study
    found: list[dict[str, Any]] = []

    def warn(code: str, **facts: Any) -> None:
        found.append({"code": code, **facts})

    if study.sorts.n_sorters < FEW_SORTERS:
        warn("few-sorters", sorters=study.sorts.n_sorters)
    if steadiness["still_moving"]:
        warn("still-moving", r2=steadiness["by_sorters"][-1]["procrustes_r2"])
    if stress["chance"] and stress["value"] >= stress["chance"]["min"]:
        warn("near-chance", stress=stress["value"], chance=stress["chance"]["mean"])
    rare = [s for s, n in zip(study.ids, result.placers, strict=True) if n < stability.FEW_PLACERS]
    if rare:
        warn("rarely-placed", statements=rare, sorters=stability.FEW_PLACERS)
    asked = result.settings.bootstrap
    if result.redrawn < asked:
        warn("hangs-by-few", kept=result.redrawn, asked=asked)
    if result.nothing_placed:
        warn("nothing-placed", participants=list(result.nothing_placed))
    if counts["pairs_never_placed"]:
        warn("pairs-never-placed", pairs=counts["pairs_never_placed"])
    share = counts["unplaced"] / study.sorts.piles.size
    if share > 0.1:
        warn("unplaced-many", share=share)
    if np.ptp(study.sorts.weights) > 0:
        warn("weights-used")
    if result.settings.group:
        column, value = result.settings.group
        warn("group-only", column=column, value=value, sorters=study.sorts.n_sorters)
    if not study.ratings:
        warn("no-ratings")
    for name, ratings in study.ratings.items():
        if len(ratings.raters) < study.minimum_shown:
            warn("raters-below-minimum", scale=name, raters=len(ratings.raters))
    if result.settings.exclude:
        warn("excluded", n=len(result.settings.exclude))
    return [*found, *result.ratings.warnings]


def _tidy(value: Any) -> Any:
    """Plain Python with rounded numbers; NaN and infinity become None."""
    if isinstance(value, dict):
        return {str(key): _tidy(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_tidy(item) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return round(value, _DIGITS) + 0.0 if math.isfinite(value) else None
    return value
