"""The clusters, one by one."""

from __future__ import annotations

from conceptmapping.document import ClusterPart
from mapreport.moves import moved
from mapreport.story.facts import Facts, mean, raters
from mapreport.story.parts import Block, Column, Paragraph, Section, Table
from mapreport.wording import NOTHING


def section(f: Facts) -> Section:
    """All clusters in one table, then each with its statements."""
    w = f.w
    parts = f.document["clusters"]
    return Section(
        "clusters",
        w("heading", "clusters"),
        (
            Paragraph(w("clusters", "short"), "lead"),
            _overview(f),
            Paragraph(w("clusters", "bridging"), "small"),
        ),
        (*(_cluster(f, part) for part in parts), *_moved(f)),
    )


def _moved(f: Facts) -> tuple[Section, ...]:
    """What people moved by hand, from where, and why."""
    w = f.w
    clusters = {part["cluster"]: part for part in f.document["clusters"]}
    rows = [
        (
            f"{one.statement['id']}. {one.statement['text']}",
            f.cluster_mentioned(clusters[one.came]),
            f.cluster_mentioned(clusters[one.went]),
            "; ".join(one.reasons) or NOTHING,
        )
        for one in moved(f.document)
    ]
    if not rows:
        return ()
    return (
        Section(
            "moved",
            w("heading", "moved"),
            (
                Paragraph(w("clusters", "moved")),
                Table(
                    "moved",
                    w("clusters", "moved_caption", n=len(rows)),
                    (
                        Column(w("column", "statement"), "long"),
                        Column(w("column", "from_cluster"), "long"),
                        Column(w("column", "to_cluster"), "long"),
                        Column(w("column", "why"), "long"),
                    ),
                    tuple(rows),
                ),
            ),
        ),
    )


def _overview(f: Facts) -> Table:
    w = f.w
    columns = [
        Column(w("column", "cluster"), "long"),
        Column(w("column", "statements"), "number"),
        *_certainty_columns(f),
        *(Column(f.scale_heading(s), "number") for s in f.scales),
    ]
    rows = [
        (
            f.cluster_called(part),
            w.number(len(part["statements"])),
            *_certainty(f, part["stays"], part["bridging"]),
            *(f.rated(part["ratings"].get(s)) for s in f.scales),
        )
        for part in f.document["clusters"]
    ]
    note = w("clusters", "rating_note") if f.scales else ""
    return Table(
        "clusters",
        w("clusters", "caption" if f.scales else "caption_unrated"),
        tuple(columns),
        tuple(rows),
        note=note,
    )


def _cluster(f: Facts, part: ClusterPart) -> Section:
    w = f.w
    blocks: list[Block] = [Paragraph(_labels(f, part))]
    if any(part["origins"].values()):
        origins = w.listed(
            w("clusters", "from", group=group, n=n) for group, n in part["origins"].items() if n
        )
        blocks.append(Paragraph(w("clusters", "origins", origins=origins)))
    columns = (
        Column(w("column", "number"), "text"),
        Column(w("column", "statement"), "long"),
        *_certainty_columns(f),
        *(Column(f.scale_heading(s), "number") for s in f.scales),
    )
    members = [f.statements[s] for s in part["statements"]]
    rows = tuple(
        (
            s["id"],
            s["text"],
            *_certainty(f, s["stays"], s["bridging"]),
            *(w.number(mean(s["ratings"], scale)) for scale in f.scales),
        )
        for s in members
    )
    rated = [
        w(
            "clusters",
            "raters",
            scale=f.scale(scale),
            n=f.range(raters(s["ratings"], scale) for s in members),
        )
        for scale in f.scales
    ]
    blocks.append(
        Table(
            f"cluster-{part['cluster']}",
            w("clusters", "statements_of", cluster=f.cluster_inside(part["cluster"])),
            columns,
            rows,
            head=1,
            note=w("clusters", "mean_note", raters="; ".join(rated)) if rated else "",
        )
    )
    number = part["cluster"]
    return Section(f"cluster-{number}", f.cluster_called(part), tuple(blocks), cluster=number)


def _labels(f: Facts, part: ClusterPart) -> str:
    w = f.w
    said = []
    if part["name"]:
        said.append(w("clusters", "named", name=w.quoted(part["name"])))
        if easy := part.get("easy"):
            said.append(w("clusters", "easy", name=w.quoted(easy)))
    else:
        said.append(w("clusters", "unnamed"))
    if part["labels"]:
        labels = w.listed(
            w("clusters", "label", label=w.quoted(label["label"]), n=label["sorters"])
            for label in part["labels"]
        )
        said.append(w("clusters", "labels", labels=labels))
    elif not part["name"] and f.of_people:
        said.append(w("clusters", "no_labels"))
    return " ".join(said)


def _certainty_columns(f: Facts) -> list[Column]:
    columns = [Column(f.w("column", "bridging"), "number")]
    if f.bootstraps:
        columns.insert(0, Column(f.w("column", "stays"), "number"))
    return columns


def _certainty(f: Facts, stays: float | None, bridging: float | None) -> list[str]:
    cells = [f.w.number(bridging)]
    if f.bootstraps:
        cells.insert(0, f.w.percent(stays))
    return cells
