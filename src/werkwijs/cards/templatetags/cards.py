"""Evidence in words: from where to where a scale goes, and how certain a place is."""

from __future__ import annotations

from django import template

from werkwijs.cards.edition_document import EditionMap
from werkwijs.cards.shown import Evidence
from werkwijs.lib.words import say

register = template.Library()


@register.simple_tag
def scale_range(told: EditionMap, scale: str) -> str:
    """From where to where this scale goes."""
    found = next((s for s in told["scales"] if s["name"] == scale), None)
    if found is None:
        return ""
    return say("cards.from_to", minimum=f"{found['minimum']:g}", maximum=f"{found['maximum']:g}")


@register.simple_tag
def certain(evidence: Evidence) -> str:
    """How sure a statement is of its place on the map."""
    stays = evidence.statement["stays"]
    share = "" if stays is None else f"{round(100 * stays)}%"
    return say("cards.certain", evidence.certain, share=share)
