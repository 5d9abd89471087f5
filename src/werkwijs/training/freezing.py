"""A course becomes a version: numbered, kept to the byte, never changed."""

from __future__ import annotations

import hashlib
import uuid

from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest

from werkwijs.accounts.models import User
from werkwijs.lib.impossible import Impossible
from werkwijs.lib.tidying import one_line
from werkwijs.training import log
from werkwijs.training.composing import compose
from werkwijs.training.course_document import write
from werkwijs.training.models import Course, Version, VersionFile


@transaction.atomic
def freeze(
    course: Course,
    *,
    by: User,
    remark: str = "",
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> Version:
    """The course as it is now; the same ``key`` twice makes one.

    Raises
    ------
    Impossible
        Something stands in the way; `composing.compose` says what.
    """
    own = (
        Course.objects.select_for_update(of=("self",))
        .select_related("organisation", "edition")
        .get(pk=course.pk)
    )
    if key is not None and (made := Version.objects.filter(made_with=key, course=own).first()):
        return made  # type: ignore[no-any-return]
    last = Version.objects.filter(course=own).aggregate(n=Max("number"))["n"] or 0
    composed = compose(own, number=last + 1, remark=one_line(remark, 300))
    if composed.problems:
        raise Impossible("training.not_sound")
    content = write(composed.document)
    version: Version = Version.objects.create(
        organisation=own.organisation,
        course=own,
        edition=own.edition,
        number=last + 1,
        content=content,
        digest=hashlib.sha256(content.encode()).hexdigest(),
        made_by=by,
        made_with=key,
    )
    VersionFile.objects.bulk_create(
        VersionFile(version=version, name=name, content=kept)
        for name, kept in sorted(composed.files.items())
    )
    log.note("training.frozen", own.organisation, about=version, by=by, request=request)
    return version


def files_of(version: Version) -> dict[str, bytes]:
    """Its files by name."""
    return {file.name: bytes(file.content) for file in version.files.all()}
