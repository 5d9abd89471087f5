"""The pictures and sounds of an edition that comes in: each is what its name says, and nothing besides."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from PIL import Image, UnidentifiedImageError

from conceptmapping.errors import Fault
from werkwijs.cards.formats import drawings
from werkwijs.cards.formats.faults import NoPicture, NoSound, NotOnlyAPicture, TellsWhere
from werkwijs.lib import pictures, sounds

_KINDS = {"png": "PNG", "jpg": "JPEG"}
_ENDS = {"PNG": b"IEND\xaeB`\x82", "JPEG": b"\xff\xd9"}
"""The last bytes of a whole picture: nothing is missing, and nothing comes after it."""
_GPS = 0x8825
"""The part of EXIF that says where a photograph was taken."""


def faults(name: str, content: bytes) -> Iterator[Fault]:
    """What is wrong with this file."""
    ending = name.rsplit(".", 1)[-1]
    if name.startswith("sounds/"):
        yield from _of_sound(name, ending, content)
    elif ending == "svg":
        try:
            drawings.check(content)
        except drawings.NotADrawing as wrong:
            yield (
                NotOnlyAPicture(name=name, found=wrong.found)
                if wrong.found
                else NoPicture(name=name)
            )
    else:
        yield from _of_photograph(name, _KINDS[ending], content)


def _of_sound(name: str, ending: str, content: bytes) -> Iterator[Fault]:
    try:
        if sounds.kind(content) == ending:
            return
    except sounds.NotASound:
        pass
    yield NoSound(name=name)


def _of_photograph(name: str, kind: str, content: bytes) -> Iterator[Fault]:
    if len(content) > pictures.LARGEST_BYTES or not content.endswith(_ENDS[kind]):
        yield NoPicture(name=name)
        return
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as opened:
            if opened.width * opened.height > pictures.LARGEST_AREA:
                raise Image.DecompressionBombError
            told_where = _GPS in opened.getexif()
            opened.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        yield NoPicture(name=name)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error):
        yield NoPicture(name=name)  # SyntaxError: Pillow's word for a broken file
    else:
        if told_where:
            yield TellsWhere(name=name)
