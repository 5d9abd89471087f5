"""What is drawn on the sheet says the same as the document."""

from __future__ import annotations

import re

import numpy as np
import pytest

import conceptmapping as cm
from conceptmapping.geometry import inside
from werkwijs.analysis import choosing, contrasting, cutting, sheet
from werkwijs.analysis.choosing import Look
from werkwijs.analysis.models import Document
from werkwijs.analysis.shown import show
from werkwijs.participation import release

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(drawn):
    return drawn.document.told


def test_distances_on_the_sheet_are_distances_on_the_map(told):
    on_sheet = np.array([[p.x, -p.y] for p in _in_order(told)])
    on_map = np.array([[s["x"], s["y"]] for s in told["statements"]])
    apart = [np.linalg.norm(xy[:, None] - xy[None], axis=2) for xy in (on_sheet, on_map)]
    far = apart[1] > 0.05
    ratio = apart[0][far] / apart[1][far]
    assert ratio.std() / ratio.mean() < 0.02  # places are rounded to a tenth
    for axis in (0, 1):
        assert np.corrcoef(on_sheet[:, axis], on_map[:, axis])[0, 1] > 0.999  # not mirrored


def test_everything_is_on_the_sheet(told):
    drawn = sheet.draw(told, Look.of({}, told))
    for cluster in drawn.clusters:
        corners = _corners(cluster.path)
        assert corners.min() >= 0
        assert corners[:, 0].max() <= sheet.WIDTH
        assert corners[:, 1].max() <= drawn.height


def test_each_statement_lies_inside_the_outline_of_its_own_cluster(told):
    for number in choosing.numbers(told):
        drawn = sheet.draw(told, Look.of({"clusters": str(number)}, told))
        assert len(drawn.clusters) == number
        assert sorted(p.id for p in drawn.points) == sorted(s["id"] for s in told["statements"])
        for cluster in drawn.clusters:
            corners = _corners(cluster.path)
            assert inside(corners, [[p.x, p.y] for p in cluster.points]).all()


def test_the_usual_cut_is_the_one_of_the_document(told):
    own = [s["cluster"] for s in told["statements"]]
    assert cutting.by_tree(told, told["choice"]["clusters"]) == own


def test_the_two_that_became_one_are_one_cluster_here_and_two_before(told):
    for number in choosing.numbers(told):
        drawn = sheet.draw(told, Look.of({"clusters": str(number)}, told))
        if not drawn.merged:
            continue
        clusters = [{p.id for p in c.points} for c in drawn.clusters]
        assert set(drawn.merged[0].statements) | set(drawn.merged[1].statements) in clusters
        finer = sheet.draw(told, Look(number + 1, usual=told["choice"]["clusters"]))
        before = [{p.id for p in c.points} for c in finer.clusters]
        assert all(set(half.statements) in before for half in drawn.merged)


def test_a_chosen_statement_has_lines_to_those_it_shared_piles_with_most(told):
    drawn = sheet.draw(told, Look.of({"uitspraak": "1"}, told))
    together = told["statements"][0]["together"]
    assert [p.id for p in drawn.points if p.chosen] == ["1"]
    assert [(line.id, line.share) for line in drawn.lines] == [
        (other["id"], other["share"]) for other in together[: sheet.LINES]
    ]
    shares = [line.share for line in drawn.lines]
    assert shares == sorted(shares, reverse=True)


def test_a_layer_gives_each_point_the_value_of_the_document(told):
    for layer, of in [
        ("bridging", lambda s: s["bridging"]),
        ("certain", lambda s: s["stays"]),
        ("scale-1", lambda s: s["ratings"]["belang"]["mean"]),
    ]:
        drawn = sheet.draw(told, Look.of({"laag": layer}, told))
        values = {p.id: p.value for p in drawn.points}
        assert values == {s["id"]: of(s) for s in told["statements"]}
        largest = max(drawn.points, key=lambda p: p.value or 0)
        assert largest.radius == max(p.radius for p in drawn.points)


