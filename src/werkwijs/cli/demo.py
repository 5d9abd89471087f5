"""``werkwijs demo``: an invented organisation that one can walk around in."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import threading
import time
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from werkwijs.cli.serve import add_port, is_free
from werkwijs.cli.usage import Commands, Say, speaker
from werkwijs.cli.website import Closed, open_website

if TYPE_CHECKING:
    from werkwijs.demo.building import Demo

FOLDER = Path("out/demo")
MARK = "made-by-werkwijs-demo"


def add(commands: Commands, say: Say) -> None:
    parser = commands.add_parser("demo", help=say("demo"), description=say("demo_long"))
    add_port(parser.options, say)
    option = parser.options.add_argument
    option("--data", metavar=say("FOLDER"), type=Path, default=FOLDER, help=say("demo_data"))
    option("--no-open", action="store_true", help=say("no_open"))
    option("--build-only", action="store_true", help=say("build_only"))
    option("--language", choices=("nl", "en"), help=say("language"))
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Make everything anew, draw the map of the finished study, and serve."""
    say = speaker(asked.language, None)
    if not asked.build_only and not is_free(asked.address, asked.port):
        print(say("port_taken", port=asked.port, other=asked.port + 1), file=sys.stderr)
        return 1
    if not _emptied(asked.data):
        print(say("demo_in_use", path=asked.data), file=sys.stderr)
        return 1
    # A demo is never made in somebody's own website, whatever the surroundings say.
    os.environ.pop("DATABASE_URL", None)
    os.environ["WERKWIJS_URL"] = f"http://localhost:{asked.port}"
    try:
        open_website(asked, say, tables=False)
    except Closed:
        return 1
    from werkwijs.config import serving
    from werkwijs.demo import building, example_answers

    print(say("demo_building"), file=sys.stderr)
    try:
        example_answers.folder()
    except example_answers.NoExample:
        print(say("demo_no_example"), file=sys.stderr)
        return 1
    serving.prepare()
    demo = building.build()
    report = building.draw_map(demo, asked.data / "map", language=say.language)
    _tell(demo, report, asked, say)
    if asked.build_only:
        return 0
    if not asked.no_open:
        threading.Thread(target=_open, args=(asked.port,), daemon=True).start()
    serving.serve(asked.address, asked.port)
    print(say("stopped"))
    return 0


def _emptied(data: Path) -> bool:
    """The folder is new, empty, or an earlier demo that makes place. Nothing else is ever removed."""
    if data.exists() and any(data.iterdir()):
        if not (data / MARK).exists():
            return False
        shutil.rmtree(data)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    (data / MARK).touch()
    return True


def _tell(demo: Demo, report: Path, asked: argparse.Namespace, say: Say) -> None:
    """All one needs to walk around: who signs in how, and how to take part."""
    url = f"http://localhost:{asked.port}"
    print(say("demo_ready", url=url))
    print(say("demo_sign_in"))
    for colleague in demo.colleagues:
        print(
            say(
                "demo_colleague",
                email=colleague.user.email,
                password=colleague.password,
                secret=colleague.secret,
                roles=", ".join(say(f"role_{role}") for role in colleague.roles.split(", ")),
            )
        )
    print(say("demo_app"))
    print(say("demo_take_part"))
    for door in demo.doors:
        print(say("demo_door", title=door.study.title, spoken=door.spoken, address=door.address))
    print(say("demo_return", spoken=demo.return_spoken, address=demo.return_address))
    print(say("demo_result", title=demo.finished.title, address=demo.result_address))
    print(say("demo_cards", address=demo.cards_address))
    if (given := demo.given) is not None:
        print(say("demo_course"))
        print(say("demo_coach", address=given.halfway_address))
        print(say("demo_employer", address=given.employer_address))
        print(say("demo_along", address=given.along_address))
        print(say("demo_proof", address=given.proof_address))
    if (guided := demo.guided) is not None:
        print(say("demo_guided"))
        print(say("demo_person", picture=guided.picture, address=guided.card_address))
        print(say("demo_boss", address=guided.employer_address))
        print(say("demo_mother", address=guided.family_address))
    print(say("demo_map", title=demo.finished.title, report=report), flush=True)


def _open(port: int) -> None:
    time.sleep(2)
    webbrowser.open(f"http://localhost:{port}")
