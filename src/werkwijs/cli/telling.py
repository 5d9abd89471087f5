"""Faults and notices, told to people and to programs."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from typing import Any, TextIO

from conceptmapping.errors import Fault, Language, Notice
from werkwijs.cli.usage import Say

SHOWN_OF_A_KIND = 10


def tell(found: Iterable[Fault | Notice], say: Say, to: TextIO | None = None) -> None:
    """Print each with its place and, below it, what to do about it."""
    out = to or sys.stdout
    seen: Counter[str] = Counter()
    for said in found:
        seen[said.code] += 1
        if seen[said.code] > SHOWN_OF_A_KIND:
            continue
        word = say("fault" if isinstance(said, Fault) else "notice")
        place = f"{said.place()}: " if said.place() else ""
        print(f"{word}  {place}{said.what(say.language)}", file=out)
        if remedy := said.remedy(say.language):
            print(f"      {remedy}", file=out)
    for code, count in seen.items():
        if count > SHOWN_OF_A_KIND:
            print(f"      {say('more', count=count - SHOWN_OF_A_KIND, code=code)}", file=out)


def as_facts(said: Fault | Notice, language: Language) -> dict[str, Any]:
    """One fault or notice as JSON can hold it."""
    return {
        "severity": said.severity,
        "code": said.code,
        "file": said.file,
        "line": said.line,
        "what": said.what(language),
        "remedy": said.remedy(language),
    }
