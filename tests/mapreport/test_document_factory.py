"""The invented documents keep to the shape of map.json, so what is tested with them holds."""

import types
from typing import Any, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest
from document_factory import make_document

from conceptmapping.document import MapDocument


def misfits(value: Any, wanted: Any, place: str = "document") -> list[str]:
    """Where ``value`` differs from the annotation ``wanted``; empty where it does not."""
    origin = get_origin(wanted)
    if origin is NotRequired:
        return misfits(value, get_args(wanted)[0], place)
    if wanted is Any:
        return []
    if origin in (Union, types.UnionType):
        found = [misfits(value, choice, place) for choice in get_args(wanted)]
        return [] if any(not f for f in found) else min(found, key=len)
    shape = dict if is_typeddict(wanted) else origin
    if shape in (list, dict) and not isinstance(value, shape):
        return [f"{place}: {value!r} is no {wanted}"]
    if is_typeddict(wanted):
        hints = get_type_hints(wanted, include_extras=True)
        wrong = [f"{place}.{k}: unknown" for k in value.keys() - hints.keys()]
        wrong += [f"{place}.{k}: missing" for k in wanted.__required_keys__ - value.keys()]
        for key in value.keys() & hints.keys():
            wrong += misfits(value[key], hints[key], f"{place}.{key}")
        return wrong
    if origin is list:
        each = get_args(wanted)[0]
        return [m for i, v in enumerate(value) for m in misfits(v, each, f"{place}[{i}]")]
    if origin is dict:
        return [
            m for k, v in value.items() for m in misfits(v, get_args(wanted)[1], f"{place}.{k}")
        ]
    if wanted is float:
        wanted = (int, float)
    return [] if isinstance(value, wanted) else [f"{place}: {value!r} is no {wanted}"]


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"statements": 5, "clusters": 2},
        {"statements": 140, "clusters": 12, "awkward": True, "named": 3},
        {"groups": {}, "scales": {}, "bootstrap": 0, "labelled": False},
        {"suppressed": ["werkgever"]},
        {"points": [(0.0, 0.0)] * 6},
    ],
)
def test_an_invented_document_has_the_shape_of_a_real_one(how):
    assert misfits(make_document(**how), MapDocument) == []


def test_a_wrong_shape_is_found():
    document = make_document()
    document["stress"]["value"] = "low"
    del document["clusters"][0]["name"]

    assert len(misfits(document, MapDocument)) == 2


def test_the_same_seed_gives_the_same_document():
    assert make_document(seed=3) == make_document(seed=3) != make_document(seed=4)
