"""A way of working is taken in, retired, or offered again."""

from __future__ import annotations

from enum import StrEnum

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import Organisation, User
from werkwijs.audit import noting
from werkwijs.frameworks import examples, reading, writing
from werkwijs.frameworks.models import Framework, Handle, Pillar
from werkwijs.frameworks.reading import Told
from werkwijs.lib.impossible import Impossible


class Foreseen(StrEnum):
    """What taking it in will do."""

    NEW = "new"
    BESIDE = "beside"
    """Another version is there, and stays."""
    SAME = "same"
    OTHER_WORDS = "other_words"


def foresee(organisation: Organisation, told: Told) -> Foreseen:
    """What `take_in` will do with it, before anything is kept."""
    versions = Framework.objects.filter(organisation=organisation, key=told.key)
    if there := versions.filter(version=told.version).first():
        return Foreseen.SAME if writing.told_of(there) == told else Foreseen.OTHER_WORDS
    return Foreseen.BESIDE if versions.exists() else Foreseen.NEW


@transaction.atomic
def take_in(
    organisation: Organisation, content: bytes, *, by: User, request: HttpRequest | None = None
) -> Framework:
    """Keep it. What says the same is kept once, also when two people press at the same time.

    Raises
    ------
    reading.Unreadable
        It cannot be read.
    Impossible
        That version is there with other words: give it another version.
    """
    told = reading.read(content)
    facts = ("title", "owner", "licence", "source", "remark")
    kept, is_new = Framework.objects.get_or_create(
        organisation=organisation,
        key=told.key,
        version=told.version,
        defaults={name: getattr(told, name) for name in facts} | {"imported_by": by},
    )
    if is_new:
        _keep_parts(kept, told)
        _note("frameworks.taken_in", kept, by, request)
    elif writing.told_of(kept) != told:
        raise Impossible("frameworks.other_words")
    return kept  # type: ignore[no-any-return]


def _keep_parts(framework: Framework, told: Told) -> None:
    pillars = Pillar.objects.bulk_create(
        Pillar(framework=framework, order=n, name=one.name) for n, one in enumerate(told.pillar)
    )
    Handle.objects.bulk_create(
        Handle(
            pillar=pillar,
            order=n,
            name=one.name,
            line=one.line,
            guidelines=list(one.guidelines),
            aids=list(one.aids),
            ours=one.ours,
        )
        for pillar, part in zip(pillars, told.pillar, strict=True)
        for n, one in enumerate(part.handle)
    )


@transaction.atomic
def take_in_examples(
    organisation: Organisation, *, by: User, request: HttpRequest | None = None
) -> list[Framework]:
    """Those that come along: names their owners published, and placeholders of ours, marked so.

    Raises
    ------
    Impossible
        The organisation has one of these versions with other words; nothing was taken in.
    """
    return [take_in(organisation, file, by=by, request=request) for file in examples.files()]


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
