"""``werkwijs course export|check|list``: courses for learning systems.

Where a course comes from a file nothing of the website is opened: it can be packed on any computer.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from werkwijs.cli.usage import Commands, Say, speaker
from werkwijs.cli.website import Closed, add_data, open_website

if TYPE_CHECKING:
    import coursepack as cp
    from coursepack import checking
    from coursepack.manifest import Format
    from werkwijs.training.models import Version

FORMS = ("scorm12", "scorm2004", "cmi5", "html")
SYSTEMS = (
    "moodle", "totara", "anewspring", "open-edx", "ilias", "chamilo", "canvas", "other"
)  # fmt: skip
"""As `coursepack.presets` has them, which is imported only by who needs it."""
LARGEST = 500_000_000


def add(commands: Commands, say: Say) -> None:
    parser = commands.add_parser(
        "course", help=say("course_command"), description=say("course_command")
    )
    deeds: Commands = parser.add_subparsers(
        title=say("commands"), metavar=say("COMMAND"), required=True, parser_class=type(parser)
    )
    out = deeds.add_parser(
        "export", help=say("course_export"), description=say("course_export_long")
    )
    out.inputs.add_argument("course", metavar=say("COURSE"), help=say("course"))
    option = out.options.add_argument
    option(
        "--format",
        metavar=say("KIND"),
        choices=FORMS,
        default=FORMS[0],
        help=say("course_format", default=FORMS[0]),
    )
    option("--out", metavar=say("FILE"), type=Path, required=True, help=say("course_out"))
    option("--route", metavar=say("ROUTE"), help=say("course_route"))
    option("--version", metavar=say("NUMBER"), type=int, help=say("course_version"))
    option(
        "--for",
        dest="system",
        metavar=say("SYSTEM"),
        choices=SYSTEMS,
        help=say("course_for", choices=", ".join(SYSTEMS)),
    )
    add_data(out, say)
    out.set_defaults(run=export)

    check = deeds.add_parser(
        "check", help=say("course_check"), description=say("course_check_long")
    )
    check.inputs.add_argument("file", metavar=say("FILE"), type=Path, help=say("course_check_file"))
    check.options.add_argument("--language", choices=("nl", "en"), help=say("language"))
    check.set_defaults(run=check_file)

    listed = deeds.add_parser("list", help=say("course_list"), description=say("course_list_long"))
    add_data(listed, say)
    listed.set_defaults(run=list_them)


class Stopped(Exception):
    """There is no going on; what there is to say has been said. ``code``: how the command ends."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Opened:
    """A course for one kind of reader, and the version it is of where it comes from the website."""

    course: cp.Course
    files: dict[str, bytes]
    version: Version | None = None
    route: str = ""


def export(asked: argparse.Namespace) -> int:
    """Write the zip; 1 when the course cannot be packed, 2 when it is not there."""
    import coursepack as cp

    say = speaker(asked.language, None)
    try:
        opened = _opened(asked, say)
        content = _packed(opened, asked.format)
        _write(asked.out, content, say)
    except cp.UnsoundCourse as unsound:
        _tell(unsound.faults, say)
        return 1
    except Stopped as stopped:
        return stopped.code
    print(say("course_written", path=asked.out))
    if asked.system:
        _advise(opened, asked, say)
    return 0


def check_file(asked: argparse.Namespace) -> int:
    """What is wrong with a course or a package; 1 when anything is."""
    import coursepack as cp
    from coursepack import checking

    say = speaker(asked.language, None)
    found: Iterable[cp.Fault | checking.PackageFault]
    try:
        content = _read(asked.file, say)
        if asked.file.suffix.lower() == ".json":
            course = cp.read(_text(content))
            found = [*cp.faults(course)] or _missing(course, _beside(asked.file, course, say))
        else:
            found = checking.faults(content)
    except cp.UnsoundCourse as unsound:
        found = unsound.faults
    except Stopped as stopped:
        return stopped.code
    if found := list(found):
        _tell(found, say)
        return 1
    print(say("course_well", path=asked.file))
    return 0


