"""Many people in one room: start, pause for all, go on; what they were sending arrives."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from werkwijs.audit.models import Line
from werkwijs.participation import acts, meetings, person
from werkwijs.participation.models import Consent, Idea, JoinCode, Meeting, Participant, Sitting

HERE = "/studies/werk/deelname/samen/"
WALL = f"{HERE}scherm/"


@pytest.fixture
def hall(client, sign_in, ana, study):
    """``hall("open")``: ana presses a button."""
    sign_in(client, ana)

    def press(act: str) -> Meeting | None:
        assert client.post(f"{HERE}doe/", {"act": act}).url == HERE
        return Meeting.objects.order_by("pk").last()

    return press


@pytest.fixture
def comes_in(study, takes_part):
    """Somebody who came in with a code, and said yes."""

    def coming(group="jongere", code: JoinCode | None = None) -> tuple[Client, Participant]:
        phone, participant = takes_part(group)
        participant_accesses(participant).update(join_code=code)
        Consent.objects.get_or_create(participant=participant, text=study.consent_texts.get())
        return phone, participant

    return coming


def participant_accesses(participant):
    from werkwijs.participation.models import Access

    return Access.objects.filter(participant=participant)


def state(phone: Client) -> str:
    answer = phone.get("/mee/pauze/", headers={"Accept": "application/json"})
    return answer.json()["state"]


def page(client: Client, address=HERE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_meeting_opens_starts_pauses_goes_on_and_ends(hall, client, comes_in):
    meeting = hall("open")
    phone, participant = comes_in(code=meeting.join_code)

    assert state(phone) == "waiting"
    hall("start")
    assert state(phone) == "going"
    hall("pause")
    assert (state(phone), meetings.is_paused(participant)) == ("paused", True)
    hall("resume")
    assert (state(phone), meetings.is_paused(participant)) == ("going", False)
    hall("end")
    assert state(phone) == "none"
    events = Line.objects.filter(event__contains="meeting").order_by("pk")
    assert [line.event.split("_")[1] for line in events] == [
        "opened",
        "started",
        "paused",
        "resumed",
        "ended",
    ]


def test_pressing_twice_or_too_late_changes_nothing(hall, study):
    first = hall("open")
    assert hall("open") == first
    hall("start")
    started = Meeting.objects.get().started_at
    hall("start")
    hall("nonsense")
    assert Meeting.objects.get().started_at == started
    hall("end")
    ended = Meeting.objects.get().ended_at
    hall("end")
    hall("pause")

    last = Meeting.objects.get()
    assert (last.ended_at, last.paused_at) == (ended, None)
    assert JoinCode.objects.count() == 1


def test_in_a_pause_the_task_is_out_of_sight_and_still_there(hall, comes_in):
    meeting = hall("open")
    phone, _ = comes_in(code=meeting.join_code)
    hall("start")
    assert "data-held hidden" not in page(phone, "/mee/stap/")
    hall("pause")

    held = page(phone, "/mee/stap/")

    assert "Even pauze" in held
    assert "<div data-held hidden>" in held
    assert "Wat je deed, blijft staan." in held


@pytest.mark.parametrize(
    "address", ["/mee/hulp/", "/mee/zorgen/", "/mee/niet-meer/", "/mee/later/"]
)
def test_help_worries_and_stopping_are_never_held_up(hall, comes_in, address):
    meeting = hall("open")
    phone, _ = comes_in(code=meeting.join_code)
    hall("start")
    hall("pause")

    assert "Even pauze" not in page(phone, address)


def test_what_is_sent_in_a_pause_arrives(hall, comes_in, study):
    study.phase = "ideas"
    study.save()
    meeting = hall("open")
    phone, participant = comes_in(code=meeting.join_code)
    hall("start")
    hall("pause")
    sent = {
        "text": "rust",
        "idea": uuid.uuid4(),
        "key": uuid.uuid4(),
        "for": acts.mark(participant),
    }

    answer = phone.post("/mee/ideeen/", sent, follow=True)

    assert Idea.objects.get(participant=participant).text == "rust"
    assert "Even pauze" in answer.content.decode()


def test_who_works_at_home_is_left_alone(hall, comes_in):
    phone, participant = comes_in()
    hall("open")
    hall("start")
    hall("pause")

    assert state(phone) == "none"
    assert not meetings.is_paused(participant)
    assert "data-meeting" not in page(phone, "/mee/stap/")


@pytest.fixture
def back_with_card(comes_in):
    """Somebody who joined last week, and came back with a card just now."""

    def coming():
        phone, participant = comes_in()
        Participant.objects.filter(pk=participant.pk).update(
            joined_at=timezone.now() - timedelta(days=7)
        )
        return phone, participant

    return coming


def test_who_comes_back_with_a_card_during_the_meeting_sits_in_it(hall, back_with_card):
    hall("open")
    phone, _ = back_with_card()

    assert state(phone) == "waiting"


def test_who_came_back_with_a_card_at_home_says_so_and_goes_on(hall, back_with_card, comes_in):
    meeting = hall("open")
    home, _ = back_with_card()
    assert "Ik ben thuis, ik ga door" in page(home, "/mee/stap/")
    assert home.post("/mee/pauze/").url == "/mee/stap/"
    assert "data-held" not in page(home, "/mee/stap/")
    assert state(home) == "none"
    hall_phone, _ = comes_in(code=meeting.join_code)
    assert "Ik ben thuis" not in page(hall_phone, "/mee/stap/")
    hall_phone.post("/mee/pauze/")
    assert state(hall_phone) == "waiting"


def test_who_joins_elsewhere_meanwhile_is_not_held_up(hall, comes_in, study, ana):
    from werkwijs.participation import inviting

    hall("open")
    phone, _ = comes_in(code=inviting.make(study, by=ana))

    assert state(phone) == "none"


def test_a_tablet_that_goes_round_is_in_the_room(hall, comes_in, study, ana):
    from werkwijs.participation import inviting

    hall("open")
    tablet, _ = comes_in(code=inviting.make(study, by=ana, shared_device=True))

    assert state(tablet) == "waiting"


def test_who_comes_late_is_told_what_happens(hall, comes_in):
    meeting = hall("open")
    early, _ = comes_in(code=meeting.join_code)
    hall("start")
    late, _ = comes_in(code=meeting.join_code)

    told = "De groep is al begonnen."
    assert told in page(late, "/mee/stap/")
    assert told not in page(early, "/mee/stap/")


def test_a_meeting_nobody_ended_holds_nobody_up_the_next_day(hall, comes_in, study):
    meeting = hall("open")
    phone, _ = comes_in(code=meeting.join_code)
    hall("start")
    hall("pause")

    with time_machine.travel(timezone.now() + meetings.LASTS, tick=False):
        assert meetings.current(study) is None
        assert state(phone) == "none"


def test_the_facilitator_sees_who_is_busy_and_the_wall_only_how_many(hall, client, comes_in, study):
    meeting = hall("open")
    _, busy = comes_in(code=meeting.join_code)
    _, done = comes_in("werkgever", code=meeting.join_code)
    for task in ("sorting", "rating"):
        Sitting.objects.create(participant=done, task=task, finished_at=timezone.now())
    hall("start")

    mine, wall = page(client), page(client, WALL)

    assert "2 deelnemers zijn binnen" in mine
    assert "Nog bezig: 1. Klaar: 1." in mine
    assert f"<bdi>{busy.pseudonym}</bdi>" in mine
    assert f"<bdi>{done.pseudonym}</bdi>" not in mine
    assert "<b>2</b> mensen doen mee" in wall
    assert "<b>1</b> mens is nog bezig" in wall
    for hidden in (f"<bdi>{busy.pseudonym}</bdi>", "Jongere", "Werkgever", study.title):
        assert hidden not in wall


def test_the_wall_shows_how_to_come_in_and_in_a_pause_where_to_look(hall, client):
    from werkwijs.participation import inviting

    assert client.get(WALL).url == HERE
    meeting = hall("open")
    told = inviting.shown(meeting.join_code)
    wall = page(client, WALL)
    assert told.spoken in wall
    assert "<svg" in wall
    hall("start")
    hall("pause")
    assert told.spoken not in page(client, WALL)
    assert "Kijk naar voren" in page(client, WALL)


def test_where_nobody_can_join_no_room_opens(hall, client, study):
    study.phase = "map"
    study.save()

    assert hall("open") is None
    assert "In deze fase kan niemand meedoen." in page(client)


def test_only_who_runs_the_study_leads_a_meeting(sign_in, carla, dirk, study):
    for who, status in ((carla, 403), (dirk, 404)):
        client = sign_in(Client(), who)
        assert client.get(HERE).status_code == status
        assert client.get(WALL).status_code == status
        assert client.post(f"{HERE}doe/", {"act": "open"}).status_code == status
    assert not Meeting.objects.exists()


def test_a_device_of_nobody_hears_nothing(db, client):
    answer = client.get("/mee/pauze/", headers={"Accept": "application/json"})

    assert answer.status_code == 401
    assert person.COOKIE not in answer.cookies
