"""From an edition to what the pages of its deck show: cards of one audience, and what each rests on."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mapreport.figures.ink import COLOURS
from plainlanguage import sentences
from werkwijs.cards.edition_document import (
    AUDIENCES,
    CardText,
    EditionCard,
    EditionDocument,
    MapCluster,
    MapScale,
    MapStatement,
    Picture,
    Rated,
    Readers,
    Sound,
)
from werkwijs.cards.models import Edition

EASY = "young-person"
"""The audience for which pages are large, and in easy language."""
HUES = len(COLOURS)
"""So many colours there are for clusters; a further one shares a colour, and has its own letter."""
SURE, UNSURE = 0.8, 0.6
"""Sure of its place is what stays with its cluster in at least the first share of the maps; unsure, in less
than the second, which is that of the result page (`werkwijs.analysis.telling`)."""

HowSure = Literal["sure", "fairly", "unsure", "unknown"]


@dataclass(frozen=True)
class Cluster:
    """What a card belongs to: told by colour, letter and name together."""

    letter: str
    name: str
    hue: int
    """1 to `HUES`: a class of the style sheet."""


@dataclass(frozen=True)
class Card:
    """What one card says to one audience."""

    number: int
    audience: str
    theme: str
    clusters: list[Cluster]
    title: str
    told_why: str
    actions: list[str]
    question: str
    easy: str
    picture: Picture | None
    sound: Sound | None
    statements: list[str]
    read_by: Readers
    audiences: list[str]
    """All for whom there is a text of this card, this one among them."""

    @property
    def cluster(self) -> Cluster:
        """The one most of its statements lie in."""
        return self.clusters[0]

    @property
    def why(self) -> list[str]:
        """Sentence by sentence: each gets a line of its own where that reads easier."""
        return [s.text for s in sentences.split(self.told_why)]

    @property
    def others(self) -> list[str]:
        return [a for a in self.audiences if a != self.audience]


@dataclass(frozen=True)
class Opinion:
    """How important somebody found a statement; no mean where they were too few to show."""

    who: str
    mean: float | None
    n: int | None
    drawn: str
    """Where the mean lies on the scale, 0 to 100, as a drawing wants it."""


@dataclass(frozen=True)
class Rating:
    name: str
    minimum: float
    maximum: float
    everybody: Opinion
    groups: list[Opinion]


@dataclass(frozen=True)
class Ground:
    """A statement under a card, and what is known of it."""

    id: str
    text: str
    cluster: Cluster
    origin: str
    """The group that brought it in, or ""."""
    sure: HowSure
    of_hundred: int | None
    """In how many of a hundred drawings of the map it stays with its cluster."""
    ratings: list[Rating]
    cards: list[Card]
    """Other cards that rest on it."""


@dataclass(frozen=True)
class Changed:
    """What is different about a card since the edition before."""

    number: int
    audience: str
    what: str
    fields: list[str]
    here: bool
    """It is in this edition, so there is a page to look at."""


def cards(document: EditionDocument, audience: str) -> list[Card]:
    """The cards of one audience, by number."""
    clusters = _clusters(document, easy=audience == EASY)
    return [
        _card(card, card["texts"][audience], audience, clusters)
        for card in document["cards"]
        if audience in card["texts"]
    ]


def audiences(document: EditionDocument) -> list[tuple[str, int]]:
    """Every audience, with how many cards it has."""
    return [(a, sum(a in c["texts"] for c in document["cards"])) for a in AUDIENCES]


def written_for(document: EditionDocument, number: int) -> list[str]:
    """The audiences for whom there is a text of the card with this number."""
    return [
        a for a in AUDIENCES for c in document["cards"] if c["number"] == number and a in c["texts"]
    ]


def beside(found: list[Card], number: int) -> tuple[Card | None, Card | None, Card | None]:
    """The card before it, the card itself, and the one after it; None where there is none."""
    place = next((i for i, card in enumerate(found) if card.number == number), None)
    if place is None:
        return None, None, None
    before = found[place - 1] if place else None
    after = found[place + 1] if place + 1 < len(found) else None
    return before, found[place], after


def themes(found: list[Card]) -> list[Cluster]:
    """The clusters that these cards belong to, by letter, each once."""
    return sorted({c.letter: c for card in found for c in card.clusters}.values(), key=_by_letter)


def every_cluster(document: EditionDocument) -> list[Cluster]:
    return sorted(_clusters(document, easy=False).values(), key=_by_letter)


def fits(card: Card, wanted: str, letter: str) -> bool:
    """Whether it has all these words, and belongs to the cluster with this letter; "" asks nothing."""
    if letter and letter not in {c.letter for c in card.clusters}:
        return False
    parts = [card.title, card.told_why, *card.actions, card.question, card.easy, card.theme]
    said = _plain(" ".join([*parts, *(c.name for c in card.clusters), str(card.number)]))
    return all(word in said for word in _plain(wanted).split())


def grounds(document: EditionDocument, card: Card) -> list[Ground]:
    """What a card rests on, statement by statement."""
    told = document["map"]
    clusters = _clusters(document, easy=card.audience == EASY)
    known = {s["id"]: s for s in told["statements"]}
    names = {g["key"]: g["name"] for g in told["groups"]}
    raters = {g["key"]: g["raters"] for g in told["groups"]}
    return [
        Ground(
            id=statement["id"],
            text=statement["text"],
            cluster=clusters[statement["cluster"]],
            origin=names.get(statement["origin"] or "", ""),
            sure=how_sure(statement["stays"]),
            of_hundred=None if statement["stays"] is None else round(100 * statement["stays"]),
            ratings=[
                _rating(scale, statement["ratings"][scale["name"]], names, raters)
                for scale in told["scales"]
                if scale["name"] in statement["ratings"]
            ],
            cards=_resting_on(document, statement, card),
        )
        for statement in (known[i] for i in card.statements if i in known)
    ]


def how_sure(stays: float | None) -> HowSure:
    """How sure a statement is of its place; ``stays`` is a share of maps."""
    if stays is None:
        return "unknown"
    return "sure" if stays >= SURE else "fairly" if stays >= UNSURE else "unsure"


def certainty(document: EditionDocument, card: Card) -> tuple[HowSure, int | None]:
    """How sure the cluster of a card is: the share of maps in which its statements stay together."""
    letter = card.cluster.letter
    stays = next(c["stays"] for c in document["map"]["clusters"] if c["letter"] == letter)
    return how_sure(stays), None if stays is None else round(100 * stays)


def changes(document: EditionDocument) -> list[Changed]:
    here = {(c["number"], a) for c in document["cards"] for a in c["texts"]}
    return [
        Changed(
            c["number"], c["audience"], c["what"], c["fields"], (c["number"], c["audience"]) in here
        )
        for c in document["changes"]
    ]


def other_languages(edition: Edition) -> list[Edition]:
    """The same cards in other languages, as far as everybody may see them."""
    first: Edition = edition.translation_of or edition
    family = [first, *first.translations.all()]
    return [e for e in family if e.published_at and e.pk != edition.pk]


def _clusters(document: EditionDocument, *, easy: bool) -> dict[int, Cluster]:
    def named(told: MapCluster) -> str:
        return (told["easy"] if easy else "") or told["name"]

    return {
        c["cluster"]: Cluster(c["letter"], named(c), (c["cluster"] - 1) % HUES + 1)
        for c in document["map"]["clusters"]
    }


def _card(
    card: EditionCard, text: CardText, audience: str, clusters: Mapping[int, Cluster]
) -> Card:
    return Card(
        number=card["number"],
        audience=audience,
        theme=card["theme"],
        clusters=[clusters[c] for c in card["clusters"]],
        title=text["title"],
        told_why=text["why"],
        actions=text["actions"],
        question=text["question"],
        easy=text["easy"],
        picture=text["picture"],
        sound=text["sound"],
        statements=text["statements"],
        read_by=text["read_by"],
        audiences=[a for a in AUDIENCES if a in card["texts"]],
    )


def _rating(
    scale: MapScale, rated: Rated, names: Mapping[str, str], raters: Mapping[str, int | None]
) -> Rating:
    low, high = scale["minimum"], scale["maximum"]

    def opinion(who: str, mean: float | None, n: int | None) -> Opinion:
        if mean is None:
            return Opinion(who, None, None, "0")
        return Opinion(who, mean, n, f"{100 * (mean - low) / (high - low):.1f}")

    groups = [
        opinion(name, rated["groups"][key], raters.get(key))
        for key, name in names.items()
        if key in rated["groups"]
    ]
    everybody = opinion("", rated["mean"], rated["n"])
    return Rating(scale["name"], _short(low), _short(high), everybody, groups)


def _short(value: float) -> float:
    """A whole number as one: a scale runs from 1 to 3, not from 1.00 to 3.00."""
    return int(value) if value == int(value) else value


def _resting_on(document: EditionDocument, statement: MapStatement, but: Card) -> list[Card]:
    """For the same audience where there is a text for it, else for the first that has one."""
    found = []
    clusters = _clusters(document, easy=but.audience == EASY)
    for card in document["cards"]:
        if card["number"] == but.number:
            continue
        resting = [a for a in AUDIENCES if a in card["texts"]]
        resting = [a for a in resting if statement["id"] in card["texts"][a]["statements"]]
        if resting:
            audience = but.audience if but.audience in resting else resting[0]
            found.append(_card(card, card["texts"][audience], audience, clusters))
    return found


def _plain(text: str) -> str:
    """Without capitals and accents: who looks for "een" finds "één"."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def _by_letter(cluster: Cluster) -> tuple[int, str]:
    return len(cluster.letter), cluster.letter
