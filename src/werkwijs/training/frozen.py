"""A frozen course, opened once in each process: it never changes, so what was read stays true."""

from __future__ import annotations

from functools import lru_cache

import coursepack as cp
from werkwijs.training.course_document import CourseDocument, for_route
from werkwijs.training.models import Group, Version


@lru_cache(maxsize=16)
def by_digest(pk: int, digest: str) -> CourseDocument:
    """The document of a version, by its row and its digest."""
    return Version.objects.get(pk=pk).told  # type: ignore[no-any-return]


@lru_cache(maxsize=48)
def _course(pk: int, digest: str, route: str) -> cp.Course:
    return for_route(by_digest(pk, digest), route)


def document(version: Version) -> CourseDocument:
    """The document of a version; read it, do not change it."""
    return by_digest(version.pk, version.digest)


def course(version: Version, route: str) -> cp.Course:
    """What one kind of reader goes through."""
    return _course(version.pk, version.digest, route)


def of_group(group: Group) -> cp.Course:
    """What a group follows. The version may come without its content."""
    return course(group.version, group.route)
