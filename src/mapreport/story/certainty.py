"""How certain the map is: fit, chance, other sorters, more sorters, reliability."""

from __future__ import annotations

from mapreport.story.facts import RARELY, USUALLY, Facts
from mapreport.story.opening import FIRM_ARI, LOOSE_ARI, evidence, transform, verdict
from mapreport.story.parts import Block, Column, Note, Paragraph, Picture, Section, Table

_COEFFICIENTS = ("r_II", "r_IT", "r_IT_loo", "r_IM", "r_SHT", "r_SHM")

_AROUND = 3
"""How many numbers of clusters more and fewer than the chosen one are shown."""


def section(f: Facts) -> Section:
    w = f.w
    return Section(
        "certainty",
        w("heading", "certainty"),
        (Paragraph(f"{verdict(f)} {evidence(f)}".strip(), "lead"),),
        (
            Section("stress", w("heading", "stress"), _stress(f)),
            Section("bootstrap", w("heading", "bootstrap"), _bootstrap(f)),
            Section("growing", w("heading", "growing"), _growing(f)),
            Section("reliability", w("heading", "reliability"), _reliability(f)),
        ),
    )


def _stress(f: Facts) -> tuple[Block, ...]:
    w, stress, c = f.w, f.document["stress"], f.document["counts"]
    blocks: list[Block] = [
        Paragraph(
            w(
                "stress",
                "value",
                stress=stress["value"],
                transform=transform(f, stress["transform"]),
                sorters=c["sorters"],
                statements=c["statements"],
            )
        ),
        Paragraph(
            w(
                "stress",
                "starts",
                n=stress["starts"],
                at_best=stress["at_best"],
                spread=stress["spread"],
                classical=stress["classical"],
            )
        ),
    ]
    chance = stress["chance"]
    if chance:
        blocks.append(
            Paragraph(
                w(
                    "chance",
                    "level",
                    times=chance["permutations"],
                    mean=chance["mean"],
                    low=chance["min"],
                    high=chance["max"],
                    stress=stress["value"],
                    p=w.p(chance["p"]),
                )
                + " "
                + w("chance", f.chance)
            )
        )
    else:
        blocks.append(Paragraph(w("chance", "absent")))
    blocks.append(Paragraph(w("chance", "rule")))
    if stress["by_transform"]:
        blocks.append(
            Table(
                "stress",
                w("stress", "caption", statements=c["statements"], sorters=c["sorters"]),
                (
                    Column(w("column", "convention"), "long"),
                    Column(w("column", "stress"), "number"),
                ),
                tuple(
                    (
                        transform(f, name)
                        + (f" ({w('stress', 'used')})" if name == stress["transform"] else ""),
                        w.number(value, 3),
                    )
                    for name, value in stress["by_transform"].items()
                ),
                note=w(
                    "stress",
                    "ties",
                    zero=c["placed_pairs_zero"],
                    pairs=c["pairs"],
                    share=w.percent(c["placed_pairs_zero"] / c["pairs"] if c["pairs"] else None),
                ),
            )
        )
    return tuple(blocks)


def _bootstrap(f: Facts) -> tuple[Block, ...]:
    w, stability = f.w, f.document["stability"]
    if not f.bootstraps:
        return (Paragraph(w("bootstrap", "absent")),)
    blocks: list[Block] = [
        Paragraph(w("bootstrap", "how", times=f.bootstraps)),
        Paragraph(
            w(
                "bootstrap",
                "r2",
                r2=f.number(stability["procrustes_r2"]),
                ari=f.number(f.ari),
                clusters=f.k,
                firm=FIRM_ARI,
                loose=LOOSE_ARI,
            )
        ),
        Picture("stability*"),
    ]
    stays = [s["stays"] for s in f.document["statements"] if s["stays"] is not None]
    if stays:
        bands = (
            ("usually", sum(s >= USUALLY for s in stays)),
            ("often", sum(RARELY <= s < USUALLY for s in stays)),
            ("rarely", sum(s < RARELY for s in stays)),
        )
        blocks.append(
            Table(
                "stays",
                w("bootstrap", "stays_caption", times=f.bootstraps),
                (
                    Column(w("column", "how_often"), "long"),
                    Column(w("column", "statements"), "number"),
                ),
                tuple(
                    (
                        w("bootstrap", band, high=w.percent(USUALLY), low=w.percent(RARELY)),
                        w.number(n),
                    )
                    for band, n in bands
                ),
            )
        )
        blocks.append(Paragraph(w("bootstrap", "ellipses", times=f.bootstraps)))
    if stability["ari"]:
        blocks.append(
            Table(
                "ari",
                w("bootstrap", "ari_caption", times=f.bootstraps),
                (
                    Column(w("column", "clusters_count"), "text"),
                    Column(w("column", "ari"), "number"),
                ),
                tuple(
                    (
                        k + (f" ({w('bootstrap', 'chosen')})" if k == str(f.k) else ""),
                        w.number(value),
                    )
                    for k, value in sorted(stability["ari"].items(), key=lambda item: int(item[0]))
                    if abs(int(k) - f.k) <= _AROUND
                ),
                note=w("bootstrap", "ari_note"),
            )
        )
    return tuple(blocks)


def _growing(f: Facts) -> tuple[Block, ...]:
    w, stability = f.w, f.document["stability"]
    moving = {True: "moving", False: "settled", None: "unknown"}[stability["still_moving"]]
    blocks: list[Block] = [Paragraph(w("growing", moving), "lead")]
    if stability["by_sorters"]:
        blocks += [
            Paragraph(w("growing", "how", sorters=f.document["counts"]["sorters"])),
            Table(
                "by-sorters",
                w("growing", "caption", clusters=f.k),
                (
                    Column(w("column", "sorters")),
                    Column(w("column", "r2"), "number"),
                    Column(w("column", "ari"), "number"),
                    Column(w("column", "repeats"), "number"),
                ),
                tuple(
                    (
                        w.number(row["sorters"]),
                        w.number(row["procrustes_r2"]),
                        w.number(row["ari"]),
                        w.number(row["repeats"]),
                    )
                    for row in stability["by_sorters"]
                ),
            ),
        ]
    return tuple(blocks)


def _reliability(f: Facts) -> tuple[Block, ...]:
    w, reliability = f.w, f.document["reliability"]
    values: dict[str, float | None] = {
        "r_II": reliability["r_II"],
        "r_IT": reliability["r_IT"],
        "r_IT_loo": reliability["r_IT_loo"],
        "r_IM": reliability["r_IM"],
        "r_SHT": reliability["r_SHT"],
        "r_SHM": reliability["r_SHM"],
    }
    rows = [
        (
            name.replace("_loo", ""),
            w("coefficient", name, halves=reliability["split_halves"]),
            f.number(values[name]),
        )
        for name in _COEFFICIENTS
    ]
    rows += [
        ("r_RR", w("coefficient", "r_RR", scale=f.scale(scale)), f.number(value))
        for scale, value in reliability["r_RR"].items()
    ]
    return (
        Paragraph(w("reliability", "how")),
        Table(
            "reliability",
            w("reliability", "caption", sorters=f.document["counts"]["sorters"]),
            (
                Column(w("column", "coefficient")),
                Column(w("column", "meaning"), "long"),
                Column(w("column", "value"), "number"),
            ),
            tuple(rows),
        ),
        Note(
            w("reliability", "not_heading"),
            (
                w("reliability", "not"),
                w("reliability", "both", ari=f.number(f.ari), clusters=f.k)
                if f.ari is not None
                else w("reliability", "no_ari"),
            ),
        ),
    )
