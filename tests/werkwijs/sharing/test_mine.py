"""The person's own pages: theirs, in easy words, and nobody else's."""

from __future__ import annotations

import json

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from tests.werkwijs.sharing.pages import OF_A_WAY
from tests.werkwijs.training.conftest import example_edition  # noqa: F401

from werkwijs.accounts import letters
from werkwijs.cards.models import Edition
from werkwijs.guidance import (
    agreeing,
    aiming,
    granting,
    handing_over,
    inviting,
    letting_in,
    looking,
    placing,
    reading,
    recording,
    starting,
    stepping,
    writing,
)
from werkwijs.guidance.models import Basis, Device, Entry, Kind, Member
from werkwijs.guidance.writing import Words

pytestmark = pytest.mark.django_db


@pytest.fixture
def step(trajectory, cora):
    return stepping.plan(trajectory, stepping.Planned("visit", "Kijken bij de bakker"), by=cora)


def page(name: str, trajectory, *more: object) -> str:
    return reverse(f"mine:{name}", args=[trajectory.code, *more])


@pytest.mark.parametrize("name", OF_A_WAY)
def test_every_page_opens_for_the_person_and_not_for_others(
    mila, trajectory, bram, phone_of, name, organisation, joost
):
    another = starting.start(organisation, starting.About("Noor"), by=joost)

    assert mila.get(page(name, trajectory)).status_code == 200
    assert phone_of(another.client).get(page(name, trajectory)).status_code == 404
    assert phone_of(bram).get(page(name, trajectory)).status_code == 404
    assert Browser().get(page(name, trajectory)).url == reverse("mine:door")


def test_the_next_step_and_whom_to_call_stand_on_the_first_page(mila, trajectory, step):
    body = mila.get(page("home", trajectory)).content.decode()

    assert "Kijken bij de bakker" in body
    assert 'href="tel:0600000001"' in body
    assert "Het gaat niet goed" in body


def test_cards_that_were_on_the_table_have_their_title_and_lead_to_the_card(
    mila,
    trajectory,
    cora,
    example_edition,  # noqa: F811
):
    """One that says nothing to young people has a number, and no link to a page that is not there."""
    told = example_edition.told
    theirs, others = told["cards"][:2]
    theirs["texts"]["young-person"]["title"] = "Rust <op> je werk"
    del others["texts"]["young-person"]
    facts = {"content": json.dumps(told), "published_at": timezone.now()}
    Edition.objects.filter(pk=example_edition.pk).update(**facts)
    trajectory.edition = Edition.objects.get(pk=example_edition.pk)
    trajectory.save(update_fields=["edition"])
    for one in (theirs, others):
        recording.card(trajectory, one["number"], "Dit kwam eruit.", by=cora)

    body = mila.get(page("cards", trajectory)).content.decode()

    assert "Rust &lt;op&gt; je werk" in body
    assert f"<strong>Kaart {others['number']}</strong>" in body
    links = [
        reverse("deck:card", args=[example_edition.code, "young-person", one["number"]])
        for one in (theirs, others)
    ]
    assert [link in body for link in links] == [True, False]


def test_somebody_comes_in_with_a_card_and_the_right_picture(trajectory, cora):
    letting_in.give_card(trajectory.client, "cat", by=cora)
    address = letting_in.card_address(trajectory.client).partition("//")[2].partition("/")[2]
    phone = Browser()

    shown = phone.get(f"/{address}").content.decode()
    assert "Mila" not in shown
    assert "niet jouw plaatje" in phone.post(f"/{address}", {"picture": "dog"}).content.decode()
    assert phone.post(f"/{address}", {"picture": "cat"}).url == reverse("mine:door")
    assert phone.get(reverse("mine:door")).url == page("home", trajectory)


def test_after_three_wrong_pictures_a_card_is_closed_also_for_the_right_one(trajectory, cora):
    letting_in.give_card(trajectory.client, "cat", by=cora)
    address = f"/{letting_in.card_address(trajectory.client).partition('//')[2].partition('/')[2]}"
    phone = Browser()
    for _ in range(3):
        phone.post(address, {"picture": "dog"})

    answer = phone.post(address, {"picture": "cat"})

    assert answer.status_code == 404
    assert "Vraag je coach om een nieuwe kaart" in answer.content.decode()
    assert not Device.objects.exists()


def test_a_lost_phone_dies_at_once_and_the_person_sees_that_it_happened(trajectory, cora, mila):
    assert mila.get(page("home", trajectory)).status_code == 200

    letting_in.lost_phone(trajectory.client, by=cora)

    assert mila.get(page("home", trajectory)).url == reverse("mine:door")
    told = [one.what for one in looking.looks(trajectory.client)]
    assert "sloot een telefoon van jou af" in told


