"""``werkwijs doctor``: is this website well?"""

from __future__ import annotations

import argparse
import json

from werkwijs.cli.usage import Commands, Say, speaker
from werkwijs.cli.website import Closed, add_data, open_website


def add(commands: Commands, say: Say) -> None:
    parser = commands.add_parser("doctor", help=say("doctor"), description=say("doctor_long"))
    parser.options.add_argument("--json", action="store_true", help=say("json"))
    add_data(parser, say)
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Tell everything that was looked at; 1 when something is wrong."""
    say = speaker(asked.language, None)
    try:
        open_website(asked, say)
    except Closed:
        return 1
    from werkwijs.config.examining import examine

    found = examine()
    wrong = sum(finding.state == "wrong" for finding in found)
    if asked.json:
        told = [
            {"code": f.code, "state": f.state, "said": say(f"look_{f.code}", **f.facts)}
            for f in found
        ]
        print(json.dumps({"well": not wrong, "findings": told}, ensure_ascii=False, indent=1))
    else:
        for f in found:
            print(f"{say(f'state_{f.state}')} {say(f'look_{f.code}', **f.facts)}")
        print(say("unwell", n=wrong) if wrong else say("well"))
    return 1 if wrong else 0
