"""The concept map as a workbook: one table per sheet, real numbers, nothing that computes.

Every table starts in the top left corner, with its header in the first row, so that other
programs read it as it stands. What the numbers mean is on the first sheet. Text that
participants wrote is always text, also when it begins with ``=``.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from textwrap import wrap
from typing import Any

import numpy as np
import xlsxwriter
from numpy.typing import NDArray

from conceptmapping.document import Interval, MapDocument, RatingSummary
from conceptmapping.errors import Language
from mapreport.moves import moved
from mapreport.wording import Words, words

MOST_FOR_MATRIX = 300
"""Above so many statements the similarity matrix is left to the bundle."""
CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""The same map gives the same bytes, whenever it is written."""
_LONGEST = 32_767  # characters in a cell, Excel's limit

Cell = str | int | float | None

FORMATS: dict[str, dict[str, Any]] = {
    "text": {"align": "left", "indent": 1},
    "long": {"align": "left", "indent": 1, "text_wrap": True},
    "any": {"align": "left", "indent": 1},
    "id": {"num_format": "0", "align": "left", "indent": 1},
    "count": {"num_format": "0"},
    "score": {"num_format": "0.00"},
    "measure": {"num_format": "0.000"},
    "fine": {"num_format": "0.0000"},
    "share": {"num_format": "0%"},
    "degrees": {"num_format": "0"},
}
"""Kind of column -> how its cells look."""

_WIDTHS = {"text": 16.0, "long": 52.0, "measure": 11.0}
_WIDTH = 12.0
_INK, _HEAD, _LINE = "#1B2A33", "#17495C", "#D5DDE1"


@dataclass(frozen=True)
class Column:
    key: str
    kind: str = "text"
    header: str | None = None
    """What stands above it; otherwise the words of ``key``."""
    width: float | None = None


@dataclass(frozen=True)
class Sheet:
    key: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


_ONLY_WITH_ROWS = ("moves", "sorters", "labels")
"""Sheets that are left out when there is nothing on them; a published map has no line about a person."""


def sheets(
    document: MapDocument, language: Language, similarity: NDArray[np.float64] | None = None
) -> list[Sheet]:
    """Every sheet, in order, as plain data.

    ``similarity`` has shape (n_statements, n_statements), nan where nobody placed both; it is
    shown for studies of at most ``MOST_FOR_MATRIX`` statements.
    """
    w = words("tables", language)
    found = [
        sheet
        for make in _SHEETS
        if (sheet := make(document, w)).rows or sheet.key not in _ONLY_WITH_ROWS
    ]
    if similarity is not None and len(similarity) <= MOST_FOR_MATRIX:
        found.append(_similarity(document, similarity))
    found.append(_settings(document))
    return [_readme(document, w, found), *found]


def render(
    document: MapDocument, language: Language, similarity: NDArray[np.float64] | None = None
) -> bytes:
    """The workbook as bytes; the same map gives the same bytes."""
    w = words("tables", language)
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
        },
    )
    title = document["study"]["title"]
    book.set_properties(
        {
            "title": w("title", title=title) if title else w("untitled"),
            "comments": w("invented") if document["study"]["invented"] else "",
            "created": CREATED,
        }
    )
    looks = {kind: book.add_format(_look(look)) for kind, look in FORMATS.items()}
    head = {"bold": True, "font_color": "#FFFFFF", "bg_color": _HEAD, "text_wrap": True}
    looks["words"] = book.add_format(_look({**head, "align": "left", "indent": 1}))
    looks["numbers"] = book.add_format(_look({**head, "align": "right"}))
    looks["lead"] = book.add_format(_look({"bold": True, "indent": 1}))
    looks["note"] = book.add_format({"italic": True, "font_color": "#8A3B12", "font_size": 10})
    for number, sheet in enumerate(sheets(document, language, similarity)):
        _write(book, sheet, number, looks, document, w)
    book.close()
    return file.getvalue()


def _look(look: dict[str, Any]) -> dict[str, Any]:
    return {
        "valign": "top",
        "font_size": 10,
        "font_color": _INK,
        "bottom": 1,
        "bottom_color": _LINE,
        **look,
    }


