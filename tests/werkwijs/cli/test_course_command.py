"""``werkwijs course``: packing and checking, with and without a website."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from tests.coursepack.conftest import sample
from tests.werkwijs.cards.deck_edition import published
from tests.werkwijs.training.small_course import fill

import coursepack as cp
from coursepack import checking, presets
from werkwijs.audit.models import Line
from werkwijs.cli import main
from werkwijs.cli.course import SYSTEMS
from werkwijs.training import freezing, making
from werkwijs.training.models import Course


@pytest.fixture(autouse=True)
def _no_mistake_of_ours_is_hidden(monkeypatch):
    monkeypatch.setenv("WERKWIJS_DEBUG", "1")


@pytest.fixture
def row(organisation, tess) -> Course:
    made = making.begin(
        organisation, title="Contact maken", edition=published(organisation), by=tess
    )
    fill(made)
    made.refresh_from_db()
    freezing.freeze(made, by=tess)
    return made


@pytest.fixture
def written(tmp_path) -> Path:
    """A course as a file, with a picture in its folder."""
    picture = cp.File(name="media/bus.png", alt="Een bus.")
    first, *others = sample().lessons
    block = cp.Text(number=40, text="Kijk.", picture=picture)
    lessons = (replace(first, blocks=(*first.blocks, block)), *others)
    place = tmp_path / "in" / "course.json"
    (place.parent / "media").mkdir(parents=True)
    (place.parent / "media" / "bus.png").write_bytes(b"\x89PNG")
    place.write_text(cp.write(replace(sample(), lessons=lessons)))
    return place


def test_a_version_of_the_website_becomes_a_package_and_the_log_is_told(row, tmp_path, capsys):
    out = tmp_path / "course.zip"
    asked = ["course", "export", row.code.lower(), "--route", "job-coach", "--out", str(out)]

    assert main(asked) == 0
    assert capsys.readouterr().out.startswith(f"Klaar: {out}")
    assert checking.faults(out.read_bytes()) == []
    line = Line.objects.get(event="training.handed_over")
    assert line.actor_kind == "system"


def test_without_a_route_it_asks_for_whom_and_writes_nothing(row, tmp_path, capsys):
    out = tmp_path / "course.zip"

    assert main(["course", "export", row.code, "--out", str(out)]) == 2
    assert "--route bij voor wie: job-coach" in capsys.readouterr().err
    assert main(["course", "export", row.code, "--route", "chef", "--out", str(out)]) == 2
    assert not out.exists()


def test_a_version_or_course_that_is_not_there_is_told(row, organisation, tess, tmp_path, capsys):
    asked = ["course", "export", row.code, "--out", str(tmp_path / "a.zip")]
    assert main([*asked, "--version", "9"]) == 2
    assert "geen versie 9" in capsys.readouterr().err

    fresh = making.begin(organisation, title="Nieuw", edition=None, by=tess)
    assert main(["course", "export", fresh.code, "--out", str(tmp_path / "a.zip")]) == 2
    assert "nog geen versie vastgelegd" in capsys.readouterr().err

    assert main(["course", "export", "WW-000000", "--out", str(tmp_path / "a.zip")]) == 2
    assert "werkwijs course list" in capsys.readouterr().err


def test_courses_are_listed_with_their_newest_version_and_routes(row, capsys):
    assert main(["course", "list"]) == 0
    code, title, version, routes, organisation = capsys.readouterr().out.strip().split("\t")

    assert (code, title, version) == (row.code, "Contact maken", "versie 1")
    assert routes == "job-coach, employer, support"
    assert organisation == row.organisation.name


@pytest.mark.django_db
def test_without_courses_the_list_says_so(capsys):
    assert main(["course", "list", "--language", "en"]) == 0
    assert capsys.readouterr().err.strip() == "There are no courses yet."


@pytest.mark.parametrize("form", ["scorm12", "scorm2004", "cmi5", "html"])
def test_a_course_in_a_file_is_packed_without_a_website(written, tmp_path, form):
    out = tmp_path / f"{form}.zip"
    ended = subprocess.run(  # noqa: S603
        [
            sys.executable,
            "-m",
            "werkwijs",
            "course",
            "export",
            written,
            "--format",
            form,
            "--out",
            out,
        ],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin", "PYTHONPATH": ":".join(sys.path), "DATABASE_URL": "nothing"},
    )

    assert (ended.returncode, ended.stderr) == (0, "")
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as opened:
        assert opened.read("media/bus.png") == b"\x89PNG"


def test_how_to_set_a_system_is_told_with_what_was_looked_at(written, tmp_path, capsys):
    asked = ["course", "export", str(written), "--out", str(tmp_path / "a.zip")]

    assert main([*asked, "--for", "moodle"]) == 0
    said = capsys.readouterr().out
    assert "goed    Er is een eindtoets met 5 vragen." in said
    assert "  4. Bij ‘Voltooiing van activiteit’" in said


def test_the_systems_of_the_command_are_those_of_the_presets():
    assert presets.keys() == SYSTEMS


def test_a_course_that_is_sound_and_a_package_that_is_well_are_told_so(written, tmp_path, capsys):
    out = tmp_path / "a.zip"
    assert main(["course", "check", str(written)]) == 0
    assert main(["course", "export", str(written), "--out", str(out)]) == 0
    assert main(["course", "check", str(out)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"{out} is in orde."


def test_what_is_wrong_with_a_course_is_told_with_its_place(written, capsys, tmp_path):
    (written.parent / "media" / "bus.png").unlink()

    assert main(["course", "check", str(written)]) == 1
    assert (
        "FOUT  les 1, blok 40: Het bestand ‘media/bus.png’ is er niet." in capsys.readouterr().err
    )
    assert main(["course", "export", str(written), "--out", str(tmp_path / "a.zip")]) == 1
    assert not (tmp_path / "a.zip").exists()


def test_what_is_wrong_with_a_package_is_told(tmp_path, capsys):
    (tmp_path / "a.zip").write_bytes(b"no zip")

    assert main(["course", "check", str(tmp_path / "a.zip"), "--language", "en"]) == 1
    assert "This file is no zip" in capsys.readouterr().err


def test_a_file_that_is_no_course_is_told_by_its_line(tmp_path, capsys):
    (tmp_path / "course.json").write_text("{\n,")

    assert main(["course", "check", str(tmp_path / "course.json")]) == 1
    assert "regel 2" in capsys.readouterr().err
    assert main(["course", "check", str(tmp_path / "gone.json")]) == 2


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_left(written, tmp_path, capsys):
    assert main(["course", "export", str(written), "--out", str(tmp_path / "no" / "a.zip")]) == 2
    assert "kan niet worden geschreven" in capsys.readouterr().err
