"""The map itself: every statement a point, near what it was often sorted with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray

from conceptmapping.document import ClusterPart, MapDocument, RatingSummary, StatementPart
from conceptmapping.errors import Language
from conceptmapping.geometry import (
    around,
    boxes,
    covered_area,
    hull,
    inside,
    overlap,
    place_labels,
    rounded_hull,
)
from mapreport.figures import captions
from mapreport.figures.ink import INK, LINE, PAPER, STEPS, blend, cluster_style
from mapreport.figures.sheet import MARGIN, WIDTH, Figure, Sheet, cropped, drawn_alone, measure
from mapreport.figures.sheet import wrapped as wrap
from mapreport.wording import Words

Matrix = NDArray[np.float64]

ELLIPSES_UP_TO = 100
"""With more statements, ellipses cover the points they belong to."""
ELLIPSE_AT_MOST = 0.1
"""Where half the ellipses cover a larger share of the map, together they cover all of it."""
NUMBERS_UP_TO = 250
"""With more statements, only the numbers that fit freely are written."""
NAMES_UP_TO = 12
"""With more clusters, names stand below the map instead of beside the clusters."""


@dataclass(frozen=True)
class Frame:
    """Map units to points on the sheet: same scale on both axes, centred in its room."""

    scale: float
    middle: tuple[float, float]
    origin: tuple[float, float]

    @classmethod
    def around(cls, extent: Matrix, room: tuple[float, float, float, float]) -> Frame:
        """``extent`` is [[left, bottom], [right, top]] in map units."""
        low, high = extent
        span = np.maximum(high - low, 1e-9)
        left, bottom, right, top = room
        scale = float(min((right - left) / span[0], (top - bottom) / span[1], 1e6))
        if not np.any(high - low > 1e-6):
            scale = 1.0  # everything on one point
        centre = (low + high) / 2
        return cls(
            scale,
            ((left + right) / 2, (bottom + top) / 2),
            (float(centre[0]), float(centre[1])),
        )

    def __call__(self, points: Matrix) -> Matrix:
        return (np.asarray(points) - self.origin) * self.scale + self.middle


def coordinates(document: MapDocument) -> Matrix:
    """Shape (n_statements, 2), in map units."""
    return np.array([(s["x"], s["y"]) for s in document["statements"]], dtype=np.float64)


def share_covered(document: MapDocument) -> float | None:
    """The share of the map an ordinary (median) ellipse covers; None where there is none."""
    areas = [np.pi * e["a"] * e["b"] for s in document["statements"] if (e := s["ellipse"])]
    if not areas:
        return None
    across, up = np.maximum(np.ptp(coordinates(document), axis=0), 1e-9)
    return min(1.0, float(np.median(areas) / (across * up)))


def ellipses_fit(document: MapDocument) -> bool:
    """Whether a map with ellipses can still be read."""
    share = share_covered(document)
    few = len(document["statements"]) <= ELLIPSES_UP_TO
    return share is not None and few and share <= ELLIPSE_AT_MOST


def extent_of(document: MapDocument, ellipses: bool) -> Matrix:
    """What must fit on the map: every point, and the ellipses where they are drawn."""
    points = coordinates(document)
    reach = np.zeros_like(points)
    if ellipses:
        for i, statement in enumerate(document["statements"]):
            if ellipse := statement["ellipse"]:
                a, b, turn = ellipse["a"], ellipse["b"], ellipse["angle"]
                reach[i] = (
                    np.hypot(a * np.cos(turn), b * np.sin(turn)),
                    np.hypot(a * np.sin(turn), b * np.cos(turn)),
                )
    return np.array([(points - reach).min(axis=0), (points + reach).max(axis=0)])


def body_height(extent: Matrix, width: float, tall: float = 400, flat: float = 210) -> float:
    """As tall as the map asks for, within what a page can hold."""
    across, up = np.maximum(extent[1] - extent[0], 1e-9)
    return float(np.clip(width * up / across, flat, tall))


def sizes_for(n: int) -> tuple[float, float]:
    """How large a point and its number are, in points, on a map of n statements."""
    if n <= 40:
        return 6.4, 7.5
    if n <= 90:
        return 5.4, 6.8
    if n <= 160:
        return 4.6, 6.0
    if n <= NUMBERS_UP_TO:
        return 4.0, 5.4
    return 3.0, 5.2


def write_numbers(
    sheet: Sheet,
    statements: Sequence[StatementPart],
    places: Matrix,
    *,
    mark: float,
    size: float,
    taken: Matrix,
    bounds: tuple[float, float, float, float],
    edges: Sequence[Matrix] = (),
) -> int:
    """Write every statement's number beside its point; returns how many found no room.

    A number that had to move away gets a thin line to its point. On maps of very many
    statements a number is left out where it would lie on something else.
    """
    # Long ids tend to begin alike and to differ at the end.
    ids = [s["id"] if len(s["id"]) <= 8 else f"{s['id'][:2]}…{s['id'][-5:]}" for s in statements]
    extents = np.array([(measure(i, size) + 1.0, 0.78 * size + 0.8) for i in ids])
    rounds = [mark / 2 + 0.9, mark / 2 + 5, mark / 2 + 12, mark / 2 + 22, mark / 2 + 34]
    crowded = len(ids) > NUMBERS_UP_TO
    if crowded:
        rounds = rounds[:1]
    candidates = around(places, extents, rounds, directions=16)
    costs = np.repeat(np.array([0.0, 1.2, 2.4, 4.0, 6.0])[: len(rounds)], 16)
    costs = costs + np.tile(np.where(np.arange(16) % 2, 0.02, 0.0), len(rounds))
    dots = boxes(places, np.full_like(places, mark))
    costs = np.broadcast_to(costs, candidates.shape[:2])
    if edges and not crowded:
        beads = np.concatenate([_beads(edge, 2.0) for edge in edges])
        own = boxes(candidates, extents[:, None])
        costs = costs + 0.35 * np.stack([covered_area(box, beads) for box in own])
    placed = place_labels(
        candidates,
        extents,
        bounds=bounds,
        costs=costs,
        obstacles=np.concatenate([dots, taken]) if len(taken) else dots,
    )
    written = np.zeros((0, 4))
    left_out = 0
    leaders: list[Matrix] = []
    for i in np.argsort(placed.covered, kind="stable"):
        box = boxes(placed.centres[i], extents[i])
        if crowded and (
            placed.covered[i] > 0.6 or overlap(box, written).sum() > 0.02 * extents[i].prod()
        ):
            left_out += 1
            continue
        written = np.vstack([written, box])
        x, y = placed.centres[i]
        sheet.text(x, y - 0.365 * size, ids[i], size=size, at="middle", layer=5)
        if placed.choice[i] >= 16:
            nearest = np.clip(places[i], box[:2], box[2:])
            leaders.append(np.array([places[i], nearest]))
    sheet.lines(leaders, colour=LINE, width=0.35, layer=3.5)
    return left_out


def _beads(outline: Matrix, size: float) -> Matrix:
    """Small boxes strung along a closed line."""
    ends = np.roll(outline, -1, axis=0)
    strung = [
        start + (end - start) * np.linspace(0, 1, int(np.hypot(*(end - start)) / size) + 1)[:, None]
        for start, end in zip(outline, ends, strict=True)
    ]
    places = np.concatenate(strung)
    return boxes(places, np.full_like(places, size / 2))


def draw_ellipses(sheet: Sheet, document: MapDocument, frame: Frame, *, alpha: float) -> bool:
    drawn = False
    for statement, place in zip(document["statements"], frame(coordinates(document)), strict=True):
        if ellipse := statement["ellipse"]:
            half = (ellipse["a"] * frame.scale, ellipse["b"] * frame.scale)
            sheet.ellipse(
                (place[0], place[1]),
                half,
                ellipse["angle"],
                fill="#5b7f95",
                edge="#a9bac5",
                width=0.35,
                alpha=alpha,
                layer=0.5,
            )
            drawn = True
    return drawn


# --- the points ----------------------------------------------------------------------------


@drawn_alone
def point_map(document: MapDocument, language: Language, *, ellipses: bool | None = None) -> Figure:
    """Every statement a numbered point; dark holds its place, light is a bridge.

    ``ellipses``: what should hold each statement's place on everybody's map. Left to us, they
    are drawn where the map can still be read (``ellipses_fit``).
    """
    w = captions.say(language)
    statements = document["statements"]
    n = len(statements)
    if ellipses is None:
        ellipses = ellipses_fit(document)
    ellipses = ellipses and any(s["ellipse"] for s in statements)
    extent = extent_of(document, ellipses)
    legend = 24.0
    edge = 16.0
    body = body_height(extent, WIDTH - 2 * (MARGIN + edge)) + 2 * edge + legend
    bridging = [s["bridging"] for s in statements]
    known = any(b is not None for b in bridging)
    notes = [w("read_ellipses")] if ellipses else []
    if (share := share_covered(document)) is not None and not ellipses:
        notes.append(w("no_ellipses", share=w.percent(share)))
    if n > NUMBERS_UP_TO:
        notes.append(w("numbers_left_out"))
    sheet = Sheet(
        body,
        title=w("title", "point_map"),
        subtitle=w("read_map"),
        notes=[*notes, captions.colophon(document, w)],
        study=document["study"]["title"],
        mark=captions.mark(document, w),
    )
    room = (sheet.left, sheet.bottom + legend, sheet.right, sheet.top)
    frame = Frame.around(extent, (room[0] + edge, room[1] + edge, room[2] - edge, room[3] - edge))
    places = frame(coordinates(document))
    if ellipses:
        draw_ellipses(sheet, document, frame, alpha=0.13)
    mark, size = sizes_for(n)
    fills = [PAPER if b is None else bridging_fill(b) for b in bridging]
    sheet.marks(places, size=mark, fill=fills, width=0.7)
    left_out = write_numbers(
        sheet, statements, places, mark=mark, size=size, taken=np.zeros((0, 4)), bounds=room
    )
    y = sheet.bottom + 9
    x = sheet.left
    if known:
        x = bridging_key(sheet, x, y, w)
    if ellipses:
        sheet.ellipse((x + 12, y), (11, 5), 0.3, fill="#5b7f95", edge="#a9bac5", alpha=0.13)
        sheet.marks([(x + 12, y)], size=4, fill=INK)
        sheet.text(x + 28, y - 2.6, w("ellipse_key"), size=7)
    return sheet.finish("point-map", _point_map_said(document, w, left_out))


def bridging_fill(bridging: float) -> str:
    """Dark for anchors, white for bridges; the edge is dark for all."""
    return blend(1 - bridging, PAPER, "#12466b")


def bridging_key(sheet: Sheet, x: float, y: float, w: Words) -> float:
    """Five points from anchor to bridge, with words at both ends; returns where it ends."""
    for text in (w("anchor_key"), None, w("bridge_key")):
        if text is None:
            for i in range(5):
                sheet.marks([(x + 5 + 10 * i, y)], size=6, fill=bridging_fill(i / 4))
            x += 55
        else:
            sheet.text(x, y - 2.6, text, size=7)
            x += measure(text, 7) + 6
    return x + 14


def _point_map_said(document: MapDocument, w: Words, left_out: int) -> str:
    said = [overview(document, w)]
    ranked = sorted(
        (s for s in document["statements"] if s["bridging"] is not None),
        key=lambda s: s["bridging"] or 0.0,
    )
    if len(ranked) >= 4:
        most = max(1, min(5, len(ranked) // 4))
        said.append(
            w(
                "anchors_and_bridges",
                anchors=w.listed(s["id"] for s in ranked[:most]),
                bridges=w.listed(s["id"] for s in ranked[::-1][:most]),
            )
        )
    stays = [s for s in document["statements"] if s["stays"] is not None]
    if stays:
        loose = sorted((s for s in stays if (s["stays"] or 0) < 0.5), key=lambda s: s["stays"] or 0)
        said.append(
            w("loose", n=len(loose), ids=captions.listed_ids([s["id"] for s in loose], w))
            if loose
            else w("none_loose")
        )
    if left_out:
        said.append(w("left_out", n=left_out))
    return " ".join(said)


def overview(document: MapDocument, w: Words) -> str:
    """The opening of most descriptions: how many, of whom, and how well it fits."""
    counts, stress = document["counts"], document["stress"]
    said = w(
        "overview",
        statements=w("statements", n=counts["statements"]),
        clusters=w("clusters", n=len(document["clusters"])),
        sorters=w("sorters", n=counts["sorters"]),
        stress=stress["value"],
    )
    if stress["chance"]:
        said += " " + w("overview_chance", chance=stress["chance"]["mean"])
    return f"{w('invented')}. {said}" if document["study"]["invented"] else said


# --- the clusters --------------------------------------------------------------------------


@dataclass(frozen=True)
class Tag:
    """What stands beside a cluster: its number, and lines of text."""

    cluster: ClusterPart
    lines: tuple[str, ...]
    bold: int
    """How many of the lines, from below, are in bold."""
    size: float

    @property
    def extent(self) -> tuple[float, float]:
        width = max(
            (
                measure(line, self.size, "bold" if i >= len(self.lines) - self.bold else "normal")
                for i, line in enumerate(self.lines)
            ),
            default=0.0,
        )
        beside = width + 4 if self.lines else 0.0
        return 14.0 + beside, max(14.0, (self.size + 1.6) * len(self.lines) + 1)


def draw_tag(sheet: Sheet, tag: Tag, centre: Matrix, *, hull_at_right: bool) -> None:
    """The number stands on the side of the hull."""
    width, _ = tag.extent
    way = -1 if hull_at_right else 1
    edge = centre[0] - way * width / 2
    style = cluster_style(tag.cluster["cluster"])
    sheet.badge(edge + way * 7, centre[1], str(tag.cluster["cluster"]), colour=style.colour)
    pitch = tag.size + 1.6
    y = centre[1] + pitch * (len(tag.lines) / 2 - 1) + 0.28 * tag.size
    for i, line in enumerate(tag.lines):
        weight = "bold" if i >= len(tag.lines) - tag.bold else "normal"
        at = "end" if hull_at_right else "start"
        sheet.text(edge + way * 18, y, line, size=tag.size, weight=weight, at=at, layer=7)
        y -= pitch


def place_tags(
    tags: Sequence[Tag],
    outlines: Sequence[Matrix],
    points: Matrix,
    mark: float,
    bounds: tuple[float, float, float, float],
) -> tuple[Matrix, Matrix]:
    """Find places for the tags: near their outline, off points and outlines.

    Returns centres (k, 2) and the share of each that lies on something (k,).
    """
    extents = np.array([tag.extent for tag in tags])
    turn = 2 * np.pi * np.arange(48) / 48
    way = np.column_stack([np.cos(turn), np.sin(turn)])
    gaps = np.array([2.0, 9.0, 18.0, 30.0, 46.0, 64.0])
    starts = np.stack([outline[np.argmax(way @ outline.T, axis=1)] for outline in outlines])
    side = np.clip(1.6 * way, -1, 1)[None] * extents[:, None, :] / 2
    grid = (starts + side)[:, None] + gaps[None, :, None, None] * way
    grid = grid.reshape(len(tags), -1, 2)
    cells = _cells(bounds, 6.0)
    middles = (cells[:, :2] + cells[:, 2:]) / 2
    filled = cells[np.any([inside(outline, middles) for outline in outlines], axis=0)]
    near = np.array([inside(rounded_hull(outline, 9.0), middles) for outline in outlines])
    # twice the mark: points are small, but a name on one hides a statement
    dots = boxes(points, np.full_like(points, 2 * mark))
    area = extents.prod(axis=1)
    taking = boxes(grid, extents[:, None])
    on_outline = np.stack([covered_area(box, filled) for box in taking]) / area[:, None]
    # close to somebody else's outline, a name seems to be theirs
    by_another = np.stack(
        [
            covered_area(box, cells[np.delete(near, k, axis=0).any(axis=0)])
            for k, box in enumerate(taking)
        ]
    )
    by_another /= area[:, None]
    placed = place_labels(
        grid,
        extents,
        bounds=bounds,
        costs=np.repeat(0.05 * gaps, 48) + 15.0 * on_outline + 4.0 * by_another,
        obstacles=dots,
        strength=30.0,
        passes=6,
    )
    rows = np.arange(len(tags))
    return placed.centres, placed.covered + 0.5 * on_outline[rows, placed.choice]


def _on_the_map(
    tags: Sequence[Tag], outlines: Sequence[Matrix], bounds: tuple[float, float, float, float]
) -> Matrix:
    """Tags in the middle of their hulls, moved only where they would lie on each other."""
    middles = np.array([(o.min(axis=0) + o.max(axis=0)) / 2 for o in outlines])
    extents = np.array([tag.extent for tag in tags])
    nearby = around(middles, extents, [0.0, 8.0, 16.0])
    candidates = np.concatenate([middles[:, None], nearby], axis=1)
    costs = np.concatenate([[0.0], np.repeat([0.5, 1.0, 1.5], 16)])
    return place_labels(candidates, extents, bounds=bounds, costs=costs).centres


def _cells(bounds: tuple[float, float, float, float], step: float) -> Matrix:
    xs = np.arange(bounds[0], bounds[2], step)
    ys = np.arange(bounds[1], bounds[3], step)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    return np.concatenate([grid, grid + step], axis=1)


def outlines_of(document: MapDocument, places: Matrix, radius: float) -> list[Matrix]:
    """The hull of every cluster, in points on the sheet."""
    row = {s["id"]: i for i, s in enumerate(document["statements"])}
    return [
        rounded_hull(places[[row[i] for i in cluster["statements"]]], radius)
        for cluster in document["clusters"]
    ]


@dataclass(frozen=True)
class Ground:
    """A map with hulls, ready for whatever is written on it."""

    sheet: Sheet
    places: Matrix
    outlines: list[Matrix]
    tags: list[Tag]
    centres: Matrix
    below: bool
    """Whether the names stand below the map."""
    bounds: tuple[float, float, float, float]
    foot: float
    """Where the legend may be drawn, from the bottom of the body up."""


def prepare(
    document: MapDocument,
    w: Words,
    *,
    title: str,
    subtitle: str,
    notes: Sequence[str],
    means: Sequence[tuple[str, str]] | None = None,
    legend: float = 0.0,
    deep: float = 0.0,
) -> Ground:
    """Lay out hulls and tags; ``means`` are a mean and its interval per cluster, in words.

    ``deep`` is how far a pile of layers reaches below a hull.

    Names stand beside their cluster where there is room; where not, only numbers do and
    the names follow below the map. Where a map is full of points, numbers stand on it.
    """
    clusters = document["clusters"]
    mark, _ = sizes_for(len(document["statements"]))
    radius = 9.0
    extent = extent_of(document, ellipses=False)
    arrangements = [(False, 60.0), (False, 84.0), (True, 26.0)]
    full = len(document["statements"]) > NUMBERS_UP_TO
    for below, sides in arrangements[2 if full or len(clusters) > NAMES_UP_TO else 0 :]:
        tags = [
            Tag(c, (), 0, 7.5)
            if full
            else Tag(
                c,
                (
                    *([] if below else wrap(captions.name_of(c, w), 7.5, 92, 3)),
                    *([means[k][0] if below else " ".join(means[k]).strip()] if means else []),
                ),
                1 if means else 0,
                7.5,
            )
            for k, c in enumerate(clusters)
        ]
        key = _key_rows(clusters, means, w) if below else []
        key_height = 11.5 * len(key) + (6 if key else 0)
        ends = 22.0 if below else 30.0
        width = WIDTH - 2 * (MARGIN + sides)
        height = body_height(extent, width, tall=350) + 2 * ends
        sheet = Sheet(
            height + key_height + legend,
            title=title,
            subtitle=subtitle,
            notes=notes,
            study=document["study"]["title"],
            mark=captions.mark(document, w),
        )
        floor = sheet.bottom + key_height + legend
        frame = Frame.around(
            extent,
            (sheet.left + sides, floor + ends, sheet.right - sides, sheet.top - ends),
        )
        places = frame(coordinates(document))
        outlines = outlines_of(document, places, radius)
        shapes = [hull(np.concatenate([o, o - (0.0, deep)])) for o in outlines]
        bounds = (sheet.left, floor, sheet.right, sheet.top)
        if full:
            centres, covered = _on_the_map(tags, outlines, bounds), np.zeros(len(tags))
        else:
            centres, covered = place_tags(tags, shapes, places, mark, bounds)
        if below or covered.max(initial=0.0) < 0.12:
            break
    _draw_key(sheet, key, sheet.bottom + legend + key_height - 8)
    return Ground(sheet, places, outlines, tags, centres, below, bounds, sheet.bottom + legend)


KeyRow = list[tuple[ClusterPart, str, str]]


def _key_rows(
    clusters: Sequence[ClusterPart], means: Sequence[tuple[str, str]] | None, w: Words
) -> list[KeyRow]:
    """Names, and means where there are, in two columns that read down."""
    named = [
        (
            c,
            captions.name_of(c, w) or captions.sentence(w("cluster", number=c["cluster"])),
            " ".join(means[k]).strip() if means else "",
        )
        for k, c in enumerate(clusters)
    ]
    half = (len(named) + 1) // 2
    return [[named[i], *named[i + half : i + half + 1]] for i in range(half)]


def _draw_key(sheet: Sheet, rows: Sequence[KeyRow], y: float) -> None:
    column = (sheet.right - sheet.left) / 2
    for row in rows:
        for c, (cluster, name, mean) in enumerate(row):
            x = sheet.left + c * column
            colour = cluster_style(cluster["cluster"]).colour
            sheet.badge(x + 6, y, str(cluster["cluster"]), colour=colour, radius=5)
            room = column - 26 - (measure(mean, 7.2, "bold") + 6 if mean else 0)
            sheet.text(x + 16, y - 2.7, cropped(name, 7.5, room), size=7.5)
            end = x + column - 10
            sheet.text(end, y - 2.7, mean, size=7.2, weight="bold", at="end")
        y -= 11.5


def draw_tags(ground: Ground) -> Matrix:
    """Draw the tags with a line to hulls that are far; returns the boxes they take."""
    taken = []
    for tag, centre, outline in zip(ground.tags, ground.centres, ground.outlines, strict=True):
        box = boxes(centre, tag.extent)
        taken.append(box)
        beads = (_beads(outline, 1.0)[:, :2] + _beads(outline, 1.0)[:, 2:]) / 2
        nearest = beads[np.argmin(np.hypot(*(beads - np.clip(beads, box[:2], box[2:])).T))]
        start = np.clip(nearest, box[:2], box[2:])
        inner = inside(outline, centre[None])[0]
        if np.hypot(*(start - nearest)) > 6 and not inner:
            colour = cluster_style(tag.cluster["cluster"]).colour
            ground.sheet.line([start, nearest], colour=colour, width=0.7, layer=3.4)
        draw_tag(ground.sheet, tag, centre, hull_at_right=bool(nearest[0] > box[2] - 1))
    return np.array(taken).reshape(-1, 4)


@drawn_alone
def cluster_map(document: MapDocument, language: Language, *, ellipses: bool = False) -> Figure:
    """Hulls around the clusters, with their numbers and names.

    ``ellipses`` draws, in the colour of paper and pencil, what should hold each statement's
    place on everybody's map in 90 of 100 studies.
    """
    w = captions.say(language)
    statements = document["statements"]
    n = len(statements)
    notes = captions.suggestion_note(document, w)
    if n > NUMBERS_UP_TO:
        notes.append(w("no_numbers"))
    ground = prepare(
        document,
        w,
        title=w("title", "cluster_map"),
        subtitle=w("read_clusters"),
        notes=[*notes, captions.colophon(document, w)],
    )
    sheet = ground.sheet
    mark, size = sizes_for(n)
    row = {s["id"]: i for i, s in enumerate(statements)}
    if ellipses:
        frame = Frame.around(extent_of(document, ellipses=False), _box_of(ground.places))
        draw_ellipses(sheet, document, frame, alpha=0.08)
    for cluster, outline in zip(document["clusters"], ground.outlines, strict=True):
        style = cluster_style(cluster["cluster"])
        sheet.area(outline, fill=style.colour, alpha=0.09, layer=1)
        sheet.area(outline, edge=style.colour, width=1.0, dash=style.dash, layer=1.5)
        places = ground.places[[row[i] for i in cluster["statements"]]]
        sheet.marks(
            places,
            marker=style.marker,
            size=mark * style.room,
            fill=style.colour,
            edge=PAPER,
            width=0.4,
        )
    taken = draw_tags(ground)
    if n <= NUMBERS_UP_TO:
        write_numbers(
            sheet,
            statements,
            ground.places,
            mark=mark,
            size=size,
            taken=taken,
            bounds=ground.bounds,
            edges=ground.outlines,
        )
    said = [overview(document, w), *(_cluster_said(c, document, w) for c in document["clusters"])]
    if n > NUMBERS_UP_TO:
        said.append(w("no_numbers"))
    return sheet.finish("cluster-map", " ".join(said))


def _box_of(places: Matrix) -> tuple[float, float, float, float]:
    (left, bottom), (right, top) = places.min(axis=0), places.max(axis=0)
    return (float(left), float(bottom), float(right), float(top))


def _cluster_said(cluster: ClusterPart, document: MapDocument, w: Words) -> str:
    said = w(
        "cluster_said",
        number=cluster["cluster"],
        name=captions.name_of(cluster, w) or w("no_name"),
        n=len(cluster["statements"]),
        ids=captions.listed_ids(cluster["statements"], w),
    )
    if document["stability"]["bootstrap"] and cluster["stays"] is not None:
        said += " " + w("cluster_stays", share=w.percent(cluster["stays"]))
    return said


# --- the ratings ---------------------------------------------------------------------------


LONGEST_NAME = 60
"""Of the part of a file's name that tells the scale; whole paths have to fit on any disk."""