def _write(
    book: Any, sheet: Sheet, number: int, looks: dict[str, Any], document: MapDocument, w: Words
) -> None:
    page = book.add_worksheet(w("sheet", sheet.key))
    matrix = sheet.key == "similarity"
    headers = [_header(column, w) for column in sheet.columns]
    heads = [looks["words" if FORMATS[c.kind].get("indent") else "numbers"] for c in sheet.columns]
    for c, column in enumerate(sheet.columns):
        page.set_column(c, c, _width(column))
        page.write_string(0, c, headers[c], heads[c])
    page.set_row(0, _height(headers, sheet.columns, every=True))
    lead = looks["lead"] if sheet.key == "readme" else None
    for r, row in enumerate(sheet.rows, start=1):
        page.set_row(r, _height(row, sheet.columns))
        for c, (cell, column) in enumerate(zip(row, sheet.columns, strict=True)):
            _write_cell(page, r, c, cell, lead if lead and c == 0 else looks[column.kind])
    last_row, last_column = len(sheet.rows), len(sheet.columns) - 1
    if sheet.rows and not matrix:
        page.add_table(
            0,
            0,
            last_row,
            last_column,
            {
                "name": f"table_{sheet.key}",
                "columns": [
                    {"header": header, "header_format": head}
                    for header, head in zip(headers, heads, strict=True)
                ],
                "style": None,
                "autofilter": sheet.key != "readme",
            },
        )
    below = last_row + 2
    if not sheet.rows:
        page.write_string(1, 0, w("nothing"), looks["note"])
    if document["study"]["invented"]:
        page.write_string(below, 0, w("invented"), looks["note"])
        page.set_header("&C" + w("invented").replace("&", "&&"))
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    page.freeze_panes(1, 1 if sheet.key != "readme" else 0)
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer(f"&L{w('sheet', sheet.key)}&R{w('page')} &P / &N")
    if number == 0:
        page.activate()


def _write_cell(page: Any, row: int, column: int, cell: Cell, look: Any) -> None:
    if cell is None or (isinstance(cell, float) and not math.isfinite(cell)):
        page.write_blank(row, column, None, look)
    elif isinstance(cell, str):
        shown = cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1] + "…"
        page.write_string(row, column, shown.encode("utf-8", "replace").decode(), look)
    else:
        page.write_number(row, column, cell, look)


def _height(cells: Sequence[Cell], columns: Sequence[Column], every: bool = False) -> float:
    """Room for the longest wrapped text: not every program makes it when it opens the file."""
    lines = [
        sum(len(wrap(line, max(4, int(_width(column)) - 1))) or 1 for line in str(cell).split("\n"))
        for cell, column in zip(cells, columns, strict=True)
        if every or (column.kind == "long" and cell is not None)
    ]
    return min(400.0, 15.0 + 13.0 * (max(lines, default=1) - 1))


def _width(column: Column) -> float:
    return column.width or _WIDTHS.get(column.kind, _WIDTH)


def _header(column: Column, w: Words) -> str:
    return w("column", column.key) if column.header is None else column.header


# --- the sheets -----------------------------------------------------------------------


class _Ids:
    """Statement ids as cells: numbers where every id is a number, so that they sort."""

    def __init__(self, document: MapDocument) -> None:
        ids = [statement["id"] for statement in document["statements"]]
        self._numeric = all(i.isascii() and i.isdigit() and str(int(i)) == i for i in ids)

    def __call__(self, statement: str) -> Cell:
        return int(statement) if self._numeric else statement


def _readme(document: MapDocument, w: Words, found: Sequence[Sheet]) -> Sheet:
    counts, stress, settings = document["counts"], document["stress"], document["settings"]
    shared = words("conmapt", w.language)
    linkage = str(settings.get("linkage", "ward-map"))
    title = document["study"]["title"]
    rows: list[tuple[Cell, ...]] = [
        ("werkwijs", w("title", title=title) if title else w("untitled"))
    ]
    if document["study"]["prompt"]:
        rows.append((w("readme", "prompt"), document["study"]["prompt"]))
    told: dict[str, str] = {
        "taking_part": w(
            "told",
            "taking_part",
            statements=counts["statements"],
            sorters=counts["sorters"],
            raters=counts["raters"],
        ),
        "map": w(
            "told",
            "map",
            stress=stress["value"],
            transform=shared.get("transform", stress["transform"], stress["transform"]),
            starts=stress["starts"],
            linkage=shared.get("linkage", linkage, linkage),
            clusters=len(document["clusters"]),
        ),
        "units": w("told", "units"),
        "bridging": w("told", "bridging"),
        "stays": w("told", "stays", bootstrap=document["stability"]["bootstrap"]),
        "blank": w("told", "blank", minimum=document["study"]["minimum_shown"]),
        "intervals": w("told", "intervals"),
        "seed": w("told", "seed", seed=str(settings.get("seed", "–")), version=document["engine"]),
    }
    rows += [(w("readme", key), text) for key, text in told.items()]
    rows += [(w("sheet", sheet.key), w("about", sheet.key)) for sheet in found]
    return Sheet(
        "readme", (Column("what", width=24), Column("told", "long", width=96)), tuple(rows)
    )


