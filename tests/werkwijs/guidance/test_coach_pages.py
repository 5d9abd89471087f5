"""A coach's pages open, say what they should, and keep what was typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.werkwijs import entering

from werkwijs.accounts import staffing
from werkwijs.accounts.models import Membership, Role
from werkwijs.frameworks import choosing, importing
from werkwijs.guidance import (
    agreeing,
    handling,
    inviting,
    looking,
    placing,
    reading,
    starting,
    stepping,
    writing,
)
from werkwijs.guidance.models import Entry, Goal, Kind, Step, Talk, Trajectory
from werkwijs.guidance.writing import Words

pytestmark = pytest.mark.django_db
PLAIN = (
    *("file", "talk", "lines", "reflections", "help_answer", "profile", "goals", "steps", "work"),
    *("setback", "plan", "cards", "around", "invite", "person", "course", "looks"),
)


@pytest.fixture
def desk(cora) -> Browser:
    return entering.sign_in(Browser(), cora)


@pytest.mark.parametrize("name", PLAIN)
def test_each_page_of_a_file_opens(desk, trajectory, job, bram, name):
    page = desk.get(reverse(f"guidance:{name}", args=[trajectory.code]))

    assert page.status_code == 200
    assert trajectory.client.code in page.content.decode().split("</title>")[0]
    assert "Mila" not in page.content.decode().split("</title>")[0]


@pytest.mark.parametrize("name", ["day", "people", "new", "reach", "find_file"])
def test_each_page_of_a_coach_opens(desk, trajectory, name):
    assert desk.get(reverse(f"guidance:{name}")).status_code == 200


def test_a_contact_in_a_minute(desk, trajectory):
    page = reverse("guidance:talk", args=[trajectory.code])
    sent = {
        "whom": "person",
        "how": "phone",
        "reached": "no-show",
        "minutes": "20",
        "text": "Kwam niet.",
    }

    answer = desk.post(page, sent, follow=True)

    assert answer.status_code == 200
    assert "Een poging telt ook" in answer.content.decode()
    assert Talk.objects.get().minutes == 20
    trajectory.refresh_from_db()
    assert trajectory.next_contact_why == "retry"
    assert trajectory.last_reached_on is None


def test_the_same_note_twice_is_one(desk, trajectory):
    page = reverse("guidance:talk", args=[trajectory.code])
    sent = {
        "whom": "person", "how": "phone", "reached": "yes", "minutes": "20", "text": "Gebeld.",
        "key": "5d3c25b6-96a7-4a4f-9f38-9a6a24a3b7d1",
    }  # fmt: skip
    for _ in range(2):
        desk.post(page, sent)

    assert Talk.objects.count() == 1


def test_a_fourth_goal_is_refused_in_words_and_what_was_typed_stays(desk, trajectory):
    page = reverse("guidance:goals", args=[trajectory.code])
    for n in range(3):
        desk.post(page, {"text": f"Doel {n}", "horizon": "short"})

    answer = desk.post(page, {"text": "Het vierde", "horizon": "short"})

    assert Goal.objects.count() == 3
    assert "drie doelen" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("on", "2099-01-01", "moet nog komen"),
        ("minutes", "700", "600"),
        ("next_on", "2001-01-01", "voorbij"),
        ("on", "gisteren", "dag"),
    ],
)
def test_a_contact_that_cannot_be_is_told_and_kept_in_the_form(
    desk, trajectory, field, value, said
):
    sent = {
        "whom": "person",
        "how": "phone",
        "reached": "yes",
        "minutes": "20",
        "text": "Lang verhaal.",
    }

    answer = desk.post(reverse("guidance:talk", args=[trajectory.code]), sent | {field: value})

    body = answer.content.decode()
    assert said in body
    assert "Lang verhaal." in body
    assert not Talk.objects.exists()


def test_a_job_in_the_future_is_a_step(desk, trajectory):
    later = (timezone.localdate() + timedelta(days=9)).isoformat()
    sent = {"employer": "Bakkerij", "sort": "paid", "starts_on": later, "contract": "temporary"}

    answer = desk.post(reverse("guidance:work", args=[trajectory.code]), sent)

    assert "begint pas later" in answer.content.decode()
    assert "Bakkerij" in answer.content.decode()
    assert not trajectory.jobs.exists()


def test_an_end_before_the_start_is_refused(desk, trajectory, job):
    sent = {
        "act": "end",
        "on": (job.starts_on - timedelta(days=1)).isoformat(),
        "ended": "contract",
    }

    answer = desk.post(reverse("guidance:job", args=[trajectory.code, job.pk]), sent)

    assert "vóór het begin" in answer.content.decode()
    job.refresh_from_db()
    assert job.ends_on is None


def test_two_coaches_change_one_line_and_both_texts_are_there(desk, trajectory, cora):
    entry = writing.write(trajectory, Words(Kind.NEED, "Eén taak."), by=cora)
    page = reverse("guidance:line", args=[trajectory.code, entry.pk])
    desk.post(page, {"act": "change", "text": "Eén taak tegelijk.", "seen": "1"})

    answer = desk.post(page, {"act": "change", "text": "Rustige plek.", "seen": "1"})

    body = answer.content.decode()
    assert answer.status_code == 409
    assert "Eén taak tegelijk." in body
    assert "Rustige plek." in body
    entry.refresh_from_db()
    desk.post(page, {"act": "change", "text": "Rustige plek.", "seen": str(entry.version)})
    shown = desk.get(page).content.decode()
    assert "Rustige plek." in shown
    assert "Eén taak tegelijk." in shown  # under: how it read before


def test_what_an_employer_is_to_read_is_looked_at_first(desk, trajectory, cora, bram, agreed):
    page = reverse("guidance:at_work", args=[trajectory.code, "behoefte"])

    answer = desk.post(page, {"text": "Rustig, want zij heeft ADHD."})

    assert answer.status_code == 422
    assert "ADHD" in answer.content.decode()
    assert not Entry.objects.filter(kind=Kind.NEED).exists()
    desk.post(page, {"text": "Een rustige plek."})
    need = Entry.objects.get(kind=Kind.NEED)
    agreed(bram, Kind.NEED)
    desk.post(
        reverse("guidance:line", args=[trajectory.code, need.pk]),
        {"act": "share", "reader": bram.pk, "basis": "consent"},
    )
    assert reading.words(reading.entries(reading.outside(bram)).get()) == "Een rustige plek."
    preview = desk.get(reverse("guidance:preview", args=[trajectory.code, bram.pk]))
    assert "Een rustige plek." in preview.content.decode()


def test_a_step_back_says_why(desk, trajectory):
    page = reverse("guidance:steps", args=[trajectory.code])
    sent = {"text": "Weer naar de kringloop", "sort": "thrift-shop", "direction": "back"}

    assert "Schrijf op waarom" in desk.post(page, sent).content.decode()
    desk.post(page, sent | {"why": "De bakkerij ging te snel."})

    assert Step.objects.get().direction == "back"
    assert "De bakkerij ging te snel." in desk.get(page).content.decode()


def test_handing_over_closes_the_file_for_who_hands_over(desk, trajectory, cora, joost):
    page = reverse("guidance:course", args=[trajectory.code])

    desk.post(page, {"act": "hand-over", "to": str(joost.pk), "why": "Cora gaat elders werken."})

    assert desk.get(reverse("guidance:file", args=[trajectory.code])).status_code == 404
    other = entering.sign_in(Browser(), joost)
    assert other.get(reverse("guidance:file", args=[trajectory.code])).status_code == 200
    told = [reading.words(e) for e in reading.entries(reading.person(trajectory))]
    assert "Cora gaat elders werken." in told


def test_who_stands_in_can_take_over(desk, trajectory, cora, joost):
    page = reverse("guidance:course", args=[trajectory.code])
    today = timezone.localdate().isoformat()
    desk.post(page, {"act": "stand-in", "to": str(joost.pk), "from_on": today, "until_on": today})
    assert trajectory.members.filter(part="stand-in", user=joost, ended_at=None).exists()

    desk.post(page, {"act": "hand-over", "to": str(joost.pk), "why": "Joost kent haar al."})

    assert trajectory.members.get(part="coach", ended_at=None).user == joost
    assert not trajectory.members.filter(part="stand-in", ended_at=None).exists()


def test_a_coach_who_leaves_the_organisation_opens_nothing_and_the_file_waits_for_another(
    trajectory, cora, joost, saar, dewi, organisation
):
    staffing.let_go(cora, organisation, by=dewi)
    Membership.objects.create(user=cora, organisation=organisation, role=Role.RESEARCHER)

    again = entering.sign_in(Browser(), cora)
    assert again.get(reverse("guidance:file", args=[trajectory.code])).status_code == 404
    lead = entering.sign_in(Browser(), saar)
    team = lead.get(reverse("guidance:team")).content.decode()
    assert "Dossiers zonder coach: 1" in team
    assert "Mila" not in team
    page = reverse("guidance:cover", args=[trajectory.code])
    lead.post(page, {"act": "hand-over", "to": str(joost.pk), "why": "Cora werkt elders."})
    other = entering.sign_in(Browser(), joost)
    assert other.get(reverse("guidance:file", args=[trajectory.code])).status_code == 200


def test_an_emergency_needs_a_reason_and_is_told(trajectory, cora, joost):
    other = entering.sign_in(Browser(), joost)
    page = reverse("guidance:emergency", args=[trajectory.client.code])
    assert other.get(reverse("guidance:file", args=[trajectory.code])).status_code == 404

    assert "waarom het niet kan wachten" in other.post(page, {"reason": "spoed"}).content.decode()
    other.post(page, {"reason": "Mila staat voor een dichte deur, Cora is ziek thuis."})

    assert other.get(reverse("guidance:file", args=[trajectory.code])).status_code == 200
    hers = entering.sign_in(Browser(), cora)
    told = hers.get("/begeleiding/", follow=True).content.decode()
    assert "Mila staat voor een dichte deur" in told
    assert "Joost" in told
    looks = [one for one in looking.looks(trajectory.client) if one.emergency]
    assert any("Mila staat voor een dichte deur" in one.reason for one in looks)


def test_a_yes_in_a_talk_needs_what_it_means(desk, trajectory, bram, cora):
    consent = agreeing.ask(bram, [Kind.NEED], asked="Mag Bram weten wat helpt?", by=cora)
    page = reverse("guidance:consent_answer", args=[trajectory.code, consent.pk])

    desk.post(page, {"yes": "yes", "back": ""})
    consent.refresh_from_db()
    assert consent.state == "asked"
    desk.post(page, {"yes": "yes", "back": "Dan weet Bram wat ik nodig heb."})

    consent.refresh_from_db()
    assert consent.state == "given"


def test_what_was_typed_is_there_after_a_session_that_ended(desk, trajectory, cora):
    desk.post(
        reverse("guidance:draft", args=[trajectory.code]),
        {"text": "Half verhaal", "minutes": "35", "whom": "person"},
    )

    again = entering.sign_in(Browser(), cora)
    body = again.get(reverse("guidance:talk", args=[trajectory.code])).content.decode()

    assert "Half verhaal" in body
    assert "Je was hier bezig" in body


def test_a_note_from_a_phone_that_had_no_network_arrives_once(desk, trajectory, cora):
    from werkwijs.guidance import views_talk

    address = reverse("guidance:received", args=[trajectory.code])
    act = {
        "key": "0c64d3d5-8d30-4b4c-9f0c-6a1d6a0f8a11",
        "fields": {
            "whom": "person",
            "how": "phone",
            "reached": "yes",
            "minutes": "10",
            "text": "Onderweg.",
        },
    }
    head = {"HTTP_X_WERKWIJS_FOR": views_talk._mark(trajectory, cora)}
    for _ in range(3):
        answer = desk.post(address, [act], content_type="application/json", **head)
        assert answer.json()["acts"][0]["ok"] is True

    assert Talk.objects.count() == 1
    wrong = desk.post(address, [act], content_type="application/json", HTTP_X_WERKWIJS_FOR="ander")
    assert wrong.status_code == 409
    bad = {**act, "key": "0c64d3d5-8d30-4b4c-9f0c-6a1d6a0f8a12", "fields": {"minutes": "veel"}}
    told = desk.post(address, [bad], content_type="application/json", **head).json()["acts"][0]
    assert told["ok"] is False
    assert told["text"]


def test_the_agenda_names_nobody(desk, trajectory, job):
    told = desk.get(reverse("guidance:agenda"))

    body = told.content.decode()
    assert "BEGIN:VEVENT" in body
    for private in ("Mila", trajectory.client.code, "Bakkerij", trajectory.code):
        assert private not in body


def test_the_day_says_why(desk, trajectory, cora):
    stepping.plan(trajectory, stepping.Planned("visit", "Kijken bij de bakker"), by=cora)
    placing.closer(trajectory, "boss")
    Trajectory.objects.filter(pk=trajectory.pk).update(
        next_contact_on=timezone.localdate() - timedelta(days=2)
    )

    body = desk.get(reverse("guidance:day")).content.decode()

    assert "contact was gepland op" in body
    assert "Kijken bij de bakker" in body
    assert "niet gesproken sinds" in body


def test_a_day_asks_just_as_much_of_the_database_for_many_people_as_for_few(
    desk, organisation, cora
):
    def people(n: int) -> None:
        for _ in range(n):
            own = starting.start(organisation, starting.About("Noor"), by=cora)
            stepping.plan(own, stepping.Planned("visit", "Kijken"), by=cora)
            baker = inviting.employer(organisation, "Bakker", "Linde")
            placing.place(own, placing.Placed(baker, "paid", timezone.localdate()), by=cora)
            member = inviting.ask_along(own, inviting.Asked("family", "Tante"), by=cora)
            inviting.accept(member)

    people(2)
    desk.get(reverse("guidance:day"))  # the first look of a session writes that it is there
    with CaptureQueriesContext(connection) as few:
        desk.get(reverse("guidance:day"))
    people(8)
    with CaptureQueriesContext(connection) as many:
        desk.get(reverse("guidance:day"))

    assert len(many) == len(few)


def test_up_to_three_handles_are_named_and_none_is_asked_for(desk, trajectory, organisation, ana):
    importing.take_in_examples(organisation, by=ana)
    ids = [one.id for one in choosing.for_organisation(organisation.pk)]
    page = reverse("guidance:talk", args=[trajectory.code])
    sent = {"whom": "person", "how": "phone", "reached": "yes", "minutes": "5", "text": "Gebeld."}

    refused = desk.post(page, sent | {"handles": [str(one) for one in ids[:4]]})
    assert "Kies er drie of minder" in refused.content.decode()
    desk.post(page, sent | {"handles": [str(one) for one in ids[:2]]})
    desk.post(page, sent)

    told = [handling.named(one.entry) for one in Talk.objects.order_by("pk")]
    assert [len(one) for one in told] == [2, 0]
