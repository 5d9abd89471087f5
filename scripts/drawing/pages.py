"""Pictures of pages for the README: a demo is made, walked through with a browser, and thrown away.

python scripts/drawing/pages.py FOLDER
"""

from __future__ import annotations

import base64
import hmac
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from PIL import Image

PORT = 8765
URL = f"http://localhost:{PORT}"
PHONE = {"width": 390, "height": 760}
DESK = {"width": 1200, "height": 780}
FINISHED = r"Sterk in Werk \(verzonnen\)"
PICTURES = (
    "sorting-on-a-phone",
    "monitor",
    "map",
    "groups",
    "screen",
    "result-on-a-phone",
    "writing-a-card",
    "deck-on-a-phone",
    "lesson-on-a-phone",
    "group",
    "cards-on-paper",
    "coach-day",
    "my-way-on-a-phone",
)
NAMES = ("een vaste coach", "iemand die blijft")
"""What people in the room would call the cluster instead."""
MAP = {"width": 1280, "height": 800}
WALL = {"width": 1280, "height": 720}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        data = str(Path(place) / "demo")
        asked = [sys.executable, "-m", "werkwijs", "demo", "--data", data, "--port", str(PORT)]
        told = subprocess.run(  # noqa: S603
            [*asked, "--build-only"], check=True, capture_output=True, text=True
        ).stdout
        server = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "werkwijs", "serve", "--data", data, "--port", str(PORT)],
            env=os.environ | {"WERKWIJS_URL": URL},
            stdout=subprocess.DEVNULL,
        )
        try:
            _wait()
            _draw(told, folder)
        finally:
            server.terminate()
            server.wait()
    for picture in PICTURES:
        _smaller(folder / f"{picture}.png")


def _wait() -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{URL}/health/").close()  # noqa: S310
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The website did not start.")


