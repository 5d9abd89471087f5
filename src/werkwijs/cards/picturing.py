"""Giving a text its picture: one of the bundled pictograms, or one of somebody's own."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest

from werkwijs.accounts.models import User
from werkwijs.audit import noting
from werkwijs.cards import pictograms, writing
from werkwijs.cards.edition_document import ALT, CREDIT
from werkwijs.cards.holding import held
from werkwijs.cards.models import Text
from werkwijs.lib import pictures
from werkwijs.lib.pictures import NotAPicture
from werkwijs.lib.tidying import one_line
from werkwijs.studies import media

SMALLEST = 200
"""Pixels of the longer side; a smaller one is a blot on paper."""
SHARP = 600
"""Pixels of the longer side with which a picture of 5 cm is sharp in print."""
TYPES = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg"}
"""End of the name -> what a browser is told it is."""


@dataclass(frozen=True)
class Shown:
    """The picture of a text, with all that an edition says of it."""

    content: bytes
    ending: str
    """svg, png or jpg."""
    alt: str
    credit: str
    source: str
    """``mulberry:bicycle`` for a pictogram, "own" for an own one."""

    @property
    def type(self) -> str:
        return TYPES[self.ending]


def shown(text: Text) -> Shown | None:
    """The picture of a text; None where it has none."""
    if text.pictogram:
        try:
            pictogram = pictograms.get(text.pictogram)
        except pictograms.NoSuchPictogram:
            return None
        return Shown(
            content=pictograms.svg(pictogram.name),
            ending="svg",
            alt=text.picture_alt,
            credit=pictograms.credit(pictogram.name, text.card.study.language),
            source=pictogram.source,
        )
    found = media.read(text.picture)
    if found is None:
        return None
    return Shown(*found, alt=text.picture_alt, credit=text.picture_credit, source="own")


@transaction.atomic
def choose(
    text: Text, name: str, *, by: User, alt: str = "", request: HttpRequest | None = None
) -> None:
    """Give it a pictogram, described with ``alt`` or else as the set does; an own picture goes.

    Raises
    ------
    NoSuchPictogram
        There is none of this name; the text keeps what it had.
    """
    pictogram = pictograms.get(name)
    now = held(text)
    media.drop(now.picture)
    now.pictogram, now.picture, now.picture_credit = pictogram.name, "", ""
    now.picture_alt = one_line(alt, ALT) or pictogram.alt(now.card.study.language)
    _changed(now, by, "pictogram", request)


@transaction.atomic
def keep_own(
    text: Text,
    handed_in: bytes,
    *,
    alt: str,
    credit: str,
    by: User,
    request: HttpRequest | None = None,
) -> Shown:
    """Give it a picture of somebody's own, without place and camera; a pictogram goes.

    Raises
    ------
    NotAPicture
        What was handed in is none, or unfit for a card; the text keeps what it had. Its kind may be "svg".
    """
    if _is_svg(handed_in):
        raise NotAPicture("svg")
    clean = pictures.cleaned(handed_in, smallest=SMALLEST)
    now = held(text)
    now.pictogram = ""
    media.replace(now.picture, "picture.png" if clean.startswith(_PNG) else "picture.jpg", clean)
    now.picture_alt, now.picture_credit = one_line(alt, ALT), one_line(credit, CREDIT)
    _changed(now, by, "own", request)
    kept = shown(now)
    assert kept is not None  # noqa: S101 - just written
    return kept


@transaction.atomic
def describe(
    text: Text, *, alt: str, credit: str, by: User, request: HttpRequest | None = None
) -> None:
    """Other words about the same picture; a pictogram keeps the credit of its set."""
    now = held(text)
    now.picture_alt = one_line(alt, ALT)
    if not now.pictogram:
        now.picture_credit = one_line(credit, CREDIT)
    _changed(now, by, "described", request)


@transaction.atomic
def remove(text: Text, *, by: User, request: HttpRequest | None = None) -> None:
    """No picture; doing it twice is doing it once."""
    now = held(text)
    if not (now.pictogram or now.picture):
        return
    media.drop(now.picture)
    now.pictogram, now.picture = "", ""
    now.picture_alt, now.picture_credit = "", ""
    _changed(now, by, "removed", request)


def unsharp(picture: Shown) -> bool:
    """Whether it would be unsharp on a printed card."""
    return picture.ending != "svg" and max(pictures.size(picture.content)) < SHARP


def _changed(text: Text, by: User, how: str, request: HttpRequest | None) -> None:
    """Who approved it saw another picture: it is a draft again. Where nothing differs, nothing happens."""
    kept = Text.objects.get(pk=text.pk)
    if all(getattr(kept, name) == getattr(text, name) for name in _FIELDS):
        return
    text.save(update_fields=list(_FIELDS))
    writing.changed(text)
    study = text.card.study
    noting.note(
        "cards.picture_changed",
        by=by,
        about=text,
        study=study.slug,
        organisation=study.organisation_id,
        reason=how,
        request=request,
    )


_FIELDS = ("pictogram", "picture", "picture_alt", "picture_credit")
_PNG = b"\x89PNG"


def _is_svg(handed_in: bytes) -> bool:
    """Told apart only to say why: a drawing can hold script, and draws on things from elsewhere."""
    return b"<svg" in handed_in[:4096].lower() and not handed_in.startswith(_PNG)
