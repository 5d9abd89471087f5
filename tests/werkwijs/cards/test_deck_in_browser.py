"""The deck in a real browser: each motion by touch, mouse and keyboard, phone and desk, without internet."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.werkwijs.cards.deck_edition import CODE, hum, published
from tests.werkwijs.cards.sample_edition import sample

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PICTURES = os.environ.get("WERKWIJS_PICTURES", "")
"""A folder to put pictures of the pages in, for looking at them."""
STORE = f"werkwijs.kaarten.{CODE}.young-person"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
SMALL = """() => [...document.querySelectorAll('main :is(button, .button, select, [type=search])')]
    .filter(e => e.getClientRects().length)
    .filter(e => Math.min(e.getBoundingClientRect().height, e.getBoundingClientRect().width) < 44)
    .map(e => e.outerHTML.slice(0, 120))"""


@pytest.fixture
def edition(organisation):
    document = sample()[0]
    sound = {"file": "sounds/0123456789abcdef.wav", "kind": "recorded"}
    document["cards"][0]["texts"]["young-person"]["sound"] = sound
    return published(organisation, document, {sound["file"]: hum()})


@pytest.fixture
def deck(live_server, edition) -> str:
    return f"{live_server.url}/kaarten/{CODE}/young-person/"


def serious(said) -> bool:
    """A page that is not there (any more) is no mistake of a script."""
    return said.type == "error" and "404 (Not Found)" not in said.text


@pytest.fixture
def opens(browser):
    """``tab = opens(width=360, height=740)``; at the end nothing may have gone wrong in any."""
    contexts, wrong = [], []

    def opening(**how):
        context = browser.new_context(**{"viewport": PHONE, "service_workers": "block", **how})
        contexts.append(context)
        tab = context.new_page()
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on("console", lambda said: wrong.append(said.text) if serious(said) else None)
        return tab

    yield opening
    for context in contexts:
        context.close()
    assert wrong == []


def picture(tab, name: str, *, whole: bool = False) -> None:
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        width = tab.viewport_size["width"]
        tab.screenshot(path=Path(PICTURES) / f"deck-{name}-{width}.png", full_page=whole)


def kept(tab) -> dict:
    return json.loads(
        tab.evaluate(f"localStorage.getItem('{STORE}') || sessionStorage.getItem('{STORE}')")
    )


def shown(tab) -> str:
    """The title of the card on top."""
    return tab.locator("#cards > li:not([hidden]) .title").inner_text()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_page_is_without_barriers_and_large_enough_to_touch(opens, deck, barriers, size):
    tab = opens(viewport=size)
    front = deck.replace("young-person/", "")
    for name, address in {
        "edition": front,
        "deck": deck,
        "mat": f"{deck}mat/",
        "piles": f"{deck}stapels/",
        "talk": f"{deck}praten/",
        "compare": f"{deck}naast-elkaar/?a=young-person.6&b=support.6",
        "card": f"{deck}6/",
        "why": f"{deck}6/waarom/",
        "employer": f"{front}employer/",
        "employer-why": f"{front}employer/3/waarom/",
        "unreachable": f"{front}zonder-internet/",
    }.items():
        tab.goto(address)
        picture(tab, name)
        picture(tab, f"{name}-whole", whole=True)
        assert barriers(tab) == [], name
        assert tab.evaluate(SMALL) == [], name


def test_going_through_the_deck_by_touch(opens, deck, barriers):
    tab = opens(has_touch=True, is_mobile=True)
    tab.goto(deck)
    assert shown(tab) == "Werk dat bij mij past"
    expect(tab.locator("#position")).to_have_text("Kaart 1 van 6")

    tab.locator("#cards > li:not([hidden]) .front").tap()
    expect(tab.locator("#cards > li:not([hidden]) .back")).to_be_visible()
    expect(tab.locator("#cards > li:not([hidden]) .front")).to_be_hidden()
    assert barriers(tab) == []
    picture(tab, "turned")
    tab.locator("#after").tap()
    assert shown(tab) == "Mijn jobcoach en ik"
    expect(tab.locator("#cards > li:not([hidden]) [data-aloud]")).to_be_visible()
    tab.locator("#before").tap()
    tab.locator("#before").tap()  # before the first lies the last
    assert shown(tab) == "Een fout? Ik mag verder"

    tab.locator("#draw").tap()
    assert shown(tab) != "Een fout? Ik mag verder"
    expect(tab.locator("#said")).to_contain_text("Getrokken:")
    tab.locator("#cards > li:not([hidden]) [data-star]").tap()
    expect(tab.locator("#said")).to_contain_text("Favoriet:")
    star = shown(tab)
    tab.locator("#shuffle").tap()
    assert sorted(kept(tab)["order"]) == [1, 2, 4, 6, 8, 9]
    assert barriers(tab) == []
    tab.locator("#in-order").tap()
    expect(tab.locator("#said")).to_contain_text("weer op volgorde")

    tab.locator("#all").tap()
    expect(tab.locator("#cards > li:not([hidden])")).to_have_count(6)
    assert barriers(tab) == []
    tab.get_by_text("Zoek een kaart").tap()
    tab.fill("#wanted", "LOONSTROOK")
    expect(tab.locator("#cards > li:not([hidden])")).to_have_count(1)
    expect(tab.locator("#found")).to_have_text("1 kaart gevonden.")
    assert barriers(tab) == []
    tab.fill("#wanted", "xyz")
    expect(tab.locator("#found")).to_have_text("Geen kaart gevonden. Zoek iets anders.")
    tab.get_by_role("button", name="Laat alle kaarten zien").tap()
    expect(tab.locator("#cards > li:not([hidden])")).to_have_count(6)
    tab.locator("[name=cluster][value=E]").check()
    expect(tab.locator("#cards > li:not([hidden])")).to_have_count(1)
    picture(tab, "looking", whole=True)
    tab.locator("[name=cluster][value='']").check()
    tab.locator("#only-stars").check()
    expect(tab.locator("#cards > li:not([hidden]) .title")).to_have_text(star)
    assert barriers(tab) == []


def test_on_paper_every_card_one_looked_for_has_both_sides(opens, deck):
    tab = opens()
    tab.goto(deck)
    tab.locator("[data-flip]").first.click()
    tab.emulate_media(media="print")
    assert tab.locator(".front:visible").count() == tab.locator(".back:visible").count() == 6
    assert tab.locator("button:visible").count() == 0

    tab.emulate_media(media="screen")
    tab.get_by_text("Zoek een kaart").click()
    tab.fill("#wanted", "loonstrook")
    tab.emulate_media(media="print")
    assert tab.locator(".back:visible").count() == 1

    tab.emulate_media(media="screen")
    tab.goto(f"{deck}mat/")
    tab.locator("[data-place=so-so]").click()
    tab.set_viewport_size(DESK)
    tab.emulate_media(media="print")
    assert tab.locator("article.card:visible").count() == 0  # what lies where, and nothing else
    assert tab.locator(".heap:visible").count() == 3
    assert tab.locator(".mini-title:visible").bounding_box()["width"] > 100


def press(tab, keys: str, *, until: str = "") -> None:
    """Press Tab until the focus is where it should be, then the key: as somebody without a mouse does."""
    for _ in range(60):
        if not until or tab.evaluate(
            f"document.activeElement && document.activeElement.matches({until!r})"
        ):
            tab.keyboard.press(keys)
            return
        tab.keyboard.press("Tab")
    raise AssertionError(f"{until} cannot be reached with Tab")


def test_flip_draw_favourite_mat_and_piles_with_the_keyboard_alone(opens, deck, barriers):
    tab = opens(viewport=DESK)
    tab.goto(deck)
    press(tab, "Enter", until="li:not([hidden]) [data-flip]")
    expect(tab.locator("#cards > li:not([hidden]) .back")).to_be_visible()
    tab.keyboard.press("ArrowRight")
    assert shown(tab) == "Mijn jobcoach en ik"
    press(tab, " ", until="li:not([hidden]) [data-star]")
    expect(tab.locator("#cards > li:not([hidden]) [data-star]")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert tab.evaluate("document.activeElement.matches('li:not([hidden]) [data-star]')")
    press(tab, "Enter", until="#draw")
    expect(tab.locator("#said")).to_contain_text("Getrokken:")
    assert kept(tab)["stars"] == [2]

    tab.goto(f"{deck}mat/")
    for place in ("good", "so-so", "not", "good", "good"):
        press(tab, "Enter", until=f"[data-place={place}]")
    assert barriers(tab) == []
    picture(tab, "mat-begun", whole=True)
    press(tab, "Enter", until="[data-place=not]")
    expect(tab.locator("#left")).to_have_text("Klaar! Alle kaarten liggen.")
    assert tab.evaluate("document.activeElement.id") == "result-title"
    assert [len(p["cards"]) for p in kept(tab)["laid"]["mat"]] == [3, 1, 2]
    assert barriers(tab) == []
    picture(tab, "mat-done", whole=True)
    press(tab, "Enter", until="[data-pick='4']")
    assert shown(tab) == "Wat vertel ik op mijn werk?"
    press(tab, "Enter", until="[data-place=so-so]")
    assert [p["cards"] for p in kept(tab)["laid"]["mat"]] == [[1, 6, 8], [2, 4], [9]]
    press(tab, "Enter", until="#undo")
    press(tab, "Enter", until="#undo")
    assert [p["cards"] for p in kept(tab)["laid"]["mat"]] == [[1, 6, 8], [2], [4, 9]]

    tab.goto(f"{deck}stapels/")
    press(tab, "Enter", until="[data-ready=doing]")
    press(tab, "Enter", until="[data-place]")
    tab.locator("#pile-name").focus()
    tab.keyboard.type("  Later   lezen ")
    tab.keyboard.press("Enter")
    expect(tab.locator("#said")).to_have_text("Nieuwe stapel: Later lezen")
    tab.keyboard.type("later lezen")
    tab.keyboard.press("Enter")
    expect(tab.locator("#said")).to_contain_text("Er is al een stapel met deze naam.")
    assert [p["name"] for p in kept(tab)["laid"]["piles"]] == [
        "Doe ik al",
        "Wil ik leren",
        "Past niet bij mij",
        "Later lezen",
    ]
    assert barriers(tab) == []
    picture(tab, "piles-begun", whole=True)


def test_piles_get_other_names_and_go_and_come_back(opens, deck, barriers):
    tab = opens()
    tab.goto(f"{deck}stapels/")
    picture(tab, "piles-fresh", whole=True)
    tab.fill("#pile-name", "=cmd|x")
    tab.get_by_role("button", name="Maak deze stapel").click()
    tab.locator("[data-place]").click()
    expect(tab.locator(".heap h3")).to_contain_text("=cmd|x (1)")
    with tab.expect_download() as table:
        tab.get_by_role("button", name="Bewaar als tabel").click()
    lines = Path(table.value.path()).read_text("utf-8-sig").splitlines()
    assert lines[:2] == ["stapel;nummer;kaart", '"\'=cmd|x";1;"Werk dat bij mij past"']
    assert lines[2].startswith('"Niet gelegd";2;')
    with tab.expect_download() as text:
        tab.get_by_role("button", name="Bewaar als tekst").click()
    assert "- 1. Werk dat bij mij past" in Path(text.value.path()).read_text("utf-8")

    tab.get_by_text("Verander stapel").click()
    tab.locator(".heap input").fill("Belangrijk")
    tab.get_by_role("button", name="Geef deze naam").click()
    expect(tab.locator(".heap h3")).to_contain_text("Belangrijk (1)")
    tab.get_by_text("Verander stapel").click()
    assert barriers(tab) == []
    tab.get_by_role("button", name="Haal de stapel weg").click()
    expect(tab.locator(".heap")).to_have_count(0)
    assert barriers(tab) == []
    tab.get_by_role("button", name="Ongedaan maken").click()
    expect(tab.locator(".heap h3")).to_contain_text("Belangrijk (1)")


def test_nothing_is_lost_on_reload_and_a_device_keeps_only_what_one_wants(opens, deck, barriers):
    tab = opens()
    tab.goto(f"{deck}mat/")
    tab.locator("[data-place=not]").click()
    tab.reload()
    expect(tab.locator(".heap[data-pile=not] [data-pick='1']")).to_be_visible()
    assert (
        tab.evaluate("localStorage.length") == 0
    )  # a shared tablet forgets when the window closes

    tab.get_by_role("button", name="Bewaar op dit apparaat").click()
    expect(tab.locator("#said")).to_have_text("Dit apparaat bewaart nu wat je doet.")
    assert tab.evaluate("[localStorage.length, sessionStorage.length]") == [1, 0]
    assert barriers(tab) == []
    later = tab.context.new_page()
    later.goto(f"{deck}mat/")
    expect(later.locator(".heap[data-pile=not] [data-pick='1']")).to_be_visible()
    later.locator("[data-place=good]").click()
    expect(
        tab.locator(".heap[data-pile=good] [data-pick='2']")
    ).to_be_visible()  # two windows, one mat
    later.close()

    tab.get_by_role("button", name="Wis alles wat ik deed").click()
    expect(tab.locator("[data-pick]")).to_have_count(0)
    assert "1" not in json.dumps(kept(tab)["laid"])
    assert barriers(tab) == []
    tab.get_by_role("button", name="Ongedaan maken").click()
    expect(tab.locator("[data-pick]")).to_have_count(2)
    tab.get_by_role("button", name="Wis alles wat ik deed").click()
    tab.get_by_role("button", name="Bewaar niet meer").click()
    assert tab.evaluate("localStorage.length") == 0


OF_ANOTHER_KIND = (
    '{"stars": "x", "laid": {"mat": [null, {"id": 1}]}, "order": [99, "y"], "at": "z"}'
)


@pytest.mark.parametrize("spoilt", ["", "{", "[]", "7", OF_ANOTHER_KIND])
def test_what_a_device_kept_may_be_spoilt(opens, deck, spoilt):
    tab = opens()
    tab.goto(f"{deck}6/")
    tab.evaluate("([key, text]) => localStorage.setItem(key, text)", [STORE, spoilt])
    for page in ("", "mat/", "stapels/", "praten/"):
        tab.goto(deck + page)
    tab.goto(deck)
    assert shown(tab) == "Werk dat bij mij past"


def test_a_device_that_keeps_nothing_still_shows_the_cards(opens, deck):
    tab = opens()
    for storage in ("localStorage", "sessionStorage"):
        tab.add_init_script(
            f"Object.defineProperty(window, '{storage}', {{get() {{ throw new DOMException('no') }}}})"
        )
    tab.goto(f"{deck}mat/")
    tab.locator("[data-place=good]").click()

    expect(tab.locator(".heap[data-pile=good] [data-pick='1']")).to_be_visible()


def test_cards_beside_each_other_and_a_talk(opens, deck, barriers):
    tab = opens(viewport=DESK)
    tab.goto(f"{deck}naast-elkaar/")
    tab.locator("#pick-b").select_option("support.6")
    expect(tab.locator("#half-b .title")).to_have_text("Rust in geld en wonen")
    tab.locator("#pick-a").select_option("young-person.6")
    expect(tab.locator("#half-a .title")).to_have_text("Geld en werk")
    assert tab.url.endswith("?a=young-person.6&b=support.6")
    assert barriers(tab) == []
    picture(tab, "compared", whole=True)

    tab.goto(f"{deck}praten/")
    expect(tab.locator("#begin")).to_be_disabled()
    for n in (8, 2):
        tab.locator(f"#pick [data-number='{n}']").click()
    expect(tab.locator("#said")).to_have_text("2 kaarten om over te praten")
    assert barriers(tab) == []
    picture(tab, "talk-chosen")
    tab.locator("#begin").click()
    assert shown(tab) == "Mijn jobcoach en ik"
    assert barriers(tab) == []
    picture(tab, "talking", whole=True)
    tab.locator("#after").click()
    assert shown(tab) == "Als ik te veel spanning voel"
    expect(tab.locator("#said")).to_contain_text("laatste kaart")
    tab.reload()
    assert tab.locator("#pick [aria-pressed=true]").count() == 2


def test_a_card_is_read_by_its_own_sound(opens, deck):
    """What the player is asked to play is the recording; without one, the voice of the house."""
    tab = opens()
    tab.add_init_script(
        "HTMLMediaElement.prototype.play = function () { played = this.src; return Promise.resolve() }"
    )
    tab.goto(f"{deck}1/")
    tab.get_by_role("button", name="Lees voor").last.click()
    expect(tab.get_by_role("button", name="Stop lezen").first).to_be_visible()

    assert tab.evaluate("played").endswith(f"/kaarten/{CODE}/bestand/sounds/0123456789abcdef.wav")
    tab.goto(f"{deck}2/")
    assert tab.locator(".card [data-aloud-text]").count() >= 6

    tab.goto(deck)  # where reading comes to the back, the card turns itself
    tab.locator("#after").click()
    tab.evaluate("document.querySelector('li:not([hidden]) .back .why').classList.add('aloud-now')")
    expect(tab.locator("#cards > li:not([hidden]) .back")).to_be_visible()


def test_without_a_script_every_page_is_a_list_of_cards(opens, deck, barriers):
    tab = opens(java_script_enabled=False)
    for page in ("", "mat/", "stapels/", "praten/"):
        tab.goto(deck + page)
        assert tab.locator("article.card:visible").count() == 6
        assert tab.locator(".back:visible").count() == 6
        assert tab.locator("button:visible").all_inner_texts() == (
            ["Zoek"] if not page and tab.locator("#looking[open]").count() else []
        )
    picture(tab, "plain", whole=True)
    tab.goto(f"{deck}naast-elkaar/")
    tab.locator("#pick-b").select_option("support.6")
    tab.get_by_role("button", name="Leg naast elkaar").click()
    assert tab.locator("#half-b .title").inner_text() == "Rust in geld en wonen"
    tab.goto(f"{deck}?zoek=loonstrook")
    assert tab.locator("article.card:visible").count() == 1
    tab.locator(".more:visible").click()
    assert tab.url == f"{deck}6/"
    tab.get_by_role("link", name="Waar komt dit vandaan?").click()
    expect(tab.locator("table.opinions")).to_have_count(3)


@pytest.mark.parametrize(
    "page", ["", "mat/", "stapels/", "praten/", "naast-elkaar/", "6/", "6/waarom/", "../"]
)
def test_large_text_on_a_narrow_screen(opens, deck, barriers, page):
    """320 px wide, letters twice as large: nothing needs to be scrolled sideways."""
    tab = opens(viewport={"width": 320, "height": 740})
    tab.goto(deck + page)
    assert barriers(tab) == []
    tab.evaluate("document.documentElement.style.fontSize = '200%'")
    wide, seen = tab.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    picture(tab, f"large-{re.sub(r'[^a-z0-9]+', '', page) or 'deck'}", whole=True)
    assert wide <= seen


def test_who_wants_no_motion_gets_none(opens, deck):
    tab = opens(reduced_motion="reduce")
    tab.goto(deck)
    assert (
        tab.evaluate("getComputedStyle(document.querySelector('.turns .back')).transform") == "none"
    )
    tab.locator("#after").click()
    assert tab.evaluate("document.getAnimations().length") == 0


def test_a_deck_that_was_opened_works_without_internet(opens, deck, live_server, edition):
    tab = opens(service_workers="allow")
    tab.goto(deck)
    expect(tab.locator("#offline")).to_have_text(
        "Deze kaarten werken nu ook zonder internet.", timeout=30_000
    )
    tab.context.set_offline(True)

    tab.goto(deck)
    assert shown(tab) == "Werk dat bij mij past"
    tab.locator("#after").click()
    expect(tab.locator("#offline")).to_have_text(
        "Er is nu geen internet. De kaarten werken gewoon."
    )
    tab.goto(f"{deck}mat/")
    tab.locator("[data-place=good]").click()
    tab.reload()
    expect(tab.locator(".heap[data-pile=good] [data-pick='1']")).to_be_visible()
    tab.goto(f"{deck}6/")
    assert tab.evaluate("document.querySelector('.picture img').naturalWidth") > 0
    assert (
        tab.evaluate("getComputedStyle(document.querySelector('.suit')).backgroundColor")
        == "rgb(122, 92, 0)"
    )
    tab.goto(f"{deck}6/waarom/")
    expect(tab.locator("table.opinions")).to_have_count(3)
    tab.goto(f"{deck}naast-elkaar/")
    tab.locator("#pick-b").select_option("young-person.9")
    expect(tab.locator("#half-b .title")).to_have_text("Een fout? Ik mag verder")
    tab.locator("#pick-a").select_option("support.6")
    expect(tab.locator("#said")).to_contain_text("Probeer het met internet.")
    tab.goto(deck.replace("young-person", "employer"))
    assert tab.locator("h1").inner_text() == "Er is geen internet"
    tab.goto(f"{deck}1/")
    sound = tab.locator("[data-sound]").get_attribute("data-sound")
    asked = f"fetch('{sound}', {{headers: {{Range: 'bytes=2-5'}}}})"
    part = tab.evaluate(f"{asked}.then(async a => [a.status, (await a.blob()).size])")
    assert part == [206, 4]

    tab.context.set_offline(False)
    edition.published_at = None
    edition.save()
    tab.goto(deck)
    assert tab.locator("h1").inner_text() == "Deze kaarten zijn er niet"
    assert tab.evaluate("caches.keys()") == []


def test_who_takes_the_cards_off_a_device_does_not_get_them_back_unasked(opens, deck, barriers):
    tab = opens(service_workers="allow")
    tab.goto(deck)
    tab.get_by_role("button", name="Haal de kaarten van dit apparaat").click(timeout=30_000)
    expect(tab.locator("#offline")).to_have_text("De kaarten staan niet meer op dit apparaat.")
    assert tab.evaluate("caches.keys()") == []
    assert barriers(tab) == []

    tab.goto(f"{deck}mat/")
    again = tab.get_by_role("button", name="Bewaar de kaarten voor zonder internet")
    expect(again).to_be_visible()
    assert tab.evaluate("caches.keys()") == []
    again.click()
    ready = "Deze kaarten werken nu ook zonder internet."
    expect(tab.locator("#offline")).to_have_text(ready, timeout=30_000)
