"""A study out, as a study folder of the native form: the other way round of ``reading``.

What was read and written once, is read and written ever after byte by byte the same. Only
pseudonyms are in a study, so only pseudonyms are written.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from conceptmapping.sorting import UNPLACED
from conceptmapping.study import Study
from conceptmapping.study_folder import LABEL_SEPARATOR, SETTINGS, plain_fact

__all__ = ["csv_table", "files", "number", "toml", "write"]


def write(study: Study, folder: Path | str) -> None:
    """Write a study into a folder, which is made where it does not exist.

    Files of the native form that are there already are replaced; others are left alone.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files(study).items():
        (folder / name).write_bytes(content)


def files(study: Study) -> dict[str, bytes]:
    """The files of a study folder by name; those without content are not among them."""
    tables = {
        "statements.csv": _statements(study),
        "sorts.csv": _sorts(study),
        "ratings.csv": _ratings(study),
        "participants.csv": _participants(study),
        "scales.csv": _scales(study),
        "ideas.csv": _ideas(study),
    }
    content = {name: csv_table(rows) for name, rows in tables.items() if len(rows) > 1}
    return content | {SETTINGS: _settings(study).encode()}


_Rows = list[Sequence[str]]


def _statements(study: Study) -> _Rows:
    rows: _Rows = [("id", "text", "origin", "short", "easy")]
    rows += [(s.id, s.text, s.origin or "", s.short or "", s.easy or "") for s in study.statements]
    return rows


def _sorts(study: Study) -> _Rows:
    """Pile by pile, counted from 1; then what the sorter could not place."""
    sorts = study.sorts
    timed = any(math.isfinite(seconds) for seconds in sorts.seconds)
    rows: _Rows = []
    for s, sorter in enumerate(sorts.sorters):
        own: list[tuple[str, ...]] = []
        for pile, label in enumerate(sorts.labels[s]):
            members = (i for i, at in enumerate(sorts.piles[s]) if at == pile)
            own += [(sorter, sorts.statements[i], str(pile + 1), label) for i in members]
        placed = {
            i for i, at in zip(sorts.statements, sorts.piles[s], strict=True) if at != UNPLACED
        }
        own += _unknown(study, sorter, placed)
        if timed:
            # The whole time on the first row: times of rows are added up when they are read.
            total = float(sorts.seconds[s])
            known = number(total) if math.isfinite(total) else ""
            own = [(*row, known if first else "") for first, row in _first(own)]
        rows += own
    for sorter in study.unknown:
        if sorter not in sorts.sorters:
            silent = _unknown(study, sorter, set())
            rows += [(*row, "") for row in silent] if timed else silent
    header = ("participant", "statement", "pile", "label", *(["seconds"] if timed else []))
    return [header, *rows]


def _unknown(study: Study, sorter: str, placed: set[str]) -> list[tuple[str, ...]]:
    told = set(study.unknown.get(sorter, ())) - placed
    return [(sorter, statement, "", "") for statement in study.ids if statement in told]


def _ratings(study: Study) -> _Rows:
    rows: _Rows = []
    explained = False
    for name, ratings in study.ratings.items():
        unrated = study.unrated.get(name, {})
        silent = [rater for rater in unrated if rater not in ratings.raters]
        for rater in (*ratings.raters, *silent):
            values = (
                ratings.values[ratings.raters.index(rater)]
                if rater in ratings.raters
                else [math.nan] * len(ratings.statements)
            )
            why = unrated.get(rater, {})
            for statement, value in zip(ratings.statements, values, strict=True):
                if math.isfinite(value):
                    rows.append((rater, statement, name, number(value), ""))
                elif statement in why:
                    rows.append((rater, statement, name, "", why[statement]))
                    explained = explained or bool(why[statement])
    header = ("participant", "statement", "scale", "value", "missing")
    return [header, *rows] if explained else [header[:-1], *(row[:-1] for row in rows)]


def _participants(study: Study) -> _Rows:
    """Every column there is; weights that the list does not tell are added."""
    sorts = study.sorts
    people: dict[str, dict[str, str]] = {p: dict(own) for p, own in study.participants.items()}
    for sorter, weight in zip(sorts.sorters, sorts.weights, strict=True):
        told = people.get(sorter, {}).get("weight") or "1"
        if float(told.replace(",", ".")) != weight:
            people.setdefault(sorter, {})["weight"] = number(weight)
    names = list(dict.fromkeys(name for own in people.values() for name in own))
    rows: _Rows = [("participant", *names)]
    rows += [(p, *(own.get(name, "") for name in names)) for p, own in people.items()]
    return rows


def _scales(study: Study) -> _Rows:
    rows: _Rows = [("scale", "minimum", "maximum", "labels")]
    for name, ratings in study.ratings.items():
        scale = ratings.scale
        labels = LABEL_SEPARATOR.join(w.replace(LABEL_SEPARATOR, "/") for w in scale.labels)
        rows.append((name, number(scale.minimum), number(scale.maximum), labels))
    return rows


def _ideas(study: Study) -> _Rows:
    rows: _Rows = [("id", "text", "participant", "statement", "decision", "reason")]
    rows += [
        (i.id, i.text, i.participant or "", i.statement or "", i.decision or "", i.reason or "")
        for i in study.ideas
    ]
    return rows


def csv_table(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as a file of the native form: commas, quotation marks where needed."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def number(value: float) -> str:
    """The shortest text that is read as the same number; whole numbers without a point."""
    return (
        str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))
    )


def _first(rows: Iterable[tuple[str, ...]]) -> Iterable[tuple[bool, tuple[str, ...]]]:
    return ((i == 0, row) for i, row in enumerate(rows))


# --- study.toml -----------------------------------------------------------------------


def _settings(study: Study) -> str:
    told: dict[str, Any] = {
        "title": study.title,
        "prompt": study.prompt,
        "language": study.language,
        "minimum_group": study.minimum_shown,
        "minimum_tested": study.minimum_tested,
        "invented": study.invented,
    }
    facts = plain_fact(study.facts)
    return toml({**told, **facts})


def toml(facts: Mapping[str, Any], path: tuple[str, ...] = ()) -> str:
    """A table as TOML: its own values first, as TOML asks, then the tables within it."""
    tables = {key: value for key, value in facts.items() if isinstance(value, dict)}
    lines = [f"{_text(key)} = {_value(value)}" for key, value in facts.items() if key not in tables]
    if path and (lines or not tables):
        lines.insert(0, f"[{'.'.join(map(_text, path))}]")
    if path and lines:
        lines.insert(0, "")
    own = "".join(f"{line}\n" for line in lines)
    return own + "".join(toml(value, (*path, key)) for key, value in tables.items())


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        # TOML wants a digit on both sides of the point; Python writes 1e+16 without one.
        return repr(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_text(key)} = {_value(inner)}' for key, inner in value.items())}}}"
    return _quoted(str(value))


def _text(key: str) -> str:
    """A key, bare where TOML allows it."""
    bare = bool(key) and all(c.isascii() and (c.isalnum() or c in "-_") for c in key)
    return key if bare else _quoted(key)


def _quoted(text: str) -> str:
    # A JSON string is a TOML string, but for DEL, which TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
