"""The devices of the people in a story; what their browsers complain of is a fault of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.werkwijs.journeys.walker import ByKeyboard, ByTouch, Walker, WithoutScript

WAYS = {"mouse": Walker, "touch": ByTouch, "keyboard": ByKeyboard, "no script": WithoutScript}


@pytest.fixture
def walker(browser, live_server, settings, tmp_path, barriers) -> Iterator[Callable[..., Any]]:
    """``walker("ana", 1280)``, ``walker("jongere", 360, "touch", takes_part=True)``: with a new device."""
    settings.BASE_URL, settings.DATA = live_server.url, tmp_path
    devices: list[Any] = []
    complaints: list[str] = []

    def open_device(width: int, **facts: Any) -> Any:
        device = browser.new_context(
            viewport={"width": width, "height": 740 if width < 700 else 900},
            base_url=live_server.url,
            locale="nl-NL",
            reduced_motion="reduce",
            **facts,
        )
        devices.append(device)
        return device

    def walk(name: str, width: int, way: str = "mouse", *, takes_part: bool = False) -> Walker:
        facts: dict[str, Any] = {
            "mouse": {},
            "keyboard": {},
            "touch": {"has_touch": True, "is_mobile": True},
            "no script": {"java_script_enabled": False},
        }[way]
        more = {"glass": open_device(width)} if way == "no script" else {}
        return WAYS[way](
            open_device(width, **facts),
            f"{name}-{width}",
            barriers=barriers,
            complaints=complaints,
            takes_part=takes_part,
            **more,
        )

    yield walk
    for device in devices:
        device.close()
    assert not complaints, "\n".join(dict.fromkeys(complaints))
