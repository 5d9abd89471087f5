"""Pictures that people hand in: looked at, made smaller, and freed of what the camera wrote in them."""

from __future__ import annotations

import io
import struct

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

KINDS = ("JPEG", "PNG", "WEBP", "GIF")
LARGEST_BYTES = 8_000_000
LARGEST_SIDE = 1200
"""Pixels kept of the longer side: enough for a printed card."""
LARGEST_AREA = 50_000_000
"""Pixels a picture may unfold to; more is a trap."""


class NotAPicture(Exception):
    """What was handed in is no picture we can show. ``kind``: "kind", "bytes", "area" or "small"."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(kind)


def cleaned(handed_in: bytes, *, smallest: int = 1) -> bytes:
    """The picture as PNG or JPEG, upright, at most 1200 pixels, without place, camera or comment.

    Of one that moves, the first image is kept.

    Parameters
    ----------
    smallest
        How many pixels its longer side needs.

    Raises
    ------
    NotAPicture
        It is too large or too small, or no JPEG, PNG, WebP or GIF.
    """
    if len(handed_in) > LARGEST_BYTES:
        raise NotAPicture("bytes")
    try:
        with Image.open(io.BytesIO(handed_in), formats=KINDS) as opened:
            if opened.width * opened.height > LARGEST_AREA:
                raise NotAPicture("area")
            if max(opened.size) < smallest:
                raise NotAPicture("small")
            if _as_we_keep_them(opened, handed_in):
                opened.load()
                return handed_in
            upright = ImageOps.exif_transpose(opened)
            see_through = upright.mode in {"RGBA", "LA", "PA", "P"} or "transparency" in opened.info
            bare = _of_eight_bits(upright).convert("RGBA" if see_through else "RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotAPicture("area") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error) as error:
        raise NotAPicture("kind") from error  # SyntaxError: Pillow's word for a broken file
    bare.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    # Pixels only, put on a new sheet: nothing else of the file can come along.
    sheet = Image.frombytes(bare.mode, bare.size, bare.tobytes())
    kept = io.BytesIO()
    if see_through:
        sheet.save(kept, "PNG", optimize=True)
    else:
        sheet.save(kept, "JPEG", quality=85)
    return kept.getvalue()


def _of_eight_bits(picture: Image.Image) -> Image.Image:
    """A grey picture of sixteen bits with its greys; converted as it is, most of it would be white."""
    if picture.mode != "I" and not picture.mode.startswith("I;16"):
        return picture
    greys = np.asarray(picture, dtype=np.int64)
    return Image.fromarray((greys.clip(0, 65535) >> 8).astype(np.uint8))


def moves(handed_in: bytes) -> bool:
    """Whether it holds more than one image, one after another."""
    try:
        with Image.open(io.BytesIO(handed_in), formats=KINDS) as opened:
            return bool(getattr(opened, "is_animated", False))
    except (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError):
        return False


def size(picture: bytes) -> tuple[int, int]:
    """Width and height in pixels of one that `cleaned` made."""
    with Image.open(io.BytesIO(picture)) as opened:
        return opened.size


def _as_we_keep_them(opened: Image.Image, handed_in: bytes) -> bool:
    """A JPEG of at most our size with nothing in it but pixels: made again it would only get worse."""
    end = b"\xff\xd9"
    told = [(name, len(content)) for name, content in getattr(opened, "applist", [])]
    return (
        opened.format == "JPEG"
        and opened.mode == "RGB"
        and max(opened.size) <= LARGEST_SIDE
        and told == [("APP0", 14)]
        and "comment" not in opened.info
        and handed_in.find(end) == len(handed_in) - len(end)
    )
