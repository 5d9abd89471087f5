"""What fixtures stand on is computed once: the real engine's answer to the same answers is handed out again.

For fixtures only. What a test itself has drawn or published is drawn and published then and there.
"""

from __future__ import annotations

import contextlib
import json
import pickle
from collections.abc import Iterator
from typing import Any

import pytest

import conceptmapping as cm
import mapreport
from conceptmapping.study import Study as Collected
from werkwijs.analysis import computing, cuts
from werkwijs.analysis.models import ConceptMap

_computed: dict[bytes, cm.ConceptMap] = {}
"""By answers and settings. No map ever goes from here, so each keeps an id of its own."""
_cuts: dict[int, dict[int, dict[str, Any]]] = {}
_files: dict[tuple[int, str, str], list[tuple[str, bytes]]] = {}

_compute, _every, _write = computing.compute, cuts.every, mapreport.files


def compute(concept_map: ConceptMap, collected: Collected, watch: Any = None, **facts: Any) -> Any:
    asked = pickle.dumps((collected, concept_map.settings, facts))
    if asked not in _computed:
        _computed[asked] = _compute(concept_map, collected, watch, **facts)
    return _computed[asked]


def every(found: cm.ConceptMap) -> dict[int, dict[str, Any]]:
    if id(found) not in _cuts:
        _cuts[id(found)] = _every(found)
    return _cuts[id(found)]


def files(found: cm.ConceptMap, *, language: Any, document: Any, **facts: Any) -> Any:
    asked = (id(found), language, json.dumps(document))
    if asked not in _files:
        _files[asked] = list(_write(found, language=language, document=document, **facts))
    return _files[asked]


@contextlib.contextmanager
def computed_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as while_it_is_made:
        while_it_is_made.setattr(computing, "compute", compute)
        while_it_is_made.setattr(cuts, "every", every)
        while_it_is_made.setattr(mapreport, "files", files)
        yield
