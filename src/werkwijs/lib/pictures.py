"""Pictures that people hand in: looked at, made smaller, and freed of what the camera wrote in them."""

from __future__ import annotations

import io
import struct

from PIL import Image, ImageOps, UnidentifiedImageError

KINDS = ("JPEG", "PNG", "WEBP", "GIF")
LARGEST_BYTES = 8_000_000
LARGEST_SIDE = 1200
"""Pixels kept of the longer side: enough for a printed card."""
LARGEST_AREA = 50_000_000
"""Pixels a picture may unfold to; more is a trap."""


class NotAPicture(Exception):
    """What was handed in is no picture we can show. ``kind``: "kind", "bytes" or "area"."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(kind)


def cleaned(handed_in: bytes) -> bytes:
    """The picture as PNG or JPEG, upright, at most 1200 pixels, without place, camera or comment.

    Raises
    ------
    NotAPicture
        It is too large, or no JPEG, PNG, WebP or GIF.
    """
    if len(handed_in) > LARGEST_BYTES:
        raise NotAPicture("bytes")
    try:
        with Image.open(io.BytesIO(handed_in), formats=KINDS) as opened:
            if opened.width * opened.height > LARGEST_AREA:
                raise NotAPicture("area")
            if _as_we_keep_them(opened, handed_in):
                opened.load()
                return handed_in
            upright = ImageOps.exif_transpose(opened)
            see_through = upright.mode in {"RGBA", "LA", "P"}
            bare = upright.convert("RGBA" if see_through else "RGB")
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
