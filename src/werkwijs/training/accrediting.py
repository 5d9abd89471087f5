"""What a register of professionals asks of a course, in one zip: times, test, content, aims, and a form.

We claim no accreditation: the organisation asks for it. What we add is what registers want to be sure of:
that the course does not change, how long it really takes, and that it is closed with a test.
"""

from __future__ import annotations

import hashlib
import io
import statistics
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from django.utils import translation
from django.utils.formats import date_format
from docx import Document

import coursepack as cp
from coursepack import package
from coursepack.course import tested
from werkwijs.lib import pdf
from werkwijs.lib.words import say
from werkwijs.training import freezing, frozen, progressing, whole_course
from werkwijs.training.changing import portions
from werkwijs.training.models import Learner, Version

REGISTERS = ("skj", "registerplein", "noloc")


@dataclass(frozen=True)
class LessonTime:
    """How long one lesson takes."""

    number: int
    title: str
    aim: str
    minutes: int | None
    """None: nobody planned it, and it was not measured."""
    measured: bool


@dataclass(frozen=True)
class Facts:
    """What the form says of one route of a version."""

    version: Version
    route: str
    course: cp.Course
    lessons: list[LessonTime]
    learners: int
    """Who finished it and were counted; 0 where too few did."""

    @property
    def activity(self) -> str:
        """Its mark, the same in every version."""
        return f"{frozen.document(self.version)['code']}-{self.route}"

    @property
    def minutes(self) -> int | None:
        """Net time of all lessons; None while that of one is not known."""
        known = [lesson.minutes for lesson in self.lessons if lesson.minutes is not None]
        return sum(known) if len(known) == len(self.lessons) else None

    @property
    def measured(self) -> bool:
        return all(lesson.measured for lesson in self.lessons)

    @property
    def questions(self) -> int:
        """Of the closing test."""
        return len(tested(self.course))

    @property
    def lacks(self) -> list[str]:
        """Keys of words: what a register will ask for and is not there."""
        found = []
        if not self.questions:
            found.append("no_test")
        if self.minutes is None:
            found.append("no_minutes")
        elif not self.measured:
            found.append("not_measured")
        if any(not lesson.aim for lesson in self.lessons):
            found.append("no_aims")
        return found


def facts(version: Version, route: str) -> Facts:
    """All that is told of one route."""
    course = frozen.course(version, route)
    seconds = _seconds(version, route, course)
    found = []
    for lesson in course.lessons:
        own = [each[lesson.number] for each in seconds if each.get(lesson.number)]
        enough = bool(seconds) and len(own) == len(seconds)
        minutes = max(1, round(statistics.median(own) / 60)) if enough else lesson.minutes
        found.append(
            LessonTime(lesson.number, lesson.title, lesson.aim, minutes, enough or lesson.measured)
        )
    return Facts(version, route, course, found, len(seconds))


def _seconds(version: Version, route: str, course: cp.Course) -> list[dict[int, int]]:
    """Seconds in each lesson of who finished, in portions of the minimum: nobody's time can be worked out."""
    done = Learner.objects.filter(
        group__version=version, group__route=route, finished_at__isnull=False
    ).order_by("finished_at", "pk")
    each = [dict(progressing.state_of(learner).seconds) for learner in done]
    busy = [own for own in each if all(own.get(lesson.number) for lesson in course.lessons)]
    minimum = version.organisation.minimum_group
    return busy[: len(portions([(0.0, 0.0)] * len(busy), minimum))]


def pack(version: Version, route: str) -> bytes:
    """The zip, the same to the byte for the same facts."""
    told = facts(version, route)
    language = told.course.language
    with translation.override(language):
        content = whole_course.page(
            told.course, day=frozen.document(version)["made_on"], telling=_opening(told)
        )
        files = {
            f"1-{say('training.acc_file', 'form')}.docx": form(told),
            f"2-{say('training.acc_file', 'content')}.html": content.encode(),
            f"3-{say('training.acc_file', 'version')}.json": version.content.encode(),
        }
        if not pdf.why_not():
            files[f"2-{say('training.acc_file', 'content')}.pdf"] = pdf.render(content)
        files |= freezing.files_of(version)
        sums = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}" for name in sorted(files)]
        files["sha256.txt"] = ("\n".join(sums) + "\n").encode()
    return package.zipped(files)


