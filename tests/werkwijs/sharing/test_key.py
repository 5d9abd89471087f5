"""Answers of a phone that are not right open nothing."""

from __future__ import annotations

import json

import pytest
from django.test import Client as Browser
from django.urls import reverse

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
