"""A published map of twelve statements in three clusters, and cards on it."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.utils import timezone
from tests.werkwijs.analysis.conftest import drawn, sorted_study  # noqa: F401 - a map to publish

import conceptmapping as cm
from werkwijs.analysis.models import ConceptMap, Publication
from werkwijs.cards import making, picturing, reviewing, writing
from werkwijs.cards.models import Card, Text

WORDS = {
    "title": "Werk dat bij mij past",
    "why": "Werk dat bij je past, houd je langer vol.",
    "action_1": "Schrijf op wat je leuk vindt.",
    "action_2": "Vraag of je een dag mag meelopen.",
    "question": "Op welke dag was je trots?",
    "easy": "Kies werk dat bij je past.",
}


def publish(concept_map: ConceptMap, ana, number: int = 1) -> Publication:
    """A version as publishing leaves it behind, without the report and slides that go with it."""
    told = cm.public(concept_map.document.told)
    for cluster in told["clusters"]:
        cluster["name"] = f"Thema {cluster['cluster']}"
    return Publication.objects.create(
        concept_map=concept_map,
        number=number,
        language="nl",
        content=json.dumps(told, ensure_ascii=False),
        state=Publication.State.READY,
        finished_at=timezone.now(),
        asked_by=ana,
    )


@pytest.fixture
def publication(drawn, ana) -> Publication:  # noqa: F811 - the fixture
    return publish(drawn, ana)


@pytest.fixture
def card(publication, ana) -> Card:
    return making.make(
        publication, ["1", "4"], ["young-person", "employer"], theme="Werk dat past", by=ana
    )


@pytest.fixture
def text(card) -> Text:
    """Of the young person."""
    return card.texts.get(audience="young-person")


@pytest.fixture
def desk(ana, sign_in) -> Client:
    return sign_in(Client(), ana)


def complete(text: Text, ana) -> Text:
    """Everything a card needs."""
    own = writing.write(text, WORDS, by=ana)
    picturing.choose(own, "puzzle", alt="Het laatste stukje van een puzzel", by=ana)
    own.refresh_from_db()
    return own


def read_and_approved(text: Text, ana) -> Text:
    """An expert by experience read it, and it was approved."""
    own = complete(text, ana)
    reader = reviewing.ask(own.card.study, own.audience, expert=True, by=ana)
    reviewing.remark(own, reader=reader, clear="yes", right="yes")
    reviewing.approve(own, by=ana)
    own.refresh_from_db()
    return own
