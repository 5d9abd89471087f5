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

PORT = 8765
URL = f"http://localhost:{PORT}"
PHONE = {"width": 390, "height": 760}
DESK = {"width": 1200, "height": 780}


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
        _staff_looks(browser, told, folder)
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


def _staff_looks(browser: Any, told: str, folder: Path) -> None:
    who = re.search(r"(ana@\S+)\s+\w+ (\S+)\s.* (\w{32})$", told, re.M)
    assert who is not None  # noqa: S101 - the demo tells it
    email, password, secret = who.groups()
    page = browser.new_context(viewport=DESK).new_page()
    page.goto(f"{URL}/account/inloggen/")
    page.fill("input[type=email]", email)
    page.fill("input[type=password]", password)
    page.locator("main button").first.click()
    page.fill("input[name=code]", _code(secret))
    page.locator("main button").first.click()
    page.get_by_role("link", name=re.compile("Werk dat blijft")).first.click()
    slug = page.url.rstrip("/").split("/")[-1]
    page.goto(f"{URL}/studies/{slug}/deelname/monitor/")
    page.wait_for_timeout(300)
    page.screenshot(path=folder / "monitor.png")


def _code(secret: str) -> str:
    """What an app for codes would show now (RFC 6238)."""
    digest = hmac.digest(
        base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1"
    )
    number = struct.unpack(">I", digest[digest[-1] & 15 :][:4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
