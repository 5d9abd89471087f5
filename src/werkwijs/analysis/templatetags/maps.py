"""Numbers and words of a map, as a page says them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import template

from conceptmapping.document import MapDocument
from mapreport.story import warnings
from mapreport.story.facts import Facts
from werkwijs.analysis import choosing
from werkwijs.analysis.choosing import Look
from werkwijs.analysis.deciding import Decided
from werkwijs.analysis.sheet import Cluster, Merged
from werkwijs.analysis.shown import Shown
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


@register.filter
def precisely(value: float | None) -> str:
    """Where two decimals would make "nearly" look like "entirely"."""
    return _number(value, 3)


@register.simple_tag
def problem(asked: Any) -> str:
    """Why it could not be done, in the language of the reader."""
    return str(asked.problem.get(language(), ""))


@register.simple_tag
def easy_name(decided: Decided, cluster: Cluster) -> str:
    """The name in easy words that was given, or ""."""
    given = decided.names.get(cluster.tree)
    return given.easy if given else ""


@register.simple_tag
def look_at(look: Look, statement: str) -> str:
    return look.address(uitspraak=statement)


BRIDGE, ANCHOR = 0.6, 0.3
"""From here on a statement is called a bridge, and until here an anchor; between them it is neither."""
FEW = 4
"""So many numbers of statements are named before "and 3 more"."""
SAME = 0.005
"""Two shares closer than this are said to be the same."""


@register.simple_tag
def bridge_said(bridging: float) -> str:
    """What a bridging value means, with the value."""
    kind = "bridge" if bridging >= BRIDGE else "anchor" if bridging <= ANCHOR else "between"
    return say("analysis.bridging", kind, value=decimals(bridging))


@register.simple_tag
def merged_here(shown: Shown) -> str:
    """Which clusters became one at this number, and what that does to how certain the clusters are."""
    look, sheet = shown.look, shown.sheet
    said = []
    if len(sheet.merged) == 2 and look.clusters != look.usual:
        one, other = (_called(half) for half in sheet.merged)
        said.append(say("analysis.merged", one=one, other=other))
    if sheet.stability is not None:
        share = percent(sheet.stability)
        said.append(say("analysis.stability_at", n=look.clusters, share=share))
        if sheet.finer is not None:
            change = sheet.stability - sheet.finer
            how = "same" if abs(change) < SAME else "firmer" if change > 0 else "looser"
            said.append(
                say("analysis.stability", how, n=look.clusters + 1, share=percent(sheet.finer))
            )
    return " ".join(said)


@register.inclusion_tag("analysis/outstanding.html")
def outstanding(shown: Shown) -> dict[str, Any]:
    """The two things somebody wants to know first: what is most important, and what is least sure."""
    return {
        "top": shown.sheet.top,
        "clear": shown.sheet.clear,
        "scale": next(iter(shown.told["scales"]), ""),
        "range": [
            f"{bound:g}"
            for of in list(shown.told["scales"].values())[:1]
            for bound in (of["minimum"], of["maximum"])
        ],
        "least": shown.sheet.least,
    }


def _called(half: Merged) -> str:
    if half.name:
        return f"\u201c{half.name}\u201d"
    ids = ", ".join(half.statements[:FEW])
    more = len(half.statements) - FEW
    if more > 0:
        return say("analysis.statements_more", ids=ids, n=more)
    return say("analysis.statements_these", ids=ids, n=len(half.statements))


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


@register.simple_tag
def cautions(told: Mapping[str, Any]) -> list[str]:
    """What the engine warns of, one sentence each, as the report says it."""
    facts = Facts(cast("MapDocument", told), language())
    return [warnings.spoken(facts, warning) for warning in told["warnings"]]


def _number(value: float | None, n_decimals: int) -> str:
    own = words("analysis", language())
    return own.number(None if value is None else float(round(value, n_decimals)), n_decimals)
