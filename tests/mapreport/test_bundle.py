"""The bundle: somebody else gets the same numbers, and learns nothing about people."""

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import conceptmapping as cm
import mapreport
from conceptmapping.rating import Ratings, Scale
from conceptmapping.sorting import Sorts
from conceptmapping.study import Idea, Statement, Study
from mapreport import bundle, packing, reproduce

QUICK = {"starts": 2, "bootstrap": 4, "permutations": 3, "split_halves": 3}
SOURCE = str(Path(mapreport.__file__).resolve().parents[1])


def invented_study():
    """Twelve statements on a line; people cut it at their own places, some leave a few out."""
    rng = np.random.default_rng(3)
    ids = [str(i + 1) for i in range(12)]
    people, scores = {}, {}
    for n in range(16):
        cuts = np.sort(rng.choice(np.arange(1, 12), 3, replace=False))
        piles = {}
        for i, statement in enumerate(ids):
            if rng.random() > 0.04:
                piles.setdefault(int(np.searchsorted(cuts, i, "right")), []).append(statement)
        people[f"p{n}"] = piles
        scores[f"p{n}"] = {i: int(rng.integers(1, 6)) for i in ids}
    groups = {p: {"group": "jongere" if n % 3 else "coach"} for n, p in enumerate(people)}
    groups["p0"] = {"group": "vertrokken", "note": "secret-note"}
    return Study(
        statements=tuple(Statement(i, f"Uitspraak {i}") for i in ids),
        sorts=Sorts.from_piles(ids, people, labels={"p1": {0: "fijn"}}),
        ratings={"belang": Ratings.from_scores(Scale("belang", 1, 5), ids, scores)},
        participants=groups,
        title="Verzonnen proef",
        invented=True,
        facts={"conmapt": {"ethics": "Niet nodig."}},
        unknown={"p0": ("3",), "p2": ("4",)},
        unrated={"belang": {"p0": {"1": "secret-why"}}},
        ideas=(Idea("1", "secret-idea", "p3"),),
    )


VARIANTS = {
    "plain": {},
    "excluded": {"exclude": {"p0": "Legde alles op één stapel.", "p5": "Ging weg."}},
    "one group": {"group": ("group", "jongere")},
    "balanced": {"balance": "group", "exclude": {"p0": "De enige van een groep."}},
    "singletons": {"unplaced": "singletons", "linkage": "ward-direct", "clusters": 3},
    "ratio": {"transform": "ratio", "linkage": "average-direct"},
}


@pytest.fixture(scope="module", params=list(VARIANTS))
def result(request):
    return cm.concept_map(invented_study(), **QUICK, **VARIANTS[request.param])


@pytest.fixture(scope="module")
def plain():
    return cm.concept_map(invented_study(), **QUICK, **VARIANTS["excluded"])


def unpacked(folder, packed):
    for name, content in packing.unpack(packed).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def test_the_map_comes_out_again_from_the_sums(result, tmp_path, capsys):
    folder = unpacked(tmp_path, bundle.render(result, "en"))

    assert reproduce.main(folder) == 0
    told = capsys.readouterr().out
    assert "Everything agrees." in told
    for part in ("points", "stress", "bridging", "tree", "clusters"):
        assert part in told


def test_everything_comes_out_again_from_the_rows(result, tmp_path, capsys):
    folder = unpacked(tmp_path, bundle.render(result, "nl", rows=True))

    assert reproduce.main(folder) == 0
    assert capsys.readouterr().out == "klopt: map.json, de hele uitkomst\nAlles klopt.\n"


