"""In a real browser, with a real worker: from the first look at a map to a result that everybody can read.

Once by mouse and once by keyboard alone, on the example study; and on somebody else's study, as it came in.
"""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.werkwijs.analysis.test_maps_in_browser import sign_in, with_staff
from tests.werkwijs.config.running import founded_with, website

pytestmark = pytest.mark.journey

MOST_TABS = 400
Press = Callable[[Locator], None]


def by_mouse(target: Locator) -> None:
    target.click()


def by_keyboard(target: Locator) -> None:
    """Go there with Tab, as far as it takes, and press it."""
    page = target.page
    wanted = target.element_handle()
    page.evaluate("document.activeElement.blur()")
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement === wanted", wanted):
            break
    else:
        raise AssertionError(f"The keyboard does not get to {target}.")
    tag, kind = target.evaluate("(e) => [e.tagName, e.type || '']")
    page.keyboard.press("Space" if (tag, kind) == ("INPUT", "checkbox") else "Enter")


class Told:
    """Somebody at work, who is told of every barrier axe finds after each thing they do."""

    def __init__(self, page: Page, press: Press, barriers: Callable[[Any], list[Any]]) -> None:
        self.page, self.press_, self.barriers = page, press, barriers

    def press(self, what: str | Locator) -> None:
        self.press_(self.page.locator(what).first if isinstance(what, str) else what)
        time.sleep(0.25)  # Enter on a link goes somewhere a moment later
        self.look()

    def look(self) -> None:
        self.page.wait_for_load_state()
        assert self.barriers(self.page) == []

    def fill(self, selector: str, text: str) -> None:
        self.page.locator(selector).first.fill(text)


@pytest.mark.parametrize("press", [by_mouse, by_keyboard])
def test_from_the_first_look_to_the_published_result(browser, example_website, barriers, press):
    told = with_staff(example_website)
    with website(example_website) as address:
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        wrong: list[str] = []
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        sign_in(page, address, told["secret"])
        me = Told(page, press, barriers)
        home = f"{address}/studies/{told['slug']}/kaart"

        _draw(me, home)
        _replay(me)
        k = _choose(me)
        wall = page.context.new_page()
        _name_all(me, wall, browser, k)
        _move(me, home)
        _compare_groups(me, home)
        _publish(me, home)
        _download_everything(me)
        _share(me, browser, barriers)
        assert wrong == []


def test_a_study_of_somebody_else_is_drawn_named_and_published(browser, tmp_path, barriers, golden):
    data = founded_with(tmp_path / "data", golden("rcmap_sample"))
    told = with_staff(data)
    with website(data) as address:
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        sign_in(page, address, told["secret"])
        me = Told(page, by_mouse, barriers)
        home = f"{address}/studies/{told['slug']}/kaart"
        _draw(me, home)
        expect(page.locator("#sheet .points > g")).to_have_count(80)
        k = _choose(me)
        page.goto(f"{home}/1/samen/")
        for number in range(1, k + 1):
            page.goto(f"{home}/1/samen/?cluster={number}")
            me.fill(f"#name-{number}", f"Theme {number}")
            page.locator(".now form button", has_text="Bewaar").click()
        me.look()
        _publish(me, home)
        _download_everything(me)


def _draw(me: Told, home: str) -> None:
    me.page.goto(f"{home}/")
    me.look()
    me.press(me.page.get_by_role("button", name="Teken een kaart").first)
    expect(me.page.locator("#sheet")).to_be_visible(timeout=90_000)
    expect(me.page.locator("#waiting")).to_have_count(0, timeout=180_000)
    me.look()


WATCH = """() => {
  window.seen = [];
  window.watch?.disconnect();
  const view = document.getElementById("view");
  window.watch = new MutationObserver(() => window.seen.push([
    parseInt(document.getElementById("how-many").textContent),
    document.querySelectorAll("details.cluster").length,
    document.getElementById("step").textContent,
    document.querySelectorAll("#sheet .joined").length,
  ]));
  window.watch.observe(view, { childList: true });
}"""


