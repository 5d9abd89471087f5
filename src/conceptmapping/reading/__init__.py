"""Study folders of several kinds in; every fault with its place and remedy.

::

    read(folder)         the study, or UnsoundStudy with all faults
    inspect(folder)      the study if there is one, and everything noted about it
    written(folder)      the rows as they stand in the files, for who keeps them elsewhere
    put_together(rows)   a study from rows that come from elsewhere, checked as those of a folder
    language_of(folder)  the language its study.toml declares

The kind is recognised by content: the native form, RCMap, kardSort/Casolysis, or a plain long
form (``docs/study-folder.md``). An importer is one module with ``KIND``, ``recognises(tables)``
and ``collect(tables, noted)``; a new one is added to ``IMPORTERS``.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from conceptmapping.errors import (
    ExcelFile,
    Fault,
    NoSuchFolder,
    NoTables,
    Notice,
    NotReadable,
    NotUnderstood,
    ReadAs,
    TooManyFiles,
    UnsoundStudy,
)
from conceptmapping.reading import kardsort, longform, native, rcmap
from conceptmapping.reading.about import About, language_of, read_about
from conceptmapping.reading.answers import Answers
from conceptmapping.reading.assembling import assemble
from conceptmapping.reading.enough import shortcomings
from conceptmapping.reading.noted import Enough, Noted
from conceptmapping.reading.tables import Table, printable, read_table, shown
from conceptmapping.study import Study
from conceptmapping.study_folder import SETTINGS

__all__ = [
    "IMPORTERS",
    "Importer",
    "Written",
    "inspect",
    "language_of",
    "put_together",
    "read",
    "written",
]

MOST_FILES = 40


class Importer(Protocol):
    """One form in which studies come."""

    KIND: str

    def recognises(self, tables: Sequence[Table]) -> bool: ...

    def collect(self, tables: Sequence[Table], noted: Noted) -> Answers: ...


IMPORTERS: tuple[Importer, ...] = (native, rcmap, kardsort, longform)
"""In the order in which they are asked."""

_BY_NAME: dict[str, Importer] = {
    "sortedcards": rcmap,
    "sorts": native,
    "statements": native,
}
"""Whose file it is when no importer recognises the content: then a fault can say what lacks."""


def read(folder: Path | str) -> Study:
    """Read a study folder, or a single file in a long form.

    Notices ride on ``study.notices``. Whether there is enough for a map is not asked here.

    Raises
    ------
    UnsoundStudy
        With every fault that was found, each with its place and remedy.
    """
    noted = Noted()
    study = _stopped_in_time(Path(folder), noted)
    if study is None:
        raise UnsoundStudy(noted.all_faults(), noted.notices)
    return study


def inspect(folder: Path | str) -> tuple[Study | None, list[Fault | Notice]]:
    """Say everything there is to say about a study folder; nothing is raised.

    The study is None when it cannot be read. Faults come first; among them is what would keep
    the engine from drawing a map.
    """
    noted = Noted()
    study = _stopped_in_time(Path(folder), noted)
    for said in shortcomings(study) if study else []:
        noted.add(said)
    return study, [*noted.all_faults(), *noted.notices]


@dataclass(frozen=True)
class Written:
    """A study folder row by row, and the study that these rows make.

    The study is None when something is wrong with them: ``found`` says what, faults first. Whether
    there is enough for a map is not asked.
    """

    kind: str
    about: About
    answers: Answers
    study: Study | None
    found: list[Fault | Notice]


def written(folder: Path | str, *, is_native: bool = False) -> Written:
    """Every row of a study folder as it stands there; nothing is raised.

    For whoever keeps answers elsewhere and gives them back later: a study knows how long somebody
    sorted, a row how long one statement took.

    Parameters
    ----------
    is_native
        The folder is known to be of the native form, however little is in it yet.
    """
    noted = Noted()
    taken: tuple[Importer, Answers, About] | None = None
    study = None
    try:
        taken = _collected(Path(folder), noted, native if is_native else None)
        study = assemble(taken[1], taken[2], noted) if taken else None
    except Enough:
        pass
    found: list[Fault | Notice] = [*noted.all_faults(), *noted.notices]
    if taken is None:
        settings = Path(folder) / SETTINGS
        about = read_about(settings, Noted()) if settings.is_file() else About()
        return Written("", about, Answers(), None, found)
    importer, answers, about = taken
    if study is not None:
        study = replace(study, notices=tuple(noted.notices))
    return Written(importer.KIND, about, answers, study, found)


def put_together(answers: Answers, about: About) -> Study:
    """A study from rows that were never in a folder, by the same rules.

    Raises
    ------
    UnsoundStudy
        With every fault that was found.
    """
    noted = Noted()
    study = None
    with contextlib.suppress(Enough):
        study = assemble(answers, about, noted)
    if study is None:
        raise UnsoundStudy(noted.all_faults(), noted.notices)
    return replace(study, notices=tuple(noted.notices))


def _stopped_in_time(folder: Path, noted: Noted) -> Study | None:
    try:
        return _read(folder, noted)
    except Enough:
        return None


def _read(folder: Path, noted: Noted) -> Study | None:
    taken = _collected(folder, noted)
    study = assemble(taken[1], taken[2], noted) if taken else None
    return None if study is None else replace(study, notices=tuple(noted.notices))


def _collected(
    folder: Path, noted: Noted, importer: Importer | None = None
) -> tuple[Importer, Answers, About] | None:
    paths = _files(folder, noted)
    if paths is None:
        return None
    settings = folder / SETTINGS
    about = read_about(settings, noted) if settings.exists() else About()
    tables = [table for path in paths if (table := read_table(path, noted)) is not None]
    if not tables:
        if not noted.faults:
            noted.add(NoTables(file=shown(folder)))
        return None
    importer = importer or _importer(tables)
    if importer is None:
        if not noted.faults:
            noted.add(NotUnderstood(found=[table.file for table in tables]))
        return None
    if importer is not native:
        noted.add(ReadAs(kind=importer.KIND))
    return importer, importer.collect(tables, noted), about


def _files(folder: Path, noted: Noted) -> list[Path] | None:
    """The files with tables in a folder, by name; or the one file that was named.

    None where there is no telling, and then a fault says why.
    """
    try:
        if folder.is_file():
            return [folder]
        if not folder.exists():
            noted.add(NoSuchFolder(path=printable(str(folder))))
            return None
        entries = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        regular = [path for path in entries if path.is_file() or path.is_symlink()]
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        noted.add(NotReadable(file=shown(folder), reason=reason))
        return None
    tables = [path for path in regular if path.suffix.casefold() in (".csv", ".tsv")]
    tables = tables or [path for path in regular if path.suffix.casefold() == ".txt"]
    if len(tables) > MOST_FILES:
        noted.add(TooManyFiles(file=shown(folder), count=len(tables)))
        return None
    if not tables:
        for path in regular:
            if path.suffix.casefold() in (".xlsx", ".xls", ".ods"):
                noted.add(ExcelFile(file=shown(path)))
    return tables


def _importer(tables: Sequence[Table]) -> Importer | None:
    for importer in IMPORTERS:
        if importer.recognises(tables):
            return importer
    stems = {table.stem for table in tables}
    return next((own for stem, own in _BY_NAME.items() if stem in stems), None)
