"""What has a card and what has none: clusters beside audiences, and statements nobody speaks of yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from werkwijs.cards import resting
from werkwijs.cards.edition_document import AUDIENCES, EditionMap, MapCluster, MapStatement
from werkwijs.cards.models import Card, Text


@dataclass(frozen=True)
class Row:
    """A cluster, and for each audience the texts that rest on it."""

    cluster: MapCluster
    cells: list[tuple[str, list[Text]]]
    """Audience and its texts, in the order of `AUDIENCES`."""
    without: list[MapStatement]
    """Its statements on which no text rests."""


def rows(resting_on: EditionMap, cards: Iterable[Card]) -> list[Row]:
    """Every cluster of the map. ``cards`` with their texts and sources fetched."""
    texts = [text for card in cards for text in card.texts.all()]
    rests = {text.pk: [s.statement for s in text.sources.all()] for text in texts}
    spoken = {statement for own in rests.values() for statement in own}
    main = {text.pk: resting.clusters(resting_on, rests[text.pk]) for text in texts}
    found = []
    for cluster in resting_on["clusters"]:
        number = cluster["cluster"]
        found.append(
            Row(
                cluster,
                [
                    (a, [t for t in texts if t.audience == a and number in main[t.pk]])
                    for a in AUDIENCES
                ],
                [
                    s
                    for s in resting_on["statements"]
                    if s["cluster"] == number and s["id"] not in spoken
                ],
            )
        )
    return found


def taken(cards: Iterable[Card]) -> dict[str, set[str]]:
    """Audience -> statements on which a text for it rests."""
    found: dict[str, set[str]] = {a: set() for a in AUDIENCES}
    for card in cards:
        for text in card.texts.all():
            found[text.audience].update(s.statement for s in text.sources.all())
    return found
