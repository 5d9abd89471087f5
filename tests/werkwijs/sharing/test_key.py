"""Answers of a phone that are not right open nothing."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from werkwijs.guidance import passkeys
from werkwijs.lib.impossible import Impossible

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "sent",
    [
        {"response": {}},
        {"state": "x", "response": {}},
        {"state": "x", "response": []},
        {"state": "x", "response": {"rawId": "AA", "id": "AA", "response": {}}},
        [],
        "x",
    ],
)
def test_a_wrong_answer_opens_nothing_and_is_told(sent):
    phone = Browser()
    page = reverse("mine:key_in")
    if isinstance(sent, dict) and "state" in sent:
        sent["state"] = phone.post(page, "{}", content_type="application/json").json()["state"]

    answer = phone.post(page, json.dumps(sent), content_type="application/json")

    assert answer.status_code in (200, 422)
    assert not answer.cookies
    assert answer.status_code == 200 or answer.json()["problem"]


def test_what_the_first_half_remembers_is_good_for_five_minutes_and_once(trajectory):
    state = passkeys.begin(trajectory.client)["state"]
    with pytest.raises(Impossible, match="passkey_wrong"):
        passkeys.finish(trajectory.client, state, {})
    with pytest.raises(Impossible, match="passkey_late"):
        passkeys.finish(trajectory.client, state, {})
    late = passkeys.begin(trajectory.client)["state"]
    with (
        time_machine.travel(timezone.now() + timedelta(minutes=6)),
        pytest.raises(Impossible, match="passkey_late"),
    ):
        passkeys.finish(trajectory.client, late, {})


def test_nothing_in_what_a_phone_keeps_says_who_somebody_is(trajectory):
    told = json.dumps(passkeys.begin(trajectory.client)["options"])

    assert "Mila" not in told
    assert trajectory.client.code not in told
