"""The smallest published map a card can rest on, and a card, a reader and a remark on it."""

from __future__ import annotations

import json

from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.analysis import asking
from werkwijs.analysis.models import Publication
from werkwijs.cards import making, reviewing
from werkwijs.cards.models import Card, Reader, Remark
from werkwijs.studies.models import Study

TOLD = {
    "study": {"prompt": "Wat helpt?", "groups": {}},
    "counts": {"sorters": 6, "raters": 0},
    "scales": {},
    "clusters": [{"cluster": 1, "name": "Werk", "stays": None, "ratings": {}, "group_ratings": {}}],
    "statements": [
        {
            "id": "1",
            "text": "je werk doet dat je leuk vindt",
            "cluster": 1,
            "origin": None,
            "stays": None,
            "bridging": None,
            "ratings": {},
            "group_ratings": {},
        }
    ],
}


def publication(study: Study, by: User) -> Publication:
    made: Publication = Publication.objects.create(
        concept_map=asking.ask(study, by=by),
        number=1,
        language="nl",
        state=Publication.State.READY,
        content=json.dumps(TOLD),
        finished_at=timezone.now(),
    )
    return made


def card(study: Study, by: User) -> Card:
    """For a young person."""
    return making.make(publication(study, by), ["1"], ["young-person"], theme="Werk", by=by)


def reader(study: Study, by: User) -> Reader:
    return reviewing.ask(study, "young-person", expert=True, by=by)


def remark(study: Study, by: User) -> Remark:
    text = card(study, by).texts.get()
    return reviewing.remark(text, reader=reader(study, by), words="Mooi")
