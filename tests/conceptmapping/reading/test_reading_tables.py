"""Files of every make become the same rows."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conceptmapping.reading.noted import Noted
from conceptmapping.reading.tables import as_read, read_table

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" \n;,\t\"'|"),
    max_size=12,
)


def table(tmp_path, data: bytes):
    file = tmp_path / "t.csv"
    file.write_bytes(data)
    noted = Noted()
    return read_table(file, noted), noted


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_make_of_file(tmp_path, encoding, separator, line_end):
    rows = [("id", "text", "wie"), ("1", "één, twee; drie | vier", "a"), ("2", 'zei "ja"', "b")]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=line_end).writerows(rows)

    read, _ = table(tmp_path, out.getvalue().encode(encoding))

    assert [row.cells for row in read.rows] == rows
    assert [row.line for row in read.rows] == [1, 2, 3]


@given(rows=st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=6))
def test_what_python_writes_is_read_back(tmp_path_factory, rows):
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([("id", "text"), *rows])

    read, noted = table(tmp_path_factory.mktemp("t"), out.getvalue().encode())

    import unicodedata

    wanted = [tuple(unicodedata.normalize("NFC", c).strip() for c in row) for row in rows]
    assert [row.cells for row in read.rows[1:]] == [row for row in wanted if any(row)]
    assert noted.faults == []


def test_a_row_knows_the_line_on_which_it_begins(tmp_path):
    read, _ = table(tmp_path, b'id,text\n\n1,"een\ntwee\ndrie"\n\n2,x\n')

    assert [row.line for row in read.rows] == [1, 3, 7]


def test_a_quotation_is_kept_and_a_curly_cell_is_not(tmp_path):
    curly = "id,text\n1,“ja, hoor”\n2,“ja” en „nee”\n3,“nee”\n"
    read, noted = table(tmp_path, curly.encode())

    assert [row.cells[1] for row in read.rows] == ["text", "ja, hoor", "“ja” en „nee”", "“nee”"]
    assert [notice.place() for notice in noted.notices] == ["t.csv:2"]


@pytest.mark.parametrize("words", ["x,“a,b”,y", "x\n“a,b”\ny", "“ja, graag”", 'zei "x",“a,b”,y'])
def test_curly_quotes_in_what_a_program_wrote_are_somebodys_words(tmp_path, words):
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([("id", "text", "who"), ("1", words, "a")])

    read, noted = table(tmp_path, out.getvalue().encode())

    assert read.rows[1].cells == ("1", words, "a")
    assert noted.notices == []


@given(text=st.text(st.characters(codec="utf-8"), max_size=20))
def test_what_would_be_read_back_is_read_back(tmp_path_factory, text):
    out = io.StringIO(newline="")
    plain = as_read(text)
    csv.writer(out, lineterminator="\n").writerows([("id", "text"), ("1", plain)])

    read, noted = table(tmp_path_factory.mktemp("t"), out.getvalue().encode())

    assert read.rows[1].cells == ("1", plain)
    assert {notice.code for notice in noted.notices} <= {"mojibake"}
    assert as_read(plain) == plain


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-table"),
        (b"\n\n , ,\n", "empty-table"),
        (b"PK\x03\x04abc", "excel-file"),
        (b"id,te\0xt\n", "not-text"),
        (bytes(range(1, 256)) * 3, "not-text"),
        (b'id,text\n1,"a\n2,b\n', "unclosed-quote"),
        (b"id,text\n1," + b"a" * 30_000, "cell-too-long"),
        (b"id,text\n1," + b"a" * 300_000, "cell-too-long"),
    ],
)
def test_what_is_no_table(tmp_path, data, code):
    read, noted = table(tmp_path, data)

    assert read is None
    assert [fault.code for fault in noted.faults] == [code]