def _replay(me: Told) -> None:
    """From twenty clusters to four and back, one merge at a time, at a tempo that tests can bear."""
    page = me.page
    page.clock.install()
    page.reload()
    usual = int(page.locator("#replay").get_attribute("data-usual"))
    for which, wanted in (("down", range(20, 3, -1)), ("up", range(4, 21))):
        button = page.locator(f"#replay-{which}")
        page.evaluate(WATCH)
        me.press(button)
        until = time.monotonic() + 60
        while button.get_attribute("aria-pressed") == "true" and time.monotonic() < until:
            page.clock.fast_forward(2000)
            time.sleep(0.05)
        seen = page.evaluate("window.seen")
        assert [clusters for clusters, *_ in seen] == list(wanted)
        for clusters, shown, step, joined in seen:
            assert shown == clusters
            if clusters not in (20, usual):
                assert "Hier gingen samen" in step
                assert re.search("steviger|losser|even veel", step)
                assert joined == 1
        me.look()
    me.press("#fewer")
    me.press("#replay-down")  # and stop it on the way, by looking at something
    expect(page.locator("#replay-down")).to_have_attribute("aria-pressed", "true")
    me.press("#layer-bridging")
    expect(page.locator("#replay-down")).to_have_attribute("aria-pressed", "false")
    stopped = page.locator("#how-many").inner_text()
    page.clock.fast_forward(9000)
    assert page.locator("#how-many").inner_text() == stopped
    me.press("#layer-clusters")
    me.press("#usual")
    page.clock.resume()


def _choose(me: Told) -> int:
    page = me.page
    if page.locator("#fewer").count():
        me.press("#fewer")
    me.press(page.locator("summary", has_text="clusters kiezen"))
    me.fill("#reason", "dit herkent iedereen")
    me.press(page.locator("details[open] button", has_text="Kiezen"))
    expect(page.locator("#how-many")).to_contain_text("(gekozen)")
    return int(page.locator("#how-many").inner_text().split()[0])


def _name_all(me: Told, wall: Page, browser: Any, k: int) -> None:
    """One after the other, each on the wall; about the second the room votes by phone."""
    page = me.page
    me.press(page.get_by_role("link", name="Geef samen namen"))
    wall.goto(re.sub(r"samen/.*", "scherm/", page.url))
    assert me.barriers(wall) == []
    for number in range(1, k + 1):
        me.press(f".clusters li:nth-child({number}) a")
        me.press(page.get_by_role("button", name="Zet op het scherm"))
        expect(wall.locator(".one h1")).to_contain_text("Welke naam past?")
        assert me.barriers(wall) == []
        if number == 2:
            _vote(me, wall, browser)
        elif page.locator(".labels a").count():
            me.press(".labels a")
        else:
            me.fill(f"#name-{number}", f"Thema {number}")
        me.fill(f"#easy-{number}", f"Makkelijk {number}")
        me.press(page.get_by_role("button", name="Bewaar de naam"))
        expect(page.locator(".clusters h2")).to_contain_text(f"{number} van {k}")
        expect(wall.locator("#wall")).not_to_contain_text("Welke naam past?")
    assert me.barriers(wall) == []


def _vote(me: Told, wall: Page, browser: Any) -> None:
    page = me.page
    me.fill("#own-1", "Ons eigen woord")
    me.fill("#own-2", "Nog een")
    me.press(page.get_by_role("button", name="Begin met stemmen"))
    expect(page.locator(".messages")).to_contain_text("De stemming is begonnen")
    code = wall.locator(".spoken")
    expect(code).to_be_visible()
    assert me.barriers(wall) == []
    for _ in range(2):
        phone = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
        phone.goto(re.sub(r"/studies/.*", "/stem/", page.url))
        assert me.barriers(phone) == []
        phone.get_by_label("Typ de code").fill(code.inner_text())
        phone.keyboard.press("Enter")
        phone.get_by_label("Ons eigen woord").check()
        assert me.barriers(phone) == []
        phone.get_by_role("button", name="Stem").click()
        expect(phone.get_by_role("status")).to_contain_text("Je stem telt mee")
        assert me.barriers(phone) == []
        phone.context.close()
    expect(page.locator("#votes .most")).to_contain_text("2 stemmen")
    me.press(page.get_by_role("button", name="Stop met stemmen"))
    expect(wall.locator(".bars .most")).to_contain_text("Ons eigen woord")
    assert me.barriers(wall) == []
    me.press(page.locator("#votes .most a"))