def rating_names(scales: Iterable[str]) -> dict[str, str]:
    """The name of each scale's figure: letters, digits and hyphens only, all different.

    Scales whose letters have no place in such a name ("重要") are told apart by a number.
    """
    names: dict[str, str] = {}
    for scale in scales:
        plain = "".join(c if c.isalnum() and c.isascii() else "-" for c in scale.lower())
        words = "-".join(p for p in plain.split("-") if p)[:LONGEST_NAME].strip("-")
        stem = f"rating-map-{words}" if words else "rating-map"
        numbered = (f"{stem}-{number}" for number in count(2 if words else 1))
        free = (
            name for name in chain([stem] if words else [], numbered) if name not in names.values()
        )
        names[scale] = next(free)
    return names


@drawn_alone
def rating_map(document: MapDocument, language: Language, scale: str) -> Figure:
    """Clusters in layers, and points in sizes, by their mean on one scale.

    Raises
    ------
    NothingToDraw
        When nobody rated on this scale.
    """
    w = captions.say(language)
    clusters = document["clusters"]
    means = [_mean(c["ratings"], scale) for c in clusters]
    known = [m for m in means if m is not None]
    if not known:
        raise captions.NothingToDraw(w("nothing_rated", scale=scale))
    low, high = min(known), max(known)
    floors = np.linspace(low, high, 6)

    def layer_of(mean: float | None) -> int:
        """1 to 5; 0 for a cluster without a mean."""
        if mean is None:
            return 0
        return int(np.clip(np.searchsorted(floors[1:-1], mean, side="right") + 1, 1, 5))

    means_said = [
        (
            w.number(mean),
            f"({w.interval(ci)})" if mean is not None and (ci := _interval(c, scale)) else "",
        )
        for c, mean in zip(clusters, means, strict=True)
    ]
    ground = prepare(
        document,
        w,
        title=w("title", "rating_map", scale=scale),
        subtitle=w(
            "read_ratings", scale=captions.sentence(captions.scale_words(document, scale, w))
        ),
        notes=[
            w("layers", low=low, high=high),
            *captions.suggestion_note(document, w),
            captions.colophon(document, w),
        ],
        means=means_said,
        legend=26.0,
        deep=8.5,
    )
    sheet = ground.sheet
    statements = document["statements"]
    own = [_mean(s["ratings"], scale) for s in statements]
    shown = [m for m in own if m is not None]
    edges = np.linspace(min(shown), max(shown), 6) if shown else floors
    mark = sizes_for(len(statements))[0]
    sizes = [mark * (0.5 + 0.28 * _fifth(m, edges)) if m is not None else mark * 0.5 for m in own]
    for cluster, outline, mean in zip(clusters, ground.outlines, means, strict=True):
        steps = layer_of(mean)
        draw_layers(sheet, outline, steps, edge=cluster_style(cluster["cluster"]).colour)
    for size, known_mean in sorted({(s, m is not None) for s, m in zip(sizes, own, strict=True)}):
        rows = [i for i, m in enumerate(own) if (sizes[i], m is not None) == (size, known_mean)]
        fill = INK if known_mean else PAPER
        edge = PAPER if known_mean else INK
        sheet.marks(ground.places[rows], size=size, fill=fill, edge=edge, width=0.5)
    draw_tags(ground)
    _layer_key(sheet, floors, ground.foot - 14, w)
    return sheet.finish(
        rating_names(document["scales"])[scale], _ratings_said(document, scale, means, w)
    )


