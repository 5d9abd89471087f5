"""A way of working from a file; every fault is named with its place, and what to do."""

from __future__ import annotations

import hashlib
import tomllib
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from werkwijs.frameworks.models import KEY, LINE, TITLE
from werkwijs.lib.words import say

MOST_BYTES = 200_000


class Unreadable(ValueError):
    """The file is none we can take in: ``faults`` says what is wrong, in words."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("; ".join(faults))


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


Words = Annotated[str, Field(min_length=1, max_length=TITLE)]
Sentence = Annotated[str, Field(max_length=LINE)]


class HandleTold(_Part):
    name: Words
    line: Sentence = ""
    guidelines: tuple[Sentence, ...] = Field(default=(), max_length=20)
    aids: tuple[Sentence, ...] = Field(default=(), max_length=20)
    ours: bool = False


class PillarTold(_Part):
    name: Words
    handle: tuple[HandleTold, ...] = Field(default=(), max_length=60)


class Told(_Part):
    """A way of working as its file tells it."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=KEY)]
    version: Annotated[str, Field(min_length=1, max_length=20)]
    title: Words
    owner: Words
    licence: Annotated[str, Field(min_length=1, max_length=LINE)]
    source: Sentence = ""
    remark: Annotated[str, Field(max_length=1000)] = ""
    pillar: tuple[PillarTold, ...] = Field(min_length=1, max_length=30)


def read(content: bytes) -> tuple[Told, str]:
    """The way of working, and the digest of its file.

    Raises
    ------
    Unreadable
        It is too large, no TOML, or something is missing, double or too long.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable([say("frameworks.wrong", "large")])
    try:
        told = Told.model_validate(tomllib.loads(content.decode("utf-8")))
    except UnicodeDecodeError as fault:
        raise Unreadable([say("frameworks.wrong", "text")]) from fault
    except tomllib.TOMLDecodeError as fault:
        raise Unreadable([say("frameworks.not_toml", where=str(fault))]) from fault
    except ValidationError as fault:
        raise Unreadable([_said(one) for one in fault.errors()]) from fault
    if double := _double(told):
        raise Unreadable([say("frameworks.double", name=one) for one in double])
    return told, hashlib.sha256(content).hexdigest()


def _said(error: object) -> str:
    facts: dict[str, object] = dict(error)  # type: ignore[call-overload]
    where = " > ".join(
        str(part + 1) if isinstance(part, int) else str(part)
        for part in facts["loc"]  # type: ignore[attr-defined]
    )
    kind = {
        "missing": "missing",
        "extra_forbidden": "unknown",
        "string_too_long": "long",
        "string_too_short": "missing",
        "too_long": "many",
        "too_short": "missing",
        "string_pattern_mismatch": "key",
    }.get(str(facts["type"]), "kind")
    return say("frameworks.fault", kind, where=where)


def _double(told: Told) -> list[str]:
    """Names that stand twice in one pillar, and pillars that stand twice."""
    found = [
        handle.name
        for pillar in told.pillar
        for n, handle in enumerate(pillar.handle)
        if handle.name in {one.name for one in pillar.handle[:n]}
    ]
    return found + [
        pillar.name
        for n, pillar in enumerate(told.pillar)
        if pillar.name in {one.name for one in told.pillar[:n]}
    ]
