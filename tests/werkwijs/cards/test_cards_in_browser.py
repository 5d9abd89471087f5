"""In a real browser: from the suggestions of a map to an edition; a reader says what they think on a phone.

With ``WERKWIJS_PICTURES=folder`` every page is also kept as a picture, to be looked at by people.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.werkwijs.cards.conftest import WORDS, complete, read_and_approved

from werkwijs.cards import making, reviewing
from werkwijs.cards.models import Edition, Remark, Text

pytestmark = pytest.mark.journey

PICTURES = os.environ.get("WERKWIJS_PICTURES", "")


def look(page, barriers, name: str) -> None:
    """Nothing is in anybody's way, at desktop size and on a phone."""
    assert barriers(page) == [], name
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        width = page.viewport_size["width"]
        page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)


@pytest.fixture
def page(browser, live_server, staff_in_browser, ana):
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    staff_in_browser(opened, live_server, ana)
    return opened


def test_a_card_is_made_written_and_frozen(page, live_server, barriers, publication, ana):
    study = publication.concept_map.study
    page.goto(f"{live_server.url}/studies/{study.slug}/kaarten/")
    look(page, barriers, "cards-empty")
    page.get_by_role("link", name="Maak een kaart").click()
    look(page, barriers, "new")
    page.get_by_label("Jongere", exact=True).check()
    page.locator("[data-tick]").first.click()
    expect(page.locator("input[name=s]:checked")).to_have_count(1)
    page.get_by_label("Waar gaat de kaart over?").fill("Werk dat past")
    page.get_by_role("button", name="Maak deze kaart").click()
    look(page, barriers, "text-empty")

    page.get_by_label("Titel").fill(WORDS["title"])
    page.get_by_label("Waarom?").fill(
        "Door de werkgever wordt er een implementatietraject gerealiseerd."
    )
    expect(page.locator("#tips mark").first).to_be_visible(timeout=15_000)
    look(page, barriers, "text-advice")
    page.get_by_label("Waarom?").fill(WORDS["why"])
    page.get_by_label("Dit kun je doen (1)").fill(WORDS["action_1"])
    page.get_by_label("Een vraag om over te praten").fill(WORDS["question"])
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Bewaard.")).to_be_visible()
    look(page, barriers, "text-written")

    read_and_approved(Text.objects.get(), ana)
    page.goto(f"{live_server.url}/studies/{study.slug}/kaarten/1/")
    look(page, barriers, "card")
    page.get_by_role("link", name="Wat heeft een kaart?").click()
    look(page, barriers, "coverage")
    page.get_by_role("link", name="Leg een uitgave vast").click()
    look(page, barriers, "freeze")
    page.get_by_label("Colofon").fill("Geschreven door het studieteam.")
    page.get_by_role("button", name="Leg uitgave 1 vast").click()
    page.wait_for_load_state()
    assert (
        Edition.objects.get().told["cards"][0]["texts"]["young-person"]["title"] == WORDS["title"]
    )


def test_pages_fit_a_phone(page, live_server, barriers, text, ana):
    complete(text, ana)
    study = text.card.study
    page.set_viewport_size({"width": 360, "height": 740})
    for path in ("", "nieuw/", "dekking/", "1/", "1/young-person/", "proeflezers/", "vastleggen/"):
        page.goto(f"{live_server.url}/studies/{study.slug}/kaarten/{path}")
        look(page, barriers, f"phone-{path.strip('/').replace('/', '-') or 'cards'}")


def test_somebody_reads_two_cards_on_a_phone_with_the_keyboard_alone(
    browser, live_server, barriers, publication, ana, settings
):
    settings.BASE_URL = live_server.url
    for statement in ("1", "2"):
        made = making.make(publication, [statement], ["young-person"], theme="", by=ana)
        complete(made.texts.get(), ana)
    reader = reviewing.ask(made.study, "young-person", expert=True, by=ana)
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(reviewing.address(reader))
    look(page, barriers, "reading")

    def tab_to(locator) -> None:
        for _ in range(60):
            if locator.evaluate("e => e === document.activeElement"):
                return
            page.keyboard.press("Tab")
        raise AssertionError("Tab does not come there.")

    tab_to(page.get_by_role("link", name="Begin met lezen"))
    page.keyboard.press("Enter")
    for answer in ("Space", "ArrowDown"):
        page.wait_for_load_state()
        look(page, barriers, "reading-one")
        tab_to(page.locator("input[name=clear]").first)
        page.keyboard.press(answer)
        tab_to(page.get_by_role("button", name="Klaar met deze kaart"))
        with page.expect_navigation():
            page.keyboard.press("Enter")

    expect(page.get_by_text("Klaar! Je las alle kaarten.")).to_be_visible()
    look(page, barriers, "reading-done")
    assert [r.clear for r in Remark.objects.order_by("pk")] == ["yes", "partly"]
