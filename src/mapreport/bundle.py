"""What somebody else needs to compute the map again, in one zip file.

By default it holds no answers of individual people: the result, the summed similarities
and the settings, with a script that draws the map again from those. Asked for by name, the
pseudonymised study goes with it, and the script computes everything again.
"""

from __future__ import annotations

import csv
import io
import json
import platform
from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from conceptmapping.document import MapDocument
from conceptmapping.errors import Language
from conceptmapping.sorting import Sorts
from conceptmapping.study import Study
from conceptmapping.without_people import public
from mapreport.packing import pack
from mapreport.wording import words

if TYPE_CHECKING:
    from conceptmapping.analysis import ConceptMap
    from conceptmapping.co_sorting import CoSorting

LIBRARIES = ("llvmlite", "numba", "numpy", "scipy", "threadpoolctl")
"""What the numbers depend on."""


def render(
    concept_map: ConceptMap,
    language: Language,
    *,
    rows: bool = False,
    document: MapDocument | None = None,
) -> bytes:
    """The bundle as bytes.

    With ``rows`` the sorts and ratings of the analysed study are in it, and the whole document.
    Without them nothing in it is about one person; ``document`` is then told instead of the map's own.
    """
    return pack(contents(concept_map, language, rows=rows, document=document))


def contents(
    concept_map: ConceptMap,
    language: Language,
    *,
    rows: bool = False,
    document: MapDocument | None = None,
) -> dict[str, bytes]:
    """Name -> content of every file in the bundle, see ``render``."""
    document = concept_map.document if rows else public(document or concept_map.document)
    inside = {
        "README.md": _readme(document, language, rows).encode(),
        "map.json": as_text(document),
        "similarity.csv": _similarity(concept_map.co_sorting),
        "settings.json": _json(document["settings"]),
        "versions.json": _json(_versions(document, language)),
        "requirements.txt": _requirements().encode(),
        "reproduce.py": files("mapreport").joinpath("reproduce.py").read_bytes(),
    }
    if rows:
        from conceptmapping import writing

        study = analysed(concept_map)
        inside |= {f"study/{name}": content for name, content in writing.files(study).items()}
    return inside


def as_text(document: MapDocument) -> bytes:
    """``map.json``, as ``ConceptMap.to_json`` writes it."""
    return _json(document)


def analysed(concept_map: ConceptMap) -> Study:
    """The study with no more in it than the map was computed from.

    People whose answers do not count are not in it. Of the others only the columns the
    computation uses are. Two things of those left out stay where leaving them out would
    change the result: the code of who was excluded by name (the settings speak of it), and
    that a group exists of which nobody is left.
    """
    study, settings = concept_map.study, concept_map.settings
    present = {*study.sorts.sorters}
    present.update(rater for ratings in study.ratings.values() for rater in ratings.raters)
    columns = {"group", "weight", settings.balance, settings.group and settings.group[0]}
    kept = {
        person: {name: value for name, value in facts.items() if name in columns}
        for person, facts in study.participants.items()
        if person in present
    }
    return replace(
        study,
        sorts=_as_collected(study, settings.balance),
        participants=_in_order_of_groups(study, kept, settings.exclude),
        ideas=(),
        notices=(),
        unknown={s: ids for s, ids in study.unknown.items() if s in study.sorts.sorters},
        unrated={
            scale: {rater: why for rater, why in own.items() if rater in present}
            for scale, own in study.unrated.items()
        },
    )


def _as_collected(study: Study, balance: str | None) -> Sorts:
    """The sorts with the weights people declared: balancing is done again from those."""
    if balance is None:
        return study.sorts
    declared = {
        person: float(facts["weight"].replace(",", "."))
        for person, facts in study.participants.items()
        if facts.get("weight")
    }
    return study.sorts.weighted(declared)


def _in_order_of_groups(
    study: Study, kept: dict[str, dict[str, str]], excluded: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Participants so that groups come up in the order they did in the whole study."""
    people: dict[str, dict[str, str]] = {}
    for group in study.groups():
        first = next((p for p, facts in kept.items() if facts.get("group") == group), None)
        if first is not None:
            people[first] = kept[first]
        else:
            stand_in = next(p for p in study.participants if study.group_of(p) == group)
            people[stand_in] = {"group": group}
    people |= {person: facts for person, facts in kept.items() if person not in people}
    people |= {person: {} for person in excluded if person not in people}
    return people


def _similarity(co: CoSorting) -> bytes:
    """T and n of every pair; floats in full, so that the map comes out the same."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["a", "b", "together", "placed"])
    first, second = np.triu_indices(co.n_statements, 1)
    for i, j, together, placed in zip(first, second, co.together, co.placed, strict=True):
        writer.writerow([co.statements[i], co.statements[j], _number(together), _number(placed)])
    return text.getvalue().encode()


def square(co: CoSorting) -> NDArray[np.float64]:
    """Similarities as a matrix with ones on the diagonal, nan where nobody placed both."""
    matrix = co.matrix(co.similarity)
    np.fill_diagonal(matrix, 1.0)
    return matrix


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()


def _versions(document: MapDocument, language: Language) -> dict[str, Any]:
    return {
        "werkwijs": document["engine"],
        "python": platform.python_version(),
        "libraries": _installed(),
        "language": language,
    }


def _installed() -> dict[str, str]:
    found = {}
    for library in LIBRARIES:
        try:
            found[library] = version(library)
        except PackageNotFoundError:
            continue
    return found


def _requirements() -> str:
    return "".join(f"{library}=={number}\n" for library, number in _installed().items())


def _readme(document: MapDocument, language: Language, rows: bool) -> str:
    w = words("bundle", language)
    title = document["study"]["title"] or w("untitled")
    parts = ["map", "similarity", "settings", "versions", *(["study"] if rows else [])]
    lines = [f"# {w('title', title=title)}", ""]
    if document["study"]["invented"]:
        lines += [w("invented"), ""]
    lines += [w("why"), "", w("rows" if rows else "aggregates"), ""]
    lines += [f"## {w('how_heading')}", ""]
    lines += [
        f"{number}. {w('how', step, version=document['engine'])}"
        for number, step in enumerate(("install", "run", "outcome"), start=1)
    ]
    lines += ["", f"## {w('what_heading')}", ""]
    lines += [f"* {w('what', part)}" for part in parts]
    return "\n".join(lines) + "\n"
