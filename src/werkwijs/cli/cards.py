"""``werkwijs cards print|export|import|list``: editions on paper, out of the website, and in.

Where an edition comes from a zip nothing of the website is opened: cards can be printed on any computer.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from werkwijs.cards.edition_document import AUDIENCES
from werkwijs.cli.telling import tell
from werkwijs.cli.usage import Commands, Say, speaker
from werkwijs.cli.website import Closed, add_data, open_website

if TYPE_CHECKING:
    from werkwijs.accounts.models import Organisation
    from werkwijs.cards.edition_document import EditionDocument
    from werkwijs.cards.models import Edition

KINDS = ("printer", "home-long", "home-short", "accessible")
USUAL = "home-long"
FILES = {".zip": "edition.zip", ".json": "edition.json", ".csv": "cards.csv", ".docx": "cards.docx"}
"""End of a name -> which of the files an edition is offered as."""


def add(commands: Commands, say: Say) -> None:
    parser = commands.add_parser(
        "cards", help=say("cards_command"), description=say("cards_command")
    )
    deeds: Commands = parser.add_subparsers(
        title=say("commands"), metavar=say("COMMAND"), required=True, parser_class=type(parser)
    )
    audiences = ", ".join(AUDIENCES)

    paper = deeds.add_parser("print", help=say("cards_print"), description=say("cards_print_long"))
    paper.inputs.add_argument("edition", metavar=say("EDITION"), help=say("edition"))
    option = paper.options.add_argument
    option(
        "--audience",
        metavar=say("AUDIENCE"),
        choices=AUDIENCES,
        required=True,
        help=say("cards_audience", choices=audiences),
    )
    option("--out", metavar=say("FILE"), type=Path, required=True, help=say("cards_pdf"))
    option(
        "--kind",
        metavar=say("KIND"),
        choices=KINDS,
        default=USUAL,
        help=say("cards_kind", default=USUAL),
    )
    add_data(paper, say)
    paper.set_defaults(run=print_cards)

    out = deeds.add_parser("export", help=say("cards_out"), description=say("cards_out_long"))
    out.inputs.add_argument("edition", metavar=say("EDITION"), help=say("edition"))
    option = out.options.add_argument
    option("--out", metavar=say("FILE"), type=Path, required=True, help=say("cards_file"))
    option(
        "--audience",
        metavar=say("AUDIENCE"),
        choices=AUDIENCES,
        help=say("cards_images", choices=audiences),
    )
    add_data(out, say)
    out.set_defaults(run=export)

    into = deeds.add_parser("import", help=say("cards_in"), description=say("cards_in_long"))
    into.inputs.add_argument("zip", metavar=say("FILE"), type=Path, help=say("cards_zip"))
    option = into.options.add_argument
    option("--organisation", metavar=say("NAME"), help=say("cards_organisation"))
    option("--from", dest="received_from", metavar=say("NAME"), default="", help=say("cards_from"))
    add_data(into, say)
    into.set_defaults(run=take_in)

    listed = deeds.add_parser("list", help=say("cards_list"), description=say("cards_list_long"))
    add_data(listed, say)
    listed.set_defaults(run=list_them)


class Stopped(Exception):
    """There is no going on; what there is to say has been said. ``code``: how the command ends."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Opened:
    """An edition, and the row it is kept in where it comes from the website."""

    document: EditionDocument
    files: Mapping[str, bytes]
    row: Edition | None = None


def print_cards(asked: argparse.Namespace) -> int:
    """Write the PDF; 1 when the edition is not sound or no PDF can be made here, 2 when there is none."""
    say = speaker(asked.language, None)
    try:
        opened = _opened(asked, say)
        _expect_cards(opened.document, asked.audience, say)
        content = _printed(opened, asked)
        _write(asked.out, content, say)
    except Stopped as stopped:
        return stopped.code
    print(say("cards_written", path=asked.out))
    return 0


def export(asked: argparse.Namespace) -> int:
    """Write one of the files in which an edition is handed over."""
    say = speaker(asked.language, None)
    name = FILES.get(asked.out.suffix.lower())
    if name is None:
        print(say("cards_ending", path=asked.out, choices=", ".join(FILES)), file=sys.stderr)
        return 2
    if asked.audience and name != "edition.zip":
        print(say("cards_images_zip"), file=sys.stderr)
        return 2
    try:
        opened = _opened(asked, say)
        if asked.audience:
            _expect_cards(opened.document, asked.audience, say)
            name = f"images-{asked.audience}.zip"
        _write(asked.out, _handed_over(opened, name), say)
    except Stopped as stopped:
        return stopped.code
    print(say("cards_written", path=asked.out))
    return 0


def take_in(asked: argparse.Namespace) -> int:
    """Keep the edition of a zip; 1 when it is wrong, and then nothing changes. The same one again is fine."""
    from werkwijs.cards.formats.faults import AlreadyHere, UnsoundEdition
    from werkwijs.cards.formats.unpacking import unpacked

    say = speaker(asked.language, None)
    try:
        found = unpacked(_read(asked.zip, say))
        open_website(asked, say)
        from werkwijs.audit import noting
        from werkwijs.cards import exchanging

        kept = exchanging.take_in(
            found,
            organisation=_organisation(asked.organisation, say),
            received_from=asked.received_from,
            by=noting.SYSTEM,
        )
    except UnsoundEdition as unsound:
        if isinstance(unsound.faults[0], AlreadyHere):
            print(unsound.faults[0].what(say.language))
            return 0
        tell(unsound.faults, say, sys.stderr)
        return 1
    except Closed:
        return 1
    except Stopped as stopped:
        return stopped.code
    print(say("cards_taken", title=kept.title, number=kept.number, code=kept.code))
    return 0


