"""What a report is made of: sections with paragraphs, points, notes, tables and pictures.

Plain data, without ink: the page and the Word document are drawn from the same parts, so
they cannot say different things.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Literal, Protocol

from conceptmapping.errors import Language


class Drawn(Protocol):
    """A figure as the report needs it."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def svg(self) -> bytes | str: ...
    @property
    def png(self) -> bytes: ...


@dataclass(frozen=True)
class Paragraph:
    text: str
    kind: Literal["text", "lead", "small"] = "text"
    """``lead`` says in plain words what the section says; ``small`` is how it was computed."""


@dataclass(frozen=True)
class Point:
    text: str
    lead: str = ""
    """A few words in front, set apart."""


@dataclass(frozen=True)
class Points:
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Note:
    """Something a reader must not miss."""

    heading: str
    texts: tuple[str, ...]
    kind: Literal["warning", "note"] = "note"


@dataclass(frozen=True)
class Column:
    label: str
    kind: Literal["text", "number", "long"] = "text"


@dataclass(frozen=True)
class Table:
    """The cell in ``head`` names its row."""

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    head: int = 0
    note: str = ""
    number: int = 0
    """Counted by ``illustrated``; 0 until then."""


@dataclass(frozen=True)
class Picture:
    """A place for every figure whose name fits the pattern, in the order they were drawn."""

    pattern: str


@dataclass(frozen=True)
class Shown:
    """A figure in its place."""

    number: int
    figure: Drawn


Block = Paragraph | Points | Note | Table | Picture | Shown


@dataclass(frozen=True)
class Section:
    name: str
    """Kebab-case, the same in every language."""
    heading: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...] = ()
    cluster: int = 0
    """The cluster it is about, so that it can bear the cluster's mark; 0: none."""

    @property
    def everything(self) -> Iterator[Section]:
        """Itself and the sections inside it, in reading order."""
        yield self
        for inner in self.sections:
            yield from inner.everything


@dataclass(frozen=True)
class Count:
    """A number on the first page, with what it counts."""

    value: str
    label: str


@dataclass(frozen=True)
class Story:
    title: str
    kind: str
    """What this document is, in two words."""
    prompt: str
    language: Language
    invented: str
    """What must be said wherever example material is shown; empty for a real study."""
    counts: tuple[Count, ...]
    sections: tuple[Section, ...]
    colophon: str

    @property
    def everything(self) -> Iterator[Section]:
        for section in self.sections:
            yield from section.everything


def illustrated(story: Story, figures: Sequence[Drawn]) -> Story:
    """Put the figures in their places and count figures and tables, from 1, in reading order.

    A figure is shown once: where it fits first. A place without figures disappears, and so
    does a section in which nothing is left.
    """
    left = list(figures)
    shown = tables = 0

    def filled(section: Section) -> Section | None:
        nonlocal left, shown, tables
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Picture):
                here = [f for f in left if fnmatchcase(f.name, block.pattern)]
                left = [f for f in left if f not in here]
                for figure in here:
                    shown += 1
                    blocks.append(Shown(shown, figure))
            elif isinstance(block, Table):
                tables += 1
                blocks.append(replace(block, number=tables))
            else:
                blocks.append(block)
        inside = tuple(part for part in map(filled, section.sections) if part)
        if not blocks and not inside:
            return None
        return replace(section, blocks=tuple(blocks), sections=inside)

    return replace(story, sections=tuple(part for part in map(filled, story.sections) if part))
