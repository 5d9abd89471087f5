"""A real browser for pages of people who take part, and somebody who looks for barriers in them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from werkwijs.participation.person import COOKIE

CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium. Rows may be looked at while it is open."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine to look with")
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's loop runs in this thread; we wait
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def on_phone(browser, live_server) -> Iterator[Callable[..., Any]]:
    """``tab = on_phone(client)``: the device of a participant; ``tab.context`` is the whole device."""
    devices, complaints = [], []

    def hand_over(tab: Any, client: Client) -> None:
        secret = client.cookies[COOKIE].value
        tab.context.add_cookies([{"name": COOKIE, "value": secret, "url": live_server.url}])

    def open_on(client: Client, *, width: int = 360, height: int = 740, **facts: Any) -> Any:
        device = browser.new_context(
            viewport={"width": width, "height": height}, base_url=live_server.url, **facts
        )
        devices.append(device)
        device.on("page", lambda page: page.on("pageerror", lambda e: complaints.append(str(e))))
        tab = device.new_page()
        tab.on(
            "console",
            lambda m: complaints.append(m.text) if "Content Security" in m.text else None,
        )
        hand_over(tab, client)
        tab.set_default_timeout(8_000)
        return tab

    open_on.hand_over = hand_over  # type: ignore[attr-defined]
    yield open_on
    for device in devices:
        device.close()
    assert complaints == []


@pytest.fixture
def barriers() -> Callable[[Any], list[tuple[str, str]]]:
    """What axe finds, all its rules; and whether the page must be scrolled sideways."""
    from axe_playwright_python.sync_playwright import Axe

    def look(tab: Any) -> list[tuple[str, str]]:
        found = Axe().run(tab).response
        problems = [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]]
        wide, seen = tab.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        return problems + ([("sideways", f"{wide} > {seen}")] if wide > seen else [])

    return look
