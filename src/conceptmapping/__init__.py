"""The science of group concept mapping, in the order in which it happens.

::

    study = cm.read("my-study")              # statements, sorts, ratings; faults have a remedy
    co = cm.similarity(study.sorts)          # how often two statements shared a pile
    scaled = cm.scale(co)                    # points on a map, and stress
    tree = cm.cluster(co.statements, points=scaled.points)
    clusters = tree.cut(8)                   # one cluster number a statement
    bridges = cm.bridging(scaled.points, co) # anchors, and statements that link

    cm.turned_like(scaled.points, known)     # as the map people already know

    result = cm.concept_map(study)           # all of it at once, with its uncertainty
    result.to_json()                         # map.json, schema 1

Errors stand in ``conceptmapping.errors``; each page of ``docs/methods`` explains one index.
Names are fetched on first use, so that checking a study does not wait for the map to be compiled.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conceptmapping.analysis import ConceptMap, concept_map
    from conceptmapping.bridges import bridging, spanning
    from conceptmapping.clustering import cluster
    from conceptmapping.co_sorting import co_sort as similarity
    from conceptmapping.errors import ConceptMappingError, Fault, Notice, UnsoundStudy
    from conceptmapping.procrustes import turned_like
    from conceptmapping.rating import Ratings, Scale
    from conceptmapping.reading import inspect, read
    from conceptmapping.scaling import scale, stress
    from conceptmapping.settings import Settings
    from conceptmapping.sorting import Sorts
    from conceptmapping.study import Statement, Study
    from conceptmapping.without_people import public
    from conceptmapping.writing import write

_WHERE = {
    "ConceptMap": "analysis",
    "ConceptMappingError": "errors",
    "Fault": "errors",
    "Notice": "errors",
    "Ratings": "rating",
    "Scale": "rating",
    "Settings": "settings",
    "Sorts": "sorting",
    "Statement": "study",
    "Study": "study",
    "UnsoundStudy": "errors",
    "bridging": "bridges",
    "cluster": "clustering",
    "concept_map": "analysis",
    "inspect": "reading",
    "public": "without_people",
    "read": "reading",
    "scale": "scaling",
    "similarity": "co_sorting:co_sort",
    "spanning": "bridges",
    "stress": "scaling",
    "turned_like": "procrustes",
    "write": "writing",
}

__all__ = [
    "ConceptMap",
    "ConceptMappingError",
    "Fault",
    "Notice",
    "Ratings",
    "Scale",
    "Settings",
    "Sorts",
    "Statement",
    "Study",
    "UnsoundStudy",
    "bridging",
    "cluster",
    "concept_map",
    "inspect",
    "public",
    "read",
    "scale",
    "similarity",
    "spanning",
    "stress",
    "turned_like",
    "write",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"conceptmapping has no {name!r}.")
    module, _, attribute = _WHERE[name].partition(":")
    found = getattr(import_module(f"conceptmapping.{module}"), attribute or name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
