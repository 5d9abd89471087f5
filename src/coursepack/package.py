"""A course in a zip that a learning system takes: SCORM 1.2, SCORM 2004, cmi5, or plain pages.

::

    content = package(course, {"media/bus.png": picture}, "scorm12")

The same course gives the same zip, to the byte. Nothing is written to a disk.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from coursepack import pages
from coursepack.course import Course, Lesson, files_of
from coursepack.faults import Fault, UnsoundCourse
from coursepack.manifest import NAMES, START, Format, manifest
from coursepack.soundness import expect_sound
from coursepack.state import State

PLAYER = "player"
"""Folder of the player in a package."""
MEDIA = {
    "png",
    "jpg",
    "jpeg",
    "gif",
    "webp",
    "svg",
    "mp3",
    "m4a",
    "ogg",
    "opus",
    "mp4",
    "webm",
    "vtt",
}
"""Ends of the names of files a course can show; learning systems refuse anything that could be run."""
PRESSED = MEDIA - {"svg", "vtt"}
"""Kinds that are small already; pressing them again takes time and gains nothing."""

Files = Mapping[str, bytes]


def package(course: Course, files: Files, form: Format) -> bytes:
    """The zip.

    Parameters
    ----------
    files
        Content of each of `Course.files`, by its name; others are left out.

    Raises
    ------
    UnsoundCourse
        If the course cannot be played, a file is not there, or where somebody is might not fit in what a
        learning system keeps.
    """
    return zipped(contents(course, files, form))


def contents(course: Course, files: Files, form: Format) -> dict[str, bytes]:
    """The files in the zip, by name, in their order; see `package`."""
    expect_sound(course)
    faults = list(_faults_of_files(course, files))
    if faults:
        raise UnsoundCourse(faults)
    told = {START: _start(course, form)}
    told |= {_page_of(lesson.number): _lesson(course, lesson) for lesson in course.lessons}
    told |= {f"{PLAYER}/{name}": _player(name) for name in (pages.STYLE, *pages.SCRIPTS)}
    told |= {name: files[name] for name in course.files}
    written = manifest(course, form, tuple(told))
    return told if written is None else {NAMES[form]: written, **told}


def zipped(told: Files) -> bytes:
    """Files in a zip, always the same for the same files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        for name, content in told.items():
            entry = zipfile.ZipInfo(name)  # 1 January 1980: when it was packed tells nothing
            entry.external_attr = 0o644 << 16
            pressed = name.rpartition(".")[2] in PRESSED
            entry.compress_type = zipfile.ZIP_STORED if pressed else zipfile.ZIP_DEFLATED
            packed.writestr(entry, content, compresslevel=9)
    return written.getvalue()


def name(course: Course, form: Format) -> str:
    """What to call the zip: ASCII, and the version in it."""
    return f"{course.key}-v{course.version}-{form}.zip"


def _faults_of_files(course: Course, files: Files) -> list[Fault]:
    found = []
    for lesson in course.lessons:
        for block in lesson.blocks:
            for file in files_of(block):
                place = {"lesson": lesson.number, "block": block.number}
                if file.name not in files:
                    found.append(Fault(rule="file-missing", **place, facts={"name": file.name}))
                elif file.name.rpartition(".")[2] not in MEDIA:
                    found.append(Fault(rule="file-kind", **place, facts={"name": file.name}))
    return found


# --- pages -------------------------------------------------------------------------------


def _start(course: Course, form: Format) -> bytes:
    around = pages.Around(file=_as_it_is, lesson=_page_of)
    adapter: pages.Adapter = "none" if form == "html" else form
    return _page(
        course,
        title=course.title,
        body=pages.contents(course, around, State()),
        attributes=pages.attributes(course, State(), adapter=adapter),
        up="",
    )


def _lesson(course: Course, lesson: Lesson) -> bytes:
    """Works by itself too: nobody needs the page with the contents, or a script."""
    around = pages.Around(
        file=lambda name: f"../{name}",
        lesson=lambda number: f"{number}.html",
        contents=f"../{START}",
    )
    return _page(
        course,
        title=f"{lesson.title} - {course.title}",
        body=pages.lesson(course, lesson, around, State()),
        attributes=pages.attributes(course, State(), adapter="none"),
        up="../",
    )


def _as_it_is(name: str) -> str:
    return name


def _page_of(number: int) -> str:
    return f"lessons/{number}.html"


def _page(course: Course, *, title: str, body: Markup, attributes: Markup, up: str) -> bytes:
    said = _template().render(
        course=course,
        title=title,
        body=body,
        attributes=attributes,
        style=f"{up}{PLAYER}/{pages.STYLE}",
        scripts=[f"{up}{PLAYER}/{name}" for name in pages.SCRIPTS],
    )
    return said.encode()


@cache
def _template() -> Template:
    loader = PackageLoader("coursepack", "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return environment.get_template("packed.html.j2")


@cache
def _player(name: str) -> bytes:
    return resources.files("coursepack").joinpath("player", name).read_bytes()
