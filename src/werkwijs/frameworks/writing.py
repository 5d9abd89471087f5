"""A way of working that was taken in, told again: for a page, or as a file to take along."""

from __future__ import annotations

import json
from collections.abc import Iterable

from werkwijs.frameworks.models import Framework
from werkwijs.frameworks.reading import HandleTold, PillarTold, Told


def told_of(framework: Framework) -> Told:
    """What its file told. Two questions, however much there is."""
    return Told(
        key=framework.key,
        version=framework.version,
        title=framework.title,
        owner=framework.owner,
        licence=framework.licence,
        source=framework.source,
        remark=framework.remark,
        pillar=tuple(
            PillarTold(
                name=pillar.name,
                handle=tuple(
                    HandleTold(
                        name=one.name,
                        line=one.line,
                        guidelines=tuple(one.guidelines),
                        aids=tuple(one.aids),
                        ours=one.ours,
                    )
                    for one in pillar.handles.all()
                ),
            )
            for pillar in framework.pillars.prefetch_related("handles")
        ),
    )


def as_toml(told: Told) -> str:
    """A file that reads as the same way of working."""
    lines = _facts(told, ("key", "version", "title", "owner", "licence", "source", "remark"))
    for pillar in told.pillar:
        lines += ["", "[[pillar]]", *_facts(pillar, ("name",))]
        for handle in pillar.handle:
            lines += ["", "[[pillar.handle]]"]
            lines += _facts(handle, ("name", "line", "guidelines", "aids", "ours"))
    return "\n".join(lines) + "\n"


def _facts(part: Told | PillarTold | HandleTold, names: Iterable[str]) -> list[str]:
    """A line for each that is filled in. What JSON writes of words, lists and yes or no is TOML too."""
    facts = ((name, getattr(part, name)) for name in names)
    return [f"{name} = {json.dumps(fact, ensure_ascii=False)}" for name, fact in facts if fact]
