"""Tags of the bench: what was decided about an idea, in words."""

from __future__ import annotations

from django import template

from werkwijs.lib.words import say
from werkwijs.participation.models import Became

register = template.Library()

KNOWN = ("kept", "merged", "split", "edited", "dropped")


@register.simple_tag
def decision(row: Became) -> str:
    """The decision in words; one that came with an imported study as it was written there."""
    if row.statement is not None and row.statement.dropped_at:
        return say("participation.bench_decision", "dropped")
    if row.decision in KNOWN:
        return say("participation.bench_decision", row.decision)
    return row.decision or say("participation.bench_decision", "kept")
