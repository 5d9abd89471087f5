"""One file of rows and cells, whatever program wrote it."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from conceptmapping.errors import (
    BlankRows,
    ByteOrderMark,
    CellTooLong,
    ControlCharacters,
    CurlyQuotes,
    EmptyTable,
    ExcelFile,
    FileTooLarge,
    LooseQuotes,
    Mojibake,
    NoSuchFolder,
    NotReadable,
    NotText,
    OtherEncoding,
    OtherSeparator,
    UnclosedQuote,
)
from conceptmapping.reading.noted import Noted

LARGEST_FILE = 64 * 2**20
LONGEST_CELL = 20_000

_SEPARATORS = ",;\t|"
_SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How workbooks begin: zipped ones, and those from before 2007."""
_END = "\x1e end of file"
"""A last row of our own: when it does not come back, an open quotation mark swallowed it."""

_CONTROLS = re.compile(
    "\x1b\\[[0-9;]*[A-Za-z]|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]"
)
_LINE_BREAKS = re.compile("\r\n|\r")
_OTHER_BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_MOJIBAKE = re.compile("Ã[\x80-\xbf©«¨¶¼¯ª]|â€[™œ˜\x9d“”¦]|\ufffd")


class Row(NamedTuple):
    """Cells without white space around them, and the line on which the row begins."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The rows of one file that say something; the first is the header, where there is one."""

    file: str
    rows: tuple[Row, ...]
    separator: str = ","

    @property
    def stem(self) -> str:
        return self.file.rsplit(".", 1)[0].casefold()

    @property
    def header(self) -> tuple[str, ...]:
        return self.rows[0].cells


def shown(path: Path) -> str:
    """A file's name, safe to print: a name on disk may hold any bytes at all."""
    return printable(path.name)


def printable(name: str) -> str:
    """The same name with a question mark for what cannot be shown."""
    return "".join(c if c.isprintable() else "?" for c in name)


def read_table(path: Path, noted: Noted) -> Table | None:
    """Read one file; None where it cannot be, and then a fault says why."""
    file = shown(path)
    text = read_text(path, noted)
    if text is None:
        return None
    lines = text.split("\n")
    separator, first = _separator(lines)
    if separator != ",":
        name = {"\t": "tab"}.get(separator, separator)
        noted.add(OtherSeparator(file=file, separator=name))
    lines = _straightened(lines, separator, first, file, noted)
    rows = _rows(lines, separator, first, file, noted)
    if rows is None:
        return None
    if not rows:
        noted.add(EmptyTable(file=file))
        return None
    return Table(file, tuple(rows), separator)


def read_text(path: Path, noted: Noted) -> str | None:
    """The text of a file in NFC with plain line ends, whatever its encoding; None if it has none.

    Composed and decomposed letters become the same, so that ids compare as people read them.
    """
    file = shown(path)
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            noted.add(
                FileTooLarge(
                    file=file, megabytes=round(size / 2**20), maximum=LARGEST_FILE // 2**20
                )
            )
            return None
        data = path.read_bytes()
    except FileNotFoundError:
        noted.add(NoSuchFolder(file=file, path=file))
        return None
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        noted.add(NotReadable(file=file, reason=reason))
        return None
    if data.startswith(_SIGNATURES):
        noted.add(ExcelFile(file=file))
        return None
    decoded = _decoded(data, file, noted)
    if decoded is None:
        noted.add(NotText(file=file))
        return None
    text, removed = _CONTROLS.subn("", _broken_plainly(decoded))
    if removed:
        if removed > max(20, len(text) // 100):
            noted.add(NotText(file=file))
            return None
        noted.add(ControlCharacters(file=file, count=removed))
    if spoilt := _MOJIBAKE.search(text):
        line = text.count("\n", 0, spoilt.start()) + 1
        noted.add(Mojibake(file=file, line=line, sample=spoilt.group()))
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=8192)  # the same ids, labels and names come by again and again
def as_read(text: str) -> str:
    """A text as it would come back from a cell: plain line ends, no invisible signs, NFC, trimmed."""
    plain = _CONTROLS.sub("", _broken_plainly(text))
    return unicodedata.normalize("NFC", plain).strip()


def _broken_plainly(text: str) -> str:
    return _OTHER_BREAKS.sub(" ", _LINE_BREAKS.sub("\n", text))


