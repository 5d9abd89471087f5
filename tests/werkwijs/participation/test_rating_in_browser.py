"""In a real browser: people rate by tap and by keyboard, with and without a network; nothing is lost."""

from __future__ import annotations

import time

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests.waiting import until

from werkwijs.participation import rating
from werkwijs.participation.models import Rating
from werkwijs.studies.models import PracticeItem

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

RATE = reverse("participation:rate")
A_MOMENT = 450

SMALL = """() => [...document.querySelectorAll('main a, main button, main label.choice')]
  .filter(e => e.getClientRects().length).map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
  .filter(([, box]) => box.width < 55.5 || box.height < 55.5).map(([html]) => html)"""
TINY = """() => [...document.querySelectorAll('main *')]
  .filter(e => e.getClientRects().length && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .filter(e => !e.closest('.unseen') && parseFloat(getComputedStyle(e).fontSize) < 20)
  .map(e => e.outerHTML.slice(0, 90))"""


def one(place, scale=1):
    return reverse("participation:rate_one", args=[scale, place])


@pytest.fixture
def check(barriers):
    def look(tab) -> None:
        assert barriers(tab) == []
        assert tab.evaluate(SMALL) == []
        assert tab.evaluate(TINY) == []

    return look


def begun(on_phone, takes_part, **facts):
    client, participant = takes_part("jongere")
    rating.begin(participant)
    tab = on_phone(client, **facts)
    tab.goto(one(1))
    return tab, participant


def arrived(participant, n: int) -> bool:
    return until(lambda: Rating.objects.filter(sitting__participant=participant).count() == n)


def given(participant):
    """In the order in which the person saw the statements."""
    answers = {r.statement_id: r.value or r.missing for r in Rating.objects.all()}
    return [answers.get(s.pk) for s in rating.ordered(participant)]


def go_on(tab, how: str = "#onward") -> None:
    tab.locator(how).click()
    tab.wait_for_timeout(A_MOMENT)


def step(tab, n: int):
    return tab.locator("label.step").nth(n)


def test_from_trying_to_being_done_by_tap(on_phone, takes_part, study, check):
    study.asks_practice = study.shows_emoticons = True
    study.save()
    item = {"scale": study.scales.get(), "text": "water als je dorst hebt", "expected": 3}
    PracticeItem.objects.create(**item)
    client, participant = takes_part("jongere")
    tab = on_phone(client, width=360, has_touch=True, is_mobile=True)
    tab.goto(RATE)
    check(tab)
    tab.locator("text=Eerst even oefenen").tap()
    tab.wait_for_selector("text=Dit telt niet mee")
    check(tab)
    step(tab, 0).tap()
    tab.locator("text=Kijk of het past").tap()
    tab.wait_for_selector("text=past beter: ‘veel’")
    check(tab)
    step(tab, 2).tap()
    tab.locator("text=Kijk of het past").tap()
    tab.wait_for_selector("text=Dat past goed")
    check(tab)
    tab.locator("text=Nu echt beginnen").tap()
    tab.wait_for_selector("#rate")

    for place in range(1, 7):
        expect(tab.locator("#count")).to_have_text(f"Briefje {place} van 6")
        assert tab.locator("input:checked").count() == 0
        if place == 5:
            tab.locator("#skip").tap()
        else:
            step(tab, 3 if place == 4 else place % 3).tap()
            expect(tab.locator("#said")).to_have_text("Bewaard.")
            assert tab.locator("#count").inner_text() == f"Briefje {place} van 6"  # it waits
            check(tab)
            tab.locator("#onward").tap()
        tab.wait_for_timeout(A_MOMENT)
        check(tab)

    assert until(lambda: "alle briefjes gehad" in tab.locator("main").inner_text())
    assert given(participant) == [2, 3, 1, "weet ik niet", "overgeslagen", 1]
    tab.locator("text=Bekijk mijn antwoorden").tap()
    tab.wait_for_selector(".answers")
    check(tab)
    tab.locator(".answers a >> nth=4").tap()
    tab.wait_for_selector("#rate")
    check(tab)
    step(tab, 1).tap()
    tab.locator("#onward").tap()
    tab.wait_for_selector(".answers")
    check(tab)
    tab.locator("text=Ik ben klaar").tap()
    tab.wait_for_selector("text=Dank je wel")
    check(tab)

    assert given(participant)[4] == 2
    assert rating.sitting_of(participant).finished_at is not None


def test_who_is_quicker_than_the_script_loses_nothing(on_phone, takes_part):
    """On a slow telephone the buttons stand there long before what keeps the answers."""
    client, participant = takes_part("jongere")
    rating.begin(participant)
    tab = on_phone(client)
    held = []
    tab.route("**/rate.js", lambda asked: held.append(asked))
    tab.goto(one(1), wait_until="commit")
    step(tab, 1).click()
    assert until(lambda: tab.title() and held)
    assert Rating.objects.count() == 0

    held[0].continue_()

    expect(tab.locator("#said")).to_have_text("Bewaard.")
    assert arrived(participant, 1)
    go_on(tab)
    expect(tab.locator("#count")).to_have_text("Briefje 2 van 6")
    assert tab.locator("input:checked").count() == 0
    assert given(participant)[0] == 2


