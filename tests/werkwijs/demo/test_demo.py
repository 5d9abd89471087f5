"""The invented organisation: made once for all these tests, as `werkwijs demo` makes it."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest
from tests.werkwijs.config.running import werkwijs

import conceptmapping as cm
from conceptmapping.reading import read

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "sterk-in-werk"


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> tuple[Path, str]:
    """Its folder, and what was told."""
    data = tmp_path_factory.mktemp("demo") / "data"
    run = werkwijs(data, "demo", "--data", str(data), "--build-only")
    assert run.returncode == 0, run.stderr
    return data, run.stdout


@pytest.fixture(scope="module")
def exported(demo, tmp_path_factory) -> Path:
    """The finished study, as a study folder."""
    data, _ = demo
    [(slug,)] = ask(data, "SELECT slug FROM studies_study WHERE phase = 'map'")
    out = tmp_path_factory.mktemp("export") / "study"
    run = werkwijs(data, "study", "export", slug, "--out", str(out), "--data", str(data))
    assert run.returncode == 0, run.stderr
    return out


def ask(data: Path, query: str) -> list[tuple]:
    with sqlite3.connect(data / "werkwijs.sqlite3") as database:
        return database.execute(query).fetchall()


def test_three_studies_each_in_another_phase(demo):
    data, _ = demo

    assert ask(data, "SELECT phase FROM studies_study ORDER BY id") == [
        ("map",),
        ("sorting",),
        ("ideas",),
    ]
    assert ask(data, "SELECT COUNT(*) FROM studies_study WHERE invented") == [(3,)]


def test_every_piece_that_was_given_came_through(demo):
    data, _ = demo
    counts = {
        table: ask(data, f"SELECT COUNT(*) FROM participation_{table}")[0][0]  # noqa: S608
        for table in ("participant", "consent", "idea", "became", "onpile", "rating", "help")
    }

    assert counts["participant"] > 100
    assert counts["consent"] >= counts["participant"] - 2  # who handed in no paper yet
    assert counts["idea"] > 70
    assert counts["became"] > 70
    assert counts["onpile"] > 4_000
    assert counts["rating"] > 11_000
    assert counts["help"] > 20


def test_everybody_who_runs_something_has_a_real_second_factor(demo):
    data, told = demo
    people = ask(data, "SELECT COUNT(*) FROM accounts_user")[0][0]

    assert ask(
        data, "SELECT COUNT(DISTINCT user_id) FROM mfa_authenticator WHERE type = 'totp'"
    ) == [(people,)]
    assert len(re.findall(r"@voorbeeld\.example .* [A-Z2-7]{32}$", told, re.M)) == people


def test_the_sorts_of_the_website_are_those_of_the_example(exported):
    ours, theirs = read(exported).sorts, read(EXAMPLE).sorts

    assert ours.statements == theirs.statements
    assert cm.similarity(ours).together.tolist() == cm.similarity(theirs).together.tolist()


def test_the_map_of_the_website_is_that_of_the_same_answers(demo, exported):
    """What is drawn from the database is what is drawn from its export, to the last number."""
    data, _ = demo
    drawn = json.loads((data / "map" / "map.json").read_text("utf-8"))

    again = json.loads(cm.concept_map(cm.read(exported), seed=1).to_json())

    assert again == drawn
    [(kept, whole)] = ask(data, "SELECT content, whole FROM analysis_document")
    in_the_website = json.loads(kept)
    assert whole
    decided = ask(data, "SELECT kind, COUNT(*) FROM analysis_decision GROUP BY kind ORDER BY kind")
    assert decided == [("clusters", 1), ("move", 1), ("name", len(drawn["clusters"]))]
    for part in ("statements", "clusters", "replay", "stability", "groups", "go_zone", "stress"):
        assert in_the_website[part] == drawn[part]


def test_no_second_demo_is_made_over_somebodys_own_files(tmp_path):
    own = tmp_path / "data"
    own.mkdir()
    (own / "werkwijs.sqlite3").write_text("mine")

    run = werkwijs(own, "demo", "--data", str(own), "--build-only")

    assert run.returncode == 1
    assert (own / "werkwijs.sqlite3").read_text() == "mine"


def test_a_course_is_given_to_people_at_different_places(demo):
    data, told = demo

    assert ask(
        data,
        """SELECT COUNT(*), COUNT(started_at), COUNT(finished_at), COUNT(passed_at)
        FROM training_learner JOIN training_group g ON g.id = group_id WHERE route = 'job-coach'""",
    ) == [(14, 13, 10, 10)]
    assert ask(data, "SELECT moment, COUNT(*) FROM training_measured GROUP BY moment") == [
        ("after", 10),
        ("before", 14),
    ]
    assert ask(data, "SELECT COUNT(*), COUNT(replied_at) FROM training_handin") == [(5, 3)]
    assert ask(data, "SELECT COUNT(*) FROM training_certificate") == [(1,)]
    assert ask(data, "SELECT invented FROM training_course") == [(1,)]
    assert len(re.findall(r"/(?:leren|samen|bewijs)/[a-z0-9]+/", told)) == 4


def test_somebody_is_guided_in_two_years_with_everybody_around(demo):
    data, told = demo
    [(way,)] = ask(data, "SELECT MIN(id) FROM guidance_trajectory")

    kinds = [
        kind
        for way_, kind in ask(data, "SELECT trajectory_id, kind FROM guidance_entry")
        if way_ == way
    ]
    assert {"intake", "goal", "talk", "setback", "job", "need", "agreement", "sign"} <= set(kinds)
    assert kinds.count("step") >= 7
    parts = {
        part
        for way_, part in ask(data, "SELECT trajectory_id, part FROM guidance_member")
        if way_ == way
    }
    assert {"coach", "stand-in", "employer", "debt", "residential", "family"} <= parts
    days = 'SELECT julianday(MAX("on")) - julianday(MIN("on")) FROM guidance_entry'
    assert ask(data, days)[0][0] > 700
    asked = "SELECT COUNT(*) FROM guidance_trajectory WHERE help_asked_at IS NOT NULL"
    assert ask(data, asked) == [(1,)]
    assert ask(data, "SELECT COUNT(*) FROM guidance_handleuse")[0][0] > 3
    assert len(re.findall(r"/mijn/kaart/\w+/", told)) == 1
    assert len(re.findall(r"/betrokken/kom/\w+/", told)) == 2
