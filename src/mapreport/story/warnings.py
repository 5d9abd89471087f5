"""Warnings of the engine, put into words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mapreport.story.facts import Facts
from mapreport.wording import NoSuchWords


def spoken(f: Facts, warning: Mapping[str, Any]) -> str:
    """One warning as a sentence; a code nobody has words for yet is shown as it came."""
    code = str(warning["code"])
    facts = {name: _readable(f, name, fact) for name, fact in warning.items() if name != "code"}
    try:
        return f.w("warning", code, **facts)
    except NoSuchWords:
        listed = ", ".join(f"{name} = {fact}" for name, fact in facts.items())
        return f.w("warning", "other", code=code, facts=f" ({listed})" if listed else "")


def _readable(f: Facts, name: str, fact: Any) -> Any:
    if name == "scale":
        return f.scale(str(fact))
    if name == "share" and isinstance(fact, int | float):
        return f.w.percent(float(fact))
    if isinstance(fact, list | tuple):
        return f.ids([str(item) for item in fact], most=8)
    return fact
