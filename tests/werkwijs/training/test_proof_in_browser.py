"""Somebody is done, makes their proof on a phone, and an employer verifies it."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from coursepack import state as states
from werkwijs.training import joining
from werkwijs.training.models import Certificate

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NAME = "Noor van den Übelhof"


def test_a_proof_is_made_verified_and_taken_back(opens, live_server, learner, barriers, picture):
    learner.state = states.write(states.State(seconds={1: 3_600, 2: 1_810}))
    learner.score, learner.finished_at = 90, timezone.now()
    learner.passed_at = learner.finished_at
    learner.save()
    phone = opens(360)
    phone.goto(f"{live_server.url}/leren/{joining.link(learner)}/")
    assert barriers(phone) == []
    phone.get_by_role("link", name="Mijn bewijs").first.click()
    picture(phone, "proof-ask", whole=True)
    assert barriers(phone) == []

    phone.get_by_label("Je naam").fill(NAME)
    # by keyboard alone
    phone.keyboard.press("Tab")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")

    expect(phone.locator("main")).to_contain_text(NAME)
    picture(phone, "proof-made", whole=True)
    assert barriers(phone) == []

    desk = opens(1280)
    desk.goto(f"{live_server.url}/bewijs/")
    assert barriers(desk) == []
    desk.get_by_label("Code van het bewijs").fill(Certificate.objects.get().code.upper())
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Dit bewijs klopt")
    expect(desk.locator("main")).not_to_contain_text("Noor")
    picture(desk, "proof-verify", whole=True)
    assert barriers(desk) == []
    for name, said in ((NAME, "Ja:"), ("Iemand anders", "Nee:")):
        desk.get_by_label("Naam op het bewijs").fill(name)
        desk.get_by_role("button", name="Vergelijk de naam").click()
        expect(desk.locator("main")).to_contain_text(said)
        assert barriers(desk) == []

    phone.get_by_label("Ja, neem mijn bewijs terug").check()
    phone.get_by_role("button", name="Neem mijn bewijs terug").click()
    expect(phone.get_by_role("button", name="Maak mijn bewijs")).to_be_visible()
    assert barriers(phone) == []
    desk.goto(desk.url)
    expect(desk.get_by_role("heading", level=1)).to_have_text("Dit bewijs geldt niet meer")
    assert barriers(desk) == []


def test_the_page_for_accreditation(
    opens, live_server, version, tess, staff_in_browser, barriers, picture
):
    tab = opens(1280)
    staff_in_browser(tab, live_server, tess)
    for width in (1280, 360):
        tab.set_viewport_size({"width": width, "height": 740})
        tab.goto(f"{live_server.url}/cursussen/{version.course.code}/versies/1/accreditatie/")
        expect(tab.get_by_role("heading", level=1)).to_have_text("Voor accreditatie")
        picture(tab, f"accreditation-{width}", whole=True)
        assert barriers(tab) == []
        with tab.expect_download() as fetched:
            tab.get_by_role("link", name="Haal de zip op").first.click()
        assert fetched.value.suggested_filename.endswith("-v1-accreditation.zip")
