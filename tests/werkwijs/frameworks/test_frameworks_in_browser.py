"""A way of working from an empty list to a page to read, at a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from werkwijs.frameworks.models import Framework

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 360])
def test_a_way_of_working_is_taken_in_read_and_retired(
    opens, live_server, ana, staff_in_browser, barriers, picture, sound, width
):
    page = opens(width)
    staff_in_browser(page, live_server, ana)
    page.goto(f"{live_server.url}/werkwijzen/")
    assert barriers(page) == []
    picture(page, f"frameworks-empty-{width}", whole=True)
    page.get_by_role("button", name="Neem de twee voorbeelden in").click()
    expect(page.locator("main")).to_contain_text("De twee voorbeelden zijn er.")
    assert barriers(page) == []
    picture(page, f"frameworks-list-{width}", whole=True)
    page.get_by_role("link", name="LifeWise: vier pijlers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("LifeWise: vier pijlers")
    expect(page.locator(".handles .badge")).to_have_count(15)
    assert barriers(page) == []
    picture(page, f"frameworks-one-{width}", whole=True)
    page.emulate_media(media="print")
    picture(page, f"frameworks-paper-{width}", whole=True)
    page.emulate_media(media="screen")
    with page.expect_download() as download:
        page.get_by_role("link", name="Haal als bestand").click()
    assert download.value.suggested_filename == "lifewise-voorbeeld-2.toml"

    page.get_by_role("link", name="Werkwijzen", exact=True).first.click()
    page.get_by_role("link", name="Neem een werkwijze in").click()
    assert barriers(page) == []
    picture(page, f"frameworks-take-in-{width}", whole=True)
    page.get_by_label("Of plak de tekst").fill(sound.replace("De Linde (verzonnen)", ""))
    page.get_by_role("button", name="Bekijk eerst").click()
    page.wait_for_selector(".error-summary")
    assert barriers(page) == []
    picture(page, f"frameworks-wrong-{width}", whole=True)
    page.get_by_label("Of plak de tekst").fill(sound)
    page.get_by_role("button", name="Bekijk eerst").click()
    expect(page.locator("main")).to_contain_text("Nog niets bewaard.")
    assert barriers(page) == []
    picture(page, f"frameworks-look-{width}", whole=True)
    assert Framework.objects.count() == 2
    page.get_by_role("button", name="Neem dit in").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Onze methode")
    page.get_by_role("button", name="Bied dit niet meer aan").click()
    expect(page.get_by_role("button", name="Bied dit weer aan")).to_be_visible()
    assert barriers(page) == []
    picture(page, f"frameworks-retired-{width}", whole=True)