def name(told: Facts) -> str:
    """How the file is called."""
    return f"{told.activity.lower()}-v{told.version.number}-accreditation.zip"


def rows(told: Facts) -> Iterator[tuple[str, str]]:
    """What stands at the top of the form: what is asked, and what we say."""
    yield say("training.acc_fact", "title"), f"{told.course.title} ({told.course.reader})"
    yield from of_route(told)
    yield from of_version(told.version)


def of_route(told: Facts) -> Iterator[tuple[str, str]]:
    """What differs between routes."""
    yield say("training.acc_fact", "activity"), told.activity
    yield say("training.acc_fact", "time"), time_told(told)
    yield say("training.acc_fact", "test"), test_told(told)


def of_version(version: Version) -> Iterator[tuple[str, str]]:
    """What is the same for all routes."""
    yield say("training.acc_fact", "version"), str(version.number)
    yield say("training.acc_fact", "frozen"), date_format(version.made_at, "j F Y")
    yield say("training.acc_fact", "digest"), version.digest
    yield say("training.acc_fact", "by"), frozen.document(version)["organisation"]


def time_told(told: Facts) -> str:
    """Net time, and whether it was measured."""
    if told.minutes is None:
        return say("training.acc_time_unknown")
    if told.measured and told.learners:
        return say("training.acc_time_measured", n=told.minutes, people=told.learners)
    if told.measured:
        return say("training.acc_time_earlier", n=told.minutes)
    return say("training.acc_time_planned", n=told.minutes)


def test_told(told: Facts) -> str:
    """How the course is closed."""
    if not told.questions:
        return say("training.acc_test_none")
    return say("training.acc_test_is", n=told.questions, mark=told.course.pass_mark)


def _opening(told: Facts) -> str:
    facts = "".join(f"<li>{escape(what)}: {escape(is_)}</li>" for what, is_ in rows(told))
    notice = f"<p><strong>{escape(told.course.notice)}</strong></p>" if told.course.notice else ""
    return f"{notice}<ul>{facts}</ul><p>{escape(say('training.acc_claims_nothing'))}</p>"


def form(told: Facts) -> bytes:
    """A Word document with what each register asks, what we know of it, and room for the rest."""
    made = Document()
    made.core_properties.title = say("training.acc_title")
    made.core_properties.author = told.course.organisation
    made.core_properties.language = told.course.language
    made.core_properties.created = made.core_properties.modified = told.version.made_at
    made.add_heading(say("training.acc_title"), level=1)
    if told.course.notice:
        made.add_paragraph(told.course.notice)
    made.add_paragraph(say("training.acc_claims_nothing"))
    for what, answer in rows(told):
        made.add_paragraph(f"{what}: {answer}")
    made.add_heading(say("training.acc_lessons"), level=2)
    for lesson in told.lessons:
        made.add_heading(lesson.title, level=3)
        made.add_paragraph(say("training.acc_aim", aim=lesson.aim or say("training.acc_to_fill")))
        made.add_paragraph(lesson_told(lesson))
    for register in REGISTERS:
        made.add_heading(say("training.acc_register", register), level=2)
        made.add_paragraph(say("training.acc_asks", register))
        made.add_paragraph(say("training.acc_look"))
    made.add_heading(say("training.acc_yours"), level=2)
    for key in ("teachers", "dates", "price", "contact"):
        made.add_paragraph(f"{say('training.acc_your', key)}: {say('training.acc_to_fill')}")
    kept = io.BytesIO()
    made.save(kept)
    with zipfile.ZipFile(kept) as opened:
        return package.zipped({part: opened.read(part) for part in opened.namelist()})


def lesson_told(lesson: LessonTime) -> str:
    """How long it takes."""
    if lesson.minutes is None:
        return say("training.acc_time_unknown")
    key = "training.acc_lesson_measured" if lesson.measured else "training.acc_lesson_planned"
    return say(key, n=lesson.minutes)
