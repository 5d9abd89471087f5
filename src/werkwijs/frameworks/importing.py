"""A way of working is taken in, retired, or offered again."""

from __future__ import annotations

from importlib.resources import files

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import Organisation, User
from werkwijs.audit import noting
from werkwijs.frameworks import reading
from werkwijs.frameworks.models import Framework, Handle, Pillar
from werkwijs.lib.impossible import Impossible

EXAMPLES = ("lifewise", "jobwise")


@transaction.atomic
def take_in(
    organisation: Organisation, content: bytes, *, by: User, request: HttpRequest | None = None
) -> Framework:
    """Keep it. The same file twice is one.

    Raises
    ------
    reading.Unreadable
        It cannot be read.
    Impossible
        That version is there with other words: give it another version.
    """
    told, digest = reading.read(content)
    there = Framework.objects.filter(
        organisation=organisation, key=told.key, version=told.version
    ).first()
    if there is not None:
        if there.digest != digest:
            raise Impossible("frameworks.other_words")
        return there  # type: ignore[no-any-return]
    made: Framework = Framework.objects.create(
        organisation=organisation,
        key=told.key,
        version=told.version,
        title=told.title,
        owner=told.owner,
        licence=told.licence,
        source=told.source,
        remark=told.remark,
        digest=digest,
        imported_by=by,
    )
    for n, pillar in enumerate(told.pillar):
        row = Pillar.objects.create(framework=made, order=n, name=pillar.name)
        Handle.objects.bulk_create(
            Handle(
                pillar=row,
                order=m,
                name=one.name,
                line=one.line,
                guidelines=list(one.guidelines),
                aids=list(one.aids),
                ours=one.ours,
            )
            for m, one in enumerate(pillar.handle)
        )
    _note("frameworks.taken_in", made, by, request)
    return made


def take_in_examples(
    organisation: Organisation, *, by: User, request: HttpRequest | None = None
) -> list[Framework]:
    """Those that come along: names their owners published, and placeholders of ours, marked so."""
    return [
        take_in(
            organisation,
            files("werkwijs.frameworks").joinpath("example", f"{name}.toml").read_bytes(),
            by=by,
            request=request,
        )
        for name in EXAMPLES
    ]


@transaction.atomic
def retire(
    framework: Framework, *, by: User, retired: bool, request: HttpRequest | None = None
) -> None:
    """No longer offered, or offered again. Twice is once."""
    now = timezone.now() if retired else None
    rows = Framework.objects.filter(pk=framework.pk, retired_at__isnull=retired)
    if rows.update(retired_at=now):
        _note("frameworks.retired" if retired else "frameworks.offered", framework, by, request)


def _note(event: str, framework: Framework, by: User, request: HttpRequest | None) -> None:
    noting.note(
        event, by=by, about=framework, organisation=framework.organisation_id, request=request
    )
