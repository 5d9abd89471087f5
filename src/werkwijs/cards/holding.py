"""Holding a text while something of it is changed."""

from __future__ import annotations

from werkwijs.cards.models import Text


def held(text: Text) -> Text:
    """The row as it stands now; in a transaction, nobody else changes it meanwhile."""
    rows = Text.objects.select_for_update(of=("self",)).select_related("card__study")
    found: Text = rows.get(pk=text.pk)
    return found
