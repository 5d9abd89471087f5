"""The page that lays groups beside each other: the engine's numbers, in every state, in plain words."""

from __future__ import annotations

import json
import re

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from tests.werkwijs.analysis.grouped import draw, grouped
from tests.werkwijs.analysis.once import computed_once

from conceptmapping.ladders import Axis
from werkwijs.analysis import (
    asking,
    contrasting,
    deciding,
    drawing,
    group_choice,
    group_means,
    group_sheet,
    ladder_sheet,
)
from werkwijs.analysis.models import Document

STATES = (
    "",
    "?toon=ladder&as=1.1&as=1.2&as=2.0&bereik=eigen&cluster=1",
    "?toon=ladder&as=1.1",
    "?toon=zone",
    "?toon=zone&x=1.1&y=1.2&lijnen=midpoint&cluster=2&uitspraak=3",
    "?toon=zone&x=1.1&y=1.1",
    "?toon=kaarten",
    "?toon=kaarten&groep=2&leg=op",
    "?toon=verschillen",
    "?toon=verschillen&schaal=2&tussen=clusters",
)
NONSENSE = (
    "?toon=niets&as=9.9&cluster=0",
    "?toon=zone&x=%00&y=2.99&lijnen=krom",
    "?toon=kaarten&groep=99999999999",
    "?toon=verschillen&schaal=-1&tussen=mij",
)


@pytest.fixture
def desk(ana, sign_in) -> Client:
    return sign_in(Client(), ana)


@pytest.fixture
def rich(study, ana):
    """Two groups that may be tested, two scales."""
    with computed_once():
        return draw(grouped(study, {"jongere": 11, "werkgever": 10}), ana)


def page(desk, concept_map, query: str = "", status: int = 200) -> str:
    answer = desk.get(
        reverse("analysis:groups", args=[concept_map.study.slug, concept_map.number]) + query
    )
    assert answer.status_code == status
    return answer.content.decode()


