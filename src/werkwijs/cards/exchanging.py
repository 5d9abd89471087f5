"""Editions between organisations: taking one in, handing one over.

What comes in is kept as it is, to the byte; beside it stands who handed it over, and when. Nothing comes in
half: all of it is sound and new, or nothing changes.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings as website
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.signing import BadSignature, TimestampSigner
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from werkwijs.accounts.models import Organisation, Role, User
from werkwijs.audit import noting
from werkwijs.cards import keeping
from werkwijs.cards.edition_document import EditionDocument
from werkwijs.cards.formats import canonical, offered
from werkwijs.cards.formats.faults import AlreadyHere, ChangedUnderTheSameKey, UnsoundEdition
from werkwijs.cards.formats.unpacking import Found
from werkwijs.cards.models import Edition
from werkwijs.lib.tidying import one_line

WAITS = timedelta(hours=6)
"""How long a zip that was looked at waits for the word that it may be kept."""
_WAITING = "cards/waiting"
_SALT = "cards.exchanging"
_FROM = 120


def visible_to(user: User) -> QuerySet[Edition]:
    """Those of the organisations in which somebody runs or reads studies. Every page starts here."""
    held = user.memberships.current().filter(role__in=[Role.FACILITATOR, Role.RESEARCHER])
    found: QuerySet[Edition] = Edition.objects.filter(organisation__in=held.values("organisation"))
    return found.select_related("organisation", "study", "made_by", "translation_of")


# --- in -------------------------------------------------------------------------------


def take_in(
    found: Found,
    *,
    organisation: Organisation,
    received_from: str,
    by: User | noting.Actor,
    request: HttpRequest | None = None,
) -> Edition:
    """Keep it, for this organisation.

    Raises
    ------
    UnsoundEdition
        It is here already (`AlreadyHere`), or another one with its key is.
    """
    try:
        with transaction.atomic():
            Organisation.objects.select_for_update().get(pk=organisation.pk)
            _expect_new(found.document, organisation)
            kept = keeping.keep(
                found.document,
                found.files,
                organisation=organisation,
                by=by if isinstance(by, User) else None,
                received_from=one_line(received_from, _FROM) or _maker(found.document),
                translation_of=_original(found.document, organisation),
            )
            _find_translations(kept)
            noting.note(
                "cards.edition_taken_in",
                by=by,
                about=kept,
                organisation=organisation.pk,
                request=request,
            )
    except IntegrityError:  # somebody did the same at this very moment
        _expect_new(found.document, organisation)
        raise
    return kept


def already(document: EditionDocument, organisation: Organisation) -> Edition | None:
    """The edition with this key that the organisation has."""
    here: Edition | None = Edition.objects.filter(
        organisation=organisation, key=document["key"]
    ).first()
    return here


def hindrance(document: EditionDocument, organisation: Organisation) -> UnsoundEdition | None:
    """Why it cannot be taken in here although it is sound; None when it can."""
    here = already(document, organisation)
    if here is None:
        return None
    facts: dict[str, Any] = {"title": here.title, "number": here.number, "key": str(here.key)}
    if here.digest == canonical.digest(canonical.text(document)):
        return UnsoundEdition([AlreadyHere(**facts)])
    where = list(_differing(here.told, document, ""))
    return UnsoundEdition([ChangedUnderTheSameKey(**facts, where=where)])


def _expect_new(document: EditionDocument, organisation: Organisation) -> None:
    wrong = hindrance(document, organisation)
    if wrong is not None:
        raise wrong


def _differing(one: Any, other: Any, at: str) -> Iterator[str]:
    """Where two documents differ, as near as it can be told."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key in one:
            yield from _differing(one[key], other[key], f"{at}.{key}" if at else key)
        if list(one) != list(other):
            yield at or "order"
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for place, (first, second) in enumerate(zip(one, other, strict=True)):
            yield from _differing(first, second, f"{at}[{place}]")
    elif one != other or type(one) is not type(other):
        yield at or "edition.json"


def _original(document: EditionDocument, organisation: Organisation) -> Edition | None:
    """What it was translated from, where that is here too."""
    key = document.get("translation_of")
    own: Edition | None = (
        Edition.objects.filter(organisation=organisation, key=key).first() if key else None
    )
    return own


def _find_translations(original: Edition) -> None:
    """Translations that came before their original now stand beside it."""
    waiting = Edition.objects.filter(organisation=original.organisation, translation_of=None)
    for edition in waiting.filter(content__contains=f'"translation_of": "{original.key}"'):
        if edition.told.get("translation_of") == str(original.key):
            Edition.objects.filter(pk=edition.pk).update(translation_of=original)


def _maker(document: EditionDocument) -> str:
    """Who made it last, where nobody said who handed it over."""
    return document["made"][-1]["organisation"]


# --- between looking at it and keeping it ---------------------------------------------


def put_aside(handed_in: bytes, *, by: User) -> str:
    """Keep the file until it is decided; what is returned opens it again, for this person only."""
    tidy()
    name = f"{uuid.uuid4().hex}.zip"
    default_storage.save(f"{_WAITING}/{name}", ContentFile(handed_in))
    return _signer(by).sign(name)


def waiting(ticket: str, *, by: User) -> bytes | None:
    """The file that was put aside; None when it is gone, or was somebody else's."""
    name = _name(ticket, by)
    if not name or not default_storage.exists(name):
        return None
    with default_storage.open(name) as opened:
        return bytes(opened.read())


def drop(ticket: str, *, by: User) -> None:
    """It is kept now, or will not be."""
    if name := _name(ticket, by):
        default_storage.delete(name)


def tidy() -> None:
    """What nobody decided about is gone after some hours."""
    if not default_storage.exists(_WAITING):
        return
    for name in default_storage.listdir(_WAITING)[1]:
        place = f"{_WAITING}/{name}"
        if default_storage.get_modified_time(place) < timezone.now() - WAITS:
            default_storage.delete(place)


def _name(ticket: str, by: User) -> str:
    try:
        return f"{_WAITING}/{_signer(by).unsign(ticket, max_age=WAITS)}"
    except BadSignature:
        return ""


def _signer(by: User) -> TimestampSigner:
    return TimestampSigner(salt=f"{_SALT}:{by.pk}")


# --- out ------------------------------------------------------------------------------


def address(edition: Edition, audience: str) -> Callable[[int | None], str] | None:
    """Where everybody finds a card of it, by its number (None: the whole), for the codes that are printed.

    None while it is not published: a code that opens nothing helps nobody.
    """
    if edition.published_at is None:
        return None

    def of(number: int | None) -> str:
        if number is None:
            place = reverse("deck:edition", args=[edition.code])
        else:
            place = reverse("deck:card", args=[edition.code, audience, number])
        return f"{website.BASE_URL}{place}"

    return of


def hand_over(
    edition: Edition, name: str, *, by: User | noting.Actor, request: HttpRequest | None = None
) -> tuple[str, bytes]:
    """One of the files in which an edition leaves (`offered`): what it is called, and what is in it.

    Raises
    ------
    NotOffered
        There is no such file.
    """
    called, content = made(edition, name)
    noting.note(
        "cards.edition_handed_over",
        by=by,
        about=edition,
        study=edition.study.slug if edition.study else "",
        organisation=edition.organisation_id,
        reason=name,
        request=request,
    )
    return called, content


def made(edition: Edition, name: str) -> tuple[str, bytes]:
    """The same, without a word in the log: for what everybody may have.

    Raises
    ------
    NotOffered
        There is no such file.
    """
    document = edition.told
    content = offered.made(name, document, keeping.files_of(edition))
    return offered.download_name(name, document), content
