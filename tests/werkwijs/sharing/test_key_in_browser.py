"""The person's own phone opens their pages, and no longer once it is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from werkwijs.guidance import letting_in
from werkwijs.guidance.models import Passkey
from werkwijs.sharing.device import COOKIE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_phone_is_remembered_opens_and_is_lost(
    opens, live_server, trajectory, cora, barriers, settings
):
    settings.BASE_URL = live_server.url
    phone = opens(360)
    devtools = phone.context.new_cdp_session(phone)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    secret = letting_in.let_in(trajectory.client, "card")
    phone.context.add_cookies([{"name": COOKIE, "value": secret, "url": live_server.url}])
    phone.goto(f"{live_server.url}/mijn/toestellen/")
    assert barriers(phone) == []
    phone.get_by_role("link", name="Open met mijn telefoon").click()
    phone.get_by_role("button", name="Ja, onthoud mijn telefoon").click()
    expect(phone.locator("#key-said")).to_have_text("Klaar. Vanaf nu open je dit met je telefoon.")
    assert barriers(phone) == []
    assert Passkey.objects.filter(client=trajectory.client).count() == 1

    phone.get_by_role("button", name="Ik ben klaar op dit toestel").click()
    expect(phone.locator("main")).to_contain_text("Scan jouw kaart")
    assert barriers(phone) == []
    phone.get_by_role("button", name="Open met mijn telefoon").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Hoi Mila")

    letting_in.lost_phone(trajectory.client, by=cora)
    phone.goto(f"{live_server.url}/mijn/")
    phone.get_by_role("button", name="Open met mijn telefoon").click()
    expect(phone.locator("#key-said")).to_contain_text("Deze telefoon kennen we niet meer")
    assert barriers(phone) == []
