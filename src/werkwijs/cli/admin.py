"""``werkwijs admin create``: an organisation and its first administrator."""

from __future__ import annotations

import argparse

from werkwijs.cli.usage import Commands, Say, speaker
from werkwijs.cli.website import Closed, add_data, open_website


def add(commands: Commands, say: Say) -> None:
    parser = commands.add_parser("admin", help=say("admin"), description=say("admin"))
    deeds: Commands = parser.add_subparsers(
        title=say("commands"), metavar=say("COMMAND"), required=True, parser_class=type(parser)
    )
    create = deeds.add_parser(
        "create", help=say("admin_create"), description=say("admin_create_long")
    )
    option = create.options.add_argument
    option("--organisation", metavar=say("NAME"), required=True, help=say("organisation"))
    option("--email", metavar=say("ADDRESS"), required=True, help=say("email"))
    option("--name", metavar=say("NAME"), required=True, help=say("name"))
    add_data(create, say)
    create.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Make both, and say with which link the administrator begins."""
    say = speaker(asked.language, None)
    try:
        open_website(asked, say, tables=False)
    except Closed:
        return 1
    from werkwijs.accounts import founding
    from werkwijs.config import serving

    serving.migrate()
    link = founding.found(asked.organisation, asked.email, asked.name)
    print(say("founded", organisation=asked.organisation, link=link))
    return 0
