"""A contact noted on the road: with a network or without, with a session or after it, nothing is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.waiting import until

from werkwijs.guidance import drafting, reading, recording
from werkwijs.guidance.models import Talk

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def arrived(tab) -> None:
    """Nothing waits on the device any more; asked from outside, for the page may not compute from text."""
    assert until(lambda: not tab.evaluate("werkwijs.queue.waiting()"))


def test_a_note_without_a_network_survives_a_closed_tab_and_arrives_once(
    opens, live_server, trajectory, cora, staff_in_browser, barriers, picture
):
    phone = opens(360)
    staff_in_browser(phone, live_server, cora)
    page = f"{live_server.url}/begeleiding/{trajectory.code}/contact/"
    phone.goto(page)
    assert barriers(phone) == []
    phone.context.set_offline(True)
    phone.get_by_label("Wat was er").fill("In de trein gebeld.")
    phone.locator("[data-minutes='5']").click()
    phone.get_by_role("button", name="Bewaar").click()
    expect(phone.locator("#giving")).to_contain_text("Je notitie staat op dit apparaat")
    assert barriers(phone) == []
    picture(phone, "note-offline", whole=True)
    assert not Talk.objects.exists()

    phone.close()
    phone.context.set_offline(False)
    again = phone.context.new_page()
    again.goto(page)
    arrived(again)
    again.reload()
    arrived(again)

    assert until(Talk.objects.exists)
    [talk] = Talk.objects.all()
    assert (talk.minutes, reading.words(talk.entry)) == (5, "In de trein gebeld.")


def test_what_is_wrong_with_a_note_is_said_and_nothing_typed_is_lost(
    opens, live_server, trajectory, cora, staff_in_browser, barriers
):
    desk = opens(1280)
    staff_in_browser(desk, live_server, cora)
    desk.goto(f"{live_server.url}/begeleiding/{trajectory.code}/contact/")
    desk.get_by_label("Wat was er").fill("Lang verhaal.")
    desk.get_by_label("Minuten").fill("700")
    desk.get_by_role("button", name="Bewaar").click()
    expect(desk.locator("#giving")).to_contain_text("Minuten")
    assert barriers(desk) == []
    expect(desk.get_by_label("Wat was er")).to_have_value("Lang verhaal.")

    desk.get_by_label("Minuten").fill("70")
    desk.get_by_role("button", name="Bewaar").click()
    expect(desk.locator("main")).to_contain_text("Bewaard. Volgend contact")
    assert Talk.objects.get().minutes == 70


def test_half_a_note_is_there_again_and_a_coach_without_a_script_notes_too(
    opens, live_server, trajectory, cora, staff_in_browser, barriers
):
    desk = opens(360)
    staff_in_browser(desk, live_server, cora)
    page = f"{live_server.url}/begeleiding/{trajectory.code}/contact/"
    desk.goto(page)
    with desk.expect_response("**/concept/"):
        desk.get_by_label("Wat was er").fill("Half verh")
    plain = opens(360, java_script_enabled=False)
    staff_in_browser(plain, live_server, cora)
    plain.goto(page)
    expect(plain.get_by_label("Wat was er")).to_have_value("Half verh")
    plain.get_by_label("kwam niet").check()
    plain.get_by_role("button", name="Bewaar").click()
    expect(plain.locator("main")).to_contain_text("Een poging telt ook")

    assert Talk.objects.get().reached == "no-show"
    assert drafting.of(trajectory, recording.TALK_FORM, by=cora) == {}
