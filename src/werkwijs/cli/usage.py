"""How the command line is understood, and what is said when it is not, in Dutch and English."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn, TypeAlias

from conceptmapping.errors import Language
from werkwijs.cli.words import MISUSE, SAID


class Say:
    """Sentences of the command line in one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def __call__(self, key: str, **facts: Any) -> str:
        return SAID[self.language][key].format(**facts)


def speaker(asked: str | None, of_study: str | None) -> Say:
    """Speak the language that was asked for, or else that of the study, or else Dutch."""
    return Say("en" if (asked or of_study) == "en" else "nl")


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks one language throughout."""

    say: Say

    def __init__(self, **settings: Any) -> None:
        say = self.say
        super().__init__(
            add_help=False,
            allow_abbrev=False,
            formatter_class=partial(_Formatter, say=say),
            **settings,
        )
        self.inputs = self.add_argument_group(say("inputs"))
        self.options = self.add_argument_group(say("options"))
        self.options.add_argument("-h", "--help", action="help", help=say("help"))

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        wrong = _in_language(message, self.say.language)
        print(self.say("misuse", wrong=wrong, program=self.prog), file=sys.stderr)
        raise SystemExit(2)


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"
"""Where a command puts its own parser; argparse has no public name for it."""


def parser_in(say: Say) -> type[Parser]:
    """A parser, and parsers of commands below it, that speak as ``say`` does."""
    return type("Parser", (Parser,), {"say": say})


class _Formatter(argparse.HelpFormatter):
    def __init__(self, *args: Any, say: Say, **settings: Any) -> None:
        self._say = say
        super().__init__(*args, **settings)

    def add_usage(
        self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, self._say("usage") if prefix is None else prefix)


def _in_language(message: str, language: Language) -> str:
    """What the argument parser complains of; it only knows English itself."""
    if language == "en":
        return message
    for pattern, dutch in MISUSE:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return found.expand(dutch)
    return message


def whole_number(say: Say, lowest: int, highest: int) -> Callable[[str], int]:
    """A reader of whole numbers within a range."""

    def read(written: str) -> int:
        if re.fullmatch(r"\d{1,20}", written, re.ASCII) and lowest <= int(written) <= highest:
            return int(written)
        raise argparse.ArgumentTypeError(
            say("not_whole", written=written, lowest=lowest, highest=highest)
        )

    return read


def pair(say: Say, between: str, key: str) -> Callable[[str], tuple[str, str]]:
    """A reader of two texts with a sign between them: ``s7:fell asleep``."""

    def read(written: str) -> tuple[str, str]:
        first, sign, second = written.partition(between)
        if sign and first.strip() and second.strip():
            return first.strip(), second.strip()
        raise argparse.ArgumentTypeError(say(key, written=written))

    return read
