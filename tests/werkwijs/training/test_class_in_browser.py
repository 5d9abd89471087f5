"""A trainer in a classroom with phones: a projector, three phones, mouse and keyboard."""

import pytest
from playwright.sync_api import expect

from werkwijs.training import rooming

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_question_goes_from_the_wall_to_phones_and_back(
    opens, live_server, group, tess, staff_in_browser, barriers, picture
):
    desk = opens(1280)
    staff_in_browser(desk, live_server, tess)
    desk.goto(f"{live_server.url}/klas/groep/{group.code}/")
    assert barriers(desk) == []
    desk.get_by_role("button", name="Begin deze les Toets").click()
    picture(desk, "class-remote", whole=True)
    assert barriers(desk) == []

    wall = desk.context.new_page()
    wall.goto(f"{live_server.url}/klas/groep/{group.code}/scherm/")
    picture(wall, "class-wall-join")
    assert barriers(wall) == []
    digits = wall.locator(".digits").inner_text()

    phones = []
    for _ in range(3):
        phone = opens(360)
        phone.goto(f"{live_server.url}/klas/")
        assert barriers(phone) == []
        phone.get_by_label("De code op het scherm").fill(digits)
        phone.keyboard.press("Enter")
        expect(phone.get_by_role("heading", level=1)).to_have_text("Kijk naar het scherm")
        phones.append(phone)

    desk.get_by_role("button", name="Volgende: Wat doe je eerst?").click()
    expect(wall.get_by_role("heading", level=1)).to_have_text("Wat doe je eerst?")
    picture(wall, "class-wall-question")
    for phone in phones:
        expect(phone.get_by_role("heading", level=1)).to_have_text("Wat doe je eerst?")
        assert barriers(phone) == []
    picture(phones[0], "class-phone-question")
    phones[0].get_by_label("Luisteren").check()
    phones[0].get_by_role("button", name="Stuur mijn antwoord").click()
    expect(phones[0].get_by_role("status")).to_contain_text("Je antwoord is er")
    # by keyboard alone
    phones[1].get_by_label("Bellen").focus()
    phones[1].keyboard.press("Space")
    phones[1].keyboard.press("Tab")
    phones[1].keyboard.press("Enter")
    expect(phones[1].get_by_role("status")).to_contain_text("Je antwoord is er")
    assert barriers(phones[1]) == []
    expect(desk.locator("#answers")).to_contain_text("2 antwoorden")
    expect(wall.locator(".count")).to_contain_text("2 antwoorden")

    desk.get_by_role("button", name="Laat de antwoorden zien").click()
    expect(wall.locator("#wall")).to_contain_text("Te weinig antwoorden")
    assert barriers(wall) == []
    expect(phones[0].locator("main")).to_contain_text("Dat klopt.")
    expect(phones[2].locator("main")).to_contain_text("Je stuurde geen antwoord")
    picture(phones[0], "class-phone-right")
    assert barriers(phones[2]) == []

    for given in ("1", "1", "0"):
        session = rooming.current(group)
        rooming.ask_again(session)
        rooming.answer(session, given * 31 + str(len(phones)), 8, given)
        phones.append(phones[0])
    desk.reload()
    desk.get_by_role("button", name="Laat de antwoorden zien").click()
    expect(wall.locator(".bars")).to_contain_text("Luisteren")
    picture(wall, "class-wall-outcome")
    assert barriers(wall) == []
    assert barriers(desk) == []

    desk.get_by_role("button", name="Sluit de les af").click()
    expect(desk.locator(".message")).to_contain_text("zijn gewist")
    expect(phones[0].locator("main")).to_contain_text("Deze code werkt niet")
