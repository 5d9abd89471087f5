"""Whether a value has the shape that a JSON Schema describes: the part of JSON Schema that ours uses.

A whole number is one that is written as one: ``1``, not ``1.0``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_KINDS: dict[str, Callable[[Any], bool]] = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "number": lambda v: isinstance(v, int | float) and not isinstance(v, bool),
    "boolean": lambda v: isinstance(v, bool),
    "null": lambda v: v is None,
}
KNOWN = frozenset(
    {
        "$ref",
        "type",
        "const",
        "enum",
        "required",
        "properties",
        "additionalProperties",
        "propertyNames",
    }
    | {
        "minProperties",
        "maxProperties",
        "items",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minLength",
    }
    | {
        "maxLength",
        "pattern",
        "minimum",
        "maximum",
        "$schema",
        "$id",
        "$defs",
        "title",
        "description",
    }
)
"""What a schema for us may say; anything else would be passed over in silence."""


@dataclass(frozen=True)
class Misfit:
    """Where something does not fit, which rule it breaks, and the facts of that."""

    where: str
    rule: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def misfits(value: Any, schema: Mapping[str, Any], *, defs: Mapping[str, Any]) -> Iterator[Misfit]:
    """Everything that does not fit, in the order of the value."""
    yield from _misfits(value, schema, defs, "")


def _misfits(
    value: Any, schema: Mapping[str, Any], defs: Mapping[str, Any], at: str
) -> Iterator[Misfit]:
    if "$ref" in schema:
        yield from _misfits(value, defs[schema["$ref"].rsplit("/", 1)[-1]], defs, at)
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(_KINDS[kind](value) for kind in kinds):
        yield Misfit(at, "type", {"kinds": kinds})
        return
    if "const" in schema and not _same(value, schema["const"]):
        yield Misfit(at, "enum", {"allowed": [schema["const"]]})
    if "enum" in schema and not any(_same(value, one) for one in schema["enum"]):
        yield Misfit(at, "enum", {"allowed": schema["enum"]})
    if isinstance(value, str):
        yield from _of_text(value, schema, at)
    elif isinstance(value, list):
        yield from _of_list(value, schema, defs, at)
    elif isinstance(value, dict):
        yield from _of_object(value, schema, defs, at)
    elif _KINDS["number"](value):
        low, high = schema.get("minimum"), schema.get("maximum")
        if (low is not None and value < low) or (high is not None and value > high):
            yield Misfit(at, "range", {"low": low, "high": high})


def _of_text(value: str, schema: Mapping[str, Any], at: str) -> Iterator[Misfit]:
    if len(value) > schema.get("maxLength", len(value)):
        yield Misfit(at, "maxLength", {"length": len(value), "most": schema["maxLength"]})
    elif len(value) < schema.get("minLength", 0):
        yield Misfit(at, "empty")
    elif "pattern" in schema and not re.search(schema["pattern"].replace("$", r"\Z"), value):
        yield Misfit(at, "pattern")


def _of_list(
    value: list[Any], schema: Mapping[str, Any], defs: Mapping[str, Any], at: str
) -> Iterator[Misfit]:
    if len(value) > schema.get("maxItems", len(value)):
        yield Misfit(at, "many", {"most": schema["maxItems"]})
        return
    if len(value) < schema.get("minItems", 0):
        yield Misfit(at, "empty")
    if schema.get("uniqueItems") and len({repr(one) for one in value}) < len(value):
        yield Misfit(at, "twice")
    for place, one in enumerate(value):
        yield from _misfits(one, schema.get("items", {}), defs, f"{at}[{place}]")


def _of_object(
    value: dict[str, Any], schema: Mapping[str, Any], defs: Mapping[str, Any], at: str
) -> Iterator[Misfit]:
    if len(value) > schema.get("maxProperties", len(value)):
        yield Misfit(at, "many", {"most": schema["maxProperties"]})
        return
    if len(value) < schema.get("minProperties", 0):
        yield Misfit(at, "empty")
    for name in schema.get("required", ()):
        if name not in value:
            yield Misfit(_below(at, name), "missing")
    for name, one in value.items():
        here = _below(at, name)
        if "propertyNames" in schema:
            for wrong in _misfits(name, schema["propertyNames"], defs, here):
                yield Misfit(here, "name", wrong.facts)
        inner = schema.get("properties", {}).get(name)
        if inner is None:
            inner = schema.get("additionalProperties", {})
        yield from _misfits(one, inner, defs, here)


def _below(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _same(one: Any, other: Any) -> bool:
    """1 is no True, as in JSON."""
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)
