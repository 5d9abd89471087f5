"""From ideas to a locked set in a real browser: by mouse, by keyboard, without scripts, wide and narrow."""

import re

import pytest
from tests.waiting import PATIENCE

from werkwijs.participation.models import BenchStep
from werkwijs.studies.models import Statement

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SAID = [
    ("je baas rustig blijft als je een fout maakt", "jongere"),
    ("Het helpt als de werkgever kalm blijft bij een foutje", "werkgever"),
    ("er iemand meegaat en je van tevoren kunt oefenen", "jongere"),
    ("je niet zonder hulp hoeft te solliciteren", "werkgever"),
    ("weet ik niet", "jongere"),
    ("je genoeg slaapt", "jongere"),
]


@pytest.fixture
def at_the_bench(browser, live_server, staff_in_browser, open_study, idea, ana):
    """``tab = at_the_bench(1280)``: ana sits at the bench; ideas came in."""
    for text, group in SAID:
        idea(text, group)
    opened = []

    def sit_down(width: int, **facts):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, base_url=live_server.url
        )
        opened.append(context)
        tab = context.new_page()
        staff_in_browser(tab, live_server, ana)
        if facts:
            plain = browser.new_context(
                viewport={"width": width, "height": 800}, base_url=live_server.url, **facts
            )
            plain.add_cookies(context.cookies())
            opened.append(plain)
            tab = plain.new_page()
        tab.set_default_timeout(PATIENCE * 1000)
        tab.goto("/studies/werk/deelname/uitspraken/")
        return tab

    yield sit_down
    for context in opened:
        context.close()


def card(tab, text: str):
    return tab.locator("li.panel", has_text=text).first


def texts() -> list[str]:
    inside = Statement.objects.filter(dropped_at=None)
    return list(inside.order_by("order", "pk").values_list("text", flat=True))


@pytest.mark.parametrize("width", [1280, 360])
def test_ideas_become_a_locked_set(at_the_bench, barriers, width):
    tab = at_the_bench(width)
    assert barriers(tab) == []

    card(tab, "je genoeg slaapt").get_by_role("button", name="Neem over").click()
    assert "Het idee is nu een uitspraak" in tab.inner_text("main")
    assert barriers(tab) == []

    card(tab, "je baas rustig blijft").get_by_role("link", name="Voeg samen").first.click()
    assert barriers(tab) == []
    tab.get_by_role("button", name="Voeg samen").click()
    assert "Zeg waarom" in tab.inner_text("main")
    assert barriers(tab) == []
    tab.get_by_label("Uitspraak").fill("je baas rustig blijft bij een fout")
    tab.get_by_label("Zegt hetzelfde").check()
    tab.get_by_role("button", name="Voeg samen").click()
    assert barriers(tab) == []

    card(tab, "er iemand meegaat").get_by_role("link", name="Splits").click()
    assert barriers(tab) == []
    tab.locator("textarea").fill("er iemand meegaat\nje van tevoren kunt oefenen")
    tab.get_by_label("Er staan twee ideeën in").check()
    tab.get_by_role("button", name="Splits").click()
    assert barriers(tab) == []

    card(tab, "weet ik niet").get_by_role("link", name="Laat weg").click()
    assert barriers(tab) == []
    tab.get_by_label("Geen antwoord op de vraag").check()
    tab.get_by_role("button", name="Laat weg").click()

    card(tab, "je niet zonder hulp").get_by_role("link", name="Verwoord anders").click()
    tab.get_by_label("Uitspraak").fill("x" * 301)
    tab.get_by_role("button", name="Maak de uitspraak").click()
    assert "1 tekens te lang" in tab.inner_text("main")
    assert barriers(tab) == []
    tab.get_by_label("Uitspraak").fill("je niet zonder hulp zoekt")
    tab.get_by_role("button", name="Maak de uitspraak").click()
    card(tab, "twee keer ‘nee’").locator("summary").first.click()
    assert tab.locator("mark", has_text="zonder").is_visible()
    assert barriers(tab) == []

    tab.get_by_role("button", name="Maak ongedaan").click()
    assert "De stap is ongedaan gemaakt" in tab.inner_text("main")
    tab.get_by_role("link", name="Alle stappen").click()
    assert barriers(tab) == []
    tab.go_back()
    tab.get_by_role("link", name="Wat werd van elk idee").click()
    assert barriers(tab) == []
    tab.go_back()

    tab.get_by_role("link", name="Vastzetten en nummeren").click()
    assert barriers(tab) == []
    tab.get_by_role("button", name="Zet 4 uitspraken toch vast").click()
    assert barriers(tab) == []
    assert texts() == [
        "je genoeg slaapt",
        "je baas rustig blijft bij een fout",
        "er iemand meegaat",
        "je van tevoren kunt oefenen",
    ]
    assert list(Statement.objects.order_by("number").values_list("number", flat=True)) == [
        1, 2, 3, 4,
    ]  # fmt: skip


def test_the_keyboard_is_enough(at_the_bench, barriers):
    tab = at_the_bench(1280)

    def to(words: str, role: str) -> None:
        """Tab on until something of this name has the focus, and can be seen."""
        for _ in range(150):
            tab.keyboard.press("Tab")
            here = tab.evaluate(
                "(() => { const e = document.activeElement; const r = e.getBoundingClientRect();"
                " const at = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);"
                " return [(e.labels && e.labels[0] || e).textContent.trim(), e.type || e.tagName,"
                " at === e || e.contains(at) || r.width === 0]; })()"
            )
            if re.search(words, here[0]) and here[1].lower() == role:
                assert here[2], f"{here[0]} has the focus behind something else"
                return
        pytest.fail(f"no {role} {words!r} by keyboard")

    to("je baas rustig blijft", "checkbox")
    tab.keyboard.press("Space")
    to("werkgever kalm", "checkbox")
    tab.keyboard.press("Space")
    to("Voeg gekozen samen", "submit")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/samenvoegen/**")
    to("Zegt hetzelfde", "radio")
    tab.keyboard.press("Space")
    to("Voeg samen", "submit")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/uitspraken/*")
    assert texts() == ["je baas rustig blijft als je een fout maakt"]
    to("Maak ongedaan", "submit")
    tab.keyboard.press("Enter")
    tab.get_by_text("De stap is ongedaan gemaakt").wait_for()
    assert texts() == []
    assert barriers(tab) == []


def test_without_scripts_and_on_the_narrowest_phone(at_the_bench):
    tab = at_the_bench(320, java_script_enabled=False)
    card(tab, "je genoeg slaapt").get_by_role("button", name="Neem over").click()
    tab.get_by_role("checkbox", name=re.compile("kalm blijft")).check()
    tab.get_by_role("checkbox", name=re.compile("rustig blijft")).check()
    tab.get_by_role("button", name="Voeg gekozen samen").click()
    tab.get_by_label("Of in je eigen woorden").fill("gaat allebei over kalmte")
    tab.get_by_role("button", name="Voeg samen").click()

    assert texts() == ["je genoeg slaapt", "je baas rustig blijft als je een fout maakt"]
    assert [s.act for s in BenchStep.objects.order_by("pk")] == ["take", "merge"]


def test_what_one_presses_is_large_enough(at_the_bench):
    tab = at_the_bench(360)
    small = tab.evaluate(
        "[...document.querySelectorAll('main button, main .does a, main .near a, main .shows a,"
        " main summary, main select, main input:not([type=hidden]):not([type=checkbox])')]"
        ".map(e => [e.textContent.trim(), e.getBoundingClientRect().height])"
        ".filter(([, height]) => height > 0 && height < 44)"
    )

    assert small == []
