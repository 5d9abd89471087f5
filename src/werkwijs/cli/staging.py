"""A result that is there as a whole or not at all.

Everything is written into a folder beside the one that was asked for, and moved into place at
the end. Files of others are never removed: when a result takes the place of an earlier one, what
was not part of that moves along, and what somebody changed in it by hand stays under another name.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import itertools
import json
import os
import re
import secrets
import shutil
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import NoReturn

from conceptmapping.errors import Fault
from werkwijs.cli.faults import PlaceInUse, PlaceIsFile, PlaceNotWritable

RESULT = frozenset(
    {
        *("map.json", "report.html", "report.docx", "tables.xlsx", "slides.pptx"),
        *("conmapt.csv", "bundle.zip", "checksums.sha256"),
    }
)
"""The files of a result; besides, the pictures in ``figures``."""
EDITABLE = ("report.docx", "slides.pptx", "tables.xlsx")
"""What people go on working in; ``sha256sum -c checksums.sha256`` tells whether they did."""
CHECKSUMS = "checksums.sha256"
FIGURES = "figures"
FIGURE = re.compile(
    r"(point-map|cluster-map|tree|stability|rating-map(-[a-z0-9-]+)?"
    r"|(go-zone|pattern-match)(-\d+)?)\.(svg|png)"
)
"""The names of our pictures: one that somebody made of it stays."""


def objection(out: Path) -> Fault | None:
    """What stands in the way of a result in ``out``; None when nothing does."""
    try:
        if out.is_dir():
            if any(out.iterdir()) and not _earlier_result(out):
                return PlaceInUse(path=str(out))
            return None if os.access(out.resolve().parent, os.W_OK) else _closed(out)
        if out.exists() or out.is_symlink():
            return PlaceIsFile(path=str(out))
        above = next(parent for parent in out.absolute().parents if parent.exists())
        if not above.is_dir():
            return PlaceIsFile(path=str(above))
        return None if os.access(above, os.W_OK) else _closed(out)
    except (OSError, ValueError, RuntimeError) as error:
        return _not_writable(out, error)


@contextlib.contextmanager
def staged(out: Path) -> Iterator[Path]:
    """A folder to write in; it becomes ``out`` when all went well, and is gone when not.

    Raises
    ------
    PlaceNotWritable
        The disk is full or closed; ``out`` is as it was.
    """
    try:
        # ``out`` may be a link to a folder elsewhere: the link stays.
        place = out.resolve()
        made = _make(place.parent)
        stage = place.parent / f".werkwijs-{secrets.token_hex(6)}"
        stage.mkdir()
    except (OSError, RuntimeError) as error:
        raise _not_writable(out, error) from error
    finished = False
    try:
        with _stopping_politely():
            yield stage
            _record(stage)
            with _undisturbed():
                _move(stage, place)
                finished = True
    except OSError as error:
        raise _not_writable(out, error) from error
    finally:
        if not finished:
            shutil.rmtree(stage, ignore_errors=True)
            for folder in reversed(made):
                with contextlib.suppress(OSError):
                    folder.rmdir()


def _make(folder: Path) -> list[Path]:
    """Make a folder and those above it; the ones that were not there, from above."""
    new = [parent for parent in (folder, *folder.parents) if not parent.exists()][::-1]
    folder.mkdir(parents=True, exist_ok=True)
    return new


def _move(stage: Path, place: Path) -> None:
    if not place.exists():
        stage.rename(place)
        return
    aside = place.parent / f".werkwijs-{secrets.token_hex(6)}"
    place.rename(aside)
    try:
        stage.rename(place)
    except OSError:
        aside.rename(place)
        raise
    _carry(aside, place)
    # What is left is the earlier result, and nothing else.
    shutil.rmtree(aside)


def edited(out: Path) -> dict[str, str]:
    """What somebody changed by hand in an earlier result, and the name under which it will stay."""
    try:
        told = (out / CHECKSUMS).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    recorded = {name: digest for digest, _, name in (x.partition("  ") for x in told.splitlines())}
    return {
        name: _free_name(out, name)
        for name in EDITABLE
        if name in recorded and (out / name).is_file() and _digest(out / name) != recorded[name]
    }


def _record(stage: Path) -> None:
    written = [name for name in EDITABLE if (stage / name).exists()]
    if written:
        lines = "".join(f"{_digest(stage / name)}  {name}\n" for name in written)
        (stage / CHECKSUMS).write_text(lines, encoding="utf-8")


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _free_name(folder: Path, name: str) -> str:
    stem, _, ending = name.rpartition(".")
    numbers = itertools.count(1)
    return next(
        free for n in numbers if not (folder / (free := f"{stem}-edited-{n}.{ending}")).exists()
    )


def _carry(old: Path, new: Path) -> None:
    """Move everything that is not part of a result, or no longer as we made it."""
    for name, kept in edited(old).items():
        (old / name).rename(new / kept)
    for entry in sorted(old.iterdir()):
        if entry.name == FIGURES and entry.is_dir() and not entry.is_symlink():
            foreign = [own for own in entry.iterdir() if not FIGURE.fullmatch(own.name)]
            if foreign:
                (new / FIGURES).mkdir(exist_ok=True)
            for own in foreign:
                own.rename(new / FIGURES / own.name)
        elif entry.name not in RESULT and not (new / entry.name).exists():
            entry.rename(new / entry.name)


def _earlier_result(out: Path) -> bool:
    try:
        told = json.loads((out / "map.json").read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(told, dict) and {"schema", "engine"} <= told.keys()


@contextlib.contextmanager
def _stopping_politely() -> Iterator[None]:
    """Let a request to stop, such as a computer that shuts down, end as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Let a request to stop wait: halfway a move there would be no result at all."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []
    signals = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(one, lambda own, _frame: asked.append(own)) for one in signals]
    try:
        yield
    finally:
        for one, handler in zip(signals, before, strict=True):
            signal.signal(one, handler)


_OORZAAK = {
    errno.EACCES: "daar mag je niet schrijven",
    errno.EPERM: "daar mag je niet schrijven",
    errno.EROFS: "daar mag niemand schrijven",
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "je ruimte op de schijf is op",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.ENOENT: "die plaats bestaat niet",
    errno.ELOOP: "een koppeling die naar zichzelf wijst",
}
"""Why a computer does not write, in Dutch; it says so itself in English only."""


def _closed(out: Path) -> PlaceNotWritable:
    return _not_writable(out, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))


def _not_writable(out: Path, error: BaseException) -> PlaceNotWritable:
    # Python finds a link that points to itself before the system does.
    number: int = (
        errno.ELOOP if isinstance(error, RuntimeError) else getattr(error, "errno", 0) or 0
    )
    reason = os.strerror(number) if number else type(error).__name__
    return PlaceNotWritable(path=str(out), reason=reason, oorzaak=_OORZAAK.get(number, reason))
