"""``werkwijs cards``: printing, handing over and taking in, with and without a website."""

from __future__ import annotations

import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest
from tests.werkwijs.cards.sample_edition import sample

from werkwijs.audit.models import Line
from werkwijs.cards import keeping
from werkwijs.cards.formats import packing
from werkwijs.cards.models import Edition
from werkwijs.cli import main


@pytest.fixture(autouse=True)
def _no_mistake_of_ours_is_hidden(monkeypatch):
    monkeypatch.setenv("WERKWIJS_DEBUG", "1")


@pytest.fixture
def own(organisation):
    return keeping.keep(*sample(2), organisation=organisation)


@pytest.fixture
def zipped(tmp_path) -> Path:
    place = tmp_path / "in" / "edition.zip"
    place.parent.mkdir()
    place.write_bytes(packing.edition_zip(*sample(2)))
    return place


def test_an_edition_goes_out_and_comes_into_another_organisation(own, elsewhere, tmp_path, capsys):
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    assert main(["cards", "export", own.code, "--out", str(first)]) == 0
    asked = ["cards", "import", str(first), "--organisation", elsewhere.name, "--from", "De Linde"]
    assert main(asked) == 0

    theirs = Edition.objects.get(organisation=elsewhere)
    assert f"/uitgaven/{theirs.code}/" in capsys.readouterr().out
    assert theirs.received_from == "De Linde"
    assert main(["cards", "export", theirs.code, "--out", str(second)]) == 0
    assert first.read_bytes() == second.read_bytes()
    events = list(Line.objects.order_by("pk").values_list("event", "actor_kind"))
    assert events == [
        ("cards.edition_handed_over", "system"),
        ("cards.edition_taken_in", "system"),
        ("cards.edition_handed_over", "system"),
    ]


def test_the_same_edition_again_is_fine_and_changes_nothing(own, zipped, capsys):
    assert main(["cards", "import", str(zipped)]) == 0

    assert "Deze uitgave is er al" in capsys.readouterr().out
    assert Edition.objects.count() == 1


def test_what_is_wrong_is_told_with_its_remedy_and_nothing_is_kept(organisation, tmp_path, capsys):
    document, files = deepcopy(sample(1))
    document["cards"][0]["texts"]["employer"]["title"] = "x" * 61
    (tmp_path / "wrong.zip").write_bytes(packing.edition_zip(document, files))

    assert main(["cards", "import", str(tmp_path / "wrong.zip"), "--language", "en"]) == 1

    said = capsys.readouterr().err
    assert "cards[0].texts.employer.title has 61 characters; at most 60 fit." in said
    assert "makes the zip anew" in said
    assert not Edition.objects.exists()


def test_with_several_organisations_one_has_to_be_named(organisation, elsewhere, zipped, capsys):
    assert main(["cards", "import", str(zipped)]) == 2
    assert "De Iep (verzonnen)" in capsys.readouterr().err
    assert main(["cards", "import", str(zipped), "--organisation", "De Es"]) == 2
    assert "geen organisatie De Es" in capsys.readouterr().err
    assert not Edition.objects.exists()


