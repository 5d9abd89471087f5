import json
from dataclasses import replace

import numpy as np
import pytest
from rating_tables import NAN, sample_project, study_of

from conceptmapping.contrasts import rating_parts
from conceptmapping.errors import GroupTooSmall, NobodyInGroup, ShapeMismatch, UnknownSetting
from conceptmapping.ladders import Axis

TWELVE = np.random.default_rng(5).integers(1, 6, (24, 12)).astype(float)
GROUPS = ["coach"] * 12 + ["employer"] * 9 + ["family"] * 3
CLUSTERS = [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]


def study(**settings):
    tables = {"importance": TWELVE, "feasibility": 6 - TWELVE[::-1]}
    return study_of(tables, GROUPS, **settings)


# --- the sample project: RCMap's synthetic data, computed by R 4.2.2 (golden/README.md) --------


@pytest.mark.golden
def test_statement_means_and_sds_are_those_of_r(golden):
    project, reference = sample_project(golden("rcmap_sample"))

    parts = rating_parts(project, [1] * 80)

    for scale, expected in reference["statement"]["by_scale"].items():
        own = [statement[scale] for statement in parts.statements]
        assert [one["mean"] for one in own] == pytest.approx(expected["mean"], abs=1e-9)
        assert [one["sd"] for one in own] == pytest.approx(expected["sd"], abs=1e-9)
        assert [one["n"] for one in own] == expected["n"]
        mean = np.mean([one["mean"] for one in own])
        assert mean == pytest.approx(expected["grand_mean_of_statement_means"], abs=1e-9)


@pytest.mark.golden
def test_the_go_zone_of_the_sample_project(golden):
    # method.md 11: means 3.04375 and 3.3275; 18/17/19/26
    project, reference = sample_project(golden("rcmap_sample"))

    axes = (Axis("Importance"), Axis("Feasibility"))
    (zone,) = rating_parts(project, [1] * 80, go_zones=[axes]).go_zone

    assert zone["x_line"] == pytest.approx(3.04375, abs=1e-9)
    assert zone["y_line"] == pytest.approx(3.3275, abs=1e-9)
    assert list(zone["counts"].values()) == [18, 17, 19, 26]
    names = {"both": "both_high", "x-only": "x_high", "y-only": "y_high", "neither": "both_low"}
    quadrants = [names[point["quadrant"]] for point in zone["points"]]
    assert quadrants == reference["go_zone"]["quadrant"]
    assert zone["r"] == pytest.approx(reference["go_zone"]["statement_pearson"], abs=1e-9)


@pytest.mark.golden
@pytest.mark.parametrize("k", [4, 6, 8, 10, 12])
def test_cluster_means_and_the_pattern_match_are_those_of_r(golden, k):
    project, reference = sample_project(golden("rcmap_sample"))
    expected = reference["by_k"].get(f"k{k}")
    if expected is None:
        pytest.skip(f"No reference for {k} clusters.")

    parts = rating_parts(project, expected["cluster"])

    means = [
        [parts.clusters[c][scale]["mean"] for scale in ("Importance", "Feasibility")]
        for c in range(1, k + 1)
    ]
    np.testing.assert_allclose(means, expected["cluster_mean_of_statement_means"], atol=1e-9)
    (pair,) = parts.pattern_match[0]["pairs"]
    r, rank = (expected[f"pattern_match_{n}"] for n in ("pearson_statement_means", "spearman"))
    assert pair["pearson"] == pytest.approx(r, abs=1e-9)
    assert pair["spearman"] == pytest.approx(rank, abs=1e-9)
    assert pair["clusters"] == k


@pytest.mark.golden
def test_rater_reliability_of_the_sample_project_by_another_road(golden):
    """Complete ratings: NumPy's correlations of the raters, stepped up."""
    project, _ = sample_project(golden("rcmap_sample"))

    for scale, found in rating_parts(project, [1] * 80).r_RR.items():
        r = np.corrcoef(project.ratings[scale].values)
        mean = r[np.tril_indices(10, -1)].mean()
        assert found == pytest.approx(10 * mean / (1 + 9 * mean), abs=1e-9)


# --- what a study gets by default --------------------------------------------------------------


def test_defaults_compare_scales_as_a_whole_and_groups_that_may_be_shown():
    parts = rating_parts(study(), CLUSTERS)

    assert [(zone["x"], zone["y"]) for zone in parts.go_zone] == [("importance", "feasibility")]
    # Of the groups only the coaches may be shown (next test), and one axis is no ladder.
    assert [(m["name"], [axis["axis"] for axis in m["axes"]]) for m in parts.pattern_match] == [
        ("scales", ["importance", "feasibility"])
    ]


