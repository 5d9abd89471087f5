"""Who asks for a map says who counts and how it is drawn, in words; nothing that was filled in is lost."""

from __future__ import annotations

import json
import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

import conceptmapping as cm
from conceptmapping.without_people import counted
from werkwijs.analysis import asking, computing, drawing, sorters
from werkwijs.analysis.models import ConceptMap, Document
from werkwijs.participation import excluding, release, withdrawing
from werkwijs.participation.models import OnPile, Participant

FAST = {"bootstrap": 0, "permutations": 0, "split_halves": 0, "starts": 5}


@pytest.fixture
def desk(ana, sign_in) -> Client:
    return sign_in(Client(), ana)


def at(name: str, study) -> str:
    return reverse(f"analysis:{name}", args=[study.slug])


def person(study, place: int = 0) -> Participant:
    return Participant.objects.filter(study=study)[place]


def draw(study, by, **settings) -> ConceptMap:
    made = asking.ask(study, by=by, **(FAST | settings))
    drawing.whole(made.key)
    made.refresh_from_db()
    return made


def directly(study, **settings) -> dict:
    return json.loads(cm.concept_map(release.study(study), **(FAST | settings)).to_json())


def points(told) -> list:
    return [(s["id"], s["x"], s["y"], s["cluster"]) for s in told["statements"]]


# --- who sorted ------------------------------------------------------------------------------


def test_who_can_be_left_out_is_who_is_on_the_map(sorted_study):
    OnPile.objects.filter(sitting__participant=person(sorted_study, 1)).update(pile=None)
    withdrawing.withdraw(person(sorted_study, 2))

    collected = release.study(sorted_study)
    placed = [
        sorter
        for sorter, piles in zip(collected.sorts.sorters, collected.sorts.piles, strict=True)
        if (piles >= 0).any()
    ]
    found = release.sorters(sorted_study)
    assert list(found) == placed
    assert len(found) == 10
    assert {p: group or None for p, group in found.items()} == {
        p: collected.group_of(p) for p in placed
    }


def test_a_group_can_be_alone_when_it_and_all_others_are_large_enough():
    def of(**sizes):
        who = {f"{group}{n}": group for group, size in sizes.items() for n in range(size)}
        return sorters.Sorters(who, {group: group for group in sizes}, 5)

    assert of(a=5, b=5).alone() == ["a", "b"]
    assert of(a=4, b=9).alone() == []  # b's map beside everybody's would tell what four people did
    assert of(a=4, b=5, c=1).alone() == ["b"]
    assert of(a=9).alone() == ["a"]
    assert of(a=5, b=5).can_balance()
    assert not of(a=5, b=4).can_balance()
    assert not of(a=5).can_balance()


# --- leaving out -----------------------------------------------------------------------------


def test_advice_is_only_advice(desk, sorted_study, ana):
    excluding.exclude(person(sorted_study), reason="Legde alles op één stapel", by=ana)

    page = desk.get(at("maps", sorted_study)).content.decode()
    assert "Legde alles op één stapel" in page
    assert " checked" not in page

    desk.post(at("ask", sorted_study), {"why-s1": "Legde alles op één stapel"})
    assert ConceptMap.objects.get().settings == {}


def test_who_is_left_out_is_kept_with_the_reason_and_said(desk, sorted_study):
    desk.post(
        at("ask", sorted_study),
        {
            "left_out": ["s1", "s3"],
            "why-s1": " te  snel ",
            "why-s3": "niet begrepen",
            "why-s4": "x",
        },
    )
    made = ConceptMap.objects.get()
    assert made.settings == {"exclude": {"s1": "te snel", "s3": "niet begrepen"}}

    drawing.first(made.key)
    told = Document.objects.get().told
    assert told["counts"]["sorters"] == 10
    assert points(told) == points(
        directly(sorted_study, starts=50, exclude=made.settings["exclude"])
    )
    page = desk.get(at("maps", sorted_study)).content.decode()
    assert "Weggelaten: <bdi>2 sorteerders</bdi>" in page
    assert "<bdi>s3</bdi>: <bdi>niet begrepen</bdi>" in page


def test_without_a_reason_it_says_so_and_keeps_what_was_filled_in(desk, sorted_study):
    given = {
        "left_out": ["s1", "s2"],
        "why-s2": "te snel",
        "linkage": "ward-direct",
        "balance": "on",
        "seed": "7",
    }
    answer = desk.post(at("ask", sorted_study), given)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert not ConceptMap.objects.exists()
    assert "Schrijf waarom je s1 weglaat" in page
    assert "Schrijf waarom je s2 weglaat" not in page
    assert len(re.findall(r'name="left_out" value="s[12]" id="out-\d+" checked', page)) == 2
    assert 'value="te snel"' in page
    assert '<option value="ward-direct" selected>' in page
    assert 'name="balance" aria-describedby="about-balance" id="set-balance" checked' in page
    assert re.search(r'name="seed" value="7"', page)


