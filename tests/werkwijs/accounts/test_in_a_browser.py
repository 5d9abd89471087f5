"""Coming in as people do, in a real browser, under our own rules for pages: app, passkey, links."""

import os
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from tests.werkwijs import entering

from werkwijs.accounts import inviting, recovering
from werkwijs.accounts.models import Role, User

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LONG = "paard batterij nietje"
PICTURES = os.environ.get("WERKWIJS_PICTURES")
"""Where to keep a picture of each page, for who wants to look at them."""


@pytest.fixture(params=[360, 1280])
def tab(browser, request):
    """A tab in Dutch; whatever its console complains of is a fault of ours."""
    context = browser.new_context(
        viewport={"width": request.param, "height": 800}, locale="nl-NL", reduced_motion="reduce"
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda asked: (
            None
            if asked.url.startswith(("http://localhost", "data:", "blob:"))
            else complaints.append(f"asked of another host: {asked.url}")
        ),
    )
    page.width = request.param
    yield page
    context.close()
    assert [c for c in complaints if "404" not in c] == []


@pytest.fixture
def look(barriers):
    """A page can be used by everybody; and is kept as a picture where somebody asks for that."""

    def looking(tab, name: str) -> None:
        assert barriers(tab) == []
        if PICTURES:
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            tab.screenshot(path=Path(PICTURES) / f"{name}-{tab.width}.png", full_page=True)

    return looking


def press(tab, words: str) -> None:
    tab.get_by_role("button", name=words, exact=True).click()


