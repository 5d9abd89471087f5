"""With the lock of their own phone the person comes in, and nobody else does."""

from __future__ import annotations

import copy
import json
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from fido2.utils import websafe_decode, websafe_encode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.werkwijs.guidance.soft_phone import FLAG, Phone

from werkwijs.audit.models import Line
from werkwijs.guidance import letting_in, passkeys, receiving, release, starting
from werkwijs.guidance.models import Client, Device, Passkey
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


def phone(**facts) -> Phone:
    return Phone(**({"origin": SITE, "rp": "weg.example"} | facts))


def add(client: Client, device: Phone) -> Passkey:
    begun = passkeys.begin(client)
    return passkeys.finish(client, begun["state"], device.makes(begun))


def come_in(device: Phone) -> str:
    begun = passkeys.begin_coming_in()
    return passkeys.come_in(begun["state"], device.signs(begun))


def events() -> list[str]:
    return list(Line.objects.order_by("pk").values_list("event", flat=True))


def test_a_passkey_opens_the_pages_of_whoever_made_it(mila):
    own = phone()
    add(mila, own)

    visitor = release.who(come_in(own))

    assert visitor is not None
    assert (visitor.kind, visitor.id) == ("person", mila.pk)
    assert Device.objects.get(pk=visitor.device).how == "passkey"
    assert events()[-2:] == ["guidance.passkey_added", "guidance.passkey_used"]


def test_of_two_people_each_comes_in_as_themselves(mila, organisation, joost):
    noor = starting.start(organisation, starting.About("Noor"), by=joost).client
    hers, other = phone(), phone()
    add(mila, hers)
    add(noor, other)

    assert release.who(come_in(hers)).id == mila.pk
    assert release.who(come_in(other)).id == noor.pk


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://wegg.example"},
        {"origin": "https://sub.weg.example"},
        {"origin": "http://weg.example"},
        {"origin": "https://weg.example:444"},
        {"rp": "example"},
        {"flags": FLAG.UP},  # nobody showed a finger, a face or a code
        {"flags": FLAG.UV},  # nobody touched it
        {"flags": FLAG(0)},
    ],
)
def test_an_answer_from_elsewhere_or_without_the_lock_makes_and_opens_nothing(mila, wrong):
    own = phone()
    with pytest.raises(Impossible, match="passkey_wrong"):
        add(mila, replace(own, **wrong))
    assert not Passkey.objects.exists()

    add(mila, own)
    with pytest.raises(Impossible, match="passkey_wrong"):
        come_in(replace(own, **wrong))
    assert not Device.objects.exists()


def test_another_key_under_the_same_id_opens_nothing(mila):
    own = phone()
    add(mila, own)

    with pytest.raises(Impossible, match="passkey_wrong"):
        come_in(phone(id=own.id))


def test_without_https_only_this_very_computer_is_believed(mila, settings):
    settings.BASE_URL = "http://weg.example"
    with pytest.raises(Impossible, match="passkey_wrong"):
        add(mila, phone(origin="http://weg.example"))
    settings.BASE_URL = "http://localhost:8000"
    add(mila, phone(origin="http://localhost:8000", rp="localhost"))


def test_the_answer_to_another_question_opens_nothing(mila):
    own = phone()
    add(mila, own)
    first, second = passkeys.begin_coming_in(), passkeys.begin_coming_in()

    with pytest.raises(Impossible, match="passkey_wrong"):
        passkeys.come_in(second["state"], own.signs(first))


def test_what_was_begun_for_one_is_not_finished_by_another(mila, organisation, joost):
    noor = starting.start(organisation, starting.About("Noor"), by=joost).client
    begun = passkeys.begin(noor)

    with pytest.raises(Impossible, match="passkey_wrong"):
        passkeys.finish(mila, begun["state"], phone().makes(begun))
    with pytest.raises(Impossible, match="passkey_late"):
        passkeys.come_in(begun["state"], phone().signs(begun))  # a question to make, not to come in


def test_an_answer_that_lets_somebody_in_does_so_once(mila):
    own = phone()
    add(mila, own)
    earlier, begun = passkeys.begin_coming_in(), passkeys.begin_coming_in()
    answer, left = own.signs(begun), own.signs(earlier)
    passkeys.come_in(begun["state"], answer)

    with pytest.raises(Impossible, match="passkey_late"):
        passkeys.come_in(begun["state"], answer)
    with pytest.raises(Impossible, match="passkey_late"):
        passkeys.come_in(earlier["state"], left)
    assert Device.objects.count() == 1
    assert come_in(own)


