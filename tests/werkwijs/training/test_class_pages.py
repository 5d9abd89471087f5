"""The trainer chooses, the wall shows, phones answer."""

import pytest
from django.test import Client
from django.urls import reverse

from werkwijs.lib import codes
from werkwijs.training import rooming
from werkwijs.training.models import ClassAnswer

pytestmark = pytest.mark.django_db


@pytest.fixture
def remote(group):
    return reverse("classroom:remote", args=[group.code])


@pytest.fixture
def wall(group):
    return reverse("classroom:wall", args=[group.code])


@pytest.fixture
def session(group, tess):
    return rooming.start(group, 2, by=tess)


@pytest.fixture
def phone(session):
    """Asks, or answers with fields, as somebody's own phone."""
    device = Client()
    address = reverse("classroom:phone", args=[rooming.digits(session)])

    def ask(**fields):
        if not fields:
            return device.get(address)
        return device.post(address, {"block": rooming.current(session.group).block, **fields})

    return ask


def test_the_trainer_begins_shows_reveals_and_ends(desk, remote, group):
    desk.post(remote, {"act": "start", "number": "2"})
    desk.post(remote, {"act": "show", "number": "8"})
    session = rooming.current(group)
    assert (session.lesson, session.block, session.opened) == (2, 8, True)

    desk.post(remote, {"act": "reveal"})
    session.refresh_from_db()
    assert (session.opened, session.revealed) == (False, True)

    said = desk.post(remote, {"act": "end"}, follow=True).content.decode()
    assert "zijn gewist" in said
    assert rooming.current(group) is None


@pytest.mark.parametrize("sent", [{"act": "show", "number": "1"}, {"act": "start", "number": "77"}])
def test_what_does_not_belong_there_is_told(desk, remote, session, sent):
    said = desk.post(remote, sent, follow=True).content.decode()

    assert "hoort niet bij" in said


@pytest.mark.parametrize(
    "sent", [{}, {"act": "reveal", "number": "x"}, {"act": "put", "number": ""}]
)
def test_a_press_that_fits_nothing_changes_nothing(desk, remote, group, sent):
    assert desk.post(remote, sent).status_code == 302
    assert rooming.current(group) is None


def test_the_wall_tells_how_to_join_and_shows_what_was_chosen(desk, wall, session):
    before = desk.get(wall).content.decode()
    rooming.show(session, 8)
    after = desk.get(wall).content.decode()

    assert codes.in_parts(rooming.digits(session)) in before
    assert "Wat doe je eerst?" in after
    assert "Luisteren" in after
    assert "✓" not in after


def test_without_a_lesson_the_wall_leads_back(desk, wall, remote):
    assert desk.get(wall).url == remote


def test_a_phone_answers_and_sees_whether_it_was_right(phone, session):
    assert "Kijk naar het scherm" in phone().content.decode()
    rooming.show(session, 8)
    assert "Luisteren" in phone().content.decode()

    assert phone(answer="1").status_code == 302

    assert "Je antwoord is er" in phone().content.decode()
    rooming.reveal(session)
    told = phone().content.decode()
    assert "Dat klopt." in told
    assert "Wie luistert, hoort wat er speelt." in told


def test_a_phone_that_sends_nothing_is_told_and_one_that_is_late_too(phone, session):
    rooming.show(session, 10)
    answer = phone(**{"answer-0": "0"})
    assert answer.status_code == 422
    assert "Kies eerst een antwoord" in answer.content.decode()

    rooming.reveal(session)
    assert "te laat" in phone(**{"answer-0": "0"}).content.decode()
    assert ClassAnswer.objects.count() == 0


def test_what_a_phone_chose_stands_there_again(phone, session):
    rooming.show(session, 11)
    phone(**{"answer-0": "2", "answer-1": "0", "answer-2": "1"})

    page = phone().content.decode()

    assert page.count(" selected") == 3


def test_wrong_digits_open_nothing_and_who_guesses_waits():
    guesser = Client()
    answers = [
        guesser.post(reverse("classroom:start"), {"code": f"{n:06d}"}).status_code
        for n in range(42)
    ]

    assert answers[0] == 404
    assert answers[-1] == 429
    assert guesser.post(reverse("classroom:start"), {"code": "12"}).status_code == 422


def test_a_colleague_who_trains_another_group_does_not_see_this_one(
    session, remote, sign_in, carla
):
    assert sign_in(Client(), carla).get(remote).status_code == 404


def test_who_is_in_stays_in_while_somebody_at_the_same_address_guesses(phone, session):
    rooming.show(session, 8)
    phone()
    guesser = Client()
    for n in range(42):
        guesser.post(reverse("classroom:start"), {"code": f"{n:06d}"})
    right = reverse("classroom:phone", args=[rooming.digits(session)])

    assert guesser.get(right).status_code == 429
    assert phone().status_code == 200
    assert phone(answer="1").status_code == 302
