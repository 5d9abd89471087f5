"""``werkwijs study export SLUG --out DIR`` and ``werkwijs study import DIR``: out of the website, and in."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from conceptmapping.errors import Fault, UnsoundStudy
from werkwijs.cli.faults import PlaceInUse
from werkwijs.cli.staging import objection, staged
from werkwijs.cli.telling import tell
from werkwijs.cli.usage import Commands, Say, speaker
from werkwijs.cli.website import Closed, add_data, open_website

if TYPE_CHECKING:
    from werkwijs.accounts.models import Organisation


def add(commands: Commands, say: Say) -> None:
    parser = commands.add_parser(
        "study", help=say("study_command"), description=say("study_command")
    )
    deeds: Commands = parser.add_subparsers(
        title=say("commands"), metavar=say("COMMAND"), required=True, parser_class=type(parser)
    )
    out = deeds.add_parser("export", help=say("study_out"), description=say("study_out_long"))
    out.inputs.add_argument("slug", metavar=say("SLUG"), help=say("slug"))
    option = out.options.add_argument
    option("--out", metavar=say("FOLDER"), type=Path, required=True, help=say("study_place"))
    option("--without-ideas", action="store_true", help=say("without_ideas"))
    add_data(out, say)
    out.set_defaults(run=export)

    into = deeds.add_parser("import", help=say("study_in"), description=say("study_in_long"))
    into.inputs.add_argument("folder", metavar=say("FOLDER"), type=Path, help=say("study"))
    option = into.options.add_argument
    option("--organisation", metavar=say("NAME"), help=say("into_organisation"))
    option("--slug", metavar=say("SLUG"), type=_slug(say), help=say("new_slug"))
    add_data(into, say)
    into.set_defaults(run=take_in)


def export(asked: argparse.Namespace) -> int:
    """Write the folder as a whole or not at all; 2 when there is no such study or no place for it."""
    say = speaker(asked.language, None)
    hindrance = _objection(asked.out)
    if hindrance is not None:
        tell([hindrance], say, sys.stderr)
        return 2
    try:
        open_website(asked, say)
    except Closed:
        return 1
    from werkwijs.audit import noting
    from werkwijs.participation import release
    from werkwijs.participation.exchange import folder
    from werkwijs.studies.models import Study

    study = Study.objects.filter(slug=asked.slug).first()
    if study is None:
        print(say("no_such_study", slug=asked.slug), file=sys.stderr)
        return 2
    try:
        with staged(asked.out) as stage:
            for name, content in folder.files(study, ideas=not asked.without_ideas):
                place = stage / name
                place.parent.mkdir(exist_ok=True)
                place.write_bytes(content)
    except Fault as fault:
        tell([fault], say, sys.stderr)
        return 2
    noting.note(
        "participation.folder_handed_out",
        by=noting.SYSTEM,
        about=study,
        study=study.slug,
        organisation=study.organisation_id,
    )
    print(say("done", out=asked.out))
    if not asked.without_ideas:
        print(say("own_words"))
    for pseudonym, reason in release.advice(study).items():
        print(say("advised", who=pseudonym, reason=reason))
    return 0


def take_in(asked: argparse.Namespace) -> int:
    """Make a study of the folder; 1 when the folder is wrong, and then nothing is made."""
    from conceptmapping.reading import language_of

    say = speaker(asked.language, language_of(asked.folder))
    try:
        open_website(asked, say)
    except Closed:
        return 1
    from werkwijs.audit import noting
    from werkwijs.participation.exchange import taking_in
    from werkwijs.studies.models import Study

    organisation = _organisation(asked.organisation, say)
    if organisation is None:
        return 2
    if asked.slug and Study.objects.filter(slug=asked.slug).exists():
        print(say("slug_taken", slug=asked.slug), file=sys.stderr)
        return 2
    try:
        taken = taking_in.take_in(
            asked.folder, organisation=organisation, by=noting.SYSTEM, slug=asked.slug or ""
        )
    except UnsoundStudy as unsound:
        tell([*unsound.faults, *unsound.notices], say, sys.stderr)
        return 1
    tell(taken.notices, say, sys.stderr)
    print(say("taken_in", slug=taken.study.slug, title=taken.study.title))
    return 0


def _organisation(name: str | None, say: Say) -> Organisation | None:
    """The one that was named, or the only one there is."""
    from werkwijs.accounts.models import Organisation

    there = list(Organisation.objects.order_by("name"))
    found = [own for own in there if name in (None, own.name)]
    if len(found) == 1:
        return found[0]
    key = "which_organisation" if found and name is None else "organisation_twice"
    names = "\n".join(f"  {own.name}" for own in there)
    print(say(key if found else "no_such_organisation", name=name, names=names), file=sys.stderr)
    return None


def _objection(out: Path) -> Fault | None:
    """A study folder comes in a place of its own: nothing older may be read with it."""
    try:
        if out.is_dir() and any(out.iterdir()):
            return PlaceInUse(path=str(out))
    except OSError:
        pass  # ``objection`` says what is the matter
    return objection(out)


def _slug(say: Say) -> Callable[[str], str]:
    """A reader of words for in an address."""

    def read(written: str) -> str:
        if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", written) and len(written) <= 60:
            return written
        raise argparse.ArgumentTypeError(say("not_slug", written=written))

    return read
