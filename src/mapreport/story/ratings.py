"""What raters thought: means, go-zones, ladders, differences."""

from __future__ import annotations

from collections.abc import Sequence

from conceptmapping.document import Difference, GoZone, GoZonePoint
from mapreport.story.facts import SIGNIFICANT, Facts
from mapreport.story.parts import Block, Column, Paragraph, Picture, Section, Table
from mapreport.wording import NOTHING

MOST_DIFFERENCES = 12
"""Rows in the table of differences; the others are counted, and stand in the tables."""

_QUADRANTS = ("both", "y-only", "x-only", "neither")


def section(f: Facts) -> Section:
    w = f.w
    if not f.scales:
        return Section(
            "ratings", w("heading", "ratings"), (Paragraph(w("ratings", "absent"), "lead"),)
        )
    sections = [
        Section("rating-maps", w("heading", "rating_maps"), _maps(f)),
        *(_go_zone(f, zone, i) for i, zone in enumerate(f.document["go_zone"], start=1)),
    ]
    if f.document["pattern_match"]:
        sections.append(Section("ladders", w("heading", "ladders"), _ladders(f)))
    if f.groups:
        sections.append(Section("group-ratings", w("heading", "group_ratings"), _by_group(f)))
    sections.append(Section("differences", w("heading", "differences"), _differences(f)))
    return Section(
        "ratings",
        w("heading", "ratings"),
        (Paragraph(w("ratings", "short"), "lead"), _scales(f)),
        tuple(sections),
    )


def _scales(f: Facts) -> Table:
    w = f.w
    rows = []
    for name in f.scales:
        scale = f.document["scales"][name]
        rows.append(
            (
                f.scale_heading(name),
                w(
                    "ratings",
                    "range",
                    minimum=w.number(float(scale["minimum"]), 0),
                    maximum=w.number(float(scale["maximum"]), 0),
                ),
                w.number(scale["raters"]),
                w.number(scale["missing"]),
            )
        )
    return Table(
        "scales",
        w("ratings", "scales_caption"),
        (
            Column(w("column", "scale")),
            Column(w("column", "range")),
            Column(w("column", "raters"), "number"),
            Column(w("column", "missing"), "number"),
        ),
        tuple(rows),
    )


def _maps(f: Facts) -> tuple[Block, ...]:
    return (Paragraph(f.w("ratings", "maps")), Picture("rating-map-*"))


def _go_zone(f: Facts, zone: GoZone, number: int) -> Section:
    w = f.w
    x, y = f.axis(zone["x"]), f.axis(zone["y"])
    columns = (
        Column(f.axis_heading(zone["x"]), "number"),
        Column(f.axis_heading(zone["y"]), "number"),
    )
    blocks: list[Block] = [
        Paragraph(w("go_zone", "how", x=x, y=y)),
        Picture("go-zone" if number == 1 else f"go-zone-{number}"),
        Paragraph(
            w(
                "go_zone",
                "lines",
                lines=w.get("lines", zone["lines"], zone["lines"]),
                x=x,
                y=y,
                x_line=float(zone["x_line"]),
                y_line=float(zone["y_line"]),
                r=f.number(zone["r"]),
                n=len(zone["points"]),
            ),
            "small",
        ),
    ]
    inside = {
        quadrant: sorted(
            (p for p in zone["points"] if p["quadrant"] == quadrant),
            key=lambda p: (-p["y"], -p["x"]),
        )
        for quadrant in _QUADRANTS
    }
    blocks.append(
        Table(
            f"go-zone-{number}-quadrants",
            w("go_zone", "caption", x=x, y=y),
            (
                Column(w("column", "quadrant")),
                Column(w("column", "statements"), "number"),
                Column(w("column", "numbers"), "long"),
            ),
            tuple(
                (
                    w("quadrant", quadrant, x=x, y=y),
                    w.number(len(points)),
                    f.ids([p["id"] for p in points]) or NOTHING,
                )
                for quadrant, points in inside.items()
            ),
            note=w("go_zone", "order", y=y),
        )
    )
    if inside["both"]:
        blocks.append(_both(f, number, x, y, columns, inside["both"]))
    heading = w("heading", "go_zone", x=x, y=y)
    return Section(f"go-zone-{number}", heading, tuple(blocks))


def _both(
    f: Facts,
    number: int,
    x: str,
    y: str,
    columns: tuple[Column, Column],
    points: Sequence[GoZonePoint],
) -> Table:
    """The statements that score high on both, with their uncertainty."""
    w = f.w
    return Table(
        f"go-zone-{number}-both",
        w("go_zone", "both", x=x, y=y),
        (
            Column(w("column", "number")),
            Column(w("column", "statement"), "long"),
            *columns,
        ),
        tuple(
            (
                p["id"],
                f.statements[p["id"]]["text"],
                _with_interval(f, p["x"], p["x_ci"]),
                _with_interval(f, p["y"], p["y_ci"]),
            )
            for p in points
        ),
        head=1,
        note=w("go_zone", "borders"),
    )


def _with_interval(f: Facts, value: float, bounds: list[float] | None) -> str:
    written = f.w.number(float(value))
    return f"{written} ({f.w.interval(bounds)})" if bounds else written


