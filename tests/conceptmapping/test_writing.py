"""A study that was read and written once, is written ever after byte by byte the same."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conceptmapping.errors import UnsoundStudy
from conceptmapping.reading import read
from conceptmapping.writing import files, write

ANYTHING = st.text(st.characters(codec="utf-8"), max_size=12)
WORDS = st.text(
    st.sampled_from(list("abcé e\u0301 ,;|\"'“”\n\t=@<{}|?ëß漢😀\u200b")), max_size=10
).map(lambda text: f"x{text}")
IDS = st.lists(WORDS, min_size=3, max_size=5, unique_by=lambda own: own.casefold().strip())


@st.composite
def folders(draw):
    """Native tables with awkward words, that are mostly sound."""
    ids = draw(IDS)
    people = draw(IDS)
    pile = st.sampled_from(["a", "b", "c", "", "10", "Weet ik niet"])
    tables = {
        "statements": [
            ["id", "text", "origin"],
            *([i, draw(WORDS), draw(st.sampled_from(["", "coach"]))] for i in ids),
        ],
        "sorts": [
            ["participant", "statement", "pile", "label", "seconds"],
            *(
                [p, i, draw(pile), "", draw(st.sampled_from(["", "1.5", "20"]))]
                for p in people
                for i in ids
                if draw(st.booleans())
            ),
            [people[0], ids[0], "a", draw(WORDS), ""],
        ],
        "ratings": [
            ["participant", "statement", "scale", "value", "missing"],
            *(
                [p, i, scale, draw(st.sampled_from(["1", "2.5", "", "5", "NA"])), draw(WORDS)]
                for scale in ("belang", "haalbaar")
                for p in people[:2]
                for i in ids
            ),
        ],
        "participants": [
            ["participant", "group", "weight"],
            *([p, draw(WORDS), draw(st.sampled_from(["", "2", "0,5"]))] for p in people),
        ],
        "ideas": [
            ["id", "text", "participant", "statement", "reason"],
            *([f"i{n}", draw(WORDS), people[0], ids[0], ""] for n in range(2)),
        ],
    }
    # One row may be there twice, or contradict another: then the folder is unsound.
    seen = set()
    tables["sorts"] = [
        row for row in tables["sorts"] if not (tuple(row[:2]) in seen or seen.add(tuple(row[:2])))
    ]
    return tables


FACTS = st.recursive(
    st.one_of(
        ANYTHING,
        st.booleans(),
        st.integers(-(2**53), 2**53),
        st.floats(allow_nan=False),
        st.dates(),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(ANYTHING, inner, max_size=3)
    ),
    max_leaves=8,
)

loosely = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@loosely
@given(tables=folders())
def test_reading_and_writing_settle_at_once(tmp_path_factory, tables):
    at = tmp_path_factory.mktemp("study")
    (at / "in").mkdir()
    for name, rows in tables.items():
        with (at / "in" / f"{name}.csv").open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows(rows)
    try:
        study = read(at / "in")
    except UnsoundStudy:
        return

    write(study, at / "once")
    again = read(at / "once")
    write(again, at / "twice")

    names = sorted(own.name for own in (at / "once").iterdir())
    assert names == sorted(own.name for own in (at / "twice").iterdir())
    for name in names:
        assert (at / "once" / name).read_bytes() == (at / "twice" / name).read_bytes()
    assert again.statements == study.statements
    assert again.sorts.sorters == study.sorts.sorters
    np.testing.assert_array_equal(again.sorts.piles >= 0, study.sorts.piles >= 0)
    np.testing.assert_array_equal(again.sorts.weights, study.sorts.weights)
    np.testing.assert_array_equal(again.sorts.seconds, study.sorts.seconds)
    assert again.participants == study.participants
    assert again.ideas == study.ideas
    assert again.unknown.keys() == study.unknown.keys()
    for scale, ratings in study.ratings.items():
        np.testing.assert_array_equal(again.ratings[scale].values, ratings.values)
        assert again.ratings[scale].scale == ratings.scale


@loosely
@given(facts=st.dictionaries(ANYTHING, FACTS, max_size=4))
def test_facts_are_written_as_toml_that_says_the_same(facts):
    study = replace(EXAMPLE, facts={f"fact {key}": value for key, value in facts.items()})

    told = tomllib.loads(files(study)["study.toml"].decode())

    wanted = {**study.facts}
    assert told == {**{key: told[key] for key in SETTINGS}, **without_dates(wanted)}


def without_dates(value):
    if isinstance(value, dict):
        return {key: without_dates(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_dates(inner) for inner in value]
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


SETTINGS = ("title", "prompt", "language", "minimum_group", "minimum_tested", "invented")


def make_example(at):
    (at / "statements.csv").write_text("id,text\n3,drie\n1,een\n2,twee\n")
    (at / "sorts.csv").write_text(
        "participant,statement,pile,label\nz,2,b,Thuis\nz,1,b,Thuis\nz,3,a,Werk\ny,1,,\ny,2,q,\n"
    )
    return read(at)


@pytest.fixture(scope="module", autouse=True)
def _example(tmp_path_factory):
    global EXAMPLE
    EXAMPLE = make_example(tmp_path_factory.mktemp("example"))


def test_a_study_as_files():
    written = files(EXAMPLE)

    assert written["statements.csv"].decode() == (
        "id,text,origin,short,easy\n3,drie,,,\n1,een,,,\n2,twee,,,\n"
    )
    assert written["sorts.csv"].decode() == (
        "participant,statement,pile,label\nz,1,1,Thuis\nz,2,1,Thuis\nz,3,2,Werk\ny,2,1,\ny,1,,\n"
    )
    assert sorted(written) == ["sorts.csv", "statements.csv", "study.toml"]


def test_weights_that_are_not_in_the_list_of_participants_are_written(tmp_path):
    heavy = replace(EXAMPLE, sorts=EXAMPLE.sorts.weighted({"z": 2.5}))

    write(heavy, tmp_path)

    assert (tmp_path / "participants.csv").read_text() == "participant,weight\nz,2.5\n"
    assert list(read(tmp_path).sorts.weights) == [2.5, 1.0]


def test_files_of_others_in_the_folder_are_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")

    write(EXAMPLE, tmp_path)

    assert (tmp_path / "notes.txt").read_text() == "mine"


@pytest.mark.golden
@pytest.mark.parametrize("name", ["rcmap_sample", "rcmap_sample/raw", "kardsort_toy/raw", "dundun"])
def test_golden_sets_settle_at_once(golden, tmp_path, name):
    once = files(read(golden(name)))
    write(read(golden(name)), tmp_path)

    assert files(read(tmp_path)) == once
