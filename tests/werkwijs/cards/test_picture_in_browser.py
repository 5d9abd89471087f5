"""In a real browser: a card gets its picture, with a mouse, by keyboard on a phone, without JavaScript."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.werkwijs.cards.media_text import a_text, picture

from werkwijs.cards.models import Text

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("WERKWIJS_PICTURES", "")


@pytest.fixture(autouse=True)
def a_folder_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def text(study, ana):
    return a_text(study, ana)


@pytest.fixture
def opened(browser, live_server, text, ana, staff_in_browser):
    """``opened(width=360, scripts=False)``: ana looks at the picture of the card."""
    contexts, complaints = [], []

    def opening(width: int, *, scripts: bool = True):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, locale="nl-NL", base_url=live_server.url
        )
        contexts.append(context)
        page = context.new_page()
        staff_in_browser(page, live_server, ana)
        if not scripts:
            kept = context.storage_state()
            context = browser.new_context(
                viewport={"width": width, "height": 800},
                base_url=live_server.url,
                java_script_enabled=False,
                storage_state=kept,
            )
            contexts.append(context)
            page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.goto("/studies/werk/kaarten/3/employer/beeld/")
        return page

    yield opening
    for context in contexts:
        context.close()
    assert [c for c in complaints if "400" not in c] == []  # a form with mistakes is a 400


def keep(page, name: str) -> None:
    if PICTURES:
        page.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
        page.wait_for_load_state("networkidle")
        width = page.viewport_size["width"]
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)


def now(text) -> Text:
    return Text.objects.get(pk=text.pk)


@pytest.mark.parametrize("width", [1280, 360])
def test_choosing_searching_and_taking_back(opened, barriers, text, width):
    page = opened(width)
    expect(page.get_by_text("Er is nog geen plaatje")).to_be_visible()
    assert barriers(page) == []
    keep(page, "picture-none")

    page.get_by_label("Zoek met een woord").fill("samen praten")
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("pictogrammen bij ‘samen praten’")
    assert barriers(page) == []
    keep(page, "picture-searched")
    page.get_by_role("button", name="praten", exact=True).click()
    expect(page.locator(".on-card img")).to_have_attribute("alt", "Twee mensen praten met elkaar.")
    shown = "image => image.decode().then(() => image.naturalWidth)"
    assert page.locator(".on-card img").evaluate(shown) > 0
    assert barriers(page) == []
    keep(page, "picture-chosen")

    page.get_by_role("link", name="Gevoel").click()
    expect(page.get_by_role("heading", name="Gevoel")).to_be_visible()
    keep(page, "picture-subject")
    page.get_by_role("button", name="rustige vrouw").click()
    page.get_by_role("button", name="Zet het vorige pictogram terug").click()
    assert now(text).pictogram == "talk"

    page.get_by_label("Wat is er te zien?").first.fill("Twee collega’s praten.")
    page.get_by_role("button", name="Bewaar deze woorden").click()
    expect(page.locator(".message")).to_contain_text("bewaard")
    assert now(text).picture_alt == "Twee collega’s praten."


def test_an_own_picture_that_is_none_and_one_that_is(opened, barriers, text, tmp_path):
    page = opened(360)
    own = page.locator("section[aria-labelledby=own]")
    none = tmp_path / "foto.png"
    none.write_bytes(b"\x89PNG\r\n\x1a\nthis is none")
    photo = tmp_path / "werk.jpg"
    photo.write_bytes(picture(colour="teal"))

    own.get_by_label("Kies een bestand").set_input_files(none)
    own.get_by_label("Wat is er te zien?").fill("Een werkbank")
    own.get_by_label("Wie maakte het").fill("Foto: De Linde")
    own.get_by_role("button", name="Zet dit plaatje op de kaart").click()
    expect(own.locator(".error-summary")).to_contain_text("geen plaatje dat we kunnen laten zien")
    expect(own.locator(".error-summary")).to_be_in_viewport()
    expect(own.get_by_label("Wat is er te zien?")).to_have_value("Een werkbank")
    assert barriers(page) == []
    keep(page, "picture-wrong")

    own.get_by_label("Kies een bestand").set_input_files(photo)
    own.get_by_role("button", name="Zet dit plaatje op de kaart").click()
    expect(page.locator(".on-card img")).to_have_attribute("alt", "Een werkbank")
    expect(page.locator(".message").first).to_be_in_viewport()
    assert barriers(page) == []
    keep(page, "picture-own")

    page.get_by_role("button", name="Haal het plaatje weg").click()
    expect(page.get_by_role("alert")).to_contain_text("Je eigen plaatje verdwijnt")
    assert barriers(page) == []
    keep(page, "picture-sure")
    page.get_by_role("link", name="Nee, houd mijn plaatje").click()
    assert now(text).picture


def test_by_keyboard_alone(opened, text):
    page = opened(360)
    page.get_by_label("Zoek met een woord").focus()
    page.keyboard.type("stoplicht")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("bij ‘stoplicht’")
    page.get_by_label("Zoek met een woord").focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "traffic-lights":
            break
    page.keyboard.press("Enter")
    expect(page.locator(".on-card img")).to_be_visible()

    assert now(text).pictogram == "traffic-lights"


def test_without_javascript(opened, text):
    page = opened(1280, scripts=False)
    page.get_by_label("Zoek met een woord").fill("geld")
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.get_by_role("button", name="geld", exact=True).click()
    page.get_by_role("button", name="Maak dit ongedaan").click()

    assert now(text).pictogram == ""
