"""A way of working from a file; every fault is named with its place, and what to do."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from conceptmapping.reading import toml
from werkwijs.frameworks.models import KEY, LINE, REMARK, TITLE, VERSION
from werkwijs.lib.words import say

MOST_BYTES = 200_000
MOST_FAULTS = 20
"""Said at once; who mends these sees the rest."""
TURNS_ROUND = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that make a line read otherwise than it is written."""


class Unreadable(ValueError):
    """The file is none we can take in: ``faults`` says what is wrong, in words."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("; ".join(faults))


def _on_one_line(told: object) -> object:
    """The same letters in one way of writing them, with single spaces: what was typed over is equal."""
    if isinstance(told, str):
        return " ".join(unicodedata.normalize("NFC", told).split())
    return told


def _all_to_be_seen(told: str) -> str:
    if any(unicodedata.category(one) in {"Cc", "Cs"} or one in TURNS_ROUND for one in told):
        raise ValueError("hidden")
    return told


Text = Annotated[str, BeforeValidator(_on_one_line), AfterValidator(_all_to_be_seen)]
Name = Annotated[Text, Field(min_length=1, max_length=TITLE)]
Sentence = Annotated[Text, Field(min_length=1, max_length=LINE)]
MaySay = Annotated[Text, Field(max_length=LINE)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class HandleTold(_Part):
    """Something to hold on to, as its file tells it."""

    name: Name
    line: MaySay = ""
    guidelines: tuple[Sentence, ...] = Field(default=(), max_length=20)
    aids: tuple[Sentence, ...] = Field(default=(), max_length=20)
    ours: Annotated[bool, Field(strict=True)] = False


class PillarTold(_Part):
    """A part of it. One without handles is sound: sometimes an owner published names of pillars only."""

    name: Name
    handle: tuple[HandleTold, ...] = Field(default=(), max_length=60)


def _some(pillars: tuple[PillarTold, ...]) -> tuple[PillarTold, ...]:
    """Counted after each was read: one with a fault in it is not missing."""
    if not pillars:
        raise ValueError("missing")
    return pillars


class Told(_Part):
    """A way of working as its file tells it. Equal when they say the same, however the file is typed."""

    key: Annotated[Text, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=KEY)]
    version: Annotated[Text, Field(min_length=1, max_length=VERSION)]
    title: Name
    owner: Name
    licence: Sentence
    source: MaySay = ""
    remark: Annotated[Text, Field(max_length=REMARK)] = ""
    pillar: Annotated[tuple[PillarTold, ...], AfterValidator(_some), Field(max_length=30)]

    @property
    def at(self) -> str:
        """Where it can be read on the web; empty when its source is a book, or anything else."""
        return self.source if re.fullmatch(r"https?://\S+", self.source) else ""

    @property
    def some_ours(self) -> bool:
        """Whether any label is a placeholder, so that the page explains what that is."""
        return any(handle.ours for pillar in self.pillar for handle in pillar.handle)


def read(content: bytes) -> Told:
    """The way of working that a file tells.

    Raises
    ------
    Unreadable
        It is too large, no TOML, or something is missing, double or too long.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable([say("frameworks.wrong", "large")])
    if not content.strip():
        raise Unreadable([say("frameworks.wrong", "nothing")])
    try:
        text = content.decode("utf-8-sig")
        told = Told.model_validate(toml.loads(text))
    except UnicodeDecodeError as fault:
        raise Unreadable([say("frameworks.wrong", "text")]) from fault
    except ValidationError as fault:
        raise Unreadable(_at_most([_said(one) for one in fault.errors()])) from fault
    except tomllib.TOMLDecodeError as fault:
        raise Unreadable([_where_no_toml(str(fault))]) from fault
    except toml.Odd as fault:
        raise Unreadable([say("frameworks.wrong", "odd")]) from fault
    if double := list(_double(told)):
        raise Unreadable(_at_most(double))
    return told


def _at_most(faults: list[str]) -> list[str]:
    if len(faults) <= MOST_FAULTS:
        return faults
    more = say("frameworks.more_faults", n=len(faults) - MOST_FAULTS)
    return [*faults[:MOST_FAULTS], more]


def _where_no_toml(said: str) -> str:
    found = re.search(r"\(at line (\d+), column (\d+)\)", said)
    if found is None:
        return say("frameworks.no_toml_end")
    return say("frameworks.no_toml", line=found[1], column=found[2])


KINDS = {
    "missing": "missing",
    "too_short": "missing",
    "extra_forbidden": "unknown",
    "too_long": "many",
    "string_pattern_mismatch": "key",
    "string_type": "words",
    "tuple_type": "list",
    "bool_type": "yes_or_no",
}


def _said(error: Any) -> str:
    kind = KINDS.get(error["type"], "kind")
    if kind == "many" and isinstance(error["input"], str):
        kind = "long"
    if error["type"] == "value_error":  # said by one of ours
        kind = str(error["ctx"]["error"])
    return say("frameworks.fault", kind, where=", ".join(_places(error["loc"])))


def _places(loc: Sequence[str | int]) -> Iterator[str]:
    """``pillar 2, handle 1, name``, in the words of the reader; names of the file stay as they are."""
    for part, after in zip(loc, [*loc[1:], None], strict=True):
        if isinstance(part, int):
            continue
        if isinstance(after, int):
            kind = part if part in {"pillar", "handle"} else "item"
            yield say("frameworks.place", kind, n=after + 1, name=part)
        else:
            yield part if len(part) <= KEY else f"{part[:KEY]}…"


def _double(told: Told) -> Iterator[str]:
    """Pillars that stand twice, and handles that stand twice in one pillar."""
    for name in _again(pillar.name for pillar in told.pillar):
        yield say("frameworks.double", "pillar", name=name)
    for pillar in told.pillar:
        for name in _again(handle.name for handle in pillar.handle):
            yield say("frameworks.double", "handle", name=name, pillar=pillar.name)


def _again(names: Iterable[str]) -> Iterator[str]:
    """Those that stood there before; capitals make no difference."""
    before: set[str] = set()
    for name in names:
        if name.casefold() in before:
            yield name
        before.add(name.casefold())
