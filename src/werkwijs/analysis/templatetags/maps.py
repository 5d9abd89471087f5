"""Numbers and words of a map, as a page says them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from werkwijs.analysis import choosing
from werkwijs.analysis.choosing import Look
from werkwijs.analysis.deciding import Decided
from werkwijs.analysis.models import ConceptMap
from werkwijs.analysis.sheet import Cluster
from werkwijs.lib.words import language, say, words

register = template.Library()

THICKEST = 9.0


@register.filter
def plainly(value: float) -> str:
    """A coordinate: with a point, in every language."""
    return f"{value:.1f}"


@register.filter
def thick(share: float) -> str:
    """How broad a line is that stands for this share of people."""
    return f"{max(0.8, share * THICKEST):.1f}"


@register.filter
def percent(share: float | None) -> str:
    return _number(None if share is None else 100 * share, 0) + ("" if share is None else "%")


@register.filter
def decimals(value: float | None) -> str:
    return _number(value, 2)


@register.simple_tag
def problem(concept_map: ConceptMap) -> str:
    """Why it could not be drawn, in the language of the reader."""
    return str(concept_map.problem.get(language(), ""))


@register.simple_tag
def easy_name(decided: Decided, cluster: Cluster) -> str:
    """The name in easy words that was given, or ""."""
    given = decided.names.get(frozenset(point.id for point in cluster.points))
    return given.easy if given else ""


@register.simple_tag
def look_at(look: Look, statement: str) -> str:
    return look.address(uitspraak=statement)


@register.simple_tag
def explained(layer: str) -> str:
    """What size and colour of the points tell."""
    return say("analysis.explained", "scale" if layer.startswith("scale-") else layer)


@register.simple_tag
def layer_name(look: Look, told: Mapping[str, Any]) -> str:
    return choosing.scale(look.layer, told) or say("analysis.layer", look.layer)


@register.simple_tag
def layer_value(look: Look, value: float | None) -> str:
    return percent(value) if look.layer == "certain" else decimals(value)


def _number(value: float | None, n_decimals: int) -> str:
    own = words("analysis", language())
    return own.number(None if value is None else float(round(value, n_decimals)), n_decimals)
