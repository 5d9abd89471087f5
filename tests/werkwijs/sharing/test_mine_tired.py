"""The person's pages for who is tired: a press too many, the wrong press, an old card, an old answer; and for
who found the phone or the card."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from tests.werkwijs.sharing.pages import OF_A_WAY

from werkwijs.guidance import (
    agreeing,
    detention,
    granting,
    handing_over,
    helping,
    inviting,
    letting_in,
    looking,
    placing,
    reading,
    starting,
    stepping,
    writing,
)
from werkwijs.guidance.models import Basis, Device, Entry, HouseRules, Kind, Part, Reach
from werkwijs.guidance.release import Helper
from werkwijs.guidance.writing import Words
from werkwijs.sharing.device import COOKIE

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(trajectory, cora) -> str:
    """Where the QR code of her card leads; her picture is the cat."""
    letting_in.give_card(trajectory.client, "cat", by=cora)
    return f"/{letting_in.card_address(trajectory.client).partition('//')[2].partition('/')[2]}"


def page(name: str, trajectory, *more: object) -> str:
    return reverse(f"mine:{name}", args=[trajectory.code, *more])


def read(phone: Browser, address: str) -> str:
    return phone.get(address).content.decode()


# --- a press too many ---------------------------------------------------------------------------


def shared_line(trajectory, cora, reader) -> tuple[str, dict[str, object]]:
    line = placing.agree(trajectory, "Een afspraak", by=cora)
    granting.share(line, reader, basis=Basis.TASK, by=cora)
    return "who_sees", {"act": "unshare", "line": line.pk, "member": reader.pk}


def own_line(trajectory, cora, reader) -> tuple[str, dict[str, object]]:
    told = Words(Kind.INTAKE, "Ik wil bakken.", facet="wants")
    return "own_words", {"gone": writing.write(trajectory, told, by=trajectory.client).pk}


def line_of_plan(trajectory, cora, reader) -> tuple[str, dict[str, object]]:
    told = Words(Kind.SIGN, "Ik word stil.", facet="red.notice")
    return "plan", {"gone": writing.write(trajectory, told, by=trajectory.client).pk}


def fact_about_detention(trajectory, cora, reader) -> tuple[str, dict[str, object]]:
    HouseRules.objects.create(organisation=trajectory.organisation, criminal=True)
    entry = detention.write(trajectory, "Taakstraf.", agreed="Dat mag erin.", by=cora)
    return "own_words", {"wipe": entry.pk}


def reader_shut_out(trajectory, cora, reader) -> tuple[str, dict[str, object]]:
    return "who_sees", {"act": "shut-out", "member": reader.pk}


def yes_taken_back(trajectory, cora, reader) -> tuple[str, dict[str, object]]:
    consent = agreeing.ask(reader, [Kind.GOAL], asked="Mag dit?", by=cora)
    agreeing.give(consent, back="Dan weet Els het.", by=trajectory.client)
    return "who_sees", {"act": "take-back", "consent": consent.pk}


@pytest.mark.parametrize(
    "act",
    [
        *(shared_line, own_line, line_of_plan, fact_about_detention, reader_shut_out),
        yes_taken_back,
    ],
)
def test_who_presses_twice_is_told_the_same_twice(mila, trajectory, cora, els, act: Callable):
    name, sent = act(trajectory, cora, els)
    answers = [mila.post(page(name, trajectory), sent, follow=True) for _ in range(2)]

    assert [one.status_code for one in answers] == [200, 200]
    assert all('class="message success"' in one.content.decode() for one in answers)


def test_a_device_ended_twice_is_ended_and_nothing_is_wrong(mila, trajectory):
    letting_in.let_in(trajectory.client, "card")
    other = Device.objects.latest("pk")

    answers = [mila.post(reverse("mine:devices"), {"device": other.pk}) for _ in range(2)]

    assert [one.url for one in answers] == [reverse("mine:devices")] * 2
    assert not Device.objects.working().filter(pk=other.pk).exists()


# --- the wrong press ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "facet", "name"), [("intake", "wants", "own_words"), ("sign", "red.helps", "plan")]
)
def test_what_was_taken_away_by_mistake_is_put_back(mila, trajectory, cora, kind, facet, name):
    entry = writing.write(trajectory, Words(kind, "Mijn regel.", facet=facet), by=trajectory.client)
    granting.tell_coach(entry, by=trajectory.client)

    gone = mila.post(page(name, trajectory), {"gone": entry.pk}, follow=True).content.decode()
    assert "Mijn regel." not in gone
    assert f'name="put-back" value="{entry.pk}"' in gone
    back = mila.post(page(name, trajectory), {"put-back": entry.pk}, follow=True).content.decode()

    assert "Mijn regel." in back
    assert 'name="put-back"' not in back
    assert reading.entries(reading.coach(trajectory, cora)).filter(pk=entry.pk).exists()


def test_what_was_taken_away_longer_ago_or_is_not_theirs_cannot_be_put_back(
    mila, trajectory, cora, phone_of, organisation, joost
):
    told = Words(Kind.INTAKE, "Ik wil bakken.", facet="wants")
    old, fresh = (writing.write(trajectory, told, by=trajectory.client) for _ in range(2))
    coachs = writing.write(trajectory, told, by=cora)
    asked = helping.ask(trajectory, "Ik durf niet.", by=trajectory.client)
    Entry.objects.update(struck_at=timezone.now())
    Entry.objects.filter(pk=old.pk).update(struck_at=timezone.now() - timedelta(minutes=16))
    noor = starting.start(organisation, starting.About("Noor"), by=joost)
    here = page("own_words", trajectory)

    for line in (old, coachs, asked):
        assert mila.post(here, {"put-back": line.pk}).status_code == 404
    assert phone_of(noor.client).post(here, {"put-back": fresh.pk}).status_code == 404
    others = page("own_words", noor)
    assert phone_of(noor.client).post(others, {"put-back": fresh.pk}).status_code == 404
    assert not Entry.objects.filter(struck_at=None).exists()


def test_who_presses_that_they_are_done_first_reads_that_they_then_need_their_card(
    mila, trajectory
):
    asked = read(mila, reverse("mine:leave"))

    assert "Dan heb je jouw kaart weer nodig" in asked
    assert mila.get(page("home", trajectory)).status_code == 200
    assert f'href="{reverse("mine:leave")}"' in read(mila, page("home", trajectory))
    mila.post(reverse("mine:leave"))
    assert mila.get(page("home", trajectory)).url == reverse("mine:door")
    assert mila.get(reverse("mine:leave")).url == reverse("mine:door")


def test_everything_is_ended_only_by_who_read_that_this_phone_and_the_card_end_too(mila):
    body = read(mila, reverse("mine:devices"))

    before, _, asked = body.partition("<summary>Sluit alles af")
    assert 'value="all"' not in before
    assert "Ook dit toestel gaat dicht" in asked.partition('value="all"')[0]


@pytest.mark.parametrize("lacking", ["colour", "part", "words"])
def test_a_line_of_the_plan_without_a_choice_or_words_is_asked_again_and_what_was_there_stays(
    mila, trajectory, lacking
):
    sent = {"colour": "red", "part": "helps", "words": "Naar buiten."}
    del sent[lacking]

    answer = mila.post(page("plan", trajectory), sent)

    body = answer.content.decode()
    assert answer.status_code == 422
    assert not Entry.objects.filter(kind=Kind.SIGN).exists()
    assert ('value="red" required checked' in body) is ("colour" in sent)
    assert ('value="helps" required checked' in body) is ("part" in sent)
    assert ("Naar buiten.</textarea>" in body) is ("words" in sent)
    assert 'class="message error"' in body


def test_a_line_of_the_plan_stands_under_its_colour_and_its_part(mila, trajectory):
    sent = {"colour": "orange", "part": "does", "words": "Cora belt mij."}

    body = mila.post(page("plan", trajectory), sent, follow=True).content.decode()

    assert Entry.objects.get(kind=Kind.SIGN).facet == "orange.does"
    orange = body.partition('id="c-orange"')[2].partition('id="c-red"')[0]
    assert "Cora belt mij." in orange


@pytest.mark.parametrize("name", ["complain", "stop", "not_well", "own_words"])
def test_words_that_are_too_long_stay_in_the_field(mila, trajectory, name):
    body = mila.post(page(name, trajectory), {"words": "Lang. " * 4000}).content.decode()

    assert 'class="message error"' in body
    assert "Lang. Lang.</textarea>" in body.replace("Lang. </textarea>", "Lang.</textarea>")


def test_what_was_chosen_stays_when_own_words_are_lacking(mila, trajectory):
    body = mila.post(page("own_words", trajectory), {"facet": "hard", "words": ""}).content.decode()

    assert '<option value="hard" selected>' in body
    assert 'value="yes" checked' not in body  # the coach was not to read it


# --- what stands first, and where one goes on -----------------------------------------------------


def test_every_page_has_a_name_of_its_own(mila, trajectory):
    names = [read(mila, page(name, trajectory)).partition("<title>")[2][:40] for name in OF_A_WAY]
    names += [read(mila, reverse(f"mine:{one}"))[:900] for one in ("devices", "looks", "leave")]

    assert len({one.partition("</title>")[0] for one in names}) == len(names)


def test_the_button_for_when_it_does_not_go_well_stands_before_all_that_can_wait(
    mila, trajectory, cora, els
):
    agreeing.ask(els, [Kind.GOAL], asked="Mag dit?", by=cora)
    body = read(mila, page("home", trajectory))

    where = [
        body.index(one) for one in ("Mijn volgende stap", "Het gaat niet goed", "Er is een vraag")
    ]
    assert where == sorted(where)


def test_an_answer_stands_on_the_first_page_while_it_is_news_and_is_no_answer_to_a_new_question(
    mila, trajectory, cora
):
    home = page("home", trajectory)
    helping.ask(trajectory, "Ik durf niet.", by=trajectory.client)
    answer = helping.answer(trajectory, "Ik bel je morgen.", by=cora)
    assert "Ik bel je morgen." in read(mila, home)

    helping.ask(trajectory, "Weer niet.", by=trajectory.client)
    assert "Ik bel je morgen." not in read(mila, home)
    assert "Je coach heeft je bericht" in read(mila, home)

    trajectory.refresh_from_db()
    helping.answer(trajectory, "Ik kom langs.", by=cora)
    assert "Ik kom langs." in read(mila, home)
    Entry.objects.filter(kind=Kind.ANSWER).update(on=timezone.localdate() - timedelta(days=15))
    assert "Ik kom langs." not in read(mila, home)
    agreed = read(mila, page("agreements", trajectory))
    assert agreed.index("Ik kom langs.") < agreed.index("Ik bel je morgen.")
    assert answer.kind == Kind.ANSWER


def test_who_stands_in_can_be_called_from_the_first_page_while_they_do(
    mila, trajectory, cora, joost
):
    Reach.objects.create(user=joost, phone="06 0000 0007", when="op vrijdag")
    home, today = page("home", trajectory), timezone.localdate()
    assert "tel:0600000007" not in read(mila, home)

    handing_over.stand_in(trajectory, joost, from_on=today, until_on=today, by=cora)

    body = read(mila, home)
    assert "tel:0600000007" in body
    assert "op vrijdag" in body


def test_a_way_of_before_says_so_and_leads_to_the_one_of_now(mila, trajectory, cora):
    starting.close(trajectory, ended="own-wish", why="Even rust.", by=cora)
    new = starting.again(trajectory, by=cora)

    before, now = read(mila, page("home", trajectory)), read(mila, page("home", new))

    assert "Dit is van vroeger." in before
    assert f'href="{page("path", new)}"' not in before  # the way of now is none of before
    assert f'href="{page("path", trajectory)}"' in now
    assert "Dit is van vroeger." not in now


def test_after_the_end_no_step_is_asked_for_and_the_coach_can_be_called(mila, trajectory, cora):
    starting.close(trajectory, ended="own-wish", why="Even rust.", by=cora)

    body = read(mila, page("home", trajectory))

    assert "Je kunt altijd opnieuw beginnen" in body
    assert "Mijn volgende stap" not in body
    assert "Ik wil stoppen" not in body
    assert "tel:0600000001" in body


def test_a_step_that_goes_badly_leads_to_help(mila, trajectory, cora):
    step = stepping.plan(trajectory, stepping.Planned("visit", "Kijken"), by=cora)
    here, help_page = page("step", trajectory, step.pk), page("not_well", trajectory)

    mila.post(here, {"feeling": "good"})
    assert help_page not in read(mila, here)
    mila.post(here, {"feeling": "bad"})

    assert help_page in read(mila, here)


def test_a_question_says_how_long_a_yes_holds_and_afterwards_what_was_answered(
    mila, trajectory, cora, els
):
    consent = agreeing.ask(els, [Kind.GOAL], asked="Mag dit?", by=cora)
    here = page("question", trajectory, consent.pk)
    assert f"Je ja geldt tot {consent.expires_on.day} " in read(mila, here)
    agreeing.ask(els, [Kind.STEP], asked="Mag dat?", by=cora)  # takes its place
    assert "Deze vraag is voorbij." in read(mila, here)

    consent = agreeing.ask(els, [Kind.GOAL], asked="Mag dit?", by=cora)
    here = page("question", trajectory, consent.pk)
    lacking = mila.post(here, {"answer": "yes", "back": " "}).content.decode()
    assert 'aria-describedby="lacking" autofocus' in lacking
    mila.post(here, {"answer": "no"})
    said = mila.post(here, {"answer": "yes", "back": "In een ander tabblad."}).content.decode()

    assert "Jij zei nee." in said
    assert page("who_sees", trajectory) in said


# --- calling ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reach", "address"),
    [
        ("06 1234 5678", "tel:0612345678"),
        ("+31 (0)6-1234 5678", "tel:+31612345678"),
        ("06-12345678 (na 17 uur)", "tel:0612345678"),
        ("14 020", "tel:14020"),
        ("els@voorbeeld.example", "mailto:els@voorbeeld.example"),
        ("post@ of langskomen", ""),
        ("loket 112, op het plein", ""),
        ("", ""),
    ],
)
def test_a_press_calls_a_number_and_mails_an_address_and_is_not_there_for_other_words(
    reach, address
):
    helper = Helper(1, "Els", "family", "", "", reach, "", "in", None)

    assert helper.address == address


def test_when_it_does_not_go_well_no_employer_and_no_money_helper_is_named_to_call(
    mila, trajectory, cora, comes_in, job
):
    for part, name, number in (
        (Part.FAMILY, "Els", "06 0000 0011"),
        (Part.DEBT, "Dirkje", "06 0000 0012"),
        (Part.CONSULTANT, "Karin", "06 0000 0013"),
    ):
        asked = inviting.Asked(part, name, reach=number)
        inviting.accept(inviting.ask_along(trajectory, asked, by=cora))

    body, helpers = (
        read(mila, page("not_well", trajectory)),
        read(mila, page("helpers", trajectory)),
    )

    assert [f"tel:06000000{n}" in body for n in (11, 12, 13)] == [True, False, False]
    assert all(f"tel:06000000{n}" in helpers for n in (11, 12, 13))


# --- who found the card, or the phone -------------------------------------------------------------


def test_a_wrong_picture_says_how_often_one_can_still_choose_and_whom_to_ask(card):
    phone = Browser()
    told = [phone.post(card, {"picture": "dog"}).content.decode() for _ in range(3)]

    assert "Je mag nog 2 keer kiezen." in told[0]
    assert "Je mag nog één keer kiezen." in told[1]
    assert all("Vraag je coach" in one for one in told)
    assert "Deze kaart werkt niet" in told[2]


def test_a_wrong_picture_is_told_as_somebodys_with_the_card_and_not_as_the_persons(
    trajectory, card, mila
):
    Browser().post(card, {"picture": "dog"})

    [tried] = [one for one in looking.looks(trajectory.client) if "plaatje" in one.what]
    assert tried.who == "iemand met jouw kaart"
    assert "Iemand met jouw kaart" in read(mila, reverse("mine:looks"))


def test_who_comes_in_elsewhere_is_pointed_out_on_the_first_page_until_they_left(
    mila, trajectory, card
):
    home = page("home", trajectory)
    assert "Er kwam een ander toestel binnen" not in read(mila, home)
    finder = Browser()
    finder.post(card, {"picture": "cat"})

    assert "Er kwam een ander toestel binnen" in read(mila, home)
    assert "Er kwam een ander toestel binnen" not in read(finder, home)
    Device.objects.update(made_at=timezone.now() - timedelta(days=9))
    assert "Er kwam een ander toestel binnen" not in read(mila, home)
    Device.objects.update(made_at=timezone.now())
    finder.post(reverse("mine:leave"))
    assert "Er kwam een ander toestel binnen" not in read(mila, home)


def test_an_old_card_leads_who_is_in_already_to_their_pages_and_others_nowhere(
    mila, card, trajectory, cora
):
    letting_in.give_card(trajectory.client, "dog", by=cora)

    inside, outside = mila.get(card), Browser().get(card)

    assert (inside.status_code, outside.status_code) == (404, 404)
    assert "ben je al binnen" in inside.content.decode()
    assert "ben je al binnen" not in outside.content.decode()


def test_a_page_that_is_not_there_keeps_the_way_back_and_whom_to_call(mila, trajectory):
    body = mila.get(reverse("mine:home", args=["bestaatniet"])).content.decode()

    assert page("helpers", trajectory) in body
    assert 'class="participant"' in body


def test_a_cookie_that_opens_nothing_leads_to_the_door_and_not_to_an_error(trajectory):
    phone = Browser()
    phone.cookies[COOKIE] = "onzin"

    assert phone.post(page("not_well", trajectory), {"words": "x"}).url == reverse("mine:door")


@pytest.mark.parametrize(
    ("address", "start"), [("/mijn/kaart/x/", "/mijn/"), ("/betrokken/kom/x/", "/betrokken/")]
)
def test_a_browser_that_keeps_no_cookies_is_led_back_to_the_door_it_came_to(address, start):
    answer = Browser(enforce_csrf_checks=True).post(address, {"picture": "cat"})

    assert answer.status_code == 403
    assert f'class="button" href="{start}"' in answer.content.decode()
