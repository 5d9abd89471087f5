"""What a reader of a concept mapping study should be able to find, filled in as far as is known.

The list follows ConMapT (Pantha, Jones & Gray 2025, Methods and Protocols 8(2), 24), the
reporting guideline for Trochim's concept mapping, in our own words and with our own numbers:
``docs/methods/conmapt.md`` says why. What the analysis knows is filled in from the document;
what only the researchers know comes from the study's own words (``[conmapt]`` in
``study.toml``); what nobody wrote down says so.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from conceptmapping.document import MapDocument
from conceptmapping.errors import Language
from mapreport.wording import NOTHING, Words, words

ITEMS: dict[str, tuple[str, ...]] = {
    "opening": ("title", "summary"),
    "background": ("aim",),
    "design": ("design",),
    "team": ("team",),
    "prompt": ("prompt", "prompt_development"),
    "participants": ("recruitment", "sample_size", "participants"),
    "ethics": ("ethics", "support"),
    "ideas": ("ideas",),
    "statements": ("editing", "statements"),
    "structuring": ("sorting", "rating", "quality"),
    "analysis": ("software", "map", "clusters"),
    "certainty": ("certainty",),
    "interpretation": ("names", "results"),
    "use": ("limitations", "use", "openness"),
}
"""Heading -> the keys under it; the same keys are used in ``study.toml``."""

COLUMNS = ("number", "heading", "item", "reported", "where")


@dataclass(frozen=True)
class Item:
    """One line of the list; ``reported`` is None where nobody recorded it."""

    number: int
    key: str
    heading: str
    item: str
    reported: str | None
    where: str


def items(document: MapDocument, language: Language) -> list[Item]:
    """Every item, in order, with what is known about it."""
    w = words("conmapt", language)
    listed = [(heading, key) for heading, keys in ITEMS.items() for key in keys]
    return [_item(number, *pair, document, w) for number, pair in enumerate(listed, start=1)]


def _item(number: int, heading: str, key: str, document: MapDocument, w: Words) -> Item:
    own = _own_words(_told(document).get(key))
    reported = [own] if own else []
    where = [w("own", key=key)] if own else []
    if key in _KNOWN:
        tell, place = _KNOWN[key]
        computed = list(tell(document, w))
        reported += computed
        where += [place] if computed else []
        if computed and not own and key in _PARTLY:
            reported.append(w("partly"))
            where.append(w("add", key=key))
    return Item(
        number=number,
        key=key,
        heading=w("heading", heading),
        item=w("item", key),
        reported=" ".join(reported) or None,
        where="; ".join(where) or w("add", key=key),
    )


def render(document: MapDocument, language: Language) -> bytes:
    """The list as CSV (UTF-8 with a byte order mark, so that spreadsheets read the accents)."""
    w = words("conmapt", language)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([w("column", column) for column in COLUMNS])
    for item in items(document, language):
        reported = w("missing") if item.reported is None else item.reported
        writer.writerow(
            [item.number, item.heading, item.item, harmless(reported), harmless(item.where)]
        )
    writer.writerow(["", w("source_row"), w("source"), "", ""])
    if document["study"]["invented"]:
        writer.writerow(["", "", w("invented"), "", ""])
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """The same text, as something no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _told(document: MapDocument) -> Mapping[str, Any]:
    """What ``study.toml`` says under ``[conmapt]``, or, where there is no such part, at all."""
    facts = document["conmapt"]
    part = facts.get("conmapt")
    return part if isinstance(part, Mapping) else facts


def _own_words(told: Any) -> str:
    """What the study tells about an item, on one line."""
    if told is None or told == "":
        return ""
    if isinstance(told, list | tuple):
        return " ".join(filter(None, (_own_words(part) for part in told)))
    return " ".join(str(told).split())


# --- what the analysis knows ----------------------------------------------------------


def _title(document: MapDocument, w: Words) -> Iterator[str]:
    if document["study"]["title"]:
        yield w("fact", "title", title=w.quoted(document["study"]["title"]))


def _summary(document: MapDocument, w: Words) -> Iterator[str]:
    counts = document["counts"]
    yield w(
        "fact",
        "counts",
        statements=counts["statements"],
        sorters=counts["sorters"],
        raters=counts["raters"],
        clusters=len(document["clusters"]),
        stress=document["stress"]["value"],
        transform=_named(w, "transform", document["stress"]["transform"]),
    )


def _prompt(document: MapDocument, w: Words) -> Iterator[str]:
    if document["study"]["prompt"]:
        yield w("fact", "prompt", prompt=w.quoted(document["study"]["prompt"]))


