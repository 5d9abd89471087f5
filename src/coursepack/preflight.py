"""Before a course leaves for a learning system: what goes well, what to know, what stands in the way."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Literal

from coursepack import checking, pages
from coursepack.course import Course, Language, Media, tested
from coursepack.faults import Fault, UnsoundCourse
from coursepack.manifest import LONGEST_TITLE, START, Format, title
from coursepack.package import PLAYER, Files, contents, zipped
from coursepack.presets import Preset
from coursepack.state import longest

FIRST_PAGE = 150_000
"""Bytes before there is something to see; more takes long on a phone."""
NOT_EVERYWHERE = {"webm", "ogg", "opus"}
"""Films and sounds that some phones do not play."""

Level = Literal["ok", "note", "stop"]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that was looked at."""

    level: Level
    """"stop": there will be no package."""
    rule: str
    """Key in `preflight.toml`, or of a fault."""
    facts: dict[str, Any] = field(default_factory=dict)
    fault: Fault | checking.PackageFault | None = None

    def message(self, language: Language) -> str:
        """What was found, and what to do where something has to be done."""
        if self.fault is not None:
            return self.fault.message(language)
        return _words()[self.rule][language].format(**self.facts)


def report(course: Course, files: Files, form: Format, preset: Preset) -> list[Line]:
    """All that is worth saying, what stands in the way first. The package is made, to know its size."""
    return sorted(_lines(course, files, form, preset), key=lambda line: _ORDER[line.level])


_ORDER: dict[Level, int] = {"stop": 0, "note": 1, "ok": 2}


def _lines(course: Course, files: Files, form: Format, preset: Preset) -> Iterator[Line]:
    facts: dict[str, Any]
    if form not in preset.forms:
        facts = {"system": preset.name, "forms": " / ".join(_FORMS[one] for one in preset.forms)}
        yield Line(level="stop", rule="other-form", facts=facts)
    try:
        told = contents(course, files, form)
    except UnsoundCourse as unsound:
        yield from (Line(level="stop", rule=f.rule, fault=f) for f in unsound.faults)
        return
    content = zipped(told)
    faults = checking.faults(content)
    yield from (Line(level="stop", rule=f.rule, fault=f) for f in faults)
    if not faults:
        yield Line(level="ok", rule="accepted")
    yield _size(len(content), preset)
    yield _first_page(told)
    yield Line(level="ok", rule="state", facts={"n": longest(course)})
    if len(course.title) + len(course.reader) + 3 > LONGEST_TITLE:
        yield Line(level="note", rule="title-cut", facts={"most": LONGEST_TITLE})
    else:
        yield Line(level="ok", rule="title", facts={"title": title(course)})
    if tested(course):
        facts = {"n": len(tested(course)), "mark": course.pass_mark}
        yield Line(level="ok", rule="test", facts=facts)
    else:
        yield Line(level="note", rule="no-test")
    yield from _media(course)
    links = {
        address
        for page in told
        if page.endswith(".html")
        for address in re.findall(rb'href="(https://[^"]+)"', told[page])
    }
    if links:
        yield Line(level="note", rule="links", facts={"n": len(links)})


def _size(size: int, preset: Preset) -> Line:
    if size < 1_000_000:
        return Line(level="ok", rule="small")
    facts = {"mb": round(size / 1_000_000), "most": preset.most_mb, "system": preset.name}
    if size > preset.most_mb * 1_000_000:
        return Line(level="note", rule="large", facts=facts)
    return Line(level="ok", rule="size", facts=facts)


def first_page(told: Files) -> int:
    """Bytes before there is something to see: the first page with its player."""
    names = (START, *(f"{PLAYER}/{name}" for name in (pages.STYLE, *pages.SCRIPTS)))
    return sum(len(told.get(name, b"")) for name in names)


def _first_page(told: Files) -> Line:
    size = first_page(told)
    level: Level = "ok" if size <= FIRST_PAGE else "note"
    facts = {"kb": round(size / 1000), "most": FIRST_PAGE // 1000}
    return Line(level=level, rule="first-page" if level == "ok" else "slow-page", facts=facts)


def _media(course: Course) -> Iterator[Line]:
    rare = {name.rpartition(".")[2] for name in course.files} & NOT_EVERYWHERE
    if rare:
        yield Line(level="note", rule="not-everywhere", facts={"kinds": ", ".join(sorted(rare))})
    for block in course.blocks:
        if isinstance(block, Media) and block.media == "video" and block.captions is None:
            yield Line(level="note", rule="no-captions", facts={"block": block.number})


_FORMS: dict[Format, str] = {
    "scorm12": "SCORM 1.2",
    "scorm2004": "SCORM 2004",
    "cmi5": "cmi5",
    "html": "HTML",
}


@cache
def _words() -> dict[str, dict[Language, str]]:
    source = resources.files("coursepack").joinpath("preflight.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
