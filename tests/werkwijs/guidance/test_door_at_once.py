"""Somebody comes in at the very moment the phone is told lost: nothing of that phone is left open.

On SQLite the second waits by itself; on PostgreSQL only where we say so: these run there too.
"""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from tests.werkwijs.guidance.soft_phone import Phone
from tests.werkwijs.guidance.test_two_at_once import together

from werkwijs.audit.models import Line
from werkwijs.guidance import letting_in, passkeys, receiving, release
from werkwijs.guidance.models import Device, Passkey
from werkwijs.lib.impossible import Impossible

at_once = pytest.mark.django_db(transaction=True)


@pytest.fixture
def own(settings) -> Phone:
    settings.BASE_URL = "https://weg.example"
    return Phone("https://weg.example", "weg.example")


@pytest.fixture
def halfway(monkeypatch) -> threading.Event:
    """Set once somebody stands in the door: they have what they came for, and it is not written yet."""
    here, real = threading.Event(), letting_in.latest

    def slowly(client: Any) -> Any:
        here.set()
        time.sleep(0.5)
        return real(client)

    monkeypatch.setattr(letting_in, "latest", slowly)
    return here


def added(client: Any, own: Phone) -> None:
    begun = passkeys.begin(client)
    passkeys.finish(client, begun["state"], own.makes(begun))


@at_once
@pytest.mark.parametrize("how", ["card", "passkey"])
def test_who_comes_in_while_the_phone_is_told_lost_is_out_again(
    trajectory, cora, own, request, how
):
    mila = trajectory.client
    letting_in.give_card(mila, "cat", by=cora)
    added(mila, own)
    begun = passkeys.begin_coming_in()
    answer = own.signs(begun)
    here = request.getfixturevalue("halfway")

    def lost() -> None:
        here.wait(5)
        letting_in.lost_phone(mila, by=cora)

    secret, _ = together(
        (lambda: letting_in.with_picture(mila, "cat"))
        if how == "card"
        else (lambda: passkeys.come_in(begun["state"], answer)),
        lost,
    )

    assert isinstance(secret, str)
    assert release.who(secret) is None
    assert not Device.objects.working().exists()


@at_once
def test_a_phone_that_is_told_lost_while_it_makes_a_passkey_has_none(
    trajectory, cora, own, request
):
    mila = trajectory.client
    visitor = release.who(letting_in.let_in(mila, "card"))
    assert visitor is not None
    begun = receiving.passkey_begin(visitor)
    answer = own.makes(begun)
    here = request.getfixturevalue("halfway")

    def lost() -> None:
        here.wait(5)
        letting_in.lost_phone(mila, by=cora)

    together(lambda: receiving.passkey_finish(visitor, begun["state"], answer), lost)

    assert not Passkey.objects.filter(revoked_at=None).exists()


@at_once
def test_a_card_takes_five_wrong_pictures_also_when_they_come_at_once(
    trajectory, cora, monkeypatch
):
    mila = trajectory.client
    letting_in.give_card(mila, "cat", by=cora)
    real = letting_in.secrets.compare_digest

    def slowly(one: Any, other: Any) -> bool:
        time.sleep(0.1)
        return real(one, other)

    monkeypatch.setattr(letting_in.secrets, "compare_digest", slowly)
    wrong = [picture for picture in letting_in.PICTURES if picture != "cat"]

    together(*[lambda picture=one: letting_in.with_picture(mila, picture) for one in wrong])

    assert Line.objects.filter(event="guidance.wrong_picture").count() == letting_in.TRIES
    assert letting_in.with_picture(mila, "cat") is None


@at_once
def test_one_answer_sent_four_times_at_once_lets_in_once(trajectory, own):
    added(trajectory.client, own)
    begun = passkeys.begin_coming_in()
    answer = own.signs(begun)

    said = together(*[lambda: passkeys.come_in(begun["state"], answer)] * 4)

    assert sorted(isinstance(one, Impossible) for one in said) == [False, True, True, True]
    assert Device.objects.count() == 1