def _decoded(data: bytes, file: str, noted: Noted) -> str | None:
    """The text in the first encoding that fits; None for what is no text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _in(data, "utf-16", file, noted)
    if b"\0" in data[:4096]:
        # Text of ours is mostly plain letters: in UTF-16 every other byte of it is zero.
        even, odd = data[:4096:2].count(0), data[1:4096:2].count(0)
        if max(even, odd) < 4 * (min(even, odd) + 1):
            return None
        return _in(data, "utf-16-be" if even > odd else "utf-16-le", file, noted)
    if b"\0" in data:
        return None
    if data.startswith(codecs.BOM_UTF8):
        noted.add(ByteOrderMark(file=file))
        data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    return _in(data, "windows-1252", file, noted) or _in(data, "latin-1", file, noted)


def _in(data: bytes, encoding: str, file: str, noted: Noted) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    strange = len(_CONTROLS.findall(text[:65536]))
    if strange > max(20, len(text[:65536]) // 100):
        return None
    noted.add(OtherEncoding(file=file, encoding=encoding.upper()))
    return text


def _separator(lines: list[str]) -> tuple[str, int]:
    """What separates cells, and the index of the first line that counts."""
    for i, line in enumerate(lines[:100]):
        declared = re.fullmatch(r'"?sep=([,;|\t])"?', line.strip(" "), re.IGNORECASE)
        if declared:
            return declared.group(1), i + 1
        if line.strip():
            outside = re.sub(r'"[^"]*"|“[^”\n]*”', "", line[:LONGEST_CELL])
            return max(_SEPARATORS, key=outside.count), i
    return ",", 0


def _straightened(
    lines: list[str], separator: str, first: int, file: str, noted: Noted
) -> list[str]:
    """Curly quotation marks around cells made straight; those inside a text stay as they are.

    They stand around cells when the first line has them so, or when the separator is between
    them: text between curly quotes may be just that, a quotation.
    """
    if not any("“" in line or "”" in line for line in lines) or _sound(lines, separator, first):
        return lines
    inner = r'([^"“”„\n]*)'
    cell = re.compile(
        rf"(?:(?<=^)|(?<={re.escape(separator)}))[“”„]{inner}[“”](?={re.escape(separator)}|$)"
    )
    everywhere = first < len(lines) and cell.search(lines[first]) is not None
    found = None
    straight = []
    for number, line in enumerate(lines, start=1):
        changed = line
        if "“" in line or "”" in line:
            changed = cell.sub(
                lambda match: (
                    f'"{match.group(1)}"'
                    if everywhere or separator in match.group(1)
                    else match.group(0)
                ),
                line,
            )
            if changed != line and found is None:
                found = number
        straight.append(changed)
    if found is not None:
        noted.add(CurlyQuotes(file=file, line=found))
    return straight


def _sound(lines: list[str], separator: str, first: int) -> bool:
    """Whether a program wrote these rows: written again they are the same, and all are as wide.

    Then curly quotation marks belong to the text: somebody's words hold them.
    """
    told = "\n".join(lines[first:]).rstrip("\n") + "\n"
    try:
        rows = list(csv.reader(io.StringIO(told, newline=""), delimiter=separator))
    except csv.Error:
        return False
    if not rows or any("“" in name or "”" in name for name in rows[0]):
        return False
    again = io.StringIO(newline="")
    csv.writer(again, delimiter=separator, lineterminator="\n").writerows(rows)
    return again.getvalue() == told and len({len(row) for row in rows}) == 1


def _rows(
    lines: list[str], separator: str, first: int, file: str, noted: Noted
) -> list[Row] | None:
    loose = _loose_quotes(lines, separator, first)
    if loose is not None:
        noted.add(LooseQuotes(file=file, line=loose))
    rows: list[Row] = []
    blank: list[int] = []
    source = _Counted(lines, first)
    cells = csv.reader(source, delimiter=separator)
    line = first + 1
    while True:
        try:
            raw = next(cells)
        except csv.Error:
            # Python's reader has one complaint left when it is not strict: a cell without end.
            noted.add(CellTooLong(file=file, line=line, maximum=LONGEST_CELL))
            return None
        if raw == [_END]:
            break
        if raw and raw[-1].endswith(_END):
            noted.add(UnclosedQuote(file=file, line=line))
            return None
        row = tuple(map(str.strip, raw))
        if max(map(len, row), default=0) > LONGEST_CELL:
            noted.add(CellTooLong(file=file, line=line, maximum=LONGEST_CELL))
            return None
        if any(row):
            rows.append(Row(line, row))
        else:
            blank.append(line)
        line = source.taken + 1
    inside = [number for number in blank if rows and number < rows[-1].line]
    if inside:
        noted.add(BlankRows(file=file, line=inside[0], count=len(inside)))
    return rows


class _Counted(Iterator[str]):
    """Lines one by one, counted, with our own last row after them."""

    def __init__(self, lines: list[str], first: int) -> None:
        self.taken = first
        self._lines = lines

    def __next__(self) -> str:
        at = self.taken
        if at > len(self._lines):
            raise StopIteration
        self.taken += 1
        return f"{self._lines[at]}\n" if at < len(self._lines) else _END


def _loose_quotes(lines: list[str], separator: str, first: int) -> int | None:
    """The first line with text after a closing quotation mark; None where there is none."""
    if not any('"' in line for line in lines):
        return None
    source = _Counted(lines, first)
    reader = csv.reader(source, delimiter=separator, strict=True)
    try:
        for row in reader:
            if row == [_END]:
                return None
    except csv.Error as error:
        return source.taken if "expected after" in str(error) else None
    return None
