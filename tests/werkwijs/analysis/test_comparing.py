"""Two maps side by side: the figures are those of the engine, and what differs is said."""

from __future__ import annotations

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from tests.werkwijs.analysis.once import computed_once

import conceptmapping as cm
from conceptmapping import procrustes
from conceptmapping.clustering import agreement
from werkwijs.analysis import asking, comparing, drawing, sheet
from werkwijs.analysis.choosing import Look
from werkwijs.analysis.models import ConceptMap, Document
from werkwijs.participation import release

OTHER = {"transform": "ratio", "exclude": {"s1": "te snel"}, "bootstrap": 0}
K = 4


@pytest.fixture
def drawn(usual):
    return usual


@pytest.fixture
def pair(drawn, ana) -> tuple[dict, dict]:
    second = asking.ask(drawn.study, by=ana, **OTHER)
    with computed_once():
        drawing.whole(second.key)
    return drawn.document.told, Document.objects.get(concept_map=second).told


@pytest.fixture
def desk(ana, sign_in) -> Client:
    return sign_in(Client(), ana)


def at(study, query: str = "") -> str:
    return reverse("analysis:compare", args=[study.slug]) + query


def test_the_figures_are_those_of_the_engine_called_directly(drawn, pair):
    collected = release.study(drawn.study)
    one, other = cm.concept_map(collected), cm.concept_map(collected, **OTHER)
    ari = agreement(one.tree.cut(K), other.tree.cut(K))
    r2 = float(procrustes.agreement(other.scaling.points, one.scaling.points))
    laid = procrustes.superimpose(other.scaling.points, one.scaling.points)
    far = np.linalg.norm(laid - one.scaling.points, axis=1)

    found = comparing.compare(*pair, K)

    assert found.ari == pytest.approx(ari, abs=1e-9)
    assert found.r2 == pytest.approx(r2, abs=1e-4)
    assert [row.moved for row in found.rows] == pytest.approx(list(far), abs=1e-3)
    assert [row.id for row in found.moved] == [
        collected.ids[place] for place in np.argsort(-far, kind="stable")[: comparing.MOST_MOVED]
    ]
    [own, its] = comparing.stress(*pair)
    assert own.transform == "ordinal-secondary"
    assert own.first == pytest.approx(one.scaling.stress, abs=1e-4)
    assert its.transform == "ratio"
    assert its.second == pytest.approx(other.scaling.stress, abs=1e-4)


def test_a_map_beside_itself_is_the_same(pair):
    found = comparing.compare(pair[0], pair[0], K)
    assert found.ari == 1
    assert found.r2 == pytest.approx(1)
    assert found.elsewhere == []
    assert max(row.moved for row in found.rows) == pytest.approx(0, abs=1e-9)
    assert comparing.differs(pair[0], pair[0], {}) == []
    assert not comparing.other_people(pair[0], pair[0])
    assert len(comparing.stress(pair[0], pair[0])) == 1


def test_turned_mirrored_and_renumbered_is_still_the_same(pair):
    first = pair[0]
    turned = [dict(s) | {"x": 3 * s["y"] + 1, "y": 3 * s["x"] - 2} for s in first["statements"]]
    found = comparing.compare(first, dict(first) | {"statements": turned}, K)
    assert found.r2 == pytest.approx(1)
    for one, other in zip(*(drawn.points for drawn in found.sheets), strict=True):
        assert (one.id, one.cluster) == (other.id, other.cluster)
        assert (one.x, one.y) == pytest.approx((other.x, other.y), abs=0.2)


def test_both_maps_stand_in_the_same_frame_with_the_same_statements_in_a_colour(pair):
    found = comparing.compare(*pair, K)
    one, other = found.sheets
    assert one.height == other.height
    colours = [{p.id: p.colour for p in drawn.points} for drawn in found.sheets]
    same = [key for key in colours[0] if colours[0][key] == colours[1][key]]
    assert sorted(same) == sorted({row.id for row in found.rows} - found.marked)
    assert len(other.clusters) == K
    for move, row in zip(found.moves, found.moved, strict=True):
        here = next(p for p in other.points if p.id == row.id)
        assert (move.x2, move.y2) == (here.x, here.y)


