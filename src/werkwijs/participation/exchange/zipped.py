"""A study folder that comes as one file: unpacked with care, for a zip can hold traps."""

from __future__ import annotations

import contextlib
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO

from conceptmapping.errors import UnsoundStudy
from werkwijs.lib.zips import SPOILT
from werkwijs.participation.exchange.faults import NotSafe
from werkwijs.participation.exchange.folder import MEDIA

LARGEST_UPLOAD = 64 * 2**20
MOST_UNPACKED = 256 * 2**20
"""Bytes, whatever the zip says itself: it is counted while unpacking."""
MOST_FILES = 2_000
_TABLES = {".csv", ".tsv", ".txt", ".toml"}
_PIECE = 2**16


@contextlib.contextmanager
def unpacked(handed_in: IO[bytes], name: str) -> Iterator[Path]:
    """A folder with the tables and media of a zip, or the one table that was handed in; gone afterwards.

    Raises
    ------
    UnsoundStudy
        The zip cannot be opened, is too large, or reaches outside its folder.
    """
    with TemporaryDirectory(prefix="werkwijs-") as place:
        folder = Path(place) / "study"
        folder.mkdir()
        if PurePosixPath(name).suffix.lower() in {".csv", ".tsv"}:
            table = folder / "table.csv"
            _copy(handed_in, table, LARGEST_UPLOAD)
            yield table
            return
        try:
            with zipfile.ZipFile(handed_in) as packed:
                _unpack(packed, folder)
        except SPOILT as error:
            raise _refused("it cannot be opened", "het gaat niet open") from error
        yield folder


def _unpack(packed: zipfile.ZipFile, folder: Path) -> None:
    entries = [entry for entry in packed.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES:
        raise _refused("it holds too many files", "er zitten te veel bestanden in")
    room = MOST_UNPACKED
    top = _top(entries)
    for entry in entries:
        path = _path(entry)
        if not _kept(path):
            continue
        inside = path.relative_to(top) if top else path
        if not _wanted(inside):
            continue
        target = folder / inside
        target.parent.mkdir(exist_ok=True)
        with packed.open(entry) as source:
            room -= _copy(source, target, room)


def _path(entry: zipfile.ZipInfo) -> PurePosixPath:
    """Where an entry wants to go; nowhere but inside."""
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    outside = path.is_absolute() or not path.parts or ".." in path.parts or ":" in path.parts[0]
    if outside or stat.S_ISLNK(entry.external_attr >> 16):
        raise _refused("a file in it reaches outside its folder", "een bestand wijst buiten de map")
    if entry.flag_bits & 1:
        raise _refused("it is locked with a password", "er zit een wachtwoord op")
    return path


def _top(entries: list[zipfile.ZipInfo]) -> PurePosixPath | None:
    """The folder in which everything lies, where there is one."""
    seen = {path.parts[0] for entry in entries if _kept(path := _path(entry))}
    alone = len(seen) == 1 and all(len(_path(e).parts) > 1 for e in entries if _kept(_path(e)))
    return PurePosixPath(seen.pop()) if alone and MEDIA not in seen else None


def _kept(path: PurePosixPath) -> bool:
    return path.parts[0] != "__MACOSX" and not path.name.startswith(".")


def _wanted(inside: PurePosixPath) -> bool:
    if len(inside.parts) == 1:
        return inside.suffix.lower() in _TABLES
    return len(inside.parts) == 2 and inside.parts[0] == MEDIA


def _copy(source: IO[bytes], target: Path, room: int) -> int:
    """Write at most so many bytes; how many it were."""
    written = 0
    with target.open("wb") as out:
        while piece := source.read(_PIECE):
            written += len(piece)
            if written > room:
                raise _refused("it is too large", "het is te groot")
            out.write(piece)
    return written


def _refused(why: str, waarom: str) -> UnsoundStudy:
    return UnsoundStudy([NotSafe(why=why, waarom=waarom)])