def draw_layers(
    sheet: Sheet, outline: Matrix, steps: int, *, edge: str = "#33586e", lift: float = 2.1
) -> None:
    """A pile of sheets, the higher the mean; darker too, so that it is not height alone."""
    if steps == 0:
        sheet.area(outline, fill=PAPER, edge=LINE, width=0.8, dash=(2, 2), layer=1)
        return
    for step in range(steps):
        down = np.array([0.0, -lift * (steps - 1 - step)])
        last = step == steps - 1
        sheet.area(
            outline + down,
            fill=STEPS[steps - 1] if last else PAPER,
            edge=edge,
            width=0.8,
            layer=1 + 0.05 * step,
        )


def _layer_key(sheet: Sheet, floors: Matrix, y: float, w: Words) -> None:
    column = (sheet.right - sheet.left) / 5
    turn = 2 * np.pi * np.arange(40) / 40
    pill = np.c_[11 * np.cos(turn), 5 * np.sin(turn)]
    for i in range(5):
        x = sheet.left + i * column
        draw_layers(sheet, pill + np.array([x + 12, y + 2.1 * i / 2]), i + 1)
        bounds = w.interval([float(floors[i]), float(floors[i + 1])])
        sheet.text(x + 27, y - 2.6, bounds, size=7)


def _fifth(mean: float, edges: Matrix) -> int:
    return int(np.clip(np.searchsorted(edges[1:-1], mean, side="right"), 0, 4))


def _mean(ratings: Mapping[str, RatingSummary], scale: str) -> float | None:
    return ratings[scale]["mean"] if scale in ratings else None


def _interval(cluster: ClusterPart, scale: str) -> list[float] | None:
    return cluster["ratings"][scale].get("ci")


def _ratings_said(
    document: MapDocument, scale: str, means: Sequence[float | None], w: Words
) -> str:
    said = [overview(document, w), w("ratings_said", scale=scale, n=document["counts"]["raters"])]
    ranked = sorted(
        ((m, c) for m, c in zip(means, document["clusters"], strict=True) if m is not None),
        key=lambda pair: (-pair[0], pair[1]["cluster"]),
    )
    said += [w("cluster_mean", cluster=captions.called(c, w), mean=m) for m, c in ranked]
    return " ".join(said)
