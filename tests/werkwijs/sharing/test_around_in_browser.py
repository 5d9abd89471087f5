"""People around the person in a real browser: an employer in a few presses, a mother on her phone, a desk
without JavaScript, paper. After each act the page has no barriers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from werkwijs.guidance import (
    aiming,
    complaining,
    granting,
    handing_over,
    inviting,
    placing,
    reading,
    stepping,
)
from werkwijs.guidance.models import Basis, Entry, Kind, Member, Part
from werkwijs.sharing.device import COOKIE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


class Hand:
    """Presses on a page, and counts; after each press nothing stands in anybody's way."""

    def __init__(self, tab: Any, barriers: Callable[[Any], list[tuple[str, str]]]) -> None:
        self.tab, self.barriers, self.presses = tab, barriers, 0

    def opens(self, address: str) -> None:
        self.tab.goto(address)
        assert self.barriers(self.tab) == []

    def presses_on(self, role: str, name: str) -> None:
        self.tab.get_by_role(role, name=name, exact=True).click()
        self.presses += 1
        assert self.barriers(self.tab) == []

    def types(self, label: str, words: str) -> None:
        self.tab.get_by_label(label).fill(words)


@pytest.fixture
def hand(opens, barriers, live_server, settings) -> Callable[..., Hand]:
    settings.BASE_URL = live_server.url

    def giving(width: int = 360, **facts: Any) -> Hand:
        return Hand(opens(width, **facts), barriers)

    return giving


@pytest.fixture
def asked(trajectory, cora, job) -> Callable[..., Member]:
    """``asked("employer", "Yara (verzonnen)")``: the invitation waits."""

    def asking(part: str, name: str) -> Member:
        facts = {"employer": job.employer, "job": job} if part == Part.EMPLOYER else {}
        told = inviting.Asked(part, name, "06 0000 0009", **facts)
        return inviting.ask_along(trajectory, told, by=cora)

    return asking


def share(line: Entry, reader: Member, by: Any) -> None:
    reader.refresh_from_db()
    granting.share(line, reader, basis=Basis.TASK, by=by)


def test_an_employer_reads_what_helps_and_tells_of_a_change_in_five_presses(
    hand, asked, agreed, trajectory, job, cora, picture
):
    yara = asked(Part.EMPLOYER, "Yara (verzonnen)")
    address = inviting.address(yara)
    phone = hand(360)

    phone.opens(address)
    picture(phone.tab, "around-invitation", whole=True)
    phone.presses_on("button", "Ja, dat ben ik")
    expect(phone.tab.get_by_role("status")).to_contain_text("Bewaar deze bladzijde")
    expect(phone.tab.locator("main")).to_contain_text("Er is nog niets met je gedeeld.")
    need = placing.need(trajectory, "Eén taak tegelijk.", by=cora, job=job)
    yara.refresh_from_db()
    agreed(yara, Kind.NEED)
    granting.share(need, yara, basis=Basis.CONSENT, by=cora)
    phone.tab.reload()
    assert phone.barriers(phone.tab) == []
    expect(phone.tab.get_by_role("heading", level=1)).to_have_text("Werken met Mila")
    expect(phone.tab.locator("main")).to_contain_text("Eén taak tegelijk.")
    expect(phone.tab.locator("main")).to_contain_text("06 0000 0001")
    phone.presses_on("link", "Er verandert iets op het werk")
    phone.tab.get_by_label("andere baas of begeleider").check()
    phone.presses += 1
    phone.presses_on("button", "Verstuur")
    expect(phone.tab.get_by_role("status")).to_contain_text("Verstuurd. De coach leest het.")
    assert phone.presses <= 5
    picture(phone.tab, "around-employer", whole=True)

    phone.tab.get_by_text("Wat jij stuurde").click()
    expect(phone.tab.locator(".sent")).to_contain_text("andere baas of begeleider")
    assert phone.barriers(phone.tab) == []

    phone.opens(address)
    phone.presses_on("link", "Verder op dit toestel")
    expect(phone.tab.get_by_role("heading", level=1)).to_have_text("Werken met Mila")