def _draw(told: str, folder: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        _somebody_sorts(browser, told, folder)
        staff = _signed_in(browser, told)
        _staff_looks(staff, folder)
        _group_names(browser, staff, folder)
        _who_took_part_reads(browser, _shared(staff), folder)
        _a_card_is_written(staff, folder)
        _the_deck_is_opened(browser, told, folder)
        _somebody_learns(browser, told, folder)
        _a_group_is_given(_signed_in(browser, told, "tess"), folder)
        _somebody_is_guided(browser, told, folder)
        browser.close()


def _somebody_sorts(browser: Any, told: str, folder: Path) -> None:
    card = re.search(rf"{URL}/mee/t/\w+/", told)
    assert card is not None  # noqa: S101 - the demo tells it
    page = browser.new_context(viewport=PHONE, device_scale_factor=2).new_page()
    page.goto(card[0])
    page.locator("main button").last.click()
    page.goto(f"{URL}/mee/sorteren/")
    page.wait_for_timeout(300)
    page.screenshot(path=folder / "sorting-on-a-phone.png")


def _signed_in(browser: Any, told: str, name: str = "ana") -> Any:
    who = re.search(rf"({name}@\S+)\s+\w+ (\S+)\s.* (\w{{32}})$", told, re.M)
    assert who is not None  # noqa: S101 - the demo tells it
    email, password, secret = who.groups()
    page = browser.new_context(viewport=DESK).new_page()
    page.goto(f"{URL}/account/inloggen/")
    page.fill("input[type=email]", email)
    page.fill("input[type=password]", password)
    page.locator("main button").first.click()
    page.fill("input[name=code]", _code(secret))
    page.locator("main button").first.click()
    return page


def _study(page: Any, title: str) -> str:
    """The address of a study, from the list of studies."""
    page.goto(f"{URL}/studies/")
    page.get_by_role("link", name=re.compile(title)).first.click()
    found: str = page.url.rstrip("/")
    return found


def _staff_looks(page: Any, folder: Path) -> None:
    page.goto(f"{_study(page, 'Werk dat blijft')}/deelname/monitor/")
    page.wait_for_timeout(300)
    page.screenshot(path=folder / "monitor.png")


def _group_names(browser: Any, page: Any, folder: Path) -> None:
    """The map, groups beside each other, and the wall while people vote on a name."""
    one = f"{_study(page, FINISHED)}/kaart/1"
    page.set_viewport_size(MAP)
    page.goto(f"{one}/")
    _cut_out(page, folder / "map.png", "h1", "figure.sheet")
    page.goto(f"{one}/groepen/")
    page.get_by_role("link", name="belang, per groep").click()
    _cut_out(page, folder / "groups.png", "h1", "main figure", beside=False)
    page.set_viewport_size(WALL)
    page.goto(f"{one}/samen/?cluster=2")
    name = page.locator("section.now h2 bdi").inner_text()
    page.locator(".history li", has_text=name).locator("button").click()
    page.goto(f"{one}/samen/?cluster=2")
    for other in page.locator("input[name=names]").all()[1:]:
        other.uncheck()
    for field, other in zip(page.locator("input[name=own]").all(), NAMES, strict=False):
        field.fill(other)
    page.locator("form[action$='/stemming/'] button").click()
    code = page.locator("#votes strong").inner_text().replace(" ", "")
    for choice in (0, 0, 1, 0, 2):
        phone = browser.new_context(viewport=PHONE).new_page()
        phone.goto(f"{URL}/stem/{code}/")
        phone.locator("input[type=radio]").nth(choice).check()
        phone.locator("main button").first.click()
    page.goto(f"{one}/scherm/")
    page.wait_for_timeout(300)
    page.screenshot(path=folder / "screen.png")


def _shared(page: Any) -> str:
    """The address at which everybody who took part can read the result."""
    page.goto(f"{_study(page, FINISHED)}/kaart/versie/1/")
    found: str = page.locator("a.address").inner_text()
    return found


def _who_took_part_reads(browser: Any, address: str, folder: Path) -> None:
    page = browser.new_context(viewport=PHONE, device_scale_factor=2).new_page()
    page.goto(address)
    _cut_out(page, folder / "result-on-a-phone.png", "h1", ".theme >> nth=0")


def _a_card_is_written(page: Any, folder: Path) -> None:
    """The words of a card, with the advice of the desk beside them."""
    page.set_viewport_size(MAP)
    page.goto(f"{_study(page, FINISHED)}/kaarten/5/employer/")
    page.get_by_label("Waarom?").fill(
        "Collega's vormen een cruciale succesfactor. Door hen wordt veel bepaald."
    )
    page.locator("#tips mark").first.wait_for()
    _cut_out(page, folder / "writing-a-card.png", "h1", "#words")


def _the_deck_is_opened(browser: Any, told: str, folder: Path) -> None:
    """A card on a phone, and a sheet of cards to print at home."""
    edition = re.search(rf"{URL}/kaarten/(\w+)/", told)
    assert edition is not None  # noqa: S101 - the demo tells it
    page = browser.new_context(viewport=PHONE, device_scale_factor=2).new_page()
    page.goto(f"{edition[0]}young-person/")
    page.wait_for_timeout(800)
    page.screenshot(path=folder / "deck-on-a-phone.png")
    answer = page.request.get(f"{edition[0]}young-person/afdruk/home-long/")
    with tempfile.TemporaryDirectory() as place:
        sheet = Path(place) / "sheet.pdf"
        sheet.write_bytes(answer.body())
        asked = ["pdftoppm", "-png", "-r", "70", "-f", "3", "-l", "4", str(sheet), f"{place}/side"]
        subprocess.run(asked, check=True)  # noqa: S603
        sides = [Image.open(path).convert("RGB") for path in sorted(Path(place).glob("side*.png"))]
        both = Image.new("RGB", (sum(s.width for s in sides) + 20, sides[0].height), "white")
        for place_of, side in enumerate(sides):
            both.paste(side, (place_of * (side.width + 20), 0))
        both.save(folder / "cards-on-paper.png")


def _somebody_learns(browser: Any, told: str, folder: Path) -> None:
    """A story in a lesson, of an employer who just begins."""
    link = re.findall(rf"{URL}/leren/\w+/", told)[1]
    page = browser.new_context(viewport=PHONE, device_scale_factor=2).new_page()
    page.goto(f"{link}les/2/?meteen")
    while page.locator(".cp-block:visible").get_attribute("data-kind") != "case":
        question = page.locator(".cp-block:visible input[type=radio]")
        if question.count():
            question.nth(1).check()
            page.locator(".cp-block:visible .cp-act button").first.click()
        page.locator(".cp-on").click()
    page.locator(".cp-option-button").nth(1).click()
    page.wait_for_timeout(400)
    page.locator(".cp-place").scroll_into_view_if_needed()
    page.screenshot(path=folder / "lesson-on-a-phone.png")


def _a_group_is_given(page: Any, folder: Path) -> None:
    """Who is how far, the next meeting, what waits for an answer."""
    page.goto(f"{URL}/groepen/")
    page.get_by_role("link", name=re.compile("Jobcoaches")).click()
    page.wait_for_timeout(300)
    page.screenshot(path=folder / "group.png")


def _somebody_is_guided(browser: Any, told: str, folder: Path) -> None:
    """A coach's day; and the first page of the person, who comes in with a card and a picture."""
    page = _signed_in(browser, told, "cora")
    page.goto(f"{URL}/begeleiding/")
    page.wait_for_timeout(300)
    page.screenshot(path=folder / "coach-day.png")
    card = re.search(rf"{URL}/mijn/kaart/\w+/", told)
    assert card is not None  # noqa: S101 - the demo tells it
    phone = browser.new_context(viewport=PHONE, device_scale_factor=2).new_page()
    phone.goto(card[0])
    phone.locator("button[value=bike]").click()
    phone.wait_for_timeout(300)
    phone.screenshot(path=folder / "my-way-on-a-phone.png")


def _cut_out(page: Any, path: Path, first: str, last: str, *, beside: bool = True) -> None:
    """The page from the top of one thing to the bottom of another; with ``beside`` over its whole width."""
    page.wait_for_timeout(300)
    top = page.locator(first).first.bounding_box()["y"] - 16
    end = page.locator(last).first.bounding_box()
    left, right = end["x"] - 16, end["x"] + end["width"] + 16
    if beside:
        left, right = 0, page.viewport_size["width"]
    size = {"width": right - left, "height": end["y"] + end["height"] + 16 - top}
    page.screenshot(path=path, clip={"x": left, "y": top} | size, full_page=True)


def _smaller(path: Path) -> None:
    """The same picture with few colours, as pages have them: a third of the bytes."""
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def _code(secret: str) -> str:
    """What an app for codes would show now (RFC 6238)."""
    digest = hmac.digest(
        base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1"
    )
    number = struct.unpack(">I", digest[digest[-1] & 15 :][:4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
