"""Somebody of the study saw that a representative agrees; then the tasks open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from werkwijs.audit.models import Line
from werkwijs.participation import consenting

PAGE = "/studies/werk/deelname/vertegenwoordigers/"


@pytest.fixture
def represented(takes_part):
    def by(who: str, **facts):
        client, person = takes_part("jongere", **facts)
        consent = consenting.agreed(person)
        consent.representation = who
        consent.save()
        return client, person

    return by


def seen(**changes):
    return {"evidence": "form", "on": timezone.localdate().isoformat(), **changes}


def test_tasks_open_when_the_representative_was_seen(represented, client, sign_in, ana):
    phone, person = represented("parent", minor=True)
    assert phone.get("/mee/sorteren/").headers["Location"] == "/mee/wachten/"
    assert "nog ja zeggen" in phone.get("/mee/wachten/").content.decode()
    sign_in(client, ana)
    assert "taken zijn dicht" in client.get(PAGE).content.decode()

    client.post(f"{PAGE}{person.number}/", seen())

    assert phone.get("/mee/stap/").status_code == 200
    assert phone.get("/mee/wachten/").headers["Location"] == "/mee/stap/"
    consent = consenting.agreed(person)
    assert (consent.evidence, consent.evidence_on) == ("form", timezone.localdate())
    line = Line.objects.get(event="participation.evidence_recorded")
    assert (line.actor, line.study) == (str(ana.pk), "werk")


def test_a_script_is_told_what_is_lacking(represented):
    phone, _ = represented("parent", minor=True)

    response = phone.post("/mee/geef/", b"[]", content_type="application/json")

    assert (response.status_code, response.json()) == (403, {"problem": "lacks_evidence"})


@pytest.mark.parametrize(
    "wrong",
    [
        {"evidence": "moeder heet Jansen"},
        {"on": "gisteren"},
        {"on": (timezone.localdate() + timedelta(days=2)).isoformat()},
        {"on": ""},
    ],
)
def test_only_kinds_and_days_are_kept(represented, client, sign_in, ana, wrong):
    _, person = represented("mentor")

    response = sign_in(client, ana).post(f"{PAGE}{person.number}/", seen(**wrong))

    assert response.status_code == 200
    assert consenting.lacks(person) == "evidence"


def test_an_adult_may_turn_out_to_decide_alone(represented, client, sign_in, ana):
    phone, person = represented("relative")

    sign_in(client, ana).post(f"{PAGE}{person.number}/", {"act": "alone"})

    assert phone.get("/mee/stap/").status_code == 200
    assert client.get(f"{PAGE}{person.number}/").status_code == 404


def test_a_minor_does_not(represented, client, sign_in, ana):
    _, person = represented("parent", minor=True)

    sign_in(client, ana).post(f"{PAGE}{person.number}/", {"act": "alone"})

    assert consenting.lacks(person) == "evidence"


def test_a_new_version_needs_a_new_yes_of_both(represented, client, sign_in, ana, study):
    phone, person = represented("parent", minor=True)
    sign_in(client, ana).post(f"{PAGE}{person.number}/", seen())
    new = study.consent_texts.get()
    new.pk, new.version = None, 2
    new.save()
    phone.post("/mee/toestemming/1/")
    phone.post("/mee/toestemming/vraag/", {"answer": "0"})
    phone.post("/mee/toestemming/ja/", {"answer": "yes"})

    assert consenting.agreed(person).representation == "parent"
    assert phone.get("/mee/stap/").headers["Location"] == "/mee/wachten/"


@pytest.mark.parametrize(("who", "status"), [("dirk", 404), ("carla", 403)])
def test_nobody_else_records_it(represented, client, sign_in, request, who, status):
    _, person = represented("parent")
    sign_in(client, request.getfixturevalue(who))

    assert client.post(f"{PAGE}{person.number}/", seen()).status_code == status
    assert consenting.lacks(person) == "evidence"
