"""Somebody with a device, who does one thing after the other; after each, the page is looked at.

How they do it is their own: with a mouse, by touch, with nothing but the keyboard, or without scripts.
What is looked at is the same for everybody: axe, scrolling sideways, size of targets and of text.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import TimeoutError as Timeout

from werkwijs.lib import speech

PICTURES = os.environ.get("WERKWIJS_PICTURES", "")
"""A folder to put a picture of every page in, for looking at them."""
PATIENCE = 60_000
A_MOMENT = 40
"""For an act to become a request."""
TWO_TAPS = 450
"""Longer than a page takes two taps for one."""

SMALL = """least => [...document.querySelectorAll(
    'a, button, summary, select, textarea, input:not([type=hidden])')]
  .filter(e => e.getClientRects().length && !e.matches('.skip'))
  .filter(e => !(e.matches('a') && e.closest('p, li, dd, td, .note, label')
      && [...e.parentElement.childNodes].some(n => n !== e && n.nodeType === 3 && n.data.trim())))
  .map(e => [e, e.matches('[type=radio], [type=checkbox]') && e.labels.length
      ? [e, ...e.labels].map(x => x.getBoundingClientRect()) : [e.getBoundingClientRect()]])
  .map(([e, all]) => [e, Math.max(...all.map(r => r.right)) - Math.min(...all.map(r => r.left)),
      Math.max(...all.map(r => r.bottom)) - Math.min(...all.map(r => r.top))])
  .filter(([, wide, high]) => wide < least - .5 || high < least - .5)
  .map(([e, wide, high]) => `${e.outerHTML.slice(0, 110)}: ${wide.toFixed()} x ${high.toFixed()}`)"""
TINY = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getClientRects().length && !e.closest('.unseen, .skip'))
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .filter(e => parseFloat(getComputedStyle(e).fontSize) < 20)
  .map(e => e.outerHTML.slice(0, 110))"""
LARGE_TEXT = "document.documentElement.style.fontSize = '200%'"
USUAL_TEXT = "document.documentElement.style.fontSize = ''"


