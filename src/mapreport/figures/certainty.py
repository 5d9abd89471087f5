"""How certain the map is: would other sorters have drawn the same one?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from conceptmapping.document import MapDocument
from conceptmapping.errors import Language
from conceptmapping.geometry import spread
from mapreport.figures import captions
from mapreport.figures.ink import ACCENT, COLOURS, LINE, PAPER, SOFT
from mapreport.figures.maps import overview
from mapreport.figures.plot import Plot
from mapreport.figures.sheet import Figure, Sheet, drawn_alone, measure, wrapped
from mapreport.wording import Words

Curve = tuple[str, str, list[tuple[float, float]]]
"""Label, marker, points."""


@drawn_alone
def stability(document: MapDocument, language: Language) -> Figure:
    """Agreement of the clusters by their number, and of the map by how many sorted.

    Raises
    ------
    NothingToDraw
        When neither was computed.
    """
    w = captions.say(language)
    by_clusters = _by_clusters(document, w)
    by_sorters = _by_sorters(document, w)
    if not by_clusters and not by_sorters:
        raise captions.NothingToDraw(w("no_stability"))
    sheet = Sheet(
        226,
        title=w("title", "stability"),
        subtitle=w("read_stability"),
        notes=[w("stability_measures"), captions.colophon(document, w)],
        study=document["study"]["title"],
        mark=captions.mark(document, w),
    )
    middle = (sheet.left + sheet.right) / 2
    floor, ceiling = sheet.bottom + 30, sheet.top - 34
    panels = (
        (sheet.left, middle - 8, w("by_clusters"), by_clusters, w("clusters_axis")),
        (middle + 8, sheet.right, w("by_sorters"), by_sorters, w("sorters_axis")),
    )
    for left, right, heading, curves, x_title in panels:
        for i, line in enumerate(wrapped(heading, 8.5, right - left, 2, "bold")):
            sheet.text(left, sheet.top - 11 - 11 * i, line, size=8.5, weight="bold")
        if not curves:
            for i, line in enumerate(wrapped(w("not_computed"), 7.5, right - left - 20)):
                sheet.text(left + 20, (floor + ceiling) / 2 - 10 * i, line, colour=SOFT)
            continue
        xs = [x for _, _, points in curves for x, _ in points]
        margin = 0.04 * max(max(xs) - min(xs), 1.0)
        ys = [y for _, _, points in curves for _, y in points]
        plot = Plot(
            sheet,
            (left + 24, floor, right - 4, ceiling),
            (min(xs) - margin, max(xs) + margin),
            (min(0.0, min(ys)), 1.0),
        )
        plot.draw_frame(w, x_title=x_title, whole_x=True, y_ticks=5)
        if curves is by_clusters:
            _mark_choice(plot, document, w)
        _draw_curves(plot, curves)
    return sheet.finish("stability", _stability_said(document, w))


def _by_clusters(document: MapDocument, w: Words) -> list[Curve]:
    ari = sorted((float(k), value) for k, value in document["stability"]["ari"].items())
    silhouette = sorted(
        (float(step["clusters"]), step["silhouette"])
        for step in document["replay"]
        if step["silhouette"] is not None
    )
    curves: list[Curve] = []
    if ari:
        curves.append((w("ari"), "o", ari))
        low, high = ari[0][0], ari[-1][0]
        silhouette = [p for p in silhouette if low <= p[0] <= high]
    if silhouette:
        curves.append((w("silhouette"), "s", silhouette))
    return curves


def _by_sorters(document: MapDocument, w: Words) -> list[Curve]:
    steps = document["stability"]["by_sorters"]
    if not steps:
        return []
    return [
        (w("procrustes"), "D", [(float(s["sorters"]), s["procrustes_r2"]) for s in steps]),
        (w("ari"), "o", [(float(s["sorters"]), s["ari"]) for s in steps]),
    ]


_LOOKS = {"o": (COLOURS[0], ()), "s": (COLOURS[4], (1.5, 2)), "D": (COLOURS[2], (5, 2))}


def _draw_curves(plot: Plot, curves: Sequence[Curve]) -> None:
    """Lines with shapes on them, each with its name above or below where it is flattest."""
    sheet = plot.sheet
    taken: list[tuple[float, float]] = []
    for _, marker, points in curves:
        colour, dash = _LOOKS[marker]
        xy = plot(points)
        sheet.line(xy, colour=colour, width=1.2, dash=dash, layer=3)
        every = max(1, len(xy) // 24)
        sheet.marks(xy[::every], marker=marker, size=4.6, fill=colour, edge=PAPER, width=0.5)
        taken.append((float(xy[:, 1].mean()), float(np.ptp(xy[:, 1]))))
    order = np.argsort([-t[0] for t in taken], kind="stable")
    left, floor, right, ceiling = plot.box
    # names stand in the middle of the plot, each as near its line as the others allow
    wanted = []
    for i in order:
        xy = plot(curves[i][2])
        inner = xy[(xy[:, 0] > left + 0.3 * (right - left))]
        beside = inner if len(inner) else xy
        up = int(i) == int(order[0])
        wanted.append(float(beside[:, 1].max() + 6 if up else beside[:, 1].min() - 11))
    for i, y in zip(order, spread(wanted, 9.5, floor + 3, ceiling + 2), strict=True):
        label, marker, _ = curves[i]
        colour, _ = _LOOKS[marker]
        width = measure(label, 7, "bold")
        sheet.text(right - 2, float(y), label, size=7, weight="bold", colour=colour, at="end")
        sheet.marks([(right - width - 9, y + 2.5)], marker=marker, size=4.6, fill=colour,
                    edge=PAPER, layer=6)  # fmt: skip


def _mark_choice(plot: Plot, document: MapDocument, w: Words) -> None:
    k = len(document["clusters"])
    x = float(plot.x(k))
    left, floor, right, ceiling = plot.box
    if not left <= x <= right:
        return
    sheet = plot.sheet
    sheet.line([(x, floor), (x, ceiling)], colour=ACCENT, width=1.0, dash=(4, 2.5), layer=1)
    said = w("chosen", n=k)
    half = measure(said, 7, "bold") / 2
    sheet.text(
        float(np.clip(x, left + half, right - half)), ceiling + 2.5, said,
        size=7, weight="bold", colour=ACCENT, at="middle",
    )  # fmt: skip
    suggested = document["choice"]["suggested"]
    if suggested != k and left <= plot.x(suggested) <= right:
        x = float(plot.x(suggested))
        sheet.line([(x, floor), (x, ceiling)], colour=LINE, width=0.8, dash=(1.5, 2), layer=1)


def _stability_said(document: MapDocument, w: Words) -> str:
    facts = document["stability"]
    k = str(len(document["clusters"]))
    said = [overview(document, w)]
    if k in facts["ari"]:
        said.append(w("ari_said", n=int(k), ari=facts["ari"][k]))
    if facts["procrustes_r2"] is not None:
        said.append(w("procrustes_said", r2=facts["procrustes_r2"]))
    said += [
        w("with_sorters", n=s["sorters"], r2=s["procrustes_r2"], ari=s["ari"])
        for s in facts["by_sorters"]
    ]
    if facts["still_moving"] is not None:
        said.append(w("still_moving") if facts["still_moving"] else w("stopped_moving"))
    if not facts["ari"]:
        said.append(w("not_computed"))
    return " ".join(said)
