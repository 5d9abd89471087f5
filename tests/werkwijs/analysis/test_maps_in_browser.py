"""In a real browser, with a real worker: a map is asked for, seen to come, and looked at."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.werkwijs.config.running import manage, website
from tests.werkwijs.entering import PASSWORD

pytestmark = pytest.mark.journey

STAFF = f"""
from werkwijs.accounts import founding
from werkwijs.accounts.models import Role
from werkwijs.studies.models import Study
study = Study.objects.get()
print("secret", founding.demo_user(study.organisation, email="ana@voorbeeld.example",
    name="Ana (verzonnen)", password="{PASSWORD}", roles=[Role.FACILITATOR]))
print("slug", study.slug)
"""


@pytest.fixture
def place(example_website) -> tuple[Path, dict[str, str]]:
    """A website with the example study, and who runs it: secret of the second factor, slug of the study."""
    return example_website, with_staff(example_website)


def with_staff(data: Path) -> dict[str, str]:
    told = manage(data, "shell", "--command", STAFF)
    return dict(line.split() for line in told.splitlines() if line.count(" ") == 1)


def sign_in(tab, address: str, secret: str) -> None:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    tab.goto(f"{address}/account/inloggen/")
    tab.fill("[name=login]", "ana@voorbeeld.example")
    tab.fill("[name=password]", PASSWORD)
    tab.locator("main button").first.click()
    tab.fill("[name=code]", format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    tab.locator("main button").first.click()
    tab.wait_for_load_state()


def test_a_map_is_asked_for_seen_to_come_and_looked_at_also_on_a_phone(browser, place, barriers):
    data, told = place
    with website(data) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        sign_in(page, address, told["secret"])
        page.goto(f"{address}/studies/{told['slug']}/kaart/")
        assert barriers(page) == []

        page.get_by_role("button", name="Teken een kaart").click()
        assert barriers(page) == []
        expect(page.locator("#sheet")).to_be_visible(
            timeout=90_000
        )  # nobody reloads the page by hand
        expect(page.locator("#waiting")).to_have_count(0, timeout=180_000)
        assert barriers(page) == []

        clusters = page.locator("details.cluster")
        usual = clusters.count()
        page.locator("#more").focus()
        page.keyboard.press("Enter")
        expect(clusters).to_have_count(usual + 1)
        assert page.evaluate("document.activeElement.id") == "more"  # press again for one more
        assert page.locator("#said").inner_text() == f"{usual + 1} clusters"
        assert barriers(page) == []

        page.locator("#layer-certain").click()
        expect(page.locator("#layer-certain")).to_have_attribute("aria-current", "true")
        expect(page.locator("#sheet .ellipses ellipse")).to_have_count(64)
        page.locator(".points [data-id='25'] circle").click()
        expect(page.locator("#chosen h2")).to_contain_text("25. je baas elke week")
        assert page.evaluate("document.activeElement.id") == "chosen"
        assert page.url.endswith(f"?clusters={usual + 1}&laag=certain&uitspraak=25#chosen")
        assert barriers(page) == []

        seen = page.locator("#sheet").get_attribute("viewBox")
        page.get_by_role("button", name="Dichterbij").click()
        near = page.locator("#sheet").get_attribute("viewBox")
        assert float(near.split()[2]) < float(seen.split()[2])
        page.get_by_role("button", name="Hele kaart").click()
        assert page.locator("#sheet").get_attribute("viewBox") == "0 0 1000 " + seen.split()[3]

        page.go_back()
        expect(page.locator("#chosen")).to_have_count(0)
        page.reload()  # the address says it all
        expect(clusters).to_have_count(usual + 1)
        expect(page.locator("#layer-certain")).to_have_attribute("aria-current", "true")

        _on_a_phone_and_without_a_script(browser, page, barriers, address, told["slug"])


def _on_a_phone_and_without_a_script(browser, page, barriers, address: str, slug: str) -> None:
    """In the same website: a code of the second factor opens it once."""
    first = f"{address}/studies/{slug}/kaart/1/"
    for width in (320, 360):
        size = {"width": width, "height": 760}
        signed_in = page.context.storage_state()
        tab = browser.new_context(viewport=size, storage_state=signed_in).new_page()
        tab.goto(first)
        assert barriers(tab) == []
        bare = browser.new_context(
            java_script_enabled=False, viewport=size, storage_state=signed_in
        ).new_page()
        bare.goto(first)
        bare.locator("#fewer").click()
        expect(bare).to_have_url(re.compile("clusters="))
        bare.locator(".list td a").first.click()
        expect(bare.locator("#chosen li").nth(3)).to_be_attached()
        expect(bare.locator("#closer")).to_be_hidden()
