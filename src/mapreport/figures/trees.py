"""The tree: which statements and clusters merge, step by step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from conceptmapping.document import MapDocument
from conceptmapping.errors import Language
from mapreport.figures import captions
from mapreport.figures.ink import ACCENT, FAINT, LINE, PAPER, SOFT, cluster_style
from mapreport.figures.plot import ticks, written
from mapreport.figures.sheet import Figure, Sheet, cropped, drawn_alone, measure
from mapreport.wording import Words

LEAVES_UP_TO = 250
"""With more statements, the lowest branches are drawn as one row each."""
ROWS_INSTEAD = 80
TEXT = 6.8


@dataclass(frozen=True)
class Row:
    """What stands at one end of the tree: a statement, or a branch of several."""

    statements: tuple[int, ...]
    """Positions in the document."""
    node: int
    """Of the linkage: leaves first, then mergers."""


@drawn_alone
def tree(document: MapDocument, language: Language) -> Figure:
    """Statements from top to bottom, mergers from right to left, and the cut that was chosen.

    Raises
    ------
    NothingToDraw
        When the document has no tree.
    """
    w = captions.say(language)
    statements = document["statements"]
    merges = document["tree"]["merges"]
    n = len(statements)
    if len(merges) != n - 1 or n < 2:
        raise captions.NothingToDraw(w("no_tree"))
    rows = _rows(document)
    whole = len(rows) == n
    pitch = 12.4 if len(rows) <= 60 else 11.0 if len(rows) <= 120 else 10.0
    axis = 36.0
    notes = [w("moved_by_hand") if _moved_by_hand(document) else w("read_cut")]
    notes += [*captions.suggestion_note(document, w)]
    if not whole:
        notes.insert(0, w("branches_joined", n=n, rows=len(rows)))
    sheet = Sheet(
        pitch * len(rows) + axis + 6,
        title=w("title", "tree"),
        subtitle=w("read_tree"),
        notes=[*notes, captions.colophon(document, w)],
        study=document["study"]["title"],
        mark=captions.mark(document, w),
    )
    heights = np.array([m[2] for m in merges])
    stem, right = sheet.left + 8, sheet.left + 168
    reach = float(heights.max()) or 1.0

    def x_of(height: float) -> float:
        return right - (right - stem) * height / reach

    y = {row.node: sheet.top - axis - pitch * (i + 0.5) for i, row in enumerate(rows)}
    x = {row.node: x_of(float(heights[row.node - n]) if row.node >= n else 0.0) for row in rows}
    cluster_of = [s["cluster"] for s in statements]
    members: dict[int, set[int]] = {
        row.node: {cluster_of[i] for i in row.statements} for row in rows
    }
    strokes: dict[int, list[list[tuple[float, float]]]] = {}
    for i, (a, b, height, _) in enumerate(merges):
        one, two, node = int(a), int(b), n + i
        if one not in y or two not in y or node in y:
            continue
        members[node] = members[one] | members[two]
        x[node], y[node] = x_of(float(height)), (y[one] + y[two]) / 2
        # an elbow in the colour of its cluster; pencil where clusters have merged
        key = next(iter(members[node])) if len(members[node]) == 1 else 0
        strokes.setdefault(key, []).append(
            [(x[one], y[one]), (x[node], y[one]), (x[node], y[two]), (x[two], y[two])]
        )
    for row in rows:
        if row.node >= n:
            strokes.setdefault(next(iter(members[row.node])), []).append(
                [(x[row.node], y[row.node]), (right, y[row.node])]
            )
    for key, lines in strokes.items():
        colour = cluster_style(key).colour if key else LINE
        sheet.lines(lines, colour=colour, width=1.0 if key else 0.9)

    _write_rows(sheet, document, rows, [y[r.node] for r in rows], right, pitch, w)
    _draw_cut(sheet, document, heights, x_of, w)
    _draw_axis(sheet, reach, x_of, w)
    return sheet.finish("tree", _tree_said(document, w))


def _rows(document: MapDocument) -> list[Row]:
    """The ends of the tree from top to bottom, branches taken together where there are many."""
    n = len(document["statements"])
    merges = document["tree"]["merges"]
    if n <= LEAVES_UP_TO:
        return [Row((i,), i) for i in document["tree"]["order"]]
    held: dict[int, list[int]] = {i: [i] for i in range(n)}
    for i, (a, b, _, _) in enumerate(merges[: n - ROWS_INSTEAD]):
        held[n + i] = held.pop(int(a)) + held.pop(int(b))
    place = {leaf: p for p, leaf in enumerate(document["tree"]["order"])}
    ends = [
        Row(tuple(sorted(leaves, key=place.__getitem__)), node) for node, leaves in held.items()
    ]
    return sorted(ends, key=lambda row: place[row.statements[0]])


def _write_rows(
    sheet: Sheet,
    document: MapDocument,
    rows: Sequence[Row],
    ys: Sequence[float],
    right: float,
    pitch: float,
    w: Words,
) -> None:
    """Number and text of every statement, with a bracket and a number per cluster."""
    statements = document["statements"]
    widest = max(measure(s["id"], TEXT, "bold") for s in statements) if len(rows) < 251 else 0.0
    widest = min(max(widest, 8.0), 60.0)
    bracket = right + 6
    column = bracket + 26 + widest
    runs: list[tuple[int, list[int]]] = []
    for i, row in enumerate(rows):
        first = statements[row.statements[0]]
        style = cluster_style(first["cluster"])
        base = ys[i] - 2.4
        if len(row.statements) == 1:
            own = cropped(first["id"], TEXT, widest + 2, "bold")
            sheet.text(column - 5, base, own, size=TEXT, weight="bold", at="end")
            text = cropped(first["text"], TEXT, sheet.right - column)
        else:
            some = ", ".join(statements[k]["id"] for k in row.statements)
            text = cropped(w("branch", n=len(row.statements), ids=some), TEXT, sheet.right - column)
        sheet.text(column, base, text, size=TEXT)
        if runs and runs[-1][0] == first["cluster"]:
            runs[-1][1].append(i)
        else:
            runs.append((first["cluster"], [i]))
    for cluster, held in runs:
        style = cluster_style(cluster)
        high, low = ys[held[0]] + pitch * 0.36, ys[held[-1]] - pitch * 0.36
        sheet.line([(bracket, low), (bracket, high)], colour=style.colour, width=2.4)
        radius = min(5.6, pitch * 0.485)
        sheet.badge(
            bracket + 10, (high + low) / 2, str(cluster), colour=style.colour, radius=radius
        )
        if held[-1] < len(rows) - 1:
            y = ys[held[-1]] - pitch / 2
            sheet.line([(bracket, y), (sheet.right, y)], colour=FAINT, width=0.5, layer=0.3)


def _draw_cut(
    sheet: Sheet,
    document: MapDocument,
    heights: NDArray[np.float64],
    x_of: Callable[[float], float],
    w: Words,
) -> None:
    k = len(document["clusters"])
    n = len(document["statements"])
    ordered = np.sort(heights)
    if not 1 < k <= n or _moved_by_hand(document):
        return
    above, below = ordered[n - k], ordered[n - k - 1] if n - k - 1 >= 0 else 0.0
    x = x_of(float(above + below) / 2)
    sheet.line(
        [(x, sheet.bottom), (x, sheet.top - 28)], colour=ACCENT, width=1.1, dash=(4, 2.5), layer=3
    )
    said = w("cut", n=k)
    width = measure(said, 7, "bold")
    left = float(np.clip(x - width / 2, sheet.left, sheet.right - width))
    sheet.box(left - 2, sheet.top - 28, left + width + 2, sheet.top - 17, fill=PAPER, layer=3)
    sheet.text(left, sheet.top - 25.5, said, size=7, weight="bold", colour=ACCENT)


def _moved_by_hand(document: MapDocument) -> bool:
    """Whether the clusters are no longer what a cut through the tree gives."""
    n, k = len(document["statements"]), len(document["clusters"])
    held: dict[int, frozenset[int]] = {i: frozenset((i,)) for i in range(n)}
    for i, (a, b, _, _) in enumerate(document["tree"]["merges"][: n - k]):
        held[n + i] = held.pop(int(a)) | held.pop(int(b))
    cluster_of = [s["cluster"] for s in document["statements"]]
    return any(len({cluster_of[i] for i in leaves}) > 1 for leaves in held.values())


def _draw_axis(sheet: Sheet, reach: float, x_of: Callable[[float], float], w: Words) -> None:
    y = sheet.top - 9
    values = ticks((0.0, reach), 4)
    for value, text in zip(values, written(values, w), strict=True):
        sheet.text(x_of(value), y, text, size=6.5, colour=SOFT, at="middle")
        sheet.line([(x_of(value), y - 2.5), (x_of(value), y - 5)], colour=LINE, width=0.6)
    sheet.line([(x_of(reach), y - 5), (x_of(0.0), y - 5)], colour=LINE, width=0.6)
    sheet.text(x_of(0.0) + 14, y, w("tree_axis"), size=6.5, colour=SOFT)


def _tree_said(document: MapDocument, w: Words) -> str:
    k = len(document["clusters"])
    said = [w("tree_said", clusters=w("clusters", n=k))]
    if document["study"]["invented"]:
        said.insert(0, w("invented") + ".")
    choice = document["choice"]
    if choice["suggested"] != k:
        said.append(w("suggested_other", n=choice["suggested"]))
    names = {c["cluster"]: captions.called(c, w) for c in document["clusters"]}
    cluster_of = {s["id"]: s["cluster"] for s in document["statements"]}
    for step in document["replay"]:
        if k - 4 <= step["clusters"] < k:
            sides = [
                w.listed(names[c] for c in sorted({cluster_of[i] for i in side}))
                for side in step["joins"]
            ]
            said.append(w("merge_said", n=step["clusters"], one=sides[0], other=sides[1]))
    return " ".join(said)
