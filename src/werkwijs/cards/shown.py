"""What pages about cards show: texts with how far they are, and evidence in words a page can print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from werkwijs.cards import covering, resting, reviewing, suggesting, writing
from werkwijs.cards import deck as decks
from werkwijs.cards.edition_document import AUDIENCES, EditionMap, MapCluster, MapStatement
from werkwijs.cards.models import Card, Text
from werkwijs.studies.models import Study


@dataclass(frozen=True)
class Cell:
    """One audience of a card: its text, or none, and how far that is."""

    audience: str
    text: Text | None
    state: str
    """none, empty, draft, ready, waits, approved."""


@dataclass(frozen=True)
class Shown:
    """A card in the list of all cards."""

    card: Card
    clusters: list[MapCluster]
    cells: list[Cell]


@dataclass(frozen=True)
class Evidence:
    """A statement a text rests on: who brought it in, how important groups find it, how certain it is."""

    statement: MapStatement
    cluster: MapCluster
    origin: str
    """Name of the group that brought it in; "" when it is not known."""
    scales: list[tuple[str, float | None, list[tuple[str, float | None]], int | None]]
    """Scale, mean of everybody, mean by name of group (None: too few to show), number of people."""
    certain: str
    """Key of words, as `werkwijs.cards.deck.how_sure` says it."""


class Maps:
    """Published maps by their publication, each read once for a page."""

    def __init__(self) -> None:
        self._read: dict[int, EditionMap] = {}

    def of(self, card: Card) -> EditionMap:
        """What the map of this card says."""
        key = card.publication_id
        if key not in self._read:
            self._read[key] = resting.on(card.publication)
        return self._read[key]


def cards(study: Study, *, dropped: bool = False) -> list[Card]:
    """Cards with all that belongs to them, by number."""
    return list(
        Card.objects.filter(study=study, dropped_at__isnull=not dropped)
        .select_related("publication__concept_map")
        .prefetch_related("texts__sources", "texts__remarks__reader")
    )


def listed(found: Iterable[Card], maps: Maps) -> list[Shown]:
    """The same as rows of a list."""
    return [
        Shown(card, _clusters(card, maps), [_cell(card, audience) for audience in AUDIENCES])
        for card in found
    ]


def state(text: Text | None) -> str:
    """How far it is, in one word."""
    if text is None:
        return "none"
    if not any(getattr(text, name) for name in writing.FIELDS):
        return "empty"
    if any(reviewing.waits(r) for r in text.remarks.all()):
        return "waits"
    if text.state == Text.State.APPROVED:
        return "approved"
    if writing.missing(text):
        return "draft"
    return "ready"


def evidence(map_: EditionMap, statements: Iterable[str]) -> list[Evidence]:
    """For every statement, in the order of the map."""
    wanted = set(statements)
    clusters = {c["cluster"]: c for c in map_["clusters"]}
    names = {g["key"]: g["name"] for g in map_["groups"]}
    return [
        Evidence(
            s,
            clusters[s["cluster"]],
            names.get(s["origin"] or "", s["origin"] or ""),
            [
                (
                    scale,
                    rated["mean"],
                    [(names.get(g, g), mean) for g, mean in rated["groups"].items()],
                    rated["n"],
                )
                for scale, rated in s["ratings"].items()
            ],
            decks.how_sure(s["stays"]),
        )
        for s in map_["statements"]
        if s["id"] in wanted
    ]


def clusters_with(map_: EditionMap) -> list[tuple[MapCluster, list[MapStatement]]]:
    """Clusters with their statements, for choosing."""
    return [
        (c, [s for s in map_["statements"] if s["cluster"] == c["cluster"]])
        for c in map_["clusters"]
    ]


def suggested(map_: EditionMap, found: Iterable[Card]) -> list[tuple[str, list[Any]]]:
    """Suggestions by audience."""
    return list(suggesting.by_audience(map_, covering.taken(found)).items())


def _clusters(card: Card, maps: Maps) -> list[MapCluster]:
    map_ = maps.of(card)
    rests = [s.statement for text in card.texts.all() for s in text.sources.all()]
    named = {c["cluster"]: c for c in map_["clusters"]}
    return [named[n] for n in resting.clusters(map_, rests)]


def _cell(card: Card, audience: str) -> Cell:
    text = next((t for t in card.texts.all() if t.audience == audience), None)
    return Cell(audience, text, state(text))
