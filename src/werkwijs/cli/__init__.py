"""The program ``werkwijs``: one module per command.

Exit 0: done. Exit 1: the input is wrong. Exit 2: wrong usage. Modules of the science are only
imported by the command that needs them, so that ``--help`` is there at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from conceptmapping.errors import Language
from werkwijs.cli import admin, backup, cards, check, course, demo, doctor, serve, study
from werkwijs.cli import map as map_
from werkwijs.cli.usage import Commands, Parser, Say, parser_in

__all__ = ["main"]

INTERRUPTED = 130
"""What a shell expects of a program that was stopped with Ctrl-C."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the number that is returned is the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    _print_anything()
    say = Say(_asked_language(words) or "nl")
    try:
        asked = _parser(say).parse_args(words)
        return int(asked.run(asked))
    except SystemExit as stopped:
        return stopped.code if isinstance(stopped.code, int) else 2
    except KeyboardInterrupt:
        print(f"\n{say('interrupted')}", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output had enough. Python must not try to write the rest at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except MemoryError:
        print(say("no_memory"), file=sys.stderr)
        return 1
    except ModuleNotFoundError as error:
        if os.environ.get("WERKWIJS_DEBUG"):
            raise
        print(say("incomplete", module=error.name or "?"), file=sys.stderr)
        return 1
    except Exception as error:
        if os.environ.get("WERKWIJS_DEBUG"):
            raise
        print(say("our_mistake", error=f"{type(error).__name__}: {error}"), file=sys.stderr)
        return 1


def _parser(say: Say) -> Parser:
    from importlib.metadata import PackageNotFoundError, version

    kind = parser_in(say)
    parser = kind(prog="werkwijs", description=say("werkwijs"))
    try:
        number = version("werkwijs")
    except PackageNotFoundError:
        number = "-"
    parser.options.add_argument(
        "--version", action="version", version=f"werkwijs {number}", help=say("version")
    )
    commands: Commands = parser.add_subparsers(
        title=say("commands"), metavar=say("COMMAND"), required=True, parser_class=kind
    )
    for command in (demo, serve, check, map_, backup, doctor, admin, study, cards, course):
        command.add(commands, say)
    return parser


def _asked_language(words: Sequence[str]) -> Language | None:
    """The language on the command line, known before the rest is understood."""
    for i, word in enumerate(words):
        value = word.partition("=")[2] if word.startswith("--language=") else None
        if word == "--language" and i + 1 < len(words):
            value = words[i + 1]
        if value == "nl":
            return "nl"
        if value == "en":
            return "en"
    return None


def _print_anything() -> None:
    """Never fail on a letter that the terminal cannot show."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
