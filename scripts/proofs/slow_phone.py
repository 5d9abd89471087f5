"""Is somebody's first page light, and usable on an old phone far from a mast?

    scripts/prove phone [--times 7] [--record]

The website itself (`werkwijs serve`), looked at by Debian's Chromium as a phone on 400 kbit/s with 400 ms
there and back and a processor six times slower than this one, each time with nothing kept from before. Asked
of each page: at most 100 kB over the wire with all it brings, headers included, and usable within 3 seconds:
it is drawn and its scripts have run. Chromium adds the 400 ms to every request, but not to making a
connection; two journeys for that (TCP, TLS) are added here. Recordings and pictures of statements stand
apart: these pages have none.

Exit 1 when an answer is no. With ``--record`` the figures go to benchmarks/RESULTS.md.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import website

KBIT_A_SECOND, THERE_AND_BACK_MS, SLOWER = 400, 400, 6
CONNECTING_MS = 2 * THERE_AND_BACK_MS
MOST_BYTES, LIMIT_MS = 100_000, 3000
USABLE = """() => Math.max(
  performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd,
  ...performance.getEntriesByName('first-contentful-paint').map(e => e.startTime))"""


@dataclass
class Look:
    """One look at a page: how much came over the wire, and when it could be used."""

    sizes: dict[str, int]
    usable_ms: float

    @property
    def size(self) -> int:
        return sum(self.sizes.values())


def look(browser: Any, address: str, cookies: list[dict[str, str]]) -> Look:
    """With a new phone."""
    phone = browser.new_context(
        viewport={"width": 360, "height": 740}, locale="nl-NL", is_mobile=True, has_touch=True
    )
    phone.add_cookies(cookies)
    page = phone.new_page()
    wire = phone.new_cdp_session(page)
    asked: dict[str, str] = {}
    sizes: dict[str, int] = {}
    wire.on(
        "Network.responseReceived", lambda e: asked.update({e["requestId"]: e["response"]["url"]})
    )
    wire.on(
        "Network.loadingFinished",
        lambda e: sizes.update(
            {asked.get(e["requestId"], e["requestId"]): int(e["encodedDataLength"])}
        ),
    )
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    speed = KBIT_A_SECOND * 1000 / 8
    wire.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": THERE_AND_BACK_MS,
            "downloadThroughput": speed,
            "uploadThroughput": speed,
        },
    )
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="networkidle", timeout=60_000)
    usable = page.evaluate(USABLE) + CONNECTING_MS
    phone.close()
    return Look(sizes, usable)


def first_pages(server: website.Server, people: list[website.Person]) -> dict[str, tuple[str, str]]:
    """Name -> address and cookie: where somebody arrives, and what they do first."""
    from django.urls import reverse

    from werkwijs.accounts.models import User
    from werkwijs.participation import inviting, sorting
    from werkwijs.participation.models import Participant
    from werkwijs.studies.models import Study

    code = inviting.make(Study.objects.get(), by=User.objects.first())
    sorting.begin(Participant.objects.get(pk=people[0].pk))
    base = f"http://localhost:{server.port}"
    link = inviting.address(code).split("/mee/")[1]
    return {
        "typing a code": (base + reverse("participation:start"), ""),
        "opening a link": (f"{base}/mee/{link}", ""),
        "a slip to sort": (base + reverse("participation:sort"), people[0].cookie),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--record", action="store_true")
    asked = parser.parse_args()
    asked.people, asked.staff, asked.postgresql = 1, 1, False
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("There is no Chromium here to look with (apt-get install chromium).")
    from playwright.sync_api import sync_playwright

    well, said = True, []
    with website.stage(asked) as (server, people, _):
        pages = first_pages(server, people)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for name, (address, cookie) in pages.items():
                cookies = [
                    {"name": kind, "value": value, "url": address}
                    for kind, _, value in (one.partition("=") for one in cookie.split("; ") if one)
                ]
                seen = [look(browser, address, cookies) for _ in range(asked.times)]
                size, times = max(s.size for s in seen), sorted(s.usable_ms for s in seen)
                middle = statistics.median(times)
                well &= size <= MOST_BYTES and middle <= LIMIT_MS
                said.append(
                    f"{name} {size / 1000:.1f} kB in {len(seen[0].sizes)} files, usable after "
                    f"{middle / 1000:.2f} s (slowest of {len(times)}: {times[-1] / 1000:.2f} s)"
                )
            browser.close()
    told = (
        f"{KBIT_A_SECOND} kbit/s, {THERE_AND_BACK_MS} ms there and back, processor {SLOWER} times slower: "
        + "; ".join(said)
        + "."
    )
    return website.tell("phone", asked, told, well)


if __name__ == "__main__":
    sys.exit(main())