def list_them(asked: argparse.Namespace) -> int:
    """A line for each course, with tabs between, for people and for ``cut``."""
    say = speaker(asked.language, None)
    try:
        open_website(asked, say)
    except Closed:
        return 1
    from werkwijs.training.course_document import routes_of
    from werkwijs.training.models import Course

    there = Course.objects.filter(archived_at=None).select_related("organisation")
    for course in there:
        newest = course.versions.first()
        number = say("course_number", number=newest.number) if newest else say("course_unfrozen")
        routes = ", ".join(routes_of(newest.told)) if newest else "-"
        print(course.code, course.title, number, routes, course.organisation.name, sep="\t")
    if not there:
        print(say("course_none"), file=sys.stderr)
    return 0


# --- what they share ------------------------------------------------------------------


def _opened(asked: argparse.Namespace, say: Say) -> Opened:
    """The course that was asked for: out of a file, or out of the website."""
    import coursepack as cp

    path = Path(asked.course)
    if path.suffix.lower() == ".json" or path.is_file():
        course = cp.read(_text(_read(path, say)))
        return Opened(course, _beside(path, course, say))
    try:
        open_website(asked, say)
    except Closed:
        raise Stopped(1) from None
    from werkwijs.training import exporting
    from werkwijs.training.course_document import routes_of
    from werkwijs.training.models import Course

    row = Course.objects.filter(code__iexact=asked.course).first()
    if row is None:
        print(say("course_no_course", course=asked.course), file=sys.stderr)
        raise Stopped(2)
    versions = row.versions.all()
    if asked.version is not None:
        versions = versions.filter(number=asked.version)
    version = versions.first()
    if version is None:
        key = "course_no_version" if asked.version is not None else "course_not_frozen"
        print(say(key, course=row.code, number=asked.version), file=sys.stderr)
        raise Stopped(2)
    routes = routes_of(version.told)
    route = asked.route or (routes[0] if len(routes) == 1 else "")
    if route not in routes:
        key = "course_no_route" if route else "course_which_route"
        print(say(key, route=route, routes=", ".join(routes)), file=sys.stderr)
        raise Stopped(2)
    course, files = exporting.course_of(version, route)
    return Opened(course, files, version, route)


def _packed(opened: Opened, form: Format) -> bytes:
    """The zip; in the log where it comes from the website."""
    if opened.version is None:
        from coursepack import package

        return package.package(opened.course, opened.files, form)
    from werkwijs.audit import noting
    from werkwijs.training import exporting

    return exporting.hand_over(opened.version, opened.route, form, by=noting.SYSTEM)[1]


def _advise(opened: Opened, asked: argparse.Namespace, say: Say) -> None:
    """What is worth knowing, and how to set the system."""
    from coursepack import preflight, presets

    preset = presets.preset(asked.system, opened.course, say.language)
    for line in preflight.report(opened.course, opened.files, asked.format, preset):
        print(f"{say('course_' + line.level)}  {line.message(say.language)}")
    print(f"\n{preset.name}")
    for n, step in enumerate(preset.steps, start=1):
        print(f"{n:>3}. {step}")
    for limit in preset.limits:
        print(f"  -  {limit}")
    print(f"     ({preset.known})")


def _tell(found: Iterable[cp.Fault | checking.PackageFault], say: Say) -> None:
    import coursepack as cp

    for fault in found:
        place = ""
        if isinstance(fault, cp.Fault) and fault.block is not None:
            place = say("course_place", lesson=fault.lesson, block=fault.block)
        elif isinstance(fault, cp.Fault) and fault.lesson is not None:
            place = say("course_lesson", lesson=fault.lesson)
        print(f"{say('fault')}  {place}{fault.message(say.language)}", file=sys.stderr)


def _missing(course: cp.Course, files: dict[str, bytes]) -> list[cp.Fault]:
    import coursepack as cp
    from coursepack import package

    try:
        package.contents(course, files, "html")
    except cp.UnsoundCourse as unsound:
        return unsound.faults
    return []


def _beside(path: Path, course: cp.Course, say: Say) -> dict[str, bytes]:
    """The files of a course, from the folder its own file is in."""
    there = (path.parent / name for name in course.files)
    return {
        file.relative_to(path.parent).as_posix(): _read(file, say)
        for file in there
        if file.is_file()
    }


def _text(content: bytes) -> str:
    return content.decode("utf-8", errors="replace")


def _read(path: Path, say: Say) -> bytes:
    try:
        with path.open("rb") as opened:
            return opened.read(LARGEST + 1)
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
