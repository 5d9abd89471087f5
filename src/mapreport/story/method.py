"""How many clusters, which method with which settings, where it comes from, what words mean."""

from __future__ import annotations

from typing import Any

from mapreport.story.facts import Facts
from mapreport.story.opening import transform
from mapreport.story.parts import (
    Block,
    Column,
    Paragraph,
    Picture,
    Point,
    Points,
    Section,
    Table,
)

_IDS_SHOWN = 8
"""Statement numbers shown of one side of a merge."""

_TOLD_ELSEWHERE = ("moves", "names")
"""Settings that are told with the clusters."""
_GLOSSARY = ("statement", "sorter", "pile", "cluster", "rater")


def replay(f: Facts) -> Section:
    """The choice of the number of clusters, and the steps it was chosen from."""
    w, choice = f.w, f.document["choice"]
    if choice["by"] == "person":
        said = [w("choice", "person", clusters=choice["clusters"], suggested=choice["suggested"])]
        said.append(
            w("choice", "reason", reason=w.quoted(choice["reason"]))
            if choice["reason"]
            else w("choice", "no_reason")
        )
    else:
        said = [w("choice", "engine", clusters=choice["clusters"])]
    blocks: list[Block] = [
        Paragraph(" ".join(said), "lead"),
        Paragraph(w("choice", "how")),
        Picture("tree*"),
    ]
    if f.document["replay"]:
        blocks.append(
            Table(
                "replay",
                w("choice", "caption"),
                (
                    Column(w("column", "step")),
                    Column(w("column", "joins"), "long"),
                    Column(w("column", "silhouette"), "number"),
                    Column(w("column", "ari"), "number"),
                ),
                tuple(
                    (
                        w("choice", "step", start=step["clusters"] + 1, end=step["clusters"])
                        + (f" ({w('bootstrap', 'chosen')})" if step["clusters"] == f.k else ""),
                        f" {w('choice', 'with')} ".join(
                            f.ids(side, most=_IDS_SHOWN) for side in step["joins"]
                        ),
                        w.number(step["silhouette"]),
                        w.number(step["ari"]),
                    )
                    for step in f.document["replay"]
                ),
                note=w("choice", "note"),
            )
        )
    return Section("choice", w("heading", "choice"), tuple(blocks))


def method(f: Facts) -> Section:
    w, settings = f.w, f.document["settings"]
    linkage, unplaced = (str(settings.get(name, "")) for name in ("linkage", "unplaced"))
    steps = [
        w("method", "similarity"),
        w("method_unplaced", unplaced) if unplaced in ("pairwise", "singletons") else "",
        w("method", "scaling", transform=transform(f, f.document["stress"]["transform"])),
        w("method", "clustering", linkage=w.get("linkage", linkage, linkage)),
        w("method", "bridging"),
        w("method", "uncertainty") if f.bootstraps else "",
    ]
    if f.scales:
        steps.append(w("method", "ratings"))
    return Section(
        "method",
        w("heading", "method"),
        (
            Paragraph(w("method", "short"), "lead"),
            Points(tuple(Point(step) for step in steps if step)),
        ),
        (
            Section("settings", w("heading", "settings"), (_settings(f),)),
            Section("conmapt", w("heading", "conmapt"), (Paragraph(w("method", "conmapt")),)),
        ),
    )


def _settings(f: Facts) -> Table:
    w = f.w
    rows = [(w("setting", "engine"), f.document["engine"])]
    rows += [
        (w.get("setting", name, name), _value(f, name, value))
        for name, value in f.document["settings"].items()
        if name not in _TOLD_ELSEWHERE
    ]
    return Table(
        "settings",
        w("method", "settings_caption"),
        (Column(w("column", "setting"), "long"), Column(w("column", "value"), "long")),
        tuple(rows),
        note=w("method", "same"),
    )


def _value(f: Facts, name: str, value: Any) -> str:
    w = f.w
    if name == "exclude" and not value and f.document["excluded"]:
        return w("excluded_unnamed", n=len(f.document["excluded"]))  # published: who is not in it
    if value is None or value == "" or value == [] or value == {}:
        return w.get("setting_none", name, w("none"))
    if isinstance(value, bool):
        return w("yes_no", "yes" if value else "no")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return w.number(value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_value(f, name, inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_value(f, name, inner) for inner in value)
    family = {"transform": "transform", "linkage": "linkage", "unplaced": "unplaced_setting"}
    text = str(value)
    if name in family:
        said = w.get(family[name], text, text)
        return said if said == text else f"{said} ({text})"
    return text


def literature(f: Facts) -> Section:
    """Only what this report rests on."""
    document = f.document
    used = ["trochim1989"]
    if any(value is not None for value in (document["reliability"]["r_II"],)):
        used.append("trochim1993")
    used += ["kruskal1964", "deleeuw2009"]
    if f.ari is not None:
        used.append("hubert1985")
    if document["disagreement"]:
        used.append("peladeau2017")
    used.append("pantha2025")
    if any(row["correction"].startswith("holm") for row in document["differences"]):
        used.append("holm1979")
    if any(row["correction"].startswith("benj") for row in document["differences"]):
        used.append("benjamini1995")
    return Section(
        "literature",
        f.w("heading", "literature"),
        (Points(tuple(Point(f.w("literature", name)) for name in sorted(used))),),
    )


def glossary(f: Facts) -> Section:
    return Section(
        "words",
        f.w("heading", "words"),
        (
            Points(
                tuple(
                    Point(f.w("glossary", word), f.w("glossary", f"{word}_word"))
                    for word in _GLOSSARY
                    if word != "rater" or f.scales
                )
            ),
        ),
    )


def rest(f: Facts) -> Section:
    """Figures that found no place elsewhere; disappears when there are none."""
    return Section("figures", f.w("heading", "figures"), (Picture("*"),))
