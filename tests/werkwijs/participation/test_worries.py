"""Something worries somebody: who reads it and whom to call stands there at once."""

import uuid

import pytest

from werkwijs.audit.models import Line
from werkwijs.participation.models import Worry

INBOX = "/studies/werk/deelname/zorgen/"


def test_who_reads_it_and_whom_to_call_stands_there_at_once(takes_part, study):
    client, _ = takes_part("jongere")

    page = client.get("/mee/zorgen/").content.decode()

    for told in (study.worry_reader, "Wanneer? Dezelfde dag.", study.worry_call, "tel:112"):
        assert told in page
    assert page.index(study.worry_call) < page.index("<textarea")


@pytest.mark.parametrize(
    "text",
    ["", "Mijn baas schreeuwt.", "🙂" * 100, "שלום", "<script>alert(1)</script>", "a" * 5000],
)
def test_a_worry_arrives_as_it_was_said_and_once(takes_part, client, sign_in, ana, text):
    phone, person = takes_part("jongere")
    form = {"key": str(uuid.uuid4()), "text": text}

    for _ in range(2):
        response = phone.post("/mee/zorgen/", form, follow=True)

    assert "We hebben je bericht" in response.content.decode()
    worry = Worry.objects.get()
    assert (worry.text, worry.participant) == (text, person)
    page = sign_in(client, ana).post(f"{INBOX}{worry.pk}/").content.decode()
    assert "<script>alert" not in page


def test_who_goes_back_and_writes_more_on_the_same_page_is_heard(takes_part):
    phone, person = takes_part("jongere")
    form = {"key": str(uuid.uuid4()), "text": "Ik slaap slecht."}

    for text in (
        "Ik slaap slecht.",
        "Ik durf niet meer naar huis.",
        "Ik durf niet meer naar huis.",
    ):
        phone.post("/mee/zorgen/", form | {"text": text})

    told = Worry.objects.filter(participant=person).order_by("pk")
    assert [worry.text for worry in told] == ["Ik slaap slecht.", "Ik durf niet meer naar huis."]


def test_what_is_too_long_is_not_lost(takes_part):
    client, _ = takes_part("jongere")

    page = client.post(
        "/mee/zorgen/", {"key": str(uuid.uuid4()), "text": "lang " * 1001}
    ).content.decode()

    assert "te lang" in page
    assert "lang lang" in page
    assert not Worry.objects.exists()


def test_unread_worries_stand_on_every_page_of_the_study(takes_part, client, sign_in, ana, study):
    phone, person = takes_part("jongere")
    phone.post("/mee/zorgen/", {"key": str(uuid.uuid4()), "text": "Ik slaap slecht."})
    sign_in(client, ana)

    assert "1 nieuw" in client.get("/studies/werk/").content.decode()
    listed = client.get(INBOX).content.decode()
    assert person.pseudonym in listed
    assert "Ik slaap slecht" not in listed
    assert Worry.objects.get().read_at is None

    assert "Ik slaap slecht" in client.post(f"{INBOX}{Worry.objects.get().pk}/").content.decode()
    assert "1 nieuw" not in client.get("/studies/werk/").content.decode()


def test_reading_is_noted_without_what_it_says(takes_part, client, sign_in, ana, bilal):
    phone, _ = takes_part("jongere")
    phone.post("/mee/zorgen/", {"key": str(uuid.uuid4()), "text": "kanariegeel"})
    worry = Worry.objects.get()
    for who in (ana, bilal):
        sign_in(client, who).post(f"{INBOX}{worry.pk}/")
    client.post(f"{INBOX}{worry.pk}/", {"act": "handle"})

    worry.refresh_from_db()
    assert worry.read_by == ana
    assert worry.handled_at
    assert Line.objects.filter(event="participation.worry_read").count() == 2
    assert Line.objects.filter(event="participation.worry_handled").count() == 1
    assert "kanariegeel" not in str(list(Line.objects.values()))

    client.post(f"{INBOX}{worry.pk}/", {"act": "reopen"})
    worry.refresh_from_db()
    assert worry.handled_at is None


@pytest.mark.parametrize(("who", "status"), [("dirk", 404), ("dewi", 404), ("carla", 403)])
def test_nobody_else_reads_it(takes_part, client, sign_in, request, who, status):
    phone, _ = takes_part("jongere")
    phone.post("/mee/zorgen/", {"key": str(uuid.uuid4()), "text": "geheim"})
    sign_in(client, request.getfixturevalue(who))

    response = client.post(f"{INBOX}{Worry.objects.get().pk}/")

    assert response.status_code == status
    assert "geheim" not in response.content.decode()
    assert Worry.objects.get().read_at is None
