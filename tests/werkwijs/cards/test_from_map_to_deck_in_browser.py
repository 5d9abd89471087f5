"""The whole story of cards, from a published map to print and phone for all four readers.

By mouse, and with nothing but the keyboard; after every step the page is looked at with axe.
"""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import expect
from tests.werkwijs.cards.conftest import WORDS

from werkwijs.cards import picturing, reviewing
from werkwijs.cards.edition_document import AUDIENCES
from werkwijs.cards.models import Edition, Reader, Text
from werkwijs.lib import pdf

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NAMES = {
    "young-person": "Jongere",
    "employer": "Werkgever",
    "job-coach": "Jobcoach",
    "support": "Familie en steun",
}


class Mouse:
    """Presses, ticks and types as people with a mouse do."""

    def __init__(self, page: Any, barriers: Any) -> None:
        self.page, self.barriers = page, barriers

    def press(self, locator: Any) -> None:
        locator.click()
        self.look()

    def tick(self, locator: Any) -> None:
        locator.check()
        self.look()

    def write(self, locator: Any, words: str) -> None:
        locator.fill(words)

    def look(self) -> None:
        self.page.wait_for_load_state()
        assert self.barriers(self.page) == [], self.page.url


class Keyboard(Mouse):
    """The same with Tab, Enter, space and letters."""

    def come_to(self, locator: Any) -> None:
        target = locator.element_handle()
        for _ in range(400):
            if self.page.evaluate("e => e === document.activeElement", target):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not come to {locator}.")

    def press(self, locator: Any) -> None:
        self.come_to(locator)
        self.page.keyboard.press("Enter")
        self.page.wait_for_timeout(80)
        self.look()

    def tick(self, locator: Any) -> None:
        self.come_to(locator)
        if not locator.is_checked():
            self.page.keyboard.press("Space")
        assert locator.is_checked()
        self.look()

    def write(self, locator: Any, words: str) -> None:
        self.come_to(locator)
        self.page.keyboard.insert_text(words)


@pytest.fixture
def page(browser, live_server, staff_in_browser, ana, settings):
    settings.BASE_URL = live_server.url
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    staff_in_browser(opened, live_server, ana)
    return opened


@pytest.mark.parametrize("hands", [Mouse, Keyboard], ids=["mouse", "keyboard"])
def test_from_a_published_map_to_print_and_phone(
    browser, page, live_server, barriers, publication, ana, hands
):
    study = publication.concept_map.study
    room = f"{live_server.url}/studies/{study.slug}/kaarten/"
    at = hands(page, barriers)

    page.goto(room)
    at.look()
    at.press(page.get_by_role("link", name="Maak een kaart"))
    for name in NAMES.values():
        at.tick(page.get_by_label(name, exact=True))
    at.tick(page.locator("input[name=s]").first)
    at.write(page.get_by_label("Waar gaat de kaart over?"), "Werk dat past")
    at.press(page.get_by_role("button", name="Maak deze kaart"))

    for audience in AUDIENCES:
        page.goto(f"{room}1/{audience}/")
        at.write(page.get_by_label("Titel"), f"Werk dat past {AUDIENCES.index(audience)}")
        at.write(page.get_by_label("Waarom?"), WORDS["why"])
        at.write(page.get_by_label("Dit kun je doen (1)"), WORDS["action_1"])
        at.write(page.get_by_label("Een vraag om over te praten"), WORDS["question"])
        at.press(page.get_by_role("button", name="Bewaar"))
        expect(page.get_by_text("Bewaard.")).to_be_visible()

    at.press(page.get_by_role("link", name="Kies een plaatje"))
    at.write(page.get_by_label("Zoek met een woord"), "puzzel")
    at.press(page.get_by_role("button", name="Zoek", exact=True))
    at.press(page.locator("button.pictogram").first)
    chosen = Text.objects.get(audience="support")
    assert chosen.pictogram
    assert chosen.picture_alt
    for text in Text.objects.exclude(audience="support"):
        picturing.choose(text, chosen.pictogram, by=ana)

    _people_read(browser, page, at, room, ana)

    for audience in AUDIENCES:
        page.goto(f"{room}1/{audience}/")
        at.press(page.get_by_role("button", name="Keur deze tekst goed"))
        expect(page.get_by_text("Goedgekeurd. Deze tekst komt")).to_be_visible()

    at.press(page.get_by_role("link", name="Leg een uitgave vast"))
    at.write(page.get_by_label("Colofon"), "Geschreven door het studieteam.")
    at.press(page.get_by_role("button", name="Leg uitgave 1 vast"))
    at.press(page.get_by_role("button", name="Maak deze uitgave openbaar"))
    edition = Edition.objects.get()
    assert edition.published_at is not None
    assert list(edition.told["cards"][0]["texts"]) == list(AUDIENCES)

    _prints_come_out(page, at, live_server, edition)
    _everybody_opens_their_deck(browser, barriers, live_server, edition, hands)