def _statements(document: MapDocument, w: Words) -> Sheet:
    ids = _Ids(document)
    names = {cluster["cluster"]: cluster["name"] for cluster in document["clusters"]}
    elsewhere = set(document["disagreement"])
    rows = []
    for s in document["statements"]:
        ellipse = s["ellipse"]
        together = "; ".join(f"{t['id']} ({w.percent(t['share'])})" for t in s["together"])
        rows.append(
            (
                ids(s["id"]),
                s["text"],
                s["short"],
                s["origin"],
                s["cluster"],
                names.get(s["cluster"]),
                s["x"],
                s["y"],
                s["bridging"],
                s["bridging_raw"],
                s["stays"],
                ellipse["a"] if ellipse else None,
                ellipse["b"] if ellipse else None,
                math.degrees(ellipse["angle"]) if ellipse else None,
                together,
                w("yes") if s["id"] in elsewhere else w("no"),
            )
        )
    columns = (
        Column("id", "id", width=11),
        Column("text", "long"),
        Column("short"),
        Column("origin"),
        Column("cluster", "id", width=9),
        Column("name", width=24),
        Column("x", "measure", width=8),
        Column("y", "measure", width=8),
        Column("bridging", "score"),
        Column("bridging_raw", "measure"),
        Column("stays", "share", width=8),
        Column("ellipse_a", "measure"),
        Column("ellipse_b", "measure"),
        Column("ellipse_angle", "degrees"),
        Column("together", "long", width=36),
        Column("disagreement", width=18),
    )
    return Sheet("statements", columns, tuple(rows))


def _clusters(document: MapDocument, w: Words) -> Sheet:
    clusters = document["clusters"]
    origins = tuple(dict.fromkeys(origin for c in clusters for origin in c["origins"]))
    scales = tuple(document["scales"])
    labelled = any(c["labels"] for c in clusters)
    easy = any(c.get("easy") for c in clusters)
    columns = (
        Column("cluster", "id", width=9),
        Column("name", width=28),
        *((Column("easy", width=28),) if easy else ()),
        *((Column("best_label", width=30),) if labelled else ()),
        Column("size", "count"),
        Column("members", "long", width=40),
        Column("bridging", "score"),
        Column("stays", "share", width=8),
        *(Column("mean", "score", f"{w('column', 'mean')}: {scale}", 14) for scale in scales),
        *(Column("origin", "count", f"{w('column', 'origin')}: {o}", 14) for o in origins),
    )
    rows = tuple(
        (
            c["cluster"],
            c["name"],
            *((c.get("easy"),) if easy else ()),
            *((c["labels"][0]["label"] if c["labels"] else None,) if labelled else ()),
            len(c["statements"]),
            ", ".join(c["statements"]),
            c["bridging"],
            c["stays"],
            *(_mean(c["ratings"].get(scale)) for scale in scales),
            *(c["origins"].get(origin, 0) for origin in origins),
        )
        for c in clusters
    )
    return Sheet("clusters", _unlike(columns, w), rows)


def _moves(document: MapDocument, _: Words) -> Sheet:
    ids = _Ids(document)
    columns = (
        Column("id", "id", width=11),
        Column("text", "long"),
        Column("tree_cluster", "id"),
        Column("cluster", "id", width=9),
        Column("reason", "long", width=60),
    )
    rows = tuple(
        (
            ids(one.statement["id"]),
            one.statement["text"],
            one.came,
            one.went,
            "; ".join(one.reasons),
        )
        for one in moved(document)
    )
    return Sheet("moves", columns, rows)


def _labels(document: MapDocument, _: Words) -> Sheet:
    columns = (
        Column("cluster", "id", width=9),
        Column("rank", "count", width=8),
        Column("label", width=44),
        Column("sorters", "count"),
        Column("overlap", "score"),
    )
    rows = tuple(
        (c["cluster"], rank, label["label"], label["sorters"], label["overlap"])
        for c in document["clusters"]
        for rank, label in enumerate(c["labels"], start=1)
    )
    return Sheet("labels", columns, rows)


