"""The workbook: opens elsewhere, real numbers, text that stays text, the same bytes twice."""

import io
import shutil
import subprocess
import zipfile

import numpy as np
import openpyxl
import pytest
from document_factory import make_document

from mapreport import tables
from mapreport.wording import words

SOFFICE = shutil.which("soffice")


def similarity(n, missing=False):
    matrix = np.random.default_rng(1).random((n, n))
    matrix = (matrix + matrix.T) / 2
    np.fill_diagonal(matrix, 1.0)
    if missing:
        matrix[0, 1] = matrix[1, 0] = np.nan
    return matrix


def opened(document, language="nl", matrix=None):
    book = openpyxl.load_workbook(io.BytesIO(tables.render(document, language, matrix)))
    return book, lambda key: book[words("tables", language)("sheet", key)]


def records(sheet):
    header, *rows = sheet.iter_rows(values_only=True)
    full = [row for row in rows if row[1:] != (None,) * (len(row) - 1)]
    return [dict(zip(header, row, strict=True)) for row in full]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_sheet_is_there_with_a_frozen_header(language):
    book, _ = opened(make_document(), language, similarity(24))
    w = words("tables", language)
    keys = [sheet.key for sheet in tables.sheets(make_document(), language, similarity(24))]

    assert book.sheetnames == [w("sheet", key) for key in keys]
    assert {"readme", "statements", "sorters", "replay", "similarity", "settings"} <= set(keys)
    assert all(sheet.freeze_panes in ("A2", "B2") for sheet in book)


def test_numbers_are_numbers_as_in_the_document():
    document = make_document(statements=30, clusters=5)
    _, sheet = opened(document)

    for row, statement in zip(records(sheet("statements")), document["statements"], strict=True):
        assert row["uitspraak"] == int(statement["id"])
        assert row["x"] == pytest.approx(statement["x"])
        assert row["cluster"] == statement["cluster"]
        assert row["blijft"] == pytest.approx(statement["stays"])
        assert row["ellips hoek (°)"] == pytest.approx(np.degrees(statement["ellipse"]["angle"]))
    for row, person in zip(records(sheet("sorters")), document["quality"], strict=False):
        assert row["deelnemer"] == person["participant"]
        assert row["samenhang met de anderen"] == pytest.approx(person["correlation"])


def test_ids_that_are_no_numbers_stay_as_they_are():
    document = make_document(statements=6, clusters=2, scales={})
    document["statements"][0]["id"] = "01"
    _, sheet = opened(document)

    assert [row["uitspraak"] for row in records(sheet("statements"))][:2] == ["01", "2"]


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "{=1}"])
def test_text_of_participants_never_computes(evil):
    document = make_document(statements=8, clusters=2)
    document["statements"][0]["text"] = evil
    document["clusters"][0]["labels"][0]["label"] = evil
    document["excluded"] = [{"participant": evil, "reason": evil}]
    document["study"]["prompt"] = evil
    book, sheet = opened(document)

    assert sheet("statements")["B2"].value == evil
    assert {cell.data_type for page in book for row in page.iter_rows() for cell in row} <= {
        "s",
        "n",
    }


def test_those_left_out_are_listed_with_their_reason():
    _, sheet = opened(make_document(), "en")
    last = records(sheet("sorters"))[-1]

    assert (last["participant"], last["in the analysis"]) == ("s7", "no")
    assert last["reason for leaving out"] == "Legde alles op één stapel."


def test_nobody_is_placed_in_a_group_too_small_to_show():
    document = make_document(suppressed=["werkgever"])
    _, sheet = opened(document)
    groups = {row["groep"] for row in records(sheet("sorters"))}
    means = [row["gemiddelde"] for row in records(sheet("ratings")) if row["groep"] == "werkgever"]

    assert "werkgever" not in groups
    assert "jobcoach" in groups
    assert set(means) == {None}


def test_an_unknown_pair_is_an_empty_cell():
    _, sheet = opened(make_document(), "nl", similarity(24, missing=True))
    page = sheet("similarity")

    assert page["C2"].value is None
    assert page["B2"].value == 1
    assert page["D2"].value == pytest.approx(similarity(24)[0, 2])


def test_a_large_matrix_is_left_to_the_bundle():
    n = tables.MOST_FOR_MATRIX + 1
    keys = [s.key for s in tables.sheets(make_document(), "nl", np.zeros((n, n)))]

    assert "similarity" not in keys


def test_every_setting_is_listed_with_its_value():
    document = make_document()
    document["settings"] |= {
        "group": ["group", "jobcoach"],
        "exclude": {"s7": "x"},
        "balance": None,
    }
    _, sheet = opened(document)
    told = {row[0]: row[1] for row in sheet("settings").iter_rows(min_row=2, values_only=True)}

    assert told["seed"] == 1
    assert told["group"] == "group, jobcoach"
    assert told["exclude.s7"] == "x"
    assert "balance" in told


@pytest.mark.parametrize("language", ["nl", "en"])
def test_invented_material_says_so_on_every_sheet(language):
    mark = words("tables", language)("invented")
    book, _ = opened(make_document(), language)
    real, _ = opened(make_document(invented=False), language)

    def marked(page):
        return mark in {cell for row in page.iter_rows(values_only=True) for cell in row}

    assert all(marked(page) for page in book)
    assert not any(marked(page) for page in real)


def test_what_is_not_there_is_said():
    document = make_document(groups={}, scales={}, bootstrap=0, labelled=False)
    _book, sheet = opened(document)

    assert sheet("ratings")["A2"].value == words("tables", "nl")("nothing")
    assert "groep" in [cell.value for cell in sheet("groups")[1]]


def test_the_same_map_gives_the_same_bytes():
    document = make_document()
    one, other = (tables.render(document, "nl", similarity(24)) for _ in range(2))

    assert one == other
    about = zipfile.ZipFile(io.BytesIO(one)).read("docProps/core.xml").decode()
    assert "2000-01-01" in about


@pytest.mark.skipif(SOFFICE is None, reason="needs an office suite")
def test_an_office_suite_opens_it(tmp_path):
    (tmp_path / "tables.xlsx").write_bytes(tables.render(make_document(), "nl", similarity(24)))
    subprocess.run(  # noqa: S603
        [
            SOFFICE,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "csv",
            "tables.xlsx",
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=60,
    )

    assert "Sterk in werk" in (tmp_path / "tables.csv").read_text("utf-8", errors="replace")