def near(one: object, other: object) -> bool:
    """The same but for the last digits: the document is rounded far behind the point."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(near(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(near, one, other))
    if isinstance(one, float) and isinstance(other, int | float):
        return one == pytest.approx(other, abs=1e-8)
    return one == other


def test_every_ladder_of_the_document_comes_out_the_same(rich):
    told = Document.objects.get().told
    assert len(told["pattern_match"]) == 3
    for match in told["pattern_match"]:
        axes = [Axis(axis["scale"], axis["group"]) for axis in match["axes"]]
        found = group_means.pattern(told, told, axes) | {"name": match["name"]}
        assert near(found, match)


def test_the_go_zone_of_the_document_comes_out_the_same(rich):
    told = Document.objects.get().told
    (kept,) = told["go_zone"]
    x, y = (Axis(kept[end]) for end in "xy")
    assert near(group_means.zone(told, x, y, kept["lines"]), kept)


def test_lines_follow_what_is_shown_or_everything_or_the_scale(rich):
    told = Document.objects.get().told
    x, y = (Axis("belang", group) for group in told["study"]["groups"])
    only = told["clusters"][0]["statements"]
    means = {s["id"]: s["group_ratings"]["belang"][x.group]["mean"] for s in told["statements"]}

    def line(lines: str) -> float:
        zone = group_means.zone(told, x, y, lines, only)
        assert {point["id"] for point in zone["points"]} == set(only)
        return zone["x_line"]

    assert line("mean-shown") == pytest.approx(sum(means[i] for i in only) / len(only))
    assert line("mean-all") == pytest.approx(sum(means.values()) / len(means))
    assert line("midpoint") == 2


@pytest.mark.parametrize("query", [*STATES, *NONSENSE])
@pytest.mark.parametrize("spoken", ["nl", "en"])
def test_every_state_has_an_address(desk, rich, query, spoken):
    desk.cookies["django_language"] = spoken
    text = page(desk, rich, query)
    assert "<h2" in text
    assert "None" not in re.sub(r"<script.*?</script>", "", text, flags=re.S)


def test_who_chooses_one_axis_or_the_same_twice_is_told(desk, rich):
    assert "Kies minstens twee dingen" in page(desk, rich, "?toon=ladder&as=1.1")
    assert "Kies twee verschillende dingen" in page(desk, rich, "?toon=zone&x=1.1&y=1.1")
    assert "Kies minstens" not in page(desk, rich)


def test_a_cluster_leads_to_its_statements_and_a_statement_to_the_map(desk, rich):
    told = Document.objects.get().told
    own = told["clusters"][0]["statements"]
    text = page(desk, rich, "?toon=ladder&cluster=1")
    panel = text[text.index('id="chosen"') : text.index('id="means-title"')]
    assert {*re.findall(r"\?uitspraak=(\w+)#chosen", panel)} == set(own)


def test_names_the_group_gave_stand_on_the_ladder(desk, rich, ana):
    told = Document.objects.get().told
    deciding.name(rich, told["clusters"][0]["statements"], name="Warm welkom", by=ana)
    assert "1. Warm welkom" in page(desk, rich).replace("\n", " ")


def test_the_clusters_are_those_the_group_chose(desk, rich, ana):
    usual = Document.objects.get().told["choice"]["clusters"]
    deciding.choose(rich, usual + 1, reason="Zo past het beter", by=ana)
    text = page(desk, rich)
    assert f"Er zijn maar {usual + 1} clusters" in text
    assert f'data-from="{usual + 1}"' in text


def test_axes_share_a_range_or_have_their_own():
    axes = [
        {"axis": name, "scale": name, "group": None, "n": 9, "minimum": 1, "maximum": 5,
         "clusters": {"1": low, "2": high}}
        for name, low, high in (("a", 1.0, 3.0), ("b", 2.0, 5.0))
    ]  # fmt: skip
    match = {"name": "", "axes": axes, "pairs": []}
    names = {1: "een", 2: "twee"}

    same = ladder_sheet.draw(match, names, ["a", "b"], "zelfde")
    assert [(rail.low, rail.high) for rail in same.rails] == [(1.0, 5.0)] * 2
    own = ladder_sheet.draw(match, names, ["a", "b"], "eigen")
    assert [(rail.low, rail.high) for rail in own.rails] == [(1.0, 3.0), (2.0, 5.0)]
    assert {rung.y for rung in own.lines[1].rungs} == {own.top}


def test_several_groups_are_several_tests():
    def own(group: str, p: float | None) -> dict[str, object]:
        return {"group": group, "sorters": 12, "procrustes_r2": 0.8, "p": p, "others": {}}

    found = group_sheet.verdicts([own("a", 0.01), own("b", 0.04), own("c", None)])
    assert [verdict.p for verdict in found] == [0.02, 0.04, None]


def test_a_group_that_moves_one_statement_is_seen_to(rich):
    told = Document.objects.get().told
    ids = [s["id"] for s in told["statements"]]
    points = {s["id"]: [s["x"], s["y"]] for s in told["statements"]}
    target = max(ids, key=lambda i: abs(points[i][0] - points[ids[0]][0]))
    points[ids[0]] = [points[target][0] + 0.01, points[target][1]]
    own = told["groups"][0] | {"points": points, "moves": [{"id": ids[0], "distance": 1.0}]}
    clusters = dict.fromkeys(ids, 1)

    pair = group_sheet.draw(told, own, clusters)
    assert [spot.id for spot in pair.spots if spot.arrow] == [ids[0]]
    (moved,) = pair.moved
    assert moved.own_near[0].id == target
    assert target not in [spot.id for spot in moved.near[:1]]


def test_a_map_kept_without_points_still_tells_what_moves(desk, rich):
    document = Document.objects.get()
    told = document.told
    for own in told["groups"]:
        del own["points"]
    document.content = json.dumps(told)
    document.save()
    assert "niet bewaard" in page(desk, rich, "?toon=kaarten")


def test_a_difference_is_told_from_low_to_high():
    one = {
        "scale": "belang", "what": "groups", "cluster": 1, "a": "x", "b": "y", "n_a": 12, "n_b": 15,
        "difference": -0.6, "ci": [-0.9, -0.3], "effect": -1.1, "effect_ci": [-1.6, -0.5],
        "p": 0.001, "p_corrected": 0.01, "test": "welch-t", "correction": "holm",
    }  # fmt: skip
    (found,) = contrasting.contrasts([one], "belang", "groepen")
    assert (found.low, found.high, found.n_low, found.n_high) == ("x", "y", 12, 15)
    assert (found.difference, found.ci, found.effect) == (0.6, (0.3, 0.9), 1.1)
    assert found.certain
    assert contrasting.contrasts([one], "nu", "groepen") == []


def test_differences_say_how_sure_they_are(desk, rich):
    text = page(desk, rich, "?toon=verschillen")
    assert "Holm" in text
    assert "Kan toeval zijn" in text
    assert "betekent niet dat er geen verschil is" in text


def test_small_groups_are_compared_and_not_tested(desk, study, ana):
    made = draw(grouped(study, {"jongere": 6, "werkgever": 7}), ana)
    text = page(desk, made, "?toon=verschillen")
    assert "Er is niets getoetst" in text
    assert "minstens 10 mensen" in page(desk, made, "?toon=kaarten")


def test_without_ratings_each_part_says_so(desk, study, ana):
    made = draw(grouped(study, {"jongere": 6, "werkgever": 7}, scales=0), ana)
    for part in ("ladder", "zone", "verschillen"):
        assert "Niemand gaf cijfers" in page(desk, made, f"?toon={part}")
    assert "Kaart van" in page(desk, made, "?toon=kaarten")


def test_one_scale_has_a_go_zone_of_two_groups(desk, study, ana):
    made = draw(grouped(study, {"jongere": 6, "werkgever": 7}, scales=1), ana)
    assert "go-zone van jongere en werkgever" in page(desk, made, "?toon=zone").lower()


def test_one_scale_and_no_groups_leaves_nothing_to_compare(desk, study, ana):
    made = draw(grouped(study, {"": 8}, scales=1), ana)
    for part in ("ladder", "zone"):
        assert "Er is één schaal" in page(desk, made, f"?toon={part}")
    assert "geen groepen vastgelegd" in page(desk, made)
    assert "geen groep waarvan we" in page(desk, made, "?toon=kaarten")


def test_before_there_is_a_map_and_before_it_is_whole(desk, study, ana):
    grouped(study, {"jongere": 10, "werkgever": 10})
    made = asking.ask(study, by=ana)
    assert "De kaart is nog niet getekend" in page(desk, made)
    drawing.first(made.key)
    text = page(desk, made, "?toon=kaarten")
    assert "We rekenen nog uit hoe zeker alles is" in text
    assert "is nog niet uitgerekend" in text


def test_who_reads_sees_it_and_it_leads_there_from_the_map(rich, carla, sign_in):
    reader = sign_in(Client(), carla)
    address = reverse("analysis:groups", args=[rich.study.slug, rich.number])
    assert reader.get(address).status_code == 200
    of_map = reverse("analysis:map", args=[rich.study.slug, rich.number])
    assert address in reader.get(of_map).content.decode()


def test_an_address_says_what_one_looks_at(rich):
    told = Document.objects.get().told
    offer = group_choice.offers(told, told["clusters"])
    for query in STATES:
        asked = group_choice.Asked.of(QueryDict(query[1:]), told, told["clusters"], offer)
        again = group_choice.Asked.of(QueryDict(asked.address()), told, told["clusters"], offer)
        assert again.address() == asked.address()
        assert again.part == asked.part
