"""The shape of an edition: what is frozen, printed, shown as a deck, exported and taken in. Schema 1.

Keys may be added; none is renamed. An edition is read without a database: its document and its files say all.
Numbers come from the published map, with the same minimum: where a group was too small the mean is None.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

SCHEMA = 1
KIND = "werkwijs-edition"

AUDIENCES = ("young-person", "employer", "job-coach", "support")
AudienceName = Literal["young-person", "employer", "job-coach", "support"]

# The longest texts a card can hold, in characters.
THEME = 60
TITLE = 60
WHY = 240
ACTION = 110
QUESTION = 120
EASY = 160
ALT = 200
CREDIT = 120
ACTIONS = 3


class Picture(TypedDict):
    file: str
    """Name among the files: ``pictures/9f2c….svg`` (or png, jpg)."""
    alt: str
    credit: str
    """Who made it and under which licence, ready to be printed."""
    source: str
    """``mulberry:bicycle`` for a bundled pictogram, "own" for an own one."""


class Sound(TypedDict):
    file: str
    """``sounds/51ab….wav`` (or mp3, ogg, webm, m4a)."""
    kind: Literal["recorded", "voice"]
    """Whether a person reads, or the voice of a machine."""


class Readers(TypedDict):
    """How many people of the audience read this text before it was frozen."""

    n: int
    experts: int
    """Of these, experts by experience."""


class CardText(TypedDict):
    title: str
    why: str
    actions: list[str]
    """One to three."""
    question: str
    easy: str
    """"" for all but young people."""
    picture: Picture | None
    sound: Sound | None
    statements: list[str]
    """Ids on the map: what this text rests on; at least one."""
    read_by: Readers


class EditionCard(TypedDict):
    number: int
    """Printed on it, the same for all audiences. Not every number needs to be there."""
    key: str
    theme: str
    clusters: list[int]
    """Clusters of the map its statements lie in, the one with most of them first."""
    statements: list[str]
    """Ids on the map: those of all its texts, in the order of the map."""
    texts: dict[str, CardText]
    """Audience -> text; an audience for which there is no text is absent."""


class Rated(TypedDict):
    mean: float | None
    n: int | None
    groups: dict[str, float | None]
    """Group -> mean; None: too few people of it to show."""


class MapStatement(TypedDict):
    id: str
    text: str
    cluster: int
    origin: str | None
    """Key of the group that brought it in."""
    stays: float | None
    """Share of bootstrap maps in which it stays with its cluster."""
    bridging: float | None
    ratings: dict[str, Rated]
    """Scale -> how it was rated."""


class MapCluster(TypedDict):
    cluster: int
    letter: str
    """A, B, C ... as printed on cards beside the colour."""
    name: str
    easy: str
    stays: float | None
    ratings: dict[str, Rated]


class MapScale(TypedDict):
    name: str
    minimum: float
    maximum: float


class MapGroup(TypedDict):
    key: str
    name: str
    sorters: int | None
    raters: int | None


class EditionMap(TypedDict):
    """What the cards rest on."""

    study: str
    prompt: str
    stem: str
    version: int
    """Of the published map."""
    published_on: str
    digest: str
    """SHA-256 of the published document."""
    sorters: int
    raters: int
    scales: list[MapScale]
    groups: list[MapGroup]
    clusters: list[MapCluster]
    statements: list[MapStatement]


class Maker(TypedDict):
    organisation: str
    on: str
    """Day, ISO 8601."""
    act: Literal["made", "translated"]


class Change(TypedDict):
    """How a card differs from the same card in the edition before."""

    number: int
    audience: str
    what: Literal["new", "changed", "gone"]
    fields: list[str]
    """Of ``changed``: title, why, actions, question, easy, picture, sound, statements."""


class EditionDocument(TypedDict):
    schema: int
    kind: str
    key: str
    number: int
    title: str
    language: str
    made_on: str
    organisation: str
    licence: str
    """SPDX identifier where there is one: CC-BY-SA-4.0, CC-BY-4.0, or LicenseRef-all-rights-reserved."""
    colophon: str
    remark: str
    invented: bool
    """Example material: every card, page and file must say so."""
    follows: int | None
    """Number of the edition before."""
    changes: list[Change]
    made: list[Maker]
    map: EditionMap
    cards: list[EditionCard]
    """By number."""
    files: dict[str, str]
    """Name -> SHA-256, of every picture and sound."""
    translation_of: NotRequired[str]
    """Key of the edition it was translated from."""