def _ladders(f: Facts) -> tuple[Block, ...]:
    w = f.w
    rows = [
        (
            w("ladder", "pair", left=f.axis(pair["left"]), right=f.axis(pair["right"])),
            _with_interval(f, pair["pearson"], pair["pearson_ci"])
            if pair["pearson"] is not None
            else w("not_computed"),
            _with_interval(f, pair["spearman"], pair["spearman_ci"])
            if pair["spearman"] is not None
            else w("not_computed"),
        )
        for match in f.document["pattern_match"]
        for pair in match["pairs"]
    ]
    blocks: list[Block] = [Paragraph(w("ladder", "how")), Picture("pattern-match*")]
    if rows:
        blocks.append(
            Table(
                "ladders",
                w("ladder", "caption", n=f.k),
                (
                    Column(w("column", "axes"), "long"),
                    Column(w("column", "pearson"), "number"),
                    Column(w("column", "spearman"), "number"),
                ),
                tuple(rows),
                note=w("ladder", "few", n=f.k, free=max(0, f.k - 2)),
            )
        )
    return tuple(blocks)


def _by_group(f: Facts) -> tuple[Block, ...]:
    """Cluster means per group, one table per scale; cells below the minimum say so."""
    w = f.w
    blocks: list[Block] = [Paragraph(w("group_ratings", "how"))]
    groups = f.document["study"]["groups"]
    for i, scale in enumerate(f.scales, start=1):
        columns = [Column(w("column", "cluster"), "long")]
        for group in f.groups:
            n = groups[group]["raters"]
            label = w("group_ratings", "column", group=group, n=n) if n is not None else group
            columns.append(Column(label, "number"))
        rows = tuple(
            (
                f.cluster_called(part),
                *(
                    f.rated(part["group_ratings"].get(scale, {}).get(group), group)
                    for group in f.groups
                ),
            )
            for part in f.document["clusters"]
        )
        blocks.append(
            Table(
                f"group-ratings-{i}",
                w("group_ratings", "caption", scale=f.scale(scale)),
                tuple(columns),
                rows,
            )
        )
    blocks.append(_small_groups(f))
    return tuple(blocks)


def _small_groups(f: Facts) -> Paragraph:
    study = f.document["study"]
    hidden = [g for g, n in study["groups"].items() if n["raters"] is None]
    untested = [
        g
        for g, n in study["groups"].items()
        if (n["raters"] or study["minimum_tested"]) < study["minimum_tested"]
    ]
    said = [f.w("small", "rule", shown=study["minimum_shown"], tested=study["minimum_tested"])]
    if hidden:
        said.append(f.w("small", "hidden", groups=f.w.listed(hidden)))
    if any(warning["code"] == "group-guards-others" for warning in f.document["warnings"]):
        said.append(f.w("small", "guards"))
    if untested:
        said.append(f.w("small", "untested", groups=f.w.listed(untested)))
    return Paragraph(" ".join(said), "small")


def _differences(f: Facts) -> tuple[Block, ...]:
    w = f.w
    blocks: list[Block] = []
    for what in ("groups", "clusters"):
        rows = [row for row in f.document["differences"] if row["what"] == what]
        if rows:
            blocks += _compared(f, what, rows)
    if not blocks:
        return (Paragraph(w("differences", "absent")),)
    return (
        Paragraph(w("differences", "how")),
        *blocks,
        Paragraph(w("differences", "small"), "small"),
    )


def _compared(f: Facts, what: str, rows: Sequence[Difference]) -> list[Block]:
    w = f.w
    found = [r for r in rows if r["p_corrected"] is not None and r["p_corrected"] < SIGNIFICANT]
    shown = sorted(rows, key=lambda r: (_last(r["p_corrected"]), -abs(r["effect"] or 0)))
    shown = shown[:MOST_DIFFERENCES]
    tested = sum(r["p_corrected"] is not None for r in rows)
    said = (
        w("differences", f"found_{what}", n=len(found), tested=tested)
        if found
        else w("differences", f"none_{what}", n=tested)
    )
    tests = w.listed({w.get("test", r["test"], r["test"]): None for r in rows})
    corrections = w.listed(
        {w.get("correction", r["correction"], r["correction"]): None for r in rows}
    )
    return [
        Paragraph(said),
        Table(
            f"differences-{what}",
            w("differences", f"caption_{what}", n=len(shown)),
            (
                Column(w("column", "compared"), "long"),
                Column(w("column", "difference"), "number"),
                Column(w("column", "effect"), "number"),
                Column(w("column", "p"), "number"),
                Column(w("column", "n"), "number"),
            ),
            tuple(
                (
                    _comparison(f, row),
                    _with_interval(f, row["difference"], row["ci"]),
                    _with_interval(f, row["effect"], row["effect_ci"])
                    if row["effect"] is not None
                    else NOTHING,
                    w.p(row["p_corrected"]).removeprefix("= ")
                    if row["p_corrected"] is not None
                    else w("differences", "untested"),
                    w.number(row["n_a"])
                    if row["what"] == "clusters"
                    else f"{w.number(row['n_a'])} / {w.number(row['n_b'])}",
                )
                for row in shown
            ),
            note=w("differences", "note", test=tests, correction=corrections)
            + (
                " " + w("differences", "more", n=len(rows) - len(shown))
                if len(rows) > len(shown)
                else ""
            ),
        ),
    ]


def _comparison(f: Facts, row: Difference) -> str:
    a, b = (_side(f, row["what"], side) for side in (row["a"], row["b"]))
    pair = f.w("differences", "pair", scale=f.scale(row["scale"]), a=a, b=b)
    if row["what"] == "clusters" or row["cluster"] is None:
        return pair
    return f"{pair}, {f.cluster_inside(row['cluster'])}"


def _side(f: Facts, what: str, side: str) -> str:
    return f.cluster_inside(int(side)) if what == "clusters" and side.isdigit() else side


def _last(p: float | None) -> float:
    return 2.0 if p is None else p
