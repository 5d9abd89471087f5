"""The concept map as a presentation: for the meeting in which people talk about it.

Everything drawn is made of shapes that can be moved, coloured and rewritten. The first
slides say in plain words what the report says; every slide has notes for who presents it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from conceptmapping import geometry
from conceptmapping.document import (
    ClusterPart,
    GoZone,
    LadderAxis,
    LadderPair,
    MapDocument,
    PatternMatch,
    StatementPart,
)
from conceptmapping.errors import Language
from mapreport.moves import moved
from mapreport.slide_deck import (
    BOTTOM,
    INK,
    LEFT,
    PAPER,
    QUIET,
    RIGHT,
    TOP,
    WASH,
    Deck,
    Line,
    Page,
    Run,
    bullets,
    fitting,
    height,
    line,
    look,
    measured,
    pages,
    shortened,
    tint,
    wrapped,
)
from mapreport.story import opening
from mapreport.story.facts import RARELY, USUALLY, Facts
from mapreport.story.parts import Note, Points
from mapreport.wording import NOTHING, Words, words

MOST_CLUSTER_SLIDES = 12
"""With more clusters than this they share slides."""
_MOST_LEAST_CERTAIN = 6
_WIDE = RIGHT - LEFT


def render(document: MapDocument, language: Language) -> bytes:
    """The presentation as bytes; the same map gives the same bytes."""
    talk = _Talk(document, language)
    for part in (_opening, _short, _map, _clusters, _ladders, _go_zones, _certainty):
        part(talk)
    _to_talk_about(talk)
    _colophon(talk)
    return talk.deck.save()


class _Talk:
    """What every slide needs: the map, the words, the deck."""

    def __init__(self, document: MapDocument, language: Language) -> None:
        self.document = document
        self.w: Words = words("slides", language)
        self.facts = Facts(document, language)
        self.spoken = document["study"]["language"]
        """The language of statements, labels and the prompt."""
        self.title = document["study"]["title"] or self.w("untitled")
        stress = document["stress"]
        footer = self.w(
            "footer",
            version=document["engine"],
            seed=self.seed,
            sorters=document["counts"]["sorters"],
            stress=stress["value"],
            transform=self.w.get("transform", stress["transform"], stress["transform"]),
        )
        mark = self.w("mark") if document["study"]["invented"] else ""
        self.deck = Deck(self.title, language, footer, mark)

    @property
    def seed(self) -> str:
        return str(self.document["settings"].get("seed", NOTHING))

    def convention(self, family: str, name: str) -> str:
        return words("conmapt", self.w.language).get(family, name, name)

    def notes(self, slide: str, *more: str) -> str:
        said = [self.w("notes", slide), *more]
        if self.document["study"]["invented"]:
            said.append(self.w("notes", "invented"))
        return "\n".join(part for part in said if part)

    def called(self, cluster: ClusterPart) -> str:
        """``3. Help at work``: the name people gave, or the label sorters used most."""
        number, name = str(cluster["cluster"]), self.facts.called(cluster)
        if not name:
            return self.w("title", "nameless", number=number)
        return self.w("title", "cluster", number=number, name=name)

    def statement(self, statement: StatementPart) -> Line:
        """Number and text, in the language the statement was made in."""
        return Line(
            (
                Run(f"{statement['id']}\t", bold=True, colour=QUIET),
                Run(statement["text"], language=self.spoken),
            ),
            hang=0.55,
        )

    def flow(
        self,
        title: str,
        lines: Sequence[Line],
        notes: str,
        *,
        width: float = _WIDE,
        largest: int = 24,
        least: int = 14,
        beside: Callable[[Page], None] | None = None,
    ) -> None:
        """Paragraphs over as many slides as they need; ``beside`` draws on the first."""
        boxes = pages(lines, width, BOTTOM - TOP, largest, least)
        for number, (size, box) in enumerate(boxes, start=1):
            told = title
            if len(boxes) > 1:
                told = self.w("continued", title=title, page=number, pages=len(boxes))
            with self.deck.slide(told, notes) as page:
                page.text("Text", box, (LEFT, TOP, width, BOTTOM - TOP), size)
                if beside and number == 1:
                    beside(page)


# --- the first slides -----------------------------------------------------------------


def _opening(talk: _Talk) -> None:
    w, document = talk.w, talk.document
    counts = document["counts"]
    told = w(
        "opening",
        "counts" if counts["raters"] else "unrated",
        statements=counts["statements"],
        sorters=counts["sorters"],
        raters=counts["raters"],
    )
    prompt = document["study"]["prompt"]
    subtitle = [line(w("kind"), colour=QUIET)]
    if prompt:
        subtitle.append(Line((Run(prompt, bold=True, language=talk.spoken),)))
    subtitle.append(line(told, colour=QUIET, scale=0.8))
    talk.deck.opening(talk.title, subtitle, talk.notes("opening"))


def _short(talk: _Talk) -> None:
    lines: list[Line] = []
    for block in opening.short(talk.facts).blocks:
        if isinstance(block, Points):
            for point in block.points:
                lead = point.lead and point.lead + (" " if point.lead[-1] in "?!.:" else ": ")
                runs = (Run(f"•\t{lead}", bold=True), Run(point.text))
                lines.append(Line(runs, hang=0.3, space=0.6))
        elif isinstance(block, Note):
            lines.append(line(block.heading, bold=True))
            lines += bullets(block.texts)
    talk.flow(talk.w("title", "short"), lines, talk.notes("short"), largest=22, least=15)


# --- the map --------------------------------------------------------------------------


def _map(talk: _Talk) -> None:
    w, document = talk.w, talk.document
    told = w(
        "map",
        "told",
        statements=len(document["statements"]),
        clusters=len(document["clusters"]),
    )
    box = (LEFT, TOP - 0.2, RIGHT, BOTTOM - 0.4)
    drawn = _Drawn(document["statements"], box)
    names = drawn.name_places([talk.called(c) for c in document["clusters"]], document["clusters"])
    with talk.deck.slide(w("title", "map"), talk.notes("map", told)) as page:
        for cluster, name in zip(document["clusters"], names, strict=True):
            _map_cluster(talk, page, cluster, drawn, *name)
        page.text(
            "Caption",
            [line(w("map", "caption"), colour=QUIET)],
            (LEFT, BOTTOM - 0.32, _WIDE, 0.32),
            12,
            anchor="middle",
        )


def _map_cluster(
    talk: _Talk,
    page: Page,
    cluster: ClusterPart,
    drawn: _Drawn,
    place: tuple[float, float, float, float],
    size: int,
) -> None:
    """One cluster: outline, points with their numbers, and name, grouped."""
    w, number = talk.w, cluster["cluster"]
    style = look(number)
    told = w("map", "cluster", name=talk.called(cluster), ids=", ".join(cluster["statements"]))
    rows = [drawn.row[statement] for statement in cluster["statements"]]
    with page.group(talk.called(cluster), told) as group:
        group.outline(
            w("map", "shape_hull", number=number),
            [
                (float(x), float(y))
                for x, y in geometry.rounded_hull(drawn.at[rows], drawn.marker * 1.1, 32)
            ],
            style.colour,
            see_through=0.86,
        )
        for row, statement in zip(rows, cluster["statements"], strict=True):
            x, y = drawn.at[row]
            wide = drawn.marker * style.room
            shape = w("map", "shape_statement", id=statement)
            group.marker(shape, style.shape, float(x), float(y), wide, style.colour)
            left, top, right, bottom = drawn.numbers[row]
            group.text(
                w("map", "shape_number", id=statement),
                [line(statement, align="center")],
                (left, top, right - left, bottom - top),
                drawn.letters,
                anchor="middle",
            )
        group.text(
            w("map", "shape_name", number=number),
            [
                line(shown, bold=True, align="center", space=0.0)
                for shown in _name_lines(talk.called(cluster), size)
            ],
            place,
            size,
            anchor="middle",
            fill=tint(style.colour),
        )


class _Drawn:
    """Statements placed in a box on the slide, with their numbers."""

    def __init__(
        self, statements: Sequence[StatementPart], box: tuple[float, float, float, float]
    ) -> None:
        self.box = box
        self.row = {statement["id"]: i for i, statement in enumerate(statements)}
        n = len(statements)
        self.marker = float(np.clip(1.1 / n**0.5, 0.07, 0.17))
        self.letters = int(np.clip(100 / n**0.5, 7, 12))
        xy = np.array([(statement["x"], statement["y"]) for statement in statements])
        self.at = _into(xy, box, 0.6, 0.28)
        sizes = np.array(
            [
                (measured(statement["id"]) * self.letters / 72 + 0.05, self.letters * 1.25 / 72)
                for statement in statements
            ]
        )
        free = np.array([self.marker / 2, self.marker, self.marker * 2])
        placed = geometry.place_labels(
            geometry.around(self.at, sizes, free),
            sizes,
            bounds=box,
            costs=np.repeat([0.0, 0.5, 1.5], 16),
            obstacles=geometry.boxes(self.at, np.full((n, 2), self.marker)),
        )
        self.numbers = geometry.boxes(placed.centres, sizes)

    def name_places(
        self, names: Sequence[str], clusters: Sequence[ClusterPart]
    ) -> list[tuple[tuple[float, float, float, float], int]]:
        """Box (left, top, width, height) and letter size for every cluster's name."""
        hulls = [
            geometry.rounded_hull(
                self.at[[self.row[s] for s in c["statements"]]], self.marker * 1.1
            )
            for c in clusters
        ]
        for size in (14, 13, 12, 11, 10):
            sizes = np.array([_name_size(name, size) for name in names])
            candidates = np.array([_beside(h, s) for h, s in zip(hulls, sizes, strict=True)])
            elsewhere = np.array(
                [
                    _ambiguous(candidates[i], sizes[i], hulls[i], hulls[:i] + hulls[i + 1 :])
                    for i in range(len(names))
                ]
            )
            placed = geometry.place_labels(
                candidates,
                sizes,
                bounds=self.box,
                costs=elsewhere + np.linspace(0, 0.5, candidates.shape[1]),
                obstacles=np.concatenate(
                    [self.numbers, geometry.boxes(self.at, np.full_like(self.at, self.marker))]
                ),
                strength=20.0,
            )
            if placed.covered.max(initial=0.0) < 0.02:
                break
        return [
            (
                (float(x - wide / 2), float(y - tall / 2), float(wide), float(tall)),
                size,
            )
            for (x, y), (wide, tall) in zip(placed.centres, sizes, strict=True)
        ]


