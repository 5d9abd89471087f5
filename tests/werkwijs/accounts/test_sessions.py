"""Where one is signed in, for how long, and proving again who one is."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.werkwijs import entering

from werkwijs.accounts import sessions

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 13; SM-A125F) Chrome/120.0 Mobile Safari/537.36"
LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:120.0) Gecko/20100101 Firefox/120.0"


def through_the_pages(user, agent="") -> Client:
    device = Client(headers={"user-agent": agent})
    entering.app_of(user)
    asked = device.post("/account/inloggen/", {"login": user.email, "password": entering.PASSWORD})
    device.post(asked.url, {"code": entering.code(user)})
    return device


def in_minutes(minutes: float):
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False)


def test_the_list_says_which_device(client, ana):
    phone = through_the_pages(ana, PHONE)

    page = phone.get("/account/ik/").content.decode()

    assert "Chrome, Android" in page
    assert "dit apparaat" in page


@pytest.mark.parametrize(
    ("agent", "device"), [(PHONE, "Chrome, Android"), (LAPTOP, "Firefox, Windows"), ("curl", "")]
)
def test_a_device_is_called_what_people_call_it(agent, device):
    assert sessions.device(agent) == device


def test_one_other_device_is_signed_out(ana, sign_in):
    phone, laptop = sign_in(Client(), ana), sign_in(Client(), ana)
    there = UserSession.objects.get(session_key=phone.session.session_key)

    laptop.post(reverse("accounts:end_session", args=[there.pk]))

    assert phone.get("/studies/").url.startswith("/account/inloggen/")
    assert laptop.get("/studies/").status_code == 200


def test_all_other_devices_are_signed_out(ana, sign_in):
    others, here = [sign_in(Client(), ana) for _ in range(3)], sign_in(Client(), ana)

    here.post(reverse("accounts:end_other_sessions"))

    assert [d.get("/studies/").status_code for d in others] == [302] * 3
    assert here.get("/studies/").status_code == 200


def test_nobody_ends_the_session_of_another(ana, bilal, sign_in):
    hers, his = sign_in(Client(), ana), sign_in(Client(), bilal)
    there = UserSession.objects.get(user=ana)

    assert his.post(reverse("accounts:end_session", args=[there.pk])).status_code == 404
    assert hers.get("/studies/").status_code == 200


def test_half_an_hour_away_is_signed_out_with_words(client, ana, sign_in):
    sign_in(client, ana)
    client.get("/studies/")

    with in_minutes(31):
        answer = client.get("/studies/", follow=True)

    assert answer.redirect_chain[-1][0].startswith("/account/inloggen/?next=/studies/")
    assert "half uur weg" in answer.content.decode()


def test_who_keeps_working_stays(client, ana, sign_in):
    sign_in(client, ana)
    for minutes in range(0, 120, 20):
        with in_minutes(minutes):
            assert client.get("/studies/").status_code == 200


def test_after_twelve_hours_one_signs_in_again_however_busy(client, ana, sign_in):
    sign_in(client, ana)
    for minutes in range(0, 12 * 60, 25):
        with in_minutes(minutes):
            assert client.get("/studies/").status_code == 200
    with in_minutes(12 * 60 + 1):
        assert client.get("/studies/").url.startswith("/account/inloggen/")


def test_being_there_is_written_down_once_a_minute(client, ana, sign_in, django_assert_num_queries):
    sign_in(client, ana)
    client.get("/account/tweede-stap/")
    before = Session.objects.get(pk=client.session.session_key).session_data

    client.get("/account/tweede-stap/")

    assert Session.objects.get(pk=client.session.session_key).session_data == before


def test_a_new_password_signs_out_elsewhere(ana, sign_in):
    here, there = sign_in(Client(), ana), sign_in(Client(), ana)

    here.post(
        reverse("account_change_password"),
        {
            "oldpassword": entering.PASSWORD,
            "password1": "vier losse woorden samen",
            "password2": "vier losse woorden samen",
        },
    )

    ana.refresh_from_db()
    assert ana.check_password("vier losse woorden samen")
    assert there.get("/studies/").url.startswith("/account/inloggen/")
    assert here.get("/studies/").status_code == 200


def test_signing_out_takes_a_press_not_a_look(client, ana, sign_in):
    sign_in(client, ana)

    client.get(reverse("account_logout"))
    assert client.get("/studies/").status_code == 200
    client.post(reverse("account_logout"))
    assert client.get("/studies/").status_code == 302


def test_what_is_grave_asks_the_factor_again_after_a_quarter(client, dewi, organisation, sign_in):
    sign_in(client, dewi)
    where = reverse("accounts:invite", args=[organisation.pk])
    form = {"email": "n@voorbeeld.example", "roles": ["researcher"]}
    with in_minutes(14):
        assert client.post(where, form).url.startswith("/account/organisatie/")
    client.get("/studies/")
    with in_minutes(16):
        assert client.post(where, form).url.startswith(reverse("mfa_reauthenticate"))


def test_the_password_alone_does_not_prove_it_again(client, dewi, organisation, sign_in):
    sign_in(client, dewi)
    with in_minutes(16):
        client.post(reverse("account_reauthenticate"), {"password": entering.PASSWORD})
        answer = client.post(
            reverse("accounts:invite", args=[organisation.pk]),
            {"email": "n@voorbeeld.example", "roles": ["researcher"]},
        )

    assert answer.url.startswith(reverse("mfa_reauthenticate"))


def test_one_changes_ones_own_name(client, ana, sign_in):
    sign_in(client, ana)

    client.post("/account/ik/", {"name": "Ana Bos"})

    ana.refresh_from_db()
    assert ana.name == "Ana Bos"
