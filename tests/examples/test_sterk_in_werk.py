"""The invented example study is what its README says, and comes out the same every time."""

import csv
import runpy
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import conceptmapping as cm
from conceptmapping.sorting import UNPLACED

FOLDER = Path(__file__).parents[2] / "examples" / "sterk-in-werk"
DRAWN = ("sorts.csv", "ratings.csv", "participants.csv", "scales.csv")


@pytest.fixture(scope="module")
def study():
    return cm.read(FOLDER)


@pytest.fixture(scope="module")
def planted():
    return runpy.run_path(str(FOLDER / "planted.py"))


@pytest.fixture(scope="module")
def similarity(study):
    co = cm.similarity(study.sorts)
    return co.matrix(co.similarity)


def rows(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def mean(study, scale, group, statement):
    ratings = study.ratings[scale]
    mine = [study.group_of(rater) == group for rater in ratings.raters]
    return np.nanmean(ratings.values[mine, statement - 1])


def test_drawn_again_it_is_the_same_to_the_byte(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(FOLDER))
    runpy.run_path(str(FOLDER / "generate.py"))["write"](tmp_path)
    sys.modules.pop("planted", None)

    for name in DRAWN:
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), name


def test_it_says_that_it_is_invented(study):
    assert study.invented
    assert "verzonnen" in (FOLDER / "README.md").read_text(encoding="utf-8").lower()
    assert "invented" in (FOLDER / "README.md").read_text(encoding="utf-8").lower()


def test_it_is_as_large_as_it_says(study):
    groups = {g: Counter(study.group_of(s) for s in study.sorts.sorters)[g] for g in study.groups()}

    assert len(study.statements) == 64
    assert groups == {"jongere": 23, "werkgever": 12, "jobcoach": 14, "steunsysteem": 11}
    for ratings in study.ratings.values():
        assert len(ratings.raters) == 90
    assert all(statement.origin and statement.short for statement in study.statements)


def test_short_texts_are_short_and_different(study):
    short = [statement.short for statement in study.statements]

    assert len(set(short)) == 64
    assert max(len(text.split()) for text in short) <= 4


def test_participants_are_codes(study):
    assert all(
        p[:3] in {"jo-", "we-", "jc-", "st-"} and p[3:].isdigit() for p in study.participants
    )


def test_who_was_made_to_stand_out_is_flagged(study):
    from conceptmapping import quality
    from conceptmapping.co_sorting import PileIndex

    index = PileIndex(study.sorts)
    points = cm.scale(index.count(), starts=5).points
    found = quality.assess(study.sorts, index, points)
    flags = {(f.sorter, f.flag) for f in quality.flags(found)}

    assert {("jo-15", "lumper"), ("jo-16", "lumper")} <= flags
    assert {who for who, flag in flags if flag == "chance-level"} >= {"jo-17", "we-12"}
    assert {who for who, flag in flags if flag == "fast"} == {"jo-02"}


def test_pile_counts_are_as_planted(study):
    piles = dict(zip(study.sorts.sorters, study.sorts.n_piles(), strict=True))

    assert max(piles["jo-15"], piles["jo-16"]) <= 3
    assert min(piles["jc-11"], piles["jc-12"], piles["jc-13"]) >= 15


def test_some_stopped_halfway_and_some_had_a_short_deck(study):
    dealt = Counter(row["participant"] for row in rows("sorts.csv"))

    assert all(dealt[who] == 32 for who in [f"jo-{n}" for n in range(18, 24)])
    assert all(20 <= dealt[who] < 50 for who in ["jo-12", "jo-13", "jo-14", "st-10"])
    assert dealt["jc-01"] == 64


def test_a_heap_of_leftovers_is_no_pile(study):
    sorter = study.sorts.sorters.index("we-11")

    assert np.sum(study.sorts.piles[sorter] == UNPLACED) >= 0.4 * 64


def test_near_duplicates_lie_together(similarity):
    typical = np.median(similarity[np.triu_indices(64, 1)])

    for a, b in [(10, 11), (10, 12), (11, 12), (22, 62), (44, 45)]:
        assert similarity[a - 1, b - 1] > max(0.6, 3 * typical)


def test_the_planted_themes_are_in_the_piles(study, similarity, planted):
    between = set(planted["PULLS"])
    for statements in planted["THEMES"].values():
        own = [s - 1 for s in statements if s not in between]
        others = [s for s in range(64) if s not in own]
        inside = similarity[np.ix_(own, own)][np.triu_indices(len(own), 1)].mean()
        assert inside > 2 * similarity[np.ix_(own, others)].mean()


def test_half_the_employers_look_at_who_must_act(study):
    from conceptmapping.sorter_agreement import pair_correlations

    alike = pair_correlations(study.sorts)
    who = [f"we-{n:02d}" for n in range(1, 7)]
    theme = [f"jc-{n:02d}" for n in range(1, 11)]
    actors, others = ([study.sorts.sorters.index(s) for s in names] for names in (who, theme))
    own = alike[np.ix_(actors, actors)][np.triu_indices(6, 1)].mean()

    assert own > alike[np.ix_(actors, others)].mean() + 0.15


@pytest.mark.parametrize("statement", [37, 44, 50])
def test_coaches_and_employers_find_it_more_important_than_young_people(study, statement):
    young = mean(study, "belang", "jongere", statement)

    assert mean(study, "belang", "jobcoach", statement) > young + 0.5
    assert mean(study, "belang", "werkgever", statement) > young + 0.5


@pytest.mark.parametrize("statement", [31, 34, 60])
def test_young_people_find_it_more_important_than_employers(study, statement):
    difference = mean(study, "belang", "jongere", statement) - mean(
        study, "belang", "werkgever", statement
    )

    assert difference > 0.5


def test_some_answers_are_missing_and_say_why():
    reasons = Counter(row["missing"] for row in rows("ratings.csv"))

    assert reasons["weet ik niet"] > reasons["overgeslagen"] > 0
    assert reasons[""] > 0.95 * reasons.total()
