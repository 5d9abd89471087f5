"""``werkwijs backup FILE`` and ``werkwijs restore FILE``: a safe copy, and back again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from werkwijs.cli.usage import Commands, Say, speaker
from werkwijs.cli.website import Closed, add_data, open_website


def add(commands: Commands, say: Say) -> None:
    parser = commands.add_parser("backup", help=say("backup"), description=say("backup_long"))
    parser.inputs.add_argument("file", metavar=say("FILE"), type=Path, help=say("backup_file"))
    add_data(parser, say)
    parser.set_defaults(run=back_up)

    parser = commands.add_parser("restore", help=say("restore"), description=say("restore_long"))
    parser.inputs.add_argument("file", metavar=say("FILE"), type=Path, help=say("restore_file"))
    parser.options.add_argument("--verify", action="store_true", help=say("verify"))
    add_data(parser, say)
    parser.set_defaults(run=restore)


def back_up(asked: argparse.Namespace) -> int:
    """Make the copy; 1 when it cannot be made, and then there is none."""
    say = speaker(asked.language, None)
    try:
        open_website(asked, say)
    except Closed:
        return 1
    from django.conf import settings

    from werkwijs.config import keeping
    from werkwijs.lib import forgotten

    try:
        kept = keeping.back_up(asked.file)
    except keeping.BackupWrong as wrong:
        print(say(f"backup_{wrong.code}", **wrong.facts), file=sys.stderr)
        return 1
    print(say("backed_up", files=kept.files, rows=sum(kept.rows.values()), path=asked.file))
    secret, list_ = settings.DATA / "secret.key", settings.DATA / forgotten.NAME
    print(say("backup_secret", secret=secret, forgotten=list_))
    return 0


def restore(asked: argparse.Namespace) -> int:
    """Put it back, or only look at it; 1 when it is not whole, and then nothing changed."""
    say = speaker(asked.language, None)
    try:
        open_website(asked, say, tables=False)
    except Closed:
        return 1
    from werkwijs.config import keeping

    try:
        if asked.verify:
            kept = keeping.look(asked.file)
            rows = sum(kept.rows.values())
            print(say("verified", made_at=kept.made_at, version=kept.version, rows=rows))
            return 0
        kept, aside, again = keeping.put_back(asked.file)
    except keeping.BackupWrong as wrong:
        print(say(f"backup_{wrong.code}", **wrong.facts), file=sys.stderr)
        return 1
    print(say("restored", made_at=kept.made_at, rows=sum(kept.rows.values())))
    if aside:
        print(say("aside", path=aside))
    if again:
        print(say("forgotten_again", n=again))
    return 0
