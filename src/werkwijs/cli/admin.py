"""``werkwijs admin create`` and ``recover``: what only whoever runs the machine may do about accounts."""

from __future__ import annotations

import argparse
import sys

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

    recover = deeds.add_parser(
        "recover", help=say("admin_recover"), description=say("admin_recover_long")
    )
    option = recover.options.add_argument
    option("--email", metavar=say("ADDRESS"), required=True, help=say("recover_email"))
    option("--reason", metavar=say("WORDS"), required=True, help=say("recover_reason"))
    add_data(recover, say)
    recover.set_defaults(run=let_back_in)


def let_back_in(asked: argparse.Namespace) -> int:
    """Take a lost second factor away; the person is told, and the log holds the reason."""
    say = speaker(asked.language, None)
    try:
        open_website(asked, say)
    except Closed:
        return 1
    from werkwijs.accounts import recovering
    from werkwijs.accounts.models import User

    user = User.objects.filter(email=asked.email.strip().lower()).first()
    if user is None:
        print(say("nobody_of_that_address", email=asked.email), file=sys.stderr)
        return 1
    recovering.at_the_machine(user, reason=asked.reason)
    print(say("recovered", email=user.email))
    return 0


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
