"""Somebody learns by a link of their own; what they did is kept, and the score is made of answers."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from coursepack import state as states
from werkwijs.training import erasure, joining, keeping_up, measuring
from werkwijs.training.models import Learner, VersionFile, Writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(learner):
    """``at("lesson", 1)``: the address of a page of this learner."""
    return lambda name, *args: reverse(f"learning:{name}", args=[joining.link(learner), *args])


@pytest.fixture
def phone():
    return Client()


def begun(learner):
    """They passed the questions beforehand over."""
    keeping_up.do(learner, lambda course, state: state)
    return learner


def test_every_page_of_a_learner_opens(phone, learner, at):
    begun(learner)
    pages = [at("home"), at("lesson", 1), at("lesson", 2), at("known"), at("mine"), at("stop")]

    assert [phone.get(page).status_code for page in pages] == [200] * 6


def test_before_the_first_lesson_one_is_asked_and_may_pass(phone, learner, at):
    assert phone.get(at("lesson", 1)).url == at("measure", "before")
    page = phone.get(at("measure", "before")).content.decode()
    assert "niet gevalideerd" in page

    answer = phone.post(at("measure", "before"), {"pass": "1"})

    assert answer.url == f"{at('lesson', 1)}?meteen"
    assert phone.get(at("lesson", 1)).status_code == 200
    assert learner.measured.get().answers == {}


def test_what_the_player_sends_is_kept_and_twice_is_once(phone, learner, at):
    sent = json.dumps({"state": states.write(states.State(at=1, done=frozenset({1, 900})))})
    for _ in range(2):
        answer = phone.post(at("save"), sent, content_type="application/json")

    assert states.read(answer.json()["state"]).done == {1}
    learner.refresh_from_db()
    assert states.read(learner.state).done == {1}
    assert learner.started_at is not None


UNREADABLE = ["", "[]", "{}", '{"state": "9|x"}', '{"state": 4}', "x" * 50_000, "[" * 30_000]


@pytest.mark.parametrize("sent", UNREADABLE)
def test_what_is_no_state_is_refused_in_words(phone, learner, at, sent):
    answer = phone.post(at("save"), sent, content_type="application/json")

    assert answer.status_code == 422
    assert "niet bewaren" in answer.json()["problem"]


@pytest.mark.parametrize("late", ["state", "words", "task", "measure"])
def test_what_arrives_when_somebody_has_stopped_leaves_nothing_behind(learner, late):
    """Another page of theirs was still sending when they stopped."""
    erasure.forget(Learner.objects.get())
    acts = {
        "state": lambda: keeping_up.do(learner, lambda _, __: states.State(at=1)),
        "words": lambda: keeping_up.write(learner, 4, "Ik was bang."),
        "task": lambda: keeping_up.hand_in(learner, 5, "Ik belde."),
        "measure": lambda: measuring.answer(learner, "before", {"1": "0"}),
    }

    acts[late]()

    kept = Learner.objects.get()
    assert (kept.state, kept.started_at, kept.seen_on) == ("", None, None)
    assert not any(
        rows.exists() for rows in (kept.writings.all(), kept.hand_ins.all(), kept.measured.all())
    )


def test_a_score_that_is_sent_counts_for_nothing(phone, learner, at):
    state = states.State(best=100, tries=1, answers={8: "0"})
    phone.post(
        at("save"), json.dumps({"state": states.write(state)}), content_type="application/json"
    )

    learner.refresh_from_db()

    assert (learner.score, learner.passed_at) == (None, None)


def test_without_a_script_the_test_is_taken_and_passed(phone, learner, at):
    begun(learner)
    sent = [
        (8, {"answer": "1"}),
        (9, {"answer": ["0", "2"], "answered": "1"}),
        (10, {"answer-0": "0", "answer-1": "1", "answer-2": "2"}),
        (11, {"answer-0": "0", "answer-1": "1", "answer-2": "2"}),
        (12, {"answer": "7"}),
    ]
    for number, fields in sent:
        phone.post(at("act", number), fields)

    learner.refresh_from_db()
    assert (learner.score, learner.passed_at is not None, learner.finished_at) == (100, True, None)
    assert "5 van de 5" in phone.get(at("lesson", 2)).content.decode()


def test_an_empty_answer_is_told(phone, learner, at):
    begun(learner)

    page = phone.post(at("act", 8), {}, follow=True).content.decode()

    assert "Kies eerst een antwoord" in page


def test_own_words_are_sealed_and_seen_by_their_writer_only(phone, learner, at, desk, group):
    begun(learner)
    phone.post(at("act", 4), {"words": "Toen ik zweeg."})

    assert "Toen ik zweeg." not in Writing.objects.get().sealed
    assert "Toen ik zweeg." in phone.get(at("mine")).content.decode()
    assert "Toen ik zweeg." not in phone.get(at("known")).content.decode()
    taken = phone.get(at("mine_file"))
    assert taken.content[:2] == b"PK"

    phone.post(at("mine"), {"block": "4"})
    assert Writing.objects.count() == 0


def test_a_practice_task_goes_to_the_trainer_and_can_be_changed_until_there_is_a_reply(
    phone, learner, at
):
    begun(learner)
    for words in ("Ik belde.", "Ik belde twee keer."):
        phone.post(at("act", 5), {"words": words})
    mine = learner.hand_ins.get()
    assert (mine.text, mine.version) == ("Ik belde twee keer.", 2)

    mine.reply, mine.replied_at = "Goed gedaan.", mine.at
    mine.save()
    late = phone.post(at("act", 5), {"words": "Iets anders."})
    assert late.status_code == 409
    assert "Iets anders." in late.content.decode()

    assert learner.hand_ins.get().text == "Ik belde twee keer."
    assert "Goed gedaan." in phone.get(at("home")).content.decode()


def test_who_stops_is_forgotten(phone, learner, at):
    begun(learner)
    phone.post(at("act", 4), {"words": "geheim"})
    assert "vinkje" in phone.post(at("stop"), {}).content.decode()

    page = phone.post(at("stop"), {"sure": "yes"}).content.decode()

    assert "gewist" in page
    learner.refresh_from_db()
    assert (learner.state, learner.number, Writing.objects.count()) == ("", 1, 0)
    assert phone.get(at("home")).status_code == 404


def test_no_other_website_is_told_the_link_and_forms_of_a_browser_are_taken(phone, learner, at):
    # With "no-referrer" browsers send forms with "Origin: null", and those are refused.
    assert phone.get(at("stop")).headers["Referrer-Policy"] == "same-origin"


def test_a_file_of_the_course_is_sent_also_in_parts_and_no_other(phone, learner, at, version):
    VersionFile.objects.create(version=version, name="media/film.mp4", content=b"0123456789")

    whole = phone.get(at("file", "media/film.mp4"))
    part = phone.get(at("file", "media/film.mp4"), headers={"Range": "bytes=2-4"})

    assert (whole.status_code, whole.content) == (200, b"0123456789")
    assert (part.status_code, part.content) == (206, b"234")
    assert phone.get(at("file", "media/no.mp4")).status_code == 404
    assert phone.get(at("file", "media/a") + "%00.png").status_code == 404
