"""A study as it was collected: statements, sorts, ratings, and who took part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from conceptmapping.errors import NobodyInGroup, Notice
from conceptmapping.rating import Ratings
from conceptmapping.sorting import Sorts


@dataclass(frozen=True)
class Statement:
    """One answer to the focus prompt, as it was sorted and rated."""

    id: str
    text: str
    origin: str | None = None
    """The group that brought it in; hidden while people sort and rate."""
    short: str | None = None
    """A few words, for the map."""
    easy: str | None = None
    """The same in easy language."""


@dataclass(frozen=True)
class Idea:
    """What somebody answered, in their own words, and what became of it."""

    id: str
    text: str
    participant: str | None = None
    statement: str | None = None
    """The statement it became, or part of which."""
    decision: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Study:
    """Everything the analysis needs, and nothing that tells who somebody is.

    Attributes
    ----------
    participants
        Pseudonym -> column -> value, as in ``participants.csv`` (``group``, ``weight``, ...).
    ratings
        Scale name -> ratings.
    minimum_shown, minimum_tested
        A group is shown from so many people on, and tested from so many.
    invented
        Example material: everything drawn from it says so.
    facts
        What else ``study.toml`` tells, for the report (recruitment, dates, roles ...).
    unknown
        Sorter -> statements they were shown and could not place ("I don't know"). Part of
        what is unplaced; the rest they never saw.
    unrated
        Scale name -> rater -> statement -> why there is no value ("" where nobody said).
    """

    statements: tuple[Statement, ...]
    sorts: Sorts
    ratings: Mapping[str, Ratings] = field(default_factory=dict)
    participants: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    title: str = ""
    prompt: str = ""
    language: str = "nl"
    minimum_shown: int = 5
    minimum_tested: int = 10
    invented: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    ideas: tuple[Idea, ...] = ()
    unknown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unrated: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(statement.id for statement in self.statements)

    def group_of(self, participant: str, column: str = "group") -> str | None:
        """The group somebody belongs to, or None where that is not recorded."""
        return self.participants.get(participant, {}).get(column) or None

    def groups(self, column: str = "group") -> tuple[str, ...]:
        """Every group in ``column``, in the order in which they first appear."""
        found = (self.group_of(p, column) for p in self.participants)
        return tuple(dict.fromkeys(g for g in found if g))

    def of_group(self, column: str, value: str) -> Self:
        """The same study, with the sorters and raters of one group only.

        Raises
        ------
        NobodyInGroup
            Nobody has ``value`` in ``column``.
        """
        if value not in self.groups(column):
            raise NobodyInGroup(column=column, value=value, choices=self.groups(column))
        return self._keeping(lambda p: self.group_of(p, column) == value)

    def without(self, participants: Iterable[str]) -> Self:
        """The same study, without the sorts and ratings of these people."""
        gone = set(participants)
        return self._keeping(lambda p: p not in gone)

    def _keeping(self, stays: Callable[[str], bool]) -> Self:
        return replace(
            self,
            sorts=self.sorts.select(filter(stays, self.sorts.sorters)),
            ratings={
                name: ratings.select(filter(stays, ratings.raters))
                for name, ratings in self.ratings.items()
            },
            unknown={p: own for p, own in self.unknown.items() if stays(p)},
            unrated={
                scale: {p: own for p, own in raters.items() if stays(p)}
                for scale, raters in self.unrated.items()
            },
        )
