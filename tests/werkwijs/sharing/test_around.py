"""Pages for people around the person: what was shared with them, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from werkwijs.guidance import (
    granting,
    handing_over,
    inviting,
    placing,
    reading,
    starting,
    stepping,
)
from werkwijs.guidance.models import Basis, Entry, Kind, Member, Part, Reach, Trajectory

pytestmark = pytest.mark.django_db


def page(name: str, trajectory, *more: object) -> str:
    return reverse(f"around:{name}", args=[trajectory.code, *more])


@pytest.fixture
def asked(trajectory, job, cora) -> Member:
    told = inviting.Asked(Part.EMPLOYER, "Yara", "06 1", employer=job.employer, job=job)
    return inviting.ask_along(trajectory, told, by=cora)


def link(member: Member) -> str:
    return f"/{inviting.address(member).partition('//')[2].partition('/')[2]}"


@pytest.mark.parametrize("name", ["way", "signal", "complain", "go_away"])
def test_every_page_opens_for_them_and_for_nobody_else(
    trajectory, els, phone_of, name, organisation, joost
):
    another = starting.start(organisation, starting.About("Noor"), by=joost)
    aunt = inviting.ask_along(another, inviting.Asked(Part.FAMILY, "Tante", "06 9"), by=joost)
    inviting.accept(aunt)
    aunt.refresh_from_db()

    assert phone_of(els).get(page(name, trajectory)).status_code == 200
    assert phone_of(aunt).get(page(name, trajectory)).status_code == 404
    assert phone_of(trajectory.client).get(page(name, trajectory)).status_code == 404
    assert Browser().get(page(name, trajectory)).url == reverse("around:door")


def test_looking_at_an_invitation_answers_nothing_and_tells_nothing(asked, trajectory, cora):
    placing.need(trajectory, "Eén taak tegelijk.", by=cora)
    browser = Browser()

    for _ in range(2):
        body = browser.get(link(asked)).content.decode()

    assert "Cora" in body
    assert "Eén taak" not in body
    asked.refresh_from_db()
    assert asked.state == "invited"


def test_an_invitation_works_once(asked, trajectory):
    first, second = Browser(), Browser()

    assert first.post(link(asked), {"act": "accept"}).url == page("way", trajectory)
    assert second.post(link(asked), {"act": "accept"}).status_code == 404
    assert first.get(page("way", trajectory)).status_code == 200


@pytest.mark.parametrize(("act", "gone"), [("not-me", "not-me"), ("declined", "declined")])
def test_the_wrong_person_says_so_and_the_link_is_dead(asked, act, gone, trajectory, cora):
    browser = Browser()

    browser.post(link(asked), {"act": act})

    asked.refresh_from_db()
    assert (asked.state, asked.gone) == ("gone", gone)
    assert browser.get(link(asked)).status_code == 404


def test_an_employer_sees_needs_and_agreements_and_whom_to_call(
    trajectory, cora, bram, phone_of, agreed, job
):
    placing.setback(trajectory, "Twee weken niet gekomen.", by=cora)
    need = placing.need(trajectory, "Eén taak tegelijk.", by=cora, job=job)
    agreed(bram, Kind.NEED, Kind.AGREEMENT)
    granting.share(need, bram, basis=Basis.CONSENT, by=cora)

    body = phone_of(bram).get(page("way", trajectory)).content.decode()

    assert "Eén taak tegelijk." in body
    assert "tel:0600000001" in body
    assert "Twee weken" not in body
    for word in ("LVB", "lvb", "beperking", "diagnose"):
        assert word not in body


def test_an_employer_typing_a_diagnosis_is_asked_again_and_loses_nothing(
    trajectory, bram, phone_of, cora
):
    phone = phone_of(bram)
    here = page("signal", trajectory)
    sent = {"words": "Ze is volgens mij depressief.", "key": "0b9f6a52-3f5f-4a41-8f0a-2f6f3d0d9c11"}

    answer = phone.post(here, sent)

    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Ze is volgens mij depressief." in body
    assert "<mark>depressief</mark>" in body
    assert not Entry.objects.filter(kind=Kind.SIGNAL).exists()
    for _ in range(2):
        phone.post(here, sent | {"sure": "yes"})
    assert Entry.objects.filter(kind=Kind.SIGNAL).count() == 1
    phone.post(here, {"words": "Ze is stiller dan anders."})
    told = [reading.words(e) for e in reading.entries(reading.coach(trajectory, cora))]
    assert "Ze is stiller dan anders." in told


def test_a_change_at_work_brings_the_next_contact_closer(trajectory, bram, phone_of, job):
    phone_of(bram).post(page("change", trajectory), {"sort": "boss", "words": ""})

    trajectory.refresh_from_db()
    assert trajectory.next_contact_why == "closer"
    own = Entry.objects.get(kind=Kind.AT_WORK)
    assert (own.facet, own.about_id) == ("boss", job.pk)
    assert reading.entries(reading.person(trajectory)).filter(pk=own.pk).exists()


def test_only_an_employer_tells_of_changes_at_work(trajectory, els, phone_of):
    assert phone_of(els).get(page("change", trajectory)).status_code == 404


def test_two_contacts_of_one_employer_do_not_read_each_other(trajectory, bram, asked, phone_of):
    phone_of(bram).post(page("signal", trajectory), {"words": "Bram ziet iets."})
    inviting.accept(asked)
    asked.refresh_from_db()

    assert "Bram ziet iets." not in phone_of(asked).get(page("way", trajectory)).content.decode()


def test_the_end_of_a_job_ends_the_access_of_the_employer(trajectory, bram, phone_of, job, cora):
    phone = phone_of(bram)
    placing.end(job, on=job.starts_on, ended="contract", by=cora)

    assert phone.get(page("way", trajectory)).status_code == 404


def test_who_goes_away_sees_nothing_and_the_coach_knows(trajectory, els, phone_of, cora):
    line = placing.agree(trajectory, "Els belt op vrijdag.", by=cora)
    granting.share(line, els, basis=Basis.TASK, by=cora)
    phone = phone_of(els)
    assert "Els belt op vrijdag." in phone.get(page("way", trajectory)).content.decode()

    phone.post(page("go_away", trajectory))

    assert phone.get(page("way", trajectory)).status_code == 404
    els.refresh_from_db()
    assert els.gone == Member.Gone.OWN_WISH


def test_somebody_takes_back_what_they_sent(trajectory, els, phone_of, cora):
    phone = phone_of(els)
    phone.post(page("signal", trajectory), {"words": "Ze slaapt slecht."})
    own = Entry.objects.get(kind=Kind.SIGNAL)

    phone.post(page("way", trajectory), {"gone": own.pk})

    assert not reading.entries(reading.coach(trajectory, cora)).filter(pk=own.pk).exists()


def test_nobody_takes_back_what_another_sent(trajectory, els, bram, phone_of):
    phone_of(els).post(page("signal", trajectory), {"words": "Ze slaapt slecht."})
    own = Entry.objects.get(kind=Kind.SIGNAL)

    assert phone_of(bram).post(page("way", trajectory), {"gone": own.pk}).status_code == 404
    own.refresh_from_db()
    assert own.struck_at is None


def test_a_consultant_reads_goals_and_steps_that_were_shared(trajectory, comes_in, phone_of, cora):
    consultant = comes_in(Part.CONSULTANT, "Consulent")
    step = stepping.plan(trajectory, stepping.Planned("visit", "Kijken bij de bakker"), by=cora)
    granting.share(step.entry, consultant, basis=Basis.TASK, by=cora)

    body = phone_of(consultant).get(page("way", trajectory)).content.decode()

    assert "Kijken bij de bakker" in body


def test_a_second_invitation_on_the_same_phone_joins_the_first(
    organisation, cora, trajectory, els, phone_of
):
    phone = phone_of(els)
    other = starting.start(organisation, starting.About("Noor"), by=cora)
    again = inviting.ask_along(
        other, inviting.Asked(Part.FAMILY, "Els (verzonnen)", "06 Els (verzonnen)"), by=cora
    )
    assert again.contact == els.contact

    phone.post(link(again), {"act": "accept"})

    body = phone.get(reverse("around:door")).content.decode()
    assert "Mila" in body
    assert "Noor" in body


def test_the_same_person_and_employer_typed_twice_are_one(organisation):
    first = inviting.employer(organisation, "Café De Zon B.V.", "Linde")
    assert inviting.employer(organisation, "cafe  de zon bv", "linde") == first
    one = inviting.contact(organisation, "Jan Jansen", "06-12 34 56 78", None)
    assert inviting.contact(organisation, "jan jansen", "+31 6 12345678", None) == one
    assert Trajectory.objects.count() == 0


def test_who_stands_in_is_called_first_and_only_while_they_do(
    trajectory, els, phone_of, cora, joost, time_machine
):
    Reach.objects.create(user=joost, phone="06 0000 0003")
    today = timezone.localdate()
    first, last = today + timedelta(days=2), today + timedelta(days=4)
    handing_over.stand_in(trajectory, joost, from_on=first, until_on=last, by=cora)
    phone = phone_of(els)

    def numbers() -> list[str]:
        body = phone.get(page("way", trajectory)).content.decode()
        return [part[:10] for part in body.split("tel:")[1:]]

    assert numbers() == ["0600000001"]
    time_machine.move_to(timezone.now() + timedelta(days=3))
    assert numbers() == ["0600000003", "0600000001"]
    time_machine.move_to(timezone.now() + timedelta(days=3))
    assert numbers() == ["0600000001"]


def test_without_a_number_it_is_said_how_one_is_called_back(trajectory, els, phone_of):
    Reach.objects.all().delete()

    body = phone_of(els).get(page("way", trajectory)).content.decode()

    assert "Er staat nog geen telefoonnummer." in body


def test_a_complaint_that_is_too_long_stays_on_the_page(trajectory, els, phone_of):
    typed = "Niemand belt terug. " * 300

    answer = phone_of(els).post(page("complain", trajectory), {"words": typed})

    assert answer.status_code == 422
    assert typed.strip() in answer.content.decode()
    assert not Entry.objects.filter(kind=Kind.COMPLAINT).exists()


def test_an_employer_who_stops_and_types_a_diagnosis_is_still_in(trajectory, bram, phone_of):
    here, sent = page("go_away", trajectory), {"words": "Ze is volgens mij depressief."}
    phone = phone_of(bram)

    assert phone.post(here, sent).status_code == 422
    bram.refresh_from_db()
    assert bram.state == "in"
    assert phone.post(here, {"words": " "}).status_code == 302
    bram.refresh_from_db()
    assert bram.state == "gone"


def test_another_contact_of_the_same_name_is_told_that_the_first_goes_off_the_device(
    trajectory, organisation, cora, els, phone_of
):
    told = inviting.Asked(Part.DEBT, "Els (verzonnen)", "06 8888 8888")
    phone = phone_of(els)

    body = phone.get(link(inviting.ask_along(trajectory, told, by=cora))).content.decode()

    assert "deed iemand anders mee" in body


def test_until_when_somebody_looks_along_stands_on_their_page(trajectory, els, phone_of, cora):
    inviting.until(els, timezone.localdate() + timedelta(days=9), by=cora)

    assert "Je kijkt mee tot en met" in phone_of(els).get(page("way", trajectory)).content.decode()