def _into(
    xy: NDArray[np.float64], box: tuple[float, float, float, float], beside: float, above: float
) -> NDArray[np.float64]:
    """Points in map units to inches, one scale for both axes, up is up."""
    left, top, right, bottom = box
    low, high = xy.min(axis=0), xy.max(axis=0)
    spread = np.maximum(high - low, 1e-9)
    scale = min((right - left - 2 * beside) / spread[0], (bottom - top - 2 * above) / spread[1])
    middle = (low + high) / 2
    centre = np.array([(left + right) / 2, (top + bottom) / 2])
    return np.asarray(centre + (xy - middle) * scale * np.array([1.0, -1.0]))


def _name_lines(name: str, size: int) -> list[str]:
    shown = wrapped(name, 2.1 * 72 / size, bold=True)
    return shown if len(shown) <= 3 else [*shown[:2], f"{shown[2].rstrip('…')}…"]


def _name_size(name: str, size: int) -> tuple[float, float]:
    shown = _name_lines(name, size)
    wide = max(measured(one, True) for one in shown) * size / 72
    return wide + 0.12, len(shown) * size * 1.2 / 72 + 0.05


def _beside(hull: NDArray[np.float64], size: NDArray[np.float64]) -> NDArray[np.float64]:
    """Centres for a box that touches the outline from outside, above first; shape (48, 2)."""
    middle = (hull.min(axis=0) + hull.max(axis=0)) / 2
    step = np.arange(24)
    turns = np.where(step % 2, (step + 1) // 2, -(step // 2)) * (2 * np.pi / 24) - np.pi / 2
    way = np.c_[np.cos(turns), np.sin(turns)]
    reach = ((hull - middle) @ way.T).max(axis=0)
    half = np.abs(way * size / 2).sum(axis=1)
    return np.concatenate([middle + way * (reach + half + gap)[:, None] for gap in (0.04, 0.25)])


def _ambiguous(
    centres: NDArray[np.float64],
    size: NDArray[np.float64],
    own: NDArray[np.float64],
    others: Sequence[NDArray[np.float64]],
) -> NDArray[np.float64]:
    """What it costs that a name at these centres could be taken for that of a neighbour."""

    def away(hull: NDArray[np.float64]) -> NDArray[np.float64]:
        beside = np.maximum(np.abs(centres[:, None] - hull[None]) - size / 2, 0.0)
        return np.asarray(np.hypot(beside[..., 0], beside[..., 1]).min(axis=1))

    cost = np.zeros(len(centres))
    mine = away(own)
    for hull in others:
        theirs = away(hull)
        cost += 2.0 * geometry.inside(hull, centres) + 1.5 * (theirs < 0.05)
        cost += 1.5 * (theirs < mine + 0.12)
    return cost


# --- clusters -------------------------------------------------------------------------


def _clusters(talk: _Talk) -> None:
    clusters = talk.document["clusters"]
    if len(clusters) > MOST_CLUSTER_SLIDES:
        lines = [
            Line(
                (
                    Run(talk.called(cluster), bold=True),
                    Run(f" ({talk.w('cluster', 'row', n=len(cluster['statements']))})"),
                )
            )
            for cluster in clusters
        ]
        talk.flow(talk.w("title", "clusters"), lines, talk.notes("clusters"), largest=20)
        return
    for cluster in clusters:
        talk.flow(
            talk.called(cluster),
            [talk.statement(talk.facts.statements[s]) for s in cluster["statements"]],
            talk.notes("cluster"),
            width=7.5,
            largest=20,
            least=13,
            beside=lambda page, cluster=cluster: _beside_cluster(talk, page, cluster),  # type: ignore[misc]
        )


def _beside_cluster(talk: _Talk, page: Page, cluster: ClusterPart) -> None:
    """Ratings, labels and certainty, at the right of the statements."""
    w, document = talk.w, talk.document
    left, width, top = 8.6, RIGHT - 8.6, TOP
    scales = [scale for scale in talk.facts.scales if scale in cluster["ratings"]][:4]
    if scales:
        page.text(
            "Ratings", [line(w("cluster", "ratings"), bold=True)], (left, top, width, 0.35), 16
        )
        top += 0.42
        for scale in scales:
            _bar(talk, page, cluster, scale, (left, top, width))
            top += 0.62
        top += 0.15
    lines: list[Line] = []
    if easy := cluster.get("easy"):
        lines += [line(w("cluster", "easy"), bold=True), line(easy, space=1.0)]
    joined = [one.statement["id"] for one in moved(document) if one.went == cluster["cluster"]]
    if joined:
        said = w("cluster", "moved", statements=w.listed(joined), n=len(joined))
        lines += [line(w("cluster", "by_hand"), bold=True), line(said, space=1.0)]
    if cluster["stays"] is not None:
        said = w(
            "cluster",
            "stays",
            share=w.percent(cluster["stays"]),
            times=document["stability"]["bootstrap"],
        )
        lines += [line(w("cluster", "firm"), bold=True), line(said, space=1.0)]
    if cluster["labels"]:
        lines.append(line(w("cluster", "labels"), bold=True))
        for label in cluster["labels"]:
            key = "label_one" if label["sorters"] == 1 else "label"
            said = w("cluster", key, label=w.quoted(label["label"]), sorters=label["sorters"])
            lines += bullets([said])
    room = BOTTOM - top
    while lines and height(lines, width, 12) > room:
        lines.pop()
    if lines:
        size = fitting(lines, width, room, 16, 12)
        page.text("About", lines, (left, top, width, room), size)


def _bar(
    talk: _Talk, page: Page, cluster: ClusterPart, scale: str, place: tuple[float, float, float]
) -> None:
    """A mean as a bar on its scale, with words in front and the number behind."""
    w = talk.w
    left, top, width = place
    summary = cluster["ratings"][scale]
    about = talk.document["scales"][scale]
    low, high = float(about["minimum"]), float(about["maximum"])
    name = talk.facts.scale(scale)
    mean = summary["mean"]
    if mean is None:
        told = w("cluster", "bar_hidden", scale=name)
    else:
        told = w(
            "cluster",
            "bar",
            scale=name,
            mean=mean,
            minimum=f"{low:g}",
            maximum=f"{high:g}",
            n=summary["n"] or 0,
        )
    said = w("cluster", "scale", scale=name, minimum=f"{low:g}", maximum=f"{high:g}")
    with page.group(name, told) as group:
        group.text(name, [shortened(line(said), width, 0.28, 13)], (left, top, width, 0.26), 13)
        group.box("Scale", (left, top + 0.29, width - 0.7, 0.2), WASH)
        share = 0.0 if mean is None or high <= low else (mean - low) / (high - low)
        if share > 0:
            bar = (left, top + 0.29, (width - 0.7) * min(share, 1.0), 0.2)
            group.box("Mean", bar, look(cluster["cluster"]).colour)
        group.text(
            "Value",
            [line(w.number(mean, 1) if mean is not None else NOTHING, bold=True, align="right")],
            (left + width - 0.65, top + 0.22, 0.65, 0.34),
            16,
            anchor="middle",
        )


# --- ladders --------------------------------------------------------------------------


def _ladders(talk: _Talk) -> None:
    for match in talk.document["pattern_match"]:
        if len(match["axes"]) > 1:
            _ladder(talk, match)


def _ladder(talk: _Talk, match: PatternMatch) -> None:
    w, axes = talk.w, match["axes"]
    clusters = {str(c["cluster"]): talk.called(c) for c in talk.document["clusters"]}
    clusters = {k: name for k, name in clusters.items() if any(k in a["clusters"] for a in axes)}
    shared = len({axis["scale"] for axis in axes}) == 1
    level = len({(axis["minimum"], axis["maximum"]) for axis in axes}) == 1
    ranges = _ranges(axes, level)
    means = " ".join(
        w(
            "ladder",
            "mean",
            cluster=name,
            means=", ".join(
                f"{talk.facts.axis(a['axis'])} {w.number(a['clusters'].get(k))}" for a in axes
            ),
        )
        for k, name in clusters.items()
    )
    told = w("ladder", "told", axes=len(axes), means=means)
    correlated = [
        _correlation(talk, pair) for pair in match["pairs"] if pair["pearson"] is not None
    ]
    title = w("title", "ladder", name=w.listed(talk.facts.axis(a["axis"]) for a in axes))
    if shared:
        title = w("title", "ladder_groups", scale=talk.facts.scale(axes[0]["scale"]))
    side, top, bottom = (4.2 if len(axes) == 2 else 3.4), TOP + 0.5, BOTTOM - 0.95
    xs = np.linspace(LEFT + side, RIGHT - side, len(axes))

    def at(axis: int, cluster: str) -> float | None:
        mean = axes[axis]["clusters"].get(cluster)
        if mean is None:
            return None
        low, high = ranges[axis]
        return bottom - (mean - low) / (high - low) * (bottom - top)

    with talk.deck.slide(title, talk.notes("ladder", *correlated)) as page:
        with page.group(title, told) as group:
            for x in xs:
                group.stroke("Axis", (float(x), top), (float(x), bottom), QUIET, 1.5)
            for k, name in clusters.items():
                style = look(int(k))
                shape = w("ladder", "shape_line", number=k)
                spots = [(float(x), at(i, k)) for i, x in enumerate(xs)]
                known = [(x, y) for x, y in spots if y is not None]
                for start, end in pairwise(known):
                    group.stroke(shape, start, end, style.colour, 2.25)
                for x, y in known:
                    group.marker(name, style.shape, x, y, 0.17 * style.room, style.colour)
        wide = min(2.6, (RIGHT - LEFT - 2 * side) / max(1, len(axes) - 1) - 0.1)
        heads = [
            [
                line(_ladder_head(talk, axis, shared), bold=True, align="center", space=0.0),
                line(w("ladder", "n", n=axis["n"]), colour=QUIET, align="center", scale=0.85),
            ]
            for axis in axes
        ]
        size = min(fitting(head, wide, 0.5, 14, 10) for head in heads)
        for head, x in zip(heads, xs, strict=True):
            head[0] = shortened(head[0], wide, 0.36, size)
            box = (float(x) - wide / 2, TOP - 0.1, wide, 0.52)
            page.text(head[0].text, head, box, size, anchor="bottom")
        for i, x in enumerate(xs):
            _ladder_labels(talk, page, clusters, i, len(xs), float(x), at, axes[i], (top, bottom))
        lines = [line(s) for s in correlated[:3]]
        key = "absolute" if level else "relative"
        low, high = ranges[0]
        lines.append(
            line(w("ladder", key, minimum=w.number(low), maximum=w.number(high)), colour=QUIET)
        )
        size = fitting(lines, _WIDE, 0.85, 13, 9)
        page.text("About", lines, (LEFT, BOTTOM - 0.85, _WIDE, 0.85), size, anchor="bottom")


def _ladder_head(talk: _Talk, axis: LadderAxis, shared: bool) -> str:
    """What stands above an axis: the group is enough where the title names the scale."""
    if not shared:
        return talk.facts.axis(axis["axis"])
    return talk.w("ladder", "everyone") if axis["group"] is None else axis["group"]


def _ladder_labels(
    talk: _Talk,
    page: Page,
    clusters: dict[str, str],
    axis: int,
    axes: int,
    x: float,
    at: Callable[[int, str], float | None],
    means: LadderAxis,
    bounds: tuple[float, float],
) -> None:
    """Name and mean at the ends, the mean alone at the axes in between; none on another."""
    known = [(k, y) for k in clusters if (y := at(axis, k)) is not None]
    size = 12 if len(known) <= 12 else 9
    tall = size * 1.35 / 72
    where = geometry.spread([y for _, y in known], tall, bounds[0] - 0.05, bounds[1] + 0.05)
    for (k, _), y in zip(known, where, strict=True):
        mean = talk.w.number(means["clusters"][k])
        if axis == 0:
            box, align = (LEFT, float(y) - tall / 2, x - LEFT - 0.15, tall), "right"
            runs: tuple[Run, ...] = (Run(f"{clusters[k]}  "), Run(mean, bold=True))
        elif axis == axes - 1:
            box, align = (x + 0.15, float(y) - tall / 2, RIGHT - x - 0.15, tall), "left"
            runs = (Run(mean, bold=True), Run(f"  {clusters[k]}"))
        else:
            wide = measured(mean) * size / 72 + 0.04
            box, align = (x + 0.13, float(y) - tall / 2, wide, tall), "left"
            runs = (Run(mean),)
        room = box[2] * 72 / size
        if len(runs) > 1 and sum(measured(run.text, run.bold) for run in runs) > room:
            left = room - measured(f"{mean}  …", True)
            cut = wrapped(clusters[k], left)[0] + "…"
            runs = tuple(
                Run(run.text.replace(clusters[k], cut), run.bold)
                if clusters[k] in run.text
                else run
                for run in runs
            )
        page.text(clusters[k], [Line(runs, align=align)], box, size, anchor="middle", fill=PAPER)


def _ranges(axes: Sequence[LadderAxis], shared: bool) -> list[tuple[float, float]]:
    """What every axis runs from and to: one range where they run alike."""
    means = [list(axis["clusters"].values()) for axis in axes]
    if shared:
        means = [[mean for one in means for mean in one]] * len(axes)
    ranges = []
    for own, axis in zip(means, axes, strict=True):
        low, high = (min(own), max(own)) if own else (axis["minimum"], axis["maximum"])
        room = 0.08 * (high - low) or 0.5
        ranges.append((low - room, high + room))
    return ranges


def _correlation(talk: _Talk, pair: LadderPair) -> str:
    facts = {
        "left": talk.facts.axis(pair["left"]),
        "right": talk.facts.axis(pair["right"]),
        "r": pair["pearson"],
        "n": pair["clusters"],
        "clusters": pair["clusters"],
    }
    if pair["pearson_ci"] is None:
        return talk.w("ladder", "r_bare", **facts)
    return talk.w("ladder", "r", interval=talk.w.interval(pair["pearson_ci"]), **facts)


# --- go-zones -------------------------------------------------------------------------


def _go_zones(talk: _Talk) -> None:
    for zone in talk.document["go_zone"]:
        if zone["points"]:
            _go_zone(talk, zone)
            _go_zone_list(talk, zone)


def _go_zone(talk: _Talk, zone: GoZone) -> None:
    w = talk.w
    x_name, y_name = talk.facts.axis(zone["x"]), talk.facts.axis(zone["y"])
    box = (LEFT + 0.5, TOP - 0.05, 8.9, BOTTOM - 0.45)
    in_quadrant = {
        q: [p["id"] for p in zone["points"] if p["quadrant"] == q]
        for q in ("both", "x-only", "y-only", "neither")
    }
    told = w(
        "go_zone",
        "told",
        x=x_name,
        y=y_name,
        **{
            q.replace("-", "_"): ", ".join(ids) or w("go_zone", "none")
            for q, ids in in_quadrant.items()
        },
    )
    xs, (cut_x, low_x, high_x) = _along(
        [p["x"] for p in zone["points"]], zone["x_line"], box[0], box[2]
    )
    ys, (cut_y, low_y, high_y) = _along(
        [p["y"] for p in zone["points"]], zone["y_line"], box[3], box[1]
    )
    at = np.c_[xs, ys]
    title = w("title", "go_zone", x=x_name, y=y_name)
    with talk.deck.slide(title, talk.notes("go_zone", told)) as page:
        with page.group(title, told) as group:
            group.box("Area", (box[0], box[1], box[2] - box[0], box[3] - box[1]), "F7F9FA")
            group.box("Both", (cut_x, box[1], box[2] - cut_x, cut_y - box[1]), "DCEBF3")
            group.stroke("x", (cut_x, box[1]), (cut_x, box[3]), QUIET, 1.25, dashed=True)
            group.stroke("y", (box[0], cut_y), (box[2], cut_y), QUIET, 1.25, dashed=True)
            _numbered(talk, group, zone, at, box)
        _axis_words(page, x_name, y_name, box, w, (low_x, high_x), (low_y, high_y))
        left, width = 9.25, RIGHT - 9.25
        lines: list[Line] = []
        for q, key in (
            ("both", "both"),
            ("y-only", "y_only"),
            ("x-only", "x_only"),
            ("neither", "neither"),
        ):
            heading = w("go_zone", key, x=x_name, y=y_name)
            ids = in_quadrant[q]
            lines.append(line(f"{len(ids)} {heading}", bold=True, space=0.1))
            lines.append(line(", ".join(ids) or w("go_zone", "none"), colour=QUIET, space=0.7))
        about = w("go_zone", "lines", lines=w.get("lines", zone["lines"], zone["lines"]))
        if zone["r"] is not None:
            about += w("go_zone", "r", r=zone["r"])
        lines.append(line(about, colour=QUIET, scale=0.9))
        size = fitting(lines, width, BOTTOM - TOP, 15, 9)
        page.text("Quadrants", lines, (left, TOP, width, BOTTOM - TOP), size)


def _numbered(
    talk: _Talk,
    group: Page,
    zone: GoZone,
    at: NDArray[np.float64],
    box: tuple[float, float, float, float],
) -> None:
    """Points with their numbers, marked as their clusters are on the map."""
    n = len(at)
    marker = float(np.clip(1.1 / n**0.5, 0.07, 0.15))
    letters = int(np.clip(95 / n**0.5, 7, 12))
    ids = [point["id"] for point in zone["points"]]
    sizes = np.array([(measured(i) * letters / 72 + 0.05, letters * 1.25 / 72) for i in ids])
    placed = geometry.place_labels(
        geometry.around(at, sizes, [marker / 2, marker, 2 * marker]),
        sizes,
        bounds=box,
        costs=np.repeat([0.0, 0.5, 1.5], 16),
        obstacles=geometry.boxes(at, np.full((n, 2), marker)),
    )
    for point, (x, y), middle, size in zip(zone["points"], at, placed.centres, sizes, strict=True):
        style = look(talk.facts.statements[point["id"]]["cluster"])
        shape = talk.w("map", "shape_statement", id=point["id"])
        group.marker(shape, style.shape, float(x), float(y), marker * style.room, style.colour)
        group.text(
            talk.w("map", "shape_number", id=point["id"]),
            [line(point["id"], align="center")],
            (
                float(middle[0] - size[0] / 2),
                float(middle[1] - size[1] / 2),
                float(size[0]),
                float(size[1]),
            ),
            letters,
            anchor="middle",
        )


def _along(
    values: Sequence[float], cut: float, start: float, end: float
) -> tuple[NDArray[np.float64], tuple[float, float, float]]:
    """Values on an axis of the slide; where the line is; and what the axis runs from and to."""
    low, high = min(*values, cut, cut), max(*values, cut, cut)
    room = 0.06 * (high - low) or 0.5
    low, high = low - room, high + room
    step = (end - start) / (high - low)
    placed = start + (np.asarray(values, dtype=float) - low) * step
    return placed, (float(start + (cut - low) * step), low, high)


def _axis_words(
    page: Page,
    x_name: str,
    y_name: str,
    box: tuple[float, float, float, float],
    w: Words,
    x: tuple[float, float],
    y: tuple[float, float],
) -> None:
    left, top, right, bottom = box
    under = (left, bottom + 0.03, right - left, 0.3)
    page.text("x", [line(f"{x_name} →", bold=True, align="center")], under, 13)
    for value, align in ((x[0], "left"), (x[1], "right")):
        page.text("x", [line(w.number(value, 1), colour=QUIET, align=align)], under, 11)
    middle = (top + bottom) / 2
    # Turned boxes are placed before they are turned, around the same middle.
    length = bottom - top
    turned = page.text(
        "y",
        [line(f"{y_name} →", bold=True, align="center")],
        (left - 0.2 - length / 2, middle - 0.15, length, 0.3),
        13,
    )
    turned.rotation = -90
    for value, place in ((y[0], bottom - 0.25), (y[1], top)):
        page.text(
            "y",
            [line(w.number(value, 1), colour=QUIET, align="right")],
            (left - 0.55, place, 0.5, 0.25),
            11,
        )


def _go_zone_list(talk: _Talk, zone: GoZone) -> None:
    """What is high on both, in full."""
    both = [talk.facts.statements[p["id"]] for p in zone["points"] if p["quadrant"] == "both"]
    if not both:
        return
    title = talk.w("title", "both", x=talk.facts.axis(zone["x"]), y=talk.facts.axis(zone["y"]))
    lines = [talk.statement(statement) for statement in both]
    talk.flow(title, lines, talk.notes("both"), largest=20, least=14)


# --- the last slides ------------------------------------------------------------------


def _certainty(talk: _Talk) -> None:
    w, document = talk.w, talk.document
    stability, stress = document["stability"], document["stress"]
    lines = [line(opening.verdict(talk.facts), bold=True, scale=1.15, space=0.8)]
    said: list[str] = []
    if stability["bootstrap"]:
        said.append(w("certainty", "stays", times=stability["bootstrap"]))
    if stability["still_moving"] is not None:
        said.append(w("certainty", "more" if stability["still_moving"] else "enough"))
    if stress["chance"]:
        said.append(w("certainty", "chance", mean=stress["chance"]["mean"], stress=stress["value"]))
    r, ari = document["reliability"]["r_II"], talk.facts.ari
    if r is not None and ari is not None:
        said.append(w("certainty", "reliable", r=r, ari=ari))
    said.append(w("certainty", "not"))
    lines += bullets(said, space=0.6)
    stays = [s["stays"] for s in document["statements"] if s["stays"] is not None]
    talk.flow(
        w("title", "certainty"),
        lines,
        talk.notes("certainty"),
        width=7.3 if stays else _WIDE,
        largest=20,
        least=14,
        beside=(lambda page: _stays(talk, page, stays)) if stays else None,
    )


def _stays(talk: _Talk, page: Page, stays: Sequence[float]) -> None:
    """Three bars: how many statements lie firmly, mostly, seldom."""
    w = talk.w
    counts = {
        "firm": sum(s >= USUALLY for s in stays),
        "often": sum(RARELY <= s < USUALLY for s in stays),
        "rarely": sum(s < RARELY for s in stays),
    }
    told = w("certainty", "bars", n=len(stays), **counts)
    left, width = 8.5, RIGHT - 8.5
    heading = [line(w("certainty", "heading"), bold=True)]
    page.text("Heading", heading, (left, TOP, width, 0.4), 16)
    with page.group(w("certainty", "heading"), told) as group:
        for number, (key, colour) in enumerate(
            (("firm", "155E85"), ("often", "4F93B8"), ("rarely", "C9DFEB"))
        ):
            top = TOP + 0.6 + 1.05 * number
            group.box("Scale", (left, top, width - 0.7, 0.4), WASH)
            if counts[key]:
                bar = (left, top, (width - 0.7) * counts[key] / len(stays), 0.4)
                group.box("Statements", bar, colour)
            group.text(
                "Number",
                [line(w.number(counts[key]), bold=True, align="right")],
                (left + width - 0.65, top, 0.65, 0.4),
                20,
                anchor="middle",
            )
            said = line(w("certainty", f"bar_{key}"), colour=INK)
            group.text("Words", [said], (left, top + 0.43, width, 0.3), 14)


def _to_talk_about(talk: _Talk) -> None:
    w, statements = talk.w, talk.facts.statements
    nameless = any(not cluster["name"] for cluster in talk.document["clusters"])
    lines = [line(w("talk", "nameless"), bold=True, space=0.8)] if nameless else []
    asked = (
        ("uncertain", talk.facts.least_certain[:_MOST_LEAST_CERTAIN]),
        ("disagreement", talk.document["disagreement"][:_MOST_LEAST_CERTAIN]),
    )
    seen: set[str] = set()
    for question, ids in asked:
        fresh = [i for i in ids if i in statements and i not in seen]
        seen.update(fresh)
        if not fresh:
            continue
        lines.append(line(w("talk", question), bold=True))
        said = [
            w(
                "talk",
                "statement",
                id=i,
                text=statements[i]["text"],
                cluster=statements[i]["cluster"],
            )
            for i in fresh
        ]
        lines += bullets(said[:-1], space=0.25) + bullets(said[-1:], space=0.9)
    lines.append(line(w("talk", "missing"), bold=True))
    talk.flow(w("title", "talk"), lines, talk.notes("talk"), largest=20, least=14)


def _colophon(talk: _Talk) -> None:
    w, document = talk.w, talk.document
    counts, stress, settings = document["counts"], document["stress"], document["settings"]
    said = [
        w(
            "colophon",
            "gather" if counts["raters"] else "unrated",
            sorters=counts["sorters"],
            raters=counts["raters"],
            statements=counts["statements"],
        ),
        w(
            "colophon",
            "scaling",
            transform=talk.convention("transform", stress["transform"]),
            starts=stress["starts"],
            stress=stress["value"],
        ),
        w(
            "colophon",
            "clusters",
            linkage=talk.convention("linkage", str(settings.get("linkage", "ward-map"))),
            clusters=len(document["clusters"]),
            by=talk.convention("by", document["choice"]["by"]),
        ),
        w(
            "colophon",
            "certainty" if document["stability"]["bootstrap"] else "uncertainty",
            bootstrap=document["stability"]["bootstrap"],
            minimum=document["study"]["minimum_shown"],
        ),
        w("colophon", "seed", version=document["engine"], seed=talk.seed),
        w("colophon", "more"),
    ]
    talk.flow(w("title", "colophon"), bullets(said, space=0.6), talk.notes("colophon"), largest=18)
