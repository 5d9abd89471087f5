"""In a real browser, at three widths: coming in, going on, stopping; each page looked at after each step.

With ``WERKWIJS_PICTURES=folder`` every page is also kept as a picture, to be looked at by people.
"""

import os
import re
from pathlib import Path

import pytest
from django.test import Client
from tests.waiting import PATIENCE

from werkwijs.participation import acts, inviting, returning
from werkwijs.participation.models import Participant, Worry

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PICTURES = os.environ.get("WERKWIJS_PICTURES", "")
SMALL = """() => [...document.querySelectorAll("a, button, input:not([type=hidden]), textarea, select")]
  .filter(e => e.getClientRects().length && !e.classList.contains("skip") && e.closest("p") === null)
  .map(e => e.closest("label, .tick") || e)
  .filter(e => e.getBoundingClientRect().height < 55.5 || e.getBoundingClientRect().width < 55.5)
  .map(e => `${e.textContent.trim().slice(0, 40)}: ${JSON.stringify(e.getBoundingClientRect())}`)"""
TINY = """() => [...document.querySelectorAll("body *")].filter(e => e.getClientRects().length
    && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())
    && !e.closest(".unseen, .skip") && parseFloat(getComputedStyle(e).fontSize) < 20)
  .map(e => `${e.textContent.trim().slice(0, 40)}: ${getComputedStyle(e).fontSize}`)"""


class Visit:
    """A tab whose every page is looked at: by axe, for size of text and targets, for width."""

    def __init__(self, tab, barriers, name: str) -> None:
        self.tab, self.barriers, self.name, self.count = tab, barriers, name, 0

    def look(self, what: str, *, person: bool = True) -> None:
        self.count += 1
        if PICTURES:
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            self.tab.screenshot(
                path=f"{PICTURES}/{self.name}-{self.count:02d}-{what}.png", full_page=True
            )
        if "nojs" in self.name:  # nothing can look inside such a page; the other widths do
            return
        assert self.barriers(self.tab) == [], what
        if person:
            assert self.tab.evaluate(SMALL) == [], what
            assert self.tab.evaluate(TINY) == [], what

    def press(self, name: str) -> None:
        self.tab.get_by_role("button", name=name).or_(
            self.tab.get_by_role("link", name=name)
        ).first.click()


@pytest.fixture
def visit(browser, live_server, settings, barriers):
    """``visit(360)``: somebody's own phone, tablet or computer, so many pixels wide."""
    settings.BASE_URL = live_server.url
    devices = []

    def on(width: int, **facts) -> Visit:
        device = browser.new_context(
            viewport={"width": width, "height": 780}, base_url=live_server.url, **facts
        )
        devices.append(device)
        tab = device.new_page()
        tab.set_default_timeout(PATIENCE * 1000)
        return Visit(tab, barriers, str(width) + ("-nojs" if facts else ""))

    yield on
    for device in devices:
        device.close()


def come_in(visit: Visit, spoken: str, look: bool = True) -> None:
    """From the spoken code to the card."""
    seen = visit.look if look else lambda what: None
    tab = visit.tab
    tab.goto("/mee/")
    seen("start")
    tab.get_by_label("Typ je code").fill("000 000")
    visit.press("Verder")
    seen("wrong-code")
    tab.get_by_label("Typ je code").fill(spoken)
    visit.press("Verder")
    for what, answer in [
        ("group", "Jongere"),
        ("age", "18 of ouder"),
        ("together", "Iemand helpt mij"),
        ("level", "Makkelijke tekst"),
        ("pictures", "Ja, met plaatjes"),
    ]:
        seen(what)
        visit.press(answer)
    seen("decides")
    visit.press("Mijn bewindvoerder")
    seen("bewindvoerder")
    visit.press("Nee, ik beslis zelf")
    seen("consent")
    visit.press("Verder")
    seen("check")
    visit.press("Nee")
    seen("check-explained")
    visit.press("Ja, altijd")
    seen("yes")
    visit.press("Ja, ik doe mee")
    seen("card")


@pytest.mark.parametrize(("width", "script"), [(320, True), (360, False), (1280, True)])
def test_from_code_to_withdrawal(visit, study, ana, width, script):
    code = inviting.make(study, by=ana)
    here = visit(width, **({} if script else {"java_script_enabled": False}))
    tab = here.tab
    come_in(here, inviting.shown(code).spoken)
    here.press("Verder")
    here.look("help-after-joining")
    tab.get_by_label("Mijn jobcoach").check()
    tab.get_by_label("Voorlezen").check()
    here.press("Bewaar wie mij helpt")
    here.look("help-kept")
    here.press("Ga verder")
    tab.goto("/mee/stap/")
    here.look("home")
    here.press("Dit maakt me zorgen")
    here.look("worry")
    tab.get_by_label("Wat maakt je zorgen?").fill("Ik slaap slecht van mijn werk.")
    here.press("Vertel dat ik zorgen heb")
    here.look("worry-told")
    here.press("Later verder")
    here.look("pause")
    here.press("Niet meer meedoen")
    here.look("withdraw")
    assert Worry.objects.count() == 1
    here.press("Haal alles weg")
    here.look("gone")

    person = Participant.objects.get()
    assert person.withdrawn_at
    assert not Worry.objects.exists()