def test_somebody_who_is_not_there_cannot_be_left_out(desk, sorted_study):
    desk.post(at("ask", sorted_study), {"left_out": ["s99", "", "\0"], "why-s99": "x"})
    assert ConceptMap.objects.get().settings == {}


def test_when_nobody_is_left_it_says_so(desk, sorted_study):
    everybody = release.sorters(sorted_study)
    given = {"left_out": list(everybody)[1:]} | {f"why-{p}": "weg" for p in everybody}
    answer = desk.post(at("ask", sorted_study), given)
    assert answer.status_code == 422
    assert "zijn minstens 2 sorteerders nodig; hier zijn het er 1" in answer.content.decode()


# --- groups ----------------------------------------------------------------------------------


def test_a_map_of_one_group_and_a_map_on_which_groups_weigh_the_same(desk, sorted_study, ana):
    key = sorted_study.groups.first().key
    assert draw(sorted_study, ana, group=["group", key]).document.told["counts"]["sorters"] == 6

    desk.post(at("ask", sorted_study), {"group": key})
    desk.post(at("ask", sorted_study), {"balance": "on", "left_out": ["s1"], "why-s1": "te snel"})
    balanced, alone = ConceptMap.objects.all()[:2]
    assert alone.settings == {"group": ["group", key]}
    assert balanced.settings == {"balance": "group", "exclude": {"s1": "te snel"}}

    for made, settings in (
        (alone, {"group": ("group", key)}),
        (balanced, {"balance": "group", "exclude": {"s1": "te snel"}}),
    ):
        drawing.first(made.key)
        told = Document.objects.get(concept_map=made).told
        assert points(told) == points(directly(sorted_study, starts=50, **settings))
    page = desk.get(at("maps", sorted_study)).content.decode()
    assert f"Kaart van: <bdi>{sorted_study.groups.first().name}</bdi>" in page
    assert "Groepen: <bdi>tellen even zwaar</bdi>" in page


def test_a_group_that_is_too_small_is_not_offered_and_is_refused_in_words(desk, sorted_study):
    one, other = sorted_study.groups.all()
    for participant in Participant.objects.filter(study=sorted_study, group=one)[:2]:
        withdrawing.withdraw(participant)

    page = desk.get(at("maps", sorted_study)).content.decode()
    assert "Geen kaart van deze groepen alleen:" in page
    assert f'<option value="{one.key}"' not in page
    assert f'<option value="{other.key}"' not in page
    assert "Groepen even zwaar laten tellen kan hier niet." in page

    for given, said in [
        ({"group": one.key}, f"Van {one.name} hebben minder dan 5 mensen gesorteerd."),
        (
            {"group": other.key},
            "In een andere groep, of in geen groep, zitten minder dan 5 mensen.",
        ),
        ({"group": "bestaat niet"}, "Van bestaat niet hebben minder dan 5"),
        ({"balance": "on"}, f"Van {one.name} sorteerden maar 4 mensen."),
    ]:
        answer = desk.post(at("ask", sorted_study), given)
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert not ConceptMap.objects.exists()


def test_leaving_people_out_makes_a_group_too_small_as_well(desk, sorted_study):
    one = sorted_study.groups.first()
    of_it = [p for p, group in release.sorters(sorted_study).items() if group == one.key]
    left_out = {"left_out": of_it[:2]} | {f"why-{p}": "weg" for p in of_it}
    for given in ({"group": one.key}, {"balance": "on"}):
        assert desk.post(at("ask", sorted_study), given | left_out).status_code == 422
    assert not ConceptMap.objects.exists()


def test_a_map_of_one_group_has_nothing_to_balance(desk, sorted_study):
    given = {"group": sorted_study.groups.first().key, "balance": "on"}
    page = desk.post(at("ask", sorted_study), given).content.decode()
    assert "Op een kaart van één groep is niets te verdelen." in page


# --- numbers ---------------------------------------------------------------------------------


