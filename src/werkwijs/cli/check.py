"""``werkwijs check STUDY``: is this study folder sound?"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from conceptmapping.errors import Fault, Notice
from werkwijs.cli.telling import as_facts, tell
from werkwijs.cli.usage import Commands, Say, speaker


def add(commands: Commands, say: Say) -> None:
    parser = commands.add_parser("check", help=say("check"), description=say("check_long"))
    parser.inputs.add_argument("study", metavar=say("STUDY"), type=Path, help=say("study"))
    parser.options.add_argument("--json", action="store_true", help=say("json"))
    parser.options.add_argument("--language", choices=("nl", "en"), help=say("language"))
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Tell everything there is to tell about a study; 1 when there is a fault."""
    from conceptmapping.reading import inspect, language_of

    say = speaker(asked.language, language_of(asked.study))
    study, found = inspect(asked.study)
    faults = [said for said in found if isinstance(said, Fault)]
    sound = study is not None and not faults
    if study is not None and sound:
        from werkwijs.cli.remarks import remarks

        found += remarks(study.sorts)
    counts = {
        "statements": len(study.ids) if study else None,
        "sorters": study.sorts.n_sorters if study else None,
        "raters": len({r for own in study.ratings.values() for r in own.raters}) if study else None,
    }
    if asked.json:
        print(json.dumps(_document(sound, counts, found, say), ensure_ascii=False, indent=1))
        return 0 if sound else 1
    tell(found, say)
    if sound:
        print(say("sound", **counts))
    else:
        print(say("unsound", faults=len(faults), notices=len(found) - len(faults)))
    return 0 if sound else 1


def _document(
    sound: bool, counts: dict[str, int | None], found: list[Fault | Notice], say: Say
) -> dict[str, Any]:
    return {
        "sound": sound,
        "counts": counts,
        "findings": [as_facts(said, say.language) for said in found],
    }