def _participants(document: MapDocument, w: Words) -> Iterator[str]:
    counts = document["counts"]
    yield w(
        "fact",
        "taking_part",
        sorters=counts["sorters"],
        complete=counts["complete_sorters"],
        raters=counts["raters"],
    )
    few = w("fact", "few", minimum=document["study"]["minimum_shown"])
    for group, numbers in document["study"]["groups"].items():
        shown = {
            who: few if numbers.get(who) is None else w.number(numbers[who])
            for who in ("sorters", "raters")
        }
        yield w("fact", "group", group=group, **shown)


def _statements(document: MapDocument, w: Words) -> Iterator[str]:
    yield w("fact", "statements", n=document["counts"]["statements"])
    origins = Counter(statement["origin"] for statement in document["statements"])
    if set(origins) - {None}:
        yield w(
            "fact",
            "origins",
            origins=w.listed(
                f"{origin or w('fact', 'no_origin')} {number}" for origin, number in origins.items()
            ),
        )


def _sorting(document: MapDocument, w: Words) -> Iterator[str]:
    counts = document["counts"]
    piles = [sorter["piles"] for sorter in document["quality"]]
    if piles:
        yield w(
            "fact",
            "sorting",
            sorters=counts["sorters"],
            piles=counts["piles"],
            least=min(piles),
            most=max(piles),
            median=float(median(piles)),
        )
    if counts["unplaced"]:
        treatment = str(document["settings"].get("unplaced", "pairwise"))
        yield w(
            "fact",
            "unplaced",
            n=counts["unplaced"],
            treatment=w.get("unplaced", treatment, treatment),
        )
    else:
        yield w("fact", "all_placed")


def _rating(document: MapDocument, w: Words) -> Iterator[str]:
    for name, scale in document["scales"].items():
        labels = w.listed(str(label) for label in scale.get("labels") or ())
        yield w(
            "fact",
            "scale",
            scale=name,
            minimum=f"{scale['minimum']:g}",
            maximum=f"{scale['maximum']:g}",
            labels=f" ({labels})" if labels else "",
            raters=scale.get("raters") or 0,
            missing=scale.get("missing") or 0,
        )


def _quality(document: MapDocument, w: Words) -> Iterator[str]:
    for person in document["excluded"]:
        if person["participant"]:
            yield w("fact", "excluded", participant=person["participant"], reason=person["reason"])
        elif person["reason"]:
            yield w("fact", "excluded_one", reason=person["reason"])
        else:
            yield w("fact", "excluded_gone")
    if not document["excluded"]:
        yield w("fact", "nobody_excluded")
    if document["flags"]:
        kinds = Counter(flag["flag"] for flag in document["flags"])
        yield w(
            "fact",
            "flags",
            people=len({flag["participant"] for flag in document["flags"]}),
            kinds=w.listed(f"{_named(w, 'flag', kind)}: {n}" for kind, n in sorted(kinds.items())),
        )
    elif document["quality"]:
        yield w("fact", "no_flags")
    counts = document["counts"]
    if counts["pairs_never_placed"]:
        yield w("fact", "never_placed", n=counts["pairs_never_placed"], pairs=counts["pairs"])


def _software(document: MapDocument, w: Words) -> Iterator[str]:
    settings = ", ".join(
        f"{name}={_setting(value)}"
        for name, value in sorted(document["settings"].items())
        if name not in ("moves", "names")  # told with the clusters
    )
    yield w("fact", "software", version=document["engine"], settings=settings or NOTHING)


def _map(document: MapDocument, w: Words) -> Iterator[str]:
    counts, stress = document["counts"], document["stress"]
    yield w("fact", "similarity", zero=counts["placed_pairs_zero"], pairs=counts["pairs"])
    yield w(
        "fact",
        "scaling",
        transform=_named(w, "transform", stress["transform"]),
        stress=stress["value"],
        starts=stress["starts"],
        spread=stress["spread"],
    )
    chance = stress["chance"]
    if chance is not None:
        yield w(
            "fact",
            "chance",
            mean=chance["mean"],
            lowest=chance["min"],
            permutations=chance["permutations"],
        )


