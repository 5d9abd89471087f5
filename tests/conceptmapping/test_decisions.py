"""What people decide about a finished map: moves, names, another number of clusters."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import conceptmapping as cm
from conceptmapping import decisions, errors
from conceptmapping.settings import Settings

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "sterk-in-werk"
IDS = ("a", "b", "c", "d", "e")
CUT = np.array([0, 0, 1, 1, 2])


def move(statement: str, to: str) -> dict[str, str]:
    return {"statement": statement, "to": to, "reason": "hoort daar"}


def test_a_moved_statement_joins_the_cluster_of_the_other_and_numbers_stay():
    after = decisions.moved(CUT, IDS, [move("a", "c")])
    assert after.tolist() == [1, 0, 1, 1, 2]
    assert CUT.tolist() == [0, 0, 1, 1, 2]


def test_moves_follow_each_other():
    # d goes to e, and then a goes to where d is by then
    after = decisions.moved(CUT, IDS, [move("d", "e"), move("a", "d")])
    assert after.tolist() == [2, 0, 1, 2, 2]


@pytest.mark.parametrize(
    ("moves", "fault"),
    [
        ([move("z", "a")], errors.UnknownStatement),
        ([move("a", "z")], errors.UnknownStatement),
        ([move("a", "b")], errors.MovesNowhere),
        ([move("e", "a")], errors.LeavesClusterEmpty),
        ([move("a", "c"), move("b", "c")], errors.LeavesClusterEmpty),
    ],
)
def test_a_move_that_makes_no_sense_is_refused(moves, fault):
    with pytest.raises(fault):
        decisions.moved(CUT, IDS, moves)


def test_names_belong_to_exactly_these_statements():
    given = [
        {"statements": ["d", "c"], "name": "  Thuis  en werk ", "easy": "Thuis"},
        {"statements": ["e"], "name": "Reizen"},
    ]
    assert decisions.named(CUT, IDS, given) == {1: ("Thuis en werk", "Thuis"), 2: ("Reizen", None)}


@pytest.mark.parametrize(
    ("names", "fault"),
    [
        ([{"statements": ["c"], "name": "x"}], errors.NameFitsNoCluster),
        ([{"statements": [], "name": "x"}], errors.NameFitsNoCluster),
        ([{"statements": ["e"], "name": " "}], errors.EmptyName),
        (
            [{"statements": ["e"], "name": "x"}, {"statements": ["e"], "name": "y"}],
            errors.NamedTwice,
        ),
    ],
)
def test_a_name_that_fits_nothing_is_refused(names, fault):
    with pytest.raises(fault) as refused:
        decisions.named(CUT, IDS, names)
    for language in ("nl", "en"):
        assert refused.value.what(language)
        assert refused.value.remedy(language)


@pytest.fixture(scope="module")
def study():
    return cm.read(EXAMPLE)


@pytest.fixture(scope="module")
def settings():
    return {"starts": 5, "bootstrap": 20, "permutations": 5, "split_halves": 5}


@pytest.fixture(scope="module")
def drawn(study, settings):
    return cm.concept_map(study, **settings)


def decided(drawn) -> dict:
    """Four clusters, one statement moved, one cluster named."""
    cut = drawn.tree.cut(4)
    ids = drawn.study.ids
    largest = int(np.bincount(cut).argmax())
    own = [s for s, c in zip(ids, cut, strict=True) if c == largest]
    other = next(s for s, c in zip(ids, cut, strict=True) if c != largest)
    return {
        "clusters": 4,
        "reason": "herkenbaar",
        "moves": [move(own[0], other)],
        "names": [{"statements": own[1:], "name": "Thuis", "easy": None}],
    }


def test_cut_otherwise_is_the_same_as_drawn_so_from_the_beginning(study, settings, drawn):
    chosen = decided(drawn)
    at_once = cm.concept_map(study, **settings, **chosen).document
    later = drawn.recut(**chosen).document

    assert at_once == later


def test_the_document_tells_what_was_moved_and_named(drawn):
    chosen = decided(drawn)
    moved = chosen["moves"][0]["statement"]
    document = drawn.recut(**chosen).document

    assert [s["id"] for s in document["statements"] if s["cluster"] != s["tree_cluster"]] == [moved]
    [own] = [c for c in document["clusters"] if c["name"]]
    assert (own["name"], own["easy"]) == ("Thuis", None)
    assert moved not in own["statements"]
    assert document["choice"]["by"] == "person"
    assert document["choice"]["reason"] == "herkenbaar"
    means = [s["bridging"] for s in document["statements"] if s["id"] in own["statements"]]
    assert own["bridging"] == pytest.approx(np.mean(means))


def test_a_decision_that_does_not_fit_is_told_before_anything_long_is_computed(study, settings):
    stages: set[str] = set()
    with pytest.raises(errors.UnknownStatement):
        cm.concept_map(
            study,
            **settings,
            clusters=4,
            moves=[move("1", "nowhere")],
            progress=lambda stage, *_: stages.add(stage),
        )
    assert stages == {"starts"}


def test_settings_come_back_from_the_document_as_they_went_in(study, settings, drawn):
    written = json.loads(drawn.recut(**decided(drawn)).to_json())["settings"]
    assert Settings(**written).as_used() == written
    assert cm.concept_map(study, **written).document["settings"] == written


def test_the_part_about_clusters_is_the_one_of_the_document(drawn):
    other = drawn.recut(3)
    part, document = other.cut_part, other.document
    for key in ("clusters", "disagreement", "pattern_match", "differences"):
        assert part[key] == document[key]
    assert part["stays"] == {s["id"]: s["stays"] for s in document["statements"]}


def test_published_nothing_in_it_is_about_one_person(study, settings):
    sorters = study.sorts.sorters
    left_out = {sorters[0]: "alles op één stapel"}
    found = cm.concept_map(study, **settings, exclude=left_out)
    shown = json.dumps(cm.public(found.document))

    assert all(f'"{sorter}"' in found.to_json() for sorter in sorters)
    assert not any(f'"{sorter}"' in shown for sorter in sorters)
    told = json.loads(shown)
    assert told["excluded"] == [{"participant": "", "reason": ""}]
    assert all(c["labels"] == [] for c in told["clusters"])
    for key in ("statements", "stress", "stability", "tree", "counts", "go_zone", "groups"):
        assert told[key] == json.loads(found.to_json())[key]


@pytest.mark.parametrize(("left_out", "told"), [(4, False), (5, True)])
def test_why_people_were_left_out_is_published_where_they_are_a_group(drawn, left_out, told):
    document = {**drawn.document}
    document["excluded"] = [{"participant": f"s{n}", "reason": "half af"} for n in range(left_out)]
    assert document["study"]["minimum_shown"] == 5
    expected = {"participant": "", "reason": "half af" if told else ""}
    assert cm.public(document)["excluded"] == [expected] * left_out
