"""An edition out of a zip that somebody handed over: opened with care, for a zip can hold traps.

Everything is looked at before anything is kept: what comes out of here is sound, or nothing comes out.
"""

from __future__ import annotations

import io
import stat
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from conceptmapping.errors import Fault
from werkwijs.cards.edition_document import EditionDocument
from werkwijs.cards.formats import canonical, media, soundness
from werkwijs.cards.formats.faults import (
    ChangedFile,
    Locked,
    MissingFile,
    NoEdition,
    NotAZip,
    ReachesOutside,
    TooLarge,
    TwiceInZip,
    UnsoundEdition,
)
from werkwijs.cards.formats.packing import DOCUMENT
from werkwijs.lib.zips import SPOILT

MEGABYTE = 2**20
LARGEST_ZIP = 128 * MEGABYTE
MOST_UNPACKED = 256 * MEGABYTE
LARGEST_DOCUMENT = 16 * MEGABYTE
MOST_FILES = 3_000
_OURS = frozenset({DOCUMENT, "cards.csv", "README.txt", "LICENCE.txt"})
_PIECE = 2**16


@dataclass(frozen=True)
class Found:
    document: EditionDocument
    files: dict[str, bytes]
    left: tuple[str, ...]
    """Names of what else was in the zip: no card uses it, and it does not come along."""


def unpacked(handed_in: bytes) -> Found:
    """What is in it.

    Raises
    ------
    UnsoundEdition
        There is something wrong with it; ``faults`` says what.
    """
    if len(handed_in) > LARGEST_ZIP:
        raise _too_large("the zip", "de zip", LARGEST_ZIP)
    try:
        with zipfile.ZipFile(io.BytesIO(handed_in)) as opened:
            return _found(opened)
    except SPOILT:
        raise UnsoundEdition([NotAZip()]) from None


def _found(opened: zipfile.ZipFile) -> Found:
    entries = _entries(opened)
    if DOCUMENT not in entries:
        raise UnsoundEdition([NoEdition()])
    room = _Room(MOST_UNPACKED)
    written = room.read(opened, entries[DOCUMENT], LARGEST_DOCUMENT)
    document = soundness.document(written)
    files: dict[str, bytes] = {}
    faults: list[Fault] = []
    for name, digest in document["files"].items():
        if name not in entries:
            faults.append(MissingFile(name=name))
            continue
        content = room.read(opened, entries[name], MOST_UNPACKED)
        if canonical.digest(content) != digest:
            faults.append(ChangedFile(name=name))
            continue
        faults += media.faults(name, content)
        files[name] = content
    if faults:
        raise UnsoundEdition(faults[: soundness.MOST_SAID])
    left = sorted(entries.keys() - _OURS - files.keys())
    return Found(document, files, tuple(left))


def _entries(opened: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """What is in the zip by its name inside it, without the folder some programs put around everything."""
    whole = [entry for entry in opened.infolist() if not entry.is_dir()]
    if len(whole) > MOST_FILES:
        raise UnsoundEdition(
            [TooLarge(what="the number of files", wat="het aantal bestanden", most=MOST_FILES)]
        )
    paths = [(_path(entry), entry) for entry in whole]
    kept = [(path, entry) for path, entry in paths if _kept(path)]
    tops = {path.parts[0] for path, _ in kept}
    around = len(tops) == 1 and all(len(path.parts) > 1 for path, _ in kept)
    found: dict[str, zipfile.ZipInfo] = {}
    for path, entry in kept:
        name = str(path.relative_to(path.parts[0]) if around else path)
        if name in found:
            raise UnsoundEdition([TwiceInZip(name=name)])
        found[name] = entry
    return found


def _path(entry: zipfile.ZipInfo) -> PurePosixPath:
    """Where an entry wants to go; nowhere but inside."""
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    outside = path.is_absolute() or not path.parts or ".." in path.parts or ":" in path.parts[0]
    if outside or stat.S_ISLNK(entry.external_attr >> 16):
        raise UnsoundEdition([ReachesOutside(name=entry.filename)])
    if entry.flag_bits & 1:
        raise UnsoundEdition([Locked()])
    return path


def _kept(path: PurePosixPath) -> bool:
    return path.parts[0] != "__MACOSX" and not path.name.startswith(".")


class _Room:
    """What may still be unpacked: a zip can say it is small, and unfold without end."""

    def __init__(self, left: int) -> None:
        self.left = left

    def read(self, opened: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
        most = min(most, self.left)
        out = io.BytesIO()
        with opened.open(entry) as source:
            while piece := source.read(_PIECE):
                if out.tell() + len(piece) > most:
                    whole = MOST_UNPACKED if most == self.left else most
                    raise _too_large(entry.filename, entry.filename, whole)
                out.write(piece)
        self.left -= out.tell()
        return out.getvalue()


def _too_large(what: str, wat: str, most: int) -> UnsoundEdition:
    return UnsoundEdition([TooLarge(what=what, wat=wat, most=f"{most // MEGABYTE} MB")])
