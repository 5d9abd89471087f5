"""``werkwijs map STUDY --out OUT``: the whole concept map from a study folder."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from conceptmapping.errors import (
    EmptyName,
    Fault,
    GroupGivesOthersAway,
    GroupTooFewSorters,
    GroupTooSmallToBalance,
    LeavesClusterEmpty,
    MovesNowhere,
    NamedTwice,
    NameFitsNoCluster,
    NobodyInGroup,
    SettingOutOfRange,
    UnknownParticipant,
    UnknownSetting,
    UnknownStatement,
    UnsoundStudy,
)
from conceptmapping.settings import CHOICES, RANGES, Settings
from werkwijs.cli import decisions
from werkwijs.cli.faults import EditedKept, NoColumns, NoDecisions, NoSuchColumn
from werkwijs.cli.progress import progress_bars
from werkwijs.cli.staging import edited, objection, staged
from werkwijs.cli.telling import tell
from werkwijs.cli.usage import Commands, Say, pair, speaker, whole_number

if TYPE_CHECKING:
    from conceptmapping.analysis import ConceptMap
    from conceptmapping.study import Study

Progress = Callable[[str, int, int], None]

_ASKED_WRONG = (
    UnknownSetting,
    SettingOutOfRange,
    UnknownParticipant,
    NobodyInGroup,
    NoSuchColumn,
    NoColumns,
    GroupGivesOthersAway,
    GroupTooFewSorters,
    GroupTooSmallToBalance,
    NoDecisions,
    UnknownStatement,
    MovesNowhere,
    LeavesClusterEmpty,
    NameFitsNoCluster,
    EmptyName,
    NamedTwice,
)
"""Faults in the question, not in the study."""


def add(commands: Commands, say: Say) -> None:
    parser = commands.add_parser("map", help=say("map"), description=say("map_long"))
    parser.inputs.add_argument("study", metavar=say("STUDY"), type=Path, help=say("study"))
    option = parser.options.add_argument
    option("--out", metavar=say("OUT"), type=Path, required=True, help=say("out"))
    number = say("NUMBER")
    option("--clusters", metavar=number, type=whole_number(say, 2, 1000), help=say("clusters"))
    default = Settings()
    for name, choices in CHOICES.items():
        usual = getattr(default, name)
        option(f"--{name}", choices=choices, default=usual, help=say(name, default=usual))
    for name, (lowest, highest) in RANGES.items():
        usual = getattr(default, name)
        option(
            f"--{name.replace('_', '-')}",
            metavar=number,
            type=whole_number(say, lowest, highest),
            default=usual,
            help=say(name, default=usual),
        )
    option("--reason", metavar=say("WORDS"), help=say("reason"))
    option(
        "--exclude",
        metavar=say("SORTER:REASON"),
        type=pair(say, ":", "not_exclude"),
        action="append",
        default=[],
        help=say("exclude"),
    )
    option(
        "--group",
        metavar=say("COLUMN=VALUE"),
        type=pair(say, "=", "not_group"),
        help=say("group"),
    )
    option("--balance", metavar=say("COLUMN"), help=say("balance"))
    option("--decisions", metavar=say("FILE"), type=Path, help=say("decisions"))
    option("--only", choices=("json",), help=say("only"))
    option("--bundle", choices=("rows",), help=say("bundle"))
    option("--language", choices=("nl", "en"), help=say("language"))
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Read, compute, write; 1 when the study is wrong, 2 when the question is."""
    from conceptmapping.reading import language_of, read

    say = speaker(asked.language, language_of(asked.study))
    hindrance = objection(asked.out)
    if hindrance is not None:
        tell([hindrance], say, sys.stderr)
        return 2
    try:
        study = read(asked.study)
        tell(study.notices, say, sys.stderr)
        with progress_bars(say) as progress:
            concept_map = _compute(study, asked, progress)
            changed = edited(asked.out)
            _write(concept_map, asked, say, progress)
    except UnsoundStudy as unsound:
        tell([*unsound.faults, *unsound.notices], say, sys.stderr)
        return 1
    except Fault as fault:
        tell([fault], say, sys.stderr)
        return 2 if isinstance(fault, _ASKED_WRONG) else 1
    tell([EditedKept(name=name, kept=kept) for name, kept in changed.items()], say, sys.stderr)
    print(say("done", out=asked.out))
    if (asked.out / "report.html").exists():
        print(say("open", report=asked.out / "report.html"))
    return 0


def _compute(study: Study, asked: argparse.Namespace, progress: Progress | None) -> ConceptMap:
    import conceptmapping

    for column in (asked.group[0] if asked.group else None, asked.balance):
        if column is not None:
            _expect_column(study, column)
    settings = {
        name.name: getattr(asked, name.name) for name in fields(Settings) if name.name in asked
    }
    decided = decisions.read(asked.decisions) if asked.decisions else {}
    settings |= {name: value for name, value in decided.items() if settings.get(name) is None}
    settings["exclude"] = dict(asked.exclude)
    return conceptmapping.concept_map(study, progress=progress, **settings)


def _expect_column(study: Study, column: str) -> None:
    """Somebody has a group in this column."""
    columns = dict.fromkeys(name for facts in study.participants.values() for name in facts)
    choices = [name for name in columns if name != "weight" and study.groups(name)]
    if not choices:
        raise NoColumns(column=column)
    if not study.groups(column):
        raise NoSuchColumn(column=column, choices=choices)


def _write(
    concept_map: ConceptMap, asked: argparse.Namespace, say: Say, progress: Progress | None
) -> None:
    with staged(asked.out) as stage:
        if asked.only == "json":
            (stage / "map.json").write_text(concept_map.to_json(), encoding="utf-8")
            return
        import mapreport

        mapreport.write(
            concept_map,
            stage,
            language=say.language,
            bundle_rows=asked.bundle == "rows",
            progress=progress,
        )