def _ratings(document: MapDocument, w: Words) -> Sheet:
    ids = _Ids(document)
    rows: list[tuple[Cell, ...]] = []
    for scale in document["scales"]:
        for s in document["statements"]:
            of = (w("level", "statement"), ids(s["id"]), s["cluster"], scale)
            rows += _summaries(of, s["ratings"], s["group_ratings"], scale, w)
        for c in document["clusters"]:
            of = (w("level", "cluster"), None, c["cluster"], scale)
            rows += _summaries(of, c["ratings"], c["group_ratings"], scale, w)
    columns = (
        Column("level", width=12),
        Column("id", "id", width=11),
        Column("cluster", "id", width=9),
        Column("scale"),
        Column("group"),
        Column("mean", "score", width=12),
        Column("sd", "score", width=19),
        Column("n", "count", width=6),
        Column("low", "score"),
        Column("high", "score"),
    )
    return Sheet("ratings", columns, tuple(rows))


def _summaries(
    of: tuple[Cell, ...],
    everyone: Mapping[str, RatingSummary],
    groups: Mapping[str, Mapping[str, RatingSummary]],
    scale: str,
    w: Words,
) -> Iterator[tuple[Cell, ...]]:
    """A row for everyone together, and one per group."""
    found = [(w("everyone"), everyone[scale])] if scale in everyone else []
    found += groups.get(scale, {}).items()
    for group, summary in found:
        numbers = (summary["mean"], summary["sd"], summary["n"])
        yield (*of, group, *numbers, *_bounds(summary.get("ci")))


def _go_zone(document: MapDocument, w: Words) -> Sheet:
    ids = _Ids(document)
    statements = {s["id"]: s for s in document["statements"]}
    rows = tuple(
        (
            zone["x"],
            zone["y"],
            ids(point["id"]),
            statements[point["id"]]["text"],
            statements[point["id"]]["cluster"],
            point["x"],
            *_bounds(point["x_ci"]),
            point["y"],
            *_bounds(point["y_ci"]),
            w.get("quadrant", point["quadrant"], point["quadrant"]),
            zone["x_line"],
            zone["y_line"],
            w.get("lines", zone["lines"], zone["lines"]),
            zone["r"],
        )
        for zone in document["go_zone"]
        for point in zone["points"]
    )
    columns = (
        Column("x_axis", width=20),
        Column("y_axis", width=20),
        Column("id", "id", width=11),
        Column("text", "long", width=44),
        Column("cluster", "id", width=9),
        Column("x", "score", width=8),
        Column("x_low", "score"),
        Column("x_high", "score"),
        Column("y", "score", width=8),
        Column("y_low", "score"),
        Column("y_high", "score"),
        Column("quadrant", width=15),
        Column("x_line", "score", width=8),
        Column("y_line", "score", width=8),
        Column("lines", width=34),
        Column("r", "score"),
    )
    return Sheet("go_zone", columns, rows)


def _pattern_match(document: MapDocument, w: Words) -> Sheet:
    names = {str(cluster["cluster"]): cluster["name"] for cluster in document["clusters"]}
    rows = tuple(
        (
            match["name"],
            axis["axis"],
            axis["scale"],
            w("everyone") if axis["group"] is None else axis["group"],
            axis["n"],
            int(cluster),
            names.get(cluster),
            mean,
        )
        for match in document["pattern_match"]
        for axis in match["axes"]
        for cluster, mean in axis["clusters"].items()
    )
    columns = (
        Column("ladder", width=24),
        Column("axis", width=24),
        Column("scale"),
        Column("group"),
        Column("raters", "count", width=14),
        Column("cluster", "id", width=9),
        Column("name", width=28),
        Column("mean", "score", width=12),
    )
    return Sheet("pattern_match", columns, rows)


def _correlations(document: MapDocument, _: Words) -> Sheet:
    rows = tuple(
        (
            match["name"],
            pair["left"],
            pair["right"],
            pair["clusters"],
            pair["pearson"],
            *_bounds(pair["pearson_ci"]),
            pair["spearman"],
            *_bounds(pair["spearman_ci"]),
        )
        for match in document["pattern_match"]
        for pair in match["pairs"]
    )
    columns = (
        Column("ladder", width=24),
        Column("left", width=24),
        Column("right", width=24),
        Column("clusters", "count"),
        Column("pearson", "score"),
        Column("pearson_low", "score", width=13),
        Column("pearson_high", "score", width=13),
        Column("spearman", "score"),
        Column("spearman_low", "score", width=13),
        Column("spearman_high", "score", width=13),
    )
    return Sheet("correlations", columns, rows)


