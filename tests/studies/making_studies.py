"""Awkward studies too large, or too odd, to keep as files."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np

STATEMENTS = "id,text\n" + "".join(f"{i},uitspraak nummer {i}\n" for i in range(1, 7))
SORTS = "participant,statement,pile\n" + "".join(
    f"s{s},{i},{(i * s) % 3}\n" for s in (1, 2, 3) for i in range(1, 7)
)
TEN_MB = 10 * 2**20


def _folder(at: Path, **files: bytes | str) -> Path:
    at.mkdir()
    content: dict[str, bytes | str] = {"statements": STATEMENTS, "sorts": SORTS, **files}
    for name, text in content.items():
        data = text if isinstance(text, bytes) else text.encode()
        (at / f"{name}.csv").write_bytes(data)
    return at


def ten_mb_of_bytes(at: Path) -> Path:
    return _folder(at, sorts=np.random.default_rng(1).bytes(TEN_MB))


def ten_mb_of_letters(at: Path) -> Path:
    letters = np.frombuffer(b"abcdefghij ,;\n\"'", dtype=np.uint8)
    return _folder(at, sorts=np.random.default_rng(1).choice(letters, TEN_MB).tobytes())


def ten_mb_on_one_line(at: Path) -> Path:
    return _folder(at, sorts=SORTS + "s4,1," + "a" * TEN_MB + "\n")


def ten_mb_of_quotes(at: Path) -> Path:
    return _folder(at, sorts=SORTS + 's4,1,"' + '""' * (TEN_MB // 2) + '"\n')


def ten_mb_of_commas(at: Path) -> Path:
    return _folder(at, sorts=SORTS + "," * TEN_MB + "a\n")


def ten_mb_of_wrong_rows(at: Path) -> Path:
    rows = "".join(
        f"s4,een onbekende uitspraak met een lang nummer {i},a\n" for i in range(200_000)
    )
    return _folder(at, sorts=SORTS + rows)


def seventy_mb(at: Path) -> Path:
    folder = _folder(at)
    os.truncate(folder / "sorts.csv", 70 * 2**20)
    return folder


def no_such_folder(at: Path) -> Path:
    return at / "bestaat" / "niet"


def empty_folder(at: Path) -> Path:
    at.mkdir()
    return at


def one_text_file(at: Path) -> Path:
    at.write_text("Beste allemaal,\n\nhierbij de studie.\n", encoding="utf-8")
    return at


def one_picture(at: Path) -> Path:
    at.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100)
    return at


def one_statements_file(at: Path) -> Path:
    file = at.with_suffix(".csv")
    file.write_text(STATEMENTS, encoding="utf-8")
    return file


def link_to_itself(at: Path) -> Path:
    at.symlink_to(at)
    return at


def file_that_links_to_itself(at: Path) -> Path:
    folder = _folder(at)
    (folder / "sorts.csv").unlink()
    (folder / "sorts.csv").symlink_to("sorts.csv")
    return folder


def folder_called_sorts(at: Path) -> Path:
    folder = _folder(at)
    (folder / "sorts.csv").unlink()
    (folder / "sorts.csv").mkdir()
    return folder


def forty_one_tables(at: Path) -> Path:
    return _folder(at, **{f"tabel{i}": "a,b\n1,2\n" for i in range(41)})


def name_that_is_no_text(at: Path) -> Path:
    folder = _folder(at)
    strange = os.fsencode(folder) + b"/sor\xffts\x1b[31m.csv"
    Path(os.fsdecode(strange)).write_bytes(b"\x00\x01\x02" * 40)
    return folder


def path_with_a_zero(at: Path) -> Path:
    return Path(f"{at}\0/studie")


def name_without_end(at: Path) -> Path:
    return at / ("a" * 5000)


MADE: dict[str, Callable[[Path], Path]] = {
    function.__name__.replace("_", "-"): function
    for function in (
        *(ten_mb_of_bytes, ten_mb_of_letters, ten_mb_on_one_line, ten_mb_of_quotes),
        *(ten_mb_of_commas, ten_mb_of_wrong_rows, seventy_mb, no_such_folder, empty_folder),
        *(one_text_file, one_picture, one_statements_file, link_to_itself),
        *(file_that_links_to_itself, folder_called_sorts, forty_one_tables),
        *(name_that_is_no_text, path_with_a_zero, name_without_end),
    )
}
