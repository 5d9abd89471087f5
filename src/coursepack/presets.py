"""Learning systems: which package they take, how to set it there, what they cannot do, how we know."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from coursepack.course import Course, Language, tested
from coursepack.manifest import Format

OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Preset:
    """One learning system, told in one language."""

    key: str
    name: str
    forms: tuple[Format, ...]
    """What it takes; the first is our advice."""
    most_mb: int
    """A larger package is often refused; the administrator can usually allow more."""
    known: str
    """How we know this."""
    steps: tuple[str, ...]
    limits: tuple[str, ...]


def keys() -> tuple[str, ...]:
    """Of all systems, in the order to offer them; the last is any other."""
    return tuple(key for key in _told() if key != "words")


def preset(key: str, course: Course, language: Language) -> Preset:
    """What to do with this course in a system.

    Raises
    ------
    KeyError
        If we do not know the system.
    """
    told = _told()
    if key not in keys():
        raise KeyError(key)
    own, words = told[key], told["words"]
    status = words["status-test" if tested(course) else "status-no-test"][language]
    return Preset(
        key=key,
        name=words["other-name"][language] if key == OTHER else own["name"],
        forms=tuple(own["forms"]),
        most_mb=own["most_mb"],
        known=own["known"][language],
        steps=tuple(step.format(status=status) for step in own["steps"][language]),
        limits=tuple(own["limits"][language]),
    )


@cache
def _told() -> dict[str, Any]:
    source = resources.files("coursepack").joinpath("presets.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