def test_a_third_group_of_three_takes_the_smaller_of_the_others_with_it():
    parts = rating_parts(study(), CLUSTERS)

    own = parts.cluster_groups[1]["importance"]
    assert own["coach"]["n"] == 12
    assert own["family"]["mean"] is None
    assert own["employer"]["mean"] is None  # 24 - 12 - 9 would leave the family's three
    assert parts.warnings == [
        {"code": code, "scale": scale, "group": group}
        for scale in ("importance", "feasibility")
        for group, code in (("employer", "group-guards-others"), ("family", "group-small"))
    ]


def test_with_a_lower_minimum_all_groups_are_there():
    parts = rating_parts(study(minimum_shown=3), CLUSTERS)

    ladder = next(m for m in parts.pattern_match if m["name"] == "groups: importance")
    assert [(axis["group"], axis["n"]) for axis in ladder["axes"]] == [
        ("coach", 12),
        ("employer", 9),
        ("family", 3),
    ]
    assert len(ladder["pairs"]) == 3
    for axis in ladder["axes"]:
        assert axis["clusters"] == {
            str(c): parts.cluster_groups[c]["importance"][axis["group"]]["mean"]
            for c in range(1, 5)
        }
    groups = [d for d in parts.differences if d["what"] == "groups" and d["scale"] == "importance"]
    assert len(groups) == 3 * 4
    assert all(d["p"] is None for d in groups)  # employers and family: fewer than ten
    tested = [d for d in parts.differences if d["what"] == "clusters" and d["p"] is not None]
    assert len(tested) == 2 * 6


def test_two_groups_span_a_go_zone_on_request():
    axes = Axis("importance", "coach"), Axis("importance", "employer")

    (zone,) = rating_parts(study(minimum_shown=3), CLUSTERS, go_zones=[axes]).go_zone

    assert (zone["x"], zone["y"]) == ("importance: coach", "importance: employer")
    assert zone["points"][0]["x"] == pytest.approx(TWELVE[:12, 0].mean())
    assert zone["points"][0]["y"] == pytest.approx(TWELVE[12:21, 0].mean())


def test_ratings_may_have_their_columns_in_another_order():
    whole = study()
    ratings = whole.ratings["importance"]
    turned = type(ratings)(
        ratings.scale, ratings.statements[::-1], ratings.raters, ratings.values[:, ::-1]
    )
    other = replace(whole, ratings={"importance": turned})

    straight = rating_parts(study_of({"importance": TWELVE}, GROUPS), CLUSTERS)
    assert rating_parts(other, CLUSTERS).statements == straight.statements


def test_a_study_without_ratings_has_nothing_to_say_about_them():
    bare = replace(study_of({"importance": [[1, 2]]}, [None]), ratings={})

    parts = rating_parts(bare, [1, 2])

    assert parts.statements == [{}, {}]
    assert (parts.scales, parts.go_zone, parts.pattern_match, parts.differences) == ({}, [], [], [])


def test_a_scale_nobody_filled_in_is_no_trouble():
    empty = [[NAN] * 12] * 24

    parts = rating_parts(study_of({"importance": TWELVE, "ease": empty}, GROUPS), CLUSTERS)

    assert parts.statements[0]["ease"]["mean"] is None
    assert parts.scales["ease"]["raters"] == 0
    assert parts.r_RR["ease"] is None
    assert parts.go_zone == []
    assert parts.pattern_match == []


def test_fewer_raters_than_the_minimum_are_counted_and_no_more():
    parts = rating_parts(
        study_of({"importance": TWELVE[:4], "ease": TWELVE[4:8]}, ["coach"] * 4), CLUSTERS
    )

    assert parts.scales["importance"]["raters"] == 4
    assert parts.statements[0]["importance"]["mean"] is None
    assert parts.clusters[1]["importance"]["mean"] is None
    assert (parts.go_zone, parts.pattern_match, parts.differences) == ([], [], [])
    assert parts.r_RR["importance"] is None


def test_everything_can_be_written_as_json():
    parts = rating_parts(study(minimum_shown=3), CLUSTERS)

    text = json.dumps(vars(parts), allow_nan=False)

    assert json.loads(text)["scales"]["importance"]["raters"] == 24


@pytest.mark.parametrize(
    ("wanted", "fault"),
    [
        ({"lines": "median"}, UnknownSetting),
        ({"correction": "none"}, UnknownSetting),
        ({"go_zones": [(Axis("importance"), Axis("ease"))]}, UnknownSetting),
        ({"ladders": {"x": [Axis("importance", "nobody")]}}, NobodyInGroup),
        ({"ladders": {"x": [Axis("importance", "family")]}}, GroupTooSmall),
    ],
)
def test_what_cannot_be_had_is_said_in_words(wanted, fault):
    with pytest.raises(fault) as refused:
        rating_parts(study(), CLUSTERS, **wanted)

    for language in ("en", "nl"):
        assert refused.value.what(language)
        assert refused.value.remedy(language)


def test_a_partition_of_other_statements_is_refused():
    with pytest.raises(ShapeMismatch):
        rating_parts(study(), [1, 2, 3])
