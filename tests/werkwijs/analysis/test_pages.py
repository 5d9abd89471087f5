"""The pages of maps: what is there, what is not there yet, and what one looks at."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from werkwijs.analysis import asking, drawing
from werkwijs.analysis.models import ConceptMap, Document
from werkwijs.participation.models import Sitting


@pytest.fixture
def desk(ana, sign_in) -> Client:
    return sign_in(Client(), ana)


def at(name: str, study, *more) -> str:
    return reverse(f"analysis:{name}", args=[study.slug, *more])


def test_without_a_map_the_page_says_so_and_offers_one(desk, sorted_study):
    page = desk.get(at("maps", sorted_study)).content.decode()
    assert "Er is nog geen kaart." in page
    assert "12 mensen zijn klaar met sorteren" in page
    assert "Teken een kaart" in page


def test_one_press_asks_for_a_map_as_usual(desk, sorted_study, ana):
    answer = desk.post(at("ask", sorted_study))

    made = ConceptMap.objects.get()
    assert answer.url == at("map", sorted_study, made.number)
    assert made.settings == {}
    assert made.asked_by == ana
    page = desk.get(answer.url).content.decode()
    assert "Wacht op zijn beurt" in page
    assert "<progress" in page


def test_other_settings_are_kept_and_said(desk, sorted_study):
    desk.post(at("ask", sorted_study), {"transform": "interval", "linkage": "ward-map"})

    assert ConceptMap.objects.get().settings == {"transform": "interval"}
    assert "Rechte lijn" in desk.get(at("maps", sorted_study)).content.decode()


def test_a_setting_that_does_not_exist_is_refused_in_words(desk, sorted_study):
    answer = desk.post(at("ask", sorted_study), {"transform": "rechtdoor"})
    assert answer.status_code == 422
    assert not ConceptMap.objects.exists()


def test_who_reads_sees_maps_and_no_button(drawn, carla, sign_in):
    reader = sign_in(Client(), carla)
    page = reader.get(at("maps", drawn.study)).content.decode()
    assert "Kaart 1" in page
    assert "Teken een kaart" not in page
    assert reader.get(at("map", drawn.study, 1)).status_code == 200


def test_the_map_and_the_list_say_the_same(desk, drawn):
    told = Document.objects.get().told
    page = desk.get(at("map", drawn.study, 1)).content.decode()
    for statement in told["statements"]:
        assert f">{statement['id']}<tspan" in page  # on the sheet
        assert escape(statement["text"]) in page  # in the list
    assert page.count('<path d="M') >= told["choice"]["clusters"]


def test_fewer_and_more_clusters_are_links_one_can_send(desk, drawn):
    usual = Document.objects.get().told["choice"]["clusters"]
    page = desk.get(at("map", drawn.study, 1) + "?clusters=4").content.decode()
    assert "4 clusters" in page
    assert "?clusters=5" in page if usual != 5 else "Terug naar 5" in page
    assert len(re.findall(r'<details class="cluster"', page)) == 4


def test_a_chosen_statement_says_with_what_it_was_put(desk, drawn):
    page = desk.get(at("map", drawn.study, 1) + "?uitspraak=1").content.decode()
    near = Document.objects.get().told["statements"][0]["together"][0]
    chosen = page.partition('id="chosen"')[2].partition("</section>")[0]
    assert f"{round(100 * near['share'])}%" in chosen
    assert "<line " in page


def test_how_far_it_is_can_be_asked(desk, sorted_study, ana):
    made = asking.ask(sorted_study, by=ana)
    before = desk.get(at("progress", sorted_study, made.number)).json()
    drawing.first(made.key)
    half = desk.get(at("progress", sorted_study, made.number)).json()
    drawing.whole(made.key)
    after = desk.get(at("progress", sorted_study, made.number)).json()

    assert [before["goes_on"], half["goes_on"], after["goes_on"]] == [True, True, False]
    assert [before["drawn"], half["drawn"], after["drawn"]] == [False, True, True]
    assert [half["whole"], after["whole"]] == [False, True]


def test_stopping_says_what_stays(desk, sorted_study, ana):
    made = asking.ask(sorted_study, by=ana)
    drawing.first(made.key)

    page = desk.post(at("stop", sorted_study, made.number), follow=True).content.decode()
    assert "Wat er al staat, blijft." in page
    drawing.whole(made.key)

    page = desk.get(at("map", sorted_study, made.number)).content.decode()
    assert "De punten kloppen" in page
    assert "<svg viewBox" in page


def test_a_map_that_cannot_be_drawn_says_why(desk, sorted_study, ana):
    Sitting.objects.filter(participant__study=sorted_study).delete()
    made = asking.ask(sorted_study, by=ana)
    drawing.first(made.key)
    made.refresh_from_db()

    page = desk.get(at("map", sorted_study, made.number)).content.decode()
    assert "De kaart kon niet worden getekend." in page
    assert made.problem["nl"] in page


def test_a_map_of_another_study_is_not_there(desk, drawn, dirk, sign_in):
    assert desk.get(at("map", drawn.study, 2)).status_code == 404
    assert sign_in(Client(), dirk).get(at("map", drawn.study, 1)).status_code == 404