def test_with_nothing_but_the_keyboard(on_phone, takes_part, check):
    tab, participant = begun(on_phone, takes_part, width=320)
    tab.locator("#statement").focus()
    for place in range(1, 7):
        for _ in range(4):
            tab.keyboard.press("Tab")
            if tab.evaluate("document.activeElement.name") == "value":
                break
        tab.keyboard.press("Space")
        tab.keyboard.press("ArrowDown")
        check(tab)
        tab.keyboard.press("Enter")  # as in every form: on
        if place < 6:
            assert tab.evaluate("document.activeElement.id") == "statement"
            assert tab.locator("#count").inner_text() == f"Briefje {place + 1} van 6"

    assert until(lambda: "alle briefjes gehad" in tab.locator("main").inner_text())
    assert given(participant) == [2] * 6


def test_back_forth_and_the_browsers_own_buttons(on_phone, takes_part, check):
    tab, participant = begun(on_phone, takes_part)
    step(tab, 2).click()
    go_on(tab)
    step(tab, 0).click()
    go_on(tab)
    assert tab.url.endswith(one(3))
    tab.locator("#back").click()
    assert tab.locator("input:checked").get_attribute("value") == "1"
    check(tab)
    tab.go_back()
    assert tab.locator("#count").inner_text() == "Briefje 3 van 6"
    tab.go_back()
    tab.go_back()
    assert tab.locator("#count").inner_text() == "Briefje 1 van 6"
    assert tab.locator("input:checked").get_attribute("value") == "3"
    arrived(participant, 2)
    tab.reload()

    assert tab.locator("input:checked").get_attribute("value") == "3"


def test_going_on_without_an_answer_is_told_and_two_taps_are_one(on_phone, takes_part, check):
    tab, participant = begun(on_phone, takes_part)
    tab.locator("#onward").click()
    assert "Kies eerst een antwoord" in tab.locator("#said").inner_text()
    check(tab)
    step(tab, 1).click()
    tab.wait_for_timeout(A_MOMENT)
    tab.locator("#skip").dblclick()

    assert tab.locator("#count").inner_text() == "Briefje 2 van 6"
    assert arrived(participant, 1)
    assert until(lambda: given(participant)[0] == "overgeslagen")


def test_without_a_network_it_goes_on_and_everything_arrives_once(on_phone, takes_part, check):
    tab, participant = begun(on_phone, takes_part)
    tab.context.set_offline(True)
    for n in range(3):
        step(tab, n).click()
        go_on(tab)
    tab.locator("#back").click()
    step(tab, 0).click()
    assert until(lambda: tab.locator("#giving").is_visible())
    check(tab)
    assert Rating.objects.count() == 0

    tab.context.set_offline(False)
    tab.goto(RATE)

    assert arrived(participant, 3)
    assert given(participant)[:3] == [1, 2, 1]


SLOW_LOCK = """() => {
  const own = SubtleCrypto.prototype.importKey;
  SubtleCrypto.prototype.importKey = function (...how) {
    return new Promise(yes => setTimeout(yes, 1500)).then(() => own.apply(this, how));
  };
}"""


def test_what_was_said_of_a_quick_tap_stays_when_the_device_is_ready(on_phone, takes_part):
    client, participant = takes_part("jongere")
    rating.begin(participant)
    tab = on_phone(client)
    tab.add_init_script(f"({SLOW_LOCK})()")
    tab.goto(one(1))
    step(tab, 2).click()
    expect(tab.locator("#said")).to_have_text("Bewaard.")
    tab.evaluate("werkwijs.queue.pending()")  # comes when the lock is there

    assert tab.locator("#said").inner_text() == "Bewaard."
    assert arrived(participant, 1)


def test_two_devices_at_once_end_with_the_last_answer(on_phone, takes_part):
    client, participant = takes_part("jongere")
    rating.begin(participant)
    phone, tablet = on_phone(client), on_phone(client, width=800)
    phone.goto(one(1))
    tablet.route("**/acting*.js", lambda route: (time.sleep(2), route.continue_()))
    tablet.goto(one(1))
    step(phone, 0).click()
    assert arrived(participant, 1)
    step(tablet, 2).click()

    assert until(lambda: given(participant)[0] == 3)
    assert Rating.objects.count() == 1
    phone.reload()
    assert phone.locator("input:checked").get_attribute("value") == "3"


@pytest.mark.parametrize("width", [320, 1280])
def test_large_text_long_words_and_forced_colours(on_phone, takes_part, study, check, width):
    words = "arbeidsongeschiktheidsverzekeringsmaatschappijen"
    study.statements.update(text=f"je {words} begrijpt")
    study.scales.get().steps.filter(value=2).update(word=words[:40])
    tab, _ = begun(on_phone, takes_part, width=width, forced_colors="active")
    tab.goto(RATE)
    tab.evaluate("document.documentElement.style.fontSize = '200%'")
    check(tab)
    tab.goto(one(1))
    step(tab, 1).click()
    for address in (one(1), reverse("participation:rate_overview"), RATE):
        tab.goto(address)
        tab.evaluate("document.documentElement.style.fontSize = '200%'")
        check(tab)


def test_without_a_script(on_phone, takes_part, check):
    tab, participant = begun(on_phone, takes_part, java_script_enabled=False)
    for place in range(1, 7):
        expect(tab.locator("#count")).to_have_text(f"Briefje {place} van 6")
        step(tab, place % 4).click()
        tab.locator("#onward").click()
    tab.locator("text=Ik ben klaar").click()

    assert "Dank je wel" in tab.locator("main").inner_text()
    assert given(participant) == [2, 3, "weet ik niet", 1, 2, 3]