def test_a_card_brings_somebody_back_on_another_device(visit, study, ana):
    here = visit(360)
    come_in(here, inviting.shown(inviting.make(study, by=ana)).spoken, look=False)
    digits = here.tab.locator(".digits").inner_text()
    other = visit(1280)
    other.tab.goto("/mee/")
    other.tab.get_by_label("Typ je code").fill(digits)
    other.press("Verder")

    assert other.tab.url.endswith("/mee/stap/")
    here.tab.goto("/mee/stap/")
    assert here.tab.url.endswith("/mee/stap/")  # both at once

    third = visit(320)
    third.tab.goto(returning.card(Participant.objects.get()).address)
    third.look("back")
    third.press("Ga verder")
    assert third.tab.url.endswith("/mee/stap/")


def test_nothing_of_the_previous_person_on_a_shared_tablet(visit, study, ana):
    """Also with the back button, and in what the browser stored."""
    code = inviting.make(study, by=ana, shared_device=True)
    tablet = visit(820)
    tab = tablet.tab
    come_in(tablet, inviting.shown(code).spoken, look=False)
    digits = tab.locator(".digits").inner_text()
    here = ["/mee/stap/", "/mee/zorgen/", "/mee/code/", "/mee/later/"]
    for page in here:
        tab.goto(page)
    old = {c["name"]: c["value"] for c in tab.context.cookies()}
    tablet.look("shared-pause")
    tab.goto("/mee/")
    tablet.look("shared-still")
    tab.goto("/mee/later/")
    tablet.press("Volgende persoon")
    tablet.look("shared-next")

    assert tab.url.endswith("/mee/")
    assert tab.get_by_role("button", name="Beginnen").is_visible()
    assert "meedoen" not in {c["name"] for c in tab.context.cookies()}
    for _ in range(10):
        tab.go_back()
        assert digits not in tab.content()
        assert "Stop voor nu" not in tab.content()
        assert "zorgen?" not in tab.content()
    assert (
        tab.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    )

    thief = Client()
    thief.cookies["meedoen"] = old["meedoen"]
    for page in here:
        assert thief.get(page).headers["Location"] == "/mee/"

    tab.goto("/mee/")
    tablet.press("Beginnen")
    assert tab.url.endswith("/mee/vraag/groep/")  # and nothing is chosen already
    assert "gekozen" not in tab.content()


def test_what_still_waits_on_a_tablet_is_delivered_before_it_is_wiped(
    visit, study, ana, monkeypatch
):
    said = []
    monkeypatch.setitem(acts._HANDLERS, "say", lambda _, act: said.append(act["words"]))
    code = inviting.make(study, by=ana, shared_device=True)
    tablet = visit(820)
    come_in(tablet, inviting.shown(code).spoken, look=False)
    tab = tablet.tab
    tab.goto("/mee/later/")
    tab.context.set_offline(True)
    tab.evaluate("werkwijs.queue.give({kind: 'say', words: 'bijna kwijt'})")

    tablet.press("Volgende persoon")
    tab.get_by_text("Er is nog iets niet verstuurd").wait_for(timeout=20_000)
    tablet.look("shared-still-waiting")
    assert said == []
    assert "meedoen" in {c["name"] for c in tab.context.cookies()}

    tab.context.set_offline(False)
    tablet.press("Volgende persoon")
    tab.get_by_role("button", name="Beginnen").wait_for(timeout=30_000)
    assert said == ["bijna kwijt"]
    assert "meedoen" not in {c["name"] for c in tab.context.cookies()}


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_of_who_runs_the_study(
    visit, staff_in_browser, live_server, study, ana, takes_part, width
):
    phone, person = takes_part("jongere")
    returning.new_card(person)
    consent = person.consents.get()
    consent.representation = "mentor"
    consent.save()
    phone.post(
        "/mee/zorgen/", {"key": "5b0a8b0e-5a3a-4b7e-9d0e-0d8f0f3a2c11", "text": "Ik slaap slecht."}
    )
    inviting.revoke(inviting.make(study, by=ana), by=ana)
    here = visit(width)
    tab = here.tab
    staff_in_browser(tab, live_server, ana)
    here.name += "-staff"
    tab.goto("/studies/werk/deelname/uitnodigen/")
    here.look("invite", person=False)
    here.press("Maak de code")
    here.look("code", person=False)
    assert re.search(r"\d{3} \d{3}", tab.locator(".spoken").inner_text())
    tab.goto("/studies/werk/deelname/uitnodigen/")
    here.look("invite-two", person=False)
    tab.goto("/studies/werk/deelname/kaarten/")
    here.look("cards", person=False)
    here.press("Toon de kaart")
    here.look("card", person=False)
    tab.goto("/studies/werk/deelname/vertegenwoordigers/")
    here.look("representatives", person=False)
    here.press("Leg vast")
    here.look("evidence", person=False)
    here.press("Leg vast en open de taken")
    here.look("evidence-kept", person=False)
    tab.goto("/studies/werk/deelname/zorgen/")
    here.look("worries", person=False)
    tab.get_by_role("button", name=re.compile("^Lees")).click()
    here.look("worry", person=False)
    here.press("Dit is afgehandeld")
    here.look("worries-handled", person=False)
    tab.goto("/mee/stap/")
    assert tab.url.endswith("/mee/")  # who signed in is nobody who takes part


def test_the_first_page_is_light(visit, study, ana):
    """At most 100 kB over the wire, with everything it brings."""
    code = inviting.make(study, by=ana)
    here = visit(360)
    sizes = {}
    here.tab.on(
        "response",
        lambda r: sizes.__setitem__(
            r.url, sum(r.request.sizes()[k] for k in ("responseBodySize", "responseHeadersSize"))
        ),
    )
    for page in ("/mee/", inviting.address(code)):
        sizes.clear()
        here.tab.goto(page)
        here.tab.wait_for_load_state("networkidle")
        assert sum(sizes.values()) < 100_000, sizes
        assert all(url.startswith(here.tab.url[:20]) for url in sizes)
