"""The devices of people who take part, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from tests.waiting import PATIENCE

from werkwijs.participation.person import COOKIE


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
        tab.set_default_timeout(PATIENCE * 1000)
        return tab

    open_on.hand_over = hand_over  # type: ignore[attr-defined]
    yield open_on
    for device in devices:
        device.close()
    assert complaints == []