def test_the_same_answer_twice_makes_one_passkey(mila):
    own = phone()
    begun = passkeys.begin(mila)
    answer = own.makes(begun)

    first = passkeys.finish(mila, begun["state"], answer)
    assert passkeys.finish(mila, begun["state"], answer) == first
    assert Passkey.objects.count() == 1
    assert events().count("guidance.passkey_added") == 1


def test_nobody_makes_the_passkey_of_somebody_else_theirs(mila, organisation, joost):
    noor = starting.start(organisation, starting.About("Noor"), by=joost).client
    own = phone()
    add(mila, own)

    with pytest.raises(Impossible, match="passkey_wrong"):
        add(noor, phone(id=own.id))
    assert release.who(come_in(own)).id == mila.pk


def test_an_ended_passkey_is_not_made_anew_with_an_old_answer(mila, cora):
    own = phone()
    begun = passkeys.begin(mila)
    answer = own.makes(begun)
    passkeys.finish(mila, begun["state"], answer)
    letting_in.lost_phone(mila, by=cora)

    with pytest.raises(Impossible, match="passkey_wrong"):
        passkeys.finish(mila, begun["state"], answer)
    with pytest.raises(Impossible, match="passkey_unknown"):
        come_in(own)


@pytest.mark.parametrize("half", ["make", "come in"])
def test_each_half_has_five_minutes(mila, half):
    own = phone()
    if half == "come in":
        add(mila, own)
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        begun = passkeys.begin(mila) if half == "make" else passkeys.begin_coming_in()
        answer = own.makes(begun) if half == "make" else own.signs(begun)

    def finish() -> object:
        if half == "make":
            return passkeys.finish(mila, begun["state"], answer)
        return passkeys.come_in(begun["state"], answer)

    with (
        time_machine.travel(now + timedelta(seconds=302), tick=False),
        pytest.raises(Impossible, match="passkey_late"),
    ):
        finish()
    with time_machine.travel(now + timedelta(seconds=298), tick=False):
        assert finish()


def test_a_copy_of_a_passkey_is_found_out_where_the_phone_counts(mila):
    own = phone(counts=True)
    add(mila, own)
    copied = copy.copy(own)
    come_in(own)
    come_in(own)

    with pytest.raises(Impossible, match="passkey_copied"):
        come_in(copied)
    assert come_in(own)


def test_a_phone_that_counts_may_not_stop_counting(mila):
    own = phone(counts=True)
    add(mila, own)
    come_in(own)

    with pytest.raises(Impossible, match="passkey_copied"):
        come_in(replace(own, counts=False, counter=0))


def test_on_one_phone_a_new_passkey_takes_the_place_of_the_old(mila, cora):
    first = passkeys.begin(mila)["options"]["publicKey"]
    own = phone()
    add(mila, own)
    again = passkeys.begin(mila)["options"]["publicKey"]
    letting_in.lost_phone(mila, by=cora)
    after = passkeys.begin(mila)["options"]["publicKey"]

    assert first["user"]["id"] == again["user"]["id"] == after["user"]["id"]
    assert [one["id"] for one in again["excludeCredentials"]] == [websafe_encode(own.id)]
    assert not after.get("excludeCredentials")


def test_nothing_in_what_a_phone_keeps_says_who_somebody_is(mila, organisation, joost):
    told = passkeys.begin(mila)["options"]
    noor = starting.start(organisation, starting.About("Noor"), by=joost).client
    kept = json.dumps(dict(told["publicKey"]["user"])) + str(
        websafe_decode(told["publicKey"]["user"]["id"])
    )

    assert "Mila" not in kept
    assert mila.code not in kept
    assert passkeys.begin(noor)["options"]["publicKey"]["user"]["id"] not in kept


def test_there_are_ten_at_most_and_the_eleventh_is_told_so(mila):
    begun = passkeys.begin(mila)
    for _ in range(passkeys.MOST):
        add(mila, phone())

    with pytest.raises(Impossible, match="passkey_enough"):
        passkeys.begin(mila)
    with pytest.raises(Impossible, match="passkey_enough"):
        passkeys.finish(mila, begun["state"], phone().makes(begun))


@pytest.mark.parametrize("length", [0, passkeys.LONGEST + 1, 1023])
def test_an_id_without_measure_is_no_passkey(mila, length):
    with pytest.raises(Impossible):
        add(mila, phone(id=b"x" * length))
    with pytest.raises(Impossible):
        come_in(phone(id=b"x" * length))


def test_one_passkey_is_ended_by_the_person_and_the_other_goes_on(mila, phone_of):
    lost, kept = phone(), phone()
    add(mila, lost)
    add(mila, kept)
    page = reverse("mine:devices")
    browser = phone_of(mila)
    assert browser.get(page).content.decode().count('name="key"') == 2

    browser.post(page, {"key": Passkey.objects.get(credential=lost.id.hex()).pk})

    with pytest.raises(Impossible, match="passkey_unknown"):
        come_in(lost)
    assert come_in(kept)
    assert events().count("guidance.passkey_ended") == 1