class Walker:
    """With a mouse and a keyboard."""

    def __init__(
        self,
        device: Any,
        name: str,
        *,
        barriers: Callable[[Any], list],
        complaints: list[str],
        takes_part: bool,
    ) -> None:
        self.device, self.name, self.barriers = device, name, barriers
        self.complaints, self.takes_part = complaints, takes_part
        self.least = 56 if takes_part else 44
        self.hears = speech.available()
        self.looked = 0
        self.without_network = False
        self._going, self._pages = False, 0
        self.page = self._open()

    # --- the device ---

    def _open(self) -> Any:
        page = self.device.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self._complain(f"error: {error}"))
        page.on("console", lambda said: self._complain(said.text) if said.type == "error" else None)
        page.on("request", self._asked)
        page.on("requestfailed", lambda asked: self._arrived(asked))
        page.on("load", lambda _: setattr(self, "_going", False))
        page.on(
            "response",
            lambda answer: (
                self._complain(f"{answer.status} {answer.url}") if answer.status >= 500 else None
            ),
        )
        return page

    def _asked(self, asked: Any) -> None:
        if not asked.url.startswith(("http://localhost:", "data:", "blob:")):
            self._complain(f"asked of another host: {asked.url}")
        if asked.is_navigation_request() and asked.frame == self.page.main_frame:
            self._going = True
            self._pages += 1

    def _arrived(self, asked: Any) -> None:
        if asked.is_navigation_request():
            self._going = False

    def _complain(self, what: str) -> None:
        if not self.without_network:
            self.complaints.append(f"{self.name}: {what}")

    def loses_the_network(self) -> None:
        self.without_network = True
        self.device.set_offline(True)

    def finds_the_network(self) -> None:
        self.device.set_offline(False)
        self.without_network = False

    def puts_it_away(self) -> None:
        """Closes the page, as if it had never been there; the device keeps its cookies."""
        self.page.close()
        self.page = self._open()

    # --- doing ---

    def goes_to(self, address: str, then: str = "") -> None:
        self.page.goto(address)
        self._see(then)

    def presses(self, words: str, then: str = "", *, within: str = "") -> None:
        """Presses the button or link with these words; ``then`` is what is to be seen after it."""
        self._press(self._named(words, within))
        self._see(then)

    def _named(self, words: str, within: str = "") -> Any:
        place = self.page.locator(within).first if within else self.page

        def called(**how: Any) -> Any:
            return place.get_by_role("button", name=words, **how).or_(
                place.get_by_role("link", name=words, **how)
            )

        exactly = called(exact=True)
        return (exactly if exactly.count() else called()).first

    def presses_at(self, selector: str, then: str = "") -> None:
        self._press(self.page.locator(selector).first)
        self._see(then)

    def types(self, label: str, text: str) -> None:
        self._type(self.page.get_by_label(label).first, text)
        self._see("")

    def chooses(self, label: str) -> None:
        """Ticks a box, or chooses one of several."""
        exactly = self.page.get_by_label(label, exact=True)
        self._tick((exactly if exactly.count() else self.page.get_by_label(label)).first)
        self._see("")

    def chooses_at(self, selector: str) -> None:
        self._tick(self.page.locator(selector).first)
        self._see("")

    def unticks(self, label: str) -> None:
        box = self.page.get_by_label(label).first
        assert box.is_checked()
        self._press(box)
        self._see("")

    def picks(self, label: str, choice: str) -> None:
        """From a list that unfolds."""
        self.page.get_by_label(label).first.select_option(label=choice)
        self._see("")

    def _press(self, what: Any) -> None:
        what.click()

    def _type(self, what: Any, text: str) -> None:
        what.fill(text)

    def _tick(self, what: Any) -> None:
        if not what.is_checked():
            what.locator("xpath=ancestor::label").or_(what).first.click()

    # --- looking ---

    def reads(self, words: str) -> None:
        """These words are there, or come."""
        try:
            self.page.get_by_text(words).locator("visible=true").first.wait_for()
        except Timeout:
            shown = self.page.locator("main").inner_text()
            raise AssertionError(
                f"{self.name} at {self.page.url} does not read {words!r}, but: {shown[:1500]}"
            ) from None

    def _settle(self) -> None:
        self.page.wait_for_timeout(A_MOMENT)
        for _ in range(PATIENCE // 25):
            if not self._going:
                return
            self.page.wait_for_timeout(25)
        raise AssertionError(f"{self.name}: the page does not come")

    def _see(self, then: str) -> None:
        self._settle()
        if then:
            self.reads(then)
        self.looks(then)

    def looks(self, what: str = "") -> None:
        """Everybody can use this page."""
        self.looked += 1
        if PICTURES:
            name = re.sub(r"\W+", "-", f"{self.name}-{self.looked:03d}-{what[:30]}")
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)
        where = re.sub(r"^http://[^/]+", "", self.page.url)
        for wrong in self._wrong(self.page):
            self.complaints.append(f"{self.name}, {where}, {what!r}: {wrong}")

    def _wrong(self, page: Any) -> list[str]:
        found = [f"{rule}: {html}" for rule, html in self.barriers(page)]
        found += [f"small: {html}" for html in page.evaluate(SMALL, self.least)]
        found += self._sideways(page)
        if self.takes_part:
            page.evaluate(LARGE_TEXT)
            found += [f"with text twice as large {what}" for what in self._sideways(page)]
            page.evaluate(USUAL_TEXT)
            found += [f"tiny: {html}" for html in page.evaluate(TINY)]
            if self.hears and not page.locator("button[data-aloud]").first.is_visible():
                found.append("nothing reads this page aloud")
        return found

    def _sideways(self, page: Any) -> list[str]:
        """Not by the width of the window: a phone makes its window as wide as what it shows."""
        wide = page.evaluate("document.documentElement.scrollWidth")
        return [f"sideways: {wide} px"] if wide > page.viewport_size["width"] else []

    def looks_with_other_eyes(self) -> None:
        """The same page twice as large, with text twice as large, and in the colours somebody needs."""
        seen = self.page.viewport_size
        self.page.set_viewport_size({"width": max(320, seen["width"] // 2), "height": 400})
        self.looks("twice-as-large")
        self.page.set_viewport_size(seen)
        self.page.evaluate(LARGE_TEXT)
        self.looks("text-twice-as-large")
        self.page.evaluate(USUAL_TEXT)
        self.page.emulate_media(forced_colors="active")
        self.looks("forced-colours")
        self.page.emulate_media(forced_colors="none")


class ByTouch(Walker):
    """With fingers: nothing is clicked, everything is tapped."""

    def _press(self, what: Any) -> None:
        before = self._pages
        what.tap()
        self._settle()
        if self._pages == before:
            self.page.wait_for_timeout(TWO_TAPS)

    def _tick(self, what: Any) -> None:
        if not what.is_checked():
            what.locator("xpath=ancestor::label").or_(what).first.tap()

    def _type(self, what: Any, text: str) -> None:
        what.tap()
        what.fill(text)


class ByKeyboard(Walker):
    """With nothing but Tab, arrows, space, Enter and letters."""

    HERE = "e => e === document.activeElement"
    SAME_NAME = (
        "e => document.activeElement.name === e.name && document.activeElement.form === e.form"
    )

    def _reach(self, what: Any, here: str = HERE) -> None:
        what.wait_for()
        for _ in range(120):
            if what.evaluate(here):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{self.name}: Tab does not lead to {what}")

    def _press(self, what: Any) -> None:
        self._reach(what)
        self.page.keyboard.press("Enter")

    def _type(self, what: Any, text: str) -> None:
        self._reach(what)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def _tick(self, what: Any) -> None:
        if what.is_checked():
            return
        if what.get_attribute("type") == "checkbox":
            self._reach(what)
            self.page.keyboard.press("Space")
            return
        self._reach(what, self.SAME_NAME)
        for _ in range(12):
            if what.evaluate(self.HERE):
                break
            self.page.keyboard.press("ArrowDown")
        if not what.is_checked():
            self.page.keyboard.press("Space")
        assert what.is_checked()


class WithoutScript(Walker):
    """On a browser that runs no scripts. What it shows is looked at in another, which runs none of ours."""

    def __init__(self, device: Any, name: str, *, glass: Any, **facts: Any) -> None:
        super().__init__(device, name, **facts)
        self.hears = False
        self.shown = ""
        self.beside: dict[str, tuple[bytes, str]] = {}
        """Address of what pages bring along -> what it is, asked for once."""
        self.glass = glass.new_page()
        self.glass.route("**/*", self._answer)

    def _answer(self, route: Any) -> None:
        asked = route.request
        if asked.resource_type == "script":
            route.abort()
        elif asked.is_navigation_request():
            route.fulfill(body=self.shown, content_type="text/html; charset=utf-8")
        else:
            if asked.url not in self.beside:
                got = self.device.request.get(asked.url)
                self.beside[asked.url] = got.body(), got.headers["content-type"]
            body, kind = self.beside[asked.url]
            route.fulfill(body=body, content_type=kind)

    def _wrong(self, page: Any) -> list[str]:
        self.shown = page.content()
        self.glass.set_viewport_size(page.viewport_size)
        self.glass.goto(page.url)
        return super()._wrong(self.glass)
