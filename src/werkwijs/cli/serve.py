"""``werkwijs serve``: the website on this computer."""

from __future__ import annotations

import argparse
import os
import socket
import sys
import time

from werkwijs.cli.usage import Commands, Say, speaker, whole_number
from werkwijs.cli.website import Closed, add_data, open_website

PORT = 8000
ADDRESS = "127.0.0.1"
PATIENCE = 3
"""Seconds a port may still be held by a website that is stopping."""


def add(commands: Commands, say: Say) -> None:
    parser = commands.add_parser("serve", help=say("serve"), description=say("serve_long"))
    add_port(parser.options, say)
    add_data(parser, say)
    parser.set_defaults(run=run)


def add_port(options: argparse._ArgumentGroup, say: Say) -> None:
    options.add_argument(
        "--port",
        metavar=say("NUMBER"),
        type=whole_number(say, 1, 65535),
        default=PORT,
        help=say("port", default=PORT),
    )
    options.add_argument(
        "--address", metavar=say("ADDRESS"), default=ADDRESS, help=say("address", default=ADDRESS)
    )


def run(asked: argparse.Namespace) -> int:
    """Make what is missing, then serve until somebody stops it."""
    say = speaker(asked.language, None)
    if not is_free(asked.address, asked.port):
        print(say("port_taken", port=asked.port, other=asked.port + 1), file=sys.stderr)
        return 1
    os.environ.setdefault("WERKWIJS_URL", f"http://localhost:{asked.port}")
    try:
        open_website(asked, say, tables=False)
    except Closed:
        return 1
    from django.conf import settings
    from django.db import DatabaseError

    from werkwijs.accounts.models import User
    from werkwijs.config import keeping, serving

    try:
        made = serving.prepare()
    except keeping.BackupWrong as wrong:
        print(say(f"backup_{wrong.code}", **wrong.facts), file=sys.stderr)
        return 1
    except DatabaseError as error:
        print(say("no_database", reason=str(error).strip().splitlines()[0]), file=sys.stderr)
        return 1
    if made:
        print(say("backup_first", path=made))
    print(say("serving", url=settings.BASE_URL, data=settings.DATA), flush=True)
    if not User.objects.exists():
        print(say("nobody_yet"), flush=True)
    serving.serve(asked.address, asked.port)
    print(say("stopped"))
    return 0


def is_free(address: str, port: int) -> bool:
    """Whether nobody answers there; who is just leaving gets a few seconds."""
    for _ in range(PATIENCE * 10):
        if _can_have(address, port):
            return True
        time.sleep(0.1)
    return False


def _can_have(address: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True
