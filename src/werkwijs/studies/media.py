"""Pictures and sounds of statements: kept after a look inside, and handed to whoever may have them."""

from __future__ import annotations

import re

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse

from werkwijs.lib import bare_sounds, pictures, sounds
from werkwijs.studies.models import Statement

Found = tuple[bytes, str]
"""What is in the file, and what a browser is told it is."""


def set_picture(statement: Statement, handed_in: bytes | None, alt: str) -> None:
    """Give it this picture, or, without one, only another description.

    Raises
    ------
    NotAPicture
        What was handed in is none; the statement keeps what it had.
    """
    if handed_in is not None:
        clean = pictures.cleaned(handed_in)
        ending = "png" if clean[:4] == b"\x89PNG" else "jpg"
        replace(statement.picture, f"picture.{ending}", clean)
    statement.picture_alt = alt
    statement.save(update_fields=["picture", "picture_alt"])


def remove_picture(statement: Statement) -> None:
    drop(statement.picture)
    statement.picture, statement.picture_alt = "", ""
    statement.save(update_fields=["picture", "picture_alt"])


def set_sound(statement: Statement, handed_in: bytes) -> None:
    """Give it this recording, without what a phone wrote beside the sound: who spoke, and where.

    Raises
    ------
    NotASound
        What was handed in is none; the statement keeps what it had.
    """
    clean = bare_sounds.bare(handed_in)
    replace(statement.sound, f"sound.{sounds.kind(clean)}", clean)
    statement.save(update_fields=["sound"])


def remove_sound(statement: Statement) -> None:
    drop(statement.sound)
    statement.sound = ""
    statement.save(update_fields=["sound"])


def picture(statement: Statement) -> Found | None:
    """The picture of a statement; None where it has none."""
    found = read(statement.picture)
    return found and (found[0], "image/png" if found[1] == "png" else "image/jpeg")


def sound(statement: Statement) -> Found | None:
    """The recording of a statement; None where it has none."""
    found = read(statement.sound)
    return found and (found[0], sounds.KINDS[found[1]])


def answer(request: HttpRequest, found: Found) -> HttpResponse:
    """The file, or the part of it that a player asks for: without parts, iPhones play no sound."""
    content, kind = found
    part = re.fullmatch(r"bytes=([0-9]{0,15})-([0-9]{0,15})", request.headers.get("Range", ""))
    response = HttpResponse(content, content_type=kind)
    if part and any(part.groups()):
        first, last = _part(part, len(content))
        if first > last:
            refused = HttpResponse(status=416)
            refused.headers["Content-Range"] = f"bytes */{len(content)}"
            return refused
        response = HttpResponse(content[first : last + 1], content_type=kind, status=206)
        response.headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Disposition"] = "inline"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _part(asked: re.Match[str], length: int) -> tuple[int, int]:
    begin, end = asked.groups()
    if not begin:
        return max(0, length - int(end)), length - 1
    return int(begin), min(int(end), length - 1) if end else length - 1


def read(file: FieldFile) -> tuple[bytes, str] | None:
    if not file or not file.storage.exists(file.name or ""):
        return None
    with file.open("rb") as opened:
        return opened.read(), (file.name or "").rsplit(".", 1)[-1]


def replace(file: FieldFile, name: str, content: bytes) -> None:
    drop(file)
    file.save(name, ContentFile(content), save=False)


def drop(file: FieldFile) -> None:
    """Delete it once the row is saved without it, and not before."""
    if file:
        storage, name = file.storage, file.name or ""
        transaction.on_commit(lambda: storage.delete(name))