def _clusters(document: MapDocument, w: Words) -> Iterator[str]:
    choice = document["choice"]
    yield w(
        "fact",
        "linkage",
        linkage=_named(w, "linkage", str(document["settings"].get("linkage", "ward-map"))),
        clusters=choice["clusters"],
        suggested=choice["suggested"],
        by=_named(w, "by", choice["by"]),
    )
    if choice["reason"]:
        yield w("fact", "reason", reason=w.quoted(choice["reason"]))
    elif choice["by"] == "person":
        yield w("fact", "no_reason")
    named = sum(bool(cluster["name"]) for cluster in document["clusters"])
    if named:
        yield w("fact", "named", n=named, clusters=len(document["clusters"]))
    for move in document["settings"].get("moves") or []:
        yield w(
            "fact",
            "moved",
            statement=move["statement"],
            to=move["to"],
            reason=w.quoted(move.get("reason") or NOTHING),
        )


def _certainty(document: MapDocument, w: Words) -> Iterator[str]:
    reliability, stability = document["reliability"], document["stability"]
    single: dict[str, float | None] = {
        name: reliability[name] for name in ("r_II", "r_IT", "r_IT_loo", "r_IM", "r_SHT", "r_SHM")
    }
    single |= {f"r_RR {scale}": value for scale, value in reliability["r_RR"].items()}
    known = [f"{name} = {w.number(value)}" for name, value in single.items() if value is not None]
    if known:
        yield w("fact", "reliability", coefficients=", ".join(known))
    clusters = len(document["clusters"])
    stays = [s["stays"] for s in document["statements"] if s["stays"] is not None]
    if stability["bootstrap"]:
        yield w(
            "fact",
            "bootstrap",
            n=stability["bootstrap"],
            r2=stability["procrustes_r2"],
            clusters=clusters,
            ari=stability["ari"].get(str(clusters)),
            stays=w.percent(sum(stays) / len(stays) if stays else None),
        )
    if stability["still_moving"] is not None:
        yield w("fact", "moving" if stability["still_moving"] else "settled")


def _names(document: MapDocument, w: Words) -> Iterator[str]:
    named = {c["cluster"]: c["name"] for c in document["clusters"]}
    given = [f"{number} {w.quoted(name)}" for number, name in named.items() if name]
    if given:
        yield w("fact", "names", names=", ".join(given))
        without = [str(number) for number, name in named.items() if not name]
        if without:
            yield w("fact", "some_unnamed", numbers=w.listed(without))


def _results(document: MapDocument, w: Words) -> Iterator[str]:
    yield w(
        "fact",
        "results",
        clusters=len(document["clusters"]),
        go_zones=len(document["go_zone"]),
        ladders=len(document["pattern_match"]),
        differences=len(document["differences"]),
    )


def _limitations(document: MapDocument, w: Words) -> Iterator[str]:
    codes = [str(warning.get("code", "")) for warning in document["warnings"]]
    if codes:
        yield w("fact", "warning", codes=w.listed(dict.fromkeys(codes)))


def _openness(document: MapDocument, w: Words) -> Iterator[str]:
    yield w("fact", "bundle", version=document["engine"])


def _named(w: Words, family: str, member: str) -> str:
    return w.get(family, member, member)


def _setting(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {_setting(v)}" for k, v in sorted(value.items())) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_setting(part) for part in value) + "]"
    return NOTHING if value is None else str(value)


_KNOWN: dict[str, tuple[Callable[[MapDocument, Words], Iterator[str]], str]] = {
    "title": (_title, "report.html; map.json: study"),
    "summary": (_summary, "report.html; map.json: counts, stress"),
    "prompt": (_prompt, "report.html; map.json: study"),
    "participants": (_participants, "map.json: study, counts"),
    "statements": (_statements, "tables.xlsx; map.json: statements"),
    "sorting": (_sorting, "tables.xlsx; map.json: quality, counts"),
    "rating": (_rating, "tables.xlsx; map.json: scales"),
    "quality": (_quality, "tables.xlsx; map.json: quality, flags, excluded"),
    "software": (_software, "map.json: engine, settings"),
    "map": (_map, "figures/point-map; map.json: similarity, stress"),
    "clusters": (_clusters, "figures/tree; map.json: tree, replay, choice"),
    "certainty": (_certainty, "figures/stability; map.json: stability, reliability"),
    "names": (_names, "map.json: clusters"),
    "results": (_results, "figures/cluster-map; report.html; tables.xlsx; slides.pptx"),
    "limitations": (_limitations, "report.html; map.json: warnings"),
    "openness": (_openness, "bundle.zip"),
}
"""Key -> what the analysis says about it, and where that can be found."""

_PARTLY = frozenset(
    {"participants", "sorting", "rating", "names", "results", "limitations", "openness"}
)
"""Items of which the analysis can only know a part."""