def test_nobody_ends_the_passkey_of_somebody_else(mila, organisation, joost, phone_of):
    noor = starting.start(organisation, starting.About("Noor"), by=joost).client
    own = phone()
    made = add(mila, own)

    assert phone_of(noor).post(reverse("mine:devices"), {"key": made.pk}).status_code == 404
    assert come_in(own)


def test_on_a_phone_that_was_lost_meanwhile_no_passkey_is_made(mila, cora):
    visitor = release.who(letting_in.let_in(mila, "card"))
    assert visitor is not None
    begun = receiving.passkey_begin(visitor)
    letting_in.lost_phone(mila, by=cora)

    with pytest.raises(LookupError):
        receiving.passkey_finish(visitor, begun["state"], phone().makes(begun))
    assert not Passkey.objects.exists()


def test_people_around_the_person_make_none(bram):
    visitor = release.who(letting_in.let_in(bram, "link"))
    assert visitor is not None

    with pytest.raises(LookupError):
        receiving.passkey_begin(visitor)
    with pytest.raises(LookupError):
        receiving.passkey_finish(visitor, "", {})
    with pytest.raises(LookupError):
        receiving.end_passkey(visitor, 1)
    assert release.keys(visitor) == []


def test_over_the_web_somebody_adds_leaves_and_comes_in_again(mila, phone_of):
    own, page, door = phone(), reverse("mine:key"), reverse("mine:key_in")
    browser = phone_of(mila)

    def post(to: str, told: object) -> object:
        return browser.post(to, json.dumps(told), content_type="application/json")

    begun = post(page, {}).json()
    assert post(page, {"state": begun["state"], "response": own.makes(begun)}).status_code == 200
    browser.post(reverse("mine:leave"))
    assert browser.get(page).url == reverse("mine:door")
    begun = post(door, {}).json()
    answer = post(door, {"state": begun["state"], "response": own.signs(begun)})

    assert answer.cookies[COOKIE]["httponly"]
    assert browser.get(page).status_code == 200


def test_without_the_token_of_our_own_page_nothing_is_taken(mila):
    browser = Browser(enforce_csrf_checks=True)

    answer = browser.post(reverse("mine:key_in"), "{}", content_type="application/json")

    assert answer.status_code == 403


@pytest.mark.parametrize("body", [b"[" * 15_000, b"\xff\xfe", b"{", b"null", b'{"response": null}'])
def test_any_bytes_are_answered_in_plain_words(body):
    answer = Browser().post(reverse("mine:key_in"), body, content_type="application/json")

    assert answer.status_code in (200, 422)
    assert not answer.cookies


# --- answers that are almost right ---------------------------------------------------------------

ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda more: (
        st.lists(more, max_size=3) | st.dictionaries(st.text(max_size=5), more, max_size=3)
    ),
    max_leaves=6,
)
PLACES = ["id", "rawId", "type", "response", "clientDataJSON", "authenticatorData"]
PLACES += ["signature", "attestationObject", "userHandle", "clientExtensionResults"]
NOT_SIGNED = ("id", "type", "attestationObject", "userHandle", "clientExtensionResults")
"""What comes along besides what is signed, and of which nothing here depends."""


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(place=st.sampled_from(PLACES), at=st.integers(0, 10_000), bit=st.integers(0, 7), odd=ODD)
def test_an_answer_with_one_thing_wrong_never_opens_and_never_breaks(mila, place, at, bit, odd):
    """One bit turned round in what is signed, or anything at all in the place of a field."""
    Passkey.objects.all().delete()
    own, asked = phone(), passkeys.begin_coming_in()
    add(mila, own)
    signed = own.signs(asked)
    for told in almost(signed, place, at, bit, odd):
        with suppress(Impossible):
            passkeys.come_in(asked["state"], told)
            assert place in NOT_SIGNED, told

    begun = passkeys.begin(mila)
    for told in almost(phone().makes(begun), place, at, bit, odd):
        with suppress(Impossible):
            passkeys.finish(mila, begun["state"], told)


def almost(answer: dict, place: str, at: int, bit: int, odd: object) -> list[dict]:
    """The answer with a bit turned round in one place, and with something odd in that place."""
    inside = answer["response"]
    if place not in inside:
        return [{**answer, place: odd}]
    raw = bytearray(websafe_decode(inside[place]))
    raw[at % len(raw)] ^= 1 << bit
    return [
        {**answer, "response": {**inside, place: websafe_encode(bytes(raw))}},
        {**answer, "response": {**inside, place: odd}},
    ]
