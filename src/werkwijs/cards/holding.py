"""Holding a text while something of it is changed, and all of them while they are frozen."""

from __future__ import annotations

from werkwijs.cards.models import Text
from werkwijs.studies.models import Study


def held(text: Text) -> Text:
    """The row as it stands now; in a transaction, nobody else changes it meanwhile."""
    rows = Text.objects.select_for_update(of=("self",)).select_related("card__study")
    found: Text = rows.get(pk=text.pk)
    return found


def hold_all(study: Study) -> None:
    """In a transaction: words, statements and pictures of its cards stay as they are until it ends."""
    rows = Text.objects.select_for_update(of=("self",)).filter(card__study=study)
    list(rows.order_by("pk").values_list("pk"))
