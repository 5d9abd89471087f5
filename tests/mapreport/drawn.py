"""Small figures for tests: what a report needs of a figure, without drawing one."""

import struct
import zlib
from dataclasses import dataclass


def png(width: int = 40, height: int = 30) -> bytes:
    """A white picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    rows = (b"\0" + b"\xff" * width * 3) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


@dataclass(frozen=True)
class Drawn:
    name: str
    title: str = "A figure"
    description: str = "Dots on a plane."
    svg: str = (
        '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10" width="10pt">'
        "<title>A figure</title><desc>Dots on a plane.</desc>"
        '<defs><clipPath id="clip"><rect width="5" height="5"/></clipPath><path id="dot"/></defs>'
        '<g clip-path="url(#clip)"><use xlink:href="#dot"/><text>1</text></g></svg>'
    )
    png: bytes = png()


FIGURES = [
    Drawn(name, title=f"Figure of the {name}", description=f"What the {name} looks like.")
    for name in ("cluster-map", "rating-map-belang", "rating-map-haalbaarheid", "tree", "novelty")
]
