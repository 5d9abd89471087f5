"""Files packed together so that the same content gives the same bytes, whenever it is packed."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_WHEN = (1980, 1, 1, 0, 0, 0)  # the earliest moment a zip file can hold
_READABLE = 0o644 << 16


def pack(files: Mapping[str, bytes]) -> bytes:
    """A zip file with these files, in this order."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, _WHEN)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = _READABLE
            entry.create_system = 3  # the same on every system
            archive.writestr(entry, content)
    return packed.getvalue()


def unpack(packed: bytes) -> dict[str, bytes]:
    """The files in a zip file, in order."""
    with ZipFile(io.BytesIO(packed)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def steady(packed: bytes) -> bytes:
    """The same zip file, without the moment it was made."""
    return pack(unpack(packed))
