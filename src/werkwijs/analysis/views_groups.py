"""The page that lays groups, scales and clusters of a map beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from conceptmapping.ladders import Axis
from werkwijs.analysis import (
    contrasting,
    counting,
    deciding,
    group_choice,
    group_means,
    group_sheet,
    ladder_sheet,
    zone_sheet,
)
from werkwijs.analysis.finding import found
from werkwijs.analysis.group_choice import Asked, Offers
from werkwijs.analysis.models import Document
from werkwijs.lib.words import language, say, words
from werkwijs.studies import pages
from werkwijs.studies.models import Study

Told = Mapping[str, Any]

LITTLE = 0.05
"""A difference that would be written as 0.0 is said in words."""


@require_safe
@pages.reading
def groups(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """One way to compare at a time; each has an address."""
    concept_map = found(study, number)
    document = Document.objects.filter(concept_map=concept_map).first()
    context: dict[str, Any] = {"map": concept_map, "document": document}
    if document is not None:
        told = document.told
        decided = deciding.now(concept_map)
        parts, exact = counting.parts(concept_map, told, decided)
        offer = group_choice.offers(told, parts["clusters"])
        asked = Asked.of(request.GET, told, parts["clusters"], offer)
        given = counting.names(told, parts["clusters"], decided)
        names = {n: name or say("analysis.cluster", n=n) for n, (name, _) in given.items()}
        context |= {
            "told": told,
            "exact": exact,
            "asked": asked,
            "offer": offer,
            "names": names,
            "suggested": [n for n, (name, is_given) in given.items() if name and not is_given],
            "minimum": told["study"]["minimum_shown"],
            "tested_from": told["study"]["minimum_tested"],
            "ways": [(part, say("analysis.groups_way", part)) for part in group_choice.PARTS],
        }
        context |= _PARTS[asked.part](told, parts, offer, asked, names)
    return pages.show(request, study, "analysis/groups.html", **context)


def head(axis: Axis, among: list[Axis] | None = None) -> str:
    """What an axis is called: by what it differs in from the others, where that is one thing."""
    group = axis.group or say("analysis.groups_everybody")
    if among and len({a.scale for a in among}) == 1:
        return group
    if among and all(a.group is None for a in among):
        return axis.scale
    return f"{axis.scale}: {group}"


def _ladder(
    told: Told, parts: Told, offer: Offers, asked: Asked, names: dict[int, str]
) -> dict[str, Any]:
    axes = [axis for key in asked.axes if (axis := offer.axis(key))]
    if len(axes) < 2:
        return {}
    match = group_means.pattern(told, parts, axes)
    heads = [head(axis, axes) for axis in axes]
    called = dict(zip((str(axis) for axis in axes), heads, strict=True))
    chosen = next((c for c in parts["clusters"] if c["cluster"] == asked.cluster), None)
    own = chosen["statements"] if chosen else []
    return {
        "ladder": ladder_sheet.draw(match, names, heads, asked.range),
        "heads": heads,
        "usual": [
            (tuple(offer.key(axis) for axis in row[: group_choice.MOST_AXES]), _row_said(row))
            for row in offer.ladders()
        ],
        "table": [
            (c["cluster"], names[c["cluster"]], [group_means.summary(c, axis) for axis in axes])
            for c in parts["clusters"]
        ],
        "pairs": [
            {
                "left": called[pair["left"]],
                "right": called[pair["right"]],
                "says": _agreement(pair["pearson"], pair["pearson_ci"]),
                **{key: pair[key] for key in ("pearson", "spearman", "clusters")},  # type: ignore[literal-required]
                "pearson_ci": pair["pearson_ci"],
                "spearman_ci": pair["spearman_ci"],
            }
            for pair in match["pairs"]
        ],
        "chosen": chosen,
        "chosen_name": names[chosen["cluster"]] if chosen else "",
        "statements": [
            (s, [group_means.summary(s, axis) for axis in axes])
            for s in told["statements"]
            if s["id"] in own
        ],
    }


def _row_said(row: list[Axis]) -> str:
    if all(axis.group is None for axis in row):
        return say("analysis.groups_all_scales")
    return say("analysis.groups_by_group", scale=row[0].scale)


def _agreement(r: float | None, interval: list[float] | None) -> str:
    """Which words go with a correlation: only what its whole interval says."""
    if r is None or interval is None:
        return "unknown"
    if interval[0] > 0:
        return "same"
    return "opposite" if interval[1] < 0 else "unsure"


def _zone(
    told: Told, parts: Told, offer: Offers, asked: Asked, names: dict[int, str]
) -> dict[str, Any]:
    x, y = offer.axis(asked.x), offer.axis(asked.y)
    if x is None or y is None:
        return {}
    only = next((c["statements"] for c in parts["clusters"] if c["cluster"] == asked.cluster), None)
    zone = group_means.zone(told, x, y, asked.lines, only)
    if zone is None:
        return {}
    return {
        "zone": zone_sheet.draw(zone, told, _clusters(parts), asked.statement),
        "heads": [head(x, [x, y]), head(y, [x, y])],
        "clusters": list(names.items()),
    }


def _maps(
    told: Told, parts: Told, offer: Offers, asked: Asked, names: dict[int, str]
) -> dict[str, Any]:
    if not offer.maps:
        return {}
    own = offer.maps[int(asked.group) - 1]
    verdicts = group_sheet.verdicts(offer.maps)
    texts = {s["id"]: s for s in told["statements"]}
    return {
        "own": own,
        "verdicts": verdicts,
        "verdict": verdicts[int(asked.group) - 1],
        "n_tested": sum(verdict.p is not None for verdict in verdicts),
        "pair": group_sheet.draw(told, own, _clusters(parts)),
        "moves": [texts[move["id"]] for move in own["moves"]],
    }


def _differences(
    told: Told, parts: Told, offer: Offers, asked: Asked, names: dict[int, str]
) -> dict[str, Any]:
    scales = list(told["scales"])
    if not scales:
        return {}
    scale = scales[asked.scale - 1]
    found = contrasting.contrasts(parts["differences"], scale, asked.between)
    shown = [(one, *_said(one, names)) for one in found]
    return {
        "scale": scale,
        "scales": list(enumerate(scales, start=1)),
        "contrasts": shown,
        "certain": [row for row in shown if row[0].certain],
        "n_tested": sum(one.p is not None for one in found),
        "correction": found[0].correction if found else "",
    }


def _said(one: contrasting.Contrast, names: dict[int, str]) -> tuple[str, str]:
    """In plain words: what the difference is, and how sure that is."""
    by = words("analysis", language()).number(one.difference, 1)
    if one.difference < LITTLE:
        low, high = _sides(one, names)
        what = say("analysis.groups_hardly", low=low, high=high)
        if one.cluster is not None:
            what = say("analysis.groups_hardly_on", low=low, high=high, cluster=names[one.cluster])
    elif one.cluster is None:
        low, high = _sides(one, names)
        what = say("analysis.groups_clusters_differ", low=low, high=high, by=by)
    else:
        name = names[one.cluster]
        what = say("analysis.groups_differ", low=one.low, high=one.high, cluster=name, by=by)
    return what, say("analysis.groups_sure", one.says)


def _sides(one: contrasting.Contrast, names: dict[int, str]) -> tuple[str, str]:
    if one.cluster is None:
        return names[int(one.low)], names[int(one.high)]
    return one.low, one.high


def _clusters(parts: Told) -> dict[str, int]:
    return {i: c["cluster"] for c in parts["clusters"] for i in c["statements"]}


_PARTS = {"ladder": _ladder, "zone": _zone, "kaarten": _maps, "verschillen": _differences}
