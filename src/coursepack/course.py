"""A course: lessons, and what a lesson is made of. All that a player needs, and nothing about who learns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import Field

from coursepack.questions import Question

Language = Literal["nl", "en"]

BlockKind = Literal["text", "card", "case", "question", "reflection", "task", "media", "discussion"]

BLOCK_KINDS: tuple[BlockKind, ...] = get_args(BlockKind)

MOST_BLOCKS = 1_000
"""Blocks of a course, and the highest number of one: the state counts on it."""


@dataclass(frozen=True, kw_only=True)
class File:
    """A picture, sound or film that belongs to a block."""

    name: str
    """As a package and a page call it: ``media/9f2c….png``: ASCII, own name, no folders but ``media``."""
    alt: str = ""
    """What a picture shows, for who does not see it."""
    credit: str = ""


@dataclass(frozen=True, kw_only=True)
class Text:
    """Something to read: paragraphs, lists and stress, in Markdown (`markup`)."""

    kind: Literal["text"] = "text"
    number: int
    """Of every block: given once in a course and never again, so that what somebody did is found back in a
    later version. 1 to `MOST_BLOCKS`."""
    title: str = ""
    text: str
    picture: File | None = None
    sound: File | None = None
    """Somebody reads it."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What people said, on which a card rests."""

    id: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """A card of an edition, as that edition has it."""

    kind: Literal["card"] = "card"
    number: int
    card: int
    """The number printed on it."""
    audience: str
    audience_name: str
    """As shown: "voor werkgevers"."""
    title: str
    why: str
    actions: tuple[str, ...]
    question: str
    easy: str = ""
    picture: File | None = None
    sound: File | None = None
    edition: str
    """Title and number of the edition, as shown under the card."""
    address: str = ""
    """Its public page, https; "" where the edition is not public."""
    statements: tuple[Statement, ...] = ()
    lead: str = ""
    """What to do with it here."""


@dataclass(frozen=True, kw_only=True)
class CaseChoice:
    """What somebody can do now, what comes of it, and where the story goes on."""

    text: str
    reply: str
    to: str = ""
    """Key of the next step; "" ends the story."""
    good: bool | None = None
    """None: not better or worse, just otherwise."""


@dataclass(frozen=True, kw_only=True)
class CaseStep:
    key: str
    """Letters and digits; unique in its case."""
    text: str
    choices: tuple[CaseChoice, ...] = ()
    """None: here the story ends."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A story told in steps; at each step the reader chooses what to do. It begins with the first step."""

    kind: Literal["case"] = "case"
    number: int
    title: str
    steps: tuple[CaseStep, ...]
    picture: File | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question."""

    kind: Literal["question"] = "question"
    number: int
    title: str = ""
    question: Question
    picture: File | None = None


@dataclass(frozen=True, kw_only=True)
class Reflection:
    """Something to think about. What somebody writes stays theirs: it never leaves for a learning system."""

    kind: Literal["reflection"] = "reflection"
    number: int
    title: str = ""
    prompt: str


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something to do at work, and what to tell about it afterwards."""

    kind: Literal["task"] = "task"
    number: int
    title: str
    text: str
    hand_in: str = ""
    """What to write for the trainer; "" when nothing is handed in."""


@dataclass(frozen=True, kw_only=True)
class Media:
    """A film, a sound or a picture by itself."""

    kind: Literal["media"] = "media"
    number: int
    title: str = ""
    media: Literal["video", "audio", "image"]
    file: File
    transcript: str = ""
    """All that is said and to be seen, in words; needed for film and sound."""
    captions: File | None = None
    """WebVTT, for a film."""


@dataclass(frozen=True, kw_only=True)
class Discussion:
    """Something to talk about in the group."""

    kind: Literal["discussion"] = "discussion"
    number: int
    title: str = ""
    prompt: str
    minutes: int | None = None


Block = Annotated[
    Text | Card | Case | Asked | Reflection | Task | Media | Discussion,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """What is learnt in one go."""

    number: int
    """Given once in a course and never again; 1 to 99."""
    title: str
    aim: str = ""
    """What you can do after it."""
    minutes: int | None = None
    """How long it takes; measured, or as it was planned: `measured` says which."""
    measured: bool = False
    test: bool = False
    """The closing test: only its questions count for the score."""
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class Course:
    """What one kind of reader goes through, from first page to closing test."""

    key: str
    """ASCII letters, digits, hyphens; the same in every version: learning systems know the course by it."""
    activity: str
    """Absolute IRI by which statements name the course; the same in every version."""
    version: int
    """Counts from 1."""
    title: str
    language: Language
    about: str = ""
    reader: str = ""
    """For whom, as shown: "voor jobcoaches"."""
    organisation: str = ""
    licence: str = ""
    notice: str = ""
    """Stands on every page: that it is example material, say."""
    pass_mark: int = 80
    """Per cent of the closing test, 1 to 100."""
    lessons: tuple[Lesson, ...]

    @property
    def blocks(self) -> Iterator[Block]:
        """All blocks, in order."""
        return (block for lesson in self.lessons for block in lesson.blocks)

    @property
    def test(self) -> Lesson | None:
        """The closing test, where there is one."""
        return next((lesson for lesson in self.lessons if lesson.test), None)

    @property
    def files(self) -> tuple[str, ...]:
        """Names of all files it shows, each once, in order."""
        return tuple(dict.fromkeys(file.name for block in self.blocks for file in files_of(block)))


def files_of(block: Block) -> Iterator[File]:
    """The files a block shows."""
    for name in ("picture", "sound", "file", "captions"):
        found = getattr(block, name, None)
        if isinstance(found, File):
            yield found


def tested(course: Course) -> tuple[Asked, ...]:
    """The questions that count for the score: those of the closing test, but for open ones."""
    if course.test is None:
        return ()
    return tuple(
        block
        for block in course.test.blocks
        if isinstance(block, Asked) and block.question.kind != "open"
    )
