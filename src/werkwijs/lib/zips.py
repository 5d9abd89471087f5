"""What Python raises over a zip that is spoilt, or is none: one name for a handful of errors."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

SPOILT = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(NotImplementedError, EOFError, OSError, RuntimeError, ValueError, OverflowError),
)
"""From opening to the last byte. RuntimeError is a password, NotImplementedError a way of packing we lack."""
