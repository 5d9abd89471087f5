"""What is wrong with a course, where, and what to do: in words, Dutch and English."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from coursepack.course import Language


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is wrong."""

    rule: str
    """Key in `faults.toml`."""
    lesson: int | None = None
    """Number of the lesson, where it is about one."""
    block: int | None = None
    """Number of the block, where it is about one."""
    facts: dict[str, Any] = field(default_factory=dict)

    def message(self, language: Language) -> str:
        """What is wrong and what to do, without the place."""
        return _words()[self.rule][language].format(**self.facts)


class UnsoundCourse(ValueError):
    """A course that cannot be played; all its faults at once."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__(" ".join(fault.message("en") for fault in faults))


@cache
def _words() -> dict[str, dict[Language, str]]:
    return tomllib.loads((Path(__file__).parent / "faults.toml").read_text(encoding="utf-8"))
