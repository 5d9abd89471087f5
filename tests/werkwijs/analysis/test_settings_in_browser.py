"""In a real browser: leave somebody out, lay two maps side by side, and see whether the map still changes."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import expect
from tests.werkwijs.analysis.conftest import sort

from werkwijs.analysis import drawing
from werkwijs.analysis.models import ConceptMap
from werkwijs.participation import consenting, excluding
from werkwijs.participation.joining import join
from werkwijs.participation.models import Participant

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def somebody_sorts(study) -> None:
    participant = join(study, group=study.groups.first())
    consenting.agree(participant, text=consenting.current(study), easy=True)
    sort(participant, random.Random(9))  # noqa: S311 - invented behaviour


@pytest.fixture
def drawn(usual):
    return usual


@pytest.fixture
def maps(browser, live_server, drawn, ana, staff_in_browser):
    """Ana looks at the maps of a study of which one is drawn; there is advice to leave s2 out."""
    excluding.exclude(
        Participant.objects.filter(study=drawn.study)[1], reason="Legde alles op één stapel", by=ana
    )
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="nl-NL")
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    staff_in_browser(page, live_server, ana)
    page.goto(f"{live_server.url}/studies/werk/kaart/")
    yield page
    context.close()


def draw_what_was_asked() -> None:
    """What the worker does beside the website."""
    for concept_map in ConceptMap.objects.filter(state=ConceptMap.State.ASKED):
        drawing.whole(concept_map.key)


def test_with_a_mouse_at_a_desk(maps, barriers, drawn):
    page = maps
    assert barriers(page) == []

    page.locator(".ask > details > summary").click()
    assert barriers(page) == []
    expect(page.get_by_label("Waarom laat je s2 weg?")).to_have_value("Legde alles op één stapel")
    assert not page.get_by_label("Laat s2 weg").is_checked()
    page.get_by_text("Nog meer sorteringen weglaten").click()
    page.get_by_label("Zoek een deelnemer").fill("s12")
    expect(page.locator("#found")).to_have_text("Gevonden: 1")
    expect(page.locator("#crowd li:visible")).to_have_count(1)
    why = page.get_by_label("Waarom laat je s12 weg?")
    expect(why).to_be_hidden()
    page.get_by_label("Laat weg: s12").check()
    expect(why).to_be_visible()
    assert barriers(page) == []

    page.select_option("#set-transform", "ratio")
    page.get_by_text("Voor onderzoekers").click()
    page.get_by_label("Startgetal").fill("geen getal")
    page.get_by_role("button", name="Teken met deze instellingen").click()
    errors = page.locator("#errors")
    expect(errors).to_contain_text("Schrijf waarom je s12 weglaat")
    expect(errors).to_contain_text("Startgetal kan niet geen getal zijn.")
    assert barriers(page) == []

    errors.get_by_role("link", name="Schrijf waarom je s12 weglaat").click()
    assert page.evaluate("document.activeElement.name") == "why-s12"
    page.keyboard.type("Was er maar half bij")
    page.get_by_label("Startgetal").fill("7")
    expect(page.locator("#set-transform")).to_have_value("ratio")
    page.get_by_role("button", name="Teken met deze instellingen").click()
    page.wait_for_url("**/kaart/2/")
    made = ConceptMap.objects.get(number=2)
    assert made.settings == {
        "transform": "ratio",
        "seed": 7,
        "exclude": {"s12": "Was er maar half bij"},
    }
    draw_what_was_asked()

    page.goto(page.url.removesuffix("2/"))
    expect(page.locator(".maps")).to_contain_text("Weggelaten: 1 sorteerder")
    page.get_by_text("Wie en waarom").click()
    expect(page.locator(".maps")).to_contain_text("s12: Was er maar half bij")
    assert barriers(page) == []
    page.get_by_role("link", name="Vergelijk met een andere kaart Kaart 1").click()
    expect(page.locator(".side-by-side svg")).to_have_count(2)
    assert barriers(page) == []
    page.select_option("#clusters", "4")
    page.get_by_role("button", name="Vergelijk").click()
    assert page.url.endswith("?een=1&ander=2&clusters=4")
    expect(page.locator("#sheet-2")).to_contain_text("Kaart 2 in 4 clusters")
    expect(page.locator(".note").last).to_contain_text("niet van dezelfde mensen")
    assert barriers(page) == []


def test_the_page_follows_while_people_sort(maps, barriers, drawn):
    page = maps
    page.get_by_role("link", name="Verandert de kaart nog als er meer mensen sorteren?").click()
    verdict = page.locator("#verdict")
    expect(verdict).to_contain_text("kwam er geen sorteerder bij")
    assert barriers(page) == []

    page.locator("#again").focus()
    somebody_sorts(drawn.study)  # nobody reloads the page by hand
    expect(verdict).to_contain_text("kwam er 1 sorteerder bij", timeout=15_000)
    assert page.evaluate("document.activeElement.id") == "again"
    expect(page.locator("#said")).to_contain_text("kwam er 1 sorteerder bij")
    assert barriers(page) == []

    page.keyboard.press("Enter")
    expect(verdict).to_contain_text("Kaart 2 wordt getekend.")
    assert barriers(page) == []
    draw_what_was_asked()
    expect(verdict).to_contain_text("13 sorteerders, op kaart 2", timeout=15_000)
    expect(page.locator("#history ~ table")).to_contain_text("12 naar 13")
    page.locator("#again").click()
    expect(page.locator(".message")).to_contain_text("Sinds kaart 2 veranderde er niets.")
    assert barriers(page) == []
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 740})
        assert barriers(page) == []


def tab_to(page, css: str) -> None:
    """Press Tab until one is there."""
    for _ in range(120):
        if page.evaluate("css => document.activeElement.matches(css)", css):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"No way by keyboard to {css}.")


def test_by_keyboard_on_a_phone(maps, barriers):
    page = maps
    page.set_viewport_size({"width": 360, "height": 740})
    page.reload()
    assert barriers(page) == []
    tab_to(page, ".ask > details > summary")
    page.keyboard.press("Enter")
    tab_to(page, "#out-2")
    page.keyboard.press("Space")
    assert barriers(page) == []
    tab_to(page, ".others summary")
    page.keyboard.press("Enter")
    tab_to(page, "#find-who")
    page.keyboard.type("s3")
    page.keyboard.press("Enter")  # draws nothing
    tab_to(page, "#out-3")
    page.keyboard.press("Space")
    tab_to(page, "#why-3")
    page.keyboard.type("Te snel")
    assert barriers(page) == []
    tab_to(page, "#set-balance")
    page.keyboard.press("Space")
    tab_to(page, "p > button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kaart/2/")
    assert ConceptMap.objects.get(number=2).settings == {
        "exclude": {"s2": "Legde alles op één stapel", "s3": "Te snel"},
        "balance": "group",
    }
    draw_what_was_asked()

    page.goto(page.url.removesuffix("2/") + "vergelijk/")
    assert barriers(page) == []
    tab_to(page, "#clusters")
    page.keyboard.press("ArrowDown")
    tab_to(page, ".pick button")
    page.keyboard.press("Enter")
    page.wait_for_url("**een=1&ander=2**")
    assert barriers(page) == []


def test_without_a_script_everything_is_there(browser, maps):
    bare = browser.new_context(
        java_script_enabled=False,
        viewport={"width": 360, "height": 740},
        storage_state=maps.context.storage_state(),
    ).new_page()
    bare.goto(maps.url)
    bare.locator(".ask > details > summary").click()
    bare.locator(".others summary").click()
    assert bare.locator("#find").is_hidden()
    bare.locator("#out-5").check()
    bare.locator("#why-5").fill("Te snel")
    bare.get_by_role("button", name="Teken met deze instellingen").click()
    assert ConceptMap.objects.get(number=2).settings == {"exclude": {"s5": "Te snel"}}
    bare.goto(maps.url + "verandert/")
    bare.get_by_role("link", name="Kijk of er iets nieuws is").click()
    expect(bare.locator("#verdict")).to_contain_text("12 sorteerders, op kaart 1")
