"""The whole analysis in one call: what it says, what it refuses, what it keeps to itself."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

import numpy as np
import pytest
from invented import random_sorts

import conceptmapping as cm
from conceptmapping import document, errors
from conceptmapping.sorting import Sorts

QUICK = {"starts": 3, "bootstrap": 8, "permutations": 6, "split_halves": 6}


def study(sorts: Sorts | None = None, **facts: Any) -> cm.Study:
    """Twenty-four sorters in two groups of 12, who also rated."""
    sorts = random_sorts(24, 14, 4, noise=0.08) if sorts is None else sorts
    rng = np.random.default_rng(0)
    scale = cm.Scale("belang", 1, 5)
    return cm.Study(
        statements=tuple(
            cm.Statement(i, f"statement {i}", origin="coach") for i in sorts.statements
        ),
        sorts=sorts,
        ratings={
            "belang": cm.Ratings(
                scale,
                sorts.statements,
                sorts.sorters,
                rng.integers(1, 6, (sorts.n_sorters, sorts.n_statements)).astype(float),
            )
        },
        participants={
            s: {"group": "coach" if i < 12 else "young"} for i, s in enumerate(sorts.sorters)
        },
        **facts,
    )


@pytest.fixture(scope="module")
def drawn() -> cm.ConceptMap:
    return cm.concept_map(study(), **QUICK)


def fits(value: Any, kind: Any, where: str = "") -> None:
    """Fail where ``value`` is not what the schema says."""
    if is_typeddict(kind):
        hints = get_type_hints(kind)
        missing = kind.__required_keys__ - set(value)
        assert not missing, f"{where} lacks {missing}"
        assert set(value) <= set(hints), f"{where} has {set(value) - set(hints)}"
        for key, item in value.items():
            fits(item, hints[key], f"{where}.{key}")
    elif get_origin(kind) is list:
        for i, item in enumerate(value):
            fits(item, get_args(kind)[0], f"{where}[{i}]")
    elif get_origin(kind) is dict:
        for key, item in value.items():
            fits(item, get_args(kind)[1], f"{where}[{key!r}]")
    elif get_args(kind):
        options = list(get_args(kind))
        if value is None:
            assert type(None) in options, f"{where} is None"
        else:
            fits(value, next(o for o in options if o is not type(None)), where)
    elif kind is float:
        assert isinstance(value, int | float), f"{where}: {value!r}"
    elif kind is not Any:
        assert isinstance(value, kind), f"{where}: {value!r} is no {kind}"


def test_the_document_has_the_shape_of_the_schema(drawn):
    fits(drawn.document, document.MapDocument)


def test_the_document_of_next_to_nothing_has_the_shape_as_well():
    bare = replace(study(random_sorts(4, 5, 2)), ratings={}, participants={})
    d = cm.concept_map(bare, starts=1, bootstrap=0, permutations=0, split_halves=0).document

    fits(d, document.MapDocument)
    assert d["stress"]["chance"] is None
    assert d["statements"][0]["ellipse"] is None
    assert d["stability"]["by_sorters"] == []
    assert d["reliability"]["r_SHT"] is None


def test_map_json_is_plain_json_without_nan(drawn):
    assert json.loads(drawn.to_json()) == json.loads(json.dumps(drawn.document))


def test_clusters_and_statements_point_at_each_other(drawn):
    d = drawn.document
    listed = {s: c["cluster"] for c in d["clusters"] for s in c["statements"]}

    assert listed == {s["id"]: s["cluster"] for s in d["statements"]}
    assert [c["cluster"] for c in d["clusters"]] == list(range(1, d["choice"]["clusters"] + 1))


def test_leaf_i_is_statement_i(drawn):
    merges = np.array(drawn.document["tree"]["merges"])
    points = np.array([[s["x"], s["y"]] for s in drawn.document["statements"]])
    i, j, height, _ = merges[0]

    assert np.linalg.norm(points[int(i)] - points[int(j)]) == pytest.approx(height)


def test_the_same_seed_gives_the_same_text_and_another_does_not(drawn):
    assert cm.concept_map(study(), **QUICK).to_json() == drawn.to_json()
    assert cm.concept_map(study(), **QUICK, seed=2).to_json() != drawn.to_json()


def test_a_person_chooses_how_many_clusters_and_why():
    d = cm.concept_map(study(), **QUICK, clusters=6, reason="Zes past op de tafel.").document

    assert len(d["clusters"]) == 6
    assert d["choice"]["by"] == "person"
    assert d["choice"]["reason"] == "Zes past op de tafel."
    assert d["settings"]["clusters"] == 6


def test_exclusions_keep_their_reason_and_lose_their_sorts_and_ratings():
    d = cm.concept_map(study(), **QUICK, exclude={"s3": "sorteerde met de ogen dicht"}).document

    assert d["excluded"] == [{"participant": "s3", "reason": "sorteerde met de ogen dicht"}]
    assert d["counts"]["sorters"] == d["counts"]["raters"] == 23
    assert "s3" not in [row["participant"] for row in d["quality"]]


def test_one_group_only():
    d = cm.concept_map(study(), **QUICK, group=("group", "coach")).document

    assert d["counts"]["sorters"] == 12
    assert {"code": "group-only", "column": "group", "value": "coach", "sorters": 12} in d[
        "warnings"
    ]


def test_groups_in_balance_weigh_the_same():
    uneven = study()
    uneven = replace(
        uneven,
        participants={
            s: {"group": "coach" if i < 18 else "young"} for i, s in enumerate(uneven.sorts.sorters)
        },
    )
    d = cm.concept_map(uneven, **QUICK, balance="group").document
    weight = {row["participant"]: row["weight"] for row in d["quality"]}

    assert sum(weight[f"s{i}"] for i in range(18)) == pytest.approx(12)
    assert sum(weight[f"s{i}"] for i in range(18, 24)) == pytest.approx(12)
    assert any(w["code"] == "weights-used" for w in d["warnings"])


def test_a_handful_cannot_be_made_to_weigh_as_much_as_the_rest():
    few = replace(
        study(), participants={f"s{i}": {"group": "one" if i < 3 else "rest"} for i in range(24)}
    )
    with pytest.raises(errors.GroupTooSmallToBalance, match="Only 3 people of one"):
        cm.concept_map(few, **QUICK, balance="group")


def test_people_without_a_group_keep_their_weight_in_a_balanced_map():
    some = replace(
        study(),
        participants={f"s{i}": {"group": "a" if i < 6 else "b"} for i in range(20)},
    )
    d = cm.concept_map(some, **QUICK, balance="group").document
    weight = {row["participant"]: row["weight"] for row in d["quality"]}

    assert [weight[f"s{i}"] for i in range(20, 24)] == [1.0] * 4
    assert sum(weight[f"s{i}"] for i in range(6)) == pytest.approx(10)


def test_a_statement_placed_by_three_has_a_place_but_no_certainty():
    sorts = random_sorts(12, 10, 1)
    piles = sorts.piles.copy()
    piles[3:, 0] = -1
    d = cm.concept_map(study(replace(sorts, piles=piles)), **QUICK).document
    rare, usual = d["statements"][:2]

    assert rare["ellipse"] is rare["stays"] is rare["bridging"] is None
    assert usual["ellipse"] is not None
    assert {"code": "rarely-placed", "statements": ["q0"], "sorters": 4} in d["warnings"]


def test_a_map_that_hangs_by_single_sorters_has_no_certainty_to_show():
    """A chain: every sorter saw four statements, two of them those of the next sorter."""
    ids = tuple(f"q{j}" for j in range(22))
    heaps = {
        f"s{i}": {0: ids[2 * i : 2 * i + 2], 1: (ids[2 * i + 2],), 2: (ids[2 * i + 3],)}
        for i in range(10)
    }
    d = cm.concept_map(study(Sorts.from_piles(ids, heaps)), **{**QUICK, "bootstrap": 40}).document

    (hung,) = [w for w in d["warnings"] if w["code"] == "hangs-by-few"]
    assert hung["asked"] == 40
    assert hung["kept"] < 5  # all ten in one sample is a matter of one in 2,756
    assert d["stability"]["bootstrap"] == 0
    assert d["stability"]["ari"] == {}
    assert all(s["ellipse"] is s["stays"] is None for s in d["statements"])


def test_a_weight_of_two_is_the_same_as_sorting_twice():
    sorts = random_sorts(8, 10, 1)
    twice = Sorts(
        sorts.statements,
        (*sorts.sorters, "again"),
        np.vstack([sorts.piles, sorts.piles[:1]]),
        (*sorts.labels, sorts.labels[0]),
        np.ones(9),
        np.full(9, np.nan),
    )
    heavy = sorts.weighted({"s0": 2.0})

    assert np.array_equal(cm.similarity(heavy).together, cm.similarity(twice).together)


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ({"clusters": 1}, errors.SettingOutOfRange),
        ({"clusters": 15}, errors.SettingOutOfRange),
        ({"starts": 0}, errors.SettingOutOfRange),
        ({"bootstrap": -1}, errors.SettingOutOfRange),
        ({"seed": 1.5}, errors.SettingOutOfRange),
        ({"transform": "kubisch"}, errors.UnknownSetting),
        ({"linkage": "single"}, errors.UnknownSetting),
        ({"unplaced": "drop"}, errors.UnknownSetting),
        ({"exclude": {"nobody": "?"}}, errors.UnknownParticipant),
        ({"exclude": {f"s{i}": "!" for i in range(23)}}, errors.TooFewSorters),
        ({"group": ("group", "boss")}, errors.NobodyInGroup),
        ({"group": ("shoe size", "43")}, errors.NobodyInGroup),
        ({"balance": "shoe size"}, errors.NobodyInGroup),
    ],
)
def test_settings_that_make_no_sense_are_refused_with_a_remedy(settings, fault):
    with pytest.raises(fault) as caught:
        cm.concept_map(study(), **{**QUICK, **settings})
    for language in ("nl", "en"):
        assert caught.value.what(language).endswith(".")
        assert caught.value.remedy(language).endswith(".")


def test_a_group_too_small_to_show_has_no_map():
    small = replace(study(), participants={"s0": {"group": "rare"}, "s1": {"group": "rare"}})
    with pytest.raises(errors.GroupTooFewSorters, match="fewer than 5"):
        cm.concept_map(small, **QUICK, group=("group", "rare"))


def test_groups_below_the_minimum_are_counted_as_unknown():
    uneven = study()
    uneven = replace(
        uneven,
        participants={
            s: {"group": ("a", "b", "c")[min(i // 10, 2)]}
            for i, s in enumerate(uneven.sorts.sorters)
        },
    )
    d = cm.concept_map(uneven, **QUICK).document
    groups = d["study"]["groups"]

    assert groups["c"] == {"sorters": None, "raters": None}
    assert "c" not in {row["group"] for row in d["quality"]}
    # 24 - 10 - ... would give it away if both others were shown.
    assert sum(g["sorters"] is None for g in groups.values()) >= 2


def test_who_placed_nothing_is_no_sorter():
    sorts = random_sorts(6, 8, 1)
    piles = sorts.piles.copy()
    piles[2] = -1
    labels = tuple(() if i == 2 else own for i, own in enumerate(sorts.labels))
    empty = replace(sorts, piles=piles, labels=labels)

    d = cm.concept_map(study(empty), **QUICK).document
    assert d["counts"]["sorters"] == 5
    assert {"code": "nothing-placed", "participants": ["s2"]} in d["warnings"]


@pytest.mark.parametrize("linkage", ["ward-direct", "average-direct"])
def test_other_linkages_work_all_the_way(linkage):
    d = cm.concept_map(study(), **QUICK, linkage=linkage).document

    assert d["settings"]["linkage"] == linkage
    fits(d, document.MapDocument)


@pytest.mark.parametrize("transform", ["ordinal-primary", "interval", "ratio"])
def test_other_transforms_work_all_the_way(transform):
    d = cm.concept_map(study(), **QUICK, transform=transform).document

    assert d["stress"]["value"] == pytest.approx(d["stress"]["by_transform"][transform], abs=1e-6)


def test_unplaced_as_singletons_changes_the_map_but_not_what_people_did():
    partial = study(random_sorts(10, 12, 1, unplaced=0.2))
    pairwise = cm.concept_map(partial, **QUICK).document
    singles = cm.concept_map(partial, **QUICK, unplaced="singletons").document

    assert pairwise["counts"]["unplaced"] > 0
    assert singles["counts"] == {
        **pairwise["counts"],
        "placed_pairs_zero": singles["counts"]["placed_pairs_zero"],
    }
    assert [q["piles"] for q in singles["quality"]] == [q["piles"] for q in pairwise["quality"]]
    assert singles["stress"]["value"] != pairwise["stress"]["value"]


def test_twelve_sorters_are_told_to_be_few():
    d = cm.concept_map(study(random_sorts(12, 10, 1)), **QUICK).document

    assert {"code": "few-sorters", "sorters": 12} in d["warnings"]


def test_noise_is_told_to_be_noise():
    rng = np.random.default_rng(1)
    noise = Sorts(
        tuple(f"q{i}" for i in range(20)),
        tuple(f"s{i}" for i in range(8)),
        np.array(
            [np.unique(rng.integers(0, 5, 20), return_inverse=True)[1] for _ in range(8)],
            dtype=np.int32,
        ),
        (("",) * 5,) * 8,
        np.ones(8),
        np.full(8, np.nan),
    )
    d = cm.concept_map(study(noise), starts=10, bootstrap=0, permutations=40).document

    assert any(w["code"] == "near-chance" for w in d["warnings"])
    assert d["stress"]["chance"]["p"] > 0.05


def test_progress_tells_every_stage():
    stages: dict[str, list[int]] = {}
    cm.concept_map(
        study(), **QUICK, progress=lambda *at: stages.setdefault(at[0], []).append(at[1])
    )

    assert set(stages) >= {"starts", "bootstrap", "chance", "split-halves", "subsets", "sorters"}
    assert all(seen[-1] == max(seen) for seen in stages.values())
