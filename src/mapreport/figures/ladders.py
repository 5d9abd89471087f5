"""Pattern matches as ladders: clusters compared between scales or groups."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from conceptmapping.document import ClusterPart, LadderAxis, LadderPair, MapDocument, PatternMatch
from conceptmapping.errors import Language
from conceptmapping.geometry import spread
from mapreport.figures import captions
from mapreport.figures.ink import INK, LINE, PAPER, SOFT, cluster_style
from mapreport.figures.sheet import Figure, Sheet, cropped, drawn_alone, measure, wrapped
from mapreport.wording import Words

Range = Literal["absolute", "relative"]
PITCH = 11.0


@drawn_alone
def pattern_match(
    document: MapDocument, language: Language, number: int = 1, *, reach: Range | None = None
) -> Figure:
    """The pattern match with this number in the document, counted from 1.

    ``reach``: all axes over one shared range (absolute), or each stretched from its lowest
    to its highest cluster (relative). Left to us: absolute where all axes are of one scale.

    Raises
    ------
    NothingToDraw
        When there is no such pattern match, or it has fewer than two axes.
    """
    w = captions.say(language)
    if not 1 <= number <= len(document["pattern_match"]):
        raise captions.NothingToDraw(w("no_pattern_match", number=number))
    match = document["pattern_match"][number - 1]
    axes = match["axes"]
    if len(axes) < 2:
        raise captions.NothingToDraw(w("no_pattern_match", number=number))
    if reach is None:
        reach = "absolute" if len({(a["minimum"], a["maximum"]) for a in axes}) == 1 else "relative"
    clusters = document["clusters"]
    k = len(clusters)
    side = 138.0 if len(axes) < 4 else 124.0
    two_lines = any(
        measure(captions.name_of(c, w), 7.2) > _name_room(side, c, axes) for c in clusters
    )
    pitch = 1.45 * PITCH if two_lines else PITCH
    steps = max(190.0, pitch * k + 24)
    facts = [_pair_said(pair, axes, w) for pair in match["pairs"]]
    sheet = Sheet(
        steps + 44,
        title=_title(match, w),
        subtitle=w("read_ladder"),
        notes=[
            w("reach", reach),
            *facts[:6],
            *([w("more_pairs", n=len(facts) - 6)] if len(facts) > 6 else []),
            *captions.suggestion_note(document, w),
            captions.colophon(document, w),
        ],
        study=document["study"]["title"],
        mark=captions.mark(document, w),
    )
    low, high = sheet.bottom + 10, sheet.top - 34
    xs = np.linspace(sheet.left + side, sheet.right - side, len(axes))
    ranges = _ranges(axes, reach)
    ys = [
        {
            c["cluster"]: low + (high - low) * share
            for c in clusters
            if (share := _share(axis, c["cluster"], bounds)) is not None
        }
        for axis, bounds in zip(axes, ranges, strict=True)
    ]
    _draw_axes(sheet, axes, ranges, xs, low, high, w)
    for cluster in clusters:
        key = cluster["cluster"]
        style = cluster_style(key)
        places = [(float(x), y[key]) for x, y in zip(xs, ys, strict=True) if key in y]
        if len(places) > 1:
            sheet.line(places, colour=style.colour, width=1.5, dash=style.dash, layer=3)
        sheet.marks(places, marker=style.marker, size=6.2 * style.room, fill=style.colour,
                    edge=PAPER, width=0.5)  # fmt: skip
    for end, sign in ((0, -1), (-1, 1)):
        _write_end(sheet, document, axes[end], ys[end], float(xs[end]), sign, (low, high), pitch, w)
    name = "pattern-match" if number == 1 else f"pattern-match-{number}"
    return sheet.finish(name, _match_said(document, match, facts, w))


def _name_room(side: float, cluster: ClusterPart, axes: list[LadderAxis]) -> float:
    """What is left beside an outer axis for a name, after mean and number."""
    means = [axes[end]["clusters"].get(str(cluster["cluster"]), 0.0) for end in (0, -1)]
    return side - 34.0 - max(measure(f"{mean:.2f}", 7.2, "bold") for mean in means)


def _ranges(axes: list[LadderAxis], reach: Range) -> list[tuple[float, float]]:
    own = [
        (min(a["clusters"].values()), max(a["clusters"].values())) if a["clusters"] else (0.0, 1.0)
        for a in axes
    ]
    if reach == "absolute":
        return [(min(low for low, _ in own), max(high for _, high in own))] * len(axes)
    return own


def _share(axis: LadderAxis, cluster: int, bounds: tuple[float, float]) -> float | None:
    mean = axis["clusters"].get(str(cluster))
    if mean is None:
        return None
    low, high = bounds
    return (mean - low) / (high - low) if high - low > 1e-9 else 0.5


def _draw_axes(
    sheet: Sheet,
    axes: list[LadderAxis],
    ranges: list[tuple[float, float]],
    xs: NDArray[np.float64],
    low: float,
    high: float,
    w: Words,
) -> None:
    gap = float(xs[1] - xs[0])
    for i, (axis, bounds, x) in enumerate(zip(axes, ranges, xs, strict=True)):
        sheet.line([(x, low), (x, high)], colour=LINE, width=1.0, layer=1)
        outer = i in (0, len(axes) - 1)
        room = min(gap, 150.0) - 6 if not outer else max(min(gap, 150.0) - 6, 100.0)
        name = axis["group"] or axis["scale"]
        head = [cropped(name, 7, room, "bold"), w("n", n=axis["n"])]
        for row, (line, weight) in enumerate(zip(head, ("bold", "normal"), strict=True)):
            sheet.text(float(x), sheet.top - 9 - 9.5 * row, line, size=7 if not row else 6.5,
                       weight=weight, at="middle", colour=INK if not row else SOFT)  # fmt: skip
        if not outer:
            for value, y, down in ((bounds[1], high, 3.0), (bounds[0], low, -8.5)):
                sheet.text(float(x), y + down, w.number(value), size=6.5, colour=SOFT, at="middle")


def _write_end(
    sheet: Sheet,
    document: MapDocument,
    axis: LadderAxis,
    ys: dict[int, float],
    x: float,
    sign: int,
    bounds: tuple[float, float],
    pitch: float,
    w: Words,
) -> None:
    """Mean, number and name of every cluster beside an outer axis, none over another."""
    clusters = [c for c in document["clusters"] if c["cluster"] in ys]
    wanted = np.array([ys[c["cluster"]] for c in clusters])
    placed = spread(wanted, pitch, bounds[0] - 4, bounds[1] + 4)
    for cluster, y0, y in zip(clusters, wanted, placed, strict=True):
        key = cluster["cluster"]
        style = cluster_style(key)
        near, far = x + sign * 6, x + sign * 15
        sheet.line([(near, y0), (far, y)], colour=style.colour, width=0.6, layer=2)
        at = "start" if sign > 0 else "end"
        mean = w.number(float(axis["clusters"][str(key)]))
        cursor = far + sign * 2
        sheet.text(cursor, y - 2.6, mean, size=7.2, weight="bold", at=at)
        cursor += sign * (measure(mean, 7.2, "bold") + 8.5)
        sheet.badge(cursor, y, str(key), colour=style.colour, radius=5)
        cursor += sign * 8
        room = abs((sheet.right if sign > 0 else sheet.left) - cursor)
        name = captions.name_of(cluster, w)
        if measure(name, 7.2) <= room:
            sheet.text(cursor, y - 2.6, name, size=7.2, at=at)
            continue
        lines = wrapped(name, 6.6, room, 2)
        for i, line in enumerate(lines):
            base = y - 2.4 + 3.8 * (len(lines) - 1) - 7.6 * i
            sheet.text(cursor, base, line, size=6.6, at=at)


def _title(match: PatternMatch, w: Words) -> str:
    scales = w.listed(dict.fromkeys(axis["scale"] for axis in match["axes"]))
    by_group = any(axis["group"] for axis in match["axes"])
    return w("title", "pattern_match_groups" if by_group else "pattern_match", scales=scales)


def _pair_said(pair: LadderPair, axes: list[LadderAxis], w: Words) -> str:
    short = {axis["axis"]: axis["group"] or axis["scale"] for axis in axes}
    if len(set(short.values())) < len(axes):
        short = {axis["axis"]: axis["axis"] for axis in axes}
    left, right = short.get(pair["left"], pair["left"]), short.get(pair["right"], pair["right"])
    if pair["pearson"] is None:
        return w("pair_unknown", left=left, right=right, n=pair["clusters"])
    return w(
        "pair",
        left=left,
        right=right,
        r=pair["pearson"],
        r_ci=w.interval(pair["pearson_ci"]) if pair["pearson_ci"] else w("no_interval"),
        rho=pair["spearman"],
        rho_ci=w.interval(pair["spearman_ci"]) if pair["spearman_ci"] else w("no_interval"),
        n=pair["clusters"],
    )


def _match_said(document: MapDocument, match: PatternMatch, facts: list[str], w: Words) -> str:
    said = [w("invented") + "."] if document["study"]["invented"] else []
    said.append(
        w("match_said", axes=w.listed(a["axis"] for a in match["axes"]),
          clusters=w("clusters", n=len(document["clusters"])))
    )  # fmt: skip
    for axis in match["axes"]:
        ranked = sorted(axis["clusters"].items(), key=lambda item: (-item[1], int(item[0])))
        said.append(
            w("axis_said", axis=axis["axis"],
              clusters="; ".join(f"{key}: {w.number(float(mean))}" for key, mean in ranked))
        )  # fmt: skip
    names = [captions.called(c, w) for c in document["clusters"]]
    return " ".join([*said, w("names_said", names="; ".join(names)), *facts])
