"""A phone and the passkeys on it end together: whoever picked it up does not come back with a finger."""

from __future__ import annotations

import pytest
from django.test import Client as Browser
from django.urls import reverse
from tests.werkwijs.guidance.soft_phone import Phone

from werkwijs.guidance import erasure, letting_in, passkeys, receiving, release
from werkwijs.guidance.models import Client, Device, Passkey
from werkwijs.guidance.release import Visitor
from werkwijs.lib.impossible import Impossible
from werkwijs.sharing.device import COOKIE

pytestmark = pytest.mark.django_db
SITE = "https://weg.example"


@pytest.fixture(autouse=True)
def site(settings) -> None:
    settings.BASE_URL = SITE


@pytest.fixture
def mila(trajectory) -> Client:
    return trajectory.client


def visit(secret: str) -> Visitor:
    found = release.who(secret)
    assert found is not None
    return found


def remembers(secret: str) -> Phone:
    """The phone with that device makes a passkey."""
    own = Phone(origin=SITE, rp="weg.example")
    begun = receiving.passkey_begin(visit(secret))
    receiving.passkey_finish(visit(secret), begun["state"], own.makes(begun))
    return own


def come_in(own: Phone) -> str:
    begun = passkeys.begin_coming_in()
    return passkeys.come_in(begun["state"], own.signs(begun))


def test_a_phone_that_is_ended_does_not_come_in_with_the_passkey_made_on_it(mila):
    lost, here = letting_in.let_in(mila, "card"), letting_in.let_in(mila, "card")
    own = remembers(lost)

    assert receiving.end_device(visit(here), visit(lost).device) == 1

    with pytest.raises(Impossible, match="passkey_unknown"):
        come_in(own)
    assert release.who(here) is not None


def test_nor_one_that_came_in_with_its_passkey_after_it_left(mila):
    card, here = letting_in.let_in(mila, "card"), letting_in.let_in(mila, "card")
    own = remembers(card)
    receiving.leave(card)
    again = come_in(own)

    receiving.end_device(visit(here), visit(again).device)

    assert release.who(again) is None
    with pytest.raises(Impossible, match="passkey_unknown"):
        come_in(own)


@pytest.mark.parametrize("which", ["card", "passkey"])
def test_whichever_of_one_phone_is_ended_nothing_of_it_stays_open(mila, which):
    card, here = letting_in.let_in(mila, "card"), letting_in.let_in(mila, "card")
    with_key = come_in(remembers(card))

    receiving.end_device(visit(here), visit(card if which == "card" else with_key).device)

    assert [release.who(one) for one in (card, with_key)] == [None, None]
    assert release.who(here) is not None


def test_a_passkey_that_is_ended_ends_its_phone_but_not_the_one_in_hand(mila):
    lost, here = letting_in.let_in(mila, "card"), letting_in.let_in(mila, "card")
    of_lost, of_here = remembers(lost), remembers(here)
    first, second = Passkey.objects.order_by("pk")

    receiving.end_passkey(visit(here), first.pk)
    assert release.who(lost) is None
    with pytest.raises(Impossible, match="passkey_unknown"):
        come_in(of_lost)

    receiving.end_passkey(visit(here), second.pk)
    assert release.who(here) is not None
    with pytest.raises(Impossible, match="passkey_unknown"):
        come_in(of_here)


def test_another_phone_and_its_passkey_go_on(mila):
    lost, other, here = (letting_in.let_in(mila, "card") for _ in range(3))
    remembers(lost)
    kept = remembers(other)

    receiving.end_device(visit(here), visit(lost).device)

    assert release.who(other) is not None
    assert release.who(come_in(kept)) is not None


def test_the_person_is_told_that_the_key_ended_too(mila, phone_of):
    lost = letting_in.let_in(mila, "card")
    plain = letting_in.let_in(mila, "card")
    remembers(lost)
    browser, page = phone_of(mila), reverse("mine:devices")

    told = browser.post(page, {"device": visit(lost).device}, follow=True).content.decode()
    assert "Ook niet meer met een vinger, gezicht of code." in told

    told = browser.post(page, {"device": visit(plain).device}, follow=True).content.decode()
    assert "Dat toestel opent niets meer." in told
    assert "Ook niet meer met een vinger" not in told


def test_who_is_forgotten_takes_phones_and_passkeys_along(mila, saar):
    card = letting_in.let_in(mila, "card")
    come_in(remembers(card))

    erasure.forget(mila, by=saar)

    assert not Device.objects.exists()
    assert not Passkey.objects.exists()


def test_a_phone_that_was_ended_while_its_page_was_open_does_nothing_more(
    mila, trajectory, phone_of
):
    """As when the coach ends a lost phone between two presses of whoever found it."""
    secret = letting_in.let_in(mila, "card")
    visitor = visit(secret)
    letting_in.leave(secret)

    acts = [
        lambda: receiving.say(visitor, trajectory.code, "intake", "Iets.", facet="wants"),
        lambda: receiving.not_well(visitor, trajectory.code, "Nee."),
        lambda: receiving.say_stop(visitor, trajectory.code, "Stop."),
        lambda: receiving.complain(visitor, trajectory.code, "Niet goed."),
        lambda: receiving.shut_out(visitor, trajectory.code, 1),
        lambda: receiving.lost_phone(visitor),
        lambda: receiving.end_device(visitor, visitor.device),
        lambda: receiving.end_passkey(visitor, 1),
        lambda: receiving.passkey_begin(visitor),
        lambda: release.taken_along(visitor),
    ]
    for act in acts:
        with pytest.raises(LookupError):
            act()
    assert not trajectory.entries.exclude(kind="job").exists()
    assert phone_of(mila).cookies[COOKIE].value != secret


def test_who_comes_in_anew_on_one_phone_leaves_no_device_behind(mila, trajectory, cora):
    letting_in.give_card(mila, "cat", by=cora)
    page = letting_in.card_address(mila).removeprefix(SITE)
    phone = Browser()
    for _ in range(2):
        assert phone.post(page, {"picture": "cat"}).status_code == 302

    assert Device.objects.working().count() == 1
