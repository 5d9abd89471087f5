"""A version leaves for a learning system: one route of it, in a zip."""

from __future__ import annotations

from django.http import HttpRequest

import coursepack as cp
from coursepack import package
from coursepack.manifest import Format
from werkwijs.accounts.models import User
from werkwijs.audit import noting
from werkwijs.training import freezing, log
from werkwijs.training.course_document import for_route
from werkwijs.training.models import Version


def course_of(version: Version, route: str) -> tuple[cp.Course, dict[str, bytes]]:
    """What a reader of this route goes through, with its files."""
    return for_route(version.told, route), freezing.files_of(version)


def hand_over(
    version: Version,
    route: str,
    form: Format,
    *,
    by: User | noting.Actor,
    request: HttpRequest | None = None,
) -> tuple[str, bytes]:
    """Name and content of the zip; the log is told that it left.

    Raises
    ------
    coursepack.UnsoundCourse
        If it cannot be packed, with all that stands in the way.
    """
    course, files = course_of(version, route)
    content = package.package(course, files, form)
    log.note("training.handed_over", version.organisation, about=version, by=by, request=request)
    return package.name(course, form), content
