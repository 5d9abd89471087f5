"""TOML from somebody else's hands: read as Python does, unless reading it alone does harm."""

from __future__ import annotations

import re
import tomllib
from typing import Any

STRINGS = re.compile(
    r"""["]{3}(?:\\.|[^\\])*?(?:["]{3,5}|\Z) | [']{3}.*?(?:[']{3,5}|\Z)"""
    r"""| ["](?:\\[^\n]|[^"\\\n])*+["]? | ['][^'\n]*+[']? | [#][^\n]*+""",
    re.DOTALL | re.VERBOSE,
)
"""Words and remarks of a TOML file, closed or not: what is left is how it is built."""
MOST_DOTS = 100
"""On a line, outside of words. A key of twenty thousand parts takes more than a gigabyte to read, and one of
a hundred thousand all there is: each part is kept once for every part after it."""


class Odd(ValueError):
    """Nobody writes so: brackets a thousand deep, a number of pages, a key of a hundred parts."""


def loads(text: str) -> dict[str, Any]:
    """What the text tells.

    Raises
    ------
    tomllib.TOMLDecodeError
        It is no TOML; the message says where.
    Odd
        It is built as nobody writes.
    """
    if any(line.count(".") > MOST_DOTS for line in STRINGS.sub("", text).split("\n")):
        raise Odd("dots")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except (RecursionError, ValueError) as error:
        raise Odd(type(error).__name__) from error