def test_only_statements_of_both_maps_are_compared(pair):
    first, second = pair
    fewer = second["statements"][2:]
    tree = {"merges": [], "order": []}
    ids = [s["id"] for s in fewer]
    points = np.array([[s["x"], s["y"]] for s in fewer])
    own = cm.clustering.cluster(tuple(ids), points=points)
    tree = {"merges": own.merges.tolist(), "order": []}

    found = comparing.compare(first, dict(second) | {"statements": fewer, "tree": tree}, K)

    assert [row.id for row in found.rows] == ids
    assert found.only == (["1", "2"], [])
    assert len(found.sheets[0].points) == 12
    back = comparing.compare(dict(second) | {"statements": fewer, "tree": tree}, first, K)
    assert back.only == ([], ["1", "2"])
    assert len(back.sheets[1].points) == 12
    assert back.ari == pytest.approx(found.ari)
    assert back.r2 == pytest.approx(found.r2)
    assert comparing.compare(first, dict(second) | {"statements": fewer[:2]}, K) is None


def test_the_sheet_alone_is_drawn_as_before(pair):
    look = Look(K, usual=K)
    assert sheet.draw(pair[0], look) == sheet.draw(pair[0], look, numbered=range(1, K + 1))


def test_what_is_set_differently_is_told(pair):
    assert comparing.differs(*pair, {}) == [
        ("Weggelaten", "niemand", "1 sorteerder"),
        ("Afstanden", "Volgorde, gelijken blijven gelijk", "Rechte lijn door nul"),
        ("Hertrekkingen", "200", "0"),
    ]
    assert comparing.other_people(*pair)
    other = pair[1] | {
        "settings": pair[1]["settings"] | {"exclude": {"s2": "x"}},
    }
    assert ("Weggelaten", "1 sorteerder", "1 sorteerder, niet allemaal dezelfde") in (
        comparing.differs(pair[1], other, {})
    )


def test_the_page_says_the_same_figures(desk, drawn, pair):
    page = desk.get(at(drawn.study, f"?een=1&ander=2&clusters={K}")).content.decode()
    found = comparing.compare(*pair, K)

    assert f'id="ari">{found.ari:.3f}'.replace(".", ",") in page
    assert f'id="r2">{found.r2:.3f}'.replace(".", ",") in page
    assert found.ari_said in page
    assert "12 uitspraken staan op beide kaarten" in page
    assert page.count("<svg viewBox") == 2
    assert page.count('class="elsewhere"') == 2 * len(found.elsewhere)
    assert "vergelijk alleen binnen een regel" in page
    assert "Minder mensen of een kleinere groep" in page
    assert page.count("<polyline") == 0


def test_the_address_says_which_maps_and_nonsense_is_as_if_it_was_not_asked(desk, drawn, pair):
    def shown(query: str):
        context = desk.get(at(drawn.study, query)).context
        return context["first"].number, context["second"].number, context["clusters"]

    usual = pair[0]["choice"]["clusters"]
    assert shown("") == (1, 2, usual)
    assert shown("?een=2&ander=1&clusters=3") == (2, 1, 3)
    assert shown("?een=1&ander=1") == (1, 2, usual)
    assert shown("?een=2") == (2, 1, pair[1]["choice"]["clusters"])
    for query in ("?een=99&ander=x&clusters=99", "?een=٣&clusters=-1", "?clusters=" + "9" * 50):
        assert shown(query) == (1, 2, usual)


def test_one_map_cannot_be_compared_and_the_page_says_so(desk, drawn):
    page = desk.get(at(drawn.study)).content.decode()
    assert "Om te vergelijken zijn twee kaarten nodig." in page
    ConceptMap.objects.all().delete()
    assert desk.get(at(drawn.study)).status_code == 200