def test_an_employer_forgets_to_choose_and_types_a_diagnosis_and_loses_nothing(
    hand, bram, phone_of, trajectory, live_server
):
    desk = hand(1280)
    secret = phone_of(bram).cookies[COOKIE].value
    desk.tab.context.add_cookies([{"name": COOKIE, "value": secret, "url": live_server.url}])
    desk.opens(f"{live_server.url}/betrokken/{trajectory.code}/verandering/")

    desk.types("In woorden", "Ze is depressief, en we krijgen een nieuw rooster.")
    desk.presses_on("button", "Verstuur")
    expect(desk.tab.get_by_role("group", name="Wat verandert er?")).to_contain_text(
        "Kies wat er verandert."
    )
    expect(desk.tab.get_by_label("andere baas of begeleider")).to_be_focused()
    desk.tab.get_by_label("ander rooster").check()
    desk.presses_on("button", "Verstuur")
    expect(desk.tab.get_by_role("alert")).to_contain_text("depressief")
    box = desk.tab.get_by_label("In woorden")
    expect(box).to_be_focused()
    expect(box).to_have_value("Ze is depressief, en we krijgen een nieuw rooster.")
    expect(desk.tab.get_by_label("ander rooster")).to_be_checked()
    desk.types("In woorden", "We krijgen een nieuw rooster.")
    desk.presses_on("button", "Verstuur")

    told = [reading.words(e) for e in reading.entries(reading.person(trajectory))]
    assert "We krijgen een nieuw rooster." in told
    assert not any("depressief" in one for one in told)


def test_a_mother_sees_the_way_says_what_worries_her_and_stops(
    hand, asked, trajectory, cora, joost, picture
):
    els = asked(Part.FAMILY, "Els (verzonnen)")
    phone = hand(360)
    phone.opens(inviting.address(els))
    phone.presses_on("button", "Ja, dat ben ik")
    step = stepping.plan(trajectory, stepping.Planned("visit", "Kijken bij de bakker"), by=cora)
    past = stepping.plan(trajectory, stepping.Planned("visit", "Samen de bus nemen"), by=cora)
    stepping.move(step, "going", by=cora)
    stepping.move(past, "done", by=cora)
    goal = aiming.aim(trajectory, "Op tijd komen", by=cora)
    for line in (step.entry, past.entry, goal.entry):
        share(line, els, cora)
    aiming.end(goal, "reached", evidence="Drie weken op tijd.", by=cora)
    today = timezone.localdate()
    handing_over.stand_in(trajectory, joost, from_on=today, until_on=today, by=cora)
    phone.tab.reload()

    expect(phone.tab.locator("[aria-current=step]")).to_contain_text("Kijken bij de bakker")
    expect(phone.tab.get_by_text("Samen de bus nemen")).not_to_be_visible()
    expect(phone.tab.get_by_role("heading", name="Hier werkt Mila aan")).to_have_count(0)
    expect(phone.tab.get_by_role("region", name="Ook gedeeld")).to_contain_text("Op tijd komen")
    phone.tab.get_by_text("Eerdere stappen").click()
    expect(phone.tab.get_by_text("Samen de bus nemen")).to_be_visible()
    expect(phone.tab.locator("main")).to_contain_text("vervangt de coach tot en met")
    assert phone.barriers(phone.tab) == []
    picture(phone.tab, "around-mother", whole=True)

    phone.presses_on("link", "Ik merk iets")
    phone.presses_on("button", "Verstuur")
    expect(phone.tab.get_by_role("alert")).to_contain_text("Schrijf eerst iets op.")
    expect(phone.tab.get_by_role("link", name="Bel 112")).to_have_attribute("href", "tel:112")
    phone.types("In woorden", "Ze slaapt slecht.")
    phone.presses_on("button", "Verstuur")
    told = [reading.words(e) for e in reading.entries(reading.coach(trajectory, cora))]
    assert "Ze slaapt slecht." in told

    phone.presses_on("link", "Ik doe niet meer mee")
    phone.types("Wil je nog iets zeggen?", "Ik trek het nu niet.")
    phone.presses_on("button", "Stop met meedoen")
    expect(phone.tab.get_by_role("status")).to_contain_text("De coach weet het.")
    els.refresh_from_db()
    assert els.gone == Member.Gone.OWN_WISH
    told = [reading.words(e) for e in reading.entries(reading.coach(trajectory, cora))]
    assert "Ik trek het nu niet." in told


