"""The person's own phone opens their pages, and no longer once it is lost."""

from __future__ import annotations

from base64 import b64decode

import pytest
from playwright.sync_api import expect

from werkwijs.guidance import letting_in
from werkwijs.guidance.models import Passkey
from werkwijs.sharing.device import COOKIE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_phone_is_remembered_opens_and_is_lost(
    opens, live_server, trajectory, cora, barriers, settings, picture
):
    settings.BASE_URL = live_server.url
    phone = opens(360)
    devtools = phone.context.new_cdp_session(phone)
    devtools.send("WebAuthn.enable")
    lock = devtools.send(
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
    )["authenticatorId"]
    secret = letting_in.let_in(trajectory.client, "card")
    phone.context.add_cookies([{"name": COOKIE, "value": secret, "url": live_server.url}])
    phone.goto(f"{live_server.url}/mijn/toestellen/")
    assert barriers(phone) == []
    phone.get_by_role("link", name="Open met mijn telefoon").click()
    phone.get_by_role("button", name="Ja, onthoud mijn telefoon").click()
    expect(phone.locator("#key-said")).to_have_text("Klaar. Vanaf nu open je dit met je telefoon.")
    expect(phone.locator("#key-said")).to_be_focused()
    assert barriers(phone) == []
    assert Passkey.objects.filter(client=trajectory.client).count() == 1
    phone.reload()
    phone.get_by_role("button", name="Ja, onthoud mijn telefoon").click()
    expect(phone.locator("#key-said")).to_contain_text("Deze telefoon kennen we al")
    assert Passkey.objects.filter(client=trajectory.client).count() == 1

    phone.get_by_role("link", name="Ik ben klaar op dit toestel").click()
    assert barriers(phone) == []
    phone.get_by_role("button", name="Ja, ik ben klaar").click()
    expect(phone.locator("main")).to_contain_text("Scan jouw kaart")
    assert barriers(phone) == []
    phone.get_by_role("button", name="Open met mijn telefoon").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Hoi Mila")

    phone.goto(f"{live_server.url}/mijn/toestellen/")
    expect(phone.get_by_text("Laatst zo geopend op")).to_be_visible()
    picture(phone, "passkey-devices")
    assert barriers(phone) == []
    letting_in.lost_phone(trajectory.client, by=cora)
    phone.goto(f"{live_server.url}/mijn/")
    phone.get_by_role("button", name="Open met mijn telefoon").click()
    expect(phone.locator("#key-said")).to_contain_text("Deze telefoon kennen we niet meer")
    assert barriers(phone) == []

    letting_in.give_card(trajectory.client, "cat", by=cora)
    phone.goto(
        f"{live_server.url}/mijn/"
        + letting_in.card_address(trajectory.client).partition("/mijn/")[2]
    )
    phone.get_by_role("button", name="kat").click()
    phone.goto(f"{live_server.url}/mijn/sleutel/")
    phone.get_by_role("button", name="Ja, onthoud mijn telefoon").click()
    expect(phone.locator("#key-said")).to_have_text("Klaar. Vanaf nu open je dit met je telefoon.")
    (kept,) = devtools.send("WebAuthn.getCredentials", {"authenticatorId": lock})["credentials"]
    made = Passkey.objects.get(revoked_at=None)  # it took the place of the ended one
    assert b64decode(kept["credentialId"]).hex() == made.credential
    picture(phone, "passkey-added")

    phone.goto(f"{live_server.url}/mijn/toestellen/")
    phone.get_by_role("button", name="Vergeet deze telefoon").click()
    expect(phone.locator("main")).to_contain_text("Die telefoon opent niet meer")
    assert barriers(phone) == []
    assert not Passkey.objects.filter(revoked_at=None).exists()


def test_where_a_browser_knows_no_passkeys_the_card_is_named_and_no_button_stands_there(
    opens, live_server, trajectory, barriers
):
    phone = opens(360)
    phone.add_init_script("delete window.PublicKeyCredential")
    secret = letting_in.let_in(trajectory.client, "card")
    phone.goto(f"{live_server.url}/mijn/")
    expect(phone.get_by_role("button", name="Open met mijn telefoon")).to_have_count(0)
    phone.context.add_cookies([{"name": COOKIE, "value": secret, "url": live_server.url}])
    phone.goto(f"{live_server.url}/mijn/sleutel/")

    expect(phone.locator("main")).to_contain_text("Je kaart werkt wel")
    expect(phone.get_by_role("button", name="Ja, onthoud mijn telefoon")).to_have_count(0)
    assert barriers(phone) == []