def test_a_view_of_a_step_is_the_persons_until_they_share_it(mila, trajectory, step, cora):
    mila.post(page("step", trajectory, step.pk), {"feeling": "bad", "words": "Te druk."})
    coach = reading.coach(trajectory, cora)
    assert not reading.entries(coach).filter(kind=Kind.VIEW).exists()

    mila.post(
        page("step", trajectory, step.pk), {"feeling": "so-so", "words": "Beter.", "tell": "yes"}
    )

    [view] = reading.entries(coach).filter(kind=Kind.VIEW)
    assert (view.facet, reading.words(view)) == ("so-so", "Beter.")


def test_not_well_says_who_reads_it_and_whom_to_call_before_and_after(mila, trajectory, cora):
    for colour in ("orange", "red", "green"):
        entry = writing.write(
            trajectory, Words(Kind.SIGN, f"Lijn {colour}", facet=f"{colour}.helps"), by=cora
        )
        granting.show_person(entry, by=cora)
    before = mila.get(page("not_well", trajectory)).content.decode()
    assert "Cora leest het" in before
    assert "ma t/m do, 9 tot 17 uur" in before
    assert "tel:0600000001" in before
    assert "Lijn red" in before
    assert "Lijn green" not in before

    sent = {"words": "Ik durf niet.", "key": "7e8f5ed4-6e1d-4d5a-9c3f-5a4b1f2c3d4e"}
    for _ in range(2):
        after = mila.post(page("not_well", trajectory), sent).content.decode()

    assert "Je bericht is er" in after
    assert "Cora leest het" in after
    trajectory.refresh_from_db()
    assert trajectory.help_asked_at is not None
    assert Entry.objects.filter(kind=Kind.HELP).count() == 1


def test_a_question_is_answered_in_own_words_and_taken_back_with_one_press(
    mila, trajectory, cora, bram
):
    need = placing.need(trajectory, "Eén taak tegelijk.", by=cora)
    consent = agreeing.ask(bram, [Kind.NEED], asked="Mag Bram weten wat helpt?", by=cora)
    here = page("question", trajectory, consent.pk)
    assert "Mag Bram weten wat helpt?" in mila.get(here).content.decode()

    assert mila.post(here, {"answer": "yes", "back": ""}).status_code == 422
    mila.post(here, {"answer": "yes", "back": "Dan kan hij mij helpen."})
    granting.share(need, bram, basis=Basis.CONSENT, by=cora)
    seen = mila.get(page("who_sees", trajectory)).content.decode()
    assert "Eén taak tegelijk." in seen
    assert "Dan kan hij mij helpen." in seen
    mila.post(page("who_sees", trajectory), {"act": "take-back", "consent": consent.pk})

    assert not reading.entries(reading.outside(bram)).exists()


def test_no_is_an_answer_and_help_goes_on(mila, trajectory, cora, bram):
    consent = agreeing.ask(bram, [Kind.NEED], asked="Mag Bram dit weten?", by=cora)

    answer = mila.post(page("question", trajectory, consent.pk), {"answer": "no"}, follow=True)

    assert "Er verandert niets aan de hulp" in answer.content.decode()
    consent.refresh_from_db()
    assert consent.state == "refused"


def test_one_line_is_taken_away_and_somebody_is_shut_out(mila, trajectory, cora, els):
    lines = [placing.agree(trajectory, f"Afspraak {n}", by=cora) for n in range(2)]
    for line in lines:
        granting.share(line, els, basis=Basis.TASK, by=cora)
    here = page("who_sees", trajectory)

    mila.post(here, {"act": "unshare", "line": lines[0].pk, "member": els.pk})
    assert [e.pk for e in reading.entries(reading.outside(els))] == [lines[1].pk]
    mila.post(here, {"act": "shut-out", "member": els.pk})

    els.refresh_from_db()
    assert els.gone == Member.Gone.PERSON
    assert not reading.entries(reading.outside(els)).exists()


def test_the_person_cannot_shut_out_the_coach_or_touch_others_rows(mila, trajectory, cora, els):
    coach = trajectory.members.get(part="coach")
    elsewhere = placing.agree(trajectory, "Afspraak", by=cora)

    for sent in (
        {"act": "shut-out", "member": coach.pk},
        {"act": "unshare", "line": elsewhere.pk, "member": els.pk},
        {"act": "take-back", "consent": 999},
        {"act": "shut-out", "member": "x"},
    ):
        assert mila.post(page("who_sees", trajectory), sent).status_code == 404
    coach.refresh_from_db()
    assert coach.ended_at is None