@pytest.fixture
def authenticator(tab):
    """A phone's own lock, as Chromium imitates it: it makes passkeys and answers at once."""
    session = tab.context.new_cdp_session(tab)
    session.send("WebAuthn.enable")
    made = session.send(
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
    session.authenticator = made["authenticatorId"]
    return session


@pytest.fixture
def address(live_server):
    """Passkeys belong to a name, not to a number."""
    return live_server.url.replace(live_server.thread.host, "localhost")


def test_from_an_invitation_to_the_first_page_with_an_app(
    tab, address, settings, dewi, organisation, look
):
    settings.BASE_URL = address
    link = inviting.invite(
        email="nora@voorbeeld.example",
        roles=[Role.FACILITATOR],
        organisation=organisation,
        by=dewi,
    )
    tab.goto(inviting.address_of(link))
    look(tab, "welcome")
    tab.get_by_label("Je naam").fill("Nora")
    tab.get_by_label("Nieuw wachtwoord").fill("kort")
    press(tab, "Account maken")
    look(tab, "welcome-short-password")
    tab.get_by_label("Nieuw wachtwoord").fill(LONG)
    press(tab, "Account maken")

    look(tab, "second-step")
    tab.get_by_role("link", name="App instellen").click()
    look(tab, "app")
    square = tab.locator("img.scan")
    assert square.evaluate("image => image.complete && image.naturalWidth > 0")
    tab.get_by_text("Scannen lukt niet").click()
    secret = tab.locator("#secret").text_content()
    look(tab, "app-secret")
    tab.get_by_label("Code uit de app").fill("123")
    press(tab, "Klaar: gebruik deze app")
    look(tab, "app-wrong")
    tab.get_by_label("Code uit de app").fill(
        entering.code_of(tab.locator("#secret").text_content())
    )
    assert tab.locator("#secret").text_content() == secret
    press(tab, "Klaar: gebruik deze app")

    look(tab, "codes")
    assert tab.locator(".codes li").count() == 10
    tab.get_by_role("link", name="Ik heb ze bewaard").click()
    assert tab.url == f"{address}/studies/"


def test_signing_in_with_password_and_code(tab, address, ana, look):
    entering.app_of(ana)
    tab.goto(f"{address}/account/inloggen/")
    look(tab, "sign-in")
    tab.get_by_label("E-mailadres").fill(ana.email)
    tab.get_by_label("Wachtwoord").fill("iets anders dan dat")
    press(tab, "Inloggen")
    look(tab, "sign-in-wrong")
    tab.get_by_label("Wachtwoord").fill(entering.PASSWORD)
    press(tab, "Inloggen")
    look(tab, "second-step-asked")
    tab.get_by_label("Code").fill(entering.code(ana))
    press(tab, "Inloggen")

    assert tab.url == f"{address}/studies/"


def test_a_passkey_is_made_and_then_opens_alone(tab, address, ana, authenticator, look):
    tab.goto(f"{address}/account/inloggen/")
    tab.get_by_label("E-mailadres").fill(ana.email)
    tab.get_by_label("Wachtwoord").fill(entering.PASSWORD)
    press(tab, "Inloggen")
    tab.get_by_role("link", name="Toegangssleutel maken").click()
    look(tab, "key-new")
    press(tab, "Sleutel maken")
    tab.wait_for_url("**/tweede-stap/codes/")
    assert Authenticator.objects.get(user=ana, type="webauthn").wrap().is_passwordless
    tab.goto(f"{address}/account/tweede-stap/sleutels/")
    look(tab, "keys")

    tab.goto(f"{address}/account/ik/")
    press(tab, "Uitloggen")
    tab.goto(f"{address}/account/inloggen/")
    press(tab, "Inloggen met een toegangssleutel")
    tab.wait_for_url("**/studies/")


def test_a_passkey_as_second_step_and_again_before_what_is_grave(
    tab, address, dewi, organisation, authenticator, look, settings
):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 3600
    tab.goto(f"{address}/account/inloggen/")
    tab.get_by_label("E-mailadres").fill(dewi.email)
    tab.get_by_label("Wachtwoord").fill(entering.PASSWORD)
    press(tab, "Inloggen")
    tab.goto(f"{address}/account/tweede-stap/sleutels/nieuw/")
    tab.get_by_label("Ook inloggen zonder wachtwoord").uncheck()
    press(tab, "Sleutel maken")
    tab.wait_for_url("**/tweede-stap/codes/")
    tab.goto(f"{address}/account/ik/")
    press(tab, "Uitloggen")

    tab.goto(f"{address}/account/inloggen/")
    tab.get_by_label("E-mailadres").fill(dewi.email)
    tab.get_by_label("Wachtwoord").fill(entering.PASSWORD)
    press(tab, "Inloggen")
    press(tab, "Toegangssleutel gebruiken")
    tab.wait_for_url("**/studies/")

    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    tab.goto(f"{address}/account/organisatie/{organisation.pk}/uitnodigen/")
    tab.get_by_label("E-mailadres").fill("n@voorbeeld.example")
    tab.get_by_label("Onderzoeker: leest").check()
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    press(tab, "Uitnodiging maken")
    look(tab, "prove")
    tab.get_by_role("link", name="Met een toegangssleutel").click()
    look(tab, "prove-key")
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 3600
    press(tab, "Toegangssleutel gebruiken")
    tab.wait_for_url("**/uitnodiging/*/")
    assert tab.locator("#address").input_value().startswith("http")


def test_a_passkey_that_does_not_answer_is_said_in_words(tab, address, authenticator, look):
    tab.goto(f"{address}/account/inloggen/")
    authenticator.send(
        "WebAuthn.removeVirtualAuthenticator", {"authenticatorId": authenticator.authenticator}
    )
    authenticator.send("WebAuthn.disable")
    tab.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')) }")
    press(tab, "Inloggen met een toegangssleutel")
    tab.get_by_text("Dat lukte niet").wait_for()
    look(tab, "key-failed")


def test_an_administrator_goes_through_the_pages_of_the_organisation(
    tab, live_server, staff_in_browser, ana, bilal, carla, dewi, organisation, look, settings
):
    settings.BASE_URL = live_server.url
    entering.app_of(ana)
    recovering.help_back(ana, organisation, by=bilal, reason="Ze belde, ik ken haar stem")
    staff_in_browser(tab, live_server, dewi)
    tab.get_by_role("link", name="Organisatie", exact=True).first.click()
    tab.get_by_role("link", name="Collega uitnodigen").click()
    look(tab, "invite")
    tab.get_by_label("E-mailadres").fill("nora@voorbeeld.example")
    press(tab, "Uitnodiging maken")
    look(tab, "invite-no-role")
    tab.get_by_label("Onderzoeker: leest").check()
    press(tab, "Uitnodiging maken")
    look(tab, "invitation")
    tab.get_by_role("link", name=organisation.name).click()
    look(tab, "organisation")
    tab.get_by_role("link", name="Bekijken").click()
    look(tab, "colleague-recovery")
    tab.get_by_label("Waarom?").fill("Ik zag haar op kantoor")
    press(tab, "Bevestigen: haal de tweede stap weg")
    look(tab, "colleague")
    assert not Authenticator.objects.filter(user=ana).exists()
    tab.get_by_role("link", name=organisation.name).click()
    tab.get_by_role("link", name="Naam en ondergrens").click()
    look(tab, "organisation-edit")
    tab.get_by_role("link", name="Mijn account").click()
    look(tab, "me")
    tab.goto(f"{live_server.url}/logboek/{organisation.pk}/")
    look(tab, "log")
    tab.get_by_role("link", name="Steekproef bekijken").click()
    look(tab, "review")

    hers = tab.context.browser.new_context(viewport={"width": tab.width, "height": 800})
    other = hers.new_page()
    other.width = tab.width
    staff_in_browser(other, live_server, User.objects.get(pk=ana.pk))
    other.goto(f"{live_server.url}/studies/")
    look(other, "notices")
    hers.close()


def test_pages_on_the_way_that_need_no_account(tab, live_server, look):
    for name, where in {
        "forgotten": "vergeten/",
        "spent": "welkom/abcdefghijklmnopqrstuvwxyz/",
        "no-access": "geen-toegang/",
        "sign-out": "uitloggen/",
    }.items():
        tab.goto(f"{live_server.url}/account/{where}")
        look(tab, name)


def test_signing_in_works_without_scripts(browser, live_server, ana):
    entering.app_of(ana)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(f"{live_server.url}/account/inloggen/")
    assert not page.get_by_role("button", name="Inloggen met een toegangssleutel").is_visible()
    entering.through_the_pages(page, live_server.url, ana)

    assert page.url == f"{live_server.url}/studies/"
    context.close()
