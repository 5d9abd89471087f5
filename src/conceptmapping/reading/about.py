"""What ``study.toml`` tells about a study: title, prompt, language, and facts for the report."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conceptmapping.errors import BrokenSettings, MinimumRaised, WrongType
from conceptmapping.reading import toml
from conceptmapping.reading.noted import Noted
from conceptmapping.reading.tables import read_text
from conceptmapping.study_folder import SETTINGS, plain_fact

SMALLEST_SHOWN = 5
SMALLEST_TESTED = 10

_KEYS = {"title", "prompt", "language", "minimum_group", "minimum_tested", "invented"}


@dataclass(frozen=True)
class About:
    """The settings of a study, with their defaults."""

    title: str = ""
    prompt: str = ""
    language: str = "nl"
    minimum_shown: int = SMALLEST_SHOWN
    minimum_tested: int = SMALLEST_TESTED
    invented: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)


def language_of(path: Path) -> str | None:
    """The language a study declares; None where it declares none, or none that can be read."""
    try:
        if not (path / SETTINGS).is_file():
            return None
    except (OSError, ValueError):
        return None
    text = read_text(path / SETTINGS, Noted())
    told = _parsed(text, Noted()) if text is not None else None
    language = (told or {}).get("language")
    return language if language in ("nl", "en") else None


def read_about(path: Path, noted: Noted) -> About:
    """Read ``study.toml``; a fault for each setting that cannot be used."""
    text = read_text(path, noted)
    told = _parsed(text, noted) if text is not None else None
    if text is None or told is None:
        return About()
    wrong = _Wrong(text, noted)
    minimum_shown = wrong.number(told, "minimum_group", SMALLEST_SHOWN)
    return About(
        title=wrong.text(told, "title"),
        prompt=wrong.text(told, "prompt"),
        language=wrong.language(told),
        minimum_shown=minimum_shown,
        minimum_tested=max(minimum_shown, wrong.number(told, "minimum_tested", SMALLEST_TESTED)),
        invented=wrong.yes(told, "invented"),
        facts={key: plain_fact(value) for key, value in told.items() if key not in _KEYS},
    )


def _parsed(text: str, noted: Noted) -> dict[str, Any] | None:
    try:
        return toml.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at.group(1)) if at else text.rstrip("\n").count("\n") + 1
        reason = str(error).split(" (at ")[0]
        noted.add(BrokenSettings(file=SETTINGS, line=line, reason=reason))
    except toml.Odd as error:
        noted.add(BrokenSettings(file=SETTINGS, line=1, reason=str(error)))
    return None


@dataclass(frozen=True)
class _Wrong:
    """Takes settings of the right kind; notes the others with their line."""

    toml: str
    noted: Noted

    def text(self, told: Mapping[str, Any], key: str) -> str:
        value = told.get(key, "")
        if isinstance(value, str):
            return " ".join(value.split())
        self._type(key, "a text", "een tekst", f'{key} = "..."')
        return ""

    def yes(self, told: Mapping[str, Any], key: str) -> bool:
        value = told.get(key, False)
        if isinstance(value, bool):
            return value
        self._type(key, "true or false", "true of false", f"{key} = true")
        return False

    def language(self, told: Mapping[str, Any]) -> str:
        value = told.get("language", "nl")
        if value in ("nl", "en"):
            return str(value)
        self._type("language", '"nl" or "en"', '"nl" of "en"', 'language = "nl"')
        return "nl"

    def number(self, told: Mapping[str, Any], key: str, smallest: int) -> int:
        value = told.get(key, smallest)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 10**6:
            self._type(key, "a whole number", "een heel getal", f"{key} = {smallest}")
            return smallest
        if value < smallest:
            self.noted.add(
                MinimumRaised(
                    file=SETTINGS, line=self._line(key), key=key, value=value, minimum=smallest
                )
            )
        return max(value, smallest)

    def _type(self, key: str, expected: str, verwacht: str, example: str) -> None:
        self.noted.add(
            WrongType(
                file=SETTINGS,
                line=self._line(key),
                key=key,
                expected=expected,
                verwacht=verwacht,
                example=example,
            )
        )

    def _line(self, key: str) -> int:
        at = re.search(rf"^[ \t]*\[*[\"']?{key}\b", self.toml, re.MULTILINE)
        return self.toml.count("\n", 0, at.start()) + 1 if at else 1
