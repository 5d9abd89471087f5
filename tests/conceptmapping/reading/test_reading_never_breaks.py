"""Whatever lies in a folder, reading ends in a study or in faults, never in anything else."""

from __future__ import annotations

import shutil
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conceptmapping.errors import UnsoundStudy
from conceptmapping.reading import inspect, read
from conceptmapping.study import Study

GOOD = {
    "statements.csv": "id,text,origin\n1,een,a\n2,twee,b\n3,drie,a\n4,vier,\n",
    "sorts.csv": "participant,statement,pile,label,seconds\n"
    "s1,1,a,Werk,3\ns1,2,a,Werk,4\ns1,3,b,Thuis,5\ns1,4,,,6\ns2,1,1,,\ns2,2,2,,\ns2,3,2,,\n",
    "ratings.csv": "participant,statement,scale,value,missing\ns1,1,belang,3,\ns1,2,belang,,x\n",
    "participants.csv": "participant,group,weight\ns1,jongere,2\ns2,coach,\n",
    "scales.csv": "scale,minimum,maximum,labels\nbelang,1,5,niet||||veel\n",
    "ideas.csv": "id,text,participant,statement\ni1,een idee,s1,1\n",
    "study.toml": 'title = "T"\nlanguage = "nl"\nminimum_group = 5\n[who]\nhow = "x"\n',
}
RCMAP = {
    "Statements.csv": "StatementID,Statement\n1,een\n2,twee\n3,drie\n",
    "SortedCards.csv": "1,Werk,1,2\n1,Thuis,3\n2,Alles,1,2,3\n",
    "Ratings.csv": "RaterID,StatementID,Belang\n1,1,3\n1,2,4\n",
}
KARDSORT = {
    "export.csv": "card_id,card_label,category_id,category_label,user_id\n"
    "1,een,1,Werk,a\n2,twee,1,Werk,a\n1,een,1,x,b\n2,twee,2,y,b\n"
}
LONG = {"alles.csv": "Deelnemer;Uitspraak;Stapel;Belang\na;je slaapt goed;1;3,5\na;je eet;1;4\n"}
FOLDERS = [GOOD, RCMAP, KARDSORT, LONG]

PIECES = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(
        [
            *(b'"', b",", b";", b"\n", b"\r", b"\t", b"\0", b"\xff\xfe", b"\xef\xbb\xbf"),
            *("“".encode(), b"1e999", b"nan", b"-1", b"1.0", b"[[", b"=", b"sep=;\n", b"a@b.nl"),
            *(b"participant", b"statement", b"pile", b"0" * 6000, b"\xc3", b"?", b"{0}", b"%s"),
        ]
    ),
)


def settled(folder: Path) -> None:
    """Reading ends well or badly, and says the same both ways, in both languages."""
    study, found = inspect(folder)
    for said in found:
        for language in ("nl", "en"):
            assert said.what(language)
            assert isinstance(said.remedy(language), str)
    if study is None:
        with pytest.raises(UnsoundStudy) as caught:
            read(folder)
        assert caught.value.faults
    else:
        assert isinstance(read(folder), Study)


ODD = {
    "a key of very many parts": "a." * 20_000 + "b = 1\n",
    "brackets in brackets": "a = " + "[" * 20_000 + "\n",
    "a long number": "a = " + "9" * 6_000 + "\n",
}


@pytest.mark.parametrize("odd", ODD)
def test_settings_as_nobody_writes_them_are_refused_and_take_no_memory(tmp_path, odd):
    for name, text in (GOOD | {"study.toml": ODD[odd]}).items():
        (tmp_path / name).write_text(text)
    tracemalloc.start()

    settled(tmp_path)

    assert "broken-settings" in {said.code for said in inspect(tmp_path)[1]}
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 30_000_000


quietly = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def empty(tmp_path):
    def make() -> Path:
        folder = tmp_path / "study"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    return make


@quietly
@given(
    kind=st.integers(0, len(FOLDERS) - 1),
    changes=st.lists(
        st.tuples(st.integers(0, 10), st.integers(0, 400), st.integers(0, 12), PIECES),
        min_size=1,
        max_size=6,
    ),
)
@example(kind=0, changes=[(0, 0, 0, b"\xff\xfe")])
def test_a_good_folder_with_changes(empty, kind, changes):
    folder = empty()
    files = {name: text.encode() for name, text in FOLDERS[kind].items()}
    for which, at, gone, piece in changes:
        name = sorted(files)[which % len(files)]
        at %= len(files[name]) + 1
        files[name] = files[name][:at] + piece + files[name][at + gone :]
    for name, data in files.items():
        (folder / name).write_bytes(data)

    settled(folder)


@quietly
@given(
    files=st.dictionaries(
        st.sampled_from(["statements.csv", "sorts.csv", "ratings.csv", "study.toml", "x.txt"]),
        st.one_of(st.binary(max_size=300), st.lists(PIECES, max_size=30).map(b"".join)),
        max_size=4,
    )
)
def test_a_folder_of_anything(empty, files):
    folder = empty()
    for name, data in files.items():
        (folder / name).write_bytes(data)

    settled(folder)


@quietly
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "c@d.nl", "1.0", ""]),
            st.sampled_from(["1", "2", "3", "01", "9", ""]),
            st.sampled_from(["x", "y", "", "weet niet", "overig", "?"]),
        ),
        max_size=14,
    )
)
def test_any_rows_of_sorts(empty, rows):
    folder = empty()
    (folder / "statements.csv").write_text(GOOD["statements.csv"])
    text = "".join(",".join(row) + "\n" for row in rows)
    (folder / "sorts.csv").write_text("participant,statement,pile\n" + text)

    settled(folder)
