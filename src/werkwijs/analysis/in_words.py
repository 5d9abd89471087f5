"""The settings of a map in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkwijs.lib.words import language, say, words

IN_WORDS = ("transform", "linkage", "unplaced")
ORDER = ("exclude", "group", "balance", *IN_WORDS, "seed", "starts", "bootstrap")


def lines(settings: Mapping[str, Any], groups: Mapping[str, str]) -> list[tuple[str, str]]:
    """What was set, and to what; ``groups``: key -> what it is called."""
    return [
        (said(name), value(name, settings[name], groups))
        for name in ORDER
        if settings.get(name) not in (None, {})
    ]


def said(name: str) -> str:
    """What a setting is called."""
    return say("analysis.setting_short", name)


def value(name: str, chosen: Any, groups: Mapping[str, str]) -> str:
    if name in IN_WORDS:
        return say(f"analysis.{name}", chosen)
    if name == "exclude":
        n = chosen if isinstance(chosen, int) else len(chosen or {})
        return say("analysis.left_out_n", n=n) if n else say("analysis.left_out_nobody")
    if name == "group":
        return groups.get(chosen[1], chosen[1]) if chosen else say("analysis.everybody_counts")
    if name == "balance":
        return say("analysis.balanced" if chosen else "analysis.balanced_not")
    return words("analysis", language()).number(int(chosen))
