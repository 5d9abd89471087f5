"""Has the map stopped changing? The page says so in words while sorts come in."""

from __future__ import annotations

import random

import pytest
from django.test import Client
from django.urls import reverse
from tests.werkwijs.analysis.conftest import sort

from conceptmapping import procrustes
from werkwijs.analysis import asking, comparing, drawing, settling
from werkwijs.analysis.models import ConceptMap, Document
from werkwijs.analysis.settling import Settled
from werkwijs.participation import consenting, withdrawing
from werkwijs.participation.joining import join
from werkwijs.participation.models import OnPile, Participant, Pile


@pytest.fixture
def drawn(usual):
    return usual


@pytest.fixture
def desk(ana, sign_in) -> Client:
    return sign_in(Client(), ana)


def at(study, name: str = "settling") -> str:
    return reverse(f"analysis:{name}", args=[study.slug])


def somebody_sorts(study) -> None:
    participant = join(study, group=study.groups.first())
    consenting.agree(participant, text=consenting.current(study), easy=True)
    sort(participant, random.Random(9))  # noqa: S311 - invented behaviour


def again(study, by) -> ConceptMap:
    made = asking.ask(study, by=by)
    drawing.whole(made.key)
    made.refresh_from_db()
    return made


def settled(*shares: float, clusters: float = 1.0) -> Settled:
    rows = [
        {"sorters": 5 * (n + 1), "procrustes_r2": share, "ari": clusters, "repeats": 20}
        for n, share in enumerate(shares)
    ]
    return Settled(ConceptMap(), 5 * len(shares), rows, shares[-1] < 0.9, None)


@pytest.mark.parametrize(
    ("shares", "since"),
    [
        ((0.95, 0.97, 0.99), 5),
        ((0.7, 0.91, 0.99), 10),
        ((0.95, 0.8, 0.99), 15),  # it changed again after that
        ((0.5, 0.7, 0.9), 15),
        ((0.5, 0.7, 0.89), 0),
    ],
)
def test_it_has_settled_since_the_size_after_which_all_maps_are_nearly_the_same(shares, since):
    assert settled(*shares).since == since


def test_places_may_have_settled_while_clusters_have_not():
    assert settled(0.95, 0.97, clusters=0.6).clusters_moving
    assert not settled(0.95, 0.97, clusters=0.95).clusters_moving
    assert not settled(0.5, 0.6, clusters=0.6).clusters_moving  # that is said already


def test_before_there_is_a_map_the_page_offers_one(desk, sorted_study):
    page = desk.get(at(sorted_study)).content.decode()
    assert "Dat is nog niet bekeken." in page
    assert "Nu zijn er 12 sorteerders." in page
    desk.post(at(sorted_study, "settling_again"))
    assert ConceptMap.objects.get().settings == {}


def test_the_page_tells_what_the_document_tells(desk, drawn):
    told = drawn.document.told
    page = desk.get(at(drawn.study)).content.decode()
    for row in told["stability"]["by_sorters"]:
        assert f'<th scope="row">{row["sorters"]}</th>' in page
        assert f'<td class="number">{round(100 * row["procrustes_r2"])}%</td>' in page
    moving = told["stability"]["still_moving"]
    assert ("De kaart verandert nog." in page) == moving
    assert ("veranderen bijna niet meer" in page) == (not moving)
    assert "Dit is bekeken met 12 sorteerders, op kaart 1. Sinds die kaart kwam er geen" in page


def test_a_map_with_other_settings_does_not_answer_the_question(drawn, ana):
    other = asking.ask(drawn.study, by=ana, seed=3)
    drawing.whole(other.key)
    assert settling.look(drawn.study).concept_map == drawn


def test_who_comes_and_who_goes_is_counted(desk, drawn):
    before = desk.get(at(drawn.study, "settling_now")).json()["mark"]
    somebody_sorts(drawn.study)
    assert "Sinds die kaart kwam er 1 sorteerder bij." in desk.get(at(drawn.study)).content.decode()
    assert desk.get(at(drawn.study, "settling_now")).json()["mark"] != before

    for participant in Participant.objects.filter(study=drawn.study)[:3]:
        withdrawing.withdraw(participant)
    page = desk.get(at(drawn.study)).content.decode()
    assert "Sinds die kaart zijn er 2 sorteerders minder." in page


def test_where_nothing_changed_nothing_is_drawn_again(desk, drawn):
    page = desk.post(at(drawn.study, "settling_again"), follow=True).content.decode()
    assert "Sinds kaart 1 veranderde er niets." in page
    assert ConceptMap.objects.count() == 1


@pytest.mark.parametrize("change", ["somebody came", "somebody went", "one statement moved"])
def test_where_something_changed_it_is_drawn_again_once(desk, drawn, change):
    if change == "somebody came":
        somebody_sorts(drawn.study)
    elif change == "somebody went":
        withdrawing.withdraw(Participant.objects.filter(study=drawn.study).first())
    else:
        placed = OnPile.objects.filter(sitting__participant__study=drawn.study).first()
        others = Pile.objects.filter(sitting=placed.sitting).exclude(pk=placed.pile_id)
        placed.pile = next(pile for pile in others)
        placed.save()

    for _ in range(2):
        page = desk.post(at(drawn.study, "settling_again"), follow=True).content.decode()

    assert ConceptMap.objects.count() == 2
    assert "Kaart 2 wordt getekend." in page
    assert 'id="again"' not in page


def test_from_map_to_map_it_tells_how_alike_they_were(desk, drawn, ana):
    somebody_sorts(drawn.study)
    second = again(drawn.study, ana)

    [step] = settling.history(drawn.study)
    one, other = (Document.objects.get(concept_map=m).told for m in (drawn, second))
    points = [[[s["x"], s["y"]] for s in told["statements"]] for told in (one, other)]
    assert step.maps == (1, 2)
    assert step.sorters == (12, 13)
    r2 = procrustes.agreement(*(comparing.np.array(xy) for xy in points))
    assert step.r2 == pytest.approx(float(r2))
    page = desk.get(at(drawn.study)).content.decode()
    assert "12 naar 13" in page
    assert f"{round(100 * step.r2)}%" in page


def test_with_few_sorters_it_cannot_be_seen(desk, sorted_study, ana):
    for participant in Participant.objects.filter(study=sorted_study)[:10]:
        withdrawing.withdraw(participant)
    again(sorted_study, ana)
    assert "Met zo weinig sorteerders" in desk.get(at(sorted_study)).content.decode()


def test_who_reads_sees_it_and_cannot_ask(drawn, carla, dirk, sign_in):
    reader = sign_in(Client(), carla)
    page = reader.get(at(drawn.study)).content.decode()
    assert 'id="verdict"' in page
    assert 'id="again"' not in page
    assert reader.post(at(drawn.study, "settling_again")).status_code == 403
    assert sign_in(Client(), dirk).get(at(drawn.study, "settling_now")).status_code == 404