def _differences(document: MapDocument, w: Words) -> Sheet:
    rows = tuple(
        (
            d["scale"],
            w.get("comparison", d["what"], d["what"]),
            d["cluster"],
            d["a"],
            d["b"],
            d["n_a"],
            d["n_b"],
            d["difference"],
            *_bounds(d["ci"]),
            d["effect"],
            *_bounds(d["effect_ci"]),
            d["p"],
            d["p_corrected"],
            d["test"],
            d["correction"],
        )
        for d in document["differences"]
    )
    columns = (
        Column("scale"),
        Column("comparison", width=26),
        Column("cluster", "id", width=9),
        Column("a"),
        Column("b"),
        Column("n_a", "count", width=7),
        Column("n_b", "count", width=7),
        Column("difference", "score", width=13),
        Column("low", "score"),
        Column("high", "score"),
        Column("effect", "score", width=13),
        Column("effect_low", "score"),
        Column("effect_high", "score"),
        Column("p", "fine", width=9),
        Column("p_corrected", "fine", width=13),
        Column("test"),
        Column("correction", width=20),
    )
    return Sheet("differences", columns, rows)


def _groups(document: MapDocument, w: Words) -> Sheet:
    shown = _shown(document)
    rows = tuple(
        (
            g["group"],
            g["sorters"] if g["group"] in shown else None,
            g["stress"],
            g["procrustes_r2"],
            g["p"],
            g["permutations"],
            "; ".join(f"{m['id']} ({w.number(float(m['distance']))})" for m in g["moves"]),
        )
        for g in document["groups"]
    )
    columns = (
        Column("group", width=20),
        Column("sorters", "count", width=13),
        Column("stress", "fine"),
        Column("procrustes_r2", "score", width=14),
        Column("p", "fine"),
        Column("permutations", "count", width=13),
        Column("moves", "long", width=70),
    )
    return Sheet("groups", columns, rows)


def _sorters(document: MapDocument, w: Words) -> Sheet:
    shown = _shown(document)
    flagged = words("conmapt", w.language)
    rows: list[tuple[Cell, ...]] = [
        (
            q["participant"],
            q["group"] if q["group"] in shown else None,
            w("yes"),
            None,
            q["weight"],
            q["piles"],
            q["singletons"],
            q["largest_share"],
            q["placed"],
            q["correlation"],
            q["chance_p"],
            q["influence"],
            q["seconds"],
            "; ".join(flagged.get("flag", flag, flag) for flag in q["flags"]),
        )
        for q in document["quality"]
    ]
    nothing = (None,) * 10
    rows += [
        (e["participant"], None, w("no"), e["reason"], *nothing)
        for e in document["excluded"]
        if e["participant"] or (e["reason"] and document["quality"])
    ]
    columns = (
        Column("participant", width=14),
        Column("group"),
        Column("in_analysis"),
        Column("reason", "long", width=36),
        Column("weight", "score", width=9),
        Column("piles", "count", width=9),
        Column("singletons", "count"),
        Column("largest_share", "share", width=13),
        Column("placed", "count"),
        Column("correlation", "score", width=14),
        Column("chance_p", "measure"),
        Column("influence", "fine", width=14),
        Column("seconds", "count"),
        Column("flags", "long", width=36),
    )
    return Sheet("sorters", columns, tuple(rows))


def _stability(document: MapDocument, w: Words) -> Sheet:
    silhouettes = {merge["clusters"]: merge["silhouette"] for merge in document["replay"]}
    ari = {int(k): value for k, value in document["stability"]["ari"].items()}
    chosen = document["choice"]["clusters"]
    rows = tuple(
        (k, ari.get(k), silhouettes.get(k), w("yes") if k == chosen else w("no"))
        for k in sorted(set(ari) | set(silhouettes))
    )
    columns = (
        Column("clusters", "count"),
        Column("ari", "score", width=22),
        Column("silhouette", "score"),
        Column("chosen"),
    )
    return Sheet("stability", columns, rows)


def _by_sorters(document: MapDocument, _: Words) -> Sheet:
    rows = tuple(
        (step["sorters"], step["procrustes_r2"], step["ari"], step["repeats"])
        for step in document["stability"]["by_sorters"]
    )
    columns = (
        Column("sorters", "count", width=13),
        Column("procrustes_r2", "score", width=14),
        Column("ari", "score", width=22),
        Column("repeats", "count", width=13),
    )
    return Sheet("by_sorters", columns, rows)