def test_who_wants_to_stop_is_heard_and_nobody_outside_looks_along(mila, trajectory, els, bram):
    answer = mila.post(page("stop", trajectory), {"words": ""}).content.decode()

    assert "Je coach belt je" in answer
    assert not Member.objects.current().filter(trajectory=trajectory, user=None).exists()
    trajectory.refresh_from_db()
    assert trajectory.closed_on is None
    assert trajectory.help_asked_at is not None


def test_a_complaint_is_not_read_by_the_coach(mila, trajectory, cora):
    mila.post(page("complain", trajectory), {"words": "Cora belt nooit terug."})

    told = [reading.words(e) for e in reading.entries(reading.coach(trajectory, cora))]
    assert "Cora belt nooit terug." not in told
    assert Entry.objects.get(kind=Kind.COMPLAINT).party == "person"


def test_what_somebody_can_do_now_and_where_they_work_stand_on_their_path(
    mila, trajectory, job, cora
):
    goal = aiming.aim(trajectory, "Op tijd zijn", by=cora)
    aiming.show(goal, "Tien weken op tijd.", by=cora)

    body = mila.get(page("path", trajectory)).content.decode()

    assert "Tien weken op tijd." in body
    assert "Bakkerij De Korst" in body


def test_own_words_are_written_and_taken_away(mila, trajectory, cora):
    mila.post(
        page("own_words", trajectory), {"facet": "wants", "words": "Ik wil bakken.", "tell": "yes"}
    )
    entry = Entry.objects.get(kind=Kind.INTAKE)
    assert reading.entries(reading.coach(trajectory, cora)).filter(pk=entry.pk).exists()

    mila.post(page("own_words", trajectory), {"gone": entry.pk})

    assert not reading.entries(reading.coach(trajectory, cora)).filter(pk=entry.pk).exists()
    answer = mila.post(page("own_words", trajectory), {"facet": "wants", "words": "x" * 5000})
    assert answer.status_code == 422
    assert "x" * 5000 in answer.content.decode()


def test_who_leaves_a_device_leaves_nothing(mila, trajectory):
    answer = mila.post(reverse("mine:leave"))

    assert answer.headers["Clear-Site-Data"]
    assert mila.get(page("home", trajectory)).url == reverse("mine:door")


def test_who_looked_is_told_by_day(mila, trajectory, cora, els, phone_of):
    phone_of(els).get(reverse("around:way", args=[trajectory.code]))

    body = mila.get(reverse("mine:looks")).content.decode()

    assert "Els (verzonnen)" in body
    assert "keek in je dossier" in body
    assert f"{timezone.localdate().day} " in body


def test_a_restart_tells_the_story_only_once(trajectory, cora, phone_of):
    entry = writing.write(trajectory, Words(Kind.INTAKE, "Ik wil bakken.", facet="wants"), by=cora)
    granting.show_person(entry, by=cora)
    starting.close(trajectory, ended="own-wish", why="Even rust.", by=cora)

    new = starting.again(trajectory, by=cora)

    phone = phone_of(trajectory.client)
    assert "Ik wil bakken." in phone.get(page("own_words", new)).content.decode()
    assert phone.get(page("path", trajectory)).status_code == 200
    assert inviting.invitation("nee") is None


def test_a_fact_about_detention_can_be_taken_away_by_the_person(mila, trajectory, cora):
    from werkwijs.guidance import detention
    from werkwijs.guidance.models import HouseRules

    HouseRules.objects.create(organisation=trajectory.organisation, criminal=True)
    entry = detention.write(trajectory, "Taakstraf in 2020.", agreed="Dat mag erin.", by=cora)
    assert "Taakstraf in 2020." in mila.get(page("own_words", trajectory)).content.decode()

    mila.post(page("own_words", trajectory), {"wipe": entry.pk})

    assert not reading.entries(reading.coach(trajectory, cora)).filter(kind=Kind.CRIMINAL).exists()


def test_who_reads_it_hears_it_at_once_by_a_letter_without_content(
    mila, trajectory, cora, joost, django_capture_on_commit_callbacks, monkeypatch
):
    today = timezone.localdate()
    handing_over.stand_in(trajectory, joost, from_on=today, until_on=today, by=cora)
    sent = []
    monkeypatch.setattr(letters, "send", lambda email, address: sent.append((email, address)))

    with django_capture_on_commit_callbacks(execute=True):
        mila.post(page("not_well", trajectory), {"words": "Ik durf niet."})
        mila.post(page("not_well", trajectory), {"words": "Echt niet."})

    assert sorted(email for email, _ in sent) == [cora.email, joost.email]
    assert all(address.endswith("/begeleiding/") for _, address in sent)