def _move(me: Told, home: str) -> None:
    page = me.page
    page.goto(f"{home}/1/")
    me.fill("#zoek", "baas")
    page.locator("#zoek").press("Enter")
    expect(page.locator("#found-title")).to_contain_text("baas")
    me.look()
    me.press("#found li a")
    expect(page.locator("#chosen")).to_contain_text("van de keren bij dit cluster")
    expect(page.locator("#sheet .certain")).to_have_count(1)
    before = page.locator("#chosen p strong").first.inner_text()
    me.press(page.locator("#chosen summary", has_text="Verplaats"))
    me.fill("#move-reason", "hoort bij elkaar")
    me.press(page.locator("#chosen form button"))
    expect(page.locator("#chosen")).to_contain_text("door jullie verplaatst")
    assert page.locator("#chosen p strong").first.inner_text() != before
    expect(page.locator(".history")).to_contain_text("hoort bij elkaar")


def _compare_groups(me: Told, home: str) -> None:
    page = me.page
    page.goto(f"{home}/1/")
    me.press(page.locator("a[href$='/groepen/']"))
    expect(page.locator("svg").first).to_be_visible()
    for part in ("Go-zone", "groep", "Verschillen"):
        me.press(page.get_by_role("link", name=re.compile(part, re.IGNORECASE)).last)


def _publish(me: Told, home: str) -> None:
    page = me.page
    page.goto(f"{home}/1/")
    me.press(page.get_by_role("link", name="Publiceren"))
    me.fill("#remark", "eerste versie")
    me.press(page.get_by_role("button", name="Publiceer"))
    expect(page.locator("#files-title")).to_be_visible(timeout=180_000)
    me.look()


def _download_everything(me: Told) -> None:
    page = me.page
    me.press(page.locator("summary", has_text="figuren"))
    first = page.locator(".files a").first
    with page.expect_download() as waiting:
        me.press_(first)
    assert waiting.value.suggested_filename == first.inner_text()
    names = set()
    for link in page.locator(".files a").all():
        sent = page.request.get(f"{page.url.split('/studies/')[0]}{link.get_attribute('href')}")
        assert sent.headers["content-disposition"].startswith("attachment")
        assert len(sent.body()) > 100
        names.add(link.inner_text())
        if link.inner_text().endswith((".docx", ".pptx", ".xlsx", ".zip")):
            assert zipfile.ZipFile(io.BytesIO(sent.body())).testzip() is None
    assert {
        "report.html",
        "report.docx",
        "slides.pptx",
        "tables.xlsx",
        "conmapt.csv",
        "bundle.zip",
        "map.json",
        "decisions.json",
    } <= names
    assert len([name for name in names if name.startswith("figures/")]) > 8


def _share(me: Told, browser: Any, barriers: Callable[[Any], list[Any]]) -> None:
    page = me.page
    me.press(page.get_by_role("checkbox", name="Zij mogen ook"))
    me.press(page.get_by_role("button", name="Deel de uitkomst"))
    address = page.locator("a.address").inner_text()
    path = "/" + address.split("/", 3)[3]
    for width in (360, 1280):
        reader = browser.new_context(viewport={"width": width, "height": 740}).new_page()
        reader.goto(re.sub(r"/studies/.*", path, page.url))
        expect(reader.locator("h1")).to_have_text("Dit zeiden jullie samen")
        expect(reader.locator(".theme").first).to_contain_text("Makkelijk")
        assert barriers(reader) == []
        reader.locator(".theme summary").first.click()
        assert barriers(reader) == []
        reader.context.close()
    me.press(page.get_by_role("button", name="Deel niet meer"))
    reader = browser.new_context().new_page()
    assert reader.goto(re.sub(r"/studies/.*", path, page.url)).status == 404
