"""Questions of six kinds, each with what is right and what is said about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import Field

QuestionKind = Literal["choice", "several", "order", "match", "estimate", "open"]

KINDS: tuple[QuestionKind, ...] = get_args(QuestionKind)

MOST_OPTIONS = 12
"""More than anybody can weigh; an answer stays one sign an option."""


@dataclass(frozen=True, kw_only=True)
class Option:
    """Something to choose, and what is said to who chose it."""

    text: str
    right: bool = False
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of several options is right."""

    kind: Literal["choice"] = "choice"
    prompt: str
    options: tuple[Option, ...]
    feedback: str = ""
    """The explanation, whatever was answered."""


@dataclass(frozen=True, kw_only=True)
class Several:
    """One or more options are right; all that are right, and no other, is the answer."""

    kind: Literal["several"] = "several"
    prompt: str
    options: tuple[Option, ...]
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class Order:
    """Items to be put in order."""

    kind: Literal["order"] = "order"
    prompt: str
    items: tuple[str, ...]
    """In the right order; they are shown in the order `shown`."""
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class Pair:
    left: str
    right: str


@dataclass(frozen=True, kw_only=True)
class Match:
    """What belongs to what."""

    kind: Literal["match"] = "match"
    prompt: str
    pairs: tuple[Pair, ...]
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A number to be guessed, right within two limits."""

    kind: Literal["estimate"] = "estimate"
    prompt: str
    lowest: int
    highest: int
    """What can be answered: from `lowest` up to and including `highest`."""
    right_from: int
    right_to: int
    unit: str = ""
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class Open:
    """Own words, marked by nobody; afterwards an example is shown to compare with."""

    kind: Literal["open"] = "open"
    prompt: str
    example: str
    feedback: str = ""


Question = Annotated[
    Choice | Several | Order | Match | Estimate | Open, Field(discriminator="kind")
]


def shown(question: Order | Match) -> tuple[int, ...]:
    """The order in which items (or right-hand sides) are shown: the same for everybody, never the right one.

    Returns
    -------
    places
        Which item stands first, second ...: a permutation without a seed, so that page, package and state
        agree on it over all versions. Every second item first, and then the others turned round: with
        two items or more it is never the right order.
    """
    n = len(question.items) if isinstance(question, Order) else len(question.pairs)
    return (*range(1, n, 2), *reversed(range(0, n, 2)))
