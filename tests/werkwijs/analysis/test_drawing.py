"""A map is drawn from what people gave; it can be stopped, and what goes wrong is said in words."""

from __future__ import annotations

import json

import pytest

import conceptmapping as cm
from conceptmapping.errors import UnknownSetting
from conceptmapping.without_people import NOBODY
from werkwijs.analysis import asking, drawing
from werkwijs.analysis.models import ConceptMap, Document
from werkwijs.audit.models import Line
from werkwijs.participation import release, withdrawing
from werkwijs.participation.models import Participant, Sitting

State = ConceptMap.State


def test_points_are_there_first_and_how_certain_they_are_later(sorted_study, ana):
    asked = asking.ask(sorted_study, by=ana)
    assert asked.state == State.ASKED
    assert list(drawing.waiting()) == [asked.key]

    drawing.first(asked.key)

    asked.refresh_from_db()
    document = Document.objects.get(concept_map=asked)
    assert asked.state == State.DRAWING
    assert not document.whole
    assert document.told["statements"][0]["ellipse"] is None
    points = [(s["x"], s["y"]) for s in document.told["statements"]]

    drawing.whole(asked.key)

    asked.refresh_from_db()
    document.refresh_from_db()
    assert asked.state == State.DRAWN
    assert asked.finished_at is not None
    assert document.whole
    assert document.told["statements"][0]["ellipse"]["a"] > 0
    assert [(s["x"], s["y"]) for s in document.told["statements"]] == points
    assert list(drawing.waiting()) == []


def test_the_numbers_are_those_of_the_command_line(drawn):
    """`werkwijs map` calls the same with the study as it left the website."""
    told = json.loads(cm.concept_map(release.study(drawn.study), **drawn.settings).to_json())
    kept = drawn.document.told
    assert {k: v for k, v in kept.items() if k not in NOBODY} == {
        k: v for k, v in told.items() if k not in NOBODY
    }


def test_nothing_that_is_kept_names_somebody_who_sorted(drawn):
    kept = json.dumps(drawn.document.told)
    for participant in Participant.objects.filter(study=drawn.study):
        assert f'"{participant.pseudonym}"' not in kept
    assert drawn.document.told["quality"] == []


def test_done_twice_is_done_once(drawn):
    before = drawn.document.told, drawn.finished_at

    drawing.first(drawn.key)
    drawing.whole(drawn.key)

    drawn.refresh_from_db()
    drawn.document.refresh_from_db()
    assert (drawn.document.told, drawn.finished_at) == before
    assert Document.objects.count() == 1


def test_who_withdrew_is_not_in_the_next_map(drawn, ana):
    withdrawing.withdraw(Participant.objects.filter(study=drawn.study).first())

    again = asking.ask(drawn.study, by=ana)
    drawing.whole(again.key)

    assert again.number == 2
    assert drawn.document.told["counts"]["sorters"] == 12
    assert Document.objects.get(concept_map=again).told["counts"]["sorters"] == 11


def test_words_of_who_withdrew_are_in_no_map_any_more(drawn):
    assert "ding 1" in json.dumps(drawn.document.told)

    withdrawing.withdraw(Participant.objects.filter(study=drawn.study).first())

    drawn.document.refresh_from_db()
    assert "ding" not in json.dumps(drawn.document.told)
    assert drawn.document.told["clusters"][0]["statements"]


@pytest.mark.parametrize("step", [drawing.first, drawing.whole])
def test_who_withdraws_while_it_is_drawn_leaves_no_words_in_it(
    sorted_study, ana, step, monkeypatch
):
    asked = asking.ask(sorted_study, by=ana)
    leaves = Participant.objects.filter(study=sorted_study).first()
    drawn_with_them = cm.concept_map

    def meanwhile(*args, **kwargs):
        found = drawn_with_them(*args, **kwargs)
        withdrawing.withdraw(leaves)
        return found

    monkeypatch.setattr(cm, "concept_map", meanwhile)
    step(asked.key)

    assert "ding" not in json.dumps(Document.objects.get().told)


def test_asking_again_while_it_is_drawn_gives_the_same_map(sorted_study, ana, bilal):
    asked = asking.ask(sorted_study, by=ana)

    assert asking.ask(sorted_study, by=bilal) == asked
    assert asking.ask(sorted_study, by=bilal, linkage="ward-direct") != asked
    assert Line.objects.filter(event="analysis.map_asked").count() == 2


def test_stopped_before_it_began_nothing_is_drawn(sorted_study, ana):
    asked = asking.ask(sorted_study, by=ana)
    asking.stop(asked, by=ana)
    asking.stop(asked, by=ana)

    drawing.first(asked.key)
    drawing.whole(asked.key)

    asked.refresh_from_db()
    assert asked.state == State.STOPPED
    assert not Document.objects.exists()
    assert Line.objects.filter(event="analysis.map_stopped").count() == 1


def test_stopped_half_way_the_points_stay(sorted_study, ana):
    asked = asking.ask(sorted_study, by=ana)
    drawing.first(asked.key)
    asking.stop(asked, by=ana)

    drawing.whole(asked.key)

    asked.refresh_from_db()
    assert asked.state == State.STOPPED
    assert Document.objects.get(concept_map=asked).whole is False


def test_without_sorts_it_says_why_and_what_to_do(sorted_study, ana):
    Sitting.objects.filter(participant__study=sorted_study).delete()
    asked = asking.ask(sorted_study, by=ana)

    drawing.first(asked.key)
    drawing.whole(asked.key)

    asked.refresh_from_db()
    assert asked.state == State.FAILED
    assert set(asked.problem) == {"nl", "en"}
    assert asked.problem["nl"] != asked.problem["en"]
    assert "." in asked.problem["nl"]


def test_a_setting_that_makes_no_sense_is_refused_before_anything_is_made(sorted_study, ana):
    with pytest.raises(UnknownSetting):
        asking.ask(sorted_study, by=ana, transform="rechtdoor")
    assert not ConceptMap.objects.exists()
