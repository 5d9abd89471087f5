"""What the report says, in Dutch and in English side by side.

One file per part, ``words/<part>.toml``, with a table per key::

    [cluster]
    nl = "Cluster {number}"
    en = "Cluster {number}"

    [sorters]                                   # the form is chosen by ``n``
    nl = { one = "{n} sorteerder", other = "{n} sorteerders" }
    en = { one = "{n} sorter", other = "{n} sorters" }

    [transform.ordinal-secondary]               # a family: one of several values
    nl = "ordinaal, gelijke waarden blijven gelijk"
    en = "ordinal, ties kept"

and in code, or in a template that was handed ``w``::

    w = words("figures", "nl")
    w("cluster", number=3)                      # "Cluster 3"
    w("sorters", n=1)                           # "1 sorteerder"
    w("fit", stress=0.274)                      # "stress 0,27": floats get two decimals ...
    w("transform", "ordinal-secondary")         # a member of a family
    w.number(0.2741, 3), w.number(1234)         # "0,274", "1.234"
    w.signed(-0.2), w.percent(0.83)             # "−0,20", "83%"
    w.interval([0.1, 0.4])                      # "0,10 tot 0,40"
    w.listed(["a", "b", "c"])                   # "a, b en c"
    w.quoted("werk")                            # "‘werk’"

A placeholder may ask for another precision: ``{stress:.3f}``; numbers follow the language
either way. ``None`` becomes a dash. Where a value comes from the engine and may be new,
``w.get("flag", name, name)`` falls back instead of failing.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from conceptmapping.errors import Language

NOTHING = "–"
"""What stands where a number could not be computed or may not be shown."""

LANGUAGES: tuple[Language, ...] = ("nl", "en")

_MARKS = {"nl": str.maketrans(",.", ".,"), "en": str.maketrans("", "")}
_QUOTES = {"nl": "‘{}’", "en": "“{}”"}
_TO = {"nl": "{} tot {}", "en": "{} to {}"}
_AND = {"nl": "en", "en": "and"}


class NoSuchWords(KeyError):
    """The code asks for words nobody wrote: a mistake in the calling code."""


class Words(string.Formatter):
    """One part's words in one language; call it with a key. See the module for examples."""

    def __init__(self, part: str, language: Language, tables: Mapping[str, Any]) -> None:
        self.part = part
        self.language: Language = language
        self._tables = tables

    def __call__(self, key: str, member: str | None = None, /, **facts: Any) -> str:
        """Say it.

        Raises
        ------
        NoSuchWords
            When the key, the member, or one of the facts it needs is missing.
        """
        where = key if member is None else f"{key}.{member}"
        table = self._tables.get(key)
        if member is not None and isinstance(table, Mapping):
            table = table.get(member)
        if not isinstance(table, Mapping) or self.language not in table:
            raise NoSuchWords(f"{self.part}.toml has no {self.language!r} words for {where!r}.")
        said = table[self.language]
        if isinstance(said, Mapping):
            said = said["one" if facts.get("n") == 1 else "other"]
        try:
            return self.vformat(said, (), facts)
        except KeyError as missing:
            raise NoSuchWords(f"{self.part}.toml: {where!r} needs {missing}.") from None

    def get(self, key: str, member: str, otherwise: str, /, **facts: Any) -> str:
        """Say a member of a family, or ``otherwise`` where there are no words for it yet."""
        if member in self._tables.get(key, {}):
            return self(key, member, **facts)
        return otherwise

    def format_field(self, value: Any, format_spec: str) -> str:
        """Numbers the way the language writes them; everything else as it is."""
        if value is None:
            return NOTHING
        if isinstance(value, bool) or not isinstance(value, int | float):
            return str(format(value, format_spec))
        if not format_spec:
            format_spec = ".2f" if isinstance(value, float) else ",d"
        written = format(value, format_spec)
        if set(written) <= set("-0.,%"):
            written = written.replace("-", "")  # no "-0.00"
        return written.translate(_MARKS[self.language]).replace("-", "−")

    def number(self, value: float | None, decimals: int = 2) -> str:
        """Whole numbers without decimals; a dash for None."""
        if value is None or isinstance(value, int):
            return self.format_field(value, "")
        return self.format_field(float(value), f",.{decimals}f")

    def signed(self, value: float | None, decimals: int = 2) -> str:
        """With its sign, also when it is positive."""
        if value is None:
            return NOTHING
        written = self.number(float(value), decimals)
        return f"+{written}" if value > 0 and set(written) & set("123456789") else written

    def percent(self, share: float | None, decimals: int = 0) -> str:
        """A share from 0 to 1 as a percentage."""
        if share is None:
            return NOTHING
        return self.number(100.0 * share, decimals) + "%"

    def interval(self, bounds: Sequence[float] | None, decimals: int = 2) -> str:
        """Lower to upper; a dash for None."""
        if bounds is None:
            return NOTHING
        lower, upper = bounds
        return _TO[self.language].format(
            self.number(float(lower), decimals), self.number(float(upper), decimals)
        )

    def p(self, value: float | None) -> str:
        """A p-value after its ``p``: three decimals, "< 0.001" below that."""
        if value is None:
            return NOTHING
        return f"< {self.number(0.001, 3)}" if value < 0.001 else f"= {self.number(value, 3)}"

    def listed(self, things: Iterable[str]) -> str:
        """One, two and three in a sentence."""
        every = list(things)
        if len(every) < 2:
            return "".join(every)
        return f"{', '.join(every[:-1])} {_AND[self.language]} {every[-1]}"

    def quoted(self, text: str) -> str:
        return _QUOTES[self.language].format(text)


@cache
def tables(part: str) -> Mapping[str, Any]:
    """Everything in ``words/<part>.toml``, both languages."""
    source = files("mapreport").joinpath("words", f"{part}.toml")
    if not source.is_file():
        raise NoSuchWords(f"There is no words/{part}.toml.")
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def words(part: str, language: Language) -> Words:
    """The words of one part of the report in one language."""
    if language not in LANGUAGES:
        raise NoSuchWords(f"There are no words in {language!r}; choose one of {LANGUAGES}.")
    return Words(part, language, tables(part))


def parts() -> list[str]:
    """Every part that has words."""
    folder = files("mapreport").joinpath("words")
    return sorted(
        f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")
    )


def sayings(part: str) -> dict[tuple[str, str | None], dict[str, list[str]]]:
    """Every (key, member) of a part -> language -> its forms: for whoever checks the words."""
    found: dict[tuple[str, str | None], dict[str, list[str]]] = {}
    for key, table in tables(part).items():
        leaf = set(table) <= set(LANGUAGES)
        members: Mapping[str | None, Any] = {None: table} if leaf else table
        for member, said in members.items():
            found[key, member] = {
                language: [forms] if isinstance(forms, str) else list(forms.values())
                for language, forms in said.items()
            }
    return found