@pytest.mark.parametrize(
    "asked",
    [
        {"clusters": "1"},
        {"clusters": "99"},
        {"clusters": "-3"},
        {"clusters": "٣"},
        {"clusters": "4.5"},
        {"laag": "scale-9"},
        {"laag": "scale-"},
        {"laag": "<script>"},
        {"uitspraak": "300"},
    ],
)
def test_what_makes_no_sense_is_as_if_it_was_not_asked(told, asked):
    assert Look.of(asked, told) == Look.of({}, told)
    assert Look.of(asked, told).address() == ""


def test_layers_stand_in_the_order_of_the_study(drawn, told):
    """On either database: "belang" first, though a database may put a shorter word before it."""
    Document.objects.update(content=Document.written(told | {"scales": {"belang": {}, "nu": {}}}))
    again = Document.objects.get().told
    assert [choosing.scale(layer, again) for layer in choosing.layers(again)][-2:] == [
        "belang",
        "nu",
    ]


def test_the_address_says_only_what_is_not_as_usual(told):
    look = Look.of({"clusters": "4", "laag": "bridging", "uitspraak": "3"}, told)
    assert look.address() == "clusters=4&laag=bridging&uitspraak=3"
    assert look.address(uitspraak="") == "clusters=4&laag=bridging"
    again = dict(part.split("=") for part in look.address().split("&"))
    assert Look.of(again, told) == look


def _in_order(told):
    drawn = sheet.draw(told, Look.of({}, told))
    by_id = {p.id: p for p in drawn.points}
    return [by_id[s["id"]] for s in told["statements"]]


def _corners(path):
    return np.array([float(n) for n in re.findall(r"-?[\d.]+", path)]).reshape(-1, 2)


def test_searching_finds_words_and_numbers_and_stands_in_the_address(told):
    text = told["statements"][3]["text"]
    word = max(text.split(), key=len)
    look = Look.of({"zoek": f"  {word.upper()} "}, told)
    drawn = sheet.draw(told, look)
    assert told["statements"][3]["id"] in {p.id for p in drawn.found}
    assert all(word.casefold() in p.text.casefold() for p in drawn.found)
    assert "zoek=" in look.address()
    assert [p.id for p in sheet.draw(told, Look.of({"zoek": "4"}, told)).found][:1] == ["4"]
    assert sheet.draw(told, Look.of({"zoek": "qqq"}, told)).found == []


MEANS = {1: 2.4, 2: 2.9, 3: 2.1}


def rated(apart: list[tuple[int, int]], p: float | None = 0.01) -> tuple[list[dict], list[dict]]:
    clusters = [{"cluster": n, "ratings": {"belang": {"mean": mean}}} for n, mean in MEANS.items()]
    differences = [
        {"what": "clusters", "scale": "belang", "a": f"{a}", "b": f"{b}", "p_corrected": p}
        for a, b in apart
    ]
    return clusters, differences


def test_a_cluster_is_first_only_where_that_is_more_than_chance():
    assert contrasting.clearly_first(*rated([(1, 2), (2, 3)]), "belang") == 2
    assert contrasting.clearly_first(*rated([(1, 2)]), "belang") is None
    assert contrasting.clearly_first(*rated([(1, 2), (2, 3)], p=0.2), "belang") is None
    assert contrasting.clearly_first(*rated([(1, 2), (2, 3)], p=None), "belang") is None
    assert contrasting.clearly_first(*rated([(1, 2), (2, 3)]), "nu al") is None


def test_at_another_number_what_is_told_is_of_those_clusters(drawn):
    """Suggested names, how often a statement stays, where map and piles disagree: all of this cut."""
    found = cm.concept_map(release.study(drawn.study), **drawn.settings)
    for number in (3, 6):
        right = found.recut(number)
        part = right.cut_part
        seen = show(drawn, {"clusters": str(number)}).sheet
        assert {p.id: p.stays for p in seen.points} == part["stays"]
        assert {p.id for p in seen.points if p.apart} == set(part["disagreement"])
        for cluster, known in zip(seen.clusters, part["clusters"], strict=True):
            assert cluster.stays == known["stays"]
            assert [label.text for label in cluster.labels] == [
                label["label"] for label in known["labels"]
            ]
