"""Who sorted, what each group's own map looks like, and which statements to talk about."""

from __future__ import annotations

from conceptmapping.document import GroupMap, Logic, SortQuality
from mapreport.story.facts import BRIDGE, RARELY, SIGNIFICANT, Facts, capital
from mapreport.story.parts import (
    Block,
    Column,
    Note,
    Paragraph,
    Picture,
    Point,
    Points,
    Section,
    Table,
)

MOST_MOVED = 3
MOST_TALKED = 15
"""Statements in the table to talk about."""


def group_maps(f: Facts) -> Section:
    w = f.w
    groups = f.document["groups"]
    if not groups:
        said = w("group_maps", "none_shown" if f.groups else "absent")
        return Section("groups", w("heading", "groups"), (Paragraph(said, "lead"),))
    drawn = {g["group"] for g in groups}
    hidden = [group for group in f.groups if group not in drawn]
    tried = len([g for g in groups if g["p"] is not None])
    threshold = SIGNIFICANT / max(tried, 1)
    found = [g["group"] for g in groups if g["p"] is not None and g["p"] < threshold]
    said = (
        w("group_maps", "found", groups=w.listed(found)) if found else w("group_maps", "none_found")
    )
    blocks: list[Block] = [
        Paragraph(
            f"{w('group_maps', 'short')} {said}" if tried else w("group_maps", "untested"), "lead"
        ),
        *([Paragraph(w("group_maps", "hidden", groups=w.listed(hidden)))] if hidden else []),
        Picture("group-map*"),
        Table(
            "group-maps",
            w("group_maps", "caption"),
            (
                Column(w("column", "group")),
                Column(w("column", "sorters"), "number"),
                Column(w("column", "stress"), "number"),
                Column(w("column", "r2"), "number"),
                Column(w("column", "p"), "number"),
                Column(w("column", "moved"), "long"),
            ),
            tuple(_group_row(f, g) for g in groups),
            note=w(
                "group_maps",
                "note",
                permutations=max(g["permutations"] for g in groups),
                tested=f.document["study"]["minimum_tested"],
                n=tried,
                threshold=w.number(threshold, 3),
            ),
        ),
    ]
    blocks.extend(_two_by_two(f))
    return Section("groups", w("heading", "groups"), tuple(blocks))


def _two_by_two(f: Facts) -> tuple[Table, ...]:
    """The maps of the groups beside each other; nothing where the document does not say.

    A group below the minimum is left out, as row and as column.
    """
    w = f.w
    compared = {
        g["group"]: others
        for g in f.document["groups"]
        if _enough(f, g) and (others := g.get("others"))
    }
    if len(compared) < 2:
        return ()
    return (
        Table(
            "groups-compared",
            w("group_maps", "others_caption"),
            (Column(w("column", "group")), *(Column(group, "number") for group in compared)),
            tuple(
                (
                    group,
                    *("–" if group == other else f.number(others.get(other)) for other in compared),
                )
                for group, others in compared.items()
            ),
            note=w("group_maps", "others_note"),
        ),
    )


def _enough(f: Facts, g: GroupMap) -> bool:
    """Whether a group has enough sorters to be shown."""
    study = f.document["study"]
    shown = study["groups"].get(g["group"], {}).get("sorters", g["sorters"])
    return shown is not None and shown >= study["minimum_shown"]


def _group_row(f: Facts, g: GroupMap) -> tuple[str, ...]:
    w, study = f.w, f.document["study"]
    if not _enough(f, g):
        return (g["group"], f.few, *[w("not_shown")] * 2, w("not_shown"), "–")
    small = g["sorters"] < study["minimum_tested"]
    return (
        g["group"],
        w.number(g["sorters"]),
        w("not_computed") if g["stress"] is None else w.number(g["stress"], 3),
        f.number(g["procrustes_r2"]),
        w.p(g["p"]).removeprefix("= ")
        if g["p"] is not None
        else (w("group_maps", "too_small") if small else w("not_computed")),
        ", ".join(_moved(f, str(move["id"])) for move in g["moves"][:MOST_MOVED]) or "–",
    )


def _moved(f: Facts, statement: str) -> str:
    short = f.statements[statement]["short"]
    return f"{statement} ({short})" if short else statement


def to_talk_about(f: Facts) -> Section:
    """Statements on which the map is least sure of itself, with the reasons."""
    w = f.w
    reasons: dict[str, list[str]] = {}
    weights: dict[str, float] = {}
    apart = set(f.document["disagreement"])
    for s in f.document["statements"]:
        own = []
        if s["id"] in apart:
            own.append(w("talk", "apart"))
        if s["stays"] is not None and s["stays"] < RARELY:
            own.append(w("talk", "stays", share=w.percent(s["stays"])))
        if s["bridging"] is not None and s["bridging"] >= BRIDGE:
            own.append(w("talk", "bridging", bridging=s["bridging"]))
        if s["bridging"] is None:
            own.append(w("talk", "alone"))
        if own:
            reasons[s["id"]] = own
            weights[s["id"]] = len(own) + 1 - (s["stays"] if s["stays"] is not None else 1.0)
    if not reasons:
        return Section("talk", w("heading", "talk"), (Paragraph(w("talk", "absent"), "lead"),))
    first = sorted(reasons, key=lambda s: -weights[s])
    shown = first[:MOST_TALKED]
    return Section(
        "talk",
        w("heading", "talk"),
        (
            Paragraph(w("talk", "short"), "lead"),
            Table(
                "talk",
                w("talk", "caption", n=len(shown)),
                (
                    Column(w("column", "number")),
                    Column(w("column", "statement"), "long"),
                    Column(w("column", "cluster"), "text"),
                    Column(w("column", "why"), "long"),
                ),
                tuple(
                    (
                        s,
                        f.statements[s]["text"],
                        w.number(f.statements[s]["cluster"]),
                        capital("; ".join(reasons[s])),
                    )
                    for s in shown
                ),
                head=1,
                note=w("talk", "more", n=len(first) - len(shown))
                if len(first) > len(shown)
                else "",
            ),
            Paragraph(w("talk", "how", apart=len(apart)), "small"),
        ),
    )


