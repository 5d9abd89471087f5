"""The door: one call writes everything there is to a concept map."""

import io
import subprocess
import sys
import zipfile

import openpyxl
import pytest
from docx import Document
from pptx import Presentation
from test_bundle import QUICK, invented_study

import conceptmapping as cm
import mapreport
from mapreport import figures, slides


@pytest.fixture(scope="module")
def result():
    return cm.concept_map(invented_study(), **QUICK, exclude={"p0": "proef"})


@pytest.fixture(scope="module", params=["nl", "en"])
def written(request, result, tmp_path_factory):
    folder = tmp_path_factory.mktemp("out") / "new" / "folder"
    steps = []
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "en":  # drawing takes longest: every figure once is enough
            patch.setattr(figures, "all", lambda *told: [figures.point_map(*told)])
        files = mapreport.write(
            result,
            folder,
            language=request.param,
            bundle_rows=request.param == "en",
            progress=lambda *step: steps.append(step),
        )
    return request.param, folder, files, steps


def test_everything_the_contract_names_is_there(written):
    language, folder, files, _ = written
    names = {path.relative_to(folder).as_posix() for path in files}

    assert names >= {
        "map.json",
        "report.html",
        "report.docx",
        "tables.xlsx",
        "slides.pptx",
        "conmapt.csv",
        "bundle.zip",
    }
    more = ("cluster-map", "tree", "stability", "rating-map-belang") if language == "nl" else ()
    for figure in ("point-map", *more):
        assert {f"figures/{figure}.svg", f"figures/{figure}.png"} <= names
    assert names == {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_every_file_opens(written, result):
    language, folder, *_ = written
    html = (folder / "report.html").read_text("utf-8")

    assert (folder / "map.json").read_text("utf-8") == result.to_json()
    assert f'lang="{language}"' in html
    assert Document(str(folder / "report.docx")).paragraphs
    assert len(openpyxl.load_workbook(folder / "tables.xlsx").sheetnames) > 10
    assert len(Presentation(str(folder / "slides.pptx")).slides) > 5
    assert len((folder / "conmapt.csv").read_text("utf-8-sig").splitlines()) > 27
    assert zipfile.ZipFile(folder / "bundle.zip").testzip() is None


def test_rows_go_along_only_when_asked_for(written):
    language, folder, *_ = written
    inside = zipfile.ZipFile(folder / "bundle.zip").namelist()

    assert ("study/sorts.csv" in inside) == (language == "en")


def test_progress_is_told_from_start_to_end(written):
    *_, steps = written
    done = [n for _, n, _ in steps]

    assert [stage for stage, *_ in steps] == [*mapreport.STAGES, mapreport.STAGES[-1]]
    assert done == sorted(done)
    assert steps[-1][1] == steps[-1][2] == len(mapreport.STAGES)


def test_a_fault_leaves_nothing_half_written(result, tmp_path, monkeypatch):
    def broken(*_):
        raise OSError("no")

    monkeypatch.setattr(figures, "all", lambda *_: [])
    monkeypatch.setattr(slides, "render", broken)
    with pytest.raises(OSError, match="no"):
        mapreport.write(result, tmp_path / "out", language="nl")

    assert not (tmp_path / "out").exists()


def test_reading_a_study_does_not_wait_for_what_draws_it():
    told = subprocess.run(
        [sys.executable, "-c", "import mapreport, sys; print(*sys.modules)"],
        env={"PYTHONPATH": str(mapreport.__path__[0] + "/.."), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert not {"matplotlib", "pptx", "docx", "xlsxwriter", "numpy"} & set(told)


def test_the_zip_of_the_bundle_is_whole(written):
    _, folder, *_ = written
    archive = zipfile.ZipFile(io.BytesIO((folder / "bundle.zip").read_bytes()))

    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
