"""The first page: what everybody should know, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from conceptmapping.document import ClusterPart
from mapreport.figures.maps import ellipses_fit
from mapreport.story.facts import SIGNIFICANT, Facts, capital
from mapreport.story.parts import Block, Count, Note, Paragraph, Picture, Point, Points, Section
from mapreport.story.warnings import spoken

ENOUGH_DRAWN = 50
"""With fewer redrawn maps a share says little: our own rule of thumb."""
FIRM_ARI = 0.7
LOOSE_ARI = 0.4
"""Our rule of thumb for the adjusted Rand index; printed where it is used."""


def counts(f: Facts) -> tuple[Count, ...]:
    """The numbers under the title."""
    c = f.document["counts"]
    counted = [
        ("statements", c["statements"]),
        ("sorters", c["sorters"]),
        ("raters", c["raters"]),
        ("clusters", f.k),
    ]
    return tuple(Count(f.w.number(n), f.w("count", what, n=n)) for what, n in counted if n)


def short(f: Facts) -> Section:
    """The three to five things to know, and what to keep in mind."""
    w = f.w
    points = [Point(_took_part(f), w("short", "who"))]
    points.append(Point(_found(f), w("short", "found")))
    if f.ranked:
        points.append(Point(_most_important(f), _superlative(f)))
    if f.least_certain:
        points.append(
            Point(
                w("short", "uncertain_is", statements=f.listed(f.least_certain[:3])),
                w("short", "uncertain"),
            )
        )
    points.append(Point(f"{verdict(f)} {evidence(f)}".strip(), w("short", "firm")))
    blocks: list[Block] = [Points(tuple(points))]
    if warnings := [spoken(f, warning) for warning in f.document["warnings"]]:
        blocks.append(Note(w("short", "mind"), tuple(warnings), "warning"))
    return Section("short", w("heading", "short"), tuple(blocks))


def the_map(f: Facts) -> Section:
    """The map, and how to read it."""
    w, stress = f.w, f.document["stress"]
    reading = [
        Point(w("reading", what), w("reading", f"{what}_lead"))
        for what in ("near", "sides", "line", "middle")
    ]
    points = w("reading", "points")
    if any(s["ellipse"] for s in f.document["statements"]):
        drawn = "ellipse" if ellipses_fit(f.document) else "no_ellipse"
        points = f"{points} {w('reading', drawn)}"
    return Section(
        "map",
        w("heading", "map"),
        (
            Paragraph(w("reading", "short"), "lead"),
            Picture("cluster-map"),
            Paragraph(
                w(
                    "reading",
                    "figures",
                    stress=stress["value"],
                    transform=transform(f, stress["transform"]),
                    sorters=f.document["counts"]["sorters"],
                    statements=f.document["counts"]["statements"],
                    starts=stress["starts"],
                    seed=str(f.document["settings"].get("seed", "–")),
                    engine=f.document["engine"],
                ),
                "small",
            ),
        ),
        (
            Section("reading", w("heading", "reading"), (Points(tuple(reading)),)),
            Section(
                "points",
                w("heading", "points"),
                (Paragraph(points), Picture("point-map")),
            ),
        ),
    )


def transform(f: Facts, name: str) -> str:
    return f.w.get("transform", name, name)


def verdict(f: Facts) -> str:
    """Is the map firm enough to build on? One plain sentence, from chance, growth and ARI."""
    w, stability = f.w, f.document["stability"]
    if f.chance == "same":
        return w("verdict", "chance")
    if not stability["bootstrap"] or f.ari is None:
        return w("verdict", "unknown")
    if stability["still_moving"] or any(
        warning["code"] == "few-sorters" for warning in f.document["warnings"]
    ):
        return w("verdict", "moving")
    if stability["bootstrap"] < ENOUGH_DRAWN:
        return w("verdict", "seldom")
    if f.ari >= FIRM_ARI:
        return w("verdict", "firm")
    return w("verdict", "partly" if f.ari >= LOOSE_ARI else "loose")


def evidence(f: Facts) -> str:
    """What the verdict rests on, counted in statements."""
    if not f.bootstraps:
        return ""
    return f.w(
        "verdict",
        "evidence",
        times=f.bootstraps,
        firm=f.firm,
        statements=f.document["counts"]["statements"],
    )


def _took_part(f: Facts) -> str:
    w, c = f.w, f.document["counts"]
    said = [w("short", "sorted", n=c["sorters"], statements=c["statements"])]
    if c["raters"]:
        said.append(w("short", "rated", n=c["raters"]))
    told = {warning["code"] for warning in f.document["warnings"]}
    if f.document["excluded"] and "excluded" not in told:
        said.append(w("short", "left_out", n=len(f.document["excluded"])))
    return " ".join(said)


def _found(f: Facts) -> str:
    """How many clusters, what they are called, and what they might be called."""
    w, clusters = f.w, f.document["clusters"]
    named = w.listed(c["name"] for c in clusters if c["name"])
    labels = w.listed(f.called(c) for c in clusters if not c["name"] and c["labels"])
    said = [w("short", "clusters", n=len(clusters))]
    if all(c["name"] for c in clusters):
        said.append(w("short", "names", names=named))
    else:
        said.append(w("short", "nameless", names=named) if named else w("short", "no_names"))
        if labels:
            said.append(w("short", "suggested", labels=labels))
    return " ".join(said)


def _superlative(f: Facts) -> str:
    """What the top of the first scale is called."""
    return f.w.get(
        "short_top", f.scales[0].lower(), f.w("short", "top", scale=f.scale(f.scales[0]))
    )


def _most_important(f: Facts) -> str:
    """The cluster rated highest, with those next in rank of which no two can be told apart."""
    (first, mean), *others = f.ranked
    name = f.scales[0]
    bounds = f.document["scales"][name]
    scale = {
        "scale": f.scale(name),
        "minimum": f.w.number(float(bounds["minimum"]), 0),
        "maximum": f.w.number(float(bounds["maximum"]), 0),
    }
    apart = {c["cluster"]: _apart(f, first["cluster"], c["cluster"]) for c, _ in others}
    close = _level(f, first, [c for c, _ in others])
    if close and len(close) == len(others):
        return f.w("short", "none_on_top", low=f.ranked[-1][1], high=mean, **scale)
    if close:
        together = f.w.listed(f.cluster_mentioned(c) for c in (first, *close))
        return f.w("short", "some_on_top", clusters=together, mean=mean, **scale)
    said = [f.w("short", "top_is", cluster=capital(f.cluster_mentioned(first)), mean=mean, **scale)]
    if others:
        second, lower = others[0]
        how = apart[second["cluster"]]
        said.append(f.w("short_next", how, cluster=f.cluster_inside(second["cluster"]), mean=lower))
    return " ".join(said)


def _level(f: Facts, first: ClusterPart, others: Sequence[ClusterPart]) -> list[ClusterPart]:
    """Those next in rank, up to where one differs from any before it more than chance explains."""
    level: list[ClusterPart] = []
    for cluster in others:
        number = cluster["cluster"]
        if _apart(f, first["cluster"], number) != "close":
            break
        if any(_apart(f, c["cluster"], number) == "apart" for c in level):
            break
        level.append(cluster)
    return level


def _apart(f: Facts, first: int, second: int) -> str:
    """Whether the two differ more than chance explains, as far as that was tested."""
    for row in f.document["differences"]:
        if (
            row["what"] == "clusters"
            and row["scale"] == f.scales[0]
            and {_digits(row["a"]), _digits(row["b"])} == {str(first), str(second)}
            and row["p_corrected"] is not None
        ):
            return "apart" if row["p_corrected"] < SIGNIFICANT else "close"
    return "untested"


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())