def test_the_list_says_which_editions_there_are(own, elsewhere, capsys):
    keeping.keep(*sample(1), organisation=elsewhere, received_from="De Linde")

    assert main(["cards", "list"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[1:5] for line in lines] == [
        ["nl", "1", "Sterk in Werk", "van De Linde"],
        ["nl", "1", "Sterk in Werk", "hier gemaakt"],
    ]
    assert lines[1].split("\t")[0] == own.code


def test_an_empty_list_says_so(db, capsys):
    assert main(["cards", "list", "--language", "en"]) == 0
    assert "no editions yet" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.json", b"{"), ("a.csv", b"\xef\xbb\xbfedition;"), ("A.DOCX", b"PK"), ("a.zip", b"PK")],
)
def test_the_end_of_the_name_says_what_is_made(zipped, tmp_path, name, begins):
    assert main(["cards", "export", str(zipped), "--out", str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_images_of_the_cards_for_one_audience(zipped, tmp_path):
    import zipfile

    out = tmp_path / "images.zip"
    assert main(["cards", "export", str(zipped), "--audience", "support", "--out", str(out)]) == 0
    with zipfile.ZipFile(out) as opened:
        assert "cards/02-support.png" in opened.namelist()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["export", "{zip}", "--out", "{out}/a.pdf"], "Laat de naam eindigen op .zip, .json"),
        (["export", "{zip}", "--out", "{out}/a.csv", "--audience", "support"], "Plaatjes komen in een zip"),
        (["export", "{zip}", "--out", "{out}/none/a.csv"], "kan niet worden geschreven"),
        (["export", "{out}/none.zip", "--out", "{out}/a.csv"], "is er niet of kan niet worden gelezen"),
        (["export", "nowhere", "--out", "{out}/a.csv"], "Er is geen uitgave nowhere"),
        (["import", "{out}/none.zip"], "is er niet of kan niet worden gelezen"),
        (["print", "{zip}", "--audience", "boss", "--out", "{out}/a.pdf"], "kies uit"),
        (["print", "{zip}", "--out", "{out}/a.pdf"], "er ontbreekt: --audience"),
        (["print", "{zip}", "--audience", "support", "--kind", "huge", "--out", "{out}/a.pdf"], "kies uit"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_plainly(organisation, zipped, tmp_path, capsys, words, said):
    before = sorted(tmp_path.rglob("*"))

    assert main(["cards", *[word.format(zip=zipped, out=tmp_path) for word in words]]) == 2

    assert said in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before


def test_an_audience_without_cards_is_told_for_whom_there_are(tmp_path, capsys):
    document, files = deepcopy(sample(1))
    del document["cards"][0]["texts"]["support"]
    (tmp_path / "a.zip").write_bytes(packing.edition_zip(document, files))
    asked = ["cards", "print", str(tmp_path / "a.zip"), "--audience", "support"]

    assert main([*asked, "--out", str(tmp_path / "a.pdf")]) == 2

    assert "Wel voor: young-person, employer, job-coach" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["printer", "home-long", "home-short", "accessible"])
def test_cards_are_printed_from_a_zip(zipped, tmp_path, kind):
    pytest.importorskip("werkwijs.cards.printing")
    out = tmp_path / "cards.pdf"

    assert (
        main(
            [
                "cards",
                "print",
                str(zipped),
                "--audience",
                "employer",
                "--kind",
                kind,
                "--out",
                str(out),
            ]
        )
        == 0
    )

    assert out.read_bytes().startswith(b"%PDF")


def test_cards_are_printed_from_the_website(own, tmp_path):
    pytest.importorskip("werkwijs.cards.printing")
    out = tmp_path / "cards.pdf"

    assert main(["cards", "print", own.code, "--audience", "employer", "--out", str(out)]) == 0

    assert out.read_bytes().startswith(b"%PDF")


def without_a_website(tmp_path: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """The command on another computer: no database, no settings, no data folder."""
    code = (
        "import sys; from werkwijs.cli import main\n"
        "ended = main(sys.argv[1:])\n"
        "from django.conf import settings\n"
        "known = settings.configured and settings.DATABASES\n"
        "sys.exit(ended or (3 if known else 0))"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, "cards", *map(str, words)],
        env={"WERKWIJS_DATA": str(tmp_path / "nothing"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (tmp_path / "nothing").exists()
    return done


def test_a_zip_is_read_without_a_website(zipped, tmp_path):
    for name in ("a.docx", "a.csv", "a.json", "a.zip"):
        without_a_website(tmp_path, "export", zipped, "--out", tmp_path / name)

    assert (tmp_path / "a.zip").read_bytes() == zipped.read_bytes()


def test_a_zip_is_printed_without_a_website(zipped, tmp_path):
    pytest.importorskip("werkwijs.cards.printing")
    out = tmp_path / "cards.pdf"

    without_a_website(tmp_path, "print", zipped, "--audience", "support", "--out", out)

    assert out.read_bytes().startswith(b"%PDF")