def sorters(f: Facts) -> Section:
    w, c = f.w, f.document["counts"]
    blocks: list[Block] = [
        Paragraph(
            w(
                "sorters",
                "short",
                n=c["sorters"],
                complete=c["complete_sorters"],
                piles=c["piles"],
                mean=c["piles"] / c["sorters"] if c["sorters"] else None,
            ),
            "lead",
        ),
        Paragraph(_unplaced(f)),
    ]
    if f.groups:
        blocks.append(_who(f))
    blocks.append(_excluded(f))
    blocks += _flags(f)
    sections = (
        [Section("quality", w("heading", "quality"), _quality(f))] if f.document["quality"] else []
    )
    logics = f.document["logics"]
    if logics and len(logics["groups"]) > 1:
        sections.append(Section("logics", w("heading", "logics"), _logics(f, logics)))
    return Section("sorters", w("heading", "sorters"), tuple(blocks), tuple(sections))


def _unplaced(f: Facts) -> str:
    c = f.document["counts"]
    said = [
        f.w("sorters", "unplaced", n=c["unplaced"])
        if c["unplaced"]
        else f.w("sorters", "all_placed")
    ]
    if c["pairs_never_placed"]:
        said.append(f.w("sorters", "pairs", n=c["pairs_never_placed"], pairs=c["pairs"]))
    return " ".join(said)


def _who(f: Facts) -> Table:
    w, study = f.w, f.document["study"]
    return Table(
        "who",
        w("sorters", "who_caption"),
        (
            Column(w("column", "group")),
            Column(w("column", "sorters"), "number"),
            Column(w("column", "raters"), "number"),
        ),
        tuple(
            (group, f.people(n["sorters"]), f.people(n["raters"]))
            for group, n in study["groups"].items()
        ),
    )


def _excluded(f: Facts) -> Block:
    w, excluded = f.w, f.document["excluded"]
    if not excluded:
        return Paragraph(w("sorters", "none_excluded"))
    reasons = tuple(
        w("sorters", "reason", participant=e["participant"], reason=w.quoted(e["reason"]))
        if e["participant"]
        else w("sorters", "reason_of_one", reason=w.quoted(e["reason"]))
        for e in excluded
        if e["participant"] or e["reason"]
    )
    untold = w("sorters", "reason_untold")
    return Note(w("sorters", "excluded", n=len(excluded)), reasons or (untold,))


def _flags(f: Facts) -> list[Block]:
    w, flags = f.w, f.document["flags"]
    if not f.of_people:
        return []  # published: nothing in it is about one sorter
    if not flags:
        return [Paragraph(w("sorters", "no_flags"))]
    names = dict.fromkeys(flag["flag"] for flag in flags)
    points = [
        Point(w.listed(x["participant"] for x in flags if x["flag"] == name), _flag(f, name))
        for name in names
    ]
    return [Paragraph(w("sorters", "flags")), Points(tuple(points))]


def _flag(f: Facts, name: str) -> str:
    return f.w.get("flag", name, f"{name}:")


def _quality(f: Facts) -> tuple[Block, ...]:
    w, quality = f.w, f.document["quality"]
    timed = any(q["seconds"] is not None for q in quality)
    weighted = any(q["weight"] != 1 for q in quality)
    columns = [
        Column(w("column", "sorter")),
        Column(w("column", "piles"), "number"),
        Column(w("column", "singletons"), "number"),
        Column(w("column", "largest"), "number"),
        Column(w("column", "placed"), "number"),
        Column(w("column", "correlation"), "number"),
        Column(w("column", "chance_p"), "number"),
        Column(w("column", "influence"), "number"),
    ]
    if timed:
        columns.append(Column(w("column", "minutes"), "number"))
    if weighted:
        columns.append(Column(w("column", "weight"), "number"))
    columns.append(Column(w("column", "flags"), "long"))
    return (
        Paragraph(w("sorters", "quality")),
        Table(
            "quality",
            w("sorters", "quality_caption", n=len(quality)),
            tuple(columns),
            tuple(_quality_row(f, q, timed, weighted) for q in quality),
            note=w("sorters", "quality_note"),
        ),
    )


def _quality_row(f: Facts, q: SortQuality, timed: bool, weighted: bool) -> tuple[str, ...]:
    w = f.w
    cells = [
        q["participant"],
        w.number(q["piles"]),
        w.number(q["singletons"]),
        w.percent(q["largest_share"]),
        w.number(q["placed"]),
        w.number(q["correlation"]),
        w.p(q["chance_p"]).removeprefix("= "),
        w.number(q["influence"], 3),
    ]
    if timed:
        cells.append("–" if q["seconds"] is None else w.number(q["seconds"] / 60, 0))
    if weighted:
        cells.append(w.number(float(q["weight"])))
    cells.append(w.listed(w.get("flag_short", flag, flag) for flag in q["flags"]) or "–")
    return tuple(cells)


def _logics(f: Facts, logics: Logic) -> tuple[Block, ...]:
    sizes = f.w.listed(
        f.w("logics", "size", n=len(group))
        for group in sorted(logics["groups"], key=len, reverse=True)
    )
    return (Paragraph(f.w("logics", "how", n=len(logics["groups"]), sizes=sizes)),)
