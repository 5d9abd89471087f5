"""Go-zones: statements on two axes, with lines at the means."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from conceptmapping.document import GoZone, MapDocument
from conceptmapping.errors import Language
from mapreport.figures import captions
from mapreport.figures.ink import ACCENT, LINE, PAPER, SOFT, cluster_style
from mapreport.figures.maps import NUMBERS_UP_TO, write_numbers
from mapreport.figures.plot import Plot
from mapreport.figures.sheet import WIDTH, Figure, Sheet, cropped, drawn_alone, measure
from mapreport.wording import Words

BARS_UP_TO = 150
"""With more statements the uncertainty bars would be a carpet."""
CORNERS = {"both": (1, 1), "x-only": (1, 0), "y-only": (0, 1), "neither": (0, 0)}


@drawn_alone
def go_zone(document: MapDocument, language: Language, number: int = 1) -> Figure:
    """The go-zone with this number in the document, counted from 1.

    Raises
    ------
    NothingToDraw
        When there is no such go-zone.
    """
    w = captions.say(language)
    if not 1 <= number <= len(document["go_zone"]):
        raise captions.NothingToDraw(w("no_go_zone", number=number))
    zone = document["go_zone"][number - 1]
    points = zone["points"]
    n = len(points)
    bars = n <= BARS_UP_TO and any(p["x_ci"] or p["y_ci"] for p in points)
    lines = w.get("lines", zone["lines"], zone["lines"])
    notes = [
        w("lines_at", lines=lines, x=zone["x"], x_line=zone["x_line"], y=zone["y"],
          y_line=zone["y_line"]),
        *([w("bars")] if bars else [w("no_bars")] if n > BARS_UP_TO else []),
        *([w("numbers_left_out")] if n > NUMBERS_UP_TO else []),
        captions.colophon(document, w),
    ]  # fmt: skip
    side = WIDTH - 70
    sheet = Sheet(
        0.82 * side + 62,
        title=w("title", "go_zone", x=zone["x"], y=zone["y"]),
        subtitle=w("read_go_zone"),
        notes=notes,
        study=document["study"]["title"],
        mark=captions.mark(document, w),
    )
    box = (sheet.left + 34, sheet.bottom + 28, sheet.right - 6, sheet.top - 18)
    xs, ys = (_limits(zone, axis, bars) for axis in "xy")
    plot = Plot(sheet, box, xs, ys)
    plot.draw_frame(
        w,
        x_title=_axis_title(document, zone["x"], w),
        y_title=_axis_title(document, zone["y"], w),
        grid=False,
    )
    taken = _draw_quadrants(plot, zone, w)
    if bars:
        _draw_bars(plot, zone)
    cluster_of = {s["id"]: s["cluster"] for s in document["statements"]}
    places = plot([(p["x"], p["y"]) for p in points])
    mark, size = (5.4, 6.8) if n <= 90 else (4.4, 5.8) if n <= NUMBERS_UP_TO else (3.0, 5.2)
    for cluster in sorted({cluster_of[p["id"]] for p in points}):
        style = cluster_style(cluster)
        rows = [i for i, p in enumerate(points) if cluster_of[p["id"]] == cluster]
        sheet.marks(places[rows], marker=style.marker, size=mark * style.room, fill=style.colour,
                    edge=PAPER, width=0.4)  # fmt: skip
    by_id = {s["id"]: s for s in document["statements"]}
    left_out = write_numbers(
        sheet, [by_id[p["id"]] for p in points], places, mark=mark, size=size, taken=taken,
        bounds=box,
    )  # fmt: skip
    name = "go-zone" if number == 1 else f"go-zone-{number}"
    return sheet.finish(name, _zone_said(document, zone, left_out, w))


def _limits(zone: GoZone, axis: str, bars: bool) -> tuple[float, float]:
    """The part of the scale in use, with some air; a bar may be cut off, a point never."""
    values = [p["x"] if axis == "x" else p["y"] for p in zone["points"]]
    values.append(zone["x_line"] if axis == "x" else zone["y_line"])
    low, high = min(values), max(values)
    air = 0.06 * (high - low) or 0.25
    if bars:
        ends = [e for p in zone["points"] for e in (p["x_ci"] if axis == "x" else p["y_ci"]) or ()]
        reach = 0.1 * (high - low)
        low = max(low - reach, min([low, *ends]))
        high = min(high + reach, max([high, *ends]))
    return low - air, high + air


def _axis_title(document: MapDocument, axis: str, w: Words) -> str:
    words = captions.scale_words(document, axis.split(":")[0].strip(), w)
    return f"{axis} ({words})" if words and len(words) < 60 else axis


def _draw_quadrants(plot: Plot, zone: GoZone, w: Words) -> NDArray[np.float64]:
    """The two lines, a tint on the go-zone, and a name in every corner."""
    sheet = plot.sheet
    left, bottom, right, top = plot.box
    x, y = float(plot.x(zone["x_line"])), float(plot.y(zone["y_line"]))
    sheet.box(x, y, right, top, fill=ACCENT, alpha=0.05, layer=0.1)
    sheet.box(left, bottom, right, top, edge=LINE, width=0.7, layer=0.3)
    sheet.line([(x, bottom), (x, top)], colour=ACCENT, width=1.1, dash=(5, 2.5), layer=1)
    sheet.line([(left, y), (right, y)], colour=ACCENT, width=1.1, dash=(5, 2.5), layer=1)
    names = {
        "both": w("quadrant", "both"),
        "x-only": w("quadrant", "x-only", axis=zone["x"]),
        "y-only": w("quadrant", "y-only", axis=zone["y"]),
        "neither": w("quadrant", "neither"),
    }
    taken = []
    for quadrant, (across, up) in CORNERS.items():
        said = f"{names[quadrant]} ({w.number(zone['counts'].get(quadrant, 0))})"
        said = cropped(said, 7.5, (right - left) / 2 - 10, "bold")
        width = measure(said, 7.5, "bold")
        start = right - 5 - width if across else left + 5
        base = top - 11 if up else bottom + 5
        sheet.box(start - 2, base - 3, start + width + 2, base + 8, fill=PAPER, alpha=0.85, layer=5)
        colour = ACCENT if quadrant == "both" else SOFT
        sheet.text(start, base, said, size=7.5, weight="bold", colour=colour, layer=6)
        taken.append((start - 2, base - 3, start + width + 2, base + 8))
    return np.array(taken)


def _draw_bars(plot: Plot, zone: GoZone) -> None:
    left, bottom, right, top = plot.box
    strokes = []
    for p in zone["points"]:
        x, y = float(plot.x(p["x"])), float(plot.y(p["y"]))
        if p["x_ci"]:
            ends = np.clip(plot.x(p["x_ci"]), left, right)
            strokes.append([(ends[0], y), (ends[1], y)])
        if p["y_ci"]:
            ends = np.clip(plot.y(p["y_ci"]), bottom, top)
            strokes.append([(x, ends[0]), (x, ends[1])])
    plot.sheet.lines(strokes, colour="#b6bec6", width=0.45, layer=0.8)


def _zone_said(document: MapDocument, zone: GoZone, left_out: int, w: Words) -> str:
    said = [w("invented") + "."] if document["study"]["invented"] else []
    said.append(w("zone_said", x=zone["x"], y=zone["y"], n=len(zone["points"])))
    if zone["r"] is not None:
        said.append(w("zone_r", r=zone["r"]))
    for quadrant, key in (("both", "in_both"), ("y-only", "in_y"), ("x-only", "in_x")):
        ids = [p["id"] for p in zone["points"] if p["quadrant"] == quadrant]
        axis = zone["x"] if quadrant == "x-only" else zone["y"]
        some = captions.listed_ids(ids, w, 30) if ids else w("none")
        said.append(w("zone_list", key, n=len(ids), ids=some, axis=axis))
    said.append(w("zone_neither", n=zone["counts"].get("neither", 0)))
    if left_out:
        said.append(w("left_out", n=left_out))
    return " ".join(said)