def test_the_script_runs_by_itself(plain, tmp_path):
    folder = unpacked(tmp_path, bundle.render(plain, "nl"))
    ran = subprocess.run(
        [sys.executable, "reproduce.py"],
        cwd=folder,
        env={"PYTHONPATH": SOURCE, "PATH": ""},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert ran.returncode == 0, ran.stderr
    assert "Alles klopt." in ran.stdout


def moved(document):
    document["statements"][0]["x"] += 1e-4


def regrouped(document):
    document["statements"][0]["cluster"] += 1


def flattered(document):
    document["stress"]["value"] -= 0.001


@pytest.mark.parametrize("change", [moved, regrouped, flattered])
@pytest.mark.parametrize("rows", [False, True])
def test_a_changed_result_is_noticed(plain, tmp_path, capsys, change, rows):
    folder = unpacked(tmp_path, bundle.render(plain, "nl", rows=rows))
    document = json.loads((folder / "map.json").read_text("utf-8"))
    change(document)
    (folder / "map.json").write_text(json.dumps(document), "utf-8")

    assert reproduce.main(folder) == 1
    told = capsys.readouterr().out
    assert "KLOPT NIET" in told
    assert "Niet alles klopt." in told


@pytest.mark.parametrize("lost", ["map.json", "settings.json", "versions.json", "similarity.csv"])
def test_a_lost_file_is_named(plain, tmp_path, capsys, lost):
    folder = unpacked(tmp_path, bundle.render(plain, "en"))
    (folder / lost).unlink()

    assert reproduce.main(folder) == 1
    assert f"{lost} is missing" in capsys.readouterr().out


def test_another_version_is_mentioned(plain, tmp_path, capsys):
    folder = unpacked(tmp_path, bundle.render(plain, "en"))
    document = json.loads((folder / "map.json").read_text("utf-8"))
    document["engine"] = "0.0.7"
    (folder / "map.json").write_text(json.dumps(document), "utf-8")
    reproduce.main(folder)

    assert "computed with werkwijs 0.0.7" in capsys.readouterr().out


def test_the_sums_are_those_of_the_sorts(plain):
    rows = csv.DictReader(io.StringIO(bundle.contents(plain, "nl")["similarity.csv"].decode()))
    piles = plain.study.sorts.piles
    place = {statement: i for i, statement in enumerate(plain.study.ids)}

    for row in rows:
        a, b = piles[:, place[row["a"]]], piles[:, place[row["b"]]]
        both = (a >= 0) & (b >= 0)
        assert int(row["placed"]) == both.sum()
        assert int(row["together"]) == (both & (a == b)).sum()


def test_by_default_nobodys_answers_are_in_it(plain):
    inside = bundle.contents(plain, "nl")

    assert not [name for name in inside if name.startswith("study/")]


def test_who_was_left_out_is_there_by_code_and_reason_only(plain):
    inside = {n: c.decode() for n, c in bundle.contents(plain, "nl", rows=True).items()}
    study = {name: text for name, text in inside.items() if name.startswith("study/")}

    for name in ("study/sorts.csv", "study/ratings.csv"):
        assert not re.search(r"^p[05],", study[name], re.M)
        assert re.search(r"^p1,", study[name], re.M)
    assert "p5" in json.loads(inside["settings.json"])["exclude"]
    assert [line for line in study["study/participants.csv"].split() if line[:3] == "p5,"] == [
        "p5,"
    ]
    assert "secret" not in "".join(inside.values())


def test_no_place_and_no_hour_is_in_it(plain):
    inside = bundle.contents(plain, "nl", rows=True)
    told = "\n".join(text.decode() for text in inside.values())

    assert not re.search(r"(?<![\w.])/(?:[a-z]+/)+", told.replace("</", ""))
    assert bundle.render(plain, "nl") == bundle.render(plain, "nl")


def test_requirements_are_names_and_versions(plain):
    lines = bundle.contents(plain, "nl")["requirements.txt"].decode().splitlines()

    assert lines
    assert all(re.fullmatch(r"[a-z]+==[\w.]+", line) for line in lines)
    assert {"numpy", "scipy", "numba"} <= {line.split("==")[0] for line in lines}


@pytest.mark.parametrize(
    ("language", "title", "mark"),
    [("nl", "# Narekenen: Verzonnen proef", "VERZONNEN"), ("en", "# Computing again:", "INVENTED")],
)
def test_the_readme_speaks_the_language_asked_for(plain, language, title, mark):
    told = bundle.contents(plain, language)["README.md"].decode()

    assert told.startswith(title)
    assert mark in told
    assert "reproduce.py" in told


def test_the_order_of_groups_survives_leaving_people_out():
    study = invented_study()
    # Without p0 and p1 the first to come would be of another group.
    study = replace(study, participants={"p0": {"group": "b"}, "p1": {"group": "a"}} | {
        p: {"group": "a" if n % 2 else "b"} for n, p in enumerate(study.participants) if n > 1
    })  # fmt: skip
    whole = cm.concept_map(study, **QUICK, exclude={"p0": "x", "p2": "y"})

    assert bundle.analysed(whole).groups() == study.groups() == ("b", "a")


def test_similarities_as_a_matrix(plain):
    matrix = bundle.square(plain.co_sorting)

    assert matrix.shape == (12, 12)
    assert np.array_equal(matrix, matrix.T, equal_nan=True)
    assert (np.diag(matrix) == 1).all()
