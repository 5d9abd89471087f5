"""Invented map documents of any size, for whatever is drawn or written from one.

::

    document = make_document(statements=64, clusters=8)
    make_document(groups={}, scales={})             # nothing rated, nobody in a group
    make_document(bootstrap=0)                      # no ellipses, no stability
    make_document(suppressed=["werkgever"])         # a group too small to show
    make_document(named=2, awkward=True)            # names by people; very long words

Points, tree, clusters, means, go-zones and ladders belong together as in a real document;
what needs sorters (stress, bootstrap, reliability) is only plausible. Nothing is random
but for ``seed``.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, leaves_list, linkage

from conceptmapping.document import (
    ClusterPart,
    GoZone,
    GroupMap,
    LadderAxis,
    MapDocument,
    PatternMatch,
    RatingSummary,
    StatementPart,
)

GROUPS = {
    "jongere": (15, 22),
    "werkgever": (12, 18),
    "jobcoach": (20, 28),
    "steunsysteem": (13, 22),
}
SCALES = {"belang": (1, 5), "haalbaarheid": (1, 3)}

_WHO = ["je coach", "je baas", "een collega", "je familie", "je begeleider", "de gemeente"]
_WHAT = [
    "tijd voor je heeft",
    "rustig uitlegt wat er moet gebeuren",
    "meegaat naar het eerste gesprek op het werk",
    "weet wat jij goed kunt",
    "je belt als je er niet bent",
    "afspraken met je opschrijft",
    "helpt met je brieven en je geld",
    "niet boos wordt als iets mislukt",
    "samen met jou een klein volgend doel kiest",
    "je laat merken dat je erbij hoort",
    "snel iets regelt als het misgaat",
    "naar je luistert voordat er iets wordt besloten",
]
_LABELS = [
    "fijn werk",
    "hulp van de coach",
    "een baas die het snapt",
    "thuis op orde",
    "mijn eigen keuzes",
    "collega's",
    "geld en regels",
    "leren en groeien",
    "op tijd hulp",
    "vertrouwen",
]
_LONG_LABEL = "alles wat iemand thuis en op het werk nodig heeft om het lang vol te blijven houden"
_LONG_WORD = "arbeidsongeschiktheidsverzekeringspapieren"


def make_document(
    *,
    statements: int = 24,
    clusters: int = 4,
    scales: Mapping[str, tuple[float, float]] | None = None,
    groups: Mapping[str, tuple[int, int]] | None = None,
    bootstrap: int = 200,
    suppressed: Collection[str] = (),
    named: int = 0,
    labelled: bool = True,
    awkward: bool = False,
    invented: bool = True,
    language: str = "nl",
    points: Sequence[tuple[float, float]] | None = None,
    seed: int = 1,
) -> MapDocument:
    """Draw up a document.

    ``groups`` maps a group to its numbers of sorters and raters, ``scales`` a scale to its
    range; ``points`` places the statements (default: loose clouds around ``clusters`` centres).
    """
    rng = np.random.default_rng(seed)
    scales = SCALES if scales is None else scales
    groups = GROUPS if groups is None else groups
    n_sorters = sum(g[0] for g in groups.values()) or 60
    n_raters = (sum(g[1] for g in groups.values()) or 90) if scales else 0
    xy = _points(statements, clusters, rng) if points is None else np.array(points, dtype=float)
    if points is not None:
        statements = len(points)
    clusters = min(clusters, statements)
    merges = linkage(xy, "ward")
    number = _in_reading_order(fcluster(merges, clusters, "maxclust"), xy)
    clusters = int(number.max())
    ids = [str(i + 1) for i in range(statements)]
    bridging = rng.beta(2, 4, statements)
    stays = 1 - 0.6 * bridging * rng.random(statements)
    means = {
        scale: {group: _means(number, lo, hi, rng) for group in (*groups, None)}
        for scale, (lo, hi) in scales.items()
    }

    def summary(mean: float, n: int | None, hidden: bool = False) -> RatingSummary:
        if hidden or n is None:
            return {"mean": None, "sd": None, "n": None, "ci": None}
        half = 1.96 * 0.9 / math.sqrt(n)
        return {"mean": mean, "sd": 0.9, "n": n, "ci": [mean - half, mean + half]}

    def ratings(rows: NDArray[np.bool_]) -> dict[str, RatingSummary]:
        return {s: summary(float(means[s][None][rows].mean()), n_raters) for s in scales}

    def group_ratings(rows: NDArray[np.bool_]) -> dict[str, dict[str, RatingSummary]]:
        return {
            s: {
                g: summary(float(means[s][g][rows].mean()), groups[g][1], g in suppressed)
                for g in groups
            }
            for s in scales
        }

    parts: list[StatementPart] = []
    for i in range(statements):
        row = np.arange(statements) == i
        near = np.argsort(np.hypot(*(xy - xy[i]).T), kind="stable")
        parts.append(
            {
                "id": ids[i],
                "text": _text(i, awkward),
                "short": None if i % 3 else _text(i, awkward).split(" ", 2)[-1][:24],
                "origin": list(groups)[i % len(groups)] if groups else None,
                "x": float(xy[i, 0]),
                "y": float(xy[i, 1]),
                "cluster": int(number[i]),
                "tree_cluster": int(number[i]),
                "bridging": float(bridging[i]),
                "bridging_raw": float(bridging[i] * 0.8),
                "stays": float(stays[i]) if bootstrap else None,
                "ellipse": {
                    "a": float(0.08 + 0.25 * bridging[i]),
                    "b": float(0.06 + 0.08 * bridging[i]),
                    "angle": float(rng.uniform(-np.pi / 2, np.pi / 2)),
                }
                if bootstrap
                else None,
                "ratings": ratings(row),
                "group_ratings": group_ratings(row),
                "together": [
                    {"id": ids[j], "share": float(0.9 * 0.8**k)}
                    for k, j in enumerate(near[near != i][:6])
                ],
            }
        )

    cluster_parts: list[ClusterPart] = []
    for k in range(1, clusters + 1):
        rows = number == k
        label = _LABELS[(k - 1) % len(_LABELS)]
        if awkward:
            label = [_LONG_LABEL, _LONG_WORD, label][k % 3]
        origins = [p["origin"] for p in parts if p["cluster"] == k]
        cluster_parts.append(
            {
                "cluster": k,
                "statements": [p["id"] for p in parts if p["cluster"] == k],
                "bridging": float(bridging[rows].mean()),
                "stays": float(stays[rows].mean()) if bootstrap else None,
                "x": float(xy[rows, 0].mean()),
                "y": float(xy[rows, 1].mean()),
                "labels": [
                    {"label": label, "sorters": 9, "overlap": 0.62},
                    {"label": f"{label} (anders)", "sorters": 3, "overlap": 0.41},
                ]
                if labelled
                else [],
                "name": label.capitalize() if k <= named else None,
                "easy": f"Over {label}" if k <= named and k % 2 else None,
                "ratings": ratings(rows),
                "group_ratings": group_ratings(rows),
                "origins": {str(g): origins.count(g) for g in groups},
            }
        )

    top = min(statements - 1, 20)
    shown = [g for g in groups if g not in suppressed]
    return {
        "schema": 1,
        "engine": "0.1.0",
        "study": {
            "title": "Sterk in werk",
            "prompt": "Wat helpt om werk te vinden en te houden? Het helpt als …",
            "language": language,
            "invented": invented,
            "minimum_shown": 5,
            "minimum_tested": 10,
            "groups": {
                g: {"sorters": None, "raters": None}
                if g in suppressed
                else {"sorters": size[0], "raters": size[1]}
                for g, size in groups.items()
            },
        },
        "settings": {
            "clusters": clusters,
            "transform": "ordinal-secondary",
            "linkage": "ward-map",
            "unplaced": "pairwise",
            "starts": 50,
            "bootstrap": bootstrap,
            "permutations": 100,
            "split_halves": 200,
            "seed": seed,
            "moves": [],
            "names": [],
        },
        "counts": {
            "statements": statements,
            "sorters": n_sorters,
            "piles": n_sorters * 9,
            "raters": n_raters,
            "placed_pairs_zero": statements * (statements - 1) // 5,
            "pairs": statements * (statements - 1) // 2,
            "pairs_never_placed": 0,
            "unplaced": 37,
            "complete_sorters": n_sorters - 4,
        },
        "excluded": [{"participant": "s7", "reason": "Legde alles op één stapel."}],
        "flags": [
            {"participant": "s3", "flag": "lumper", "detail": "0.55"},
            {"participant": "s9", "flag": "few-piles", "detail": "2"},
        ],
        "quality": [
            {
                "participant": f"s{s + 1}",
                "group": list(groups)[s % len(groups)] if groups else None,
                "weight": 1.0,
                "piles": int(rng.integers(3, 14)),
                "singletons": int(rng.integers(0, 4)),
                "largest_share": float(rng.uniform(0.15, 0.5)),
                "placed": statements - int(rng.integers(0, 3)),
                "correlation": float(rng.uniform(0.1, 0.6)),
                "chance_p": float(rng.uniform(0.001, 0.2)),
                "influence": float(rng.uniform(0.001, 0.02)),
                "seconds": None if s % 5 == 0 else float(rng.uniform(300, 2400)),
                "flags": {2: ["lumper"], 8: ["few-piles"]}.get(s, []),
            }
            for s in range(n_sorters)
        ],
        "similarity": {
            "pair_sum": 2855.0,
            "max": float(n_sorters - 3),
            "max_pairs": [ids[:2]],
            "distinct": 341,
        },
        "stress": {
            "value": 0.2731,
            "transform": "ordinal-secondary",
            "starts": 50,
            "spread": 0.0124,
            "at_best": 31,
            "classical": 0.2733,
            "chance": {"mean": 0.36, "min": 0.352, "max": 0.368, "permutations": 100, "p": 1 / 101},
            "by_transform": {
                "ordinal-secondary": 0.2731,
                "ordinal-primary": 0.2215,
                "interval": 0.301,
                "ratio": 0.3402,
            },
        },
        "statements": parts,
        "tree": {
            "merges": merges.tolist(),
            "order": [int(i) for i in leaves_list(merges)],
        },
        "choice": {"clusters": clusters, "suggested": clusters, "by": "engine", "reason": None},
        "replay": [
            {
                "clusters": k,
                "joins": _joined(merges, ids, k),
                "silhouette": float(0.45 - 0.01 * abs(k - clusters)),
                "ari": float(0.6 - 0.012 * k) if bootstrap else None,
            }
            for k in range(top, 1, -1)
        ],
        "clusters": cluster_parts,
        "stability": {
            "bootstrap": bootstrap,
            "procrustes_r2": 0.81 if bootstrap else None,
            "ari": {
                str(k): float(np.clip(0.62 - 0.012 * abs(k - clusters) + rng.normal(0, 0.01), 0, 1))
                for k in range(2, top + 1)
            }
            if bootstrap
            else {},
            "by_sorters": [
                {
                    "sorters": max(2, int(n_sorters * share)),
                    "procrustes_r2": float(1 - 0.6 * (1 - share) ** 1.5),
                    "ari": float(0.3 + 0.6 * share),
                    "repeats": 20,
                }
                for share in (0.1, 0.25, 0.5, 0.75, 0.9)
            ]
            if bootstrap
            else [],
            "still_moving": False if bootstrap else None,
        },
        "reliability": {
            "r_II": 0.91,
            "r_RR": dict.fromkeys(scales, 0.92),
            "r_IT": 0.95,
            "r_IT_loo": 0.93,
            "r_IM": 0.9,
            "r_SHT": 0.88,
            "r_SHM": 0.74,
            "split_halves": 200,
        },
        "scales": {
            s: {
                "minimum": lo,
                "maximum": hi,
                "labels": ["niet", "een beetje", "veel"] if hi - lo == 2 else [],
                "raters": n_raters,
                "missing": 12,
            }
            for s, (lo, hi) in scales.items()
        },
        "go_zone": _go_zones(means, shown, ids),
        "pattern_match": _pattern_matches(means, scales, shown, groups, number, n_raters),
        "differences": [
            {
                "scale": s,
                "what": "groups",
                "cluster": k,
                "a": shown[0],
                "b": shown[1],
                "n_a": groups[shown[0]][1],
                "n_b": groups[shown[1]][1],
                "difference": 0.31 - 0.1 * k,
                "ci": [0.05 - 0.1 * k, 0.57 - 0.1 * k],
                "effect": 0.4 - 0.1 * k,
                "effect_ci": [0.1 - 0.1 * k, 0.7 - 0.1 * k],
                "p": 0.018 * k,
                "p_corrected": min(1.0, 0.09 * k),
                "test": "welch",
                "correction": "holm",
            }
            for s in scales
            for k in range(1, clusters + 1)
            if len(shown) > 1
        ],
        "groups": [_group_map(g, groups[g][0], g in suppressed, ids, rng) for g in groups],
        "logics": _logics(n_sorters, rng),
        "disagreement": ids[:: max(1, statements // 5)][:5],
        "warnings": [{"code": "few-sorters", "sorters": n_sorters}] if n_sorters < 15 else [],
        "conmapt": {},
    }


def _points(n: int, clusters: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Loose clouds on a ring and in the middle; centred, mean squared distance 1."""
    turn = 2 * np.pi * np.arange(clusters) / clusters + 0.3
    centres = np.c_[np.cos(turn), 0.8 * np.sin(turn)] * rng.uniform(0.75, 1.2, (clusters, 1))
    centres[: clusters // 5] *= 0.2
    xy = centres[rng.integers(0, clusters, n)] + rng.normal(0, 0.9 / clusters**0.6, (n, 2))
    xy -= xy.mean(axis=0)
    return np.asarray(xy / np.sqrt((xy**2).sum(axis=1).mean()))


def _in_reading_order(flat: NDArray[np.int32], xy: NDArray[np.float64]) -> NDArray[np.int64]:
    """Clusters numbered from 1, from top left to bottom right."""
    found = np.unique(flat)
    place = [(-round(xy[flat == k, 1].mean(), 1), xy[flat == k, 0].mean(), k) for k in found]
    rank = {k: r + 1 for r, (_, _, k) in enumerate(sorted(place))}
    return np.array([rank[k] for k in flat])


def _text(i: int, awkward: bool) -> str:
    turn, who = divmod(i, len(_WHO))
    what = _WHAT[(turn + who) % len(_WHAT)]
    again = turn // len(_WHAT)
    text = f"{_WHO[who]} {what}" + (f", ook na {again} maanden" if again else "")
    if awkward and i % 7 == 0:
        text += f" en helpt met {_LONG_WORD}, ook als het al een tijd geleden is aangevraagd"
    return text + "."


def _means(
    number: NDArray[np.int64], lo: float, hi: float, rng: np.random.Generator
) -> NDArray[np.float64]:
    cluster = rng.uniform(0.4, 0.8, int(number.max()) + 1)[number]
    share = np.clip(cluster + rng.normal(0, 0.08, len(number)), 0.05, 0.98)
    return np.asarray(lo + (hi - lo) * share)


def _joined(merges: NDArray[np.float64], ids: list[str], left: int) -> list[list[str]]:
    """The two sets of leaves joined by the step that leaves ``left`` clusters."""
    n = len(ids)

    def leaves(node: int) -> list[str]:
        if node < n:
            return [ids[node]]
        return leaves(int(merges[node - n, 0])) + leaves(int(merges[node - n, 1]))

    row = merges[n - 1 - left]
    return [leaves(int(row[0])), leaves(int(row[1]))]


def _go_zones(means: dict[str, Any], groups: Sequence[str], ids: list[str]) -> list[GoZone]:
    names = list(means)
    pairs: list[tuple[str, NDArray[np.float64], str, NDArray[np.float64]]] = []
    if len(names) > 1:
        pairs.append((names[1], means[names[1]][None], names[0], means[names[0]][None]))
    if names and len(groups) > 1:
        s = names[0]
        a, b = groups[:2]
        pairs.append((f"{s}: {a}", means[s][a], f"{s}: {b}", means[s][b]))
    zones: list[GoZone] = []
    for x_name, x, y_name, y in pairs:
        where = [
            {(1, 1): "both", (1, 0): "x-only", (0, 1): "y-only", (0, 0): "neither"}[
                int(a > x.mean()), int(b > y.mean())
            ]
            for a, b in zip(x, y, strict=True)
        ]
        zones.append(
            {
                "x": x_name,
                "y": y_name,
                "x_line": float(x.mean()),
                "y_line": float(y.mean()),
                "lines": "mean-shown",
                "r": float(np.corrcoef(x, y)[0, 1]) if len(x) > 2 else None,
                "counts": {q: where.count(q) for q in ("both", "x-only", "y-only", "neither")},
                "points": [
                    {
                        "id": ids[i],
                        "x": float(x[i]),
                        "y": float(y[i]),
                        "x_ci": [float(x[i] - 0.15), float(x[i] + 0.15)],
                        "y_ci": [float(y[i] - 0.2), float(y[i] + 0.2)],
                        "quadrant": where[i],
                    }
                    for i in range(len(ids))
                ],
            }
        )
    return zones


def _pattern_matches(
    means: dict[str, Any],
    scales: Mapping[str, tuple[float, float]],
    groups: Sequence[str],
    sizes: Mapping[str, tuple[int, int]],
    number: NDArray[np.int64],
    n_raters: int,
) -> list[PatternMatch]:
    def axis(scale: str, group: str | None) -> LadderAxis:
        lo, hi = scales[scale]
        return {
            "axis": scale if group is None else f"{scale}: {group}",
            "scale": scale,
            "group": group,
            "n": n_raters if group is None else sizes[group][1],
            "minimum": lo,
            "maximum": hi,
            "clusters": {
                str(k): float(means[scale][group][number == k].mean())
                for k in range(1, int(number.max()) + 1)
            },
        }

    matches: list[PatternMatch] = []
    if len(scales) > 1:
        axes = [axis(s, None) for s in scales]
        matches.append({"name": " / ".join(scales), "axes": axes, "pairs": []})
    if len(groups) > 1:
        matches += [{"name": s, "axes": [axis(s, g) for g in groups], "pairs": []} for s in scales]
    for match in matches:
        for i, left in enumerate(match["axes"]):
            for right in match["axes"][i + 1 :]:
                match["pairs"].append(_ladder_pair(left, right))
    return matches


def _ladder_pair(left: LadderAxis, right: LadderAxis) -> Any:
    a, b = (np.array(list(axis["clusters"].values())) for axis in (left, right))
    k = len(a)
    r = float(np.corrcoef(a, b)[0, 1]) if k > 2 else None
    ci = None
    if r is not None and k > 3:
        half = 1.96 / math.sqrt(k - 3)
        ci = [math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half)]
    return {
        "left": left["axis"],
        "right": right["axis"],
        "pearson": r,
        "pearson_ci": ci,
        "spearman": r,
        "spearman_ci": ci,
        "clusters": k,
    }


def _group_map(
    group: str, sorters: int, hidden: bool, ids: list[str], rng: np.random.Generator
) -> GroupMap:
    moves = [{"id": i, "distance": float(1 - 0.08 * r)} for r, i in enumerate(ids[:10])]
    return {
        "group": group,
        "sorters": sorters,
        "stress": None if hidden else 0.25,
        "procrustes_r2": None if hidden else float(rng.uniform(0.5, 0.9)),
        "p": None if hidden else float(rng.uniform(0.01, 0.6)),
        "permutations": 0 if hidden else 200,
        "others": {},
        "moves": [] if hidden else moves,
        "points": {i: [float(v) for v in rng.normal(size=2)] for i in ids},
    }


def _logics(n: int, rng: np.random.Generator) -> Any:
    if n < 3:
        return None
    merges = linkage(rng.random((n, 3)), "average")
    cut = fcluster(merges, 3, "maxclust")
    names = [f"s{i + 1}" for i in range(n)]
    return {
        "merges": merges.tolist(),
        "participants": names,
        "groups": [
            [s for s, c in zip(names, cut, strict=True) if c == k] for k in range(1, cut.max() + 1)
        ],
    }
