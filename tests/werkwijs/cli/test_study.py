"""``werkwijs study export`` and ``werkwijs study import``: a study out of the website, and in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.utils import timezone

from werkwijs.audit.models import Line
from werkwijs.cli import main
from werkwijs.participation.models import (
    Consent,
    Exclusion,
    Idea,
    OnPile,
    Participant,
    Pile,
    Sitting,
)
from werkwijs.studies.models import Study

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "sterk-in-werk"
QUICK = [
    "--only",
    "json",
    "--starts",
    "2",
    "--bootstrap",
    "4",
    "--permutations",
    "2",
    "--split-halves",
    "2",
]


@pytest.fixture(autouse=True)
def _no_mistake_of_ours_is_hidden(monkeypatch):
    monkeypatch.setenv("WERKWIJS_DEBUG", "1")


@pytest.fixture
def sorted_study(study) -> Study:
    """Five people sorted; one of them had an idea and is advised against."""
    numbers = list(study.statements.all())
    for number in range(1, 6):
        person = Participant.objects.create(study=study, number=number, group=study.groups.first())
        Consent.objects.create(participant=person, text=study.consent_texts.get())
        sitting = Sitting.objects.create(
            participant=person, task="sorting", finished_at=timezone.now()
        )
        piles = [
            Pile.objects.create(sitting=sitting, order=i, label=f"stapel {i}") for i in range(2)
        ]
        for place, statement in enumerate(numbers):
            OnPile.objects.create(
                sitting=sitting, statement=statement, pile=piles[(place * number) % 5 % 2]
            )
    Idea.objects.create(participant=person, text="rust in mijn hoofd")
    Exclusion.objects.create(participant=person, reason="viel in slaap")
    return study


def read(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_a_study_goes_out_is_drawn_and_comes_back(sorted_study, tmp_path, capsys):
    assert main(["study", "export", "werk", "--out", str(tmp_path / "a")]) == 0
    told = capsys.readouterr().out
    assert '--exclude "s5:viel in slaap"' in told
    assert "ideas.csv" in told
    assert main(["map", str(tmp_path / "a"), "--out", str(tmp_path / "m"), *QUICK]) == 0
    assert main(["study", "import", str(tmp_path / "a"), "--slug", "werk-terug"]) == 0
    assert "/studies/werk-terug/" in capsys.readouterr().out
    assert main(["study", "export", "werk-terug", "--out", str(tmp_path / "b")]) == 0

    assert read(tmp_path / "b") == read(tmp_path / "a")
    assert json.loads((tmp_path / "m" / "map.json").read_text())["counts"]["sorters"] == 5
    events = list(Line.objects.order_by("pk").values_list("event", "actor_kind", "study"))
    assert events == [
        ("participation.folder_handed_out", "system", "werk"),
        ("participation.folder_taken_in", "system", "werk-terug"),
        ("participation.folder_handed_out", "system", "werk-terug"),
    ]


def test_the_example_gives_the_same_map_after_the_website(organisation, tmp_path):
    assert (
        main(
            [
                "study",
                "import",
                str(EXAMPLE),
                "--slug",
                "sterk",
                "--organisation",
                organisation.name,
            ]
        )
        == 0
    )
    assert main(["study", "export", "sterk", "--out", str(tmp_path / "a")]) == 0
    for folder, out in ((EXAMPLE, "original"), (tmp_path / "a", "ours")):
        assert main(["map", str(folder), "--out", str(tmp_path / out), *QUICK]) == 0

    maps = [json.loads((tmp_path / out / "map.json").read_bytes()) for out in ("original", "ours")]
    assert maps[0] == maps[1]


def test_ideas_stay_behind_when_asked(sorted_study, tmp_path, capsys):
    main(["study", "export", "werk", "--out", str(tmp_path / "a"), "--without-ideas"])

    assert not (tmp_path / "a" / "ideas.csv").exists()
    assert "ideas.csv" not in capsys.readouterr().out


def test_a_folder_that_is_not_empty_is_left_alone(sorted_study, tmp_path, capsys):
    (tmp_path / "map.json").write_text('{"schema": 1, "engine": "x"}')

    assert main(["study", "export", "werk", "--out", str(tmp_path)]) == 2
    assert "niet leeg" in capsys.readouterr().err
    assert [f.name for f in tmp_path.iterdir()] == ["map.json"]


def test_what_is_not_there_is_said_and_nothing_is_made(study, tmp_path, capsys):
    assert main(["study", "export", "nergens", "--out", str(tmp_path / "a")]) == 2
    assert "nergens" in capsys.readouterr().err
    assert not (tmp_path / "a").exists()
    assert main(["study", "import", str(tmp_path / "weg")]) == 1
    assert main(["study", "import", str(EXAMPLE), "--organisation", "De Eik"]) == 2
    assert "De Linde" in capsys.readouterr().err
    assert main(["study", "import", str(EXAMPLE), "--slug", "werk"]) == 2
    assert main(["study", "import", str(EXAMPLE), "--slug", "Geen Adres"]) == 2
    assert Study.objects.count() == 1


def test_where_there_are_more_organisations_one_is_named(study, elsewhere, capsys):
    assert main(["study", "import", str(EXAMPLE), "--language", "en"]) == 2
    told = capsys.readouterr().err
    assert "--organisation" in told
    assert "De Iep" in told


def test_faults_come_with_file_line_and_remedy(organisation, tmp_path, capsys):
    (tmp_path / "statements.csv").write_text("id,text\n1,een\n2,twee\n3,drie\n")
    (tmp_path / "sorts.csv").write_text("participant,statement,pile\na,1,x\na,9,x\n")

    assert main(["study", "import", str(tmp_path)]) == 1
    assert "sorts.csv:3" in capsys.readouterr().err
    assert not Study.objects.exists()


@pytest.mark.parametrize("deed", ["export", "import"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_command_explains_itself(deed, language, capsys):
    assert main(["study", deed, "--help", "--language", language]) == 0
    assert "werkwijs study" in capsys.readouterr().out