def _people_read(browser, page, at: Mouse, room: str, ana) -> None:
    """A young person by their own link, on a phone; the others as that one."""
    page.goto(f"{room}proeflezers/")
    at.look()
    at.tick(page.locator("input[name=expert]"))
    at.press(page.get_by_role("button", name="Maak een link"))
    at.press(page.get_by_role("link", name="Link en QR-code Proeflezer 1"))
    address = page.locator("a.address").get_attribute("href")
    phone = browser.new_page(viewport={"width": 360, "height": 740})
    reading = type(at)(phone, at.barriers)
    phone.goto(address)
    reading.look()
    reading.press(phone.get_by_role("link", name="Begin met lezen"))
    reading.tick(phone.locator("input[name=clear]").first)
    reading.press(phone.get_by_role("button", name="Klaar met deze kaart"))
    expect(phone.get_by_text("Klaar! Je las alle kaarten.")).to_be_visible()
    phone.close()
    assert Reader.objects.get().expert
    for text in Text.objects.exclude(audience="young-person"):
        reader = reviewing.ask(text.card.study, text.audience, expert=False, by=ana)
        reviewing.remark(text, reader=reader, clear="yes", right="yes")


def _prints_come_out(page, at: Mouse, live_server, edition: Edition) -> None:
    """For each reader, of each kind; one of them fetched with the hands."""
    if pdf.why_not():
        return
    at.look()
    with page.expect_download() as fetched:
        link = page.locator(f"a[href$='/{AUDIENCES[0]}/home-long/']")
        at.press(link)
    assert fetched.value.suggested_filename.endswith(".pdf")
    for audience in AUDIENCES:
        for kind in ("home-long", "printer", "accessible"):
            answer = page.request.get(
                f"{live_server.url}/kaarten/{edition.code}/{audience}/afdruk/{kind}/"
            )
            with pikepdf.open(io.BytesIO(answer.body())) as printed:
                assert len(printed.pages) >= 4


def _everybody_opens_their_deck(browser, barriers, live_server, edition, hands) -> None:
    """On a phone, without signing in: the deck, a card, and where it comes from in two presses."""
    for audience in AUDIENCES:
        phone = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
        at = hands(phone, barriers)
        phone.goto(f"{live_server.url}/kaarten/{edition.code}/")
        at.look()
        at.press(phone.locator(f"a.choice[href$='/{audience}/']"))
        at.press(phone.locator("li:not([hidden]) [data-flip]"))
        expect(phone.locator("#cards > li:not([hidden]) .back")).to_be_visible()
        at.press(phone.locator("li:not([hidden]) a.more"))
        at.press(phone.get_by_role("link", name="Waar komt dit vandaan?"))
        expect(phone.get_by_text("je werk doet dat je leuk vindt").first).to_be_visible()
        phone.context.close()
