"""For who asks a register to accredit a course."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from werkwijs.accounts.who import signed_in
from werkwijs.training import accrediting, frozen, log
from werkwijs.training.course_document import routes_of
from werkwijs.training.models import Course, Version
from werkwijs.training.views_editor import look, reading, show


@look
@reading
def accreditation(request: HttpRequest, course: Course, number: int) -> HttpResponse:
    """What a register asks, what we know of it, and what lacks; a zip for each route."""
    version = _version(course, number)
    told = [accrediting.facts(version, route) for route in routes_of(frozen.document(version))]
    return show(
        request,
        course,
        "accreditation.html",
        version=version,
        common=list(accrediting.of_version(version)),
        routes=[
            (
                one,
                list(accrediting.of_route(one)),
                [(x, accrediting.lesson_told(x)) for x in one.lessons],
            )
            for one in told
        ],
        registers=accrediting.REGISTERS,
        here="versions",
    )


@look
@reading
def pack(request: HttpRequest, course: Course, number: int, route: str) -> HttpResponse:
    """The zip for one route."""
    version = _version(course, number)
    if route not in routes_of(frozen.document(version)):
        raise Http404
    answer = HttpResponse(accrediting.pack(version, route), content_type="application/zip")
    called = accrediting.name(accrediting.facts(version, route))
    answer.headers["Content-Disposition"] = f'attachment; filename="{called}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    log.note(
        "training.accreditation_pack",
        course.organisation,
        about=version,
        by=signed_in(request),
        request=request,
    )
    return answer


def _version(course: Course, number: int) -> Version:
    found: Version = get_object_or_404(
        course.versions.select_related("organisation"), number=number
    )
    return found
