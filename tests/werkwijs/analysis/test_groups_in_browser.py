"""In a real browser: groups laid beside each other, by mouse and by keyboard, on a desk and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.werkwijs.analysis.grouped import draw, grouped
from tests.werkwijs.analysis.once import computed_once

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

WIDTHS = ((1280, 800), (360, 740))


@pytest.fixture
def at(study, ana, live_server) -> str:
    """The address of the page, of a study with two groups that are shown and one that is not."""
    grouped(study, {"jongere": 12, "werkgever": 11, "steunsysteem": 6, "coach": 2})
    with computed_once():
        made = draw(study, ana)
    return f"{live_server.url}/studies/{study.slug}/kaart/{made.number}/groepen/"


@pytest.fixture
def page(browser, live_server, ana, staff_in_browser):
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    wrong: list[str] = []
    tab.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    staff_in_browser(tab, live_server, ana)
    yield tab
    assert wrong == []


@pytest.mark.parametrize(("width", "height"), WIDTHS)
def test_by_mouse(page, at, barriers, width, height):
    page.set_viewport_size({"width": width, "height": height})
    page.goto(at)
    assert barriers(page) == []

    page.locator(".ladder [data-to='2'] circle").first.click()
    expect(page.locator("#chosen")).to_contain_text("2.")
    assert page.url.endswith("cluster=2#chosen")
    assert barriers(page) == []

    page.get_by_text("Kies zelf wat je vergelijkt").click()
    assert barriers(page) == []
    for box in page.locator("[name=as]").all():
        box.uncheck()
    page.locator("[name=as]").nth(0).check()
    page.get_by_role("button", name="Laat zien").click()
    expect(page.get_by_role("status")).to_contain_text("Kies minstens twee")
    assert barriers(page) == []
    page.locator("[name=as]").nth(1).check()
    page.get_by_label("eigen maat").check()
    page.get_by_role("button", name="Laat zien").click()
    expect(page.locator("figcaption")).to_contain_text("Relatief")
    assert barriers(page) == []

    page.get_by_role("link", name="Go-zone").click()
    assert barriers(page) == []
    page.get_by_text("Kies zelf wat je vergelijkt").click()
    page.get_by_label("Waar de lijnen staan").select_option("midpoint")
    page.get_by_role("button", name="Laat zien").click()
    expect(page.locator("figcaption")).to_contain_text("midden van de schaal")
    assert barriers(page) == []
    page.locator(".zone [data-to] circle").first.click()
    page.wait_for_url("**/kaart/1/?uitspraak=*#chosen")
    expect(page.locator("#chosen")).to_be_visible()
    page.go_back()

    page.get_by_role("link", name="Kaart per groep").click()
    assert barriers(page) == []
    page.get_by_role("link", name="Op elkaar").click()
    expect(page.locator(".pair svg")).to_have_count(1)
    assert barriers(page) == []
    page.get_by_role("link", name="Verschillen").click()
    assert barriers(page) == []
    page.get_by_role("link", name="Tussen clusters").click()
    assert barriers(page) == []


@pytest.mark.parametrize(("width", "height"), WIDTHS)
def test_by_keyboard_alone_also_without_a_script(browser, page, at, barriers, width, height):
    bare = browser.new_context(
        java_script_enabled=False,
        viewport={"width": width, "height": height},
        storage_state=page.context.storage_state(),
    )
    page.set_viewport_size({"width": width, "height": height})
    for tab in (page, bare.new_page()):
        tab.goto(at)
        _press(tab, tab.locator("a[data-from='3']"))
        expect(tab.locator("#chosen h3")).to_contain_text("3.")
        _press(tab, tab.get_by_role("link", name="Verschillen"))
        expect(tab.locator("h2").first).to_have_text("Verschillen")
        _press(tab, tab.get_by_role("link", name="Go-zone"))
        summary = tab.locator("summary", has_text="Alleen hoog bij").first
        _press(tab, summary)
        expect(tab.locator("details[open]")).to_have_count(2)
        _press(tab, tab.get_by_role("link", name="Kaart per groep"))
        _press(tab, tab.locator(".layers a[href*='groep=2']"))
        tab.wait_for_url("**groep=2*")
        statement = tab.locator("a[data-from]").first
        own = statement.inner_text().split(".")[0]
        _press(tab, statement)
        expect(tab.locator("#chosen h2")).to_contain_text(f"{own}.")
    assert barriers(page) == []


def _press(tab, thing) -> None:
    """Tab to it and press Enter: what cannot be reached by Tab cannot be pressed."""
    thing.wait_for()
    tab.locator("body").press("Home")
    for _ in range(150):
        tab.keyboard.press("Tab")
        if thing.evaluate("one => one === document.activeElement"):
            break
    else:
        raise AssertionError(f"{thing} cannot be reached by keyboard")
    tab.keyboard.press("Enter")
    tab.wait_for_load_state()


def test_it_prints_with_charts_and_lists(page, at):
    page.goto(f"{at}?toon=zone")
    page.emulate_media(media="print")
    expect(page.locator(".zone svg")).to_be_visible()
    expect(page.locator("summary").nth(1)).to_be_visible()
    for row in page.locator("details.cluster tbody tr").all():
        expect(row).to_be_visible()
    expect(page.locator("nav.tabs")).to_be_hidden()
