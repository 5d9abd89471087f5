"""Freezing a version of a course, looking at versions, and fetching them as packages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache

import coursepack as cp
from coursepack import pages, preflight, presets
from coursepack.manifest import Format
from coursepack.state import longest
from werkwijs.accounts.who import signed_in
from werkwijs.lib.impossible import told_when_impossible
from werkwijs.lib.words import language
from werkwijs.studies import media
from werkwijs.training import comparing, exporting, filing, freezing
from werkwijs.training.composing import compose
from werkwijs.training.course_document import CourseDocument, for_route, routes_of
from werkwijs.training.forms_editor import Freeze
from werkwijs.training.models import Course, Version, VersionFile
from werkwijs.training.views_editor import changing, look, look_or_act, reading, show

FORMATS: tuple[Format, ...] = get_args(Format)


@look_or_act
@changing
def freeze(request: HttpRequest, course: Course) -> HttpResponse:
    """What a version would hold, what changed since the last, what stands in the way, and the button."""
    form = Freeze(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with told_when_impossible(request, "training.edit_frozen"):
            version = freezing.freeze(
                course,
                by=signed_in(request),
                remark=form.cleaned_data["remark"],
                key=form.cleaned_data["key"],
                request=request,
            )
            return redirect("training:version", course.code, version.number)
    last = course.versions.first()
    composed = compose(course, number=last.number + 1 if last else 1, opened=False)
    return show(
        request,
        course,
        "edit_freeze.html",
        form=form,
        problems=composed.problems,
        document=composed.document,
        last=last,
        next=composed.document["number"],
        changes=comparing.versions(last.told, composed.document) if last else [],
        routes=_routes(composed.document) if not composed.problems else [],
        here="versions",
        status=422 if form.errors or request.method == "POST" else 200,
    )


@look
@reading
def versions(request: HttpRequest, course: Course) -> HttpResponse:
    """All versions of a course, the latest first."""
    rows = [
        (version, version.told["remark"]) for version in course.versions.select_related("made_by")
    ]
    return show(request, course, "edit_versions.html", versions=rows, here="versions")


@dataclass(frozen=True)
class RouteOfVersion:
    """What one kind of reader gets."""

    route: str
    lessons: int
    blocks: int
    questions: int
    minutes: int
    measured: bool
    state: int
    """Signs in which a learning system keeps where somebody is, at most."""


def _routes(document: CourseDocument) -> list[RouteOfVersion]:
    found = []
    for route in routes_of(document):
        course = for_route(document, route)
        blocks = list(course.blocks)
        found.append(
            RouteOfVersion(
                route,
                len(course.lessons),
                len(blocks),
                sum(block.kind == "question" for block in blocks),
                sum(lesson.minutes or 0 for lesson in course.lessons),
                all(lesson.measured for lesson in course.lessons),
                longest(course),
            )
        )
    return found


@look
@reading
def version(request: HttpRequest, course: Course, number: int) -> HttpResponse:
    """One version: what it holds for each kind of reader, and every file it can be fetched as."""
    found = _version(course, number)
    document = found.told
    before = course.versions.filter(number__lt=number).first()
    return show(
        request,
        course,
        "edit_version.html",
        version=found,
        document=document,
        routes=_routes(document),
        changes=comparing.versions(before.told, document) if before else [],
        before=before,
        here="versions",
    )


@never_cache
@look
@reading
def version_lesson(
    request: HttpRequest, course: Course, number: int, route: str, lesson: int
) -> HttpResponse:
    """A lesson of a version, as it was frozen."""
    found = _version(course, number)
    document = found.told
    if route not in routes_of(document):
        raise Http404
    played = for_route(document, route)
    own = next((one for one in played.lessons if one.number == lesson), None)
    if own is None:
        raise Http404
    around = pages.Around(
        file=lambda name: f"../../../{name}",
        lesson=lambda n: f"../{n}/",
    )
    return show(
        request,
        course,
        "edit_version_lesson.html",
        version=found,
        route=route,
        lesson=own,
        lessons=played.lessons,
        shown=pages.lesson(played, own, around, cp.State()),
        here="versions",
    )


@look
@reading
def version_file(request: HttpRequest, course: Course, number: int, name: str) -> HttpResponse:
    """A picture, sound or film of a version."""
    if "\0" in name:  # no database looks for that
        raise Http404
    found = get_object_or_404(
        VersionFile, version__course=course, version__number=number, name=f"media/{name}"
    )
    kind = "image/svg+xml" if name.endswith(".svg") else filing.type_of(name)
    return media.answer(request, (bytes(found.content), kind))


@look
@reading
def fetch(request: HttpRequest, course: Course, number: int, route: str) -> HttpResponse:
    """For one kind of reader: which learning system, what it will and will not do, and the package."""
    found = _version(course, number)
    document = found.told
    if route not in routes_of(document):
        raise Http404
    played = for_route(document, route)
    key = request.GET.get("systeem", "")
    systems = presets.keys()
    facts: dict[str, Any] = {}
    if key in systems:
        preset = presets.preset(key, played, language())
        wanted = request.GET.get("soort", "")
        form = next((one for one in preset.forms if one == wanted), preset.forms[0])
        lines = preflight.report(played, freezing.files_of(found), form, preset)
        facts = {
            "preset": preset,
            "form": form,
            "lines": [(line.level, line.message(language())) for line in lines],
            "stops": any(line.level == "stop" for line in lines),
        }
    return show(
        request,
        course,
        "edit_fetch.html",
        version=found,
        route=route,
        systems=[(one, presets.preset(one, played, language()).name) for one in systems],
        here="versions",
        **facts,
    )


@look
@reading
def package(
    request: HttpRequest, course: Course, number: int, route: str, form: str
) -> HttpResponse:
    """A version as a file that a learning system can take in. The log is told that it left."""
    found = _version(course, number)
    found.course = course
    wanted = next((one for one in FORMATS if one == form), None)
    if wanted is None or route not in routes_of(found.told):
        raise Http404
    try:
        called, content = exporting.hand_over(
            found, route, wanted, by=signed_in(request), request=request
        )
    except cp.UnsoundCourse as unsound:
        for fault in unsound.faults:
            messages.error(request, fault.message(language()))
        return redirect("training:version", course.code, number)
    answer = HttpResponse(content, content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{called}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _version(course: Course, number: int) -> Version:
    found: Version = get_object_or_404(course.versions.select_related("made_by"), number=number)
    return found
