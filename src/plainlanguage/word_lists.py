"""The word lists of this library, as people wrote them in the ``*.toml`` files beside it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("plainlanguage").joinpath(name).read_text(encoding="utf-8"))


@cache
def hard_words() -> Mapping[str, str]:
    """Each hard word, or words, in its plain form, and what to write instead.

    A group of the file is for the reader of the file; here all groups are one.
    """
    return MappingProxyType(
        {hard: easy for group in _table("hard_words.toml").values() for hard, easy in group.items()}
    )


@cache
def words(name: str) -> frozenset[str]:
    """A list of ``words.toml``: "practice", "stop", "negations" and so on."""
    return frozenset(_table("words.toml")[name])


@cache
def figures() -> Mapping[str, str]:
    """Figures of speech, with gaps ("_", "…"), and what is meant."""
    return MappingProxyType(dict(_table("figures_of_speech.toml")["figures"]))


@cache
def synonyms(name: str = "synonyms") -> tuple[tuple[str, ...], ...]:
    """Sets of words of which a set of texts uses one; those of cards are other ones."""
    return tuple(map(tuple, _table("words.toml")[name]))


@cache
def near() -> tuple[tuple[str, ...], ...]:
    """Sets of words that are often about the same thing."""
    return tuple(map(tuple, _table("near_words.toml")["near"]))


@cache
def meanings(name: str) -> Mapping[str, str]:
    """A list of ``words.toml`` that says for each word what it stands for."""
    return MappingProxyType(dict(_table("words.toml")[name]))


@cache
def wording() -> Mapping[str, Mapping[str, str]]:
    """What each rule says, in both languages."""
    return MappingProxyType(_table("wording.toml"))
