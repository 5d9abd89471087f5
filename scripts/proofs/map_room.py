"""Is a map there soon, does it answer at once, and can it be moved about smoothly?

    scripts/prove maps [--times 5] [--postgresql] [--record]

The website itself (`werkwijs serve`, with its worker), looked at by Debian's Chromium. Asked: with 100
statements sorted by 100 people the first map stands on the screen within 3 seconds of pressing the button;
another number of clusters or another layer within 100 ms of the click; and a map of 300 statements moves with
at least 30 frames a second. Studies are simulated.

Exit 1 when an answer is no. With ``--record`` the figures go to benchmarks/RESULTS.md.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
import website

FIRST_S, CHANGE_MS, FRAMES = 3.0, 100.0, 30.0
MOVES_FOR_S = 4.0
CHANGES = (
    "#more",
    "#more",
    "#fewer",
    "#layer-bridging",
    "#layer-certain",
    "#layer-scale-1",
    "#fewer",
)

CHANGED = """async (selector) => {
  const view = document.getElementById("view");
  const done = new Promise((seen) => new MutationObserver((_, watch) => {
    watch.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => seen(performance.now())));
  }).observe(view, { childList: true }));
  const began = performance.now();
  document.querySelector(selector).click();
  return (await done) - began;
}"""

MOVED = """async (seconds) => {
  const sheet = document.getElementById("sheet");
  const box = sheet.getBoundingClientRect();
  const x = box.left + box.width / 2, y = Math.max(box.top, 0) + 200;
  const send = (kind, dx) => sheet.dispatchEvent(new PointerEvent(kind, {
    pointerId: 1, clientX: x + dx, clientY: y + dx / 2, bubbles: true, isPrimary: true }));
  sheet.setPointerCapture = () => {};
  for (let i = 0; i < 4; i++) document.querySelector("#closer [value=in]").click();
  send("pointerdown", 0);
  let frames = 0;
  const before = sheet.getAttribute("viewBox");
  const began = performance.now();
  await new Promise((over) => {
    function frame() {
      frames += 1;
      send("pointermove", 120 * Math.sin(frames / 8));
      if (performance.now() - began < seconds * 1000) requestAnimationFrame(frame); else over();
    }
    requestAnimationFrame(frame);
  });
  send("pointerup", 0);
  if (sheet.getAttribute("viewBox") === before) throw new Error("The map did not move.");
  return (frames * 1000) / (performance.now() - began);
}"""


def simulated(folder: Path, statements: int, sorters: int) -> None:
    """A study folder: sorts, two scales, four groups."""
    from conceptmapping.rating import Ratings, Scale
    from conceptmapping.simulation import mixed_population
    from conceptmapping.study import Statement, Study
    from conceptmapping.writing import write

    rng = np.random.default_rng(20)
    drawn = mixed_population(statements, rng).draw(sorters, rng)
    ids = drawn.sorts.statements
    people = drawn.sorts.sorters
    ratings = {
        name: Ratings(
            Scale(name, 1, 5),
            ids,
            people,
            rng.integers(1, 6, size=(sorters, statements)).astype(float),
        )
        for name in ("belang", "haalbaar")
    }
    study = Study(
        statements=tuple(
            Statement(i, f"uitspraak {i} over iets dat helpt (verzonnen)") for i in ids
        ),
        sorts=drawn.sorts,
        ratings=ratings,
        participants={p: {"group": "abcd"[n % 4]} for n, p in enumerate(people)},
        title=f"{statements} uitspraken (verzonnen)",
        prompt="Wat helpt?",
        invented=True,
    )
    write(study, folder)


def taken_in(data: Path, folder: Path) -> str:
    """Bring a study folder into the website; its slug."""
    from werkwijs.studies.models import Study

    before = set(Study.objects.values_list("slug", flat=True))
    subprocess.run(  # noqa: S603
        [sys.executable, "-m", "werkwijs", "study", "import", str(folder), "--data", str(data)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    [slug] = set(Study.objects.values_list("slug", flat=True)) - before
    return str(slug)


def drawn(page: Any, base: str, slug: str) -> tuple[float, float]:
    """Press the button; seconds until the first map is on the screen, and until all of it is known."""
    page.goto(f"{base}/studies/{slug}/kaart/")
    began = time.monotonic()
    page.locator("form.ask button").first.click()
    page.locator("#sheet").wait_for(state="visible", timeout=180_000)
    first = time.monotonic() - began
    page.locator("#waiting").wait_for(state="detached", timeout=600_000)
    return first, time.monotonic() - began


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--record", action="store_true")
    asked = parser.parse_args()
    asked.people, asked.staff = 1, 1
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("There is no Chromium here to look with (apt-get install chromium).")
    from playwright.sync_api import sync_playwright

    with contextlib.ExitStack() as opened:
        server, _, staff = opened.enter_context(website.stage(asked))
        folders = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        slugs = {}
        for name, statements, sorters in (("hundred", 100, 100), ("many", 300, 60)):
            simulated(folders / name, statements, sorters)
            slugs[name] = taken_in(server.data, folders / name)
        base = f"http://localhost:{server.port}"
        cookies = [
            {"name": kind, "value": value, "url": base}
            for kind, _, value in (one.partition("=") for one in staff[0][0].split("; "))
        ]
        browser = opened.enter_context(sync_playwright()).chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_cookies(cookies)
        page = context.new_page()
        times = [drawn(page, base, slugs["hundred"]) for _ in range(asked.times)]
        firsts, wholes = sorted(t[0] for t in times), sorted(t[1] for t in times)
        page.wait_for_timeout(1000)
        changes = []
        for selector in CHANGES:
            page.wait_for_timeout(400)  # somebody looks before they press again
            changes.append(page.evaluate(CHANGED, selector))
        drawn(page, base, slugs["many"])
        page.locator("#closer").scroll_into_view_if_needed()
        frames = page.evaluate(MOVED, MOVES_FOR_S)
        browser.close()
    first, change = statistics.median(firsts), statistics.median(changes)
    said = (
        f"100 x 100: first map after {first:.2f} s (slowest of {len(firsts)}: {firsts[-1]:.2f} s), whole "
        "after "
        f"{statistics.median(wholes):.1f} s; number of clusters or layer after {change:.0f} ms (slowest of "
        f"{len(changes)}: {max(changes):.0f} ms); 300 statements: {frames:.0f} frames/s while moving."
    )
    return website.tell(
        "maps", asked, said, first <= FIRST_S and max(changes) <= CHANGE_MS and frames >= FRAMES
    )


if __name__ == "__main__":
    sys.exit(main())
