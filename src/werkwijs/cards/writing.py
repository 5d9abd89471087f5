"""The words of a card for one audience are written; other words need other eyes."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.cards.digesting import seen
from werkwijs.cards.edition_document import ACTION, EASY, QUESTION, TITLE, WHY
from werkwijs.cards.models import Text
from werkwijs.lib.tidying import one_line
from werkwijs.studies import log

LONGEST = {
    "title": TITLE,
    "why": WHY,
    "action_1": ACTION,
    "action_2": ACTION,
    "action_3": ACTION,
    "question": QUESTION,
    "easy": EASY,
}
FIELDS = tuple(LONGEST)
NEEDED = ("title", "why", "action_1", "question")
"""Without these a card says too little to be read by anybody."""


@transaction.atomic
def write(
    text: Text, said: Mapping[str, str], *, by: User, request: HttpRequest | None = None
) -> Text:
    """Keep these words. What was approved is a draft again when any of them differ.

    Parameters
    ----------
    said
        Any of `FIELDS`; others stay as they are. Actions close up: there is no second without a first.
    """
    own: Text = (
        Text.objects.select_for_update(of=("self",)).select_related("card__study").get(pk=text.pk)
    )
    before = seen(own)
    for name in FIELDS:
        if name in said:
            setattr(own, name, one_line(said[name], LONGEST[name]))
    actions = [*own.actions, "", "", ""]
    own.action_1, own.action_2, own.action_3 = actions[:3]
    if seen(own) == before:
        return own
    own.save(update_fields=[*FIELDS])
    changed(own)
    log.note("cards.written", own.card.study, about=own.card, by=by, request=request)
    return own


def changed(text: Text) -> None:
    """Its words or its picture are others now: nobody approved these."""
    Text.objects.filter(pk=text.pk).update(
        state=Text.State.DRAFT,
        approved_at=None,
        approved_by=None,
        version=F("version") + 1,
        changed_at=timezone.now(),
    )
    text.refresh_from_db()


def missing(text: Text) -> list[str]:
    """Fields that still need words, by name; "picture" and "picture_alt" among them."""
    found = [name for name in NEEDED if not getattr(text, name).strip()]
    if not text.pictogram and not text.picture:
        found.append("picture")
    elif not text.picture_alt.strip():
        found.append("picture_alt")
    return found