def test_somebody_who_leaves_a_device_hears_first_that_it_takes_a_new_link_to_come_back(
    hand, asked, trajectory
):
    dirkje = asked(Part.DEBT, "Dirkje (verzonnen)")
    desk = hand(1280)
    desk.opens(inviting.address(dirkje))
    desk.presses_on("button", "Ja, dat ben ik")
    desk.presses_on("link", "Van dit toestel af")
    expect(desk.tab.locator("main")).to_contain_text("een nieuwe link van de coach nodig")
    desk.presses_on("link", "Terug")
    expect(desk.tab.get_by_role("heading", level=1)).to_have_text("Samen met Mila")

    desk.presses_on("link", "Van dit toestel af")
    desk.tab.evaluate("localStorage.setItem('note-of-a-coach', 'waits')")
    desk.presses_on("button", "Haal mij van dit toestel af")
    expect(desk.tab.locator("main")).to_contain_text("Open de link uit je uitnodiging.")
    assert desk.tab.evaluate("localStorage.getItem('note-of-a-coach')") == "waits"
    dirkje.refresh_from_db()
    assert dirkje.state == "in"


def test_a_consultant_complains_in_english_with_keys_and_without_javascript(
    hand, asked, trajectory, saar
):
    consultant = asked(Part.CONSULTANT, "Consulent (verzonnen)")
    desk = hand(1280, java_script_enabled=False)
    tab = desk.tab
    tab.goto(inviting.address(consultant))

    def to(role: str, name: str) -> None:
        """With the tab key, until it is there."""
        wanted = tab.get_by_role(role, name=name, exact=True)
        expect(wanted).to_be_visible()
        for _ in range(30):
            tab.keyboard.press("Tab")
            if wanted.and_(tab.locator(":focus")).count():
                return
        raise AssertionError(f"{name} is not reached with the keyboard")

    to("button", "English")
    tab.keyboard.press("Enter")
    to("button", "Yes, that is me")
    tab.keyboard.press("Enter")
    to("link", "I have a complaint")
    tab.keyboard.press("Enter")
    to("textbox", "In words")
    tab.keyboard.type("Nobody calls back.")
    to("button", "Send")
    tab.keyboard.press("Enter")

    expect(tab.locator("main")).to_contain_text("within six weeks")
    complaint = Entry.objects.get(kind=Kind.COMPLAINT)
    assert complaint.by_member == consultant
    complaining.answer(complaint, "We will call on Monday.", by=saar)
    to("link", "To the start")
    tab.keyboard.press("Enter")
    answer = tab.locator(".answer")
    expect(answer).to_contain_text("You wrote: Nobody calls back.")
    expect(answer).to_contain_text("We will call on Monday.")


def test_on_paper_the_number_stands_and_the_buttons_do_not(
    hand, bram, phone_of, trajectory, live_server, picture
):
    desk = hand(1280)
    secret = phone_of(bram).cookies[COOKIE].value
    desk.tab.context.add_cookies([{"name": COOKIE, "value": secret, "url": live_server.url}])
    desk.opens(f"{live_server.url}/betrokken/{trajectory.code}/")
    desk.tab.emulate_media(media="print")

    expect(desk.tab.get_by_text("06 0000 0001")).to_be_visible()
    for hidden in (".to-press", ".acts", ".around-nav", ".bottom"):
        expect(desk.tab.locator(hidden).first).to_be_hidden()
    picture(desk.tab, "around-paper", whole=True)
