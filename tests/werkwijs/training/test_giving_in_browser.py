"""A group from its first day to a reply, by mouse and by keyboard, at a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from werkwijs.training import joining, keeping_up
from werkwijs.training.models import Group

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 360])
def test_a_group_is_begun_invited_planned_and_answered(
    opens, live_server, version, tess, staff_in_browser, barriers, picture, width
):
    desk = opens(width)
    staff_in_browser(desk, live_server, tess)
    desk.goto(f"{live_server.url}/groepen/")
    assert barriers(desk) == []
    desk.get_by_role("link", name="Begin een groep").click()
    assert barriers(desk) == []
    desk.get_by_label("Jobcoach", exact=True).check()
    desk.get_by_label("Naam van de groep").fill("Groep voorjaar")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Nodig mensen uit")
    desk.get_by_label("Hoeveel mensen erbij").fill("3")
    desk.keyboard.press("Enter")
    expect(desk.locator("main")).to_contain_text("De links zijn er.")
    assert barriers(desk) == []
    picture(desk, f"give-invite-{width}", whole=True)
    desk.get_by_role("link", name="Strookjes om te printen").click()
    assert barriers(desk) == []
    picture(desk, f"give-slips-{width}", whole=True)

    group = Group.objects.get()
    first = group.learners.get(number=1)
    keeping_up.do(first, lambda course, state: state)
    keeping_up.hand_in(first, 5, "Ik belde met de werkgever.")

    desk.goto(f"{live_server.url}/groepen/{group.code}/bijeenkomsten/")
    assert barriers(desk) == []
    desk.get_by_label("Dag").fill("2026-12-03")
    desk.get_by_label("Tijd").fill("14:00")
    desk.locator("select[name=lesson]").select_option(label="Contact maken")
    desk.get_by_label("Plaats", exact=False).fill("Zaal 2")
    desk.get_by_role("button", name="Plan deze bijeenkomst").click()
    expect(desk.locator("main")).to_contain_text("Zaal 2")
    assert barriers(desk) == []
    picture(desk, f"give-meetings-{width}", whole=True)
    desk.locator(".meets").get_by_role("link").click()
    desk.get_by_label("2", exact=True).focus()
    desk.keyboard.press("Space")
    assert barriers(desk) == []
    desk.get_by_role("button", name="Bewaar wie er was").click()
    expect(desk.locator("main")).to_contain_text("Aanwezig: 1")

    desk.goto(f"{live_server.url}/groepen/{group.code}/")
    assert barriers(desk) == []
    picture(desk, f"give-group-{width}", whole=True)
    desk.get_by_role("link", name="Lees en beantwoord").click()
    desk.get_by_label("Jouw antwoord").fill("Fijn. Wat zei hij?")
    assert barriers(desk) == []
    desk.get_by_role("button", name="Stuur antwoord").click()
    expect(desk.locator("main")).to_contain_text("Er wacht niets op antwoord.")
    assert barriers(desk) == []
    desk.goto(f"{live_server.url}/groepen/{group.code}/deelnemer/1/")
    assert barriers(desk) == []
    picture(desk, f"give-person-{width}", whole=True)
    desk.goto(f"{live_server.url}/groepen/{group.code}/les/1/")
    assert barriers(desk) == []
    desk.goto(f"{live_server.url}/verandering/groep/{group.code}/")
    assert barriers(desk) == []

    desk.goto(f"{live_server.url}/groepen/{group.code}/")
    desk.get_by_role("button", name="Vraag een ervaringsdeskundige").click()
    address = desk.locator("code").inner_text()
    assert barriers(desk) == []
    phone = opens(360)
    phone.goto(live_server.url + "/samen/" + address.split("/samen/")[1])
    expect(phone.locator("main")).to_contain_text("Vertel in één minuut wat jou hielp.")
    assert barriers(phone) == []
    picture(phone, "give-together", whole=True)

    own = opens(360)
    own.goto(live_server.url + "/leren/" + joining.link(first) + "/")
    expect(own.locator("main")).to_contain_text("Fijn. Wat zei hij?")
    assert barriers(own) == []
    picture(own, "give-learner-home", whole=True)
