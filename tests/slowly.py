"""Every page as it is where the network is far away.

A story that holds only where all that a page needs is there at once does not hold.
With ``WERKWIJS_SLOWLY=1`` each tab waits for every answer, one longer than another; nothing else
of a test changes.
"""

from __future__ import annotations

import os
import random
from typing import Any

from tests.waiting import PATIENCE

SLOWLY = bool(os.environ.get("WERKWIJS_SLOWLY"))
LATENCY = (80, 700)
"""Milliseconds before an answer comes: from a good telephone to a train in the polder."""


def waits_long(browser: Any) -> None:
    """Every device of ``browser`` is as patient as the tests are, and far away where that is asked."""
    opens = browser.new_context

    def open_device(*args: Any, **facts: Any) -> Any:
        device = opens(*args, **facts)
        device.set_default_timeout(PATIENCE * 1000)
        if SLOWLY:
            _put_far_away(device)
        return device

    browser.new_context = open_device


def _put_far_away(device: Any) -> None:
    lines: list[Any] = []
    wait = random.uniform(*LATENCY)  # noqa: S311
    goes_offline = device.set_offline

    def tell(line: Any, offline: bool) -> None:
        unlimited = {"downloadThroughput": -1, "uploadThroughput": -1}
        line.send(
            "Network.emulateNetworkConditions", {"offline": offline, "latency": wait, **unlimited}
        )

    def open_tab(tab: Any) -> None:
        line = device.new_cdp_session(tab)
        line.send("Network.enable")
        tell(line, offline=False)
        lines.append(line)
        tab.on("close", lambda _: lines.remove(line))

    def set_offline(offline: bool) -> None:  # Chromium heeds who spoke of the network last
        goes_offline(offline)
        for line in lines:
            tell(line, offline)

    device.on("page", open_tab)
    device.set_offline = set_offline
