"""Opening the website for a command: its data folder, its settings, its tables."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from werkwijs.cli.usage import Parser, Say


class Closed(Exception):
    """The website cannot be opened; what there is to say has been said."""


def add_data(parser: Parser, say: Say) -> None:
    """The options every command about the website has."""
    parser.options.add_argument("--data", metavar=say("FOLDER"), type=Path, help=say("data"))
    parser.options.add_argument("--language", choices=("nl", "en"), help=say("language"))


def open_website(asked: argparse.Namespace, say: Say, *, tables: bool = True) -> None:
    """Django is ready after this. What is made from now on is its owner's alone, wherever it is made.

    Parameters
    ----------
    tables
        Whether the command needs tables that are there already.

    Raises
    ------
    Closed
        The settings are impossible, the database is silent, or there is no website yet.
    """
    os.umask(0o077)
    if asked.data is not None:
        os.environ["WERKWIJS_DATA"] = str(asked.data.absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkwijs.config.settings")
    from werkwijs.config.surroundings import Misconfigured

    try:
        import django

        django.setup()
    except Misconfigured as wrong:
        print(say("misconfigured", wrong=wrong), file=sys.stderr)
        raise Closed from None
    if tables:
        _expect_tables(say)


def _expect_tables(say: Say) -> None:
    from django.db import DatabaseError, connection

    try:
        names = connection.introspection.table_names()
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        print(say("no_database", reason=reason), file=sys.stderr)
        raise Closed from None
    if "django_migrations" not in names:
        print(say("no_tables"), file=sys.stderr)
        raise Closed