def test_numbers_for_researchers_are_kept_when_they_are_not_as_usual(desk, sorted_study):
    desk.post(at("ask", sorted_study), {"seed": " 42 ", "starts": "50", "bootstrap": ""})
    assert ConceptMap.objects.get().settings == {"seed": 42}
    assert "Startgetal: <bdi>42</bdi>" in desk.get(at("maps", sorted_study)).content.decode()


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("seed", "veel"),
        ("seed", "-1"),
        ("seed", "1000000000"),
        ("starts", "0"),
        ("starts", "1001"),
        ("starts", "٣"),
        ("bootstrap", "5001"),
        ("bootstrap", "1.5"),
        ("bootstrap", "9" * 40),
    ],
)
def test_a_number_that_makes_no_sense_is_said_at_its_field(desk, sorted_study, name, given):
    answer = desk.post(at("ask", sorted_study), {name: given, "why-s1": "blijft staan"})
    page = answer.content.decode()
    assert answer.status_code == 422
    about = page.partition(f'id="about-{name}"')[2].partition("</div>")[0]
    assert f"kan niet {given} zijn. Kies een heel getal van" in about
    assert f'name="{name}" value="{given}"' in page
    assert "blijft staan" in page
    assert not ConceptMap.objects.exists()


def test_the_same_settings_while_they_are_drawn_are_one_map(sorted_study, ana, bilal):
    settings = {"exclude": {"s1": "te snel"}, "balance": "group"}
    asked = asking.ask(sorted_study, by=ana, **settings)
    assert asking.ask(sorted_study, by=bilal, **settings) == asked
    assert asking.ask(sorted_study, by=bilal, balance="group") != asked


# --- who withdraws ---------------------------------------------------------------------------


def test_who_withdraws_is_in_no_setting_and_no_document_and_still_counted(sorted_study, ana):
    made = draw(sorted_study, ana, exclude={"s1": "zei iets over thuis", "s2": "te snel"})

    withdrawing.withdraw(person(sorted_study))

    made.refresh_from_db()
    told = Document.objects.get().told
    assert made.settings["exclude"] == told["settings"]["exclude"] == {"s2": "te snel"}
    assert told["excluded"] == [
        {"participant": "", "reason": ""},
        {"participant": "s2", "reason": "te snel"},
    ]
    everything = json.dumps(told) + json.dumps(made.settings)
    assert '"s1"' not in everything
    assert "thuis" not in everything


def test_who_withdraws_before_it_is_drawn_does_not_make_it_fail(sorted_study, ana):
    asked = asking.ask(sorted_study, by=ana, **FAST, exclude={"s1": "te snel"})
    withdrawing.withdraw(person(sorted_study))
    ConceptMap.objects.update(
        settings=FAST | {"exclude": {"s1": "te snel"}}
    )  # the job read it before

    drawing.first(asked.key)
    drawing.whole(asked.key)

    asked.refresh_from_db()
    assert asked.state == ConceptMap.State.DRAWN
    assert Document.objects.get().told["excluded"] == []


def test_who_withdraws_while_it_is_drawn_is_not_kept(sorted_study, ana, monkeypatch):
    asked = asking.ask(sorted_study, by=ana, **FAST, exclude={"s1": "zei iets", "s2": "te snel"})
    drawn_with_them = cm.concept_map

    def meanwhile(*args, **kwargs):
        found = drawn_with_them(*args, **kwargs)
        withdrawing.withdraw(person(sorted_study))
        return found

    monkeypatch.setattr(cm, "concept_map", meanwhile)
    drawing.whole(asked.key)

    told = Document.objects.get().told
    assert [row["participant"] for row in told["excluded"]] == ["", "s2"]
    assert "zei iets" not in json.dumps(told)


def test_who_is_gone_cannot_be_asked_about(sorted_study, ana):
    withdrawing.withdraw(person(sorted_study))
    assert asking.ask(sorted_study, by=ana, exclude={"s1": "te snel"}).settings == {}
    assert computing.of_who_is_here({"seed": 2, "exclude": {"s1": "x"}}, ["s2"]) == {"seed": 2}


# --- warnings --------------------------------------------------------------------------------


def test_what_the_engine_warns_of_is_said_in_words(drawn):
    said = render_to_string("analysis/warnings.html", {"told": drawn.document.told})
    assert "Er zijn maar 12 sorteerders." in said
    assert "few-sorters" not in said
    told = drawn.document.told | {"warnings": []}
    assert render_to_string("analysis/warnings.html", {"told": told}).strip() == ""


def test_who_placed_nothing_is_counted_and_not_named(drawn):
    named = {"code": "nothing-placed", "participants": ["s1", "s2"]}
    told = drawn.document.told | {"warnings": [counted(named)]}
    assert "s1" not in json.dumps(told["warnings"])
    said = render_to_string("analysis/warnings.html", {"told": told})
    assert "2 sorteerders legden niets neer en tellen niet mee." in said


def test_who_reads_sees_the_settings_of_a_map_and_no_form(sorted_study, ana, carla, sign_in):
    asking.ask(sorted_study, by=ana, exclude={"s1": "te snel"})
    page = sign_in(Client(), carla).get(at("maps", sorted_study)).content.decode()
    assert "Weggelaten: <bdi>1 sorteerder</bdi>" in page
    assert 'name="left_out"' not in page
