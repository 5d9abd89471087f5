"""What the website says, in Dutch and English side by side.

Every room has a folder ``words`` with ``*.toml`` files, read as in `mapreport.wording`: a table per
key with ``nl`` and ``en``; forms by number as ``{ one = ..., other = ... }``; families as
``[key.member]``. The files of a room form one list, so a key stands in one of them only::

    say("studies.n_statements", n=64)       # in the language of the reader
    say("studies.phase", "ideas")           # a member of a family
    lazily("studies.title")                 # for forms and models, made when it is shown

and in a template ``{% say "studies.n_statements" n=64 %}``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language

from conceptmapping.errors import Language
from mapreport.wording import NoSuchWords, Words

LANGUAGES: tuple[Language, ...] = ("nl", "en")


def language() -> Language:
    """The language of whoever reads the page; Dutch unless they chose English."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


@cache
def room(name: str) -> Mapping[str, Any]:
    """Everything a room says, both languages, from all its files.

    Raises
    ------
    NoSuchWords
        The room has no words, or one key stands in two files.
    """
    folder = files(f"werkwijs.{name}").joinpath("words")
    if not folder.is_dir():
        raise NoSuchWords(f"The room {name!r} has no words.")
    tables: dict[str, Any] = {}
    for source in sorted(folder.iterdir(), key=lambda f: f.name):
        if not source.name.endswith(".toml"):
            continue
        for key, table in tomllib.loads(source.read_text("utf-8")).items():
            if key in tables:
                raise NoSuchWords(f"{name}.{key} stands in more than one file of words.")
            tables[key] = table
    return tables


@cache
def words(name: str, spoken: Language) -> Words:
    """The words of one room in one language."""
    return Words(name, spoken, room(name))


def say(key: str, member: str | None = None, /, **facts: Any) -> str:
    """Say ``room.key`` in the language of the reader.

    Raises
    ------
    NoSuchWords
        Nobody wrote these words: a mistake in the calling code.
    """
    if not facts:
        return _said(key, member, language())
    name, _, own = key.partition(".")
    return words(name, language())(own, member, **facts)


@cache
def _said(key: str, member: str | None, spoken: Language) -> str:
    """Words that need no facts: a page has dozens, and they are the same every time."""
    name, _, own = key.partition(".")
    return words(name, spoken)(own, member)


lazily = lazy(say, str)
"""`say`, when it is shown: for labels of forms and models."""