def _reliability(document: MapDocument, w: Words) -> Sheet:
    r = document["reliability"]
    splits = r["split_halves"]
    rows: list[tuple[Cell, ...]] = [("r_II", None, r["r_II"], w("meaning", "r_II"))]
    rows += [
        ("r_RR", scale, value, w("meaning", "r_RR", scale=scale))
        for scale, value in r["r_RR"].items()
    ]
    rows += [
        ("r_IT", None, r["r_IT"], w("meaning", "r_IT")),
        ("r_IT_loo", None, r["r_IT_loo"], w("meaning", "r_IT_loo")),
        ("r_IM", None, r["r_IM"], w("meaning", "r_IM")),
        ("r_SHT", None, r["r_SHT"], w("meaning", "r_SHT", n=splits)),
        ("r_SHM", None, r["r_SHM"], w("meaning", "r_SHM", n=splits)),
    ]
    columns = (
        Column("coefficient", width=14),
        Column("scale"),
        Column("value", "fine"),
        Column("meaning", "long", width=64),
    )
    return Sheet("reliability", columns, tuple(rows))


def _replay(document: MapDocument, _: Words) -> Sheet:
    rows = tuple(
        (
            merge["clusters"],
            ", ".join(merge["joins"][0]),
            ", ".join(merge["joins"][1]),
            merge["silhouette"],
            merge["ari"],
        )
        for merge in document["replay"]
    )
    columns = (
        Column("clusters", "count"),
        Column("left", "long", width=44),
        Column("right", "long", width=44),
        Column("silhouette", "score"),
        Column("ari", "score", width=22),
    )
    return Sheet("replay", columns, rows)


def _similarity(document: MapDocument, similarity: NDArray[np.float64]) -> Sheet:
    ids = [statement["id"] for statement in document["statements"]]
    cell = _Ids(document)
    columns = (
        Column("id", "id", width=11),
        *(Column("value", "score", header=i, width=5.5) for i in ids),
    )
    rows = tuple(
        (cell(i), *(float(value) for value in row)) for i, row in zip(ids, similarity, strict=True)
    )
    return Sheet("similarity", columns, rows)


def _settings(document: MapDocument) -> Sheet:
    rows: list[tuple[Cell, ...]] = [("engine", document["engine"])]
    told_elsewhere = ("moves", "names")
    settings = {k: v for k, v in document["settings"].items() if k not in told_elsewhere}
    rows += [(name, value) for name, value in _flat(settings)]
    return Sheet(
        "settings", (Column("setting", width=32), Column("value", "any", width=60)), tuple(rows)
    )


def _flat(settings: dict[str, Any], under: str = "") -> Iterator[tuple[str, Cell]]:
    """Nested settings as dotted names; numbers stay numbers."""
    for name, value in settings.items():
        if isinstance(value, dict) and value:
            yield from _flat(value, f"{under}{name}.")
        elif isinstance(value, bool):
            yield under + name, str(value).lower()
        elif value is None or isinstance(value, int | float | str):
            yield under + name, value
        else:
            yield (
                under + name,
                ", ".join(map(str, value)) if isinstance(value, list) else str(value),
            )


_SHEETS: tuple[Callable[[MapDocument, Words], Sheet], ...] = (
    _statements,
    _clusters,
    _moves,
    _labels,
    _ratings,
    _go_zone,
    _pattern_match,
    _correlations,
    _differences,
    _groups,
    _sorters,
    _stability,
    _by_sorters,
    _reliability,
    _replay,
)


def _mean(summary: RatingSummary | None) -> float | None:
    return None if summary is None else summary["mean"]


def _bounds(interval: Interval) -> tuple[float | None, float | None]:
    return (None, None) if interval is None else (interval[0], interval[1])


def _shown(document: MapDocument) -> set[str | None]:
    """Groups large enough to say who belongs to them."""
    groups = document["study"]["groups"]
    return {group for group, size in groups.items() if size.get("sorters") is not None}


def _unlike(columns: Iterable[Column], w: Words) -> tuple[Column, ...]:
    """The same columns with headers that differ, as a table needs (also but for capitals)."""
    seen: dict[str, int] = {}
    told: list[Column] = []
    for column in columns:
        header = _header(column, w)
        seen[header.casefold()] = times = seen.get(header.casefold(), 0) + 1
        unlike = header if times == 1 else f"{header} ({times})"
        told.append(Column(column.key, column.kind, unlike, column.width))
    return tuple(told)
