"""Typing in from paper as it is done: by keyboard, fast, with the browser saying what is wrong."""

import re
import time

import pytest

from werkwijs.participation.models import EntryCheck
from werkwijs.participation.paper import agreeing, contents, handing_out
from werkwijs.studies.models import Statement

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
KEY_SECONDS = 0.25
"""A slow typist: four keys a second."""


@pytest.fixture
def desk(browser, live_server, study, ana, staff_in_browser):
    """Ana at her desk, with the paper of s1 who sorted eighty slips."""
    study.statements.all().delete()
    for number in range(1, 81):
        Statement.objects.create(
            study=study, number=number, text=f"je hulp krijgt, {number}", order=number
        )
    handout = handing_out.hand_out(study, group=study.groups.first(), n=2, by=ana)
    for participant in handing_out.participants(handout):
        agreeing.record(
            participant,
            text=study.consent_texts.get(),
            on=study.created_at.date(),
            asked_by="jobcoach",
            by=ana,
        )
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    staff_in_browser(page, live_server, ana)
    page.goto(f"{live_server.url}/studies/werk/deelname/papier/")
    yield page
    context.close()


PILES = [
    "1 5 9 13 17 21 25 29 33: leuk werk",
    "2 6 10 14 18 22 26 30",
    "3 7 11 15 19 23 27 31 35 39: hulp",
    "4 8 12 16 20 24 28 32 36",
    "34 37-38 40-48",
    "49 50 51 53 55 57 59 61: geld",
    "52 54 56 58 60 62-70",
    "71 72 74-79",
]


def test_a_sort_of_eighty_is_typed_in_by_keyboard_in_two_minutes(desk, barriers, study):
    page, keys, began = desk, 0, time.monotonic()

    def type_in(text):
        nonlocal keys
        keys += len(text)
        page.keyboard.type(text)

    assert barriers(page) == []
    page.get_by_label("Code op het papier").focus()
    type_in("s1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/papier/1/")
    assert barriers(page) == []
    page.get_by_role("link", name="Typ de stapels over").press("Enter")
    page.wait_for_url("**/stapels/")
    assert page.evaluate("document.activeElement.id") == "lines"
    assert barriers(page) == []

    type_in("\n".join(PILES))
    type_in("\n7 81")  # a slip of the fingers
    page.get_by_text("Deze nummers bestaan niet: 81. Kijk op regel 9.").wait_for()
    page.get_by_text("Nummer 7 staat meer dan een keer: op regel 3 en regel 9.").wait_for()
    assert barriers(page) == []
    for _ in range(5):
        keys += 1
        page.keyboard.press("Backspace")
    page.get_by_text("Nog niet genoemd: 73, 80. Dat mag.").wait_for()
    page.keyboard.press("Tab")
    type_in("80")
    page.get_by_text("Nog niet genoemd: 73. Dat mag.").wait_for()
    page.keyboard.press("Enter")
    page.get_by_text("Bewaard voor s1.").wait_for()
    assert barriers(page) == []

    sort = contents.sort_of(contents.sitting_of(handing_out.on_paper(study)[0], "sorting"))
    assert len(sort.piles) == 8
    assert sort.unknown == (80,)
    assert len(sort.named) == 79
    took = time.monotonic() - began + keys * KEY_SECONDS
    assert took < 120


def test_values_go_from_field_to_field_with_enter(desk, barriers, study):
    page = desk
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(page.url + "1/cijfers/")
    assert barriers(page) == []
    fields = page.locator(".keypad input")
    fields.first.focus()
    for mark in ("3", "x", "", "7"):
        page.keyboard.type(mark)
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement === document.querySelectorAll('.keypad input')[4]")
    assert fields.nth(3).get_attribute("aria-invalid") == "true"
    page.keyboard.press("ArrowUp")
    page.keyboard.type("1")
    assert fields.nth(3).get_attribute("aria-invalid") is None

    page.get_by_label("Ga na elk cijfer vanzelf naar het volgende vak").check()
    fields.nth(4).focus()
    page.keyboard.type("2")
    assert page.evaluate("document.activeElement === document.querySelectorAll('.keypad input')[5]")
    assert barriers(page) == []
    page.get_by_role("button", name="Bewaar de cijfers").press("Enter")
    page.get_by_text("Bewaard voor s1.").wait_for()

    sheet = contents.sheet_of(contents.sitting_of(handing_out.on_paper(study)[0], "rating"))
    assert [sheet["belang", n] for n in range(1, 7)] == [3, "x", None, 1, 2, None]


def test_a_second_time_the_one_difference_is_chosen(desk, barriers, study):
    page, start = desk, desk.url
    for address, piles in (("1/stapels/", "1 2 3\n4 5 6"), ("1/stapels/nog-eens/", "4 5 6 3\n1 2")):
        page.goto(start + address)
        page.get_by_label("Elke stapel op een eigen regel").fill(piles)
        page.get_by_role("button", name="Bewaar de stapels").click()
    page.wait_for_url("**/vergelijk/")
    assert barriers(page) == []
    page.get_by_text(re.compile("^99% gelijk")).wait_for()
    page.get_by_label(re.compile("Tweede keer")).check()
    assert barriers(page) == []
    page.get_by_role("button", name="Neem de keuzes over").click()
    page.get_by_text("De verschillen zijn opgelost").wait_for()
    assert barriers(page) == []
    assert EntryCheck.objects.get().differences == 1


@pytest.mark.parametrize("width", [320, 1280])
def test_every_other_page_is_for_everybody(desk, barriers, width):
    page, start = desk, desk.url
    page.set_viewport_size({"width": width, "height": 900})
    for address in ("", "2/", "2/toestemming/", "2/ideeen/", "zoek/?code=niemand"):
        page.goto(start + address)
        assert barriers(page) == [], address


@pytest.mark.parametrize(
    "kind", ["briefjes", "stapels", "cijfers", "ideeen", "toestemming", "codes"]
)
def test_sheets_shown_as_a_page_are_for_everybody_and_print(desk, barriers, kind):
    page = desk
    page.goto(f"{page.url}afdrukken/?wat={kind}&voor=s1&vorm=pagina")

    assert barriers(page) == []
    assert page.get_by_role("button", name="Druk af").is_visible()