def list_them(asked: argparse.Namespace) -> int:
    """A line for each edition, with tabs between, for people and for ``cut``."""
    say = speaker(asked.language, None)
    try:
        open_website(asked, say)
    except Closed:
        return 1
    from werkwijs.cards.models import Edition

    there = Edition.objects.defer("content").select_related("study", "organisation")
    for edition in there:
        if edition.received_at:
            origin = say("cards_received", organisation=edition.received_from)
        elif edition.study:
            origin = say("cards_of_study", study=edition.study.slug)
        else:
            origin = say("cards_ours")
        told = (edition.code, edition.language, edition.number, edition.title)
        print(*told, origin, edition.organisation.name, sep="\t")
    if not there:
        print(say("cards_none"), file=sys.stderr)
    return 0


# --- what they share ------------------------------------------------------------------


def _opened(asked: argparse.Namespace, say: Say) -> Opened:
    """The edition that was asked for: out of a zip, or out of the website."""
    path = Path(asked.edition)
    if path.suffix.lower() == ".zip" or path.is_file():
        from werkwijs.cards.formats.faults import UnsoundEdition
        from werkwijs.cards.formats.unpacking import unpacked

        try:
            found = unpacked(_read(path, say))
        except UnsoundEdition as unsound:
            tell(unsound.faults, say, sys.stderr)
            raise Stopped(1) from None
        return Opened(found.document, found.files)
    try:
        open_website(asked, say)
    except Closed:
        raise Stopped(1) from None
    from werkwijs.cards import keeping
    from werkwijs.cards.models import Edition

    row = Edition.objects.filter(code=asked.edition).first()
    if row is None:
        print(say("cards_no_edition", edition=asked.edition), file=sys.stderr)
        raise Stopped(2)
    return Opened(row.told, keeping.files_of(row), row)


def _printed(opened: Opened, asked: argparse.Namespace) -> bytes:
    _let_dates_be_written()
    from werkwijs.cards import printing
    from werkwijs.lib import pdf

    for problem in printing.problems(opened.document, asked.audience):
        print(problem, file=sys.stderr)
    address: Any = None
    if opened.row is not None:
        from werkwijs.cards import exchanging

        address = exchanging.address(opened.row, asked.audience)
    try:
        return bytes(
            printing.pdf(opened.document, opened.files, asked.audience, asked.kind, address=address)
        )
    except pdf.NoPrinter as missing:
        print(missing, file=sys.stderr)
        raise Stopped(1) from None


def _let_dates_be_written() -> None:
    """Django writes days out in words; where no website was opened it gets what that takes, and no more."""
    from django.conf import settings

    if settings.configured:
        return
    import django

    settings.configure(USE_I18N=True, LANGUAGE_CODE="nl", INSTALLED_APPS=[])
    django.setup()


def _handed_over(opened: Opened, name: str) -> bytes:
    """The file; in the log where the edition comes from the website."""
    if opened.row is None:
        from werkwijs.cards.formats import offered

        return offered.made(name, opened.document, opened.files)
    from werkwijs.audit import noting
    from werkwijs.cards import exchanging

    return exchanging.hand_over(opened.row, name, by=noting.SYSTEM)[1]


def _expect_cards(document: EditionDocument, audience: str, say: Say) -> None:
    from werkwijs.cards.formats import telling

    there = telling.audiences(document)
    if audience not in there:
        said = say("cards_no_cards", audience=audience, choices=", ".join(there))
        print(said, file=sys.stderr)
        raise Stopped(2)


def _read(path: Path, say: Say) -> bytes:
    from werkwijs.cards.formats.unpacking import LARGEST_ZIP

    try:
        with path.open("rb") as opened:
            return opened.read(LARGEST_ZIP + 1)  # one more, and it is refused as too large
    except OSError:
        print(say("cards_no_file", path=path), file=sys.stderr)
        raise Stopped(2) from None


def _write(path: Path, content: bytes, say: Say) -> None:
    """The file as a whole or not at all: what stood there stays until the new one is complete."""
    stage = ""
    try:
        handle, stage = tempfile.mkstemp(prefix=".werkwijs-", dir=path.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        Path(stage).replace(path)
    except OSError as wrong:
        if stage:
            with contextlib.suppress(OSError):
                Path(stage).unlink()
        reason = wrong.strerror or type(wrong).__name__
        print(say("cards_not_written", path=path, reason=reason), file=sys.stderr)
        raise Stopped(2) from None


def _organisation(name: str | None, say: Say) -> Organisation:
    """The one that was named, or the only one there is."""
    from werkwijs.accounts.models import Organisation

    there = list(Organisation.objects.order_by("name"))
    found = [own for own in there if name in (None, own.name)]
    if len(found) == 1:
        return found[0]
    key = "cards_which_organisation" if found and name is None else "organisation_twice"
    names = "\n".join(f"  {own.name}" for own in there)
    print(say(key if found else "no_such_organisation", name=name, names=names), file=sys.stderr)
    raise Stopped(2)
